"""Names that may mean one body: proposed with a reason, never merged by themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kg.curation.cases import Case, End
from kg.decision import Decision, Quote

#: Under this likeness two names are not proposed.
LEAST = 0.7
_SHORTEST = 3
#: The last part of an address that no data file gave.
_READ = re.compile(r"/[0-9a-f]{16}$")
_KINDS_APART = frozenset({"Country", "Territory", "Person", "Instrument", "Work", "Publication"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two nodes that may be one, and why."""

    one: End
    other: End
    likeness: float
    why: str

    def decision(self, kind: str, *, author: str = "", reason: str = "") -> Decision:
        """A merge or a split of the two."""
        to = str(Quote(self.other.at[0].start, self.other.at[0].end, self.other.at[0].words, self.other.document))
        return Decision(kind, self.one.document, subject=self.one.at[:1], to=to, author=author, reason=reason)


def suggestions(
    every: Iterable[Case], nodes: Mapping[str, Mapping[str, Any]], decided: Iterable[Decision] = ()
) -> list[Suggestion]:
    """Pairs of nodes whose names are alike and whom nothing tells apart, most alike first; none decided on before."""
    ends: dict[str, End] = {}
    for case in every:
        for end in (case.subject, case.object):
            ends.setdefault(end.iri, end)
    known = {frozenset((decision.subject[0].words, _words(decision.to))) for decision in decided if decision.subject}
    found = []
    for one, other in _alike({iri: nodes[iri] for iri in ends if iri in nodes}):
        likeness, why = _likeness(nodes[one], nodes[other])
        names = frozenset((ends[one].at[0].words, ends[other].at[0].words))
        if likeness >= LEAST and names not in known:
            found.append(Suggestion(ends[one], ends[other], likeness, why))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one.iri, pair.other.iri))


def _words(to: str) -> str:
    quote = Quote.read(to)
    return quote.words if quote else to


def _alike(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Pairs that share two characters at an end of a name; only those are compared."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for iri, node in nodes.items():
        if not (node["generic"] or node["unnamed"] or _KINDS_APART & set(node["kinds"])):
            for name in node["labels"]:
                blocks[name[:2]].add(iri)
                blocks[name[-2:]].add(iri)
    pairs = {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}
    yield from sorted(pair for pair in pairs if _may_be_one(nodes[pair[0]], nodes[pair[1]]))


def _may_be_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if not set(one["kinds"]) & set(other["kinds"]):
        return False
    # What two rows of the data files tell apart is apart.
    if not any(_READ.search(node["iri"]) for node in (one, other)):
        return False
    # The second and the third forum differ, and so does the forum of no number from either.
    if any(one[name] != other[name] for name in ("ordinal", "year")):
        return False
    return one["country"] is None or other["country"] is None or one["country"] == other["country"]


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[float, str]:
    best = (0.0, "")
    for first in one["labels"]:
        for second in other["labels"]:
            short, long = sorted((first, second), key=len)
            if len(short) < _SHORTEST or long.startswith(short):
                continue  # what goes on after a name is a part of it: an opening, an institute
            share = len(short) / len(long)
            if long.endswith(short):
                best = max(best, (LEAST + 0.3 * share, f"{short} ends {long}"))
            elif len(short) == len(long) > _SHORTEST + 1 and sum(a != b for a, b in zip(short, long, strict=True)) == 1:
                best = max(best, (LEAST + 0.2 * (1 - 1 / len(short)), f"{short} and {long} differ in one character"))
            elif _abbreviates(short, long):
                best = max(best, (LEAST + 0.2 * share, f"{short} may be short for {long}"))
    return best


def _abbreviates(short: str, long: str) -> bool:
    """Whether a name is another one with characters left out, beginning alike."""
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)
