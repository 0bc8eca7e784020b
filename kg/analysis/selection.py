"""What a network is made of: the claims of a store as plain records, chosen by document, year, status, sector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg.analysis.amounts import role
from kg.errors import UsageError
from kg.model import RELATIONS

Record = dict[str, Any]
STATUSES = ("done", "ongoing", "planned")
#: The kinds of item that can carry a claim; headings, labels and captions are no denominator.
COVERED = frozenset({"item", "paragraph"})


class Source(Protocol):
    """What this room asks of a store."""

    def claims(self) -> Iterator[Any]:
        """Every claim."""

    def nodes(self) -> Mapping[str, Any]:
        """Every named node by its IRI."""

    def documents(self) -> list[dict[str, Any]]:
        """Every source document."""

    def items(self) -> list[dict[str, Any]]:
        """Every item."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims are wanted; None means all."""

    relations: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    years: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None

    @classmethod
    def of(cls, **wanted: Iterable[object] | object | None) -> Choice:
        """A choice of one value or several for each column; words that nothing has are an error."""
        chosen = cls(**{name: listed(value) for name, value in wanted.items()})
        for value in chosen.relations or ():
            known("relation", value, RELATIONS)
        for value in chosen.statuses or ():
            known("status", value, STATUSES)
        return chosen

    def wants(self, record: Record) -> bool:
        """Whether a claim is one of the chosen."""
        return (
            (self.relations is None or record["relation"] in self.relations)
            and (self.statuses is None or record["status"] in self.statuses)
            and (self.sectors is None or record["sector"] in self.sectors)
            and (self.years is None or record["year"] in self.years)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims of some documents, every named node, and how much of those documents the claims cover."""

    records: tuple[Record, ...]
    nodes: Mapping[str, Any]
    documents: tuple[Record, ...]

    @property
    def coverage(self) -> dict[str, Any]:
        """Items with a claim, of how many items, in the chosen documents."""
        items = sum(document["items"] for document in self.documents)
        covered = sum(document["items_with_claims"] for document in self.documents)
        return {
            "items": items,
            "items_with_claims": covered,
            "share": round(covered / items, 4) if items else None,
        }


def listed(value: object) -> tuple[str, ...] | None:
    """One value or several as text; None stays None.

    >>> listed(2017), listed(["done", "ongoing"]), listed(None)
    (('2017',), ('done', 'ongoing'), None)
    """
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (str(value),)
    return tuple(str(one) for one in value)


def known(what: str, value: str, values: Iterable[str]) -> str:
    """The value, if it is one of those; else an error that names the nearest."""
    from difflib import get_close_matches

    every = list(dict.fromkeys(values))
    if value in every:
        return value
    near = get_close_matches(value, every, n=3, cutoff=0.4) or every[:8]
    raise UsageError(f"{value!r} is no {what} here; expected one of {', '.join(near) or 'none'}")


def read(store: Source, choice: Choice) -> Selection:
    """The claims of the chosen documents as plain records, and the coverage of those documents."""
    items = {item["iri"]: item for item in store.items()}
    documents = {document["iri"]: document for document in store.documents()}
    kept = _documents(documents, choice.documents)
    for sector in choice.sectors or ():
        known("sector", sector, sorted({item["sector"] for item in items.values() if item["sector"]}))
    covered: set[str] = set()
    records = []
    of_item = {iri: _facts_of_item(item) for iri, item in items.items()}
    of_document = {iri: _facts_of_document(documents[iri]) for iri in kept}
    nowhere, plain = _facts_of_item({}), _Plain()
    for claim in store.claims():
        if claim["document"] in kept:
            covered.update(claim["items"])
            records.append(_record(claim, of_item.get(claim["item"], nowhere), of_document[claim["document"]], plain))
    own: dict[str, list[Record]] = {iri: [] for iri in documents if iri in kept}
    for item in items.values():
        if item["document"] in own and item["kind"] in COVERED:
            own[item["document"]].append(item)
    told = tuple(_told(documents[iri], held, covered) for iri, held in own.items())
    return Selection(tuple(records), store.nodes(), told)


def _documents(documents: Mapping[str, Record], wanted: tuple[str, ...] | None) -> set[str]:
    if wanted is None:
        return set(documents)
    names = {str(name): iri for iri, held in documents.items() for name in (held["title"], iri, held["id"]) if name}
    return {names[known("document", name, names)] for name in wanted}


def year_of(date: str | None, published: str | None) -> str | None:
    """The year a claim speaks of; where the text says none, that of its document."""
    return (date or published or "")[:4] or None


def _facts_of_item(item: Mapping[str, Any]) -> Record:
    return {name: item.get(name) for name in ("number", "heading", "sector")}


def _facts_of_document(document: Mapping[str, Any]) -> Record:
    return {
        "document": document["id"],
        "published": document["date"],
        **{name: document[name] for name in ("title", "publisher", "address", "restates")},
    }


class _Plain(dict[str, str]):
    """Addresses as plain text, each one object: what is the same is then found and compared at no cost."""

    def __missing__(self, iri: str) -> str:
        self[iri] = known = str(iri)
        return known


def _record(claim: Any, item: Record, document: Record, plain: _Plain) -> Record:
    """A claim with the facts of its item and document. Copied whole, because there can be very many."""
    evidence, amounts = claim["evidence"], claim["amounts"]
    instrument, financing = claim["instrument"], claim["financing"]
    act = instrument or financing
    return {
        **claim,
        **item,
        **document,
        "subject": plain[claim["subject"]],
        "object": plain[claim["object"]],
        "item": plain[claim["item"]],
        "sentence": evidence[0][2] if len(evidence) == 1 else " … ".join([text for _, _, text in evidence]),
        "year": year_of(claim["date"], document["published"]),
        "amount": "; ".join([amount["text"] for amount in amounts]) or None if amounts else None,
        "amounts": _amounts(claim) if amounts or financing else [],
        "instrument": instrument["label"] if instrument else None,
        "financing": financing["label"] if financing else None,
        "act": str(act["iri"]) if act else None,
        "kind": act["kind"] if act else None,
    }


def _amounts(claim: Any) -> list[Record]:
    """The sums of a claim and of the act behind it, each with the role it plays."""
    financing = claim["financing"]
    every = {amount["iri"]: amount for amount in (*claim["amounts"], *(financing["amounts"] if financing else ()))}
    wholes = {amount["part_of"] for amount in every.values() if amount["part_of"]}
    kind = financing["kind"] if financing else ""
    return [
        {
            "iri": str(iri),
            "text": amount["text"],
            "value": None if amount["value"] is None else float(amount["value"]),
            "currency": amount["currency"],
            "bound": amount["bound"],
            "role": role(amount, kind, iri in wholes),
        }
        for iri, amount in every.items()
    ]


def _told(document: Record, own: list[Record], covered: set[str]) -> Record:
    """A document with its coverage and its form: a list of numbered items, or running text."""
    numbered = sum(item["kind"] == "item" for item in own)
    names = ("id", "title", "date", "publisher", "address", "restates")
    return {
        **{name: document[name] for name in names},
        "iri": str(document["iri"]),
        "form": "list" if own and numbered * 2 >= len(own) else "running text",
        "items": len(own),
        "items_with_claims": sum(item["iri"] in covered for item in own),
    }
