"""Every claim against its own words: its parts, its ends, its name, and the plain triple it stands for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from kg.model import RELATIONS, STEPS
from kg.proof.findings import Finding
from kg.proof.quotes import FILE, Place, evidence_text
from kg.proof.statements import Statements, key, local
from kg.proof.terms import ASSERTED, IDENTIFIER, KG, RDF, SKOS, TYPE
from kg.proof.words import FURTHER, plain, stands_for

_ONCE = (RDF + "subject", RDF + "predicate", RDF + "object", KG + "status", KG + "document")
_POINTERS = {"subject": KG + "subjectAt", "object": KG + "objectAt", "cue": KG + "cueAt"}


def claim_findings(graph: Statements, good: Mapping[str, Place], base: str) -> list[Finding]:
    """What does not hold of the claims and of the plain triples they stand for."""
    findings = [
        Finding(FILE, iri, rule, message)
        for iri in graph.of_kind("Claim")
        for rule, message in _Claim(graph, good, base, iri).wrong()
    ]
    return findings + list(_plain_triples(graph))


class _Claim:
    """One claim on the bench."""

    def __init__(self, graph: Statements, good: Mapping[str, Place], base: str, iri: str) -> None:
        self.graph, self.good, self.base, self.iri = graph, good, base, iri
        self.steps = graph.many(iri, KG + "step")
        self.document = graph.one(iri, KG + "document")
        self.evidence = self.places(KG + "evidence")
        self.corrected = self._corrected()

    def places(self, predicate: str) -> list[Place]:
        return [self.good[place] for place in self.graph.many(self.iri, predicate) if place in self.good]

    def _corrected(self) -> bool:
        """Whether someone put a body at an end that the words there do not name; the graph says who and why."""
        made = self.graph.many(self.iri, KG + "decision")
        here = (node for node in made if self.graph.one(node, KG + "document") == self.document)
        return any(self.graph.one(node, KG + "decisionKind") == "correct" for node in here)

    def wrong(self) -> Iterator[tuple[str, str]]:
        missing = [local(name) for name in _ONCE if not self.graph.one(self.iri, name)]
        if missing:
            yield "parts", f"has not exactly one {', '.join(missing)}"
            return
        yield from self._closed_lists()
        yield from self._identity()
        if not self.evidence:
            yield "evidence", "has no evidence in a text of record"
            return
        for name, predicate in _POINTERS.items():
            yield from self._pointer(name, predicate)
        yield from self._verbatim()

    def _closed_lists(self) -> Iterator[tuple[str, str]]:
        relation, status = (local(self.graph.one(self.iri, name)) for name in (_ONCE[1], _ONCE[3]))
        if relation not in RELATIONS:
            yield "parts", f"its relation is {relation!r}; expected one of {', '.join(RELATIONS)}"
        if status not in ASSERTED:
            yield "parts", f"its status is {status!r}; expected {', '.join(ASSERTED)}"
        for step in self.steps:
            if step not in STEPS:
                yield "step", f"the step {step!r} is not one of the closed list: {', '.join(STEPS)}"

    def _identity(self) -> Iterator[tuple[str, str]]:
        expected = f"{self.base}claim/{claim_hash(self.graph, self.iri, self.base)}"
        if expected != self.iri:
            yield "identity", f"its parts make {expected}: one of them was changed after the claim was named"

    def _pointer(self, name: str, predicate: str) -> Iterator[tuple[str, str]]:
        there = self.places(predicate)
        if not there:
            yield "pointer", f"has no {local(predicate)} in a text of record"
        for place in [*there, *(self.evidence if name == "cue" else ())]:
            if place.document != self.document:
                yield "pointer", f"{local(predicate)} points into {place.document}, the claim is of {self.document}"
        for place in there:
            if not self._beside_cue(place) and not FURTHER & set(self.steps) and not self.corrected:
                yield (
                    "distance",
                    f"its {name} {place.exact!r} stands in no sentence of its cue and no step reaches there",
                )
            if name != "cue":
                yield from self._named(name, place)

    def _beside_cue(self, place: Place) -> bool:
        """Whether one sentence of the evidence holds both the place and a cue of the claim."""
        cues = self.places(_POINTERS["cue"])
        return any(
            held.span.covers(place.span) and any(held.span.covers(cue.span) for cue in cues) for held in self.evidence
        )

    def _named(self, name: str, place: Place) -> Iterator[tuple[str, str]]:
        labels = names_of(self.graph, self.graph.one(self.iri, RDF + name))
        if not self.corrected and not stands_for(place.exact, labels, self.steps):
            said = f"expected one of {', '.join(labels[:4]) or 'no name at all'}, or a step that explains it"
            taken = f" (steps: {', '.join(self.steps)})" if self.steps else ""
            yield "words", f"its {name} is marked at {place.exact!r}{taken}; {said}"

    def _verbatim(self) -> Iterator[tuple[str, str]]:
        for office in self.graph.many(self.iri, KG + "office"):
            if plain(office) not in plain(evidence_text(self.graph, self.good, self.iri)):
                yield "office", f"the office {office!r} does not stand in its evidence"
        for amount in self.graph.many(self.iri, KG + "amount"):
            text = self.graph.one(amount, KG + "amountText")
            if plain(text) not in plain(evidence_text(self.graph, self.good, amount)):
                yield "amount", f"the amount {text!r} does not stand where {amount} points to"


def names_of(graph: Statements, node: str) -> list[str]:
    """Every label of a node, the preferred first."""
    return [*graph.many(node, SKOS + "prefLabel"), *graph.many(node, SKOS + "altLabel")]


def claim_hash(graph: Statements, iri: str, base: str) -> str:
    """The sixteen hex digits that the parts of a claim make."""

    def one(name: str) -> str:
        return graph.one(iri, name)

    relation, status = local(one(RDF + "predicate")), local(one(KG + "status"))
    ends = [key(base, one(RDF + "subject")), key(base, one(RDF + "object"))]
    instrument, date = one(KG + "instrument"), one(KG + "date")
    said = [
        graph.one(one(KG + "document"), IDENTIFIER),
        relation,
        sorted(ends) if relation == "signedWith" else ends,
        status.lower(),
        key(base, instrument) if instrument else None,
        sorted({key(base, amount) for amount in graph.many(iri, KG + "amount")}),
        date or None,
    ]
    return sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()[:16]


def _plain_triples(graph: Statements) -> Iterator[Finding]:
    """The plain triples are exactly those that claims state as done or ongoing."""
    expected: dict[tuple[str, str, str], str] = {}
    planned: dict[tuple[str, str, str], str] = {}
    for iri in graph.of_kind("Claim"):
        subject, predicate, value, status, _ = (graph.one(iri, name) for name in _ONCE)
        held = expected if ASSERTED.get(local(status)) else planned
        held.setdefault((subject, local(predicate), value), iri)
        if local(predicate) == "signedWith":
            held.setdefault((value, "signedWith", subject), iri)
    there = {triple for triple in graph.relation_triples() if not _tranche(graph, triple)}
    for triple in sorted(set(expected) - there):
        yield Finding(
            FILE, expected[triple], "plain triple", f"is done or ongoing, but {_line(triple)} is not asserted"
        )
    for triple in sorted(there - set(expected)):
        if triple in planned:
            yield Finding(FILE, planned[triple], "plain triple", f"is only planned, but {_line(triple)} is asserted")
        else:
            yield Finding(FILE, triple[0], "plain triple", f"{_line(triple)} is asserted and no claim states it")


def _tranche(graph: Statements, triple: tuple[str, str, str]) -> bool:
    return triple[1] == "partOf" and KG + "Amount" in graph.many(triple[0], TYPE)


def _line(triple: tuple[str, str, str]) -> str:
    subject, relation, value = triple
    return f"<{subject}> kg:{relation} <{value}>"
