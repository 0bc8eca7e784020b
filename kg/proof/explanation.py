"""Why a graph says what it says of a node, an edge or a pair: the sentences, with their words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.proof.citation import citation
from kg.proof.records import Place, Source, coverage

#: A stretch of a sentence and what it is marked as: subject, object, cue, or nothing.
Piece = tuple[str, str | None]
_ENDS = ("subject", "cue", "object")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence behind a claim, in pieces, with its citation."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    citation: str

    def marked(self) -> str:
        """The sentence on one line, marked words in brackets that no text has: [[…]] is wiki's, （…） the text's."""
        return " ".join("".join(f"⟦{words}⟧" if mark else words for words, mark in self.pieces).split())


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim, told whole."""

    claim: str
    subject: str
    relation: str
    object: str
    status: str
    document: str
    title: str | None
    item: str
    sentences: tuple[Quoted, ...]
    date: str | None = None
    rules: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    instrument: str | None = None
    amounts: tuple[str, ...] = ()
    office: str | None = None
    unnamed_parties: str | None = None
    restates: str | None = None
    elsewhere: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The claim for JSON."""
        held = {name: getattr(self, name) for name in self.__slots__}
        held["sentences"] = [
            {
                "start": quoted.start,
                "end": quoted.end,
                "pieces": [{"text": words, "mark": mark} for words, mark in quoted.pieces],
                "citation": quoted.citation,
            }
            for quoted in self.sentences
        ]
        return held


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a state that was asked about, and how many claims it stands in that were asked for."""

    iri: str
    label: str
    claims: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a graph says of what was asked about."""

    about: tuple[str, ...]
    labels: tuple[str, ...]
    claims: tuple[Explained, ...]
    coverage: dict[str, Any]
    bodies: tuple[Body, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The explanation for JSON."""
        return {
            "about": list(self.about),
            "labels": list(self.labels),
            "coverage": self.coverage,
            "bodies": [{"body": body.iri, "label": body.label, "claims": body.claims} for body in self.bodies],
            "claims": [claim.as_dict() for claim in self.claims],
        }


def explain(source: Source, iri: str, other: str | None = None) -> Explanation:
    """The claims that speak of a node, or of two nodes at once; the IRI of a claim, document or item means itself."""
    known = _Known(source)
    about = (iri,) if other is None else (iri, other)
    claims = tuple(known.explained(claim) for claim in source.claims() if _touched(claim).issuperset(about))
    labels = tuple(map(known.label, about))
    return Explanation(about, labels, claims, coverage(source), tuple(_bodies(source, known, about)))


def _bodies(source: Source, known: _Known, about: tuple[str, ...]) -> Iterator[Body]:
    """What the bodies of a state do is not the state's own act; they are told beside it, the most busy first."""
    counts: Counter[str] = Counter()
    for claim in source.claims():
        ends = {end: known.country(end) for end in (claim["subject"], claim["object"])}
        asked = [{end for end, country in ends.items() if one in (end, country)} for one in about]
        if _touched(claim).issuperset(about) or not all(asked):
            continue
        counts.update(end for end, country in ends.items() if country in about and end not in about)
    for iri, number in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        yield Body(iri, known.label(iri), number)


def _touched(claim: Any) -> set[str]:
    """Everything a claim speaks of."""
    acts = [act for act in (claim["instrument"], claim["financing"]) if act]
    amounts = {amount["iri"] for amount in claim["amounts"]}
    ends = {claim["iri"], claim["subject"], claim["object"], claim["document"], *claim["items"]}
    return ends | amounts | {act["iri"] for act in acts}


class _Known:
    """What names the parts of a claim."""

    def __init__(self, source: Source) -> None:
        self.nodes = source.nodes()
        self.documents = {document["iri"]: document for document in source.documents()}
        self.items = {item["iri"]: item for item in source.items()}

    def country(self, iri: str) -> str | None:
        """The address of the state that a node belongs to."""
        node = self.nodes.get(iri)
        return str(node["country"]) if node and node["country"] else None

    def label(self, iri: str) -> str:
        if iri in self.nodes:
            return str(self.nodes[iri]["label"])
        document = self.documents.get(iri, {})
        return str(document.get("title") or document.get("id") or iri)

    def explained(self, claim: Any) -> Explained:
        document, item = self.documents.get(claim["document"], {}), self.items.get(claim["item"], {})
        instrument = claim["instrument"]
        return Explained(
            claim=claim["iri"],
            subject=self.label(claim["subject"]),
            relation=claim["relation"],
            object=self.label(claim["object"]),
            status=claim["status"],
            document=str(document.get("id") or claim["document"]),
            title=document.get("title"),
            item=str(item.get("number") or item.get("id") or ""),
            sentences=tuple(self._quoted(claim, item, document)),
            date="/".join(str(day) for day in (claim["date"], claim["date_end"]) if day) or None,
            rules=tuple(claim["rules"]),
            steps=tuple(claim["steps"]),
            instrument=instrument["label"] if instrument else None,
            amounts=tuple(amount["text"] for amount in claim["amounts"]),
            office=claim["office"],
            unnamed_parties=claim["unnamed_parties"],
            restates=document.get("restates"),
            elsewhere=tuple(_elsewhere(claim)),
        )

    def _quoted(self, claim: Any, item: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Quoted]:
        marks = [(place, end) for end in _ENDS for place in claim["marks"][end]]
        items = [self.items[iri] for iri in claim["items"] if iri in self.items]
        for place in claim["evidence"]:
            here = next((one for one in items if one["evidence"] and _within(place, one["evidence"][0])), item)
            yield Quoted(pieces(place, marks), place[0], place[1], citation(place, here, document))


def pieces(place: Place, marks: list[tuple[Place, str]]) -> tuple[Piece, ...]:
    """A sentence cut at its marked words; where two marks overlap the earlier, then the longer, is shown.

    >>> pieces((10, 16, "甲与乙签协议"), [((10, 11, "甲"), "subject"), ((12, 13, "乙"), "object")])
    (('甲', 'subject'), ('与', None), ('乙', 'object'), ('签协议', None))
    """
    start, end, words = place
    inside = sorted((at, -to, name) for (at, to, _), name in marks if start <= at < to <= end)
    found: list[Piece] = []
    reached = start
    for at, to, name in inside:
        if at < reached:
            continue
        if at > reached:
            found.append((words[reached - start : at - start], None))
        found.append((words[at - start : -to - start], name))
        reached = -to
    if reached < end:
        found.append((words[reached - start :], None))
    return tuple(found)


def _elsewhere(claim: Any) -> Iterator[str]:
    """Marked words that stand in none of the evidence."""
    for end in _ENDS:
        for start, stop, words in claim["marks"][end]:
            if not any(_within((start, stop, words), place) for place in claim["evidence"]):
                yield f"{end} at {words} ({start}–{stop})"


def _within(place: Place, whole: Place) -> bool:
    return whole[0] <= place[0] and place[1] <= whole[1]
