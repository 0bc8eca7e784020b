"""Mentions to facts: rules over the tape, clause by clause, with the subject carried where the text carries it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TypeGuard

from kg.model import Document, Entity, Fact, Item, Mention, Sentence, Span
from kg.relations.acts import Acts
from kg.relations.antecedents import Antecedents
from kg.relations.carrying import PAID_FOR, Carried, inside_place
from kg.relations.coordination import Pair, coordinated, dealt, named, pair, pair_sides, proper
from kg.relations.grammar import Grammar, read_grammar
from kg.relations.guards import called_so, is_led, is_titled, is_topic, is_understanding, passes_another, possible
from kg.relations.matching import Choice, Match, Roles, Unit
from kg.relations.needs import Need, needs
from kg.relations.rule import Rule, read_rules
from kg.relations.status import SAID, Modality, is_hearsay, modality
from kg.relations.taking import taken_over
from kg.relations.tape import Tape, join, units_of, wind
from kg.relations.times import Times
from kg.resources import read_table


@dataclass(frozen=True)
class Extractor:
    """A pipeline step: fills ``facts``."""

    grammar: Grammar
    rules: tuple[Rule, ...]

    @classmethod
    def load(cls, *folders: Path) -> Extractor:
        """Read classes and rules of the data folders; an overlay's rules come after ours."""
        tables = [folder / "cues.tsv" for folder in folders if (folder / "cues.tsv").is_file()]
        cues = frozenset(row["class"] for table in tables for row in read_table(table, ("word", "class")))
        grammar = read_grammar(folders[0] / "rules" / "classes.toml", cues)
        with_rules = [folder / "rules" for folder in folders if (folder / "rules").is_dir()]
        return cls(grammar, tuple(rule for folder in with_rules for rule in read_rules(folder, grammar)))

    @cached_property
    def choice(self) -> Choice:
        """Tells which rules to try."""
        return Choice(self.rules, self.grammar)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What a sentence must hold before any rule can speak of it."""
        return needs(self.rules, self.grammar)

    def __call__(self, doc: Document) -> Document:
        """The document with its facts."""
        if not doc.mentions and not doc.cues:
            return doc
        return _Extraction(self, doc).run()


class _Extraction:
    """One document being read. Lives as long as the reading."""

    def __init__(self, extractor: Extractor, doc: Document) -> None:
        self.grammar, self.choice, self.doc = extractor.grammar, extractor.choice, doc
        self.units = units_of(doc)
        self._starts = [unit.span.start for unit in self.units]
        self.entities: dict[str, Entity] = {entity.key: entity for entity in doc.entities}
        self.agents = frozenset(self.grammar.classes["Agent"])
        self.acts = Acts(doc, self.entities)
        self.antecedents = Antecedents(doc, self.entities, self.agents)
        self.further = [mention for mention in doc.mentions if mention.kind == "Office"]
        self.times = Times(doc)
        self.facts: list[Fact] = []

    def run(self) -> Document:
        """The document with its facts, and the entities that facts made known."""
        carried, last_item = Carried(), -1
        by_item: dict[int, Carried] = {}
        for sentence in self.doc.sentences:
            item = self.doc.items[sentence.item]
            if item.kind == "front":
                continue
            if sentence.item != last_item:
                carried, last_item = self._begin(sentence, item, by_item), sentence.item
            self._sentence(sentence, item, carried)
            by_item[sentence.item] = carried
        facts = self.acts.settle(_unique(self.acts.spread(self.facts)))
        entities = tuple(sorted(self.entities.values(), key=lambda entity: entity.key))
        return self.doc.knowing(facts=facts, entities=entities)

    def _begin(self, sentence: Sentence, item: Item, by_item: dict[int, Carried]) -> Carried:
        """A point of a list goes on from the line that announces it; any other item begins anew."""
        lead = None if sentence.lead is None else by_item.get(self.doc.sentences[sentence.lead].item)
        carried = replace(lead) if lead is not None else Carried()
        if item.section:
            carried.mood = self.times.announced(item)
        return carried

    # ── one sentence ─────────────────────────────────────────────────────────────────────────────

    def _sentence(self, sentence: Sentence, item: Item, carried: Carried) -> None:
        if not self._is_read(sentence) or is_hearsay(sentence.span.of(self.doc.text)):
            # Nothing in it can be spoken of; whoever is meant after it is named anew.
            carried.drop_subject()
            return
        tape, offset = self._tape(sentence)
        self.antecedents.note_sides(tape)
        carried.at_event = self.antecedents.setting(tape.units[offset:])
        if carried.at_event is not None:
            carried.drop_subject()
        done: set[tuple[int, str]] = set()
        at = 0
        for match in self.choice.matches(tape):
            key = (match.cue, match.rule.relation)
            if match.found.end() <= offset or (key in done and not match.rule.also):
                continue
            carried.follow(tape, at, match.cue, self.agents, self.doc.text, self.antecedents.speakers)
            at = match.cue
            if self._apply(match, tape, sentence, item, carried) and not match.rule.also:
                done.add(key)
        carried.follow(tape, at, len(tape.units), self.agents, self.doc.text, self.antecedents.speakers)
        self.facts += [self.acts.office(unit, sentence, item) for unit in tape.units[offset:] if _holds_office(unit)]
        self.facts += [self.acts.office(one, sentence, item) for one in self.further if sentence.span.covers(one.span)]

    def _is_read(self, sentence: Sentence) -> bool:
        """Whether anything was recognised in a sentence."""
        at = bisect_left(self._starts, sentence.span.start)
        return at < len(self._starts) and self._starts[at] < sentence.span.end

    def _tape(self, sentence: Sentence) -> tuple[Tape, int]:
        """The tape of a sentence, behind that of the line that leads into it; and where its own units begin."""
        tape = wind(self.units, sentence.span, self.grammar.alphabet)
        if sentence.lead is None:
            return tape, 0
        lead = wind(self.units, self.doc.sentences[sentence.lead].span, self.grammar.alphabet)
        return join(lead, tape, self.grammar.alphabet), len(lead.units) + 1

    # ── a match becomes facts ────────────────────────────────────────────────────────────────────

    def _apply(self, match: Match, tape: Tape, sentence: Sentence, item: Item, carried: Carried) -> bool:
        mood = self._mood(match, tape, item, carried)
        inside = match.rule.carried and inside_place(tape.units, match.cue, self.doc.text)
        leads_up = (
            inside
            or is_understanding(tape, match.cue, self.doc.text)
            or is_led(match, tape)
            or is_topic(match, tape, self.doc.text)
        )
        if not mood.stated or not self._fits(match, tape) or leads_up or passes_another(match, tape, self.doc.text):
            return False
        roles = match.roles(tape)
        if match.rule.also and roles.get("via"):
            # 双方签署《甲部与乙部备忘录》、两国合作协定: the sides of the first are told in its title
            roles["via"] = [paper for paper in roles["via"] if not self.antecedents.title_pairs([paper])]
            if not named(roles["via"]):
                return False
        pairs, steps, one_paper = self._pairs(match, roles, tape, carried)
        if match.rule.relation == "signedWith":
            pairs, steps = self.antecedents.signers(pairs, roles.get("via", ()), steps)
        pairs = possible(match.rule.relation, pairs, self.entities, tape.units[match.cue], self.doc.text)
        if "short" in roles:
            pairs = called_so(pairs, roles["short"], self.entities, self.doc.text)
        if not pairs:
            return False
        lent = match.rule.pairs == "lender"
        if lent:
            pairs = [(self.antecedents.body_of(one), self.antecedents.body_of(other)) for one, other in pairs]
            pairs = self.acts.lent(pairs, roles, told=mood.status != "planned")
        made = self.acts.make(match.rule, pairs, roles, tape, match.cue, sentence, item, mood.status, steps, one_paper)
        self.facts += made
        if not lent:
            self._remember(match, roles, pairs, tape, carried, mood)
        carried.mood = mood
        return bool(made)

    def _mood(self, match: Match, tape: Tape, item: Item, carried: Carried) -> Modality:
        """Whether the match states something done, planned, under way, or nothing."""
        mood = modality(tape.units, match.cue, self.doc.text, carried.mood, match.start)
        if mood.status == carried.mood.status == "planned" and is_titled(match, tape, self.doc.text):
            mood = modality(tape.units, match.cue, self.doc.text, SAID, match.start)
        if mood == SAID:
            mood = carried.event_mood if match.rule.carried in {"event", "label"} else self.times.announced(item)
        if mood == SAID and self.times.is_to_come(tape.units, match.cue):
            return Modality("planned")
        if match.rule.carried == "at" and mood.status == "planned":
            return Modality("planned", stated=False)  # 会上，甲宣布将设立某中心: it is not set up there
        over = tape.units[match.cue].span.of(self.doc.text).endswith("建成")
        if match.rule.status == "done" or (match.rule.status and mood.status == "done" and not over):
            return Modality(match.rule.status, mood.stated)
        return mood

    def _fits(self, match: Match, tape: Tape) -> bool:
        """Whether the words the rule needs are there, and those it excludes are not."""
        first, last = tape.units[match.start].span.start, tape.units[match.found.end() - 1].span.end
        cue, inside = tape.units[match.cue].span.of(self.doc.text), Span(first, last).of(self.doc.text)
        needs, unless = match.rule.needs, match.rule.unless
        return (not needs or any(need in inside for need in needs)) and not any(word == cue for word in unless)

    def _pairs(self, match: Match, roles: Roles, tape: Tape, carried: Carried) -> tuple[list[Pair], list[str], bool]:
        """Who is paired with whom, by which steps, and whether all signed one paper."""
        rule = match.rule
        steps = [rule.step] if rule.step else []
        if rule.pairs == "title":
            return self.antecedents.title_pairs(roles.get("via", ())), [*steps, "partyInTitle"], False
        separately = any(u.kind == "SEP" for u in tape.units[match.start : match.cue])
        if "m" in roles:
            pairs, one = pair_sides(roles["m"], separately=separately)
            labels = [self.entities[paper.entity].label for paper in named(roles.get("via", ()))]
            if any("三方" in label.replace("第三方", "") for label in labels):
                pairs, one = list(combinations(named(roles["m"]), 2)), True
            return proper(pairs), [*steps, *coordinated(pairs)], one
        titled = self.antecedents.title_pairs(roles.get("s", ())) if rule.relation == "publishedBy" else []
        if rule.carried == "both" and len(titled) == 1:
            # 双方发表《甲国和乙国联合声明》: the title says who the two are
            pairs = [(work, party) for work in named(roles["s"]) for party in titled[0]]
            return proper(pairs), [*steps, "pronoun", "partyInTitle"], False
        taken = named(taken_over(match, tape, carried, self.antecedents, self.doc.text)) if rule.carried else []
        if rule.carried:
            steps.append("pronoun" if rule.carried == "both" else "carriedSubject")
        if rule.pairs in {"sides", "all"}:
            pairs = proper(list(combinations(taken, 2)))
            return pairs, [*steps, *coordinated(pairs)], True
        if rule.relation in {"launchedBy", "funds"}:
            # 会长宣布，将与某会设立平台: the officer speaks for the body
            taken = [self.antecedents.body_of(mention) for mention in taken]
        left = [*named(roles.get("s", ())), *named(roles.get("beside", ()))]
        right = [*named(roles.get("o", ())), *named(roles.get("with", ()))]
        if {"s", "o", "with"} <= roles.keys() and not named(roles["with"]):
            return [], steps, False
        if rule.carried and not left:
            left = taken
        elif rule.carried and (not right or rule.carried == "with"):
            right = [*taken, *right]
        parted = dealt(left, roles.get("o", ())) if separately else []
        pairs = proper(parted or pair(left, right, rule.pairs, separately=separately))
        return pairs, [*steps, *coordinated(pairs)], False

    def _remember(
        self, match: Match, roles: Roles, pairs: list[Pair], tape: Tape, carried: Carried, mood: Modality
    ) -> None:
        """What the clauses after this one may take over."""
        relation = match.rule.relation
        if relation == "signedWith":
            carried.topic, partners = [*dict.fromkeys(a for a, _ in pairs)], [*dict.fromkeys(b for _, b in pairs)]
            carried.sides, carried.sides_at = [carried.topic[0], partners[0]], tape.units[match.cue].span.start
            jointly = any(
                u.kind == "ADV" and u.span.of(self.doc.text) == "共同" for u in tape.units[match.start : match.cue]
            )
            carried.joint = [*carried.topic, *partners] if jointly else carried.topic
            carried.sentence = tape.span
        elif not match.rule.carried and (relation == "funds" or relation.endswith("By")):
            agents = roles.get("s" if relation == "funds" else "o", ())
            # 论坛由甲主办，发表…: behind 由 they are not what the next clause goes on about
            units = named(agents)
            aside = tape.letters[match.cue + 1 : match.cue + 2] == self.grammar.alphabet["DE"]
            before = units and units[0].span.start < tape.units[match.cue].span.start
            if before and not aside and not match.is_passive(tape):
                joined = any(unit.kind in {"WITH", "UNITE"} for unit in agents)
                carried.topic, carried.joint, carried.sentence = units[:1] if joined else units, units, tape.span
        elif match.rule.carried == "both" and relation.endswith("By"):
            carried.topic = carried.joint = [*dict.fromkeys(party for _, party in pairs)]
        with_whom = named(roles.get("with" if "with" in roles else "o", ()))
        if relation.endswith("By") and with_whom and (match.rule.carried == "with" or "with" in roles):
            first = named(roles["o"])[:1] if "with" in roles else carried.topic[:1]
            carried.sides, carried.sides_at = [*first, with_whom[0]], tape.units[match.cue].span.start
        if relation == "funds" and not match.rule.carried:
            carried.pay(pairs[-1][1], tape.units[match.cue].span.end)
        if relation == "launchedBy":
            carried.start = [subject for subject, _ in pairs][-1:]
            for started in carried.start:
                if started.kind in {*PAID_FOR, "Fund", "Center", "CivilBody", "Bare"}:
                    carried.project, carried.project_at = started, tape.units[match.cue].span.end
        if relation in {"hostedBy", "heldIn", "coHostedBy"}:
            carried.event_mood = mood
            carried.event = [subject for subject, _ in pairs if subject.kind == "Event"][-1:] or carried.event


def _holds_office(unit: Unit) -> TypeGuard[Mention]:
    return (
        isinstance(unit, Mention) and unit.kind == "Person" and bool(unit.office and unit.of) and unit.entity != unit.of
    )


def _unique(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen = set()
    for fact in facts:
        key = (
            fact.relation,
            fact.subject,
            fact.object,
            fact.status,
            fact.cue_at,
            fact.instrument and fact.instrument.label,
        )
        if key not in seen:
            seen.add(key)
            yield fact
