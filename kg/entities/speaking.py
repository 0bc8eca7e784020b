"""Which sentences hold what some rule needs, told from their words before anything is read.

One pass over the text finds the cues; only around a cue, and only for the needs that have it, is anything else looked
for, what is quickest found first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress, repeat

from kg.entities.clauses import Clauses, Names
from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.entities.telling import ACTING, TOLD, Telling
from kg.entities.wanted import Need, Wanted, least
from kg.model import Document
from kg.wordtrie import alternation

#: A short form that the text defines: from there on a name may be anything.
GLOSS = re.compile("[（(](?:以下|下文|下)?[简统合又]?称")
_MARKS = ("（", "：", "LEAD")
#: Classes of words that many sentences have; the verb beside them is asked first.
_EVERYWHERE = frozenset({"DO", "BOTH", "UNDER", "INCLUDE", "OFFER", "TOWARD", "ON", "HOPE", "REPR"})
_NONE = frozenset[str]()
#: Needs with what is quickest looked for in their clause, so that it is looked for once: the kinds, how they are told.
_Asked = list[tuple[frozenset[str], "_Told", list[Wanted]]]
#: The cues of one sentence: where each stands, and of which classes it may be.
_Own = list[tuple[int, frozenset[str]]]
#: Where words stand in a text.
_Found = list[tuple[int, int]]
#: What to search for, and whether that only tells a mention: cues are told by their own words. The second of two
#: patterns is that of offices; where there is none, it is the first again.
_Told = tuple[re.Pattern[str], re.Pattern[str], bool]


class Speaking:
    """Tells the sentences that a rule can speak of. Made once from the words and rules, asked once a document."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, telling: Telling, needs: Iterable[Need]) -> None:
        self._lexicon, self._names, self._telling = lexicon, Names(gazetteer), telling
        self._words: dict[str, list[str]] = {}
        for word, kind in lexicon.cues.kinds().items():
            self._words.setdefault(kind, []).append(word)
        by_key: dict[str, list[Wanted]] = {}
        split = list(dict.fromkeys(self.split(need) for need in needs))
        #: A rule that no cue word carries may speak of any sentence.
        self.of_any = None in split
        for wanted in filter(None, split):
            for kind in wanted.key:
                by_key.setdefault(kind, []).append(wanted)
        self._by_key = {kind: least(held) for kind, held in by_key.items()}
        self._keys = keys = frozenset(by_key)
        #: By class: the words of which one must stand for any of its needs; None where one of them asks for none.
        self._said_with = {kind: _one_of(held) for kind, held in self._by_key.items()}
        #: Words that needs ask for, each with those of them it begins with.
        self.sayings = _beginnings({word: word for words in self._said_with.values() for word in words or ()})
        self._asked: dict[tuple[frozenset[str], tuple[bool, bool, bool]], dict[str, _Asked]] = {}
        #: The cues looked for, each with its class and those of the words it begins with: 合作建立 holds 合作 too.
        self.cues = _beginnings({word: kind for kind in keys for word in self._words.get(kind, ())})
        self._patterns: dict[frozenset[str], _Told] = {}

    def split(self, need: Need) -> Wanted | None:
        """A need as what is looked for; None where no cue carries it."""
        (parts, words), classes = need, self._lexicon.classes
        known = (classes, TOLD, ACTING, frozenset(_MARKS))
        telling = [tuple(kinds for kinds in clause if any(kinds <= each for each in known)) for clause in parts]
        # 在, 的 and 与 are everywhere; the verb that carries the rule is not.
        cues = [(kinds, clause) for clause in telling for kinds in clause if kinds <= classes]
        if not cues:
            return None
        key, held = min(cues, key=lambda cue: self._commonness(cue[0]))
        return Wanted(
            key, held, tuple(clause for clause in telling if clause and clause is not held), words, frozenset(_MARKS)
        )

    def _commonness(self, kinds: frozenset[str]) -> tuple[float, list[str]]:
        words = self.words_of(kinds)
        common = not kinds.isdisjoint(_EVERYWHERE)
        return 0.4 * common + sum(len(word) == 1 for word in words) / max(len(words), 1), sorted(kinds)

    def live(self, doc: Document, starts: list[int], cues: _Found, sayings: _Found) -> set[int]:
        """The sentences that hold what some rule needs; a point of a list holds what the line above it says.

        ``cues`` and ``sayings`` are where words of theirs stand in the text.
        """
        text, classes = doc.text, self.cues
        if not cues:
            return set()
        places, kinds = [at for at, _ in cues], [classes[text[at:end]] for at, end in cues]
        free = "称" in text and GLOSS.search(text) is not None
        if any(s.lead is not None for s in doc.sentences):
            held = dict.fromkeys((bisect_right(starts, at) - 1 for at in places), True)
            held.pop(-1, None)  # in a mark before the first sentence: no rule reads it
            return self._led_live(doc, held, (starts, places, kinds), free)
        said: dict[int, frozenset[str]] = {}
        for at, end in sayings:
            number = bisect_right(starts, at) - 1
            said[number] = said.get(number, _NONE) | self.sayings[text[at:end]]
        numbers = dict.fromkeys(self._asked_of(places, kinds, starts, said))
        numbers.pop(-1, None)
        live = set[int]()
        for number in numbers:
            own = _within(number, starts, places, kinds)
            if self._meets(doc.sentences[number].span.of(text), own, free, led=False, said=said.get(number, _NONE)):
                live.add(number)
        return live

    def _asked_of(
        self, places: list[int], kinds: list[frozenset[str]], starts: list[int], said: dict[int, frozenset[str]]
    ) -> Iterator[int]:
        """The sentences with a cue of which some need may be met: it has no words, or one of them stands there too."""
        present = frozenset[str]().union(*kinds)
        always = frozenset(kind for kind in present if self._said_with[kind] is None)
        for at, of in zip(places, kinds, strict=True):
            if not always.isdisjoint(of):
                yield bisect_right(starts, at) - 1
            elif said and any(map(self._is_said, of, repeat(said.get(number := bisect_right(starts, at) - 1, _NONE)))):
                yield number

    def _is_said(self, kind: str, said: frozenset[str]) -> bool:
        """Whether a need of a class has no words, or one of its words is among those said."""
        words = self._said_with[kind]
        return words is None or not words.isdisjoint(said)

    def _led_live(
        self, doc: Document, held: dict[int, bool], cues: tuple[list[int], list[int], list[frozenset[str]]], free: bool
    ) -> set[int]:
        """The same for a text in which a line leads into others."""
        text, live = doc.text, set[int]()
        for number in {*held, *(n for n, sentence in enumerate(doc.sentences) if sentence.lead in held)}:
            sentence = doc.sentences[number]
            own = _within(number, *cues) if number in held else []
            words, led = sentence.span.of(text), sentence.lead is not None
            if sentence.lead in held:
                above = doc.sentences[sentence.lead].span.of(text)
                own = [*_within(sentence.lead, *cues), *((at + len(above), kinds) for at, kinds in own)]
                words = above + words
            if self._meets(words, own, free, led):
                live.add(number)
        return live

    def _meets(self, text: str, cues: _Own, free: bool, led: bool, said: frozenset[str] | None = None) -> bool:
        """Whether what a rule needs can stand around one of its cues.

        ``said`` are those words in the text that needs ask for; without them none is ruled out by its words here.
        """
        present = cues[0][1] if len(cues) == 1 else frozenset[str]().union(*(classes for _, classes in cues))
        marks = ("（" in text, "：" in text, led)
        asked = self._asked.get((present, marks))
        if asked is None:
            asked = self._asked[present, marks] = self._possible(present, marks)
        if not asked:
            return False
        clauses, tried = Clauses(text, self._names, free or led), set[tuple[str, int]]()
        for at, classes in cues:
            for kind in classes:
                if kind in asked and (said is None or self._is_said(kind, said)):
                    part = clauses.at(at)
                    if (kind, part[0]) not in tried:
                        tried.add((kind, part[0]))
                        if self._one_stands(asked[kind], clauses, part, led):
                            return True
        return False

    def _one_stands(self, asked: _Asked, clauses: Clauses, part: tuple[int, int], led: bool) -> bool:
        """Whether one of some needs is met around this clause."""
        for first, told, held in asked:
            if first and not self._is_there(first, told, clauses, part):
                continue
            for wanted in held:
                # What a line leads into may find a word in any point between.
                if (led or wanted.said(clauses.text)) and self._stands(wanted, clauses, part):
                    return True
        return False

    def _possible(self, present: frozenset[str], there: tuple[bool, bool, bool]) -> dict[str, _Asked]:
        """By class of cue, the needs for which the other cues and the marks stand somewhere in the sentence."""
        marks = frozenset(compress(_MARKS, there))
        possible: dict[str, dict[frozenset[str], list[Wanted]]] = {}
        for kind in sorted(present):
            for wanted in self._by_key.get(kind, ()):
                if wanted.marks <= marks and not any(map(present.isdisjoint, wanted.cues(self._keys))):
                    first = next(iter(wanted.quickest), _NONE)
                    possible.setdefault(kind, {}).setdefault(first, []).append(wanted)
        return {
            kind: [(first, self._pattern(first), held) for first, held in asked.items()]
            for kind, asked in possible.items()
        }

    def _stands(self, wanted: Wanted, clauses: Clauses, part: tuple[int, int]) -> bool:
        """Whether the clause of a need can stand in this part, and its others, which are no marks, in any."""
        # Each must stand before all can stand in order; what is looked for quickly, and seldom there, is asked first.
        for kinds in wanted.quickest[1:]:
            if not self._is_there(kinds, self._pattern(kinds), clauses, part):
                return False
        return self._follow(wanted.clause, clauses, *part) and all(
            any(self._follow(other, clauses, *each) for each in clauses.parts) for other in wanted.unmarked
        )

    def _is_there(self, kinds: frozenset[str], told: _Told, clauses: Clauses, part: tuple[int, int]) -> bool:
        """Whether one of these kinds can stand in a clause, wherever that is."""
        asked = (kinds, part)
        there = clauses.there.get(asked)
        if there is None:
            pattern, office, mentioned = told
            text, (at, end) = clauses.text, part
            there = clauses.there[asked] = (
                (mentioned and clauses.free)
                or pattern.search(text, at, end) is not None
                or (office is not pattern and office.search(text, at, end) is not None)
                or (mentioned and clauses.known(kinds, at, end) is not None)
            )
        return there

    def _follow(self, kinds: tuple[frozenset[str], ...], clauses: Clauses, at: int, end: int) -> bool:
        """Whether these can stand in a clause, one after the other."""
        for each in kinds:
            place = self._first(each, clauses, at, end)
            if place is None:
                return False
            at = place + 1
        return True

    def _first(self, kinds: frozenset[str], clauses: Clauses, at: int, end: int) -> int | None:
        """Where at the earliest one of these kinds can stand; a head or a mark tells a mention, or a known name."""
        pattern, office, told = self._pattern(kinds)
        if told and clauses.free:
            return at - 1
        asked = (kinds, at, end)
        if asked not in clauses.found:
            first = hit.start() if (hit := pattern.search(clauses.text, at, end)) else end
            if office is not pattern and (hit := office.search(clauses.text, at, end)):
                first = min(first, hit.start())
            known = clauses.known(kinds, at, end) if told else None
            first = first if known is None else min(first, known)
            clauses.found[asked] = first if first < end else None
        return clauses.found[asked]

    def _pattern(self, kinds: frozenset[str]) -> _Told:
        known = self._patterns.get(kinds)
        if known is None:
            told = not kinds <= self._lexicon.classes
            made = self._telling.of(kinds) if told else alternation(self.words_of(kinds))
            pattern = re.compile(made or "(?!)")
            office = self._telling.office if told and not kinds <= TOLD else pattern
            known = self._patterns[kinds] = pattern, office, told
        return known

    def words_of(self, kinds: frozenset[str]) -> list[str]:
        """The cue words of some classes."""
        return [word for kind in kinds for word in self._words.get(kind, ())]


def _one_of(held: list[Wanted]) -> frozenset[str] | None:
    if not all(wanted.words for wanted in held):
        return None
    return frozenset[str]().union(*(wanted.words for wanted in held))


def _beginnings(words: dict[str, str]) -> dict[str, frozenset[str]]:
    """For each word what it, and every other one that it begins with, stands for."""
    return {
        word: frozenset(words[word[:end]] for end in range(1, len(word) + 1) if word[:end] in words) for word in words
    }


def _within(
    number: int, starts: list[int], places: list[int], kinds: list[frozenset[str]]
) -> list[tuple[int, frozenset[str]]]:
    """The cues of one sentence: where in it, and of which classes."""
    start = starts[number]
    first = bisect_left(places, start)
    last = bisect_left(places, starts[number + 1]) if number + 1 < len(starts) else len(places)
    return [(at - start, of) for at, of in zip(places[first:last], kinds[first:last], strict=True)]
