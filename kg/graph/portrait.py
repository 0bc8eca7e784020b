"""One node as a reader wants to see it: what is said of it in words, and its claims with their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.graph.vocabulary import RDF

if TYPE_CHECKING:
    from kg.graph.store import Store

Statement = tuple[str, str, str]


def portrait(store: Store, iri: str, language: str = "zh") -> tuple[list[Statement], list[dict[str, Any]]]:
    """(property, value, label of the value) of a node, and the claims it is an end of; nothing of an unknown one."""
    import pyoxigraph as ox

    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return [], []
    said = sorted(
        (_local(quad.predicate.value), _value(quad.object), _shown(store, quad.object, language))
        for quad in store.engine.quads_for_pattern(node, None, None, None)
    )
    ends = (ox.NamedNode(RDF.subject), ox.NamedNode(RDF.object))
    claims = {_value(quad.subject) for end in ends for quad in store.engine.quads_for_pattern(None, end, node, None)}
    if any(quad for end in ends for quad in store.engine.quads_for_pattern(node, end, None, None)):
        claims.add(iri)
    return said, [_claim(store, claim, language) for claim in sorted(claims)]


def _claim(store: Store, iri: str, language: str) -> dict[str, Any]:
    claim = store.reading.claim(iri)
    ends = {end: (claim[end], store.label(claim[end], language)) for end in ("subject", "object")}
    quotes = [exact for _, _, exact in claim["evidence"]]
    told = {name: claim[name] for name in ("relation", "status", "date", "office")}
    return {"iri": iri, **ends, **told, "quotes": quotes}


def _shown(store: Store, term: Any, language: str) -> str:
    value = _value(term)
    return (store.label(value, language) or value) if type(term).__name__ == "NamedNode" else value


def _value(term: Any) -> str:
    return str(getattr(term, "value", term))


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
