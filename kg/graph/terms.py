"""What ``ontology/silkgraph.ttl`` says of each term, read on demand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import resources
from kg.graph.vocabulary import KG, ONTOLOGY_IRI, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "Status", "ConceptScheme")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology, as a reader meets it."""

    name: str
    kind: str
    labels: dict[str, str]
    comments: dict[str, str]
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    closed_list: str | None = None
    example: str = ""
    relation: bool = False

    def label(self, language: str = "zh") -> str:
        """The label in a language, else the Chinese one."""
        return self.labels.get(language) or self.labels["zh"]


def short(iri: str) -> str:
    """An IRI with its well-known prefix.

    >>> short("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


@cache
def terms() -> dict[str, Term]:
    """Every term of our namespace by its name, sorted.

    >>> terms()["signedWith"].label("en")
    'signed with'
    """
    described = _described(resources.ONTOLOGY / "silkgraph.ttl")
    found = {iri[len(KG._iri) :]: _term(iri, said) for iri, said in described.items() if iri.startswith(KG._iri)}
    return dict(sorted(found.items()))


def closed_lists() -> dict[str, dict[str, dict[str, str]]]:
    """The closed lists: name, word, labels by language."""
    lists: dict[str, dict[str, dict[str, str]]] = {}
    for iri, said in sorted(_described(resources.ONTOLOGY / "silkgraph.ttl").items()):
        if iri.startswith(f"{ONTOLOGY_IRI}/value/"):
            name = _names(said, "skos:inScheme")[0].removeprefix("kg:")
            word = str(said["skos:notation"][0].value)
            lists.setdefault(name, {})[word] = _texts(said, "rdfs:label")
    return lists


def term_table() -> str:
    """The terms as Markdown tables for the README of the ontology."""
    parts = []
    for title, rows in _sections():
        head = f"| term | zh | en | says | {'under' if title == 'Classes' else 'joins | refines'} |"
        parts.append(f"### {title}\n\n{head}\n|{'---|' * (head.count('|') - 1)}\n" + "\n".join(rows))
    for name, words in closed_lists().items():
        listing = ", ".join(f"`{word}` ({labels['zh']})" for word, labels in words.items())
        parts.append(f"### {terms()[name].label('en')} (`kg:{name}`)\n\n{listing}")
    return "\n\n".join(parts) + "\n"


def _sections() -> list[tuple[str, list[str]]]:
    every = list(terms().values())
    return [
        ("Classes", [_row(term) for term in every if term.kind == "Class"]),
        ("Relations", [_row(term) for term in every if term.relation]),
        ("Links", [_row(term) for term in every if term.kind == "ObjectProperty" and not term.relation]),
        ("Values", [_row(term) for term in every if term.kind == "DatatypeProperty"]),
        ("Statuses", [_row(term) for term in every if term.kind == "Status"]),
    ]


def _row(term: Term) -> str:
    cells = [f"`kg:{term.name}`", term.labels["zh"], term.labels["en"], term.comments["en"]]
    refines = ", ".join(term.refines)
    joins = f"{', '.join(term.domain)} → {', '.join(term.range)}" if term.range else ""
    cells += [refines] if term.kind == "Class" else [joins, refines]
    return "| " + " | ".join(cells) + " |"


@cache
def _described(path: Path) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    import pyoxigraph as ox

    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
            said.setdefault(subject.value, {}).setdefault(short(quad.predicate.value), []).append(value)
    return said


def _term(iri: str, said: dict[str, list[ox.NamedNode | ox.Literal]]) -> Term:
    kinds = [name.split(":")[-1].split("#")[-1].rstrip(">") for name in _names(said, "rdf:type")]
    schemes = _names(said, "skos:inScheme")
    return Term(
        name=iri[len(KG._iri) :],
        kind=next(kind for kind in _KINDS if kind in kinds),
        labels=_texts(said, "rdfs:label"),
        comments=_texts(said, "rdfs:comment"),
        domain=_names(said, "schema:domainIncludes"),
        range=_names(said, "schema:rangeIncludes"),
        refines=_names(said, "rdfs:subClassOf") + _names(said, "rdfs:subPropertyOf"),
        closed_list=next((name.removeprefix("kg:") for name in _names(said, "dcterms:conformsTo")), None),
        example=next((value.value for value in said.get("skos:example", [])), ""),
        relation="kg:Relations" in schemes,
    )


def _names(said: dict[str, list[ox.NamedNode | ox.Literal]], key: str) -> tuple[str, ...]:
    return tuple(short(value.value) for value in said.get(key, []))


def _texts(said: dict[str, list[ox.NamedNode | ox.Literal]], key: str) -> dict[str, str]:
    return {str(getattr(value, "language", "")): value.value for value in said.get(key, [])}
