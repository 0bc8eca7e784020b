"""The graph as JSON-LD, compacted by the context of the ontology; the context is inside, nothing is fetched."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.graph.vocabulary import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.store import Store

Node = dict[str, Any]


@cache
def context() -> dict[str, Any]:
    """The bundled context."""
    text = (resources.ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def write_jsonld(store: Store) -> bytes:
    """The whole store as one JSON-LD document: nodes sorted by address, one object each."""
    terms = _Terms(context())
    nodes: dict[str, Node] = {}
    for quad in sorted(store.engine, key=str):
        subject = str(getattr(quad.subject, "value", quad.subject))
        terms.add(nodes.setdefault(subject, {"id": subject}), quad.predicate.value, quad.object)
    whole = {"@context": context(), "@graph": [nodes[iri] for iri in sorted(nodes)]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class _Terms:
    """Which key a triple is written under, and how its value is written there."""

    def __init__(self, definitions: dict[str, Any]) -> None:
        self.keys: dict[str, tuple[str, dict[str, Any]]] = {}
        self.vocabulary: dict[str, str] = {}
        for key, defined in definitions.items():
            meant = defined if isinstance(defined, dict) else {"@id": defined}
            iri = _expanded(str(meant.get("@id", "")))
            if key not in PREFIXES and iri.startswith("http"):
                self.keys.setdefault(iri, (key, meant))
                self.vocabulary.setdefault(iri, key)

    def add(self, node: Node, predicate: str, value: Any) -> None:
        if predicate == RDF.type:
            node.setdefault("type", []).append(self.vocabulary.get(value.value, value.value))
            return
        key, meant = self.keys.get(predicate, (predicate, {}))
        container = meant.get("@container", [])
        if "@language" in container:
            if getattr(value, "language", None):
                _put(node.setdefault(key, {}), value.language, value.value, listed="@set" in container)
                return
            key, meant = predicate, {}
        _put(node, key, self._value(value, meant.get("@type")), listed=False)

    def _value(self, value: Any, coerced: str | None) -> Any:
        if not hasattr(value, "datatype"):
            if coerced == "@vocab":
                return self.vocabulary.get(value.value, value.value)
            return value.value if coerced == "@id" else {"@id": value.value}
        return _literal(value, _expanded(coerced or ""))


def _literal(value: ox.Literal, coerced: str) -> Any:
    datatype = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if datatype == XSD.string and not coerced:
        return value.value
    if datatype == XSD.integer and not coerced and len(value.value) < 16:
        return int(value.value)
    if datatype == XSD.boolean and not coerced and value.value in ("true", "false"):
        return value.value == "true"
    return value.value if datatype == coerced else {"@value": value.value, "@type": datatype}


def _put(holder: Node, key: str, value: Any, *, listed: bool) -> None:
    """One value stands alone, several in a list."""
    if key not in holder:
        holder[key] = [value] if listed else value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name
