"""The graph as plain records, read in one pass a predicate: for analysis, tables and checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.graph.claim_reader import ClaimReader
from kg.graph.record_types import ActRecord, AmountRecord, ClaimRecord, NodeRecord, Place
from kg.graph.rows import Cell, Iri, cell
from kg.graph.vocabulary import DCTERMS, KG, ORG, RDF, SCHEMA, SKOS, telling

if TYPE_CHECKING:
    import pyoxigraph as ox


class Reading:
    """One reading of a store; each predicate is fetched once, whole."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._tables: dict[str, dict[str, list[Cell]]] = {}
        self._reader: ClaimReader | None = None
        self._labels: dict[str, dict[str, str]] | None = None

    def table(self, predicate: str) -> dict[str, list[Cell]]:
        """Subject to sorted objects of one predicate."""
        known = self._tables.get(predicate)
        return self._read(predicate) if known is None else known

    def _read(self, predicate: str) -> dict[str, list[Cell]]:
        """A table, fetched. Of a large graph this loop sees millions of terms, so most of them take the short way."""
        import pyoxigraph as ox

        known: dict[str, list[Cell]] = {}
        named = ox.NamedNode
        for quad in self.store.quads_for_pattern(None, named(predicate), None, ox.DefaultGraph()):
            subject, value = quad.subject, quad.object
            name = subject.value if isinstance(subject, named) else str(getattr(subject, "value", subject))
            held = Iri(value.value) if isinstance(value, named) else cell(value)
            if name in known:
                known[name].append(held)
            else:
                known[name] = [held]
        for values in known.values():
            if len(values) > 1:
                values.sort(key=str)
        self._tables[predicate] = known
        return known

    def one(self, predicate: str, subject: str) -> Any:
        """The first object, or None."""
        known = self._tables.get(predicate)
        values = (self._read(predicate) if known is None else known).get(subject)
        return values[0] if values else None

    def many(self, predicate: str, subject: str) -> list[Any]:
        """All objects, sorted."""
        return list(self.table(predicate).get(subject, ()))

    def about(self, iri: str) -> dict[str, list[Cell]]:
        """What is said of one node: predicate to sorted objects. For a few nodes; of many, tables are quicker."""
        import pyoxigraph as ox

        known: dict[str, list[Cell]] = {}
        if iri:
            for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
                known.setdefault(quad.predicate.value, []).append(cell(quad.object))
        for values in known.values():
            values.sort(key=str)
        return known

    def of_kind(self, kind: str) -> list[str]:
        """The nodes of a class, sorted."""
        import pyoxigraph as ox

        quads = self.store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(kind), ox.DefaultGraph())
        return sorted(str(getattr(quad.subject, "value", quad.subject)) for quad in quads)

    def kinds(self, iri: str) -> set[str]:
        """The classes of a node, by their names in the ontology. Asked node by node: most typed things are no nodes."""
        import pyoxigraph as ox

        quads = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF.type), None, ox.DefaultGraph())
        found = [str(getattr(quad.object, "value", "")) for quad in quads]
        return {kind[len(KG._iri) :] for kind in found if kind.startswith(KG._iri)}

    def places(self, predicate: str, subject: str) -> list[Place]:
        """The places a node points to, in the order of the text."""
        return self.reader.places(self.table(predicate).get(subject, ()))

    @property
    def reader(self) -> ClaimReader:
        """What reads claims and places, made when first asked for."""
        if self._reader is None:
            self._reader = ClaimReader(self)
        return self._reader

    # -- records -------------------------------------------------------------------------------------------------

    def claims(self) -> Iterator[ClaimRecord]:
        """Every claim, sorted by document, place and IRI."""
        yield from sorted(self.reader.every(), key=lambda claim: (claim["document"], claim["evidence"], claim["iri"]))

    def claim(self, iri: str) -> ClaimRecord:
        """One claim."""
        return self.reader(iri)

    def amount(self, iri: str) -> AmountRecord:
        """One amount."""
        return {
            "iri": iri,
            "text": self.one(KG.amountText, iri) or "",
            "value": self.one(KG.value, iri),
            "currency": self.one(KG.currency, iri),
            "bound": self.one(KG.bound, iri) or "exact",
            "equivalent": bool(self.one(KG.equivalent, iri)),
            "part_of": self.one(KG.partOf, iri),
        }

    def act(self, iri: str) -> ActRecord:
        """One instrument or act of financing."""
        label, _, labels = self.names(iri)
        return {
            "iri": iri,
            "label": label,
            "labels": labels,
            "kind": self.one(KG.instrumentKind, iri) or self.one(KG.financingKind, iri) or "",
            "form": self.one(KG.form, iri),
            "parties": self.many(KG.party, iri),
            "giver": self.many(KG.giver, iri),
            "receiver": self.many(KG.receiver, iri),
            "project": self.many(KG.project, iri),
            "amounts": [self.amount(amount) for amount in self.many(KG.amount, iri)],
            "evidence": self.places(KG.evidence, iri),
        }

    def names(self, iri: str) -> tuple[str, str | None, list[str]]:
        """Preferred label, English label, all names."""
        preferred = self._preferred().get(iri, {})
        label = preferred.get("zh") or next(iter(preferred.values()), "")
        alternative = [str(name) for name in self.table(SKOS.altLabel).get(iri, ())]
        every = dict.fromkeys([*([label] if label else []), *preferred.values(), *alternative])
        return label, preferred.get("en"), list(every)

    def _preferred(self) -> dict[str, dict[str, str]]:
        import pyoxigraph as ox

        known = self._labels
        if known is None:
            known = self._labels = {}
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(SKOS.prefLabel), None, ox.DefaultGraph()):
                name = quad.object
                if isinstance(quad.subject, ox.NamedNode) and isinstance(name, ox.Literal):
                    names, language = known.setdefault(quad.subject.value, {}), name.language or ""
                    # Should two stand there, the same one is always taken.
                    names[language] = min(name.value, names.get(language, name.value))
        return known

    def nodes(self) -> dict[str, NodeRecord]:
        """Every node with a name, by its IRI, sorted."""
        return {iri: self.node(iri) for iri in sorted(self._preferred())}

    def node(self, iri: str) -> NodeRecord:
        """One node."""
        label, label_en, labels = self.names(iri)
        return {
            "iri": iri,
            "label": label,
            "label_en": label_en,
            "labels": labels,
            "kinds": telling(self.kinds(iri)),
            "country": self.one(KG.country, iri),
            "parent": self.one(ORG.subOrganizationOf, iri),
            "series": self.one(KG.series, iri),
            "unnamed": bool(self.one(KG.unnamed, iri)),
            "generic": bool(self.one(KG.generic, iri)),
            "ordinal": self.one(KG.ordinal, iri),
            "year": self.one(KG.year, iri),
            "identifiers": [*self.many(DCTERMS.identifier, iri), *self.many(SKOS.exactMatch, iri)],
        }

    def documents(self) -> list[dict[str, Any]]:
        """Every source document, sorted."""
        names = {
            "id": DCTERMS.identifier,
            "title": DCTERMS.title,
            "date": DCTERMS.date,
            "publisher": KG.publisher,
            "address": SCHEMA.url,
            "licence": DCTERMS.license,
            "rights": DCTERMS.rights,
            "restates": KG.restates,
            "sha256": KG.sha256,
        }
        return [
            {"iri": iri, **{name: self.one(predicate, iri) for name, predicate in names.items()}}
            for iri in self.of_kind(KG.SourceDocument)
        ]

    def items(self) -> list[dict[str, Any]]:
        """Every item, in the order of its text."""
        names = {
            "document": KG.document,
            "id": DCTERMS.identifier,
            "kind": KG.itemKind,
            "number": KG.number,
            "section": KG.section,
            "heading": KG.heading,
            "sector": KG.sector,
            "parent": DCTERMS.isPartOf,
        }
        return sorted(
            self._in_texts(KG.Item, names), key=lambda item: (str(item["document"]), item["evidence"], item["iri"])
        )

    def figures(self) -> list[dict[str, Any]]:
        """Every stated figure, in the order of its text."""
        names = {
            "document": KG.document,
            "item": KG.item,
            "text": KG.amountText,
            "value": KG.value,
            "bound": KG.bound,
            "unit": KG.unit,
            "scope": KG.scope,
        }
        return sorted(
            self._in_texts(KG.StatedFigure, names),
            key=lambda figure: (str(figure["document"]), figure["evidence"], figure["iri"]),
        )

    def _in_texts(self, kind: str, names: dict[str, str]) -> list[dict[str, Any]]:
        """What stands at a place in a text, node by node: the tables would hold the columns of all claims too."""
        self.reader.read_places()
        found = []
        for iri in self.of_kind(kind):
            said = self.about(iri)
            told = {name: (said.get(predicate) or (None,))[0] for name, predicate in names.items()}
            found.append({"iri": iri, **told, "evidence": self.reader.places(said.get(KG.evidence))})
        return sorted(found, key=lambda one: (str(one["document"]), one["evidence"], one["iri"]))
