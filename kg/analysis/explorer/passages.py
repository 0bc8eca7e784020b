"""Where the claims of a page stand: documents with their texts, items, and the way from a claim to both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

Record = dict[str, Any]


def documents_of(network: Any, claims: Sequence[Record], texts: Mapping[str, str]) -> list[Record]:
    """The documents in the order of their dates; claims then point at them by number."""
    known: dict[str, Record] = {}
    for told in network.graph.get("documents") or ():
        known[str(told["id"])] = _document(str(told["id"]), told, told.get("date"))
    for claim in claims:
        if claim["d"] is not None:
            claim["d"] = str(claim["d"])
            known.setdefault(claim["d"], _document(claim["d"], claim["told"], claim["told"]["published"]))
    for name in texts:
        known.setdefault(str(name), _document(str(name), {}, None))
    ordered = sorted(known.values(), key=lambda document: (document["date"] or "~", document["id"]))
    at = {document["id"]: number for number, document in enumerate(ordered)}
    for claim in claims:
        claim["d"] = at.get(claim["d"])
    for document in ordered:
        document["text"] = texts.get(document["id"])
    return ordered


def _document(name: str, told: Mapping[str, Any], date: Any) -> Record:
    return {
        "id": name,
        "title": str(told.get("title") or name),
        "date": str(date) if date else None,
        **{key: str(told[key]) for key in ("publisher", "address", "restates") if told.get(key)},
    }


def items_of(
    items: Iterable[Mapping[str, Any]] | None, claims: Sequence[Record], documents: Sequence[Record]
) -> list[Record]:
    """The items of the shown documents in the order of the text; without any given, those that claims name."""
    at = {document["id"]: number for number, document in enumerate(documents)}
    found: dict[str, Record] = {}
    for item in items or ():
        number = at.get(unquote(str(item["document"]).rpartition("/")[2]))
        places = item.get("evidence") or ()
        if number is not None and places:
            found[str(item["iri"])] = _item(number, item, places[0][:2])
    for claim in claims:
        if claim["item"] and claim["d"] is not None and str(claim["item"]) not in found:
            found[str(claim["item"])] = _item(claim["d"], {"kind": "item", **claim["told"]}, None)
    return sorted(({"iri": iri, **item} for iri, item in found.items()), key=_order)


def _order(item: Record) -> tuple[int, list[int], str]:
    return item["d"], item["at"] or [-1, -1], item["iri"]


def _item(document: int, item: Mapping[str, Any], at: Sequence[int] | None) -> Record:
    told = {name: str(item[name]) for name in ("number", "heading", "sector") if item.get(name)}
    return {"d": document, "kind": str(item.get("kind") or "paragraph"), "at": list(at) if at else None, **told}


def point(claims: Sequence[Record], items: Sequence[Record], documents: Sequence[Record]) -> None:
    """Claims point at their item; a sentence that stands in a shipped text is not written twice."""
    at = {item["iri"]: number for number, item in enumerate(items)}
    for claim in claims:
        claim["item"] = at.get(str(claim["item"]))
        also = [at[iri] for iri in claim.pop("also") if iri in at]
        if also:
            claim["also"] = also  # one claim may be said in several items
        text = documents[claim["d"]]["text"] if claim["d"] is not None else None
        if text and claim["at"] and [text[start:end] for start, end in claim["at"]] == claim["text"]:
            claim["text"] = None
        told = claim.pop("told")
        if claim["item"] is None and told["sector"]:
            claim["sector"] = told["sector"]
    for item in items:
        del item["iri"]
