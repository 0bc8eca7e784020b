"""One stretch of words without a connector: a name, a titled person, or a name with loose words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.entities.draft import Atom, Draft, Token
from kg.entities.firms import Firms
from kg.entities.gazetteer import Hit
from kg.entities.kinds import AGENT_KINDS, WHERE
from kg.entities.namer import Namer
from kg.entities.people import People
from kg.entities.places import PlaceReader
from kg.entities.reference import POINTING
from kg.entities.themes import quoted_apart

#: Words before a known name that belong to it.
PREFIX = re.compile(
    r".*[“”－—\-–·暨]$"  # a mark or word that joins
    r"|(?:第[\d一二三四五六七八九十百]+|首|本|上|下)(?:届|次|期|批|轮|场)?$"  # which of a series
    # words that begin names
    r"|(?:皇家|王家|国立|联邦|全球|全|美丽|健康|平安|数字|法治|国际|世界|亚洲|亚太|东亚|南亚|泛|跨|新|大|小|老|驻|援|援建|[中马泰越老柬缅蒙俄哈德法英意西匈塞波埃巴印阿]中|中[马泰越老柬缅蒙俄哈德法英意西匈塞波埃巴印阿白新]|共青团|纪念|庆祝|\d{4}年?)$"
)
#: 乌兹别克斯坦审计院: what ends so is a body, though its first word may be a verb elsewhere.
_HEADED = frozenset("院署局厅委社所")
#: 华沙理工大学、贝尔格莱德大学两家: how many were listed.
_COUNTED = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,3})(?:家|所|国|位|个)(?:成员|机构|企业|单位|高校|国家|公司|城市|部门|组织)?$|(?:第[\d一二三四五六七八九十]{1,3}|首|唯一一)[个家位]$"
)
#: 中非合作论坛, 世界互联网大会: what may hold a meeting named behind it.
_HOLDS = re.compile("[\u4e00-\u9fff]{2}(?:论坛|大会|博览会|峰会|对话会|组织|机制|活动)$")
_FIRM = re.compile("(?:公司|银行|集团|大学|学院|协会|商会)$")
_BRANCH = re.compile("^(?:市|省)?(?:分公司|分行|支行|分院|分会|分校)")
#: 某某钢铁塞尔维亚公司: a firm's own part in another country
_ABROAD = re.compile("(?:有限|子)?公司$")
#: 联盟首个项目“某某库”: what kind of thing a quotation names
_SO_NAMED = dict.fromkeys(("项目", "工程"), "Project") | dict.fromkeys(("计划", "行动", "倡议", "平台"), "Initiative")
_CALLED = frozenset({"Fund", "Bank", "FinancialInstitution"})
_QUOTED_END = re.compile("“[^“”]{4,40}”$")
_OF_EVENT = re.compile("(?:成果|有关活动|相关活动|结束后|后|前夕)$")
#: Kinds of names that end as what a person is told to do does.
_DOINGS = frozenset({"Publication", "Event"})
#: Kinds whose heads names of persons may end with: 宋赛, 杨长镇.
_MAY_BE_PERSON = frozenset({"Event", "LocalGovernment"})
_TALKS = frozenset({"会谈", "会见", "会面", "会晤", "通话"})
#: Kinds of known bodies that are no part of each other's names.
_SIDE_BY_SIDE = frozenset({"PartyBody", "Ministry"})
#: Longer words are no event, and reading them again without their last one costs the square of their length.
_LONGEST_EVENT = 120
_SHORT_WORK = 5
#: So many readings are remembered; they take a few megabytes.
_MOST_KNOWN = 10_000
#: The signs of states, the sign before, the words and what is looked at behind them, their length, names in them.
_Asked = tuple[str, str, str, int, tuple[tuple[int, int, str, tuple[str, ...]], ...]]


class AtomReader:
    """Reads one stretch; what is no name becomes a gap or a bare word."""

    def __init__(self, namer: Namer, people: People) -> None:
        self._namer, self._people = namer, people
        self._places = PlaceReader(namer, people.names.tags)
        self._firms = Firms(namer, people.names.tags)
        self._behind = namer.lexicon.looks_behind
        self._known: dict[_Asked, tuple[int, list[Token]]] = {}

    def read(self, text: str, atom: Atom) -> list[Token]:
        """One stretch of words: a name, a person, or a name with loose words around it.

        The words, those known in them and what stands right beside them decide; most are met again and again.
        """
        start, end = atom.start, atom.end
        if self._namer.local:  # what this document calls by names of its own
            return self._read(text, atom)
        hits = tuple([(hit.start - start, hit.end - start, hit.name, hit.keys) for hit in atom.hits])
        asked = (self._namer.signs.told, text[start - 1 : start], text[start : end + self._behind], end - start, hits)
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[asked] = start, self._read(text, atom)
        at, tokens = known
        return [token.moved(start - at) for token in tokens] if at != start else [*tokens]

    def _read(self, text: str, atom: Atom) -> list[Token]:
        start, end = atom.start, atom.end
        words = text[start:end]
        at_event = self._namer.at_event(words)
        if at_event and len(words) <= _LONGEST_EVENT:
            inner = self.read(text, Atom(start, end - at_event, tuple(h for h in atom.hits if h.end <= end - at_event)))
            event = inner[-1].draft is not None and inner[-1].draft.kind == "Event"
            if event or (
                inner[-1].kind == "BARE" and self._namer.is_event_word(text[inner[-1].start : end - at_event])
            ):
                return [*inner, Token(end - at_event, end, "UNDER")]
        if (behind := _OF_EVENT.search(words)) and behind.start() > 1:
            # 在京举行的某论坛成果, 某峰会有关活动: the meeting, and what came of it or went with it
            stop = start + behind.start()
            inner = self.read(text, Atom(start, stop, tuple(h for h in atom.hits if h.end <= stop)))
            is_one = inner[-1].draft is not None and inner[-1].draft.kind == "Event"
            if inner[-1].end == stop and (is_one or self._namer.is_event_word(text[inner[-1].start : stop])):
                return [*inner, Token(stop, end, "GAP" if words.endswith("成果") else "UNNAMED")]
        if words.endswith("建设") and len(words) > _SHORT_WORK and not text.startswith(("项目", "工程"), end):
            # 支持磨丁口岸扩能改造项目建设: the work, and that it is built
            inner = self.read(text, Atom(start, end - 2, tuple(h for h in atom.hits if h.end <= end - 2)))
            if inner[-1].draft is not None and inner[-1].draft.kind == "Project" and inner[-1].end == end - 2:
                return [*inner, Token(end - 2, end, "GAP")]
        if (venue := self._places.venue(text, atom)) is not None:
            return [venue, *gap(venue.end, end)]
        if (seat := self._places.seat(text, atom)) is not None:
            return [*gap(start, seat.start), seat]
        if POINTING.fullmatch(words):
            return [Token(start, end, "BARE")]
        if (own := POINTING.match(words)) and _COUNTED.fullmatch(words, own.end()):
            return [Token(start, start + own.end(), "BARE"), *gap(start + own.end(), end)]  # 该组织第31个
        if (quoted := quoted_apart(text, start, end, self._namer.quoted)) is not None:
            return quoted
        if (counted := _COUNTED.search(words)) and counted.start() > 1:
            inner = self.read(text, Atom(start, start + counted.start(), atom.hits))
            if inner[-1].draft is not None and inner[-1].end == start + counted.start():
                return [*inner, Token(inner[-1].end, end, "ETC", value=words[counted.start() :])]
        if self._namer.is_class(words) and not any(self._begins_name(hit, start, end) for hit in atom.hits):
            return [Token(start, end, "UNNAMED")]
        lead = start + self._namer.strip(words)
        lead += lead > start and text[lead] in "次届"  # 此次某论坛
        if prefix := self._firms.told(text[lead:end]):
            firm = self.read(
                text, Atom(lead + prefix, end, tuple(hit for hit in atom.hits if hit.start >= lead + prefix))
            )
            return [*gap(start, lead), replace(firm[0], start=lead), *firm[1:]]
        hits = [hit for hit in atom.hits if hit.start >= lead]
        if len(hits) > 1 and self._places.only_places(hits, lead, end):
            # 湖南长沙, 中国北京: the last of the places is meant.
            return [*gap(start, hits[0].start), Token(hits[0].start, end, "NAME", self._namer.known(hits[-1]))]
        if (bodies := self._side_by_side(hits, lead, end)) is not None:
            return bodies
        starts = _starts(text, lead, end, hits)
        sign = text[lead : hits[0].start] if hits and text.endswith("有限公司", lead, end) else ""
        if 1 < len(sign) < _SHORT_WORK and not self._people.names.is_word(sign):
            starts = [lead, hits[0].start]  # 华能山东如意能源有限公司
        if len(starts) > 1 and _HOLDS.search(text[lead : starts[0]]):
            # 中非合作论坛北京峰会: the meeting of a forum that names no body of its place
            part = text.endswith(tuple(self._namer.lexicon.words.get("sub_event", ())), lead, end)
            named = self._name(text[lead:end], moved(hits, lead))
            whole = Draft(text[lead:end], "Event", ("Event",)) if part else named
            if whole is not None and whole.kind == "Event":
                return [*gap(start, lead), Token(lead, end, "NAME", whole)]
        for at in starts:
            draft = self._name(text[at:end], moved(hits, at))
            if draft is not None and draft.kind == "Event" and text[start:at] == "中":
                draft, at = replace(draft, name=text[start:end], aliases=()), start  # 中印尼高级别对话
            told = self._person(text, at, end, hits) if draft is not None and draft.kind in _DOINGS else None
            if (
                draft is not None
                and told
                and not text.startswith(("第", "首"), told.end - len(told.draft.name if told.draft else ""))
                and (draft.kind == "Publication" or text[told.end : end] in _TALKS or text.startswith("代表", told.end))
            ):
                break  # 某院副院长某某作总结, 某国特使某某会谈
            if draft is not None and draft.kind == "Holder" and text[at - 1 : at] == "驻":
                return gap(start, end)  # 驻匈牙利大使: whose ambassador is not said
            if draft is not None:
                return [*gap(start, at), Token(at, end, kind_of(draft), draft)]
        for at in starts:
            person = self._person(text, at, end, hits)
            if person is not None:
                return [*gap(start, at), person, *gap(person.end, end)]
        if (last := _QUOTED_END.search(words)) and last.start() and "“" not in words[: last.start()]:
            stop = start + last.start()  # 某国主权基金“某某”: the body, and what it is called
            body = self.read(text, Atom(start, stop, tuple(hit for hit in atom.hits if hit.end <= stop)))
            if body[-1].draft is not None and body[-1].draft.kind in _CALLED and body[-1].end == stop:
                return [*body, *gap(stop, end)]
        for at in starts:
            found = self._longest(text, at, end, hits)
            if (
                found is not None
                and found.draft is not None
                and text.startswith("·", found.end)
                and end - found.end < 9
            ):
                column = Draft(text[at:end], "Organization", ("Organization",), country=found.draft.country)
                return [*gap(start, at), Token(at, end, "NAME", column)]  # 人民网·人民健康
            if found is not None and any(self._namer.is_state(hit) and hit.start > found.end + 1 for hit in hits):
                break  # 某部聘请某国大学: who does what to whom is no name
            if found is not None:
                # 日本三菱商事, 北京同仁堂: a known name and words no head tells are one unknown body, never the known.
                headed = text[end - 1] in _HEADED and 2 < end - found.end < 12
                place = found.draft is not None and found.draft.kind in WHERE
                unknown = (place or self._namer.bare(text[at:end])) and (
                    headed or not self._people.names.begins_verb(text[found.end : end])
                )
                rest = [Token(at, end, "BARE")] if unknown else [found, *gap(found.end, end)]
                return [*gap(start, at), *rest]
        if (last := _QUOTED_END.search(words)) and last.start():
            meeting = self._namer.quoted(last[0])  # 市场单元“某某大会”
            if meeting is not None and meeting.kind == "Event":
                return [*gap(start, start + last.start()), Token(start + last.start(), end, "NAME", meeting)]
            kind = next((kind for word, kind in _SO_NAMED.items() if words.endswith(word, 0, last.start())), None)
            if kind is not None:
                named = Draft(last[0], kind, (kind,))
                return [*gap(start, start + last.start()), Token(start + last.start(), end, "NAME", named)]
        named = self._firms.read(text[lead:end], moved(hits, lead))
        return [*gap(start, lead), Token(lead, end, "NAME", named)] if named else [Token(start, end, "BARE")]

    def _begins_name(self, hit: Hit, start: int, end: int) -> bool:
        """Whether words that look like a class are a known name, or begin with that of an organisation."""
        return hit.start == start and (hit.end == end or self._namer.known(hit).kind == "InternationalOrganization")

    def _person(self, text: str, at: int, end: int, hits: list[Hit]) -> Token | None:
        """A titled person with the verb that follows the name left off."""
        words = text[at:end]
        found = self._people.last_office(words)
        if found is None or found >= len(words) - 1:
            return None
        length = self._people.names.end(words[found:])
        if not 2 <= length < len(words) - found:
            return None
        draft = self._people.read(words[: found + length], moved([h for h in hits if h.end <= at + found], at))
        return (
            Token(at, at + found + length, kind_of(draft), draft)
            if draft is not None and draft.kind == "Person"
            else None
        )

    def _name(self, words: str, hits: list[Hit]) -> Draft | None:
        if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
            return self._namer.quoted(words)
        draft = self._namer.name(words, hits)
        if draft is not None and (draft.kind not in _MAY_BE_PERSON or self._people.last_office(words) is None):
            return draft
        # 老挝副总理宋赛 is no contest
        person = self._people.read(words, hits)
        return person if draft is None or (person is not None and person.kind == "Person") else draft

    def _side_by_side(self, hits: list[Hit], start: int, end: int) -> list[Token] | None:
        """中共中央国务院: bodies set side by side, with nothing but a space between them in the source."""
        if len(hits) < 2 or hits[0].start != start or hits[-1].end != end:
            return None
        known = [self._namer.known(hit) for hit in hits]
        tight = all(one.end == other.start for one, other in pairwise(hits))
        related = any(b.parent == a.key for a, b in pairwise(known))
        if not tight or related or any(draft.kind not in _SIDE_BY_SIDE for draft in known):
            return None
        tokens = [Token(hits[0].start, hits[0].end, "NAME", known[0])]
        for hit, draft in zip(hits[1:], known[1:], strict=True):
            tokens += [Token(hit.start, hit.start, "、"), Token(hit.start, hit.end, "NAME", draft)]
        return tokens

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
                draft = self._namer.name(words, moved([h for h in inside if h.end <= stop], at))
                if draft is not None and draft.kind in AGENT_KINDS | {"Event"} and not draft.unnamed:
                    return Token(at, stop, "NAME", draft)
        draft = self._namer.known(first)
        return Token(first.start, first.end, "NAME", draft)


def _starts(text: str, lead: int, end: int, hits: list[Hit]) -> list[int]:
    """Where the name may begin: words before a known name belong to it only where they look like it."""
    if not hits or hits[0].start <= lead:
        return [lead]
    known = hits[0].start
    if _BRANCH.search(text[hits[-1].end :][:4]) and _FIRM.search(text[lead:known]):
        return [lead, known]  # 东北某某担保公司内蒙古分公司
    if len(hits) == 1 and _ABROAD.fullmatch(text, hits[0].end, end) and 2 < known - lead < 9:
        return [lead, known]
    return [lead, known] if PREFIX.fullmatch(text[lead:known]) else [known, lead]


def moved(hits: list[Hit] | tuple[Hit, ...], by: int) -> list[Hit]:
    """The names from ``by`` on, as places in the words that begin there."""
    return [Hit(hit.start - by, hit.end - by, hit.name, hit.keys) for hit in hits if hit.start >= by]


def gap(start: int, end: int) -> list[Token]:
    """A gap from ``start`` to ``end``, or nothing where they meet."""
    return [Token(start, end, "GAP")] if start < end else []


def kind_of(draft: Draft) -> str:
    """The kind of token that shows a draft."""
    return {"Person": "PERSON", "Holder": "HOLDER"}.get(draft.kind, "NAME")
