"""Found facts against annotated facts.

A fact counts as found when a claim has the same relation, a status that agrees (done and ongoing agree with one
another) and, at each end, a node one of whose names is an accepted one; ``signedWith`` also the other way round.
Optional facts are neither rewarded nor punished. A wrong claim counts once however often it stands in the text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DataFileError
from kg.model import RELATIONS, Document, Entity, Fact

#: The relations that the owner of the house cares most about.
CORE = ("signedWith", "hostedBy", "funds")
SYMMETRIC = frozenset({"signedWith"})
_STATUSES = ("done", "planned", "ongoing")
_FOLDED = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·•,，、.。;；:：()（）\[\]【】\-－—–_~～]+")


def fold(name: str) -> str:
    """A name without what does not distinguish two names: width, quotes, brackets, dashes, spaces, case.

    >>> fold("“一带一路” 国际合作高峰论坛") == fold("一带一路国际合作高峰论坛")
    True
    """
    return _FOLDED.sub("", unicodedata.normalize("NFKC", name)).lower()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One fact a careful reader found, with every name that reader would accept at each end."""

    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    status: str
    quote: str
    optional: bool = False
    amount: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One found fact, its ends as folded names."""

    relation: str
    subject: frozenset[str]
    object: frozenset[str]
    status: str
    rule: str = ""
    amounts: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    says: str = ""

    @property
    def pair(self) -> tuple[str, frozenset[str], frozenset[str]]:
        """What makes two wrong claims the same mistake."""
        return self.relation, self.subject, self.object


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts and the three figures made of them."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was said, how much is true."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Of what is true, how much was said."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How one rule did: how often it fired, and how many of those claims an annotation bears out."""

    fired: int = 0
    right: int = 0

    @property
    def wrong(self) -> int:
        """The claims no annotation bears out."""
        return self.fired - self.right


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of a comparison. Scores of several documents add up."""

    claims: int = 0
    relations: Mapping[str, Measure] = field(default_factory=dict)
    rules: Mapping[str, RuleRecord] = field(default_factory=dict)
    status_slips: int = 0
    amounts: tuple[int, int] = (0, 0)
    instruments: tuple[int, int] = (0, 0)
    missed: tuple[Annotation, ...] = ()
    wrong: tuple[Claim, ...] = ()

    @property
    def all(self) -> Measure:
        """Every relation together."""
        return sum(self.relations.values(), Measure())

    @property
    def core(self) -> Measure:
        """The relations of :data:`CORE` together."""
        return sum((self.relations[name] for name in CORE if name in self.relations), Measure())

    def __add__(self, other: Scores) -> Scores:
        relations = {
            name: self.relations.get(name, Measure()) + other.relations.get(name, Measure())
            for name in RELATIONS
            if name in self.relations or name in other.relations
        }
        rules = {
            name: RuleRecord(
                self.rules.get(name, RuleRecord()).fired + other.rules.get(name, RuleRecord()).fired,
                self.rules.get(name, RuleRecord()).right + other.rules.get(name, RuleRecord()).right,
            )
            for name in sorted({*self.rules, *other.rules})
        }
        return Scores(
            self.claims + other.claims,
            relations,
            rules,
            self.status_slips + other.status_slips,
            (self.amounts[0] + other.amounts[0], self.amounts[1] + other.amounts[1]),
            (self.instruments[0] + other.instruments[0], self.instruments[1] + other.instruments[1]),
            self.missed + other.missed,
            self.wrong + other.wrong,
        )


def compare(found: Document | Sequence[Claim], annotated: Sequence[Annotation]) -> Scores:
    """Score a document's facts against the annotated ones."""
    claims = claims_of(found) if isinstance(found, Document) else list(found)
    claims = [claim for claim in claims if claim.relation in RELATIONS]
    names = [(_folded(fact.subject), _folded(fact.object)) for fact in annotated]
    hits = [[i for i, fact in enumerate(annotated) if _meets(claim, fact.relation, *names[i])] for claim in claims]
    right = [[i for i in met if _agrees(claim, annotated[i])] for claim, met in zip(claims, hits, strict=True)]
    wrong, slips = _wrong(claims, hits, right)
    told: dict[int, list[Claim]] = {}
    for claim, kept in zip(claims, right, strict=True):
        for i in kept:
            told.setdefault(i, []).append(claim)
    missed = tuple(fact for i, fact in enumerate(annotated) if i not in told and not fact.optional)
    return Scores(
        claims=len(claims),
        relations=_relations(Counter(annotated[i].relation for i in told if not annotated[i].optional), wrong, missed),
        rules=_rules(claims, right),
        status_slips=slips,
        amounts=_slot([(annotated[i].amount, [c.amounts for c in told[i]]) for i in told if not annotated[i].optional]),
        instruments=_slot(
            [(annotated[i].via, [c.instruments for c in told[i]]) for i in told if not annotated[i].optional]
        ),
        missed=missed,
        wrong=tuple(wrong),
    )


def claims_of(doc: Document) -> list[Claim]:
    """The facts of a document with the names their nodes carry in the graph."""
    names = {entity.key: _names(entity) for entity in doc.entities}
    labels = {entity.key: entity.label for entity in doc.entities}
    return [_claim(fact, names, labels) for fact in doc.facts]


def read_annotations(path: Path) -> list[Annotation]:
    """The annotated facts of a JSON Lines file, one a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, None, f"cannot be read as UTF-8 text: {error}") from error
    return [_annotation(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _annotation(path: Path, number: int, line: str) -> Annotation:
    try:
        held = json.loads(line)
        fact = Annotation(
            held["rel"],
            tuple(held["s"]),
            tuple(held["o"]),
            held["status"],
            held["quote"],
            bool(held.get("opt")),
            held.get("amount"),
            held.get("via"),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DataFileError(path, number, f"expected one JSON object with rel, s, o, status, quote: {error}") from error
    if fact.relation not in RELATIONS:
        raise DataFileError(path, number, f"{fact.relation!r} is no relation; expected one of {', '.join(RELATIONS)}")
    if fact.status not in _STATUSES:
        raise DataFileError(path, number, f"{fact.status!r} is no status; expected one of {', '.join(_STATUSES)}")
    if not fact.subject or not fact.object:
        raise DataFileError(path, number, "s and o each need at least one accepted name")
    return fact


def _claim(fact: Fact, names: Mapping[str, frozenset[str]], labels: Mapping[str, str]) -> Claim:
    instrument = fact.instrument
    return Claim(
        fact.relation,
        names[fact.subject],
        names[fact.object],
        fact.status,
        fact.rule,
        frozenset(fold(amount.text) for amount in fact.amounts),
        frozenset(fold(name) for name in (instrument.label, *instrument.names)) if instrument else frozenset(),
        f"{labels[fact.subject]} → {labels[fact.object]}",
    )


def _names(entity: Entity) -> frozenset[str]:
    return frozenset(fold(name) for name in (*entity.names, entity.label_en) if name)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


def _meets(claim: Claim, relation: str, subject: frozenset[str], object_: frozenset[str]) -> bool:
    if claim.relation != relation:
        return False
    if claim.subject & subject and claim.object & object_:
        return True
    return relation in SYMMETRIC and bool(claim.subject & object_ and claim.object & subject)


def _agrees(claim: Claim, fact: Annotation) -> bool:
    return fact.optional or claim.status == fact.status or "planned" not in {claim.status, fact.status}


def _wrong(claims: list[Claim], hits: list[list[int]], right: list[list[int]]) -> tuple[list[Claim], int]:
    """Wrong claims, each pair once, and how many pairs were only wrong in their status."""
    true_pairs = {claim.pair for claim, kept in zip(claims, right, strict=True) if kept}
    seen: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    wrong, slips = [], 0
    for claim, met, kept in zip(claims, hits, right, strict=True):
        if kept or claim.pair in seen:
            continue
        seen.add(claim.pair)
        slips += bool(met)
        if claim.pair not in true_pairs:
            wrong.append(claim)
    return wrong, slips


def _relations(found: Counter[str], wrong: list[Claim], missed: tuple[Annotation, ...]) -> dict[str, Measure]:
    slipped = Counter(claim.relation for claim in wrong)
    lost = Counter(fact.relation for fact in missed)
    return {
        name: Measure(found[name], slipped[name], lost[name])
        for name in RELATIONS
        if found[name] or slipped[name] or lost[name]
    }


def _rules(claims: list[Claim], right: list[list[int]]) -> dict[str, RuleRecord]:
    fired = Counter(claim.rule for claim in claims)
    true = Counter(claim.rule for claim, kept in zip(claims, right, strict=True) if kept)
    return {name: RuleRecord(fired[name], true[name]) for name in sorted(fired)}


def _slot(wanted: list[tuple[str | None, list[frozenset[str]]]]) -> tuple[int, int]:
    """Of the found facts that carry this, how many have it: a part of the words is enough, but not two characters."""
    right = total = 0
    for name, held in wanted:
        if not name:
            continue
        total += 1
        words = fold(name)
        right += any(len(have) > 2 and (words in have or have in words) for one in held for have in one)
    return right, total
