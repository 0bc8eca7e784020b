"""The form of the plain records a store hands out."""

from __future__ import annotations

from typing import TypedDict

from kg.graph.rows import Cell

Place = tuple[int, int, str]


class AmountRecord(TypedDict):
    """A sum."""

    iri: str
    text: str
    value: Cell
    currency: str | None
    bound: str
    equivalent: bool
    part_of: str | None


class ActRecord(TypedDict):
    """An instrument or an act of financing."""

    iri: str
    label: str
    labels: list[str]
    kind: str
    form: str | None
    parties: list[str]
    giver: list[str]
    receiver: list[str]
    project: list[str]
    amounts: list[AmountRecord]
    evidence: list[Place]


class ClaimRecord(TypedDict):
    """A claim with all it carries."""

    iri: str
    relation: str
    subject: str
    object: str
    status: str
    document: str
    item: str
    items: list[str]
    date: str | None
    date_end: str | None
    rule: str
    rules: list[str]
    steps: list[str]
    evidence: list[Place]
    marks: dict[str, list[Place]]
    amounts: list[AmountRecord]
    instrument: ActRecord | None
    financing: ActRecord | None
    office: str | None
    unnamed_parties: str | None


class NodeRecord(TypedDict):
    """A node that has a name."""

    iri: str
    label: str
    label_en: str | None
    labels: list[str]
    kinds: tuple[str, ...]
    country: str | None
    parent: str | None
    series: str | None
    unnamed: bool
    generic: bool
    ordinal: int | None
    year: str | None
    identifiers: list[str]
