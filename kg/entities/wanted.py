"""What rules need of a sentence, and which of their needs is the least."""

from __future__ import annotations

from dataclasses import dataclass

#: What one rule cannot do without, a clause at a time: a kind out of every set, in this order.
Need = tuple[tuple[frozenset[str], ...], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as what is looked for: the cue that is rarest, and all that can be told without reading."""

    key: frozenset[str]
    clause: tuple[frozenset[str], ...]
    others: Need


def least(held: list[Wanted]) -> list[Wanted]:
    """The needs that no other one is met with: who has met ``A PUBLISH B`` has met ``PUBLISH B``."""
    least: list[Wanted] = []
    for wanted in sorted(held, key=lambda each: len(each.clause) + len(each.others)):
        if not any(_met_with(other, wanted) for other in least):
            least.append(wanted)
    return least


def _met_with(other: Wanted, wanted: Wanted) -> bool:
    return _within(other.clause, wanted.clause) and all(
        any(_within(each, own) for own in (*wanted.others, wanted.clause)) for each in other.others
    )


def _within(few: tuple[frozenset[str], ...], many: tuple[frozenset[str], ...]) -> bool:
    """Whether what stands for ``many`` stands, in the same order, for ``few`` too."""
    rest = iter(many)
    return all(any(kinds <= wanted for kinds in rest) for wanted in few)
