"""What a clause takes over from those before it: subject, event, mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Cue, Mention, Span
from kg.relations.rule import CLAUSE_MARKS
from kg.relations.status import Modality, clause_start, modality
from kg.relations.tape import Tape

Unit = Mention | Cue
#: What may stand before a subject or between its parts.
_PASSED = {"ADV", "、", "AND", "Date", "Gap", "Etc", "Unnamed"}
_LISTING = _PASSED | {"WITH", "UNITE", "CONJ"}


@dataclass
class Carried:
    """What is known at a place of an item, for clauses that leave it out."""

    topic: list[Mention] = field(default_factory=list)
    joint: list[Mention] = field(default_factory=list)
    partner: list[Mention] = field(default_factory=list)
    event: list[Mention] = field(default_factory=list)
    forum: list[Mention] = field(default_factory=list)
    start: list[Mention] = field(default_factory=list)
    at_event: Mention | None = None
    mood: Modality = field(default_factory=Modality)
    event_mood: Modality = field(default_factory=Modality)
    sentence: Span | None = None

    def drop_subject(self) -> None:
        """The clause has a subject that is no node: nothing is carried on."""
        self.topic, self.joint, self.mood = [], [], Modality()

    def follow(self, tape: Tape, start: int, stop: int, agents: frozenset[str], text: str) -> None:
        """Take note of the subjects and moods of the clauses between two cues."""
        for at in range(start, stop):
            unit = tape.units[at]
            first = at == 0 or tape.units[at - 1].kind in CLAUSE_MARKS
            if first:
                self._enter(tape, at, agents)
            if isinstance(unit, Cue) and unit.kind in {"PLAN", "HOPE", "NEG"} and at + 1 < len(tape.units):
                self.mood = modality(tape.units, at + 1, text, self.mood)
            elif isinstance(unit, Mention) and unit.kind == "Event" and unit.entity and not (first and self.event):
                self.event = [*self.event[-3:], unit]

    def _enter(self, tape: Tape, at: int, agents: frozenset[str]) -> None:
        """A clause begins."""
        subject = _subject(tape.units, at, agents)
        if not subject:
            if _is_other_subject(tape.units, at):
                self.drop_subject()
            return
        events = [m for m in subject if m.kind == "Event"]
        bodies = [m for m in subject if m.kind != "Event"]
        self.event = events or self.event
        self.forum = events[-1:] if not bodies else []
        if not bodies:
            self.drop_subject()
            return
        self.topic, self.joint, self.mood = bodies, _everyone(tape.units, at, agents) or bodies, Modality()
        self.sentence = tape.span


def _subject(units: Sequence[Unit], at: int, agents: frozenset[str]) -> list[Mention]:
    """The agents or event that a clause begins with, up to 与 or a verb."""
    subject: list[Mention] = []
    for unit in units[at:]:
        if isinstance(unit, Mention) and (unit.kind in agents or unit.kind == "Event") and unit.entity:
            subject.append(unit)
        elif unit.kind not in _PASSED:
            return [] if unit.kind in {"DE", "UNDER"} else subject
    return subject


def _everyone(units: Sequence[Unit], at: int, agents: frozenset[str]) -> list[Mention]:
    """甲与乙、丙一道，共同发起…: a clause that only lists the parties makes them all the subject."""
    everyone: list[Mention] = []
    for unit in units[at:]:
        if unit.kind in CLAUSE_MARKS:
            return everyone
        if isinstance(unit, Mention) and unit.kind in agents and unit.entity:
            everyone.append(unit)
        elif unit.kind not in _LISTING:
            return []
    return []


def _is_other_subject(units: Sequence[Unit], at: int) -> bool:
    """A clause that begins with an unnamed class (有关各方) has a subject of its own that is no node."""
    for unit in units[at:]:
        if unit.kind not in {"ADV", "Date", "CONJ"}:
            return unit.kind == "Unnamed" or (at == 0 and unit.kind == "Bare")
    return False


def inside_place(units: Sequence[Unit], cue: int) -> bool:
    """Whether the cue stands in a phrase such as 在……的基础上, which leads up to the clause and is not its verb."""
    start = clause_start(units, cue)
    if not any(unit.kind == "AT" for unit in units[start:cue]):
        return False
    for unit in units[cue:]:
        if unit.kind in CLAUSE_MARKS:
            return False
        if unit.kind == "UNDER":
            return True
    return False
