"""Which sentences are worth reading: those a rule can speak of, and those that such a sentence may lean on.

A paper says in few of its sentences who signed, hosted or launched anything. The words that no rule can do without are
looked for first, in one pass over the text; where none stand, no name needs to be known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.entities.wordtrie import alternation
from kg.model import Document

#: What one rule cannot do without: a kind out of every set.
Need = frozenset[frozenset[str]]
#: A document of which a larger part than this is worth reading is read whole.
_DENSE = 0.4
#: Kinds of mentions that are only ever told by a head word, a title, a quotation, a bracket or a known name.
_THINGS = frozenset({"Work", "Paper", "Publication", "Instrument", "Title", "Facility", "Project", "Amount"})
_BODIES = frozenset(
    {"Bank", "Center", "CivilBody", "Company", "FinancialInstitution", "Fund", "InternationalOrganization", "Ministry"}
)
_TOLD = _THINGS | _BODIES | {"Event", "Initiative"}
_AGENTS = _BODIES | {"Event", "Initiative", "PartyBody", "LocalGovernment", "Organization", "Agent"}
_MARKED = "[《“（]"
_CURRENCY = "[元币镑铢盾郎卢磅欧]|美金"
#: Words that may mean anything named before (该行, 本公司).
_REFERS = re.compile("[该本](?:行|公司|集团|中心|机构|组织|协会|联盟|大学|校|院|部|局|委|省|市|基金|国|会|所|企业|署)")
_NO_SIDE = "(?![面案式法向便针略位程舟])"
#: A short form that the text defines: from there on a name may be anything.
_GLOSS = re.compile("[（(](?:以下|下文|下)?[简统合又]?称")
_FULL_DATE = "[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月"
_BEGINS_NO_NAME = "的在将等对与说表就为是并也时以们，。；、：！？”’）》\n"
_STOP = re.compile("[，。；：！？\n]")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A need as what is looked for: a class of cues first, then the other cues and the mentions it takes."""

    key: frozenset[str]
    cues: tuple[frozenset[str], ...]
    told: tuple[frozenset[str], ...]


class Triggers:
    """Tells the sentences worth reading. Made once from the words and rules, asked once a document."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, needs: Iterable[Need]) -> None:
        self._lexicon, self._gazetteer = lexicon, gazetteer
        self._words: dict[str, list[str]] = {}
        for word, kind in lexicon.cues.kinds().items():
            self._words.setdefault(kind, []).append(word)
        self._wanted = tuple(self._split(need) for need in needs)
        keys = {kind for wanted in self._wanted for kind in wanted.key}
        words = {word: kind for kind in keys for word in self._words.get(kind, ())}
        # Each word with its class and those of the words it begins with: 合作建立 holds 合作 too.
        self._classes = {
            word: frozenset(words[word[:end]] for end in range(1, len(word) + 1) if word[:end] in words)
            for word in words
        }
        self._cue = re.compile(alternation(words) or "(?!)")
        office = alternation(lexicon.offices) or "(?!)"
        self._office = re.compile(rf"(?P<office>{office})(?=[\u4e00-\u9fffA-Z][\w·. ])(?![{_BEGINS_NO_NAME}])")
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def _split(self, need: Need) -> _Wanted:
        cues = sorted((kinds for kinds in need if kinds <= self._lexicon.classes), key=sorted)
        told = sorted((kinds for kinds in need if kinds <= _TOLD), key=sorted)
        # 在, 的 and 与 are everywhere; the verb that carries the rule is not.
        key = min(cues, key=self._commonness, default=frozenset[str]())
        return _Wanted(key, tuple(kinds for kinds in cues if kinds is not key), tuple(told))

    def _commonness(self, kinds: frozenset[str]) -> tuple[float, list[str]]:
        words = [word for kind in kinds for word in self._words.get(kind, ())]
        return sum(len(word) == 1 for word in words) / max(len(words), 1), sorted(kinds)

    # ── one document ─────────────────────────────────────────────────────────────────────────────

    def read(self, doc: Document) -> frozenset[int] | None:
        """The numbers of the sentences to read; None where all are."""
        starts = [sentence.span.start for sentence in doc.sentences]
        live, spoken = self._live(doc, starts), self._spoken(doc, starts)
        if not live and not spoken:
            return frozenset()
        for number in live:
            span = doc.sentences[number].span
            if _REFERS.search(doc.text, span.start, span.end) or self._side.search(doc.text, span.start, span.end):
                return None
        found = self._leaned_on(doc, live) | spoken | self._known(doc, starts)
        length = sum(doc.sentences[number].span.end - starts[number] for number in found)
        return None if length > _DENSE * len(doc.text) else frozenset(found)

    def _live(self, doc: Document, starts: list[int]) -> set[int]:
        """The sentences that hold what some rule needs; a point of a list holds what the line above it says."""
        text, held = doc.text, dict[int, set[str]]()
        hit = self._cue.search(text)
        while hit:
            number = bisect_right(starts, hit.start()) - 1
            held.setdefault(number, set()).update(self._classes[hit[0]])
            hit = self._cue.search(text, hit.start() + 1)
        free = _GLOSS.search(text) is not None
        live = {number for number, classes in held.items() if number >= 0 and self._meets(doc, number, classes, free)}
        for number, sentence in enumerate(doc.sentences):
            led = held.get(sentence.lead) if sentence.lead is not None else None
            if led and number not in live and self._meets(doc, number, led | held.get(number, set()), True):
                live.add(number)
        return live

    def _meets(self, doc: Document, number: int, classes: set[str], free: bool) -> bool:
        sentence = doc.sentences[number]
        text = sentence.span.of(doc.text)
        if sentence.lead is not None:
            text, free = doc.sentences[sentence.lead].span.of(doc.text) + text, True
        return any(
            (not wanted.key or not wanted.key.isdisjoint(classes))
            and all(self._stand(kinds, text) for kinds in wanted.cues)
            and (free or all(self._told(kinds, text) for kinds in wanted.told))
            for wanted in self._wanted
        )

    def _stand(self, kinds: frozenset[str], text: str) -> bool:
        """Whether a cue of one of these classes can stand in a text."""
        pattern = self._patterns.get(kinds)
        if pattern is None:
            words = [word for kind in kinds for word in self._words.get(kind, ())]
            pattern = self._patterns[kinds] = re.compile(alternation(words))
        return pattern.search(text) is not None

    def _told(self, kinds: frozenset[str], text: str) -> bool:
        """Whether a mention of one of these kinds can stand in a text."""
        pattern = self._patterns.get(kinds)
        if pattern is None:
            pattern = self._patterns[kinds] = re.compile(self._telling(kinds))
        if pattern.search(text):
            return True
        keys = (key for hit in self._gazetteer.find(text) for key in hit.keys)
        return any(not kinds.isdisjoint(self._gazetteer.entity(key).kinds) for key in keys)

    def _telling(self, kinds: frozenset[str]) -> str:
        words = self._heads(kinds)
        if "Event" in kinds:
            words |= {*self._lexicon.words.get("generic_event", ()), *self._lexicon.words.get("sub_event", ())}
        ways = [_MARKED] if kinds - {"Amount", "Event"} else []
        ways += [_CURRENCY] if "Amount" in kinds else []
        return "|".join([*ways, alternation(words)]).strip("|")

    def _heads(self, kinds: frozenset[str], least: int = 1) -> set[str]:
        return {head for head, (of, _) in self._lexicon.heads.items() if kinds & set(of) and len(head) >= least}

    def _spoken(self, doc: Document, starts: list[int]) -> set[int]:
        """The sentences in which the office of a body may stand before a person's name."""
        text, found = doc.text, set[int]()
        for hit in self._office.finditer(text):
            number = bisect_right(starts, hit.start()) - 1
            if number >= 0 and number not in found and hit.start() > starts[number]:
                before = _STOP.split(text[starts[number] : hit.start()])[-1]
                headed = self._lexicon.offices[hit["office"]].body_head and before
                if headed or self._agentlike(before):
                    found.add(number)
        return found

    def _leaned_on(self, doc: Document, live: set[int]) -> set[int]:
        """The sentences themselves, the line that leads into each, and those of the item that may lend a subject."""
        found, waiting = set[int](), list(live)
        while waiting:
            number = waiting.pop()
            if number in found:
                continue
            found.add(number)
            sentence, before = doc.sentences[number], doc.sentences[number - 1] if number else None
            if sentence.lead is not None:
                waiting.append(sentence.lead)
            if before and before.item == sentence.item and self._agentlike(before.span.of(doc.text)):
                waiting.append(number - 1)
        return found

    def _agentlike(self, text: str) -> bool:
        return bool(self._gazetteer.find(text)) or self._agent.search(text) is not None

    def _known(self, doc: Document, starts: list[int]) -> set[int]:
        """Sentences that make something known to the whole document: events, persons, the day it speaks from."""
        text, found, at = doc.text, set[int](), 0
        while hit := self._knowing.search(text, at):
            number = max(bisect_right(starts, hit.start()) - 1, 0)
            found.add(number)
            at = max(doc.sentences[number].span.end, hit.end())
        return found

    @cached_property
    def _agent(self) -> re.Pattern[str]:
        events = {*self._lexicon.words.get("generic_event", ()), *self._lexicon.words.get("sub_event", ())}
        return re.compile(f"{alternation(self._heads(_AGENTS, 2) | events)}|{self._office.pattern}")

    @cached_property
    def _knowing(self) -> re.Pattern[str]:
        events = {*self._lexicon.words.get("generic_event", ()), *self._lexicon.words.get("sub_event", ())}
        words = alternation(self._heads(frozenset({"Event"}), 2) | events)
        return re.compile(f"{words}|{self._office.pattern}|{_FULL_DATE}|{_GLOSS.pattern}")

    @cached_property
    def _side(self) -> re.Pattern[str]:
        """俄方, 泰方: a state that was named before."""
        countries = (self._gazetteer.entity(key) for key in self._gazetteer if key.startswith("country/"))
        firsts = {name[0] for country in countries for name in country.names}
        firsts |= {pair[0] for pair in self._lexicon.words.get("state_abbreviation", ())}
        return re.compile(f"[{''.join(sorted(map(re.escape, firsts)))}]方{_NO_SIDE}")
