"""Facts to RDF: the plain triple, the claim behind it, and the exact characters behind the claim.

Strings are built directly, as N-Triples; nothing is parsed and no library is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from kg.errors import DocumentError
from kg.graph import naming, size
from kg.graph import ntriples as nt
from kg.graph.decided import decision_node, decision_triples
from kg.graph.ntriples import merge_ntriples
from kg.graph.places import place_triples
from kg.graph.turtle import write_turtle
from kg.graph.vocabulary import (
    BASE,
    DCTERMS,
    KG,
    ONTOLOGY_IRI,
    ORG,
    RDF,
    SCHEMA,
    SKOS,
    STATUSES,
    VERSION,
    XSD,
    listed,
    relation_iri,
    superclasses,
)
from kg.model import Amount, Document, Entity, Fact, Figure, Financing, Instrument, Item, Span

__all__ = ["merge_ntriples", "triples", "write_ntriples", "write_turtle"]

Triple = tuple[str, str, str]

_TYPE = f"<{RDF.type}>"
_TRUE = nt.typed("true", XSD.boolean)
_ITEM, _FIGURE, _DOCUMENT, _EVIDENCE = (f"<{term}>" for term in (KG.Item, KG.StatedFigure, KG.document, KG.evidence))


def triples(doc: Document, *, base: str = BASE) -> list[Triple]:
    """Everything the graph says because of one document, sorted, as N-Triples terms."""
    return sorted(_Writing(doc, naming.checked_base(base)).everything())


def write_ntriples(doc: Document, *, base: str = BASE) -> bytes:
    """The document's triples as sorted N-Triples, each line once."""
    size.check(doc)
    try:
        lines = [f"{s} {p} {o} .\n".encode() for s, p, o in _Writing(doc, naming.checked_base(base)).everything()]
    except UnicodeEncodeError as error:
        bad = error.object[error.start : error.end]
        raise DocumentError(f"{doc.id}: the text holds half a character ({bad!a}); decode the source anew") from error
    return b"".join(sorted(lines))


@cache
def _iri(value: str) -> str:
    return f"<{value}>"


class _Writing:
    """One document on its way into triples. Places, acts and names met twice are written once."""

    def __init__(self, doc: Document, base: str) -> None:
        self.doc, self.base = doc, base
        self.document = naming.document_iri(base, doc.id)
        self.entities = {entity.key: entity for entity in doc.entities}
        self.out: set[Triple] = set()
        self.digest = sha256(doc.source.encode("utf-8", "surrogatepass")).hexdigest()
        self.places: dict[Span, str] = {}
        self.named: set[str] = set()
        self.acts: set[Instrument | Financing | Amount] = set()

    def everything(self) -> set[Triple]:
        me = f"<{self.document}>"
        self.source_document()
        for item in self.doc.items:
            self.item(item)
        for figure in self.doc.figures:
            self.figure(figure)
        claims: dict[str, list[Fact]] = {}
        for fact in self.doc.facts:
            claims.setdefault(naming.claim_hash(self.doc.id, fact), []).append(fact)
        for digest, facts in claims.items():
            self.claim(f"{self.base}claim/{digest}", facts)
        if self.doc.decisions:
            self.out |= set(decision_triples(self.doc, me, self.digest, self.base, set(self.out), self.place_at))
        return self.out

    def say(self, subject: str, predicate: str, *objects: str | None) -> None:
        """Add subject-predicate-object for each object that is there."""
        for value in objects:
            if value is not None:
                self.out.add((subject, _iri(predicate), value))

    def text(self, subject: str, predicate: str, value: str | None) -> None:
        if value:
            self.out.add((subject, _iri(predicate), nt.text(value)))

    def kind(self, subject: str, *classes: str) -> None:
        self.out.update((subject, _TYPE, _iri(value)) for value in classes)

    def place(self, span: Span) -> str:
        """The node of a stretch of text, with its selector; offsets are those of the text of record."""
        known = self.places.get(span)
        if known is None:
            known = self.places[span] = self.place_at(self.doc.source_span(span))
        return known

    def place_at(self, at: Span) -> str:
        """The node of a stretch of the text of record."""
        told = place_triples(self.document, at, self.doc.source)
        self.out.update(told)
        return told[0][0]

    def source_document(self) -> None:
        doc, meta, me = self.doc, self.doc.metadata, f"<{self.document}>"
        self.kind(me, KG.SourceDocument)
        self.text(me, DCTERMS.identifier, doc.id)
        self.say(me, DCTERMS.conformsTo, _iri(f"{ONTOLOGY_IRI}/{VERSION}"))
        self.say(me, DCTERMS.title, nt.name(meta.title) if meta.title else None)
        if meta.date:
            self.say(me, DCTERMS.date, nt.moment(meta.date) or nt.text(meta.date))
        self.text(me, KG.publisher, meta.publisher)
        self.text(me, KG.restates, meta.restates)
        self.say(me, SCHEMA.url, nt.address(meta.address))
        licence = nt.address(meta.licence)
        self.say(me, DCTERMS.license, licence)
        if not licence:
            self.text(me, DCTERMS.rights, meta.licence)
        self.text(me, KG.sha256, self.digest)

    def item(self, item: Item) -> None:
        me = f"<{naming.item_iri(self.document, item.id)}>"
        self.out |= {(me, _TYPE, _ITEM), (me, _DOCUMENT, f"<{self.document}>"), (me, _EVIDENCE, self.place(item.span))}
        self.text(me, DCTERMS.identifier, item.id)
        self.text(me, KG.itemKind, listed("ItemKinds", item.kind))
        self.text(me, KG.number, item.number)
        self.text(me, KG.section, item.section)
        self.text(me, KG.heading, item.heading)
        self.text(me, KG.sector, item.sector)
        if item.parent:
            self.say(me, DCTERMS.isPartOf, f"<{naming.item_iri(self.document, item.parent)}>")

    def figure(self, figure: Figure) -> None:
        at = self.doc.source_span(figure.span)
        me = f"<{self.document}#figure={at.start},{at.end}>"
        self.out |= {(me, _TYPE, _FIGURE), (me, _DOCUMENT, f"<{self.document}>"), (me, _EVIDENCE, self.place_at(at))}
        self.say(me, KG.item, f"<{naming.item_iri(self.document, figure.item)}>")
        self.text(me, KG.amountText, figure.text)
        self.say(me, KG.value, None if figure.value is None else nt.decimal(figure.value))
        self.text(me, KG.bound, listed("Bounds", figure.bound))
        self.text(me, KG.unit, figure.unit)
        self.text(me, KG.scope, figure.scope)

    def entity(self, key: str) -> str:
        """The node of an entity; whatever it hangs on becomes a node too."""
        me = f"<{naming.node_iri(self.base, key)}>"
        if key not in self.named:
            self.named.add(key)
            if key not in self.entities:
                raise DocumentError(f"{self.doc.id}: a fact names the entity {key!r}, which the document does not have")
            self.describe(me, self.entities[key])
        return me

    def describe(self, me: str, entity: Entity) -> None:
        for kind in entity.kinds:
            self.kind(me, *(KG._iri + name for name in superclasses(kind)))
        self.labels(me, entity.names, entity.label_en)
        if entity.country:
            key = entity.country if "/" in entity.country else f"country/{entity.country}"
            if key != entity.key:
                self.say(me, KG.country, self.related(key))
        self.say(me, ORG.subOrganizationOf, self.related(entity.parent))
        series = self.entities.get(entity.series or "")
        self.text(me, KG.series, series.label if series else entity.series)
        for identifier in entity.identifiers:
            self.say(me, SKOS.exactMatch, nt.address(identifier))
            if nt.address(identifier) is None:
                self.text(me, DCTERMS.identifier, identifier)
        self.say(me, KG.unnamed, _TRUE if entity.unnamed else None)
        self.say(me, KG.generic, _TRUE if entity.generic else None)
        self.say(me, KG.ordinal, None if entity.ordinal is None else nt.integer(entity.ordinal))
        self.say(me, KG.year, nt.moment(entity.year[:4]) if entity.year else None)
        self.say(me, KG.decision, *(decision_node(self.base, key) for key in entity.decisions))

    def related(self, key: str | None) -> str | None:
        """The node of a country or parent; one the document knows only by key is pointed at, not described."""
        if key is None:
            return None
        return self.entity(key) if key in self.entities else f"<{naming.node_iri(self.base, key)}>"

    def labels(self, me: str, names: tuple[str, ...], label_en: str | None = None) -> None:
        self.say(me, SKOS.prefLabel, f'"{nt.escape(names[0])}"@zh')
        if label_en:
            self.say(me, SKOS.prefLabel, f'"{nt.escape(label_en)}"@en')
        self.say(me, SKOS.altLabel, *(nt.name(name) for name in names[1:] if name not in (names[0], label_en)))

    def instrument(self, instrument: Instrument) -> str:
        me = f"<{naming.node_iri(self.base, instrument.key, 'instrument')}>"
        if instrument not in self.acts:
            self.acts.add(instrument)
            self.kind(me, KG.Instrument)
            self.labels(me, (instrument.label, *instrument.names))
            self.text(me, KG.instrumentKind, listed("InstrumentKinds", instrument.kind))
            self.text(me, KG.form, listed("Forms", instrument.form))
            self.say(me, KG.party, *map(self.entity, instrument.parties))
            self.say(me, KG.evidence, self.place(instrument.span))
        return me

    def financing(self, financing: Financing) -> str:
        me = f"<{naming.node_iri(self.base, financing.key, 'financing')}>"
        if financing not in self.acts:
            self.acts.add(financing)
            self.kind(me, KG.Financing)
            self.labels(me, (financing.label,))
            self.text(me, KG.financingKind, listed("FinancingKinds", financing.kind))
            self.say(me, KG.giver, *map(self.entity, financing.giver))
            self.say(me, KG.receiver, *map(self.entity, financing.receiver))
            self.say(me, KG.project, *map(self.entity, financing.project))
            self.say(me, KG.amount, *map(self.amount, financing.amounts))
        return me

    def amount(self, amount: Amount) -> str:
        me = f"<{naming.node_iri(self.base, amount.key, 'amount')}>"
        if amount not in self.acts:
            self.acts.add(amount)
            self.kind(me, KG.Amount)
            self.text(me, KG.amountText, amount.text)
            self.say(me, KG.value, None if amount.value is None else nt.decimal(amount.value))
            self.text(me, KG.currency, amount.currency)
            self.text(me, KG.bound, listed("Bounds", amount.bound))
            self.say(me, KG.equivalent, _TRUE if amount.equivalent else None)
            self.say(me, KG.partOf, self.amount(amount.part_of) if amount.part_of else None)
            self.say(me, KG.evidence, self.place(amount.span))
        return me

    def claim(self, iri: str, facts: list[Fact]) -> None:
        """One claim from all facts that state the same; the first in the text decides which end is named first."""
        me = f"<{iri}>"
        first = min(facts, key=lambda fact: (fact.evidence, fact.subject_at, fact.object_at))
        subject, object_ = self.entity(first.subject), self.entity(first.object)
        relation = _iri(relation_iri(first.relation))
        self.kind(me, KG.Claim)
        self.say(me, RDF.subject, subject)
        self.say(me, RDF.predicate, relation)
        self.say(me, RDF.object, object_)
        self.say(me, KG.status, _iri(KG._iri + STATUSES[first.status]))
        self.say(me, KG.document, f"<{self.document}>")
        sure = [fact.confidence for fact in facts if fact.confidence is not None]
        self.say(me, KG.confidence, nt.decimal(max(sure)) if sure else None)
        for fact in facts:
            self.told(me, fact, swapped=fact.subject != first.subject)
        if first.status != "planned":
            self.out.add((subject, relation, object_))
            if first.relation == "signedWith":
                self.out.add((object_, relation, subject))

    def told(self, me: str, fact: Fact, *, swapped: bool) -> None:
        """What one fact adds to its claim: where it stands, how it was found, what it carries."""
        subject_at, object_at = self.place(fact.subject_at), self.place(fact.object_at)
        self.say(me, KG.item, f"<{naming.item_iri(self.document, fact.item)}>")
        self.say(me, KG.instrument, self.instrument(fact.instrument) if fact.instrument else None)
        self.say(me, KG.financing, self.financing(fact.financing) if fact.financing else None)
        self.say(me, KG.amount, *map(self.amount, fact.amounts))
        self.text(me, KG.office, fact.office)
        self.say(me, KG.date, self.moment(fact.date))
        self.say(me, KG.dateEnd, self.moment(fact.date_end))
        self.text(me, KG.unnamedParties, fact.unnamed_parties)
        self.text(me, KG.rule, fact.rule)
        self.say(me, KG.step, *(nt.text(listed("Steps", step)) for step in fact.steps))
        self.say(me, KG.subjectAt, object_at if swapped else subject_at)
        self.say(me, KG.objectAt, subject_at if swapped else object_at)
        self.say(me, KG.cueAt, self.place(fact.cue_at))
        if not fact.evidence:
            where = f"{self.doc.id}: a {fact.relation} fact of item {fact.item}"
            raise DocumentError(f"{where} has no evidence; give it its sentence")
        self.say(me, KG.evidence, *map(self.place, fact.evidence))
        self.say(me, KG.decision, *(decision_node(self.base, key) for key in fact.decisions))

    def moment(self, value: str | None) -> str | None:
        if not value:
            return None
        found = nt.moment(value)
        if found is None:
            raise DocumentError(f"{self.doc.id}: {value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
        return found


def merged(documents: Iterable[Document], *, base: str = BASE) -> bytes:
    """The sorted N-Triples of several documents as one graph; their order does not matter."""
    return merge_ntriples(write_ntriples(doc, base=base) for doc in documents)
