"""What rules need of a sentence, and which of their needs is the least."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

#: What a pattern cannot do without, a clause at a time: a kind out of every set, in this order.
Parts = tuple[tuple[frozenset[str], ...], ...]
#: What one rule cannot do without: the parts of its pattern, and one of these words, if there are any.
Need = tuple[Parts, frozenset[str]]


@dataclass(frozen=True)
class Wanted:
    """A need as what is looked for: the cue that is rarest, and all that can be told without reading.

    ``parting`` are the marks that part clauses in a rule; each is a clause of its own.
    """

    key: frozenset[str]
    clause: tuple[frozenset[str], ...]
    others: Parts
    words: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()

    def cues(self, keys: frozenset[str]) -> frozenset[frozenset[str]]:
        """The sets of classes, all of them looked for in any text, out of each of which a cue must stand."""
        return frozenset(kinds for clause in (self.clause, *self.others) for kinds in clause if kinds <= keys)

    def said(self, text: str) -> bool:
        """Whether one of its words stands there, if it has any."""
        for word in self.words:  # asked of every sentence with a cue: a generator takes twice as long
            if word in text:
                return True
        return not self.words

    @cached_property
    def marks(self) -> frozenset[str]:
        """The marks that must stand."""
        return frozenset(mark for clause in self.others for kinds in clause for mark in kinds & self.parting)

    @cached_property
    def unmarked(self) -> Parts:
        """The other clauses, without the marks between them."""
        return tuple(clause for clause in self.others if not clause[0] <= self.parting)


def least(held: list[Wanted]) -> list[Wanted]:
    """The needs that no other one is met with: who has met ``A PUBLISH B`` has met ``PUBLISH B``."""
    least: list[Wanted] = []
    for wanted in sorted(held, key=lambda each: (len(each.clause) + len(each.others), len(each.words))):
        if not any(_met_with(other, wanted) for other in least):
            least.append(wanted)
    return least


def _met_with(other: Wanted, wanted: Wanted) -> bool:
    if other.words and not (wanted.words and wanted.words <= other.words):
        return False
    return _within(other.clause, wanted.clause) and all(
        any(_within(each, own) for own in (*wanted.others, wanted.clause)) for each in other.others
    )


def _within(few: tuple[frozenset[str], ...], many: tuple[frozenset[str], ...]) -> bool:
    """Whether what stands for ``many`` stands, in the same order, for ``few`` too."""
    rest = iter(many)
    return all(any(kinds <= wanted for kinds in rest) for wanted in few)
