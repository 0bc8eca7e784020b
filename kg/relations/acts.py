"""Facts and the acts behind them: instruments with their parties, financing with its amounts, dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from kg.model import Cue, Document, Entity, Fact, Instrument, Item, Mention, Sentence, Span, Status
from kg.relations.coordination import Pair
from kg.relations.loans import is_loan, projects_in
from kg.relations.money import Money
from kg.relations.rule import Rule
from kg.relations.tape import Tape
from kg.relations.times import put_off

Unit = Mention | Cue
Form = Literal["one paper", "series of bilaterals", "unclear"]
#: The kind of an instrument by the words of its name, the first that fits.
_KINDS = (
    ("credit line", r"授信|信贷额度|贷款额度|信用额度"),
    ("loan", r"贷款|融资(?:合作)?协议|借款"),
    ("letter of intent", r"意向书|意向协议|合作意向"),
    ("memorandum", r"备忘录"),
    ("protocol", r"议定书"),
    ("framework", r"框架"),
    ("contract", r"合同|订单|合约"),
    ("agreement", r"协议|协定|条约|公约"),
    ("statement", r"声明|公报|宣言|倡议|联合公告"),
    ("plan", r"规划|计划|方案|路线图|纲要|安排"),
)


#: Who can be the lender of a loan agreement.
_DONORS = ("基金会", "开发署", "合作署")
LENDERS = {"Bank", "Fund", "FinancialInstitution", "InternationalOrganization"}


def series_of(entity: Entity) -> str:
    """What the members of a series are called, where an event stands for all of them (12场分论坛, 三个平行分论坛)."""
    if entity.generic and entity.series:
        return entity.series
    found = (re.fullmatch("(?:平行|专题|主题)*(分论坛|专场|边会|分会)", name) for name in entity.names)
    return next((match[1] for match in found if match), "")


def generic(name: str) -> bool:
    """Whether a project's name only says what kind of thing it is.

    >>> generic("公路项目"), generic("雅万高铁项目")
    (True, False)
    """
    return len(name.removesuffix("项目")) <= 3 or (name.endswith("扩改建项目") and len(name) <= 7)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits for words in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Acts:
    """Makes the facts of one document."""

    def __init__(self, doc: Document, entities: dict[str, Entity]) -> None:
        self.doc, self.entities = doc, entities
        self.money = Money(doc)

    def make(
        self,
        rule: Rule,
        pairs: Sequence[Pair],
        roles: dict[str, Sequence[Unit]],
        tape: Tape,
        cue: int,
        sentence: Sentence,
        item: Item,
        status: Status,
        steps: Sequence[str],
        one_paper: bool,
    ) -> list[Fact]:
        """The facts of one match."""
        date, until = self._date(tape, cue)
        papers = [unit for unit in roles.get("via", ()) if isinstance(unit, Mention) and unit.entity]
        unnamed = self._unnamed(roles)
        facts: list[Fact] = []
        for subject, object_ in pairs:
            evidence = self._evidence(sentence, subject, object_)
            base = Fact(
                *(rule.relation, subject.entity, object_.entity, status, evidence),
                subject_at=subject.span,
                object_at=object_.span,
                cue_at=tape.units[cue].span,
                item=item.id,
                rule=rule.id,
                steps=self._steps(steps, subject, object_),
                date=date,
                date_end=until,
                unnamed_parties=unnamed,
            )
            facts += self._with_papers(base, papers, pairs, one_paper, item, tape, cue)
        if rule.relation == "funds" or rule.gives:
            facts = self.money.attach(facts, rule, tape, cue, roles, self.entities)
        elif rule.relation in {"launchedBy", "signedWith", "hostedBy"}:
            facts = self.money.near(facts, tape, cue)
        return facts

    def office(self, mention: Mention, sentence: Sentence, item: Item) -> Fact:
        """The ``represents`` fact of a titled person."""
        at, body = mention.span, mention.of or ""
        told, words = at, at.of(self.doc.text)
        names = self.entities[body].names if body in self.entities else ()
        # 某国副总理兼财政部长: the state is said once for both offices
        steps = () if any(name in words for name in names) else ("sharedHead",)
        own = (mention.office or "").partition("、")[0]
        if steps and body in {"country/CHN", "country/TWN"} and (place := words.find(own)) >= 0:
            # 国家主席某某: the office says whose it is, as 我国 does
            steps, told = ("pronoun",), Span(at.start + place, at.start + place + len(own))
        elif steps and any(name.startswith(words[:1]) for name in names) and body.startswith("country/"):
            steps, told = ("shortForm",), Span(at.start, at.start + 1)  # 俄总统某某
        elif steps:
            # 某部部长甲、副部长乙: the body stands before the first of them
            earlier = (
                m.span for m in reversed(self.doc.mentions) if body in {m.entity, m.of} and m.span.end <= at.start
            )
            told = next(earlier, at)
        # 某会会长、某校校长甲: the first office stands before the name
        bearer = at if mention.kind != "Office" else self._bearer(mention)
        evidence = self._evidence(sentence, Mention(told, body, ""))
        return Fact(
            *("represents", mention.entity, body, "done", evidence, bearer, told, at, item.id, "office"),
            steps=steps,
            office=mention.office,
        )

    def _bearer(self, office: Mention) -> Span:
        """Where the person is named whose further office is told."""
        same = (m.span for m in self.doc.mentions if m.kind == "Person" and m.entity == office.entity)
        return next((span for span in same if span.end > office.span.start), office.span)

    def lent(self, pairs: Sequence[Pair], roles: dict[str, Sequence[Unit]], *, told: bool = True) -> list[Pair]:
        """Lender and project for a loan agreement: the bank among the two lends, the title names the project."""
        lenders = list(dict.fromkeys(m for pair in pairs for m in pair if self._lends(m)))
        if not pairs:
            return []
        if len(lenders) > 1 and all(a in lenders and b not in lenders for a, b in pairs):
            # 甲行、乙行组成银团，与丙公司签署贷款协议: each of them lends
            return [one for each in lenders for one in self._lent_by(each, pairs, roles, told=told)]
        return self._lent_by(lenders[0] if lenders else pairs[0][0], pairs, roles, told=told)

    def _lends(self, party: Mention) -> bool:
        entity = self.entities[party.entity]
        return bool(set(entity.kinds) & LENDERS) or entity.label.endswith(_DONORS)

    def _lent_by(
        self, lender: Mention, pairs: Sequence[Pair], roles: dict[str, Sequence[Unit]], *, told: bool
    ) -> list[Pair]:
        papers = [unit for unit in roles.get("via", ()) if isinstance(unit, Mention) and unit.entity]
        made: list[Pair] = []
        for paper in papers:
            label = self.entities[paper.entity].label
            # a loan to be signed for no project yet gives nobody anything
            if told and is_loan(label) and not projects_in(label):
                made += [(lender, b if a.entity == lender.entity else a) for a, b in pairs if lender in (a, b)]
            for name, at in projects_in(label):
                start = self.doc.text.find(at, paper.span.start, paper.span.end)
                span = Span(start, start + len(at)) if start >= 0 else paper.span
                key = (
                    f"project/{digest(name, self.doc.id, str(paper.span.start))}"
                    if generic(name)
                    else f"project/{digest(name)}"
                )
                self.entities.setdefault(
                    key, Entity(key, ("Project",), tuple(dict.fromkeys((name, at))), generic=generic(name))
                )
                made.append((lender, Mention(span, key, "Project")))
        return made

    def spread(self, facts: Sequence[Fact]) -> list[Fact]:
        """What is said of 12场分论坛 together is said of each sub-forum the text names."""
        made: list[Fact] = []
        for fact in facts:
            whole = self.entities.get(fact.subject)
            members = self._members(whole, series_of(whole)) if whole is not None and series_of(whole) else []
            if not members:
                made.append(fact)
            for member, mention in members:
                if member != fact.object:
                    evidence = tuple(
                        sorted({*fact.evidence, *(s.span for s in self.doc.sentences if s.span.covers(mention.span))})
                    )
                    made.append(
                        replace(
                            fact,
                            subject=member,
                            subject_at=mention.span,
                            evidence=evidence,
                            steps=tuple(dict.fromkeys([*fact.steps, "leadIn"])),
                        )
                    )
        return made

    def _members(self, whole: Entity, series: str) -> list[tuple[str, Mention]]:
        first: dict[str, Mention] = {}
        for mention in self.doc.mentions:
            entity = self.entities.get(mention.entity)
            if (
                mention.kind == "Event"
                and entity is not None
                and entity.key != whole.key
                and not entity.generic
                and entity.names[0].endswith(series)
            ):
                first.setdefault(entity.key, mention)
        return list(first.items())

    def settle(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Facts in the order of their places."""
        return tuple(
            sorted(
                put_off(tuple(facts)),
                key=lambda f: (f.cue_at.start, f.relation, f.subject_at.start, f.object_at.start, f.subject, f.object),
            )
        )

    def _steps(self, steps: Sequence[str], *ends: Mention) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*steps, *(end.step for end in ends if end.step)]))

    def _evidence(self, sentence: Sentence, *ends: Mention) -> tuple[Span, ...]:
        spans = {sentence.span}
        for end in ends:
            if not sentence.span.covers(end.span):
                spans.add(next((s.span for s in self.doc.sentences if s.span.covers(end.span)), end.span))
        return tuple(sorted(spans))

    def _unnamed(self, roles: dict[str, Sequence[Unit]]) -> str | None:
        words = [
            unit.span.of(self.doc.text)
            for units in roles.values()
            for unit in units
            if isinstance(unit, Mention) and unit.kind == "Unnamed"
        ]
        return "、".join(dict.fromkeys(words)) or None

    def _with_papers(
        self,
        fact: Fact,
        papers: Sequence[Mention],
        pairs: Sequence[Pair],
        one_paper: bool,
        item: Item,
        tape: Tape,
        cue: int,
    ) -> list[Fact]:
        if fact.relation != "signedWith" or not papers:
            return [fact]
        separately = any(u.kind == "SEP" for u in tape.units[:cue])
        whole = one_paper or len(pairs) <= 1
        parties = {p.entity for pair in pairs for p in pair} if whole else {fact.subject, fact.object}
        form: Form = "one paper" if whole else "series of bilaterals" if separately else "unclear"
        dealt = separately and len(papers) == len(pairs) > 1
        facts = []
        for number, paper in enumerate(papers):
            if dealt and (fact.subject_at, fact.object_at) != (pairs[number][0].span, pairs[number][1].span):
                continue
            if "partyInTitle" in fact.steps and not paper.span.covers(fact.subject_at):
                continue
            facts.append(replace(fact, instrument=self._instrument(paper, form, tuple(sorted(parties)), item)))
        return facts

    def _instrument(self, paper: Mention, form: Form, parties: tuple[str, ...], item: Item) -> Instrument:
        """The act of signing a paper that stands at one place of the text."""
        entity = self.entities[paper.entity]
        key = f"instrument/{digest(entity.label, self.doc.id, item.id, str(paper.span.start), *parties)}"
        return Instrument(key, entity.label, paper.span, kind_of(entity.label), form, parties, entity.names[1:])

    def _date(self, tape: Tape, cue: int) -> tuple[str | None, str | None]:
        """The date that stands before the cue in its sentence, if it has a year."""
        for unit in reversed(tape.units[:cue]):
            if unit.kind == "Date":
                return self.money.date(unit.span)
        return None, None


def kind_of(label: str) -> str:
    """The kind of an instrument by its name.

    >>> kind_of("关于电子商务合作的谅解备忘录"), kind_of("公路项目贷款协议"), kind_of("合作文件")
    ('memorandum', 'loan', 'unspecified')
    """
    return next((kind for kind, words in _KINDS if re.search(words, label)), "unspecified")
