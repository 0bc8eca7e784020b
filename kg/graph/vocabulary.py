"""The words of the graph as closed namespaces: plain strings, and a typo raises at once.

    >>> KG.signedWith
    'https://w3id.org/silkgraph/ontology#signedWith'
    >>> KG.signedwith
    Traceback (most recent call last):
    ...
    kg.graph.vocabulary.UnknownTermError: kg:signedwith is no term of the ontology; nearest: kg:signedWith

``ontology/silkgraph.ttl`` is where terms are described; a test holds the two equal.
"""

from __future__ import annotations

from functools import cache
from typing import NoReturn

from kg.decision import DECISION_KINDS
from kg.errors import VocabularyError
from kg.model import RELATIONS, STEPS

BASE = "https://w3id.org/silkgraph/id/"
ONTOLOGY_IRI = "https://w3id.org/silkgraph/ontology"
VERSION = "1.0"


class UnknownTermError(VocabularyError, AttributeError):
    """A name the namespace does not have (an AttributeError too, so that ``hasattr`` works)."""


class _Closed(type):
    _known: tuple[str, ...]

    def __new__(mcls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> _Closed:
        cls = super().__new__(mcls, name, bases, body)
        iri, terms = body.get("_iri", ""), str(body.get("_terms", "")).split()
        type.__setattr__(cls, "_known", tuple(terms))
        for term in terms:
            type.__setattr__(cls, term, f"{iri}{term}")
        return cls

    def __getattr__(cls, name: str) -> str:
        # Reached only for names that are not there. The declared type is str because known terms are strings.
        if name.startswith("__"):
            raise AttributeError(name)
        _unknown(cls, name)

    def __setattr__(cls, name: str, value: object) -> NoReturn:
        raise UnknownTermError(
            f"{cls.__name__} is closed: {name} cannot be added; describe it in ontology/silkgraph.ttl"
        )

    def __contains__(cls, name: object) -> bool:
        return name in cls._known

    def __iter__(cls):  # type: ignore[no-untyped-def]  # Iterator[str]; a metaclass iterator confuses the checker
        return iter(cls._known)


def _unknown(cls: _Closed, name: str) -> NoReturn:
    from difflib import get_close_matches

    prefix = cls.__name__.lower()
    near = get_close_matches(name, list(cls._known), n=3) or list(cls._known)[:3]
    hint = ", ".join(f"{prefix}:{term}" for term in near)
    raise UnknownTermError(f"{prefix}:{name} is no term of the ontology; nearest: {hint}")


class KG(metaclass=_Closed):
    """Our own terms: classes, relations, properties, statuses, closed lists."""

    _iri = "https://w3id.org/silkgraph/ontology#"
    _terms = """
        Agent Country Territory Organization Ministry LocalGovernment PartyBody InternationalOrganization
        FinancialInstitution Bank Fund Company CivilBody Person Place Initiative Project Instrument Publication Work
        Financing Amount Event SourceDocument Item Claim StatedFigure Decision Status
        signedWith hostedBy coHostedBy funds launchedBy launchedAt publishedBy publishedAt participatedIn heldIn partOf
        memberOf represents
        status document item instrument financing amount subjectAt objectAt cueAt evidence country series party giver
        receiver project
        office date dateEnd unnamedParties rule step unnamed generic ordinal year instrumentKind form financingKind
        amountText value currency bound equivalent unit scope number section heading sector itemKind publisher restates
        sha256 decision decisionKind decided author reason confidence
        Done Planned Ongoing
        Relations Statuses Steps InstrumentKinds FinancingKinds Forms Bounds ItemKinds DecisionKinds
    """


class RDF(metaclass=_Closed):
    """The terms of RDF that we write."""

    _iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    _terms = "type subject predicate object reifies"


class RDFS(metaclass=_Closed):
    """The terms of RDF Schema that we write."""

    _iri = "http://www.w3.org/2000/01/rdf-schema#"
    _terms = "label comment subClassOf subPropertyOf isDefinedBy seeAlso"


class SKOS(metaclass=_Closed):
    """The terms of SKOS that we write."""

    _iri = "http://www.w3.org/2004/02/skos/core#"
    _terms = "prefLabel altLabel exactMatch closeMatch notation inScheme ConceptScheme Concept example"


class OA(metaclass=_Closed):
    """The terms of the Web Annotation vocabulary that we write."""

    _iri = "http://www.w3.org/ns/oa#"
    _terms = "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact"


class ORG(metaclass=_Closed):
    """The terms of the Organization Ontology that we write."""

    _iri = "http://www.w3.org/ns/org#"
    _terms = "Organization subOrganizationOf memberOf"


class DCTERMS(metaclass=_Closed):
    """The Dublin Core terms that we write."""

    _iri = "http://purl.org/dc/terms/"
    _terms = "title date license rights identifier isPartOf conformsTo source"


class SCHEMA(metaclass=_Closed):
    """The schema.org terms that we write."""

    _iri = "https://schema.org/"
    _terms = "url domainIncludes rangeIncludes"


class XSD(metaclass=_Closed):
    """The datatypes that we write."""

    _iri = "http://www.w3.org/2001/XMLSchema#"
    _terms = "string boolean integer decimal date gYearMonth gYear"


PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": "https://w3id.org/silkgraph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Each class with the classes of ours right above it, in the order that tells the most telling kind first.
CLASSES: dict[str, tuple[str, ...]] = {
    "Country": ("Agent", "Place"),
    "Territory": ("Agent", "Place"),
    "Ministry": ("Organization",),
    "LocalGovernment": ("Organization", "Place"),
    "PartyBody": ("Organization",),
    "InternationalOrganization": ("Organization",),
    "Bank": ("FinancialInstitution",),
    "Fund": ("FinancialInstitution",),
    "FinancialInstitution": ("Organization",),
    "Company": ("Organization",),
    "CivilBody": ("Organization",),
    "Person": ("Agent",),
    "Initiative": (),
    "Project": (),
    "Work": ("Publication",),
    "Publication": (),
    "Event": (),
    "Organization": ("Agent",),
    "Agent": (),
    "Place": (),
    "Instrument": (),
    "Financing": (),
    "Amount": (),
    "SourceDocument": (),
    "Item": (),
    "Claim": (),
    "StatedFigure": (),
    "Decision": (),
    "Status": (),
}

STATUSES = {"done": "Done", "planned": "Planned", "ongoing": "Ongoing"}

#: The closed lists whose members are written as plain words.
CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    "Steps": STEPS,
    "InstrumentKinds": (
        "memorandum",
        "agreement",
        "framework",
        "loan",
        "credit line",
        "plan",
        "protocol",
        "statement",
        "contract",
        "letter of intent",
        "unspecified",
    ),
    "FinancingKinds": ("loan", "credit line", "grant", "equity", "capital", "facility", "pledge"),
    "Forms": ("one paper", "series of bilaterals", "unclear"),
    "Bounds": ("exact", "about", "over", "under"),
    "ItemKinds": ("item", "paragraph", "heading", "caption", "label", "front"),
    "DecisionKinds": DECISION_KINDS,
}

_RELATION_IRIS = {name: KG._iri + name for name in RELATIONS}


@cache
def superclasses(kind: str) -> tuple[str, ...]:
    """A class of ours and all classes of ours above it, nearest first.

    >>> superclasses("Bank")
    ('Bank', 'FinancialInstitution', 'Organization', 'Agent')
    """
    found = [class_name(kind)]
    for name in found:
        found += [above for above in CLASSES[name] if above not in found]
    return tuple(found)


def telling(kinds: set[str]) -> tuple[str, ...]:
    """Of several class names those that say most: no class whose subclass is there too.

    >>> telling({"Agent", "Bank", "FinancialInstitution", "Organization"})
    ('Bank',)
    """
    return _telling(frozenset(kinds))


@cache
def _telling(kinds: frozenset[str]) -> tuple[str, ...]:
    # Many thousands of nodes have the same few classes.
    above = {name for kind in kinds for name in superclasses(kind)[1:]}
    return tuple(name for name in CLASSES if name in kinds and name not in above)


def class_name(kind: str) -> str:
    """The name itself if it is a class of the ontology; else an error with the nearest ones."""
    if kind not in CLASSES:
        _one_of("class", kind, CLASSES)
    return kind


def relation_iri(name: str) -> str:
    """The IRI of a relation.

    >>> relation_iri("funds")
    'https://w3id.org/silkgraph/ontology#funds'
    """
    return _RELATION_IRIS.get(name) or _one_of("relation", name, _RELATION_IRIS)


def listed(scheme: str, word: str) -> str:
    """The word itself if the closed list has it.

    >>> listed("Bounds", "over")
    'over'
    """
    if word not in CLOSED_LISTS[scheme]:
        _one_of(f"member of kg:{scheme}", word, CLOSED_LISTS[scheme])
    return word


def _one_of(what: str, word: str, known: dict[str, str] | dict[str, tuple[str, ...]] | tuple[str, ...]) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(str(word), list(known), n=3) or list(known)
    raise VocabularyError(f"{word!r} is no {what} of the ontology; it has {', '.join(near)}")
