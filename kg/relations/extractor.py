"""Mentions to facts: rules over the tape, clause by clause, with the subject carried where the text carries it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from kg.model import Cue, Document, Entity, Fact, Item, Mention, Sentence, Span
from kg.relations.acts import Acts
from kg.relations.coordination import Pair, named, pair, pair_sides
from kg.relations.rule import CLAUSE_MARKS, Grammar, Rule, read_grammar, read_rules
from kg.relations.status import Modality, clause_start, modality
from kg.relations.tape import Tape, join, wind
from kg.resources import read_table

Unit = Mention | Cue
_HIDDEN = {"InTitle"}


@dataclass(frozen=True)
class Extractor:
    """A pipeline step: fills ``facts``."""

    grammar: Grammar
    rules: tuple[Rule, ...]

    @classmethod
    def load(cls, *folders: Path) -> Extractor:
        """Read classes and rules of the data folders; an overlay's rules come after ours."""
        cues = frozenset(row["class"] for folder in folders if (folder / "cues.tsv").is_file() for row in read_table(folder / "cues.tsv", ("word", "class")))
        grammar = read_grammar(folders[0] / "rules" / "classes.toml", cues)
        rules = [rule for folder in folders if (folder / "rules").is_dir() for rule in read_rules(folder / "rules", grammar)]
        return cls(grammar, tuple(rules))

    def __call__(self, doc: Document) -> Document:
        """The document with its facts."""
        return _Extraction(self, doc).run()


@dataclass
class Carried:
    """What a clause may take over from those before it in the same item."""

    topic: list[Mention] = field(default_factory=list)
    joint: list[Mention] = field(default_factory=list)
    partner: list[Mention] = field(default_factory=list)
    event: list[Mention] = field(default_factory=list)
    place: Mention | None = None
    modality: Modality = field(default_factory=Modality)
    sentence: Span | None = None
    at_event: Mention | None = None
    subject_event: list[Mention] = field(default_factory=list)
    start: list[Mention] = field(default_factory=list)
    event_mood: Modality = field(default_factory=Modality)


@dataclass(frozen=True)
class _Match:
    rule: Rule
    found: re.Match[str]
    cue: int

    @property
    def start(self) -> int:
        return self.found.start()


class _Extraction:
    def __init__(self, extractor: Extractor, doc: Document) -> None:
        self.grammar, self.rules, self.doc = extractor.grammar, extractor.rules, doc
        self.units: list[Unit] = sorted((u for u in (*doc.mentions, *doc.cues) if u.kind not in _HIDDEN), key=lambda u: (u.span.start, -u.span.end))
        self.entities: dict[str, Entity] = {entity.key: entity for entity in doc.entities}
        self.acts = Acts(doc, self.entities)
        self.facts: list[Fact] = []
        self.sides: dict[int, tuple[Mention, ...]] = {}
        self.main_event = self._main_event()
        self.begun: set[int] = set()
        self.year = self._year()

    def run(self) -> Document:
        carried = Carried()
        last_item = -1
        by_item: dict[str, Carried] = {}
        for sentence in self.doc.sentences:
            item = self.doc.items[sentence.item]
            if item.kind == "front":
                continue
            if sentence.item != last_item:
                lead = None if sentence.lead is None else self.doc.items[self.doc.sentences[sentence.lead].item]
                carried = self._begin(lead, by_item)
                last_item = sentence.item
            self._sentence(sentence, item, carried)
            by_item[item.id] = carried
        facts = self.acts.settle(_unique(self.acts.spread(self.facts)))
        entities = tuple(sorted((e for e in self.entities.values()), key=lambda e: e.key))
        return replace(self.doc, facts=facts, entities=entities)

    def _main_event(self) -> Mention | None:
        events = [m for m in self.doc.mentions if m.kind == "Event" and m.entity]
        return events[0] if events else None

    def _year(self) -> int | None:
        """The year the document speaks from: its date, else the first full date in it."""
        stated = self.doc.metadata.date or next((m.value for m in self.doc.mentions if m.kind == "Date" and m.value and len(m.value) >= 10), None)
        return int(stated[:4]) if stated and stated[:4].isdigit() else None

    def _begin(self, lead: Item | None, by_item: dict[str, Carried]) -> Carried:
        return replace(by_item[lead.id]) if lead is not None and lead.id in by_item else Carried()

    # ── one sentence ─────────────────────────────────────────────────────────────────────────────

    def _sentence(self, sentence: Sentence, item: Item, carried: Carried) -> None:
        tape = wind(self.units, sentence.span, self.grammar.alphabet)
        if not tape.letters:
            return
        offset = 0
        if sentence.lead is not None:
            lead = self.doc.sentences[sentence.lead]
            tape = join(wind(self.units, lead.span, self.grammar.alphabet), tape, self.grammar.alphabet)
            offset = len(tape.units) - len(tape.letters) + tape.letters.index(self.grammar.alphabet["LEAD"]) + 1
        self._note_sides(tape)
        carried.at_event = self._context_event(tape.units[offset:]) or self._at_meeting(tape, offset)
        if item.section and sentence.item not in self.begun:
            self.begun.add(sentence.item)
            carried.modality = self._announced(item)
        matches = self._matches(tape)
        done: set[tuple[int, str]] = set()
        at = 0
        for match in matches:
            if match.found.end() <= offset:
                continue
            self._follow(tape, at, match.cue, carried)
            at = match.cue
            key = (match.cue, match.rule.relation)
            if key in done:
                continue
            if self._apply(match, tape, sentence, item, carried):
                done.add(key)
        self._follow(tape, at, len(tape.units), carried)
        self._offices(tape, sentence, item, offset)

    def _note_sides(self, tape: Tape) -> None:
        """Two parties that the text last set side by side (甲与乙举行会谈): 双方 means them."""
        agents = set(self.grammar.classes["Agent"])
        group: list[Mention] = []
        joined = False
        for unit in (*tape.units, None):
            if isinstance(unit, Mention) and unit.kind in agents and unit.entity and (joined or not group):
                group.append(unit)
                joined = False
            elif unit is not None and group and unit.kind in {"、", "AND", "WITH"} and not joined:
                joined = True
            else:
                if len({m.entity for m in group}) > 1:
                    self.sides[group[0].span.start] = tuple(dict.fromkeys(group))
                again = isinstance(unit, Mention) and unit.kind in agents and unit.entity
                group, joined = [unit] if again and isinstance(unit, Mention) else [], False

    def _parties(self, tape: Tape, cue: int) -> list[Mention]:
        """Whom 双方, 两国 or 三方 means before this place."""
        words = next((u.span.of(self.doc.text) for u in reversed(tape.units[:cue]) if u.kind == "BOTH"), "")
        count = 3 if words.startswith("三") else 2
        here = tape.units[cue].span.start
        paragraph = self.doc.text.rfind("\n", 0, here)
        near = sorted((s for s in self.sides if paragraph < s < here), reverse=True)
        for start in [*near, *sorted(s for s in self.sides if s <= paragraph)[:1]]:
            group = self.sides[start]
            if start <= paragraph and not all(m.kind in {"Country", "Territory"} for m in group):
                continue
            states = all(m.kind in {"Country", "Territory"} for m in group)
            if len(group) == count and group[-1].span.end < tape.units[cue].span.start and ("国" not in words or states):
                return list(group)
        return []

    def _matches(self, tape: Tape) -> list[_Match]:
        """All matches, by place of their cue; explicit before carried, then in the order of the rules."""
        found: list[_Match] = []
        for rule in self.rules:
            for match in rule.regex.finditer(tape.letters):
                if match.end() == match.start():
                    continue
                found.append(_Match(rule, match, match.start("cue")))
        return sorted(found, key=lambda m: (m.cue, m.rule.carried is not None, m.rule.order, m.start))

    def _follow(self, tape: Tape, start: int, stop: int, carried: Carried) -> None:
        """Take note of the subjects and moods of the clauses between two cues."""
        at = start
        while at < stop:
            first = at == 0 or (isinstance(tape.units[at - 1], Cue) and tape.units[at - 1].kind in CLAUSE_MARKS)
            if first:
                subject = _subject(tape.units, at, self.grammar)
                if not subject and _is_other_subject(tape.units, at, first_of_sentence=at == 0):
                    carried.topic, carried.joint, carried.modality = [], [], Modality()
                if subject:
                    events = [m for m in subject if m.kind == "Event"]
                    if events:
                        carried.event = events
                    agents = [m for m in subject if m.kind != "Event"]
                    carried.subject_event = events[-1:] if events and not agents else []
                    if events and not agents:
                        carried.topic, carried.joint, carried.modality = [], [], Modality()
                    if agents:
                        carried.topic, carried.joint, carried.modality = agents, _all_together(tape.units, at, agents, self.grammar), Modality()
                        carried.sentence = tape.span
            unit = tape.units[at]
            if isinstance(unit, Cue) and unit.kind in {"PLAN", "HOPE", "NEG"}:
                carried.modality = modality(tape.units, at + 1, self.doc.text, carried.modality) if at + 1 < len(tape.units) else carried.modality
            elif isinstance(unit, Mention) and unit.kind == "Event" and unit.entity:
                carried.event = [*carried.event[-3:], unit] if not first or not carried.event else carried.event
            at += 1

    def _announced(self, item: Item) -> Modality:
        """Points under a heading that speaks of a time to come (2024至2025年举办的会议) are planned."""
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", f"{item.section or ''}{item.heading or ''}")]
        return Modality("planned") if years and self.year and max(years) > self.year else Modality()

    def _at_meeting(self, tape: Tape, offset: int) -> Mention | None:
        """会上: at the meeting named last."""
        for unit in tape.units[offset:]:
            if isinstance(unit, Cue) and unit.kind == "UNDER" and unit.span.of(self.doc.text) == "会上":
                before = [m for m in self.doc.mentions if m.kind == "Event" and m.entity and m.span.end <= unit.span.start and not self.entities[m.entity].generic]
                return before[-1] if before else None
        return None

    def _context_event(self, units: Sequence[Unit]) -> Mention | None:
        """The event at which the whole sentence happens: 论坛上，…; 论坛期间，…; 论坛达成一系列成果，包括…."""
        at = 0
        while at < len(units) and units[at].kind in {"AT", "ADV", "Date", "，"}:
            at += 1
        if at >= len(units) or not isinstance(units[at], Mention) or units[at].kind != "Event" or not units[at].entity:
            return None
        follower = units[at + 1] if at + 1 < len(units) else None
        event = units[at]
        assert isinstance(event, Mention)
        if follower is None:
            return None
        words = self.doc.text[event.span.end : event.span.end + 4]
        if words.startswith(("上", "期间", "中", "现场", "间隙", "举行期间", "召开期间", "当天", "之际", "框架下")):
            return event
        return event if any(u.kind == "INCLUDE" for u in units[at:]) and units[at + 1].kind in {"REACH", "ADV", "VERB"} else None

    # ── a match becomes facts ────────────────────────────────────────────────────────────────────

    def _apply(self, match: _Match, tape: Tape, sentence: Sentence, item: Item, carried: Carried) -> bool:
        mood = modality(tape.units, match.cue, self.doc.text, carried.modality, match.start)
        if mood == Modality() and item.section:
            mood = self._announced(item)
        if match.rule.carried == "event" and carried.event_mood.status == "planned" and mood == Modality():
            mood = carried.event_mood
        if match.rule.status and mood.status == "done":
            mood = Modality(match.rule.status, mood.stated)  # type: ignore[arg-type]
        if match.rule.carried and _inside_place(tape.units, match.cue):
            return False
        if not mood.stated or not self._fits(match, tape):
            return False
        roles = {name: tape.units[match.found.start(name) : match.found.end(name)] for name, text in match.found.groupdict().items() if text and name != "cue"}
        pairs, steps, one = self._pairs(match, roles, tape, carried)
        if not pairs:
            return False
        if match.rule.pairs == "lender":
            pairs = self.acts.lent(pairs, roles)
        made = self.acts.make(match.rule, pairs, roles, tape, match.cue, sentence, item, mood.status, steps, one, carried.sentence)
        self.facts += made
        if match.rule.pairs != "lender":
            self._remember(match, roles, pairs, tape, carried, mood)
        carried.modality = mood
        return bool(made)

    def _fits(self, match: _Match, tape: Tape) -> bool:
        words = tape.units[match.cue].span.of(self.doc.text)
        inside = Span(tape.units[match.found.start()].span.start, tape.units[match.found.end() - 1].span.end).of(self.doc.text)
        needs = match.rule.needs
        if needs and not any(need in inside for need in needs):
            return False
        return not any(word == words or (len(word) > 2 and word in inside) for word in match.rule.unless)

    def _pairs(self, match: _Match, roles: dict[str, Sequence[Unit]], tape: Tape, carried: Carried) -> tuple[list[Pair], list[str], bool]:
        rule = match.rule
        steps = [rule.step] if rule.step else []
        separately = any(u.kind == "SEP" and u.span.of(self.doc.text) in {"分别", "各自", "依次"} for u in tape.units[match.start : match.cue])
        if rule.pairs == "title":
            return self._title_pairs(roles), ["partyInTitle"], False
        if rule.pairs in {"sides", "all", "lender"}:
            units = roles.get("m") or (self._taken(rule, carried, tape, match.cue))
            if "m" not in roles:
                steps.append("carriedSubject" if rule.carried != "both" else "pronoun")
            if rule.carried == "with":
                return [(a, b) for a in named(carried.topic) for b in named(roles.get("o", ()))], steps, False
            pairs, one = pair_sides(units, separately=separately) if "m" in roles else ([(a, b) for n, a in enumerate(named(units)) for b in named(units)[n + 1 :]], True)
            return _proper(pairs), steps + _coordinated(pairs), one
        left, right = named(roles.get("s", ())), named(roles.get("o", ()))
        if rule.carried and "s" not in roles:
            left = named(self._taken(rule, carried, tape, match.cue))
            steps.append("pronoun" if rule.carried == "both" else "carriedSubject")
        elif rule.carried and ("o" not in roles or rule.carried == "with"):
            right = [*named(self._taken(rule, carried, tape, match.cue)), *right]
            steps.append("carriedSubject")
        pairs = _proper(pair(left, right, rule.pairs, separately=separately))
        return pairs, steps + _coordinated(pairs), False

    def _labelled(self, cue: Span) -> list[Mention]:
        """The event that a label line (主办单位：…) speaks of: named just above it, or just below at the head of a notice."""
        events = [m for m in self.doc.mentions if m.kind == "Event" and m.entity and not self.entities[m.entity].generic]
        above = [m for m in events if m.span.end <= cue.start and self.doc.text.count("\n", m.span.end, cue.start) <= 6]
        below = [m for m in events if m.span.start >= cue.end and self.doc.text.count("\n", 0, m.span.start) <= 8]
        return above[-1:] or below[:1]

    def _title_pairs(self, roles: dict[str, Sequence[Unit]]) -> list[Pair]:
        """The parties that the titles of papers themselves name."""
        pairs: list[Pair] = []
        for paper in named(roles.get("via", ())):
            parties = [m for m in self.doc.mentions if m.kind == "InTitle" and paper.span.covers(m.span)]
            if len(parties) != 2:
                continue
            joints: list[Cue] = []
            pairs += pair_sides(sorted([*parties, *joints], key=lambda u: u.span.start))[0] if joints else list(combinations(parties, 2))
        return _proper(pairs)

    def _taken(self, rule: Rule, carried: Carried, tape: Tape, cue: int) -> list[Mention]:
        if rule.carried in {"topic", "with"}:
            return carried.topic
        if rule.carried == "joint":
            return carried.joint or carried.topic
        if rule.carried == "both":
            sides = self._parties(tape, cue)
            return sides or ([*carried.topic[:1], *carried.partner[:1]] if carried.partner else [])
        if rule.carried == "label":
            return self._labelled(tape.units[cue].span)
        if rule.carried == "event":
            return carried.event[-1:]
        if rule.carried == "start":
            return carried.start
        if rule.carried == "forum":
            return carried.subject_event
        if rule.carried == "at":
            return [carried.at_event] if carried.at_event else []
        if rule.carried == "main":
            return carried.event[-1:] or ([self.main_event] if self.main_event else [])
        return []

    def _remember(self, match: _Match, roles: dict[str, Sequence[Unit]], pairs: list[Pair], tape: Tape, carried: Carried, mood: Modality) -> None:
        agents = "m" if "m" in roles else "a" if "a" in roles else "s" if match.rule.relation in {"signedWith", "funds"} else "o"
        units = named(roles.get(agents, ()))
        if match.rule.relation == "signedWith":
            left = list(dict.fromkeys(p[0] for p in pairs))
            carried.topic, carried.partner = left, list(dict.fromkeys(p[1] for p in pairs))
            jointly = any(u.kind == "ADV" and u.span.of(self.doc.text) == "共同" for u in tape.units[match.start : match.cue])
            carried.joint = [*left, *carried.partner] if jointly else left
            carried.sentence = tape.span
        elif units and match.rule.relation == "funds" and not match.rule.carried:
            carried.topic, carried.joint, carried.sentence = units[:1] if _joined_with(roles.get(agents, ())) else units, units, tape.span
        elif units and match.rule.relation.endswith("By") and not match.rule.carried:
            carried.topic, carried.joint = units[:1] if _joined_with(roles.get(agents, ())) else units, units
            carried.sentence = tape.span
        if match.rule.relation == "launchedBy":
            carried.start = [p[0] for p in pairs][-1:]
        if match.rule.relation in {"hostedBy", "heldIn", "coHostedBy"}:
            carried.event_mood = mood
            carried.event = [p[0] for p in pairs if p[0].kind == "Event"][-1:] or carried.event

    def _offices(self, tape: Tape, sentence: Sentence, item: Item, offset: int) -> None:
        for at, unit in enumerate(tape.units[offset:]):
            if isinstance(unit, Mention) and unit.office and unit.of and unit.kind == "Person" and unit.entity != unit.of:
                self.facts.append(self.acts.office(unit, sentence, item, at))


def _proper(pairs: list[Pair]) -> list[Pair]:
    return list(dict.fromkeys((a, b) for a, b in pairs if a.entity != b.entity))


def _coordinated(pairs: list[Pair]) -> list[str]:
    return ["coordination"] if len(pairs) > 1 else []


def _inside_place(units: Sequence[Unit], cue: int) -> bool:
    """Whether the cue stands in a phrase such as 在……的基础上, which leads up to the clause and is not its verb."""
    start = clause_start(units, cue)
    if not any(u.kind == "AT" for u in units[start:cue]):
        return False
    for unit in units[cue:]:
        if unit.kind in CLAUSE_MARKS:
            return False
        if unit.kind == "UNDER":
            return True
    return False


def _joined_with(units: Sequence[Unit]) -> bool:
    return any(u.kind in {"WITH", "UNITE"} for u in units)


def _subject(units: Sequence[Unit], at: int, grammar: Grammar) -> list[Mention]:
    """The agents or event that a clause begins with, up to 与 or a verb."""
    agents = set(grammar.classes["Agent"]) | {"Event"}
    subject: list[Mention] = []
    for unit in units[at:]:
        if isinstance(unit, Mention) and unit.kind in agents and unit.entity:
            subject.append(unit)
        elif isinstance(unit, Mention) and unit.kind in {"Date", "Gap", "Etc", "Unnamed"} or unit.kind in {"ADV", "、", "AND"}:
            continue
        else:
            if unit.kind in {"DE", "UNDER"}:
                return []
            break
    return subject


def _all_together(units: Sequence[Unit], at: int, agents: list[Mention], grammar: Grammar) -> list[Mention]:
    """甲与乙、丙一道，共同发起…: a clause that only lists the parties makes them all the subject."""
    kinds = set(grammar.classes["Agent"])
    everyone: list[Mention] = []
    for unit in units[at:]:
        if unit.kind in CLAUSE_MARKS:
            return everyone or agents
        if isinstance(unit, Mention) and unit.kind in kinds and unit.entity:
            everyone.append(unit)
        elif unit.kind not in {"ADV", "、", "AND", "WITH", "UNITE", "Etc", "Gap", "Unnamed", "Date", "CONJ"}:
            return agents
    return agents


def _is_other_subject(units: Sequence[Unit], at: int, *, first_of_sentence: bool) -> bool:
    """A clause that begins with an unnamed class (有关各方) has a subject of its own that is no node."""
    for unit in units[at:]:
        if unit.kind in {"ADV", "Date", "CONJ"}:
            continue
        return unit.kind == "Unnamed" or first_of_sentence and unit.kind == "Bare"
    return False


def _unique(facts: Sequence[Fact]) -> Iterator[Fact]:
    seen = set()
    for fact in facts:
        key = (fact.relation, fact.subject, fact.object, fact.status, fact.cue_at, fact.instrument and fact.instrument.label)
        if key not in seen:
            seen.add(key)
            yield fact
