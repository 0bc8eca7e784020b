"""What may stand in a sentence, from one look at its words: many needs are answered by that without a search each.

Every kind has a bit. A sentence is looked over once; a clause then has the bits of all words that stand in it. Where a
bit is missing nothing of its kind is there; where it is set, something may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.entities.lexicon import Lexicon
from kg.entities.telling import ACTING, TOLD, Telling
from kg.wordtrie import Told

_NONE = frozenset[str]()
#: What a word, with those it begins with, stands for: the bits of its kinds, those it has only where it is no 的 that
#: stands before it, those it may have by the words around it, and the classes of cues it may be.
Sight = tuple[int, int, int, frozenset[str]]
#: Where words stand in a sentence.
Sights = dict[int, Sight]


class Glimpse:
    """Looks over sentences. Made once from the words."""

    def __init__(self, lexicon: Lexicon, telling: Telling, cues: Mapping[str, frozenset[str]]) -> None:
        """``cues`` are the words of rules that are looked for, each with all classes it may be."""
        kinds = sorted(lexicon.classes | ACTING | TOLD)
        self._bits = {kind: 1 << number for number, kind in enumerate(kinds)}
        #: What any mention may be.
        self.mentioned = self.mask(ACTING | TOLD)
        plain, heads, hints = dict[str, int](), dict[str, int](), dict[str, int]()
        for word, kind in lexicon.cues.kinds().items():
            plain[word] = self._bits[kind]
        for kind in sorted(ACTING | TOLD):
            for told, words in (
                (plain, telling.signs(kind)),
                (heads, telling.heads(kind)),
                (hints, telling.hints(kind)),
            ):
                for word in words:
                    told[word] = told.get(word, 0) | self._bits[kind]
        every = sorted({*plain, *heads, *hints, *cues})
        self._places = Told({word: (*_bits(word, plain, heads, hints), _classes(word, cues)) for word in every})

    def mask(self, kinds: Iterable[str]) -> int:
        """The bits of some kinds."""
        made = 0
        for kind in kinds:
            made |= self._bits.get(kind, 0)
        return made

    def look(self, text: str) -> Sights:
        """Where words stand that tell something, and what."""
        return self._places.find(text)


def seen(sights: Sights, text: str, at: int, end: int) -> int:
    """The bits of the words that begin in a part of a text."""
    made = 0
    for place, (plain, head, hint, _) in sights.items():
        if at <= place < end:
            made |= plain | hint
            if head and (place == 0 or text[place - 1] != "的"):
                made |= head
    return made


def first(sights: Sights, text: str, wanted: int, at: int, end: int) -> int:
    """Where in a part of a text the first word stands that has one of some bits for certain; its end if none does."""
    found = end
    for place, (plain, head, _, _) in sights.items():
        if at <= place < found and (plain & wanted or (head & wanted and (place == 0 or text[place - 1] != "的"))):
            found = place
    return found


def _bits(word: str, *tables: dict[str, int]) -> tuple[int, int, int]:
    """A longer word hides those it begins with: they stand there too."""
    made = [0, 0, 0]
    for number, table in enumerate(tables):
        for end in range(1, len(word) + 1):
            made[number] |= table.get(word[:end], 0)
    return made[0], made[1], made[2]


def _classes(word: str, cues: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return next((cues[word[:end]] for end in range(len(word), 0, -1) if word[:end] in cues), _NONE)
