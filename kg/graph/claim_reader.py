"""Claims as records, with every table at hand: of fifty thousand claims each look-up counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import proxy

from kg.graph.record_types import ClaimRecord, Place
from kg.graph.vocabulary import KG, OA, RDF

if TYPE_CHECKING:
    from kg.graph.records import Reading

_COLUMNS = {
    "relation": RDF.predicate,
    "subject": RDF.subject,
    "object": RDF.object,
    "status": KG.status,
    "document": KG.document,
    "item": KG.item,
    "rule": KG.rule,
    "step": KG.step,
    "date": KG.date,
    "date_end": KG.dateEnd,
    "office": KG.office,
    "unnamed_parties": KG.unnamedParties,
    "amount": KG.amount,
    "instrument": KG.instrument,
    "financing": KG.financing,
    "evidence": KG.evidence,
    "subject_at": KG.subjectAt,
    "object_at": KG.objectAt,
    "cue_at": KG.cueAt,
}
_PLACES = f"""SELECT ?place ?start ?end ?exact WHERE {{
  ?place <{OA.hasSelector}> ?selector . ?selector <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?exact }}"""
_NONE: tuple[Any, ...] = (None,)


class ClaimReader:
    """Reads one claim after another from the tables of a reading."""

    def __init__(self, reading: Reading) -> None:
        # Not held fast: in a ring of two the engine below would keep its lock until the garbage is collected.
        self.reading: Reading = proxy(reading)
        self.columns: dict[str, Callable[..., Any]] = {
            name: reading.table(predicate).get for name, predicate in _COLUMNS.items()
        }
        self._places = _whole_places(reading)

    def __call__(self, iri: str) -> ClaimRecord:
        """One claim."""
        get, reading = self.columns, self.reading
        items, rules = get["item"](iri, ()), get["rule"](iri, ())
        instrument, financing = get["instrument"](iri, _NONE)[0], get["financing"](iri, _NONE)[0]
        return {
            "iri": iri,
            "relation": local(get["relation"](iri, _NONE)[0]),
            "subject": get["subject"](iri, _NONE)[0] or "",
            "object": get["object"](iri, _NONE)[0] or "",
            "status": local(get["status"](iri, _NONE)[0]).lower(),
            "document": get["document"](iri, _NONE)[0] or "",
            "item": items[0] if items else "",
            "items": list(items),
            "date": get["date"](iri, _NONE)[0],
            "date_end": get["date_end"](iri, _NONE)[0],
            "rule": rules[0] if rules else "",
            "rules": list(rules),
            "steps": list(get["step"](iri, ())),
            "evidence": self.places(get["evidence"](iri, ())),
            "marks": {
                "subject": self.places(get["subject_at"](iri, ())),
                "object": self.places(get["object_at"](iri, ())),
                "cue": self.places(get["cue_at"](iri, ())),
            },
            "amounts": [reading.amount(amount) for amount in get["amount"](iri, ())],
            "instrument": reading.act(instrument) if instrument else None,
            "financing": reading.act(financing) if financing else None,
            "office": get["office"](iri, _NONE)[0],
            "unnamed_parties": get["unnamed_parties"](iri, _NONE)[0],
        }

    def places(self, pointers: Sequence[Any]) -> list[Place]:
        """The places that some pointers mean, in the order of the text."""
        found = [self._places.get(iri) or self._place(iri) for iri in pointers if isinstance(iri, str)]
        return found if len(found) < 2 else sorted(found)

    def _place(self, iri: str) -> Place:
        """A place of which something is missing or there twice."""
        one = self.reading.one
        selector = one(OA.hasSelector, iri) or ""
        start, end = one(OA.start, selector), one(OA.end, selector)
        known = (-1 if start is None else start, -1 if end is None else end, one(OA.exact, selector) or "")
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


def local(iri: object) -> str:
    """What comes after the # of an address."""
    return str(iri or "").rpartition("#")[2]
