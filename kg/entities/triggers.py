"""Which sentences are worth reading: those a rule can speak of, and those that such a sentence may lean on.

A paper says in few of its sentences who signed, hosted or launched anything. The words that no rule can do without are
looked for first, in one pass over the text; where none stand, no name needs to be known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.entities.reference import FIRMS_ALONE, POINTING
from kg.entities.speaking import GLOSS, Speaking
from kg.entities.telling import Telling
from kg.entities.wanted import Need
from kg.model import Document
from kg.wordtrie import Lists, alternation

#: A document of which a larger part than this is worth reading is read whole.
_DENSE = 0.6
_FULL_DATE = re.compile("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月")
#: Cues of what happens at an event that another sentence may have named.
_GATHERING = frozenset({"ATTEND", "COHOST", "COHOSTLABEL", "HELD", "HOST", "HOSTLABEL", "PLACELABEL"})
_BOTH = frozenset({"BOTH"})
_STOP = re.compile("[，。；：！？\n在被把将由从向说]")


class Triggers:
    """Tells the sentences worth reading. Made once from the words and rules, asked once a document."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, needs: Iterable[Need]) -> None:
        self._lexicon, self._gazetteer = lexicon, gazetteer
        self._telling = Telling(lexicon, gazetteer)
        self.speaking = Speaking(lexicon, gazetteer, self._telling, needs)
        self._words = Lists(lexicon.offices, self.speaking.loud, self.speaking.sayings)
        surname = alternation(lexicon.words.get("surname", ())) or "(?!)"
        self._name_after = re.compile(f"(?:{surname})[\u4e00-\u9fff]|[\u4e00-\u9fffA-Za-z]{{1,10}}[·. ]")
        self._name_before = re.compile(f"(?:{surname})[\u4e00-\u9fff]{{1,2}}\\Z")
        self._both, self._gathering = (
            re.compile(alternation(self.speaking.words_of(kinds)) or "(?!)") for kinds in (_BOTH, _GATHERING)
        )

    # ── one document ─────────────────────────────────────────────────────────────────────────────

    def read(self, doc: Document) -> frozenset[int] | None:
        """The numbers of the sentences to read; None where all are."""
        if self.speaking.of_any:
            return None
        starts = [sentence.span.start for sentence in doc.sentences]
        offices, *words = self._words.find(doc.text)
        live, spoken = self.speaking.live(doc, starts, *words), self._spoken(doc, starts, offices)
        if not live and not spoken:
            return frozenset()
        found = self._leaned_on(doc, live) | spoken | self._named_before(doc, live | spoken)
        found |= self._known(
            doc, starts, offices, "\n".join(doc.sentences[number].span.of(doc.text) for number in sorted(found))
        )
        length = sum(doc.sentences[number].span.end - starts[number] for number in found)
        return None if length > _DENSE * len(doc.text) else frozenset(found)

    def _spoken(self, doc: Document, starts: list[int], offices: list[tuple[int, int]]) -> set[int]:
        """The sentences in which the office of a body may stand before a person's name."""
        text, found = doc.text, set[int]()
        past = 0
        for at, _ in offices:
            if at < past or (hit := self._telling.office.match(text, at)) is None:
                continue
            number, past = bisect_right(starts, at) - 1, hit.end()
            if number >= 0 and number not in found and at > starts[number]:
                before = _STOP.split(text[starts[number] : at])[-1]
                headed = self._lexicon.offices[hit["office"]].body_head and before
                # 该行副行长某某, 公司董事长某某, 驻某国大使某某
                own = POINTING.search(before) or before.startswith(("驻", *FIRMS_ALONE))
                if headed or own or before[-1:] in self._lexicon.states or self._agentlike(before):
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

    def _named_before(self, doc: Document, live: set[int]) -> set[int]:
        """What 该行, 俄方 or 双方 may mean: every body named before."""
        last = max((number for number in live if self._refers(doc.sentences[number].span.of(doc.text))), default=0)
        return {number for number in range(last) if self._agentlike(doc.sentences[number].span.of(doc.text))}

    def _refers(self, text: str) -> bool:
        ways = (POINTING, self._telling.side, self._both)
        return any(way.search(text) for way in ways)

    def _agentlike(self, text: str) -> bool:
        agent, office = self._telling.agent, self._telling.office
        return bool(agent.search(text) or office.search(text)) or self._gazetteer.stands_in(text)

    def _known(self, doc: Document, starts: list[int], offices: list[tuple[int, int]], read: str) -> set[int]:
        """Sentences that make known what the ones to read may speak of: events, persons, short forms, the day."""
        text = doc.text
        places = [hit.start() for hit in GLOSS.finditer(text)] if "称" in text else []
        if doc.metadata.date is None and (dated := _FULL_DATE.search(text)):
            places.append(dated.start())
        own = self._telling.event.search(read)
        if self._telling.short_event.search(read) or (not own and self._gathering.search(read)):
            places += [hit.start() for hit in self._telling.event.finditer(text)]
        past = 0
        for at, end in offices:
            if at >= past:
                past = end
                names = self._name_after.match(text, end), self._name_before.search(text, at - 3, at)
                if any(name and name[0][:2] in read for name in names):
                    places.append(at)
        return {max(bisect_right(starts, place) - 1, 0) for place in places}
