"""What a document says in numbers beside what was counted. A verdict changes no fact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.proof.counting import Count, Figures
from kg.proof.records import Source, coverage, restatement

#: How far a rounded figure may lie from what it rounds.
_ROUNDING = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One figure, where it stands, what was counted by which rule, and what that means."""

    document: str
    item: str
    figure: str
    stated: Decimal | None
    bound: str
    rule: str
    counted: int | None
    verdict: str
    note: str
    start: int
    end: int
    restated: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON."""
        held = {name: getattr(self, name) for name in self.__slots__}
        return {**held, "stated": None if self.stated is None else float(self.stated)}


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All figures of a graph, with the coverage that every count rests on."""

    rows: tuple[Reconciled, ...]
    coverage: dict[str, Any]

    @property
    def contradicted(self) -> tuple[Reconciled, ...]:
        """The rows in which a count does not reach, or goes beyond, what is stated."""
        return tuple(row for row in self.rows if row.verdict.startswith(("short", "over")))

    def as_dict(self) -> dict[str, Any]:
        """The reconciliation for JSON."""
        return {"coverage": self.coverage, "figures": [row.as_dict() for row in self.rows]}


def reconcile(source: Source) -> Reconciliation:
    """Hold every stated figure beside what was counted."""
    known = Figures(source)
    documents = {document["iri"]: document for document in source.documents()}
    rows = []
    for figure in source.figures():
        count = known.count(figure)
        document = documents[figure["document"]]
        item = known.item_of.get(figure["item"], {})
        start, end, _ = figure["evidence"][0]
        stated = None if figure["value"] is None else Decimal(str(figure["value"]))
        rows.append(
            Reconciled(
                document=str(document["id"]),
                item=str(item.get("number") or item.get("id") or ""),
                figure=figure["text"],
                stated=stated,
                bound=figure["bound"],
                rule=count.rule,
                counted=count.counted,
                verdict=verdict(stated, figure["bound"], count),
                note=count.note,
                start=start,
                end=end,
                restated=restatement(document),
            )
        )
    rows.sort(key=lambda row: (row.document, row.start, row.end))
    return Reconciliation(tuple(rows), coverage(source))


def verdict(stated: Decimal | None, bound: str, count: Count) -> str:
    """What a count means beside a figure.

    >>> verdict(Decimal(76), "exact", Count("items-numbered", 75)), verdict(Decimal(270), "over", Count("acts", 274))
    ('short by 1', 'consistent')
    """
    if stated is None or count.counted is None:
        return "not countable"
    counted = Decimal(count.counted)
    if counted == 0:
        return "not covered"
    low, high = _range(stated, bound)
    if low <= counted <= high:
        return "exact" if bound == "exact" else "consistent"
    if counted > high:
        return f"over by {_number(counted - high)}"
    if count.named is not None and count.named < low and counted >= count.named:
        return "consistent"  # the text names fewer than it states, and all it names were found
    return f"short by {_number(low - counted)}"


def _range(stated: Decimal, bound: str) -> tuple[Decimal, Decimal]:
    """The counts that agree with a figure: 270多 is 270 to 279, 100多 is 100 to 199."""
    if bound == "over":
        whole = int(stated)
        step = 10 ** (len(str(whole)) - len(str(whole).rstrip("0")))
        return stated, stated + (step - 1 if step > 1 else stated)
    if bound == "under":
        return stated * (1 - _ROUNDING), stated
    if bound == "about":
        return stated * (1 - _ROUNDING), stated * (1 + _ROUNDING)
    return stated, stated


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
