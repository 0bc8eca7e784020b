"""Which sentences hold what some rule needs, told from their words before anything is read.

One pass over the text finds the cues that alone may carry a rule; only a sentence with one of them is looked over, and
only for the needs that have a cue in it is anything else searched for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import compress

from kg.entities.clauses import Clauses, Names
from kg.entities.gazetteer import Gazetteer
from kg.entities.glimpse import Glimpse, Sights, first, seen
from kg.entities.lexicon import Lexicon
from kg.entities.telling import ACTING, TOLD, Telling
from kg.entities.wanted import Need, Wanted, least
from kg.model import Document

#: A short form that the text defines: from there on a name may be anything.
GLOSS = re.compile("[（(](?:以下|下文|下)?[简统合又]?称")
_MARKS = ("（", "：", "LEAD")
#: Classes of words that many sentences have; the verb beside them is asked first.
_EVERYWHERE = frozenset({"AT", "DO", "BOTH", "UNDER", "INCLUDE", "OFFER", "TOWARD", "ON", "HOPE", "REPR"})
_NONE = frozenset[str]()
#: Needs with the bits of which a clause must have one each.
_Asked = list[tuple[tuple[int, ...], Wanted]]
#: The cues of one sentence: where each stands, and of which classes it may be.
_Own = list[tuple[int, frozenset[str]]]
#: Where words stand in a text.
_Found = list[tuple[int, int]]
#: How kinds are told: by which bits of words, whether they are mentions (cues are told by their own words), and by
#: which patterns besides.
_Way = tuple[int, bool, list[re.Pattern[str]]]


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
        cues = _beginnings({word: kind for kind in keys for word in self._words.get(kind, ())})
        #: Those of them that carry a rule whatever else is said.
        self.loud = frozenset(word for word in cues if any(self._said_with[kind] is None for kind in cues[word]))
        self._glimpse = Glimpse(lexicon, telling, cues)
        self._namable = self._glimpse.mask(gazetteer.kinds())
        #: By class its needs, with the cues that must stand anywhere, once they have been asked for.
        self._ready: dict[str, list[tuple[frozenset[frozenset[str]], tuple[tuple[int, ...], Wanted]]]] = {}
        self._ways: dict[frozenset[str], _Way] = {}

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

    def live(self, doc: Document, starts: list[int], loud: _Found, sayings: _Found) -> set[int]:
        """The sentences that hold what some rule needs; a point of a list holds what the line above it says.

        ``loud`` and ``sayings`` are where words of theirs stand in the text.
        """
        text = doc.text
        if any(s.lead is not None for s in doc.sentences):
            return self._led_live(doc, starts)
        said: dict[int, frozenset[str]] = {}
        for at, end in sayings:
            number = bisect_right(starts, at) - 1
            said[number] = said.get(number, _NONE) | self.sayings[text[at:end]]
        numbers = said.keys() | {bisect_right(starts, at) - 1 for at, _ in loud}
        numbers.discard(-1)  # in a mark before the first sentence: no rule reads it
        free = "称" in text and GLOSS.search(text) is not None
        return {number for number in numbers if self._lives(doc, starts, number, said.get(number, _NONE), free)}

    def _lives(self, doc: Document, starts: list[int], number: int, said: frozenset[str], free: bool) -> bool:
        """Whether a sentence that nothing leads into holds what some rule needs."""
        sights = self._sights(doc.text, starts, number)
        own = [(at, classes) for at, (*_, classes) in sights.items() if classes]
        words = doc.sentences[number].span.of(doc.text)
        return bool(own) and self._meets(words, sights, own, free, led=False, said=said)

    def _sights(self, text: str, starts: list[int], number: int) -> Sights:
        """The words of a sentence, and of the mark before the next one."""
        return self._glimpse.look(text[starts[number] : starts[number + 1] if number + 1 < len(starts) else len(text)])

    def _is_said(self, kind: str, said: frozenset[str]) -> bool:
        """Whether a need of a class has no words, or one of its words is among those said."""
        words = self._said_with[kind]
        return words is None or not words.isdisjoint(said)

    def _led_live(self, doc: Document, starts: list[int]) -> set[int]:
        """The same for a text in which a line leads into others."""
        text, live = doc.text, set[int]()
        free = "称" in text and GLOSS.search(text) is not None
        every = [self._sights(text, starts, number) for number in range(len(starts))]
        cues = [[(at, sight[3]) for at, sight in sights.items() if sight[3]] for sights in every]
        for number, sentence in enumerate(doc.sentences):
            words, sights, own = sentence.span.of(text), every[number], cues[number]
            if sentence.lead is not None and cues[sentence.lead]:
                above = doc.sentences[sentence.lead].span.of(text)
                sights = {at: sight for at, sight in every[sentence.lead].items() if at < len(above)} | {
                    at + len(above): sight for at, sight in sights.items()
                }
                own = [*cues[sentence.lead], *((at + len(above), kinds) for at, kinds in own)]
                words = above + words
            if own and self._meets(words, sights, own, free, led=sentence.lead is not None):
                live.add(number)
        return live

    def _meets(
        self, text: str, sights: Sights, cues: _Own, free: bool, led: bool, said: frozenset[str] | None = None
    ) -> bool:
        """Whether what a rule needs can stand around one of its cues.

        ``said`` are those words in the text that needs ask for; without them none is ruled out by its words here.
        """
        present = cues[0][1] if len(cues) == 1 else _NONE.union(*[classes for _, classes in cues])
        marks = ("（" in text, "：" in text, led)
        asked = self._asked.get((present, marks))
        if asked is None:
            asked = self._asked[present, marks] = self._possible(present, marks)
        if said is not None:
            asked = {kind: needs for kind, needs in asked.items() if self._is_said(kind, said)}
        if not asked:
            return False
        clauses, tried = Clauses(text, self._names, free or led), set[tuple[str, int]]()
        for at, classes in cues:
            for kind in classes:
                if kind in asked:
                    part = clauses.at(at)
                    if (kind, part[0]) not in tried:
                        tried.add((kind, part[0]))
                        if self._one_stands(asked[kind], clauses, sights, part, led):
                            return True
        return False

    def _one_stands(self, asked: _Asked, clauses: Clauses, sights: Sights, part: tuple[int, int], led: bool) -> bool:
        """Whether one of some needs is met around this clause."""
        told = seen(sights, clauses.text, *part)
        may_be = _with_all(asked, told | (self._glimpse.mentioned if clauses.free else self._namable))
        if may_be and not clauses.free:
            may_be = _with_all(may_be, told | self._glimpse.mask(clauses.may_be_known(*part)))
        # What a line leads into may find a word in any point between.
        return any(
            (led or wanted.said(clauses.text)) and self._stands(wanted, clauses, sights, part) for _, wanted in may_be
        )

    def _possible(self, present: frozenset[str], there: tuple[bool, bool, bool]) -> dict[str, _Asked]:
        """By class of cue, the needs for which the other cues and the marks stand somewhere in the sentence."""
        marks = frozenset(compress(_MARKS, there))
        possible: dict[str, _Asked] = {}
        for kind in sorted(present):
            ready = self._ready.get(kind)
            if ready is None:
                held = self._by_key.get(kind, ())
                ready = self._ready[kind] = [(each.cues(self._keys), self._as_bits(each)) for each in held]
            for cues, (bits, wanted) in ready:
                if wanted.marks <= marks and not any(map(present.isdisjoint, cues)):
                    possible.setdefault(kind, []).append((bits, wanted))
        return possible

    def _as_bits(self, wanted: Wanted) -> tuple[tuple[int, ...], Wanted]:
        """A need with the bits of which its clause must have one each, those of few kinds first."""
        kinds = sorted(dict.fromkeys(kinds for kinds in wanted.clause if kinds != wanted.key), key=len)
        return tuple(map(self._glimpse.mask, kinds)), wanted

    def _stands(self, wanted: Wanted, clauses: Clauses, sights: Sights, part: tuple[int, int]) -> bool:
        """Whether the clause of a need can stand in this part, and its others, which are no marks, in any."""
        return self._follow(wanted.clause, clauses, sights, *part) and all(
            any(self._follow(other, clauses, sights, *each) for each in clauses.parts) for other in wanted.unmarked
        )

    def _follow(self, kinds: tuple[frozenset[str], ...], clauses: Clauses, sights: Sights, at: int, end: int) -> bool:
        """Whether these can stand in a clause, one after the other."""
        for each in kinds:
            place = self._first(each, clauses, sights, at, end)
            if place is None:
                return False
            at = place + 1
        return True

    def _first(self, kinds: frozenset[str], clauses: Clauses, sights: Sights, at: int, end: int) -> int | None:
        """Where at the earliest one of these kinds can stand; a head or a mark tells a mention, or a known name."""
        mask, told, around = self._way_of(kinds)
        if told and clauses.free:
            return at - 1
        asked = (kinds, at, end)
        if asked not in clauses.found:
            places = [first(sights, clauses.text, mask, at, end)]
            places += [hit.start() for way in around if (hit := way.search(clauses.text, at, end))]
            known = clauses.known(kinds, at, end) if told else None
            found = min(places) if known is None else min(*places, known)
            clauses.found[asked] = found if found < end else None
        return clauses.found[asked]

    def _way_of(self, kinds: frozenset[str]) -> _Way:
        way = self._ways.get(kinds)
        if way is None:
            told = not kinds <= self._lexicon.classes
            around = self._telling.around(kinds) if told else []
            way = self._ways[kinds] = self._glimpse.mask(kinds), told, around
        return way

    def words_of(self, kinds: frozenset[str]) -> list[str]:
        """The cue words of some classes."""
        return [word for kind in kinds for word in self._words.get(kind, ())]


def _with_all(asked: _Asked, there: int) -> _Asked:
    """The needs of which every set has a bit that is there."""
    held: _Asked = []
    for each in asked:
        for bits in each[0]:
            if not bits & there:
                break
        else:
            held.append(each)
    return held


def _one_of(held: list[Wanted]) -> frozenset[str] | None:
    if not all(wanted.words for wanted in held):
        return None
    return frozenset[str]().union(*(wanted.words for wanted in held))


def _beginnings(words: dict[str, str]) -> dict[str, frozenset[str]]:
    """For each word what it, and every other one that it begins with, stands for."""
    return {
        word: frozenset(words[word[:end]] for end in range(1, len(word) + 1) if word[:end] in words) for word in words
    }
