"""What a build found, coverage first: how much of the text anything was drawn from at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.curation.replay import Outcome
from kg.model import RELATIONS
from kg.output.entries import STATUSES, Entries, coverage, ordered
from kg.output.indented import indented
from kg.sources import Skipped


@dataclass(frozen=True, slots=True)
class Report:
    """What all documents together hold, and what was left out."""

    entries: Entries
    skipped: tuple[Skipped, ...] = ()
    triples: int = 0
    seconds: float = field(default=0.0, compare=False)
    decisions: Outcome | None = None

    @property
    def items(self) -> int:
        """The items of all documents."""
        return self.entries.items

    @property
    def items_with_claims(self) -> int:
        """The items from which at least one claim was drawn."""
        return self.entries.items_with_claims

    @property
    def entities(self) -> int:
        """The distinct entities that a claim names; one that is only mentioned is no node."""
        return len(self.entries.entities)

    @property
    def relations(self) -> dict[str, int]:
        """Claims by relation."""
        return ordered(self.entries.relations, RELATIONS)

    @property
    def claims(self) -> int:
        """How many claims all documents make."""
        return self.entries.claims

    @property
    def statuses(self) -> dict[str, int]:
        """Claims by status."""
        return ordered(self.entries.statuses, STATUSES)

    @property
    def restated(self) -> list[str]:
        """The notices of documents whose words are not those of the paper they stand for."""
        return [restatement(restates) for restates in self.entries.restates]

    def as_dict(self) -> dict[str, Any]:
        """The report as report.json holds it: no clock, no folder of this machine."""
        return self._head() | {"by_document": [entry.as_dict() for entry in self.entries]}

    def _head(self) -> dict[str, Any]:
        return {
            "coverage": coverage(self.items_with_claims, self.items),
            "documents": len(self.entries),
            "entities": self.entities,
            "claims": self.relations,
            "statuses": self.statuses,
            "triples": self.triples,
            "notices": self.restated,
            **({"decisions": self.decisions.as_dict()} if self.decisions else {}),
            "skipped": [_left_out(skipped) for skipped in self.skipped],
        }

    def write(self, path: Path) -> None:
        """Write report.json, one document at a time."""
        head = indented(self._head())
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(head.removesuffix("\n}") + ',\n  "by_document": [')
            for number, entry in enumerate(self.entries):
                file.write(f"{',' if number else ''}\n    {indented(entry.as_dict(), '    ')}")
            file.write("\n  ]\n}\n")


def restatement(restates: str) -> str:
    """What every page says of a text whose words are ours."""
    return f"restated by silkgraph after {restates}; not the official wording"


def _left_out(skipped: Skipped) -> dict[str, str]:
    """Why a source was left out, without the folder it lay in on this machine."""
    name = Path(skipped.name).name
    return {"source": name, "why": skipped.why.replace(skipped.name, name)}
