"""Decisions replayed on documents: each is followed, or it is said why not. Nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from kg.curation.claims import Followed, follow_claims
from kg.curation.contradictions import contradictions
from kg.curation.decisions import LEFT_OUT, DecisionFile, Entry, Trouble, document_sha256
from kg.curation.identities import Identities
from kg.curation.naming import Names
from kg.curation.quality import confidences
from kg.curation.settling import Settling
from kg.decision import CLAIM_KINDS, DECISION_KINDS, NAME_KINDS, Decision, Quote
from kg.model import Document, Step


@dataclass(frozen=True)
class Replay:
    """What a file of decisions does to documents after extraction. Plain data: it can travel to other processes."""

    file: DecisionFile
    claims: Mapping[str, tuple[Entry, ...]]
    identities: Identities
    troubles: tuple[Trouble, ...] = ()
    shares: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, file: DecisionFile, quoted: Iterable[Document] = (), names: Names | None = None) -> Replay:
        """Ready to replay a file; ``quoted`` are the documents, after extraction, whose names it decides on."""
        against = contradictions(file.entries)
        claims: dict[str, list[Entry]] = defaultdict(list)
        for entry in file.entries:
            if entry.decision.kind in CLAIM_KINDS and entry.decision not in against:
                claims[entry.decision.document].append(entry)
        documents = {document_sha256(doc): doc for doc in quoted}
        about_names = [entry for entry in file.entries if entry.decision.kind in NAME_KINDS]
        identities = Settling(documents, names or Names.none()).settle(about_names)
        held = {digest: tuple(entries) for digest, entries in claims.items()}
        troubles = (*file.troubles, *against.values(), *identities.troubles)
        shares = {rule: Decimal(f"{share.share:.2f}") for rule, share in confidences(file.decisions).items()}
        return cls(file, held, identities, troubles, shares)

    @property
    def digest(self) -> str:
        """Sixty-four hexadecimal digits for everything that decides what comes of a document."""
        said = repr(
            (self.file.renamed, sorted(self.claims.items(), key=lambda held: held[0]), self.identities, self.shares)
        )
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def step(self, names: Names) -> Step:
        """The replay as a step of a pipeline."""
        return lambda doc: self.follow(doc, names).document

    def follow(self, doc: Document, names: Names) -> Followed:
        """The document as decided, which decisions were followed in it, and what to say of the others."""
        digest = document_sha256(doc)
        apart = self.identities.split(doc, digest)
        after = follow_claims(apart, self.claims.get(digest, ()), names, dict(self.file.renamed))
        united, merged, loops = self.identities.unite(self._sure(after.document))
        of_names = tuple(d for d in self.identities.decisions if d.kind == "split" and d.document == digest)
        decisions = tuple(sorted({*after.decisions, *merged, *of_names}, key=lambda decision: decision.order))
        warned = tuple(f"a merge makes a claim join a body with itself; left out: {loop}" for loop in loops)
        done = replace(united, decisions=decisions, warnings=(*united.warnings, *warned))
        return Followed(done, after.decisions, after.troubles)

    def _sure(self, doc: Document) -> Document:
        """The document with a confidence on claims whose rule a sample tells of; one that is decided on needs none."""
        if not self.shares:
            return doc
        facts = tuple(
            replace(fact, confidence=self.shares[fact.rule])
            if fact.rule in self.shares and not fact.decisions
            else fact
            for fact in doc.facts
        )
        return replace(doc, facts=facts)

    def outcome(self, followed: Iterable[tuple[str, tuple[Trouble, ...]]]) -> Outcome:
        """What came of every line, from the digest and the troubles of each document that was built."""
        troubles = list(self.troubles)
        seen = set()
        for digest, told in followed:
            seen.add(digest)
            troubles += told
        for digest, entries in self.claims.items():
            if digest not in seen:
                why = f"no document of this build has the text with SHA-256 {digest[:12]}…"
                troubles += [Trouble(entry.line, entry.decision.meaning, why, LEFT_OUT) for entry in entries]
        return Outcome.of(self.file, troubles)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every line of a file of decisions is followed or told; the two together are all of them."""

    file: str
    sha256: str
    lines: int
    followed: tuple[Decision, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @classmethod
    def of(cls, file: DecisionFile, troubles: Iterable[Trouble]) -> Outcome:
        """The outcome of a file, given all that is to be said."""
        told = tuple(sorted(dict.fromkeys(troubles), key=lambda trouble: (trouble.line, trouble.decision, trouble.why)))
        lines = {trouble.line for trouble in told}
        followed = tuple(entry.decision for entry in file.entries if entry.line not in lines)
        return cls(file.name, file.sha256, len(file.entries) + len(file.troubles), followed, told)

    def as_dict(self) -> dict[str, Any]:
        """What report.json says of the decisions."""
        counts = Counter(decision.kind for decision in self.followed)
        return {
            "file": self.file,
            "sha256": self.sha256,
            "decisions": self.lines,
            "followed": {kind: counts[kind] for kind in DECISION_KINDS if counts[kind]},
            "not_followed": [trouble.as_dict() for trouble in self.troubles],
        }


def quoted_documents(file: DecisionFile) -> frozenset[str]:
    """The SHA-256 of every document in which a decision on names quotes something."""
    found = set()
    for decision in file.decisions:
        if decision.kind in NAME_KINDS:
            other = Quote.read(decision.to)
            found |= {decision.document, other.document if other and other.document else decision.document}
    return frozenset(found)
