"""Decisions on names as they change a document: which bodies are one, which are two, what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from kg.curation.decisions import Trouble
from kg.curation.naming import is_at
from kg.curation.rekeying import rekey_entity, rekey_fact, rekey_mention, together
from kg.decision import Decision, Quote
from kg.model import Document, Entity


@dataclass(frozen=True, slots=True)
class Split:
    """One name of a document that means a body of its own; only at the places, where some are given."""

    old: str
    new: str
    at: tuple[Quote, ...] = ()
    decision: str = ""


@dataclass(frozen=True)
class Identities:
    """What the decisions on names come to."""

    splits: Mapping[str, tuple[Split, ...]] = field(default_factory=dict)
    one: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, Entity] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def split(self, doc: Document, digest: str) -> Document:
        """The document with its split names apart."""
        for split in self.splits.get(digest, ()):
            doc = apart(doc, split)
        return doc

    def unite(self, doc: Document) -> tuple[Document, tuple[Decision, ...], tuple[str, ...]]:
        """The document with merges and new labels, why, and the claims that came to join a body with itself."""

        def new(key: str) -> str:
            return self.one.get(key, key)

        groups: dict[str, list[Entity]] = defaultdict(list)
        for entity in doc.entities:
            groups[new(entity.key)].append(entity)
        touched = [key for key in groups if key in self.because]
        if not touched:
            return doc, (), ()
        entities = [self._entity(key, group) for key, group in sorted(groups.items())]
        facts = [rekey_fact(fact, new) for fact in doc.facts]
        loops = tuple(f"{fact.relation} of {fact.subject}" for fact in facts if fact.subject == fact.object)
        kept = tuple(fact for fact in facts if fact.subject != fact.object)
        united = replace(
            doc,
            entities=tuple(rekey_entity(entity, new) for entity in entities),
            facts=kept,
            mentions=tuple(rekey_mention(mention, new) for mention in doc.mentions),
        )
        why = dict.fromkeys(decision for key in touched for decision in self.because[key])
        return united, tuple(why), loops

    def _entity(self, key: str, group: list[Entity]) -> Entity:
        if key not in self.because:
            return group[0]
        base = self.bases.get(key) or next((entity for entity in group if entity.key == key), group[0])
        whole = together(group, replace(base, key=key), self.labels.get(key, base.label))
        return replace(whole, decisions=tuple(decision.key for decision in self.because[key]))


def apart(doc: Document, split: Split) -> Document:
    """The document with one split followed."""
    old = next((entity for entity in doc.entities if entity.key == split.old), None)
    if old is None:
        return doc

    def new(key: str) -> str:
        return split.new if key == split.old else key

    def end(key: str, here: bool) -> str:
        return new(key) if here or not split.at else key

    mentions = tuple(rekey_mention(m, new) if not split.at or is_at(doc, m.span, split.at) else m for m in doc.mentions)
    facts = []
    for fact in doc.facts:
        subject = end(fact.subject, is_at(doc, fact.subject_at, split.at))
        object_ = end(fact.object, is_at(doc, fact.object_at, split.at))
        moved = (subject, object_) != (fact.subject, fact.object)
        facts.append(replace(rekey_fact(fact, new), subject=subject, object=object_) if moved else fact)
    own = replace(old, key=split.new, decisions=(*old.decisions, split.decision))
    entities = {entity.key: entity for entity in (*doc.entities, own)}
    if not split.at:
        del entities[split.old]
    ordered = tuple(entities[key] for key in sorted(entities))
    return replace(doc, mentions=mentions, facts=tuple(facts), entities=ordered)


def own_key(key: str, *parts: str) -> str:
    """The key of a body that a split sets apart: told from what it was and where, so that it is always the same."""
    segment = key.partition("/")[0]
    return f"{segment}/{sha256(chr(31).join([key, 'split', *parts]).encode('utf-8')).hexdigest()[:16]}"
