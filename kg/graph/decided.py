"""What analysts decided, as provenance: a node for each decision, with the words it was made on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.decision import Decision
from kg.graph import naming
from kg.graph import ntriples as nt
from kg.graph.vocabulary import KG, RDF, RDFS, listed
from kg.model import Document, Span

Triple = tuple[str, str, str]


def decision_node(base: str, key: str) -> str:
    """The node of a decision."""
    return f"<{base}decision/{naming.segment(key)}>"


def decision_triples(
    doc: Document, me: str, digest: str, base: str, said: set[Triple], place: Callable[[Span], str]
) -> Iterator[Triple]:
    """The decisions something here rests on; one made on this text is the document's, with its places.

    ``me`` is the document's node, ``digest`` that of its text, ``said`` what has been said of everything else.
    """
    relied = {value for _, predicate, value in said if predicate == f"<{KG.decision}>"}
    for decision in doc.decisions:
        node = decision_node(base, decision.key)
        if decision.document == digest:
            yield me, f"<{KG.decision}>", node
            yield node, f"<{KG.document}>", me
            yield from ((node, f"<{KG.evidence}>", place(span)) for span in _spans(decision))
        elif node not in relied:
            continue
        yield from _described(node, decision)


def _described(me: str, decision: Decision) -> Iterator[Triple]:
    yield me, f"<{RDF.type}>", f"<{KG.Decision}>"
    yield me, f"<{RDFS.label}>", nt.text(decision.meaning)
    yield me, f"<{KG.decisionKind}>", nt.text(listed("DecisionKinds", decision.kind))
    yield me, f"<{KG.sha256}>", nt.text(decision.document)
    for predicate, value in ((KG.decided, decision.to), (KG.author, decision.author), (KG.reason, decision.reason)):
        if value:
            yield me, f"<{predicate}>", nt.text(value)


def _spans(decision: Decision) -> list[Span]:
    quotes = {quote for quotes in (decision.subject, decision.object, decision.cue) for quote in quotes}
    return sorted(Span(quote.start, quote.end) for quote in quotes)
