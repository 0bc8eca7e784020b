"""Decisions on claims, followed in one document: kept, taken out, an end corrected, a status changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.curation.contradictions import corrected
from kg.curation.decisions import LEFT_OUT, Entry, Trouble
from kg.curation.naming import Lost, Names, check_words, is_at, meant, mention_at, signature, with_entity
from kg.curation.rekeying import rekey_fact
from kg.decision import Decision, Quote
from kg.model import Document, Fact, Span, Status

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Followed:
    """A document after its decisions, the decisions that were followed, and what to say of the others."""

    document: Document
    decisions: tuple[Decision, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def follow_claims(doc: Document, entries: Iterable[Entry], names: Names, renamed: Mapping[str, str]) -> Followed:
    """The document with its decisions on claims followed.

    A decision is matched against what the text gave, or against the claim as corrected: corrections come first.
    """
    work = _Work(doc, names, dict(renamed))
    done: list[Decision] = []
    troubles: list[Trouble] = []
    for entry in sorted(entries, key=lambda entry: (entry.decision.kind != "correct", entry.decision.order)):
        try:
            work.follow(entry.decision)
            done.append(entry.decision)
        except Lost as lost:
            troubles.append(Trouble(entry.line, entry.decision.meaning, str(lost), LEFT_OUT))
    return Followed(work.document(), tuple(done), tuple(troubles))


class _Work:
    """The facts of a document while decisions are followed."""

    def __init__(self, doc: Document, names: Names, renamed: dict[str, str]) -> None:
        self.doc, self.names, self.renamed = doc, names, renamed
        self.original = doc
        self.facts: list[Fact | None] = list(doc.facts)
        self.papers: set[str] = set()
        self.by_cue: dict[_Place, list[int]] = defaultdict(list)
        for number, fact in enumerate(doc.facts):
            self.by_cue[signature(doc, fact)[2]].append(number)

    def follow(self, decision: Decision) -> None:
        numbers = self.matching(decision)
        if decision.kind == "correct":
            self.correct(numbers, decision)
        for number in numbers:
            fact = self.facts[number]
            if fact is None:
                continue
            if fact.instrument and decision.kind in {"reject", "correct"}:
                self.papers.add(fact.instrument.key)
            if decision.kind == "reject":
                self.facts[number] = None
                continue
            if decision.kind == "status":
                fact = replace(fact, status=_status(decision.to))
            self.facts[number] = replace(fact, decisions=(*fact.decisions, decision.key))

    def matching(self, decision: Decision) -> list[int]:
        """The facts a decision is about; Lost says what stands there instead."""
        check_words(self.original, (*decision.subject, *decision.object, *decision.cue, *decision.paper))
        relation = self.renamed.get(decision.relation, decision.relation)
        subjects, objects = _places(decision.subject), _places(decision.object)
        near: list[str] = []
        found: list[int] = []
        for cue in _places(decision.cue):
            for number in self.by_cue.get(cue, ()):
                fact = self.original.facts[number]
                if not self.joins(number, subjects, objects, both_ways=relation == "signedWith"):
                    continue
                if fact.relation != relation:
                    near.append(f"it is {fact.relation} now")
                elif not self.same_paper(fact, decision):
                    near.append(f"it is about {fact.instrument.label if fact.instrument else 'no paper'} now")
                else:
                    found.append(number)
        if not found:
            raise Lost("; ".join(dict.fromkeys(near)) or self.instead(decision))
        return found

    def joins(self, number: int, subjects: list[_Place], objects: list[_Place], *, both_ways: bool) -> bool:
        """Whether a fact joins these places, as drawn or as corrected."""
        for fact in (self.original.facts[number], self.facts[number]):
            if fact is not None:
                subject, object_, _ = signature(self.original, fact)
                if subject in subjects and object_ in objects:
                    return True
                if both_ways and subject in objects and object_ in subjects:
                    return True
        return False

    def same_paper(self, fact: Fact, decision: Decision) -> bool:
        if not decision.paper:
            return True
        return fact.instrument is not None and is_at(self.original, fact.instrument.span, decision.paper)

    def instead(self, decision: Decision) -> str:
        """Why no claim joins these places: what its cue gives now."""
        numbers = [number for cue in _places(decision.cue) for number in self.by_cue.get(cue, ())]
        labels = {entity.key: entity.label for entity in self.original.entities}
        said = [self.original.facts[number] for number in numbers]
        other = [f"{labels.get(f.subject, f.subject)} —{f.relation}→ {labels.get(f.object, f.object)}" for f in said]
        if not other:
            return "no claim is drawn from this word any more"
        return f"no claim joins these places any more; from this word comes {', '.join(other[:2])}"

    # -- correcting ----------------------------------------------------------------------------------------------

    def correct(self, numbers: list[int], decision: Decision) -> None:
        """Put another body at one end; a place in the text also says where that end stands."""
        at: Span | None = None
        quote = Quote.read(decision.to)
        if quote is not None:
            check_words(self.original, (quote,))
            mention = mention_at(self.original, quote)
            if mention is None:
                raise Lost(f"no name is read at {quote.start}-{quote.end} to put there")
            new, at = mention.entity, mention.span
        else:
            entity = meant(decision.to, self.original, self.names)
            self.doc, new = with_entity(self.doc, entity), entity.key
        places = corrected(decision)
        changed = {number: self.corrected(number, places, new, at) for number in numbers}
        if any(fact is not None and fact.subject == fact.object for fact in changed.values()):
            raise Lost(f"{decision.to!r} is the other end already; a claim joins two bodies")
        for number, fact in changed.items():
            self.facts[number] = fact

    def corrected(self, number: int, places: tuple[_Place, ...], new: str, at: Span | None) -> Fact | None:
        fact, original = self.facts[number], self.original.facts[number]
        if fact is None:
            return None
        if signature(self.original, original)[0] in places:
            old, end = fact.subject, "subject"
        else:
            old, end = fact.object, "object"
        fact = rekey_fact(fact, lambda key: new if key == old else key)
        if at is None:
            return fact
        sentences = tuple(s.span for s in self.original.sentences if s.span.covers(at)) or (at,)
        evidence = tuple(sorted({*fact.evidence, *sentences}))
        return replace(fact, evidence=evidence, **{f"{end}_at": at})  # type: ignore[arg-type]

    def document(self) -> Document:
        """The document as decided; a paper that lost or changed a signatory has those whom its claims name."""
        facts = [fact for fact in self.facts if fact is not None]
        parties: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if fact.instrument and fact.instrument.key in self.papers:
                parties[fact.instrument.key] |= {fact.subject, fact.object}
        for number, fact in enumerate(facts):
            if fact.instrument and fact.instrument.key in parties:
                paper = replace(fact.instrument, parties=tuple(sorted(parties[fact.instrument.key])))
                facts[number] = replace(fact, instrument=paper)
        return replace(self.doc, facts=tuple(facts))


def _places(quotes: Iterable[Quote]) -> list[_Place]:
    return [(quote.start, quote.end) for quote in quotes]


def _status(word: str) -> Status:
    return word  # type: ignore[return-value]  # the reader of the file let no other word pass
