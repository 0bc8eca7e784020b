"""The graph as flat tables, each column explained: for spreadsheets, data frames and statistics packages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.columns import COLUMNS
from kg.graph.record_types import AmountRecord, ClaimRecord
from kg.graph.rows import Cell, Rows

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph.store import Store


def table(store: Store, name: str = "claims", *, language: str = "zh") -> pd.DataFrame:
    """One of the tables as a data frame; ``attrs`` carries the coverage and the codebook."""
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("tables as data frames need pandas: pip install 'silkgraph[notebooks]'") from error
    rows = table_rows(store, name, language=language)
    frame = pd.DataFrame.from_records(rows.records(), columns=list(rows.columns))
    for column, kind, _ in COLUMNS[name]:
        if kind == "integer":
            frame[column] = frame[column].astype("Int64")
        elif kind == "truth":
            frame[column] = frame[column].astype("boolean")
    frame.attrs["coverage"] = coverage(store)
    frame.attrs["codebook"] = {column: says for column, _, says in COLUMNS[name]}
    return frame


def table_rows(store: Store, name: str, *, language: str = "zh") -> Rows:
    """One of the tables as plain rows."""
    if name not in COLUMNS:
        raise UsageError(f"no table is named {name!r}; there are {', '.join(COLUMNS)}")
    columns = tuple(column for column, _, _ in COLUMNS[name])
    made = _MAKERS[name](_Source(store, language))
    return Rows(columns, tuple(tuple(row.get(column) for column in columns) for row in made))


def codebook(name: str) -> str:
    """The columns of a table explained, as Markdown."""
    if name not in COLUMNS:
        raise UsageError(f"no table is named {name!r}; there are {', '.join(COLUMNS)}")
    rows = "\n".join(f"| `{column}` | {kind} | {says} |" for column, kind, says in COLUMNS[name])
    return f"## {name}\n\n| column | value | says |\n|---|---|---|\n{rows}\n"


def coverage(store: Store) -> dict[str, int]:
    """Items with claims and items (entries and paragraphs; headings and front matter give none)."""
    named = {item for claim in store.claims() for item in claim["items"]}
    counted = [item["iri"] for item in store.items() if item["kind"] in ("item", "paragraph")]
    return {"items_with_claims": sum(item in named for item in counted), "items": len(counted)}


class _Source:
    """What all tables draw on, read once."""

    def __init__(self, store: Store, language: str) -> None:
        self.language = language
        self.claims = list(store.claims())
        self.nodes = store.nodes()
        self.items = store.items()
        self.documents = {document["iri"]: document for document in store.documents()}
        self.item_of = {item["iri"]: item for item in self.items}

    def label(self, iri: str | None) -> str | None:
        node = self.nodes.get(iri or "")
        if node is None:
            return iri
        return (node["label_en"] if self.language == "en" else None) or node["label"]

    def labels(self, iris: Iterable[str]) -> str:
        return "|".join(str(self.label(iri)) for iri in iris)

    def document(self, iri: str) -> dict[str, Any]:
        return self.documents.get(iri, {"id": iri, "title": None})

    def end(self, name: str, iri: str) -> dict[str, Cell]:
        node = self.nodes.get(iri)
        kind = node["kinds"][0] if node and node["kinds"] else None
        country = iri if kind == "Country" else (node["country"] if node else None)
        return {
            name: iri,
            f"{name}_label": self.label(iri),
            f"{name}_kind": kind,
            f"{name}_country": self.label(country) if country else None,
        }


Row = dict[str, Cell]


def _claims(source: _Source) -> Iterable[Row]:
    for claim in source.claims:
        document, item = source.document(claim["document"]), source.item_of.get(claim["item"], {})
        start, end, sentence = claim["evidence"][0] if claim["evidence"] else (None, None, None)
        instrument = claim["instrument"]
        yield {
            "claim": claim["iri"],
            "document": document["id"],
            "title": document["title"],
            "number": item.get("number"),
            "sector": item.get("sector"),
            **source.end("subject", claim["subject"]),
            **source.end("object", claim["object"]),
            **{name: claim[name] for name in ("relation", "status", "date", "date_end", "office", "unnamed_parties")},
            "instrument": instrument["label"] if instrument else None,
            "instrument_kind": instrument["kind"] if instrument else None,
            **_amount(_first_amount(claim)),
            "rule": claim["rule"],
            "steps": "|".join(claim["steps"]),
            "sentence": sentence,
            "start": start,
            "end": end,
        }


def _first_amount(claim: ClaimRecord) -> AmountRecord | None:
    amounts = claim["amounts"] or (claim["financing"]["amounts"] if claim["financing"] else [])
    wholes = [amount for amount in amounts if amount["part_of"] is None]
    return next(iter(wholes or amounts), None)


def _amount(amount: AmountRecord | None) -> Row:
    if amount is None:
        return {}
    return {name: amount[key] for name, key in _AMOUNT_COLUMNS}  # type: ignore[literal-required]


_AMOUNT_COLUMNS = (("amount", "text"), ("value", "value"), ("currency", "currency"), ("bound", "bound"))


def _items(source: _Source) -> Iterable[Row]:
    counted: dict[str, int] = defaultdict(int)
    for claim in source.claims:
        for named in claim["items"]:
            counted[named] += 1
    for item in source.items:
        document = source.document(item["document"])
        start, end, words = item["evidence"][0] if item["evidence"] else (None, None, None)
        kept = {name: item[name] for name in ("id", "kind", "number", "section", "heading", "sector")}
        yield {
            "item": item["iri"],
            "document": document["id"],
            "title": document["title"],
            **kept,
            "claims": counted[item["iri"]],
            "words": words,
            "start": start,
            "end": end,
        }


def _instruments(source: _Source) -> Iterable[Row]:
    for iri, claims in _by_act(source, "instrument").items():
        act = claims[0]["instrument"]
        assert act
        yield {
            "instrument": iri,
            "label": act["label"],
            "kind": act["kind"],
            "form": act["form"],
            "parties": source.labels(act["parties"]),
            "party_count": len(act["parties"]),
            "status": _furthest(claims),
            "date": min((claim["date"] for claim in claims if claim["date"]), default=None),
            "document": source.document(claims[0]["document"])["id"],
            "claims": len(claims),
        }


def _financing(source: _Source) -> Iterable[Row]:
    for iri, claims in _by_act(source, "financing").items():
        act = claims[0]["financing"]
        assert act
        texts = {amount["iri"]: amount["text"] for amount in act["amounts"]}
        amounts: list[AmountRecord | None] = [*act["amounts"]]
        for amount in amounts or [None]:
            yield {
                "financing": iri,
                "label": act["label"],
                "kind": act["kind"],
                "giver": source.labels(act["giver"]),
                "receiver": source.labels(act["receiver"]),
                "project": source.labels(act["project"]),
                **_amount(amount),
                "tranche_of": texts.get(amount["part_of"] or "") if amount else None,
                "status": _furthest(claims),
                "document": source.document(claims[0]["document"])["id"],
            }


def _by_act(source: _Source, name: str) -> dict[str, list[ClaimRecord]]:
    found: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in source.claims:
        act = claim[name]  # type: ignore[literal-required]
        if act:
            found[act["iri"]].append(claim)
    return dict(sorted(found.items()))


def _furthest(claims: Iterable[ClaimRecord]) -> str:
    statuses = {claim["status"] for claim in claims}
    return next(status for status in ("done", "ongoing", "planned") if status in statuses)


def _entities(source: _Source) -> Iterable[Row]:
    named: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in source.claims:
        for end in sorted({claim["subject"], claim["object"]}):
            named[end].append(claim)
    for iri, node in source.nodes.items():
        if {"Instrument", "Financing"} & set(node["kinds"]):
            continue
        kept = {name: node[name] for name in ("label", "label_en", "unnamed", "generic", "ordinal", "year")}
        yield {
            "entity": iri,
            **kept,
            "names": "|".join(node["labels"]),
            "kinds": "|".join(node["kinds"]),
            "country": source.label(node["country"]) if node["country"] else None,
            "parent": source.label(node["parent"]) if node["parent"] else None,
            "claims": len(named[iri]),
            "documents": len({claim["document"] for claim in named[iri]}),
        }


_MAKERS: dict[str, Callable[[_Source], Iterable[Row]]] = {
    "claims": _claims,
    "items": _items,
    "instruments": _instruments,
    "financing": _financing,
    "entities": _entities,
}
