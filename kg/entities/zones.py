"""Stretches between boundaries read as lists of names: 甲、乙和丙部; 丁、戊等国海关部门.

A connector may join two names or stand inside one (工业和贸易部). The reading with the fewest loose
ends wins: each part of a list must be a name by itself, and a name that swallows a connector must not
begin with what is already whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.entities.atoms import PREFIX, AtomReader, gap, kind_of
from kg.entities.blocks import Piece
from kg.entities.draft import Atom, Token
from kg.entities.gazetteer import Hit
from kg.entities.kinds import AGENT_KINDS, WHERE
from kg.entities.listed_bodies import name_listed
from kg.entities.looseness import begins_edition, is_planning, is_weak, looseness
from kg.entities.namer import Namer
from kg.entities.people import People
from kg.entities.several_offices import merge_offices
from kg.entities.shared_heads import share_heads

CONNECTORS = {"、": "、", "AND": "AND", "WITH": "WITH"}
_ATOMS = {"text", "hit", "quote", "glue"}
_LONGEST_NAME = 5
#: Heads whose names hold no 与.
_NEVER_JOINED = ("大学", "学院", "公司", "集团", "银行", "医院", "商会")
#: 中国与葡语国家高校联盟: what makes two regions the name of one body.
_REGION = re.compile("(?:[\u4e00-\u9fff]{1,5}国家|东盟|非洲|欧盟|拉美|中亚|南亚|太平洋岛国)[\u4e00-\u9fff]{2,12}")
#: Known bodies of these kinds are never the end of a longer name.
_ALONE = {"Bank", "Company", "FinancialInstitution", "Fund"}
_SHORT, _LONG_NAME = 6, 9
_APPOSITIVE = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,3})(?:国|市|省|州|校|行|方|地|城|家|个国家|个成员|部门|单位|机构|企业|位)"
)
#: 丹麦霍森斯市4个城市: how many were listed.
_COUNT = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,3})(?:个|场|项|大)(?:平行|专题|重点|合作)?(?:城市|国家|省份|省市|地区|部门|单位|机构|企业|组织|分论坛|论坛|活动|部分)$"
    r"|(?<!东北)(?:[两二三四五六七八九十]|\d{1,2})(?:国|省|市|州|县|区|镇|港|校)$"  # 宇部三市
)
#: 该行与某某银行: a word that points back begins no longer name.
_POINTS_BACK = re.compile("[该本我](?:国|行|公司|集团|中心|机构|组织|协会|联盟|大学|校|院|部|局|委|会|所|企业|署|基金)")


class ZoneReader:
    """Reads one zone (pieces without a hard boundary between them) into tokens."""

    def __init__(self, namer: Namer, people: People) -> None:
        self._namer, self._people, self._atoms = namer, people, AtomReader(namer, people)

    def read(self, text: str, pieces: list[Piece]) -> list[Token]:
        """The tokens of a zone, in order; what is no name becomes a gap."""
        if len(pieces) == 1 and pieces[0].kind in _ATOMS:
            alone = self._atoms.read(text, _atom(pieces[0]))
            if all(token.kind != "ETC" for token in alone):
                return alone  # what else is done here takes more than one name
        tokens: list[Token] = []
        run: list[Atom | Piece] = []
        for piece in _counts_apart(text, pieces):
            if piece.kind in _ATOMS and (appositive := self._appositive(text, piece, run)):
                run.append(appositive)
            elif piece.kind in _ATOMS:
                last, atom = run[-1] if run else None, _atom(piece)
                if isinstance(last, Atom) and last.end == piece.start:
                    run[-1] = Atom(last.start, atom.end, last.hits + atom.hits)
                else:
                    run.append(atom)
            elif piece.kind in CONNECTORS or piece.kind == "ETC":
                run.append(piece)
            else:
                tokens += self._list(text, run)
                run = []
        tokens += self._list(text, run)
        return name_listed(text, share_heads(text, merge_offices(text, tokens), self._namer), self._namer)

    def _appositive(self, text: str, piece: Piece, run: list[Atom | Piece]) -> Piece | None:
        """甲、乙、丙三国铁路部门: the count after a list stands like 等 (三国 = 等三国)."""
        last = run[-1] if run else None
        if (
            piece.kind != "text"
            or not isinstance(last, Atom)
            or last.end != piece.start
            or not last.hits
            or last.hits[-1].end != last.end
        ):
            return None
        if not any(isinstance(element, Piece) for element in run):
            return None
        return replace(piece, kind="ETC", value=None) if _APPOSITIVE.match(text[piece.start : piece.end]) else None

    def _list(self, text: str, run: list[Atom | Piece]) -> list[Token]:
        tokens: list[Token] = []
        sequence: list[Atom | Piece] = []
        index = 0
        while index < len(run):
            element = run[index]
            if isinstance(element, Piece) and element.kind == "ETC" and text[element.start] != "等":
                tokens += self._names(text, sequence)
                sequence = []
                tokens.append(Token(element.start, element.end, "ETC", value=text[element.start : element.end]))
            elif isinstance(element, Piece) and element.kind == "ETC":
                tokens += self._names(text, sequence)
                sequence = []
                follower = run[index + 1] if index + 1 < len(run) else None
                end = element.end
                if isinstance(follower, Atom) and follower.start == element.end:
                    end, index = follower.end, index + 1
                    if text.startswith("成员", end) and not text[:end].endswith("代表团"):
                        tokens.append(Token(element.start, element.end, "ETC", value=""))
                        tokens += [
                            replace(token, kind="CLUB") if token.draft else token
                            for token in self._atoms.read(text, follower)
                        ]
                        index += 1
                        continue
                tokens.append(Token(element.start, end, "ETC", value=text[element.end : end]))
            else:
                sequence.append(element)
            index += 1
        return tokens + self._names(text, sequence)

    def _names(self, text: str, sequence: list[Atom | Piece]) -> list[Token]:
        """The best reading of atoms and connectors as names and connectors."""
        tokens: list[Token] = []
        atoms: list[Atom] = []
        joints: list[Piece] = []
        for element in sequence:
            if isinstance(element, Atom):
                atoms.append(element)
            elif atoms and len(joints) < len(atoms):
                joints.append(element)
            else:
                tokens.append(Token(element.start, element.end, element.kind))
        if not atoms:
            return tokens
        groups = self._best(text, atoms, joints)
        named = sum(1 for _, _, found in groups if found[-1].draft is not None and found[-1].draft.kind in AGENT_KINDS)
        for number, (first, last, found) in enumerate(groups):
            listed = not any(joints[at].kind == "WITH" for at in (first - 1, last) if 0 <= at < len(joints))
            if named and listed and len(groups) > 1 and [t.kind for t in found] == ["BARE"]:
                # 连云港、阿克套、波季: an unknown word among names in a list is a name.
                draft = self._namer.bare(text[found[0].start : found[0].end])
                found = [replace(found[0], kind="NAME", draft=replace(draft, kind="Organization"))] if draft else found
            if number:
                joint = joints[first - 1]
                tokens.append(Token(joint.start, joint.end, joint.kind))
            tokens += found
        if len(joints) == len(atoms):
            tokens.append(Token(joints[-1].start, joints[-1].end, joints[-1].kind))
        return tokens

    def _best(self, text: str, atoms: list[Atom], joints: list[Piece]) -> list[tuple[int, int, list[Token]]]:
        singles = [self._atoms.read(text, atom) for atom in atoms]
        best: list[tuple[float, list[tuple[int, int, list[Token]]]]] = [(0.0, [])]
        for end in range(1, len(atoms) + 1):
            options = []
            for size in range(1, min(_LONGEST_NAME, end) + 1):
                first = end - size
                found = singles[first] if size == 1 else self._joined(text, atoms, joints, singles, first, end - 1)
                if found is None:
                    continue
                cost = best[first][0] + looseness(found) + (0.3 + 0.1 * size if size > 1 else 0.0)
                cost -= size > 1 and self._of_two_regions(text, atoms, first, end - 1)
                cost -= size > 1 and is_planning(text, atoms[first], atoms[end - 1])
                cost -= size > 1 and begins_edition(text, singles[first]) and found[-1].kind == "NAME"
                options.append((cost, -size, first, found))
            cost, _, first, found = min(options, key=lambda option: option[:2])
            best.append((cost, [*best[first][1], (first, end - 1, found)]))
        return best[-1][1]

    def _joined(
        self, text: str, atoms: list[Atom], joints: list[Piece], singles: list[list[Token]], first: int, last: int
    ) -> list[Token] | None:
        """Several atoms and the connectors between them as one name (环境、交通、能源和电信部)."""
        words = {text[j.start : j.end] for j in joints[first:last]}
        if words & {"同", "跟", "以及", "并同", "连同"} or self._parted(text, atoms, singles, first, last):
            return None
        start = atoms[first].start + self._namer.strip(text[atoms[first].start : atoms[first].end])
        anchors = [hit for hit in atoms[first].hits if self._namer.known(hit).kind in AGENT_KINDS | {"Place"}]
        if anchors and not PREFIX.fullmatch(text[start : anchors[0].start]):
            start = anchors[0].start
        if not anchors and any(
            atom.end - atom.start > (16 if text[atom.start] == "“" else 10) for atom in atoms[first:last]
        ):
            return None
        end = atoms[last].end
        hits = [
            Hit(h.start - start, h.end - start, h.name, h.keys)
            for atom in atoms[first : last + 1]
            for h in atom.hits
            if h.start >= start
        ]
        draft = self._namer.name(text[start:end], hits)
        short = all(atom.end - atom.start <= _SHORT for atom in atoms[first:last])
        officer = singles[last][-1].kind in {"PERSON", "HOLDER"} or self._people.names_officer(
            text[atoms[last].start : atoms[last].end]
        )
        name = end
        if draft is None and officer and (anchors or short):
            name -= self._people.names.behind(text[start:end])  # 某部部长某某会面
            draft = self._people.read(text[start:name], hits)
        if (
            draft is None
            or draft.kind
            not in AGENT_KINDS - {"LocalGovernment"} | {"Event", "Initiative", "Project", "Person", "Holder"}
            or draft.unnamed
        ):
            return None
        if "、" in words and draft.kind not in {"Ministry", "Person", "Holder"}:
            return None
        if draft.kind == "Person" and self._people.names.is_somebody(text[atoms[first].start : atoms[first].end]):
            return None  # 吴澍与某大学校长某某 are two
        second = any(h.start == atom.start for atom in atoms[first + 1 : last + 1] for h in atom.hits)
        placed = any(self._namer.known(h).kind in WHERE for atom in atoms[first + 1 : last + 1] for h in atom.hits)
        if "与" in words and (not anchors or second or placed) and text[start:end].endswith(_NEVER_JOINED):
            return None  # 某大学与某大学 are two
        lead = [Token(atoms[first].start, start, "GAP")] if start > atoms[first].start else []
        return [*lead, Token(start, name, kind_of(draft), draft), *gap(name, end)]

    def _parted(self, text: str, atoms: list[Atom], singles: list[list[Token]], first: int, last: int) -> bool:
        """Whether some atoms cannot be one name: a class word, a name that is whole, or a state stands among them."""
        ministry = singles[last][-1].draft
        listed = ministry is not None and ministry.kind == "Ministry"
        for index in range(first, last + 1):
            # 斐济教育、青年和体育部: a word of two characters may be what a ministry is for
            field = listed and index < last and atoms[index].end - atoms[index].start == 2
            if singles[index][-1].kind == "UNNAMED" and not field:
                return True
        if any(self._people.names_officer(text[atom.start : atom.end]) for atom in atoms[first:last]):
            return True  # nobody's name is the beginning of another's office
        end = atoms[last].end
        if text[atoms[first].start - 1 : atoms[first].start] in {"在", "于"}:
            return True  # 在某宾馆与某部长会谈: where, and with whom
        if any(text[atom.end - 2 : atom.end] == text[end - 2 : end] for atom in atoms[first:last]):
            return True  # 甲大学和乙大学 are two
        if any(_POINTS_BACK.match(text, atom.start, atom.end) for atom in atoms[first : last + 1]):
            return True
        if all(text[atom.start] == "省" for atom in (atoms[first], atoms[last])):
            return True  # 省外办、省商务厅
        if self._of_two_regions(text, atoms, first, last):
            return False
        weak = is_weak(singles[last])
        for index in range(first, last):
            ends = (t for t in singles[index] if t.draft is not None and t.end == atoms[index].end)
            if any(self._whole(text, token, weak=weak) for token in ends):
                return True
        inner = atoms[first + 1 : last + 1]
        bodies = any(t.draft is not None and t.draft.kind in AGENT_KINDS for t in singles[first])
        return any(
            hit.start == atom.start
            and (
                self._namer.is_state(hit)
                or self._namer.known(hit).kind in _ALONE
                or (bodies and self._namer.known(hit).kind == "InternationalOrganization")
            )
            for atom in inner
            for hit in atom.hits
        )

    def _of_two_regions(self, text: str, atoms: list[Atom], first: int, last: int) -> bool:
        """中国与葡语国家高校联盟 is one body, not China and another."""
        china = last == first + 1 and text[atoms[first].start : atoms[first].end] == "中国"
        return china and _REGION.fullmatch(text, atoms[last].start, atoms[last].end) is not None

    def _whole(self, text: str, token: Token, *, weak: bool) -> bool:
        """Whether a name before a connector is one that needs nothing after it."""
        draft = token.draft
        if draft is None or draft.kind not in AGENT_KINDS | {"Person", "Holder"}:
            return False
        loose = draft.kind in {"Bank", "Company", "FinancialInstitution", "CivilBody"}
        loose = loose and len(draft.name) < _LONG_NAME
        # 柬埔寨海关与消费税总署: a word that names a service but is no head of a ministry's own
        loose = loose or (draft.kind == "Ministry" and not draft.name.endswith(tuple("部委局署厅院处会办")))
        return not (weak and draft.key is None and loose)


def _atom(piece: Piece) -> Atom:
    return Atom(piece.start, piece.end, (piece.value,) if isinstance(piece.value, Hit) else ())


def _counts_apart(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, the count behind a list apart from the last name in it."""
    listed = counted = False
    for piece in pieces:
        found = _COUNT.search(text, piece.start, piece.end) if listed and piece.kind == "text" else None
        listed = listed or piece.kind in CONNECTORS
        after_etc, counted = counted, piece.kind == "ETC"
        whole = found is not None and found.start() == piece.start and text[piece.start - 1] != "”"
        if found is None or after_etc or whole or found.start() == piece.start + 1:
            yield piece
            continue
        if found.start() > piece.start:
            yield replace(piece, end=found.start(), value=None)
        yield Piece(found.start(), piece.end, "ETC")
