"""Every place that a graph points to, cut again from the text of record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model import Span
from kg.proof.findings import Finding
from kg.proof.statements import Statements
from kg.proof.terms import KG, OA

FILE = "graph.ttl"
_SHOWN = 24
_RESTING = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document, with the characters the graph says stand there."""

    document: str
    span: Span
    exact: str


def places(graph: Statements, texts: Mapping[str, str]) -> tuple[dict[str, Place], list[Finding]]:
    """The places that hold, by address, and a finding for each that does not; ``texts`` is by document address."""
    good: dict[str, Place] = {}
    findings: list[Finding] = []
    resting: dict[str, list[str]] = {node: [] for node, told in graph.said.items() if OA + "hasSelector" in told}
    for node, told in graph.said.items():
        for name in _POINTERS:
            for value in told.get(name, ()):
                resting.setdefault(value, []).append(node)
    for iri, nodes in sorted(resting.items()):
        found = _place(graph, iri)
        if isinstance(found, str):
            findings.append(Finding(FILE, iri, "place", found + _rests(nodes)))
            continue
        findings += (Finding(FILE, iri, "quote", message + _rests(nodes)) for message in _wrong(iri, found, texts))
        good[iri] = found
    return good, findings


_POINTERS = tuple(KG + name for name in ("evidence", "subjectAt", "objectAt", "cueAt"))


def _place(graph: Statements, iri: str) -> Place | str:
    """The place, or what is wrong with how it is described."""
    document, selector = graph.one(iri, OA + "hasSource"), graph.one(iri, OA + "hasSelector")
    if not document or not selector:
        return "is no place: expected one oa:hasSource and one oa:hasSelector"
    if OA + "exact" not in graph.said.get(selector, {}):
        return f"its selector {selector} has no oa:exact"
    numbers = [graph.one(selector, OA + name) for name in ("start", "end")]
    if not all(number.isdecimal() for number in numbers):
        return f"its selector has start {numbers[0]!r} and end {numbers[1]!r}; expected one whole number each"
    return Place(document, Span(int(numbers[0]), int(numbers[1])), graph.one(selector, OA + "exact"))


def _rests(nodes: list[str]) -> str:
    """The claims that rest on a place, or else the first nodes that do."""
    named = sorted({node for node in nodes if "/claim/" in node}) or sorted(set(nodes))
    more = f" and {len(named) - _RESTING} more" if len(named) > _RESTING else ""
    return f"; {', '.join(named[:_RESTING])}{more} rests on it" if named else ""


def _wrong(iri: str, place: Place, texts: Mapping[str, str]) -> Iterator[str]:
    named = f"{place.document}#char={place.span.start},{place.span.end}"
    if iri != named:
        yield f"its selector says {place.span.start} to {place.span.end}; its address says otherwise"
    text = texts.get(place.document)
    if text is None:
        return  # the missing text is a finding of its own
    if not place.span.start < place.span.end <= len(text):
        yield f"ends at {place.span.end}, the text of record has {len(text)} characters"
    elif place.span.of(text) != place.exact:
        at = next((i for i, (a, b) in enumerate(zip(place.exact, place.span.of(text), strict=False)) if a != b), 0)
        said, stands = place.exact[at : at + _SHOWN], place.span.of(text)[at : at + _SHOWN]
        where = place.span.start + at
        yield f"the graph quotes {said!r} at character {where}, the text of record has {stands!r} there"


def evidence_text(graph: Statements, good: Mapping[str, Place], node: str) -> str:
    """All evidence of a node, one after the other."""
    found = [good[iri] for iri in graph.many(node, KG + "evidence") if iri in good]
    return "\n".join(place.exact for place in sorted(found, key=lambda place: place.span))
