"""A few sentences read through the whole pipeline, and what a test may ask of the reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Document, Entity, Fact, Mention


@dataclass(frozen=True)
class Reading:
    """A document, asked in the labels of its entities."""

    doc: Document

    @property
    def named(self) -> dict[str, Entity]:
        """Entities by key."""
        return {entity.key: entity for entity in self.doc.entities}

    def mention(self, words: str) -> Mention:
        """The one mention that stands at exactly these words."""
        (found,) = [m for m in self.doc.mentions if m.span.of(self.doc.text) == words and m.kind != "InTitle"]
        return found

    def entity(self, words: str) -> Entity:
        """What the one mention of these words means."""
        return self.named[self.mention(words).entity]

    def label(self, words: str) -> str:
        """The label of what the one mention of these words means."""
        return self.entity(words).label

    def kinds(self) -> list[tuple[str, str]]:
        """Every mention in order: its words and its kind."""
        shown = sorted((m for m in self.doc.mentions if m.kind != "InTitle"), key=lambda m: m.span)
        return [(m.span.of(self.doc.text), m.kind) for m in shown]

    def facts(self, relation: str) -> list[Fact]:
        """The facts of one relation, in order."""
        return [fact for fact in self.doc.facts if fact.relation == relation]

    def triples(self, relation: str) -> set[tuple[str, str]]:
        """Subject and object of the facts of one relation."""
        return {(self.named[f.subject].label, self.named[f.object].label) for f in self.facts(relation)}

    def statuses(self, relation: str) -> list[str]:
        """The status of each fact of one relation, in order."""
        return [fact.status for fact in self.facts(relation)]


Read = Callable[[str], Reading]
