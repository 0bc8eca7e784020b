"""Claims as records, filled predicate by predicate: of fifty thousand claims each look-up counts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import proxy

from kg.graph.record_types import ClaimRecord, Place
from kg.graph.rows import Cell, Iri, cell
from kg.graph.vocabulary import KG, OA, RDF

if TYPE_CHECKING:
    from kg.graph.records import Reading

#: The columns of a claim; of the first ones it has one value, and should two stand there, the first is taken.
_COLUMNS = {
    "relation": RDF.predicate,
    "subject": RDF.subject,
    "object": RDF.object,
    "status": KG.status,
    "document": KG.document,
    "date": KG.date,
    "date_end": KG.dateEnd,
    "office": KG.office,
    "unnamed_parties": KG.unnamedParties,
    "instrument": KG.instrument,
    "financing": KG.financing,
    "item": KG.item,
    "rule": KG.rule,
    "step": KG.step,
    "amount": KG.amount,
    "evidence": KG.evidence,
    "subject_at": KG.subjectAt,
    "object_at": KG.objectAt,
    "cue_at": KG.cueAt,
}
_ALONE = list(_COLUMNS).index("item")
_PLACES = f"""SELECT ?place ?start ?end ?exact WHERE {{
  ?place <{OA.hasSelector}> ?selector . ?selector <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?exact }}"""
_SLOTS = {predicate: slot for slot, predicate in enumerate(_COLUMNS.values())}
#: What is known of a claim, one slot a column: nothing, a value, or the sorted list of several.
Slots = list[Any]


class ClaimReader:
    """Reads claims: all at once, or one by itself without looking at the others."""

    def __init__(self, reading: Reading) -> None:
        # Not held fast: in a ring of two the engine below would keep its lock until the garbage is collected.
        self.reading: Reading = proxy(reading)
        self._places: dict[str, Place] = {}
        self._whole = False

    def every(self) -> list[ClaimRecord]:
        """All claims. Predicate after predicate is laid into their slots, so that each triple is met once only."""
        self.read_places()
        claims: dict[str, Slots] = {iri: [None] * len(_SLOTS) for iri in self.reading.of_kind(KG.Claim)}
        for iri in {iri for predicate, slot in _SLOTS.items() for iri in self._fill(claims, predicate, slot)}:
            _put_in_order(claims[iri])
        return [self._record(iri, slots) for iri, slots in claims.items()]

    def _fill(self, claims: dict[str, Slots], predicate: str, slot: int) -> list[str]:
        """Lay the values of a predicate into a slot of each claim; the claims that have several are told."""
        import pyoxigraph as ox

        named, find, several = ox.NamedNode, claims.get, []
        known: dict[str, Iri] = {}
        quads: Any = self.reading.store.quads_for_pattern(None, named(predicate), None, ox.DefaultGraph())
        for quad in quads:
            name, term = quad.subject.value, quad.object
            slots = find(name)
            if slots is None:
                continue
            if isinstance(term, named):
                text = term.value
                # One object for each address: claims are sorted by theirs, and what is the same needs no comparison.
                value: Cell = known.get(text) or known.setdefault(text, Iri(text))
            else:
                value = cell(term)
            held = slots[slot]
            if held is None:
                slots[slot] = value
            elif isinstance(held, list):
                held.append(value)
            else:
                slots[slot] = [held, value]
                several.append(name)
        return several

    def __call__(self, iri: str) -> ClaimRecord:
        """One claim."""
        slots: Slots = [None] * len(_SLOTS)
        for predicate, values in self.reading.about(iri).items():
            if predicate in _SLOTS:
                slots[_SLOTS[predicate]] = values if len(values) > 1 else values[0]
        _put_in_order(slots)
        return self._record(iri, slots)

    def _record(self, iri: str, slots: Slots) -> ClaimRecord:
        relation, subject, target, status, document, date, date_end, office, unnamed, instrument, financing = slots[:11]
        item, rule, step, amount, evidence, subject_at, object_at, cue_at = slots[11:]
        items, rules, reading = _listed(item), _listed(rule), self.reading
        return {
            "iri": iri,
            "relation": local(relation),
            "subject": subject or "",
            "object": target or "",
            "status": local(status).lower(),
            "document": document or "",
            "item": items[0] if items else "",
            "items": items,
            "date": date,
            "date_end": date_end,
            "rule": rules[0] if rules else "",
            "rules": rules,
            "steps": _listed(step),
            "evidence": self.places(evidence),
            "marks": {
                "subject": self.places(subject_at),
                "object": self.places(object_at),
                "cue": self.places(cue_at),
            },
            "amounts": [reading.amount(iri) for iri in _listed(amount)],
            "instrument": reading.act(instrument) if instrument else None,
            "financing": reading.act(financing) if financing else None,
            "office": office,
            "unnamed_parties": unnamed,
        }

    def places(self, pointers: Any) -> list[Place]:
        """The places that a pointer or several mean, in the order of the text."""
        if isinstance(pointers, str):
            return [self._places.get(pointers) or self._place(pointers)]
        known = [self._places.get(iri) or self._place(iri) for iri in pointers or () if isinstance(iri, str)]
        return known if len(known) < 2 else sorted(known)

    def read_places(self) -> None:
        """Read every place, where many will be asked for."""
        if not self._whole:
            self._places = _whole_places(self.reading)
            self._whole = True

    def _place(self, iri: str) -> Place:
        """A place by itself; of some, something is missing or there twice."""
        about = self.reading.about
        selector: dict[str, list[Any]] = about(str((about(iri).get(OA.hasSelector) or [""])[0]))
        start, end, exact = ((selector.get(part) or [None])[0] for part in (OA.start, OA.end, OA.exact))
        known: Place = (-1 if start is None else start, -1 if end is None else end, exact or "")
        self._places[iri] = known
        return known


def _whole_places(reading: Reading) -> dict[str, Place]:
    """Every place that has one start, one end and one text, joined by the engine, which is quicker at that than we."""
    places: dict[str, Place] = {}
    twice: set[str] = set()
    found: Any = reading.store.query(_PLACES)
    for place, start, end, exact in found:
        name, first, last = place.value, start.value, end.value
        if name in places or not (first.isdecimal() and last.isdecimal()):
            twice.add(name)
        else:
            places[name] = (int(first), int(last), exact.value)
    for name in twice:
        places.pop(name, None)
    return places


def _put_in_order(slots: Slots) -> None:
    for slot, values in enumerate(slots):
        if isinstance(values, list):
            values.sort(key=str)
            if slot < _ALONE:
                slots[slot] = values[0]


def _listed(values: Any) -> list[Any]:
    if values is None:
        return []
    return values if isinstance(values, list) else [values]


@lru_cache(1_000)
def local(iri: object) -> str:
    """What comes after the # of an address."""
    return str(iri or "").rpartition("#")[2]
