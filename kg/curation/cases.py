"""What a reviewer is shown: claims of a built graph and names that may be one, as plain data with their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kg.decision import CLAIM_KINDS, Decision, Quote, Quotes

Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class End:
    """A body at one end of a claim, or of a suggested merge, with the places that name it."""

    iri: str
    label: str
    document: str
    at: Quotes


@dataclass(frozen=True, slots=True)
class Case:
    """One claim to be judged. ``support`` is what speaks for it: documents that say it, places, steps it needed."""

    document: str
    title: str
    sha256: str
    relation: str
    subject: End
    object: End
    cue: Quotes
    paper: Quotes
    paper_label: str
    status: str
    rule: str
    steps: tuple[str, ...]
    date: str | None
    amounts: tuple[str, ...]
    evidence: tuple[Place, ...]
    support: tuple[int, int, int] = (0, 0, 0)

    def decision(self, kind: str, *, end: str = "", to: str = "") -> Decision:
        """A decision on this claim."""
        places = (self.subject.at, self.object.at, self.cue, self.paper)
        return Decision(kind, self.sha256, self.relation, *places, end=end, to=to, rule=self.rule)

    def end(self, name: str) -> End:
        """The end of this name, subject or object."""
        return self.subject if name == "subject" else self.object


def cases(
    claims: Iterable[Mapping[str, Any]],
    nodes: Mapping[str, Mapping[str, Any]],
    documents: Iterable[Mapping[str, Any]],
) -> list[Case]:
    """The claims of a store's records as cases, in the order of the text."""
    texts = {str(document["iri"]): document for document in documents}
    held = list(claims)
    said: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim in held:
        said[_statement(claim)].add(claim["document"])
    return [_case(claim, nodes, texts[claim["document"]], len(said[_statement(claim)])) for claim in held]


def _statement(claim: Mapping[str, Any]) -> tuple[str, ...]:
    ends = (claim["subject"], claim["object"])
    return (claim["relation"], *(sorted(ends) if claim["relation"] == "signedWith" else ends))


def _case(
    claim: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], document: Mapping[str, Any], documents: int
) -> Case:
    digest = str(document["sha256"])
    marks, paper = claim["marks"], claim["instrument"]
    ends = [
        End(claim[name], _label(nodes, claim[name]), digest, _quotes(marks[name])) for name in ("subject", "object")
    ]
    return Case(
        document=str(document["id"]),
        title=str(document["title"] or ""),
        sha256=digest,
        relation=claim["relation"],
        subject=ends[0],
        object=ends[1],
        cue=_quotes(marks["cue"]),
        paper=_quotes(paper["evidence"]) if paper else (),
        paper_label=paper["label"] if paper else "",
        status=claim["status"],
        rule=claim["rule"],
        steps=tuple(claim["steps"]),
        date=claim["date"] and str(claim["date"]),
        amounts=tuple(amount["text"] for amount in claim["amounts"]),
        evidence=tuple(claim["evidence"]),
        support=(documents, len(marks["cue"]), -len(claim["steps"])),
    )


def _label(nodes: Mapping[str, Mapping[str, Any]], iri: str) -> str:
    return str(nodes[iri]["label"]) if iri in nodes else iri


def _quotes(places: Iterable[Place]) -> Quotes:
    return tuple(sorted(Quote(start, end, words) for start, end, words in places))


# -- which, and in which order -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims are gone through. A sample is drawn by chance, the same for the same seed; else weakest first."""

    relations: Collection[str] = ()
    documents: Collection[str] = ()
    statuses: Collection[str] = ()
    rules: Collection[str] = ()
    about: str = ""
    sample: int | None = None
    seed: int = 0

    def of(self, every: Sequence[Case], decided: Iterable[Decision] = ()) -> list[Case]:
        """The chosen cases that nobody has decided on."""
        done = {places_of(decision) for decision in decided if decision.kind in CLAIM_KINDS}
        left = [case for case in every if self._wants(case)]
        if self.sample is not None:
            # Whoever was decided on stays in the draw, so that a second sitting goes on with the same sample.
            left = sorted(left, key=self._chance)[: self.sample]
        else:
            left.sort(key=lambda case: (case.support, case.document, case.evidence))
        return [case for case in left if places_of(case.decision("accept")) not in done]

    def _wants(self, case: Case) -> bool:
        return (
            (not self.relations or case.relation in self.relations)
            and (not self.documents or case.document in self.documents)
            and (not self.statuses or case.status in self.statuses)
            and (not self.rules or any(case.rule.startswith(rule) for rule in self.rules))
            and (not self.about or self.about in case.subject.label or self.about in case.object.label)
        )

    def _chance(self, case: Case) -> str:
        return sha256(f"{self.seed}\x1f{places_of(case.decision('accept'))}".encode()).hexdigest()


def places_of(decision: Decision) -> tuple[object, ...]:
    """What a decision on a claim is about, whatever it says of it."""
    return (decision.document, decision.relation, decision.subject, decision.object, decision.cue, decision.paper)


def counted(every: Iterable[Case], name: str) -> dict[str, int]:
    """How many cases there are of each relation, rule, document or status, most first."""
    counts = Counter(str(getattr(case, name)) for case in every)
    return dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))
