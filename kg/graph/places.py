"""A stretch of the text of record as nodes: the place, and the selector that says where and what it is."""

from __future__ import annotations

from kg.graph import naming
from kg.graph import ntriples as nt
from kg.graph.vocabulary import OA, RDF
from kg.model import Span

Triple = tuple[str, str, str]
# Half of all triples are of places: their terms are put together once.
_TYPE, _PLACE = f"<{RDF.type}>", f"<{OA.SpecificResource}>"
_POSITION, _QUOTE = f"<{OA.TextPositionSelector}>", f"<{OA.TextQuoteSelector}>"
_SOURCE, _SELECTOR, _START, _END, _EXACT = (
    f"<{term}>" for term in (OA.hasSource, OA.hasSelector, OA.start, OA.end, OA.exact)
)


def place_triples(document: str, at: Span, source: str) -> tuple[Triple, ...]:
    """What the graph says of a place; ``document`` is the IRI of its document, ``source`` the text of record."""
    here, selector = f"<{naming.place_iri(document, at)}>", f"<{naming.selector_iri(document, at)}>"
    return (
        (here, _TYPE, _PLACE),
        (here, _SOURCE, f"<{document}>"),
        (here, _SELECTOR, selector),
        (selector, _TYPE, _POSITION),
        (selector, _TYPE, _QUOTE),
        (selector, _START, nt.integer(at.start)),
        (selector, _END, nt.integer(at.end)),
        (selector, _EXACT, nt.text(source[at.start : at.end])),
    )
