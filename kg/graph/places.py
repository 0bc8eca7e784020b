"""A stretch of the text of record as nodes: the place, and the selector that says where and what it is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import naming
from kg.graph import ntriples as nt
from kg.graph.vocabulary import OA, RDF
from kg.model import Span

Triple = tuple[str, str, str]
_TYPE = f"<{RDF.type}>"


def place_triples(document: str, at: Span, source: str) -> Iterator[Triple]:
    """What the graph says of a place; ``document`` is the IRI of its document, ``source`` the text of record."""
    here, selector = f"<{naming.place_iri(document, at)}>", f"<{naming.selector_iri(document, at)}>"
    yield here, _TYPE, f"<{OA.SpecificResource}>"
    yield here, f"<{OA.hasSource}>", f"<{document}>"
    yield here, f"<{OA.hasSelector}>", selector
    yield selector, _TYPE, f"<{OA.TextPositionSelector}>"
    yield selector, _TYPE, f"<{OA.TextQuoteSelector}>"
    yield selector, f"<{OA.start}>", nt.integer(at.start)
    yield selector, f"<{OA.end}>", nt.integer(at.end)
    yield selector, f"<{OA.exact}>", nt.text(at.of(source))
