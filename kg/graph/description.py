"""What a graph is, for catalogues: VoID and DCAT with the counts as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.graph import naming
from kg.graph import ntriples as nt
from kg.graph.turtle import write_turtle
from kg.graph.vocabulary import DCTERMS, KG, ONTOLOGY_IRI, RDF, VERSION

if TYPE_CHECKING:
    from kg.graph.store import Store

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPES = {
    ".ttl": "text/turtle",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
}


def write_description(
    store: Store, *, title: str = "silkgraph", licence: str | None = None, files: Mapping[str, bytes] | None = None
) -> bytes:
    """The graph described as a void:Dataset and dcat:Dataset, in Turtle; ``files`` become its distributions."""
    said = _Description(f"{store.base}dataset")
    said.types(said.me, f"{_VOID}Dataset", f"{_DCAT}Dataset")
    said.add(said.me, DCTERMS.title, nt.name(title))
    said.add(said.me, DCTERMS.conformsTo, f"<{ONTOLOGY_IRI}/{VERSION}>")
    said.licences(licence, store)
    said.add(said.me, f"{_VOID}vocabulary", f"<{KG._iri}>")
    said.add(said.me, f"{_VOID}uriSpace", nt.text(store.base))
    for document in store.documents():
        said.add(said.me, DCTERMS.source, f"<{document['iri']}>")
    _counts(store, said)
    for name, content in sorted((files or {}).items()):
        said.distribution(name, content)
    return write_turtle(sorted(said.lines), base=store.base, prefixes={"void": _VOID, "dcat": _DCAT})


def _counts(store: Store, said: _Description) -> None:
    subjects: set[str] = set()
    objects: set[str] = set()
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for quad in store.engine:
        subjects.add(str(quad.subject))
        objects.add(str(quad.object))
        properties[quad.predicate.value] += 1
        if quad.predicate.value == RDF.type:
            classes[str(getattr(quad.object, "value", ""))] += 1
    said.numbers(
        triples=len(store),
        entities=len(subjects),
        distinctSubjects=len(subjects),
        distinctObjects=len(objects),
        classes=len(classes),
        properties=len(properties),
        documents=len(store.documents()),
    )
    said.partitions("class", "entities", classes)
    said.partitions("property", "triples", properties)


class _Description:
    """N-Triples lines about a data set."""

    def __init__(self, iri: str) -> None:
        self.iri, self.me = iri, f"<{iri}>"
        self.lines: set[bytes] = set()

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.lines.add(f"{subject} <{predicate}> {value} .\n".encode())

    def types(self, subject: str, *classes: str) -> None:
        for iri in classes:
            self.add(subject, RDF.type, f"<{iri}>")

    def numbers(self, **counted: int) -> None:
        for name, number in counted.items():
            self.add(self.me, _VOID + name, nt.integer(number))

    def licences(self, licence: str | None, store: Store) -> None:
        """The licence given for the data set, else those of its documents."""
        given: Iterable[object] = [licence] if licence else [d["licence"] or d["rights"] for d in store.documents()]
        for value in sorted({str(value) for value in given if value}):
            address = nt.address(value)
            self.add(self.me, DCTERMS.license if address else DCTERMS.rights, address or nt.text(value))

    def partitions(self, kind: str, counted_as: str, counts: Counter[str]) -> None:
        for number, (iri, count) in enumerate(sorted(counts.items()), start=1):
            part = f"<{self.iri}#{kind}-{number}>"
            self.add(self.me, f"{_VOID}{kind}Partition", part)
            self.add(part, f"{_VOID}{kind}", f"<{iri}>")
            self.add(part, _VOID + counted_as, nt.integer(count))

    def distribution(self, name: str, content: bytes) -> None:
        part = f"<{self.iri}#file-{naming.segment(name)}>"
        self.add(self.me, f"{_DCAT}distribution", part)
        self.types(part, f"{_DCAT}Distribution")
        self.add(part, DCTERMS.title, nt.text(name))
        self.add(part, f"{_DCAT}byteSize", nt.integer(len(content)))
        media = _TYPES.get(name[name.rfind(".") :])
        if media:
            self.add(part, f"{_DCAT}mediaType", f"<{_MEDIA}{media}>")
