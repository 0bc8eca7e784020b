"""What a build found, coverage first: how much of the text anything was drawn from at all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.curation.decisions import Trouble
from kg.curation.replay import Outcome
from kg.model import RELATIONS, Document
from kg.sources import Skipped

#: What counts as an item of coverage; headings, labels and captions say nothing by themselves.
COVERED_KINDS = frozenset({"item", "paragraph"})
STATUSES = ("done", "ongoing", "planned")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report says of one document."""

    id: str
    title: str | None
    date: str | None
    restates: str | None
    sha256: str
    characters: int
    items: int
    items_with_claims: int
    entities: frozenset[str]
    relations: Counter[str]
    statuses: Counter[str]
    warnings: tuple[str, ...] = ()
    told: tuple[Trouble, ...] = ()

    @classmethod
    def of(cls, doc: Document, told: tuple[Trouble, ...] = ()) -> Entry:
        """The entry of a document that went through the pipeline; ``told`` are its decisions that no longer apply."""
        from kg.graph.naming import claim_hash

        claims = {claim_hash(doc.id, fact): fact for fact in doc.facts}.values()
        covered = {fact.item for fact in doc.facts}
        items = [item for item in doc.items if item.kind in COVERED_KINDS]
        return cls(
            doc.id,
            doc.metadata.title,
            doc.metadata.date,
            doc.metadata.restates,
            sha256(doc.source.encode("utf-8")).hexdigest(),
            len(doc.source),
            len(items),
            sum(item.id in covered for item in items),
            frozenset(end for fact in claims for end in (fact.subject, fact.object)),
            Counter(fact.relation for fact in claims),
            Counter(fact.status for fact in claims),
            doc.warnings,
            told,
        )

    @property
    def claims(self) -> int:
        """How many claims the document makes."""
        return sum(self.relations.values())

    def as_dict(self) -> dict[str, Any]:
        """The entry as it stands in report.json."""
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date,
            "restates": self.restates,
            "sha256": self.sha256,
            "characters": self.characters,
            "coverage": coverage(self.items_with_claims, self.items),
            "entities": len(self.entities),
            "claims": _ordered(self.relations, RELATIONS),
            "statuses": _ordered(self.statuses, STATUSES),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All entries and what was left out."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()
    triples: int = 0
    seconds: float = field(default=0.0, compare=False)
    decisions: Outcome | None = None

    @property
    def items(self) -> int:
        """The items of all documents."""
        return sum(entry.items for entry in self.entries)

    @property
    def items_with_claims(self) -> int:
        """The items from which at least one claim was drawn."""
        return sum(entry.items_with_claims for entry in self.entries)

    @property
    def entities(self) -> int:
        """The distinct entities that a claim names; one that is only mentioned is no node."""
        return len(frozenset().union(*(entry.entities for entry in self.entries)))

    @property
    def relations(self) -> dict[str, int]:
        """Claims by relation."""
        return _ordered(_added(entry.relations for entry in self.entries), RELATIONS)

    @property
    def claims(self) -> int:
        """How many claims all documents make."""
        return sum(entry.claims for entry in self.entries)

    @property
    def statuses(self) -> dict[str, int]:
        """Claims by status."""
        return _ordered(_added(entry.statuses for entry in self.entries), STATUSES)

    @property
    def restated(self) -> list[str]:
        """The notices of documents whose words are not those of the paper they stand for."""
        return [restatement(entry.restates) for entry in self.entries if entry.restates]

    def as_dict(self) -> dict[str, Any]:
        """The report as report.json holds it: no clock, no folder of this machine."""
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
            "by_document": [entry.as_dict() for entry in self.entries],
        }

    def as_json(self) -> bytes:
        """The bytes of report.json."""
        return (json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def coverage(covered: int, items: int) -> dict[str, Any]:
    """Items with a claim, items, and the share, which is absent where there is no item."""
    return {"items_with_claims": covered, "items": items, "share": round(covered / items, 4) if items else None}


def restatement(restates: str) -> str:
    """What every page says of a text whose words are ours."""
    return f"restated by silkgraph after {restates}; not the official wording"


def _left_out(skipped: Skipped) -> dict[str, str]:
    """Why a source was left out, without the folder it lay in on this machine."""
    name = Path(skipped.name).name
    return {"source": name, "why": skipped.why.replace(skipped.name, name)}


def _added(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def _ordered(counts: Counter[str], names: Iterable[str]) -> dict[str, int]:
    return {name: counts[name] for name in names if counts[name]}
