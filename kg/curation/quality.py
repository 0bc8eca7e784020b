"""How often claims that were decided on were right, with intervals; a confidence only where a sample bears it out.

Only claims drawn by chance (``kg review --sample``) say something of those nobody looked at: who goes through the
least supported ones first meets more mistakes than there are. The two are never mixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kg.curation.cases import places_of
from kg.decision import CLAIM_KINDS, Decision

#: So many claims of a rule must have been drawn and judged before it gets a confidence.
ENOUGH = 30
#: Of the normal distribution, for intervals of 95 %.
_Z = 1.959963984540054
SAMPLE = "sample"
GROUPS = ("relation", "rule", "document")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many were right; the interval is Wilson's, at 95 %."""

    group: str
    name: str
    right: int
    judged: int
    drawn: bool

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.judged

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of all such claims lies, if these were drawn by chance."""
        return wilson(self.right, self.judged)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        low, high = self.interval
        held = {"group": self.group, "name": self.name, "right": self.right, "judged": self.judged}
        return held | {"share": round(self.share, 4), "low": round(low, 4), "high": round(high, 4), "drawn": self.drawn}


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Wilson's score interval at 95 %.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if judged == 0:
        return 0.0, 1.0
    share, square = right / judged, _Z * _Z
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    half = _Z / (1 + square / judged) * sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


def judgements(decisions: Iterable[Decision]) -> dict[tuple[object, ...], tuple[Decision, bool]]:
    """Each judged claim with one of its decisions and whether it was right; where reviewers differ it is not judged."""
    together: dict[tuple[object, ...], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind in CLAIM_KINDS:
            together[places_of(decision)].append(decision)
    found = {}
    for places, made in together.items():
        verdicts = {decision.kind == "accept" for decision in made}
        if len(verdicts) == 1:
            # Drawn once is drawn, whoever looked at the claim beside that.
            first = max(made, key=lambda decision: decision.drawn == SAMPLE)
            found[places] = (first, verdicts.pop())
    return found


def quality(decisions: Iterable[Decision], documents: Mapping[str, str] | None = None) -> list[Share]:
    """The share that was right of all, of each relation, rule and document; ``documents`` names texts by digest."""
    names = documents or {}
    counts: dict[tuple[str, str, bool], list[bool]] = defaultdict(list)
    for decision, right in judgements(decisions).values():
        drawn = decision.drawn == SAMPLE
        document = names.get(decision.document, decision.document[:12])
        told = {"all": "", "relation": decision.relation, "rule": decision.rule, "document": document}
        for group, name in told.items():
            if name or group == "all":
                counts[group, name, drawn].append(right)
    order = {group: number for number, group in enumerate(("all", *GROUPS))}
    shares = [Share(group, name, sum(said), len(said), drawn) for (group, name, drawn), said in counts.items()]
    return sorted(shares, key=lambda share: (not share.drawn, order[share.group], -share.judged, share.name))


def confidences(decisions: Iterable[Decision]) -> dict[str, Share]:
    """The rules whose claims may carry a confidence: those of which enough were drawn and judged."""
    every = quality(decisions)
    return {share.name: share for share in every if share.group == "rule" and share.drawn and share.judged >= ENOUGH}
