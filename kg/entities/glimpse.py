"""What may stand in a sentence, from one look at its words: many needs are answered by that without a search each.

Every kind has a bit. A sentence is looked over once; a clause then has the bits of all words that stand in it. Where a
bit is missing nothing of its kind is there; where it is set, something may be, and is searched for as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.entities.lexicon import Lexicon
from kg.entities.telling import ACTING, TOLD, Telling
from kg.wordtrie import Told

_NONE = frozenset[str]()
#: What a word, with those it begins with, stands for: the bits of its kinds, those of them it has only where it is no
#: 的 that stands before it, and the classes of cues it may be.
Sight = tuple[int, int, frozenset[str]]
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
        plain, heads = dict[str, int](), dict[str, int]()
        for word, kind in lexicon.cues.kinds().items():
            plain[word] = plain.get(word, 0) | self._bits[kind]
        for kind in sorted(ACTING | TOLD):
            for word in telling.signs(kind):
                plain[word] = plain.get(word, 0) | self._bits[kind]
            for word in telling.heads(kind):
                heads[word] = heads.get(word, 0) | self._bits[kind]
        for word in lexicon.offices:
            plain[word] = plain.get(word, 0) | self.mask(ACTING - TOLD)
        every = {*plain, *heads, *cues}
        self._places = Told({word: _sight(word, plain, heads, cues) for word in sorted(every)})

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
    for place, (plain, head, _) in sights.items():
        if at <= place < end:
            made |= plain
            if head and (place == 0 or text[place - 1] != "的"):
                made |= head  # behind 的 a head has nothing to be the head of
    return made


def _sight(word: str, plain: dict[str, int], heads: dict[str, int], cues: Mapping[str, frozenset[str]]) -> Sight:
    """A longer word hides those it begins with: they stand there too."""
    own, head = 0, 0
    for end in range(1, len(word) + 1):
        own |= plain.get(word[:end], 0)
        head |= heads.get(word[:end], 0)
    return own, head & ~own, cues.get(word) or _longest(word, cues)


def _longest(word: str, cues: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return next((cues[word[:end]] for end in range(len(word), 0, -1) if word[:end] in cues), _NONE)
