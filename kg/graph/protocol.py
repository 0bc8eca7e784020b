"""Answers in the media types of the SPARQL 1.1 Protocol, and what the graph says of one node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.graph.diagnosis import diagnosed
from kg.graph.guard import check_query
from kg.graph.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from kg.graph.store import Store

#: Media types of rows and truths, then of triples; the first of each is what an undemanding client gets.
ROWS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml")


def results(store: Store, text: str, accepted: str) -> tuple[str, bytes]:
    """The kind of the answer (rows, boolean, triples) and its bytes.

    ``accepted`` holds a media type of rows and one of triples, with a space between them.
    """
    import pyoxigraph as ox

    check_query(text)
    rows, triples = accepted.split()
    try:
        answer = store.engine.query(text, prefixes=PREFIXES)
        if isinstance(answer, ox.QueryTriples):
            form = ox.RdfFormat.from_media_type(triples)
            assert form
            return "triples", answer.serialize(format=form) or b""
        kind = "boolean" if isinstance(answer, ox.QueryBoolean) else "rows"
        shape = ox.QueryResultsFormat.from_media_type(rows)
        assert shape
        if kind == "boolean" and shape not in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML):
            return kind, b"true" if answer else b"false"
        return kind, answer.serialize(format=shape) or b""
    except SyntaxError as error:
        raise QueryError(diagnosed(text, error)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the question cannot be answered: {' '.join(str(error).split())}") from error


def statements(store: Store, iri: str) -> bytes:
    """What the graph says of a node, as sorted N-Triples: its own triples, those that point at it, and its claims."""
    import pyoxigraph as ox

    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return b""
    ends = (ox.NamedNode(RDF.subject), ox.NamedNode(RDF.object))
    found = {quad.triple for quad in store.engine.quads_for_pattern(node, None, None, None)}
    pointing = [quad.triple for quad in store.engine.quads_for_pattern(None, None, node, None)]
    found.update(pointing)
    for triple in pointing:
        if triple.predicate in ends:
            found.update(quad.triple for quad in store.engine.quads_for_pattern(triple.subject, None, None, None))
    lines = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def rewritten(lines: bytes, media_type: str) -> bytes:
    """N-Triples in another syntax of :data:`TRIPLES`."""
    import pyoxigraph as ox

    from kg.graph.writer import write_turtle

    if media_type == "application/n-triples":
        return lines
    if media_type == "text/turtle":
        return write_turtle(lines)
    form = ox.RdfFormat.from_media_type(media_type)
    assert form
    return ox.serialize(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES), format=form) or b""
