"""Whether a graph is fit to be quoted: the shapes of the ontology, and what no shape can say cheaply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import many
from kg.graph.record_types import ClaimRecord, NodeRecord
from kg.graph.terms import short, terms
from kg.graph.vocabulary import KG, relation_iri, superclasses

if TYPE_CHECKING:
    import rdflib

    from kg.graph.store import Store

_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong (or, as a warning, missing), with the node and the sentence it is about."""

    rule: str
    node: str
    message: str
    sentence: str = ""
    document: str = ""

    def __str__(self) -> str:
        quoted = f" 「{_shortened(self.sentence)}」" if self.sentence else ""
        return f"{self.rule}: {self.node}: {self.message}{quoted}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. ``ok`` is whether nothing is wrong; warnings are slots the texts left empty."""

    findings: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there are no findings."""
        return not self.findings

    def as_dict(self) -> dict[str, Any]:
        """The report for JSON."""

        def listed(found: tuple[Finding, ...]) -> list[dict[str, str]]:
            return [{name: getattr(one, name) for name in Finding.__slots__} for one in found]

        return {
            "ok": self.ok,
            "counts": self.counts,
            "findings": listed(self.findings),
            "warnings": listed(self.warnings),
        }

    def __str__(self) -> str:
        checked = ", ".join(f"{number} {name}" for name, number in self.counts.items())
        found = f"{many(len(self.findings), 'finding')}, {many(len(self.warnings), 'warning')}"
        head = f"{'ok' if self.ok else 'not ok'}: {found}"
        lines = [f"{head} ({checked})" if checked else head]
        lines += [f"finding: {finding}" for finding in self.findings]
        lines += [f"warning: {warning}" for warning in self.warnings]
        return "\n".join(lines)


def check(store: Store, *, shapes: bool = True) -> Report:
    """Check a store against the shapes (``shapes=False`` leaves SHACL out, for very large graphs) and our own laws."""
    claims, nodes = list(store.claims()), store.nodes()
    about = _Sentences(claims)
    findings = set(_own_laws(store, claims, nodes, about))
    warnings: set[Finding] = set()
    if shapes:
        for severity, finding in _against_shapes(store, about):
            (warnings if severity == "Warning" else findings).add(finding)
    counts = {"documents": len(store.documents()), "claims": len(claims), "nodes": len(nodes), "triples": len(store)}
    return Report(tuple(sorted(findings)), tuple(sorted(warnings)), counts)


class _Sentences:
    """For any node, a sentence that speaks of it."""

    def __init__(self, claims: Iterable[ClaimRecord]) -> None:
        self.said: dict[str, tuple[str, str]] = {}
        for claim in claims:
            sentence = claim["evidence"][0][2] if claim["evidence"] else ""
            acts = [act["iri"] for act in (claim["instrument"], claim["financing"]) if act]
            for node in (claim["iri"], claim["subject"], claim["object"], *acts):
                self.said.setdefault(node, (sentence, claim["document"]))

    def finding(self, rule: str, node: str, message: str) -> Finding:
        sentence, document = self.said.get(node, ("", ""))
        return Finding(rule, node, message, sentence, document)


# -- what no shape can say, or only slowly -----------------------------------------------------------------------------


def _own_laws(
    store: Store, claims: list[ClaimRecord], nodes: dict[str, NodeRecord], about: _Sentences
) -> Iterator[Finding]:
    yield from _blank_nodes(store)
    yield from _plain_triples(store, claims, about)
    yield from _ends(claims, nodes, about)
    yield from _generic(claims, nodes, about)
    for claim in claims:
        if not claim["evidence"]:
            yield about.finding("evidence", claim["iri"], "a claim without evidence cannot be quoted")


def _blank_nodes(store: Store) -> Iterator[Finding]:
    import pyoxigraph as ox

    for quad in store.engine:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield Finding("blank-node", str(quad.subject), f"a blank node stands in {short(quad.predicate.value)}")


def _plain_triples(store: Store, claims: list[ClaimRecord], about: _Sentences) -> Iterator[Finding]:
    """The plain triples are exactly those that claims assert as done or under way."""
    asserted: dict[tuple[str, str, str], str] = {}
    planned: dict[tuple[str, str, str], str] = {}
    for claim in claims:
        said = planned if claim["status"] == "planned" else asserted
        said.setdefault((claim["subject"], claim["relation"], claim["object"]), claim["iri"])
        if claim["relation"] == "signedWith":
            said.setdefault((claim["object"], claim["relation"], claim["subject"]), claim["iri"])
    there = set(_relation_triples(store))
    for triple in sorted(there - set(asserted)):
        if triple in planned:
            yield about.finding(
                "planned", planned[triple], "a claim that is only planned is asserted as a plain triple"
            )
        elif not _amount_part(store, triple):
            subject, relation, value = triple
            yield Finding("unproved", subject, f"kg:{relation} {value} is asserted and no claim states it")
    for triple in sorted(set(asserted) - there):
        yield about.finding("unasserted", asserted[triple], "a claim that is done or ongoing has no plain triple")


def _relation_triples(store: Store) -> Iterator[tuple[str, str, str]]:
    import pyoxigraph as ox

    for name, term in terms().items():
        if term.relation:
            for quad in store.engine.quads_for_pattern(None, ox.NamedNode(relation_iri(name)), None, None):
                yield str(getattr(quad.subject, "value", "")), name, str(getattr(quad.object, "value", ""))


def _amount_part(store: Store, triple: tuple[str, str, str]) -> bool:
    # A tranche is part of its whole by kg:partOf too; that is no claim about events.
    return triple[1] == "partOf" and KG.Amount in store.reading.many(_RDF_TYPE, triple[0])


_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _ends(claims: list[ClaimRecord], nodes: dict[str, NodeRecord], about: _Sentences) -> Iterator[Finding]:
    """Both ends of every claim, planned ones too, are of the kinds the relation joins."""
    known = {
        name: ({end[3:] for end in term.domain}, {end[3:] for end in term.range})
        for name, term in terms().items()
        if term.relation
    }
    for claim in claims:
        for end, allowed in zip(("subject", "object"), known.get(claim["relation"], ((), ())), strict=True):
            node = nodes.get(claim["subject"] if end == "subject" else claim["object"])
            if node is None:
                yield about.finding("ends", claim["iri"], f"its {end} is not described")
                continue
            kinds = {above for kind in node["kinds"] for above in superclasses(kind)}
            if allowed and not kinds & set(allowed):
                what = f"{node['label']} ({', '.join(node['kinds']) or 'no kind'})"
                message = f"the {end} of kg:{claim['relation']} is {what}; expected {', '.join(sorted(allowed))}"
                yield about.finding("ends", claim["iri"], message)


def _generic(claims: list[ClaimRecord], nodes: dict[str, NodeRecord], about: _Sentences) -> Iterator[Finding]:
    """A name that is only generic stands for one act of one document."""
    documents: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for end in (claim["subject"], claim["object"]):
            documents[end].add(claim["document"])
        if claim["instrument"]:
            documents[claim["instrument"]["iri"]].add(claim["document"])
    acts = {claim["instrument"]["iri"] for claim in claims if claim["instrument"]}
    for iri, found in sorted(documents.items()):
        alone = iri in acts or (iri in nodes and (nodes[iri]["generic"] or nodes[iri]["unnamed"]))
        if alone and len(found) > 1:
            label = nodes[iri]["label"] if iri in nodes else iri
            yield about.finding("generic", iri, f"{label} is one node for the acts of {len(found)} documents")


# -- the shapes --------------------------------------------------------------------------------------------------------


def _against_shapes(store: Store, about: _Sentences) -> Iterator[tuple[str, Finding]]:
    import pyshacl
    import rdflib

    data = rdflib.Graph(bind_namespaces="none").parse(data=store.triples_sorted(), format="nt")
    shapes = rdflib.Graph(bind_namespaces="none").parse(resources.ONTOLOGY / "shapes.ttl", format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    assert isinstance(results, rdflib.Graph)
    for result in results.subjects(rdflib.RDF.type, rdflib.URIRef(_SHACL + "ValidationResult")):
        yield _result(results, result, about)


def _result(results: rdflib.Graph, result: rdflib.term.Node, about: _Sentences) -> tuple[str, Finding]:
    import rdflib

    def said(name: str) -> str:
        return str(results.value(result, rdflib.URIRef(_SHACL + name)) or "")

    path, value = said("resultPath"), said("value")
    message = said("resultMessage") + (f" (found {_shortened(value)})" if value and value != said("focusNode") else "")
    rule = short(path) if path else said("sourceShape").rpartition("/")[2]
    return said("resultSeverity").rpartition("#")[2], about.finding(rule, said("focusNode"), message)


def _shortened(text: str, length: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
