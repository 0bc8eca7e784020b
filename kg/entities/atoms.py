"""One stretch of words without a connector: a name, a titled person, or a name with loose words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.entities.draft import Draft, Token
from kg.entities.gazetteer import Hit
from kg.entities.kinds import AGENT_KINDS, WHERE
from kg.entities.namer import Namer
from kg.entities.people import People
from kg.entities.reference import POINTING
from kg.record import record

#: Words before a known name that belong to it.
PREFIX = re.compile(
    r".*[“”－—\-–·暨]$"  # a mark or word that joins
    r"|(?:第[\d一二三四五六七八九十百]+|首|本|上|下)(?:届|次|期|批|轮|场)?$"  # which of a series
    # words that begin names
    r"|(?:皇家|王家|国立|联邦|全球|全|美丽|健康|平安|数字|法治|国际|世界|亚洲|亚太|东亚|南亚|泛|跨|新|大|小|老|驻|援|援建|\d{4}年?)$"
)
#: 乌兹别克斯坦审计院: what ends so is a body, though its first word may be a verb elsewhere.
_HEADED = frozenset("院署局厅委社所")
#: 华沙理工大学、贝尔格莱德大学两家: how many were listed.
_COUNTED = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,3})(?:家|所|国|位|个)(?:成员|机构|企业|单位|高校|国家|公司|城市|部门|组织)?$|第\d{1,3}个$"
)
#: 中非合作论坛, 世界互联网大会: what may hold a meeting named behind it.
_HOLDS = re.compile("[\u4e00-\u9fff]{2}(?:论坛|大会|博览会|峰会|对话会|组织|机制|活动)$")
_QUOTED_END = re.compile("“[^“”]{4,40}”$")
_CAPITAL = re.compile("首都|首府|城市|港口城市|北部城市|南部城市|东部城市|西部城市")
#: Longer words are no event, and reading them again without their last one costs the square of their length.
_LONGEST_EVENT = 120
#: So many readings are remembered; they take a few megabytes.
_MOST_KNOWN = 10_000
#: The character before, the words with what is looked at behind them, their length, and the known names in them.
_Asked = tuple[str, str, int, tuple[tuple[int, int, str, tuple[str, ...]], ...]]


@record
class Atom:
    """Words without a connector."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    titled: bool = False


class AtomReader:
    """Reads one stretch; what is no name becomes a gap or a bare word."""

    def __init__(self, namer: Namer, people: People) -> None:
        self._namer, self._people = namer, people
        self._venues = re.compile(rf"(?:{namer.lexicon.alternation('venue')})$")
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
        asked = (text[start - 1 : start], text[start : end + self._behind], end - start, hits)
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
        if (venue := self._venue(text, atom)) is not None:
            return [venue, *gap(venue.end, end)]
        if (seat := self._seat(text, atom)) is not None:
            return [*gap(start, seat.start), seat]
        if POINTING.fullmatch(words):
            return [Token(start, end, "BARE")]
        if (counted := _COUNTED.search(words)) and counted.start() > 1:
            inner = self.read(text, Atom(start, start + counted.start(), atom.hits))
            if inner[-1].draft is not None and inner[-1].end == start + counted.start():
                return [*inner, Token(inner[-1].end, end, "ETC", value=words[counted.start() :])]
        if self._namer.is_class(words) and not any(hit.start == start and hit.end == end for hit in atom.hits):
            return [Token(start, end, "UNNAMED")]
        lead = start + self._namer.strip(words)
        lead += lead > start and text[lead] in "次届"  # 此次某论坛
        hits = [hit for hit in atom.hits if hit.start >= lead]
        if len(hits) > 1 and self._only_places(hits, lead, end):
            # 湖南长沙, 中国北京: the last of the places is meant.
            return [*gap(start, hits[0].start), Token(hits[0].start, end, "NAME", self._namer.known(hits[-1]))]
        starts = _starts(text, lead, hits)
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
            if draft is not None:
                return [*gap(start, at), Token(at, end, kind_of(draft), draft)]
        for at in starts:
            person = self._person(text, at, end, hits)
            if person is not None:
                return [*gap(start, at), person, *gap(person.end, end)]
        for at in starts:
            found = self._longest(text, at, end, hits)
            if found is not None:
                # 日本三菱商事, 北京同仁堂: a known name and words no head tells are one unknown body, never the known.
                headed = text[end - 1] in _HEADED and 2 < end - found.end < 12
                unknown = self._namer.bare(text[at:end]) and (
                    headed or not self._people.names.begins_verb(text[found.end : end])
                )
                rest = [Token(at, end, "BARE")] if unknown else [found, *gap(found.end, end)]
                return [*gap(start, at), *rest]
        if (quoted := _QUOTED_END.search(words)) and quoted.start():
            meeting = self._namer.quoted(quoted[0])  # 市场单元“某某大会”
            if meeting is not None and meeting.kind == "Event":
                return [*gap(start, start + quoted.start()), Token(start + quoted.start(), end, "NAME", meeting)]
        return [Token(start, end, "BARE")]

    def _venue(self, text: str, atom: Atom) -> Token | None:
        """在昆明滇池国际会展中心: what is held in a building is held in its city."""
        places = [hit for hit in atom.hits if self._namer.known(hit).kind in WHERE - {"Country"}]
        if (
            not places
            or text[atom.start - 1 : atom.start] not in {"在", "于"}
            or not self._venues.search(text[atom.start : atom.end])
        ):
            return None
        last = places[-1]
        return (
            Token(atom.start, last.end, "NAME", self._namer.known(last))
            if self._only_places(places, atom.start, last.end)
            else None
        )

    def _seat(self, text: str, atom: Atom) -> Token | None:
        """所罗门群岛首都霍尼亚拉, or 马里博尔 right behind 在: a place told by how it is written or by what it is."""
        first = atom.hits[0] if atom.hits and atom.hits[0].start == atom.start else None
        found = _CAPITAL.match(text, first.end, atom.end) if first and self._namer.is_state(first) else None
        led = first is not None and self._namer.known(first).kind in WHERE
        at = found.end() if found else first.end if first and led else atom.start
        words = text[at : atom.end]
        behind = text[atom.start - 1 : atom.start] == "在"
        if not (found or behind) or any(hit.start >= at for hit in atom.hits) or not 2 <= len(words) <= 8:
            return None
        if not self._namer.lexicon.transcribed(words) and not (led and behind and self._may_be_town(words)):
            return None
        country = self._namer.known(first).key if first else None
        return Token(atom.start, atom.end, "NAME", Draft(words, "Place", ("Place",), country=country))

    def _may_be_town(self, words: str) -> bool:
        """Whether words right behind the country or province of 在 can name a town there: 在泰国清莱."""
        return (
            len(words) <= 4
            and words[0] not in "分各多全"
            and self._namer.lexicon.head(words) is None
            and self._namer.bare(words) is not None
        )

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

    def _only_places(self, hits: list[Hit], start: int, end: int) -> bool:
        joined = all(a.end == b.start for a, b in pairwise(hits))
        kinds = [self._namer.known(hit).kind for hit in hits]
        return (
            joined
            and hits[0].start == start
            and hits[-1].end == end
            and set(kinds) <= {"LocalGovernment", "Place", "Country"}
            and kinds[-1] != "Country"
        )

    def _name(self, words: str, hits: list[Hit]) -> Draft | None:
        if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
            return self._namer.quoted(words)
        draft = self._namer.name(words, hits)
        if draft is not None and (draft.kind != "Event" or self._people.last_office(words) is None):
            return draft
        # 老挝副总理宋赛 is no contest
        person = self._people.read(words, hits)
        return person if draft is None or (person is not None and person.kind == "Person") else draft

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


def _starts(text: str, lead: int, hits: list[Hit]) -> list[int]:
    """Where the name may begin: words before a known name belong to it only where they look like it."""
    if not hits or hits[0].start <= lead:
        return [lead]
    known = hits[0].start
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
