"""What a clause takes over from those before it: subject, event, mood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.model import Cue, Mention, Span
from kg.relations.grammar import CLAUSE_MARKS
from kg.relations.guards import is_unknown_event
from kg.relations.status import SAID, Modality, clause_start, modality
from kg.relations.tape import Tape

Unit = Mention | Cue
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+(?:届|次|期|轮)|[下上]一?(?:届|次)")
#: What may stand before a subject or between its parts.
_PASSED = {"ADV", "、", "AND", "Date", "Gap", "Etc", "Unnamed"}
#: What money can be given to without being named again.
PAID_FOR = {"Project", "Facility", "Initiative"}
#: 阿方, 工业领域要: who or what a speaker speaks of.
_OTHERS = re.compile(".{1,3}方(?!面|案|向|式|法|针|便)|.{0,12}[要须]$")
_URGES = {"敦促", "呼吁", "要求", "责成", "督促", "促请", "吁请"}
_VERBS = {"LAUNCH", "BUILD", "HOST", "COHOST", "PUBLISH", "GIVE"}
_LISTING = _PASSED | {"WITH", "UNITE", "CONJ"}


@dataclass
class Carried:
    """What is known at a place of an item, for clauses that leave it out."""

    topic: list[Mention] = field(default_factory=list)
    joint: list[Mention] = field(default_factory=list)
    sides: list[Mention] = field(default_factory=list)
    sides_at: int = -1
    event: list[Mention] = field(default_factory=list)
    forum: list[Mention] = field(default_factory=list)
    start: list[Mention] = field(default_factory=list)
    project: Mention | None = None
    project_at: int = 0
    #: 甲向某地捐款5000万元，乙捐款3000万元: who is paid, as far as the sentence goes.
    paid: Mention | None = None
    paid_at: int = 0
    at_event: Mention | None = None
    mood: Modality = SAID
    event_mood: Modality = SAID
    sentence: Span | None = None
    #: Who the part of the sentence between its semicolons began with: the next part may go on with them.
    head: list[Mention] = field(default_factory=list)
    headed: int = -1

    def pay(self, receiver: Mention, at: int) -> None:
        """Remember to whom money went; a project is remembered longer."""
        self.paid, self.paid_at = receiver, at
        if receiver.kind in {*PAID_FOR, "Center", "Company"}:
            self.project, self.project_at = receiver, at

    def drop_subject(self) -> None:
        """The clause has a subject that is no node: nothing is carried on."""
        self.topic, self.joint, self.mood = [], [], SAID

    def follow(
        self,
        tape: Tape,
        start: int,
        stop: int,
        agents: frozenset[str],
        text: str,
        parties: Callable[[Tape, int], list[Mention]],
    ) -> None:
        """Take note of the subjects and moods of the clauses between two cues."""
        units = tape.units
        for at in range(start, stop):
            unit = units[at]
            kind, before = unit.kind, units[at - 1].kind if at else ""
            aside = before == "（" and at + 1 < len(units) and units[at + 1].kind == "）"  # 某中心（上海）
            first = at == 0 or (before in CLAUSE_MARKS and kind != "AND" and not aside)
            if first:
                self._part(tape, at)
                self._enter(tape, at, agents, parties, text)
                if _is_other_event(units, at, text):
                    self.event = []
            following = units[at + 1].kind if at + 1 < len(units) else "DE"
            if kind in {"PLAN", "HOPE", "NEG"} and following != "DE" and isinstance(unit, Cue):
                self.mood = modality(units, at + 1, text, self.mood)
                if unit.span.of(text) in _URGES and isinstance(units[at + 1], Mention) and units[at + 1].kind in agents:
                    self.drop_subject()  # 敦促某委尽快出台某法，并考虑建立某机制: what is asked of another
            elif kind == "Bare" and is_unknown_event(units, at, text):
                self.event = []  # 举办“某某展”，甲协办: what is hosted is not known to be an event
            elif isinstance(unit, Mention) and unit.entity and following != "MEMBERWORD":
                by = before == "BY"  # 由某大会主办: who hosts is not what is hosted
                if kind == "Event" and not (first and self.event) and not by:
                    self.event = [*self.event[-3:], unit]
                elif (kind in PAID_FOR or kind == "Fund") and _is_paid_for(units, at):
                    self.project, self.project_at = unit, unit.span.end

    def _part(self, tape: Tape, at: int) -> None:
        """A part of the sentence begins: behind a semicolon it goes on with whom the part before began with."""
        mark = tape.units[at - 1].kind if at else ""
        if mark == "；" and self.headed >= tape.span.start:
            self.topic = self.joint = self.head
        if mark in {"；", "LEAD"}:
            self.headed = -1

    def _enter(
        self, tape: Tape, at: int, agents: frozenset[str], parties: Callable[[Tape, int], list[Mention]], text: str
    ) -> None:
        """A clause begins."""
        if at == 0 and tape.units[at].kind == "UNDER":
            self.drop_subject()  # 会上发布了某报告: not by whom the sentence before speaks of
        if tape.units[at].span.of(text) == "其中":
            self.mood = SAID  # 支持某事，其中向某国贷款1亿美元
        both = next((n for n in range(at, len(tape.units)) if tape.units[n].kind not in {"ADV", "Date", "CONJ"}), at)
        if tape.units[both].kind == "BY" and "TOWARD" in _kinds_before_comma(tape):
            self.mood = Modality()  # 为推进合作，由甲主办的论坛召开: what it is for is not told of it
        if tape.units[both].kind == "BOTH":
            # 双方还商定……，尽早启动……: the two go on as subject
            self.drop_subject()
            self.topic = self.joint = parties(tape, both + 1) if both + 1 < len(tape.units) else []
            return
        subject = [unit for unit in _subject(tape.units, at, agents) if not _is_over(unit, text)]
        if subject and self.event and _only_hosts(tape.units, at):
            return  # 论坛由甲主办，乙协办，发布了……: the event goes on as subject
        if not subject:
            if _is_other_subject(tape.units, at) or _is_other_speaker(tape.units, at, self.topic, text):
                self.drop_subject()
            return
        events = [m for m in subject if m.kind == "Event"]
        bodies = [m for m in subject if m.kind != "Event"]
        self.event = events or self.event
        self.forum = events[-1:] if not bodies else []
        if not bodies:
            self.drop_subject()
            return
        self.topic, self.joint, self.mood = bodies, _everyone(tape.units, at, agents) or bodies, SAID
        self.sentence = tape.span
        if self.headed < tape.span.start:
            self.head, self.headed = bodies, tape.span.start


def _is_over(unit: Mention, text: str) -> bool:
    """某会议后，某委发布……: what happens after a meeting does not happen at it."""
    return unit.kind == "Event" and text.startswith(("后", "结束后", "前夕"), unit.span.end)


def _kinds_before_comma(tape: Tape) -> list[str]:
    kinds = [unit.kind for unit in tape.units[:40]]
    return kinds[: kinds.index("，")] if "，" in kinds else kinds


def _subject(units: Sequence[Unit], at: int, agents: frozenset[str]) -> list[Mention]:
    """The agents or event that a clause begins with, up to 与 or a verb."""
    subject: list[Mention] = []
    for number, unit in enumerate(units[at:], at):
        if isinstance(unit, Mention) and (unit.kind in agents or unit.kind == "Event") and unit.entity:
            if units[number - 1].kind == "REPR" and subject and subject[-1].kind == "Person":
                return [unit]  # 某部长代表中方，与乙国签署: whom the officer stands for
            subject.append(unit)
        elif unit.kind in _VERBS and subject and number + 1 < len(units) and units[number + 1].kind == "DE":
            return _subject(units, number + 2, agents)  # 甲、乙组建的联合体: they are not the subject
        elif unit.kind == "REPR" and subject and subject[-1].kind == "Person":
            continue
        elif unit.kind == "MEMBERWORD" and subject and subject[-1].kind == "Event":
            return []  # 某会议成员某某出席
        elif unit.kind == "MEMBERWORD" and subject:
            subject.pop()  # 某集团成员某公司: the member speaks
        elif unit.kind not in _PASSED:
            return [] if unit.kind in {"DE", "UNDER"} else subject
    return subject


def _everyone(units: Sequence[Unit], at: int, agents: frozenset[str]) -> list[Mention]:
    """甲与乙、丙一道，共同发起…: a clause that only lists the parties makes them all the subject."""
    everyone: list[Mention] = []
    for number, unit in enumerate(units[at:], at):
        if unit.kind in CLAUSE_MARKS:
            return everyone
        if isinstance(unit, Mention) and unit.kind in agents and unit.entity:
            everyone.append(unit)
        elif unit.kind == "PLAN" and number + 1 < len(units) and units[number + 1].kind in CLAUSE_MARKS:
            continue  # 甲与乙商定，将签署……
        elif unit.kind not in _LISTING:
            return []
    return []


def _only_hosts(units: Sequence[Unit], at: int) -> bool:
    """Whether a clause says no more than who hosts or helps."""
    kinds = [unit.kind for unit in units[at:]]
    stop = next((n for n, kind in enumerate(kinds) if kind in CLAUSE_MARKS), len(kinds))
    return kinds[stop - 1 : stop] in (["HOST"], ["COHOST"]) and "BY" not in kinds[:stop]


def _is_other_subject(units: Sequence[Unit], at: int) -> bool:
    """A clause that begins with an unnamed class (有关各方) has a subject of its own that is no node."""
    for unit in units[at:]:
        if unit.kind not in {"ADV", "Date", "CONJ"} and not (at == 0 and unit.kind == "Gap"):
            return unit.kind in {"Unnamed", "MEMBERWORD"} or (at == 0 and unit.kind in {"Bare", "Project", "Facility"})
    return False


def _is_other_speaker(units: Sequence[Unit], at: int, topic: Sequence[Mention], text: str) -> bool:
    """某人表示，阿方将……, 某人强调，工业领域要……: what is said of others is not done by who says it."""
    if not topic or topic[-1].kind not in {"Person", "Holder"} or units[at].kind != "Bare":
        return False
    said = any(unit.kind in {"SAY", "HOPE"} for unit in units[:at])
    return said and _OTHERS.match(units[at].span.of(text)) is not None


def _is_paid_for(units: Sequence[Unit], at: int) -> bool:
    """Whether what is named here may be what money goes to; not 某港是旗舰项目, which says what its subject is."""
    if any(unit.kind == "IS" for unit in units[clause_start(units, at) : at]):
        return False
    if units[at].kind != "Fund":
        return units[at].kind in PAID_FOR
    rest = [unit.kind for unit in units[at + 1 :]]
    stop = next((n for n, kind in enumerate(rest) if kind in CLAUSE_MARKS), len(rest))
    return not {"GIVE", "OFFER"} & set(rest[:stop])  # a fund that gives is the giver


def _is_other_event(units: Sequence[Unit], at: int, text: str) -> bool:
    """第七届论坛将于明年举行: a clause that speaks of an event the document has not named leaves none to carry on."""
    dated = False
    for number, unit in enumerate(units[at:], at):
        if unit.kind in {"Bare", "Gap"} and (dated or _ORDINAL.match(unit.span.of(text))):
            return not dated or any(later.kind in {"HELD", "HOST"} for later in units[number + 1 : number + 9])
        dated = dated or unit.kind == "Date"
        if unit.kind not in {"ADV", "Date", "CONJ"}:
            return False
    return False


def inside_place(units: Sequence[Unit], cue: int, text: str) -> bool:
    """Whether the cue stands in a phrase (在……的基础上, 在……的同时) that leads up to the verb of the clause."""
    start = clause_start(units, cue)
    if not any(unit.kind == "AT" for unit in units[start:cue]):
        return False
    for unit in units[cue:]:
        if unit.kind in CLAUSE_MARKS:
            return False
        if unit.kind == "UNDER" or (unit.kind == "ADV" and text.startswith("的同时", unit.span.start - 1)):
            return True
    return False
