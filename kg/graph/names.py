"""From a node to its name and from a name to its node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.graph.rows import Iri
from kg.graph.vocabulary import DCTERMS, SKOS

if TYPE_CHECKING:
    import pyoxigraph as ox


def label(store: ox.Store, iri: str, language: str = "zh") -> str | None:
    """The preferred label of a node in a language, else the Chinese one, else a document's title."""
    import pyoxigraph as ox

    found: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, DCTERMS.title):
        for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None):
            if isinstance(quad.object, ox.Literal):
                found.setdefault(quad.object.language or "", quad.object.value)
        if found:
            return found.get(language) or found.get("zh") or found[min(found)]
    return None


def resolve(store: ox.Store, base: str, name: str) -> Iri:
    """The node meant by an IRI, a key or a name; an error brings the candidates or the nearest names."""
    import pyoxigraph as ox

    for iri in (name, base + name):
        try:
            if next(store.quads_for_pattern(ox.NamedNode(iri), None, None, None), None):
                return Iri(iri)
        except ValueError:
            continue
    found = _named(store, name)
    if len(found) == 1:
        return Iri(found[0])
    if found:
        raise QueryError(f"{name!r} is the name of {len(found)} nodes; say which: {', '.join(found[:5])}")
    raise QueryError(f"{name!r} names nothing in this graph; nearest: {', '.join(_nearest(store, name)) or 'none'}")


def _named(store: ox.Store, name: str) -> list[str]:
    """Nodes of exactly this name; a preferred label counts before another name, that before a title."""
    import pyoxigraph as ox

    words = [ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name)]
    for predicates in ((SKOS.prefLabel,), (SKOS.altLabel,), (DCTERMS.title, DCTERMS.identifier)):
        nodes = {
            quad.subject.value
            for predicate in predicates
            for word in words
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), word, None)
            if isinstance(quad.subject, ox.NamedNode)
        }
        if nodes:
            return sorted(nodes)
    return []


def _nearest(store: ox.Store, name: str) -> list[str]:
    from difflib import get_close_matches

    import pyoxigraph as ox

    every = sorted(
        {
            quad.object.value
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
            if isinstance(quad.object, ox.Literal)
        }
    )
    return get_close_matches(name, every, n=3, cutoff=0.4) or [text for text in every if name in text][:3]
