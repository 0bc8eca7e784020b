"""What one graph states that another does not, and what both state otherwise: fact by fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.proof.stated import Node, Stated, alike, bare

#: The kinds of change, in the order they are told.
KINDS = (
    "upgraded",
    "downgraded",
    "changed amount",
    "changed date",
    "renamed party",
    "variant title",
    "new",
    "dropped",
    "repeated",
)
#: Names at least so alike may be two names of one thing.
_ALIKE_TITLE = 0.6
_ALIKE_NAME = 0.7
_FURTHER = {"planned": 0, "ongoing": 1, "done": 2}
Key = Callable[[Stated], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact before and after, and what became of it. A variant title is a conflict for a reader to decide."""

    kinds: tuple[str, ...]
    before: Stated | None
    after: Stated | None

    @property
    def fact(self) -> Stated:
        """The fact as it stands now, or as it stood."""
        fact = self.after or self.before
        assert fact
        return fact

    def as_dict(self) -> dict[str, Any]:
        """The change for JSON."""
        sides = {"before": self.before, "after": self.after}
        return {"change": list(self.kinds), **{name: side.as_dict() if side else None for name, side in sides.items()}}

    def told(self) -> tuple[str, str]:
        """What differs, before and after, as a reader would say it."""
        if self.before is None or self.after is None or self.kinds == ("repeated",):
            return ("", "")
        mine, yours = _apart(self.before, self.after)
        ends = [(mine.label, yours.label)] if mine and yours and mine.label != yours.label else []
        differing = [
            *ends,
            *((old, new) for old, new in zip(_shown(self.before), _shown(self.after), strict=True) if old != new),
        ]
        return ("; ".join(old or "—" for old, _ in differing), "; ".join(new or "—" for _, new in differing))


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two sides, the telling ones first."""

    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def as_dict(self) -> dict[str, Any]:
        """The difference for JSON."""
        return {"counts": self.counts, "changes": [change.as_dict() for change in self.changes]}


def diff(before: Iterable[Stated], after: Iterable[Stated]) -> Difference:
    """Pair the facts of two sides: first what is the same, then what differs in one thing, then in several."""
    pairing = _Pairing(before, after)
    pairing.same()
    for part in ("status", "amounts", "date"):
        pairing.by(_without(part))
    pairing.alike(lambda fact: (fact.relation, fact.ends), _title_score)
    pairing.alike(lambda fact: (fact.relation, *fact.parts.values()), _end_score, shared=_each_end)
    pairing.by(lambda fact: (fact.relation, fact.ends, fact.parts["title"]))
    return Difference(tuple(sorted(pairing.changes(), key=_order)))


def _order(change: Change) -> tuple[Any, ...]:
    fact = change.fact
    return (
        min(map(KINDS.index, change.kinds)),
        fact.relation,
        fact.subject.label,
        fact.object.label,
        repr(fact.identity),
    )


def _without(part: str) -> Key:
    def key(fact: Stated) -> tuple[Any, ...]:
        return (fact.relation, fact.ends, *(value for name, value in fact.parts.items() if name != part))

    return key


def _each_end(fact: Stated) -> Iterator[tuple[str, str]]:
    """Each end by its role; of a symmetric relation the role does not matter."""
    for role, node in (("subject", fact.subject), ("object", fact.object)):
        yield ("end" if fact.relation == "signedWith" else role), node.key


def _title_score(one: Stated, other: Stated) -> float:
    score = alike(one.title, other.title) if one.title and other.title else 0.0
    return score if score >= _ALIKE_TITLE else 0.0


def _end_score(one: Stated, other: Stated) -> float:
    """How far the ends that differ may be one thing under two names."""
    mine, yours = _apart(one, other)
    if mine is None or yours is None or mine.kind != yours.kind:
        return 0.0
    if not mine.titled and mine.country and yours.country and mine.country != yours.country:
        return 0.0
    if mine.names & yours.names:
        return 1.0
    score = alike(mine.label, yours.label)
    return score if score >= (_ALIKE_TITLE if mine.titled else _ALIKE_NAME) else 0.0


def _apart(one: Stated, other: Stated) -> tuple[Node | None, Node | None]:
    """The ends of two facts that are not the same, where exactly one is not."""
    mine = [node for node in (one.subject, one.object) if node.key not in other.ends]
    yours = [node for node in (other.subject, other.object) if node.key not in one.ends]
    return (mine[0], yours[0]) if len(mine) == len(yours) == 1 else (None, None)


class _Pairing:
    """The facts of both sides that have found no counterpart yet, and the pairs that have."""

    def __init__(self, before: Iterable[Stated], after: Iterable[Stated]) -> None:
        self.before = {fact.identity: fact for fact in sorted(before, key=_sorting)}
        self.after = {fact.identity: fact for fact in sorted(after, key=_sorting)}
        self.pairs: list[tuple[Stated, Stated]] = []

    def pair(self, one: Stated, other: Stated) -> None:
        self.pairs.append((self.before.pop(one.identity), self.after.pop(other.identity)))

    def same(self) -> None:
        for identity in [identity for identity in self.before if identity in self.after]:
            self.pair(self.before[identity], self.after[identity])

    def by(self, key: Key) -> None:
        """Pair facts that agree in ``key``, in their order."""
        waiting: dict[tuple[Any, ...], list[Stated]] = {}
        for fact in self.after.values():
            waiting.setdefault(key(fact), []).append(fact)
        for fact in list(self.before.values()):
            others = waiting.get(key(fact))
            if others:
                self.pair(fact, others.pop(0))

    def alike(
        self,
        key: Key,
        score: Callable[[Stated, Stated], float],
        shared: Callable[[Stated], Iterable[Any]] = lambda fact: (None,),
    ) -> None:
        """Pair facts that agree in ``key`` and one of ``shared`` and score, the best first."""
        waiting: dict[tuple[Any, ...], list[Stated]] = {}
        for fact in self.after.values():
            for part in shared(fact):
                waiting.setdefault((key(fact), part), []).append(fact)
        scored = [
            (-score(fact, other), repr(fact.identity), repr(other.identity), fact, other)
            for fact in self.before.values()
            for part in shared(fact)
            for other in waiting.get((key(fact), part), ())
        ]
        for reached, _, _, fact, other in sorted(scored, key=lambda found: found[:3]):
            if reached < 0 and fact.identity in self.before and other.identity in self.after:
                self.pair(fact, other)

    def changes(self) -> Iterator[Change]:
        for one, other in self.pairs:
            yield Change(_kinds(one, other), one, other)
        for fact in self.before.values():
            yield Change(("dropped",), fact, None)
        for fact in self.after.values():
            yield Change(("new",), None, fact)


def _sorting(fact: Stated) -> str:
    return repr(fact.identity)


def _kinds(one: Stated, other: Stated) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_differing(one, other))) or ("repeated",)


def _differing(one: Stated, other: Stated) -> Iterator[str]:
    if one.status != other.status:
        yield "upgraded" if _FURTHER[other.status] > _FURTHER[one.status] else "downgraded"
    if one.amounts != other.amounts:
        yield "changed amount"
    if one.date != other.date:
        yield "changed date"
    if one.ends != other.ends:
        mine, yours = _apart(one, other)
        # One name under two keys (a body whose state is known to one side alone) is no other name.
        if not (mine and yours and bare(mine.label) == bare(yours.label)):
            yield "variant title" if mine and mine.titled else "renamed party"
    if one.parts["title"] != other.parts["title"]:
        yield "variant title"


def _shown(fact: Stated) -> tuple[str, ...]:
    return (fact.status, fact.title, ", ".join(fact.amounts), fact.date)
