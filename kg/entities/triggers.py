"""Which sentences are worth reading: those a rule can speak of, and those that such a sentence may lean on.

A paper says in few of its sentences who signed, hosted or launched anything. The words that no rule can do without are
looked for first, in one pass over the text; where none stand, no name needs to be known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.entities.clauses import Clauses, Names
from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.entities.reference import POINTING
from kg.entities.telling import ACTING, TOLD, Telling
from kg.entities.wanted import Need, Wanted, least
from kg.entities.wordtrie import Places, alternation
from kg.model import Document

#: A document of which a larger part than this is worth reading is read whole.
_DENSE = 0.6
#: A short form that the text defines: from there on a name may be anything.
_GLOSS = re.compile("[（(](?:以下|下文|下)?[简统合又]?称")
_FULL_DATE = re.compile("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月")
#: Cues of what happens at an event that another sentence may have named.
_GATHERING = frozenset({"ATTEND", "COHOST", "COHOSTLABEL", "HELD", "HOST", "HOSTLABEL", "PLACELABEL"})
_MARKS = frozenset({"LEAD", "（", "："})
_BOTH = frozenset({"BOTH"})
#: Classes of words that many sentences have; the verb beside them is asked first.
_EVERYWHERE = frozenset({"BOTH", "UNDER", "INCLUDE", "OFFER", "TOWARD", "ON", "HOPE", "REPR"})
_STOP = re.compile("[，。；：！？\n在被把将由从向说]")


class Triggers:
    """Tells the sentences worth reading. Made once from the words and rules, asked once a document."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, needs: Iterable[Need]) -> None:
        self._lexicon, self._gazetteer, self._names = lexicon, gazetteer, Names(gazetteer)
        self._telling = Telling(lexicon, gazetteer)
        self._words: dict[str, list[str]] = {}
        for word, kind in lexicon.cues.kinds().items():
            self._words.setdefault(kind, []).append(word)
        by_key: dict[str, list[Wanted]] = {}
        split = list(dict.fromkeys(self._split(need) for need in needs))
        # A rule that no cue word carries may speak of any sentence.
        self._reads_all = None in split
        for wanted in filter(None, split):
            for kind in wanted.key:
                by_key.setdefault(kind, []).append(wanted)
        self._by_key = {kind: least(held) for kind, held in by_key.items()}
        self._keys = keys = frozenset(by_key)
        self._asked: dict[tuple[frozenset[str], frozenset[str]], dict[str, list[Wanted]]] = {}
        words = {word: kind for kind in keys for word in self._words.get(kind, ())}
        # Each word with its class and those of the words it begins with: 合作建立 holds 合作 too.
        self._classes = {
            word: frozenset(words[word[:end]] for end in range(1, len(word) + 1) if word[:end] in words)
            for word in words
        }
        self._cues, self._offices = Places(words), Places(lexicon.offices)
        surname = alternation(lexicon.words.get("surname", ())) or "(?!)"
        self._name_after = re.compile(f"(?:{surname})[\u4e00-\u9fff]|[\u4e00-\u9fffA-Za-z]{{1,10}}[·. ]")
        self._name_before = re.compile(f"(?:{surname})[\u4e00-\u9fff]{{1,2}}\\Z")
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def _split(self, need: Need) -> Wanted | None:
        (parts, words), classes = need, self._lexicon.classes
        known = (classes, TOLD, ACTING, _MARKS)
        telling = [tuple(kinds for kinds in clause if any(kinds <= each for each in known)) for clause in parts]
        # 在, 的 and 与 are everywhere; the verb that carries the rule is not.
        cues = [(kinds, clause) for clause in telling for kinds in clause if kinds <= classes]
        if not cues:
            return None
        key, held = min(cues, key=lambda cue: self._commonness(cue[0]))
        return Wanted(key, held, tuple(clause for clause in telling if clause and clause is not held), words, _MARKS)

    def _commonness(self, kinds: frozenset[str]) -> tuple[float, list[str]]:
        words = [word for kind in kinds for word in self._words.get(kind, ())]
        common = not kinds.isdisjoint(_EVERYWHERE)
        return 0.4 * common + sum(len(word) == 1 for word in words) / max(len(words), 1), sorted(kinds)

    # ── one document ─────────────────────────────────────────────────────────────────────────────

    def read(self, doc: Document) -> frozenset[int] | None:
        """The numbers of the sentences to read; None where all are."""
        if self._reads_all:
            return None
        starts = [sentence.span.start for sentence in doc.sentences]
        offices = self._offices.find(doc.text)
        live, spoken = self._live(doc, starts), self._spoken(doc, starts, offices)
        if not live and not spoken:
            return frozenset()
        found = self._leaned_on(doc, live) | spoken | self._named_before(doc, live)
        found |= self._known(
            doc, starts, offices, "\n".join(doc.sentences[number].span.of(doc.text) for number in sorted(found))
        )
        length = sum(doc.sentences[number].span.end - starts[number] for number in found)
        return None if length > _DENSE * len(doc.text) else frozenset(found)

    def _live(self, doc: Document, starts: list[int]) -> set[int]:
        """The sentences that hold what some rule needs; a point of a list holds what the line above it says."""
        text, held = doc.text, dict[int, list[tuple[int, frozenset[str]]]]()
        for at, end in self._cues.find(text):
            number = bisect_right(starts, at) - 1
            if number < 0:
                continue  # in a mark before the first sentence: no rule reads it
            held.setdefault(number, []).append((at - starts[number], self._classes[text[at:end]]))
        if not held:
            return set()
        free, live = _GLOSS.search(text) is not None, set[int]()
        for number in {*held, *(n for n, sentence in enumerate(doc.sentences) if sentence.lead in held)}:
            sentence, own = doc.sentences[number], held.get(number, [])
            words, led = sentence.span.of(text), sentence.lead is not None
            if sentence.lead in held:
                above = doc.sentences[sentence.lead].span.of(text)
                own = [*held[sentence.lead], *((at + len(above), kinds) for at, kinds in own)]
                words = above + words
            if self._meets(words, own, free, led):
                live.add(number)
        return live

    def _meets(self, text: str, cues: list[tuple[int, frozenset[str]]], free: bool, led: bool) -> bool:
        """Whether what a rule needs can stand around one of its cues."""
        present = cues[0][1] if len(cues) == 1 else frozenset[str]().union(*(classes for _, classes in cues))
        marks = frozenset(mark for mark in _MARKS if (led if mark == "LEAD" else mark in text))
        asked = self._asked.get((present, marks))
        if asked is None:
            asked = self._asked[present, marks] = self._possible(present, marks)
        if not led:  # what a line leads into may find a word in any point between
            asked = {kind: kept for kind, held in asked.items() if (kept := [each for each in held if each.said(text)])}
        if not asked:
            return False
        clauses, tried = Clauses(text, self._names, free or led), set[tuple[str, int]]()
        for at, classes in cues:
            part = clauses.at(at)
            for kind in classes:
                if kind in asked and (kind, part[0]) not in tried:
                    tried.add((kind, part[0]))
                    if any(self._stands(wanted, clauses, part) for wanted in asked[kind]):
                        return True
        return False

    def _possible(self, present: frozenset[str], marks: frozenset[str]) -> dict[str, list[Wanted]]:
        """By class of cue, the needs for which the other cues and the marks stand somewhere in the sentence."""
        possible: dict[str, list[Wanted]] = {}
        for kind in sorted(present):
            for wanted in self._by_key.get(kind, ()):
                if wanted.marks <= marks and not any(map(present.isdisjoint, wanted.cues(self._keys))):
                    possible.setdefault(kind, []).append(wanted)
        return possible

    def _stands(self, wanted: Wanted, clauses: Clauses, part: tuple[int, int]) -> bool:
        """Whether the clause of a need can stand in this part, and its others, which are no marks, in any."""
        # Each must stand before all can stand in order; what is looked for quickly, and seldom there, is asked first.
        if any(self._found(kinds, clauses, *part) is None for kinds in wanted.quickest):
            return False
        return self._follow(wanted.clause, clauses, *part) and all(
            any(self._follow(other, clauses, *each) for each in clauses.parts) for other in wanted.unmarked
        )

    def _follow(self, kinds: tuple[frozenset[str], ...], clauses: Clauses, at: int, end: int) -> bool:
        """Whether these can stand in a clause, one after the other."""
        for each in kinds:
            place = self._found(each, clauses, at, end)
            if place is None:
                return False
            at = place + 1
        return True

    def _found(self, kinds: frozenset[str], clauses: Clauses, at: int, end: int) -> int | None:
        asked = (kinds, at, end)
        if asked not in clauses.found:
            clauses.found[asked] = self._first(kinds, clauses, at, end)
        return clauses.found[asked]

    def _first(self, kinds: frozenset[str], clauses: Clauses, at: int, end: int) -> int | None:
        """Where at the earliest one of these kinds can stand."""
        if kinds <= self._lexicon.classes:
            hit = self._pattern(kinds).search(clauses.text, at, end)
            return hit.start() if hit else None
        return at - 1 if clauses.free else self._told(kinds, clauses, at, end)

    def _pattern(self, kinds: frozenset[str]) -> re.Pattern[str]:
        pattern = self._patterns.get(kinds)
        if pattern is None:
            words = [word for kind in kinds for word in self._words.get(kind, ())]
            made = alternation(words) if kinds <= self._lexicon.classes else self._telling.of(kinds)
            pattern = self._patterns[kinds] = re.compile(made or "(?!)")
        return pattern

    def _told(self, kinds: frozenset[str], clauses: Clauses, at: int, end: int) -> int | None:
        """Where at the earliest a mention of one of these kinds may end; a head or a mark tells, or a known name."""
        hit = self._pattern(kinds).search(clauses.text, at, end)
        known = clauses.known(kinds, at, end)
        if hit is None or known is None:
            return known if hit is None else hit.start()
        return min(known, hit.start())

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

    def _named_before(self, doc: Document, live: set[int]) -> set[int]:
        """What 该行, 俄方 or 双方 may mean: every body named before."""
        last = max((number for number in live if self._refers(doc.sentences[number].span.of(doc.text))), default=0)
        return {number for number in range(last) if self._agentlike(doc.sentences[number].span.of(doc.text))}

    def _refers(self, text: str) -> bool:
        ways = (POINTING, self._telling.side, self._pattern(_BOTH))
        return any(way.search(text) for way in ways)

    def _agentlike(self, text: str) -> bool:
        return bool(self._gazetteer.find(text)) or self._telling.agent.search(text) is not None

    def _known(self, doc: Document, starts: list[int], offices: list[tuple[int, int]], read: str) -> set[int]:
        """Sentences that make known what the ones to read may speak of: events, persons, short forms, the day."""
        text = doc.text
        places = [hit.start() for hit in _GLOSS.finditer(text)]
        if doc.metadata.date is None and (dated := _FULL_DATE.search(text)):
            places.append(dated.start())
        own = self._telling.event.search(read)
        if self._telling.short_event.search(read) or (not own and self._pattern(_GATHERING).search(read)):
            places += [hit.start() for hit in self._telling.event.finditer(text)]
        past = 0
        for at, end in offices:
            if at >= past:
                past = end
                names = self._name_after.match(text, end), self._name_before.search(text, at - 3, at)
                if any(name and name[0][:2] in read for name in names):
                    places.append(at)
        return {max(bisect_right(starts, place) - 1, 0) for place in places}
