"""Stretches between boundaries read as lists of names: 甲、乙和丙部; 丁、戊等国海关部门.

A connector may join two names or stand inside one (工业和贸易部). The reading with the fewest loose
ends wins: each part of a list must be a name by itself, and a name that swallows a connector must not
begin with what is already whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.entities.blocks import Piece
from kg.entities.draft import Draft, Token
from kg.entities.gazetteer import Hit
from kg.entities.namer import AGENT_KINDS, Namer
from kg.entities.people import People

CONNECTORS = {"、": "、", "AND": "AND", "WITH": "WITH"}
_ATOMS = {"text", "hit", "quote", "glue"}
_STATES = {"Country", "Territory"}
_LONGEST_NAME = 5
_ETC_STATES = re.compile(r"(?:(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?个?)?(?:有关|相关)?(?:国家|国)(?!际|有企|内|会|务|外|防|民(?!航)|企)(?:和地区)?的?(?P<rest>.*)")
_APPOSITIVE = re.compile(r"(?:[两二三四五六七八九十]|\d{1,3})(?:国|市|省|州|校|行|方|地|城|家|个国家|个成员|部门|单位|机构|企业|位)")
_PREFIX = re.compile(r".*[“”－—\-–·]$|(?:第[\d一二三四五六七八九十百]+|首|本|上|下)(?:届|次|期|批|轮|场)?$|(?:皇家|王家|国立|联邦|全球|国际|世界|亚洲|亚太|东亚|南亚|泛|跨|新|大|小|老|驻|\d{4}年?)$")


@dataclass(frozen=True, slots=True)
class Atom:
    """Words without a connector."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    titled: bool = False


class ZoneReader:
    """Reads one zone (pieces without a hard boundary between them) into tokens."""

    def __init__(self, namer: Namer, people: People) -> None:
        self._namer, self._people = namer, people

    def read(self, text: str, pieces: list[Piece]) -> list[Token]:
        """The tokens of a zone, in order; what is no name becomes a gap."""
        tokens: list[Token] = []
        run: list[Atom | Piece] = []
        for piece in pieces:
            if piece.kind in _ATOMS and (appositive := self._appositive(text, piece, run)):
                run.append(appositive)
            elif piece.kind in _ATOMS:
                last = run[-1] if run else None
                hit = (piece.value,) if isinstance(piece.value, Hit) else ()
                if isinstance(last, Atom) and last.end == piece.start:
                    run[-1] = Atom(last.start, piece.end, last.hits + hit)
                else:
                    run.append(Atom(piece.start, piece.end, hit))
            elif piece.kind in CONNECTORS:
                run.append(piece)
            elif piece.kind == "ETC":
                run.append(piece)
            else:
                tokens += self._list(text, run)
                run = []
        tokens += self._list(text, run)
        return share_heads(text, merge_offices(text, tokens), self._namer)

    def _appositive(self, text: str, piece: Piece, run: list[Atom | Piece]) -> Piece | None:
        """甲、乙、丙三国铁路部门: the count after a list stands like 等 (三国 = 等三国)."""
        last = run[-1] if run else None
        if piece.kind != "text" or not isinstance(last, Atom) or last.end != piece.start or not last.hits or last.hits[-1].end != last.end:
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
                    if text.startswith("成员", end):
                        tokens.append(Token(element.start, element.end, "ETC", value=""))
                        tokens += [replace(token, kind="CLUB") if token.draft else token for token in self.atom(text, follower)]
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
            if named and len(groups) > 1 and [t.kind for t in found] == ["BARE"]:
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
        singles = [self.atom(text, atom) for atom in atoms]
        best: list[tuple[float, list[tuple[int, int, list[Token]]]]] = [(0.0, [])]
        for end in range(1, len(atoms) + 1):
            options = []
            for size in range(1, min(_LONGEST_NAME, end) + 1):
                first = end - size
                found = singles[first] if size == 1 else self._joined(text, atoms, joints, singles, first, end - 1)
                if found is None:
                    continue
                cost = best[first][0] + _looseness(found) + (0.3 + 0.1 * size if size > 1 else 0.0)
                options.append((cost, -size, first, found))
            cost, _, first, found = min(options, key=lambda option: option[:2])
            best.append((cost, [*best[first][1], (first, end - 1, found)]))
        return best[-1][1]

    def _joined(self, text: str, atoms: list[Atom], joints: list[Piece], singles: list[list[Token]], first: int, last: int) -> list[Token] | None:
        """Several atoms and the connectors between them as one name (环境、交通、能源和电信部)."""
        words = {text[j.start : j.end] for j in joints[first:last]}
        if words & {"同", "跟", "以及", "并同", "连同"}:
            return None
        for index in range(first, last):
            if singles[index][-1].kind == "UNNAMED" or any(t.draft is not None and t.end == atoms[index].end and self._whole(text, t, weak=_is_weak(singles[last]) and index < last) for t in singles[index]):
                return None
        if singles[last][-1].kind == "UNNAMED":
            return None
        inner = atoms[first + 1 : last + 1]
        if any(hit.start == atom.start and self._namer.is_state(hit) for atom in inner for hit in atom.hits):
            return None
        start = atoms[first].start + self._namer.strip(text[atoms[first].start : atoms[first].end])
        anchors = [hit for hit in atoms[first].hits if self._namer.known(hit).kind in AGENT_KINDS | {"Place"}]
        if anchors and not _PREFIX.fullmatch(text[start : anchors[0].start]):
            start = anchors[0].start
        if not anchors and any(atom.end - atom.start > 10 for atom in atoms[first:last]):
            return None
        end = atoms[last].end
        hits = [Hit(h.start - start, h.end - start, h.name, h.keys) for atom in atoms[first : last + 1] for h in atom.hits if h.start >= start]
        draft = self._namer.name(text[start:end], hits)
        if draft is None and singles[last][-1].kind in {"PERSON", "HOLDER"} and anchors:
            draft = self._people.read(text[start:end], hits)
        if draft is None or draft.kind not in AGENT_KINDS - {"LocalGovernment"} | {"Event", "Initiative", "Person", "Holder"} or draft.unnamed:
            return None
        if "、" in words and draft.kind not in {"Ministry", "Person", "Holder"}:
            return None
        lead = [Token(atoms[first].start, start, "GAP")] if start > atoms[first].start else []
        return [*lead, Token(start, end, _kind(draft), draft)]

    def _whole(self, text: str, token: Token, *, weak: bool) -> bool:
        """Whether a name before a connector is one that needs nothing after it."""
        draft = token.draft
        if draft is None or draft.kind not in AGENT_KINDS | {"Person", "Holder"}:
            return False
        return not (weak and draft.key is None and draft.kind in {"Bank", "Company", "FinancialInstitution", "CivilBody"})

    # ── one atom ─────────────────────────────────────────────────────────────────────────────────

    def atom(self, text: str, atom: Atom) -> list[Token]:
        """One stretch of words: a name, a person, or a name with loose words around it."""
        start, end = atom.start, atom.end
        words = text[start:end]
        at_event = self._namer.at_event(words)
        if at_event:
            inner = self.atom(text, Atom(start, end - at_event, tuple(h for h in atom.hits if h.end <= end - at_event)))
            event = inner[-1].draft is not None and inner[-1].draft.kind == "Event"
            if event or inner[-1].kind == "BARE" and self._namer.is_event_word(text[inner[-1].start : end - at_event]):
                return [*inner, Token(end - at_event, end, "UNDER")]
        if self._namer.is_class(words) and not any(hit.start == start and hit.end == end for hit in atom.hits):
            return [Token(start, end, "UNNAMED")]
        lead = start + self._namer.strip(words)
        hits = [hit for hit in atom.hits if hit.start >= lead]
        if len(hits) > 1 and self._only_places(hits, lead, end):
            # 湖南长沙, 中国北京: the last of the places is meant.
            return [*_gap(start, hits[0].start), Token(hits[0].start, end, "NAME", self._namer.known(hits[-1]))]
        starts = [lead]
        if hits and hits[0].start > lead:
            # words before a known name belong to it only where they look like it
            before = text[lead : hits[0].start]
            starts = [lead, hits[0].start] if _PREFIX.fullmatch(before) else [hits[0].start, lead]
        for at in starts:
            draft = self._read(text[at:end], _moved(hits, at))
            if draft is not None:
                return [*_gap(start, at), Token(at, end, _kind(draft), draft)]
        for at in starts:
            person = self._person(text, at, end, hits)
            if person is not None:
                return [*_gap(start, at), person, *_gap(person.end, end)]
        for at in starts:
            found = self._longest(text, at, end, hits)
            if found is not None:
                if self._namer.bare(text[at:end]) and not self._people.begins_verb(text[found.end : end]):
                    # 日本三菱商事, 北京同仁堂: a known name and words no head tells are one unknown body, never the known one.
                    return [*_gap(start, at), Token(at, end, "BARE")]
                return [*_gap(start, at), found, *_gap(found.end, end)]
        return [Token(start, end, "BARE")]

    def _person(self, text: str, at: int, end: int, hits: list[Hit]) -> Token | None:
        """A titled person with the verb that follows the name left off."""
        words = text[at:end]
        found = self._people.last_office(words)
        if found is None or found >= len(words) - 1:
            return None
        length = self._people.name_end(words[found:])
        if not 2 <= length < len(words) - found:
            return None
        draft = self._people.read(words[: found + length], _moved([h for h in hits if h.end <= at + found], at))
        return Token(at, at + found + length, _kind(draft), draft) if draft is not None and draft.kind == "Person" else None

    def _only_places(self, hits: list[Hit], start: int, end: int) -> bool:
        joined = all(a.end == b.start for a, b in zip(hits, hits[1:], strict=False))
        kinds = [self._namer.known(hit).kind for hit in hits]
        return joined and hits[0].start == start and hits[-1].end == end and set(kinds) <= {"LocalGovernment", "Place", "Country"} and kinds[-1] != "Country"

    def _read(self, words: str, hits: list[Hit]) -> Draft | None:
        if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
            return self._namer.quoted(words)
        draft = self._namer.name(words, hits)
        return draft if draft is not None else self._people.read(words, hits)

    def _longest(self, text: str, at: int, end: int, hits: list[Hit]) -> Token | None:
        """The longest name at ``at`` that ends with a head or a known name inside the words."""
        inside = [hit for hit in hits if hit.start >= at]
        first = inside[0] if inside and inside[0].start == at else None
        if first is None:
            return None
        for stop in range(end - 1, first.end, -1):
            if self._namer.lexicon.not_a_head(text, stop - 1):
                continue
            if text[stop - 1] in "部会行局署院司团社厅委坛台府组学校馆园港心业金盟厂" and (stop - first.end) >= 2:
                words = text[at:stop]
                draft = self._namer.name(words, _moved([h for h in inside if h.end <= stop], at))
                if draft is not None and draft.kind in AGENT_KINDS | {"Event"} and not draft.unnamed:
                    return Token(at, stop, "NAME", draft)
        draft = self._namer.known(first)
        return Token(first.start, first.end, "NAME", draft)


def _looseness(tokens: list[Token]) -> float:
    # A whole name is best; a name with words left over is almost as bad as no name at all.
    if not any(token.draft for token in tokens):
        return 0.5 if tokens[-1].kind == "UNNAMED" else 1.0
    if tokens[-1].draft is None:
        return 0.8
    return 0.6 if _is_weak(tokens) else 0.0


def _is_weak(tokens: list[Token]) -> bool:
    # 运输部, 信托公司: told by a head and a word or two, of no country: most likely the end of a longer name.
    draft = tokens[-1].draft
    if draft is None or draft.key is not None or draft.country is not None or draft.kind not in {"Ministry", "Company", "Bank", "FinancialInstitution"}:
        return False
    return draft.kind == "Ministry" or len(draft.name) <= 4


def _moved(hits: list[Hit] | tuple[Hit, ...], by: int) -> list[Hit]:
    return [Hit(hit.start - by, hit.end - by, hit.name, hit.keys) for hit in hits if hit.start >= by]


def _gap(start: int, end: int) -> list[Token]:
    return [Token(start, end, "GAP")] if start < end else []


def _kind(draft: Draft) -> str:
    return {"Person": "PERSON", "Holder": "HOLDER"}.get(draft.kind, "NAME")


def merge_offices(text: str, tokens: list[Token]) -> list[Token]:
    """土库曼斯坦民族领袖、人民委员会主席某某: the first office tells the state or body of the person."""
    merged: list[Token] = []
    for token in tokens:
        if token.kind == "PERSON" and len(merged) >= 2 and merged[-1].kind == "、" and merged[-2].kind == "HOLDER" and token.draft and merged[-2].draft:
            holder = merged[-2].draft
            first, second = merged[-2], token
            if token.draft.country is None and token.draft.identity is None or holder.kind == "Holder" and holder.key and holder.key.startswith("country/"):
                country = holder.key if holder.key and holder.key.startswith("country/") else holder.country
                draft = replace(token.draft, country=country, office=f"{holder.office}、{token.draft.office}")
                merged[-2:] = [Token(first.start, second.end, "PERSON", draft)]
                continue
        merged.append(token)
    return merged


# ── shared heads ─────────────────────────────────────────────────────────────────────────────────


def share_heads(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """塞尔维亚、荷兰等国海关部门 names two customs services; so do 老挝和柬埔寨财政部."""
    tokens = _inherit_states(text, list(tokens), namer)
    for index, token in enumerate(tokens):
        if token.kind == "ETC":
            _share_etc(text, tokens, index, namer)
        elif token.draft is not None and token.draft.country and token.step is None:
            _share_last(text, tokens, index, namer)
    return tokens


def _inherit_states(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """泰国外交部、商务部: a bare ministry after that of another state is that state's too."""
    state: str | None = None
    for index, token in enumerate(tokens):
        draft = token.draft
        if draft is None or draft.kind != "Ministry":
            state = state if token.kind in {"、", "AND"} else None
            continue
        words = text[token.start : token.end]
        lead = namer.find(words)
        if lead and lead[0].start == 0 and lead[0].end < len(words) and namer.is_state(lead[0]) and lead[0].keys[0] != "country/CHN":
            state = lead[0].keys[0]
        elif state and draft.key is not None and not words.startswith(("中", "国家")) and namer.gazetteer.entity(draft.key).country in {"CHN", "country/CHN"}:
            owner = namer.of_key(state, namer.gazetteer.entity(state).label)
            shared = namer._of_state(owner.name + words, words, owner)
            if shared is not None:
                tokens[index] = replace(token, draft=shared, step="sharedHead")
        elif draft.key is not None or draft.country is not None:
            state = None
    return tokens


def _states_before(tokens: list[Token], index: int) -> list[int]:
    """Places of the bare states listed directly before ``index``."""
    places: list[int] = []
    at = index - 1
    while at >= 0:
        token = tokens[at]
        if token.draft is None or token.draft.kind not in _STATES or token.kind == "PERSON":
            break
        places.append(at)
        if at - 1 < 0 or tokens[at - 1].kind not in {"、", "AND"}:
            break
        at -= 2
    return places[::-1]


def _share_etc(text: str, tokens: list[Token], index: int, namer: Namer) -> None:
    tail = str(tokens[index].value or "")
    found = _ETC_STATES.fullmatch(tail)
    rest = found["rest"] if found else tail
    if not rest or namer._tail.fullmatch(rest):
        return
    for at in _states_before(tokens, index):
        name = text[tokens[at].start : tokens[at].end]
        draft = namer._of_state(name + rest, rest, tokens[at].draft)  # type: ignore[arg-type]
        if draft is not None and (draft.unnamed or draft.kind in AGENT_KINDS) and draft.kind not in _STATES:
            tokens[at] = replace(tokens[at], draft=draft, step="sharedHead")


def _share_last(text: str, tokens: list[Token], index: int, namer: Namer) -> None:
    token = tokens[index]
    draft = token.draft
    if draft is None or index < 2 or tokens[index - 1].kind not in {"、", "AND"} or not (draft.unnamed or draft.kind == "Ministry"):
        return
    words = text[token.start : token.end]
    lead = namer.gazetteer.find(words)
    if not lead or lead[0].start != 0 or not namer.is_state(lead[0]) or lead[0].end == len(words):
        return
    rest = words[lead[0].end :]
    for at in _states_before(tokens, index - 1):
        name = text[tokens[at].start : tokens[at].end]
        shared = namer._of_state(name + rest, rest, tokens[at].draft)  # type: ignore[arg-type]
        if shared is not None:
            tokens[at] = replace(tokens[at], draft=shared, step="sharedHead")
