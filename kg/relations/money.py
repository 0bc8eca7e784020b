"""Which sum belongs to which fact, and the financing act behind a ``funds`` claim."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.model import Amount, Cue, Document, Entity, Fact, Financing, Mention, Span
from kg.relations.rule import Rule
from kg.relations.status import clause_start
from kg.relations.tape import Tape

Unit = Mention | Cue
_MARKS = {"，", "；", "。", "：", "（", "）"}
_TRANCHE = re.compile(r"(?:首期|一期|首批|首笔|第一期)[^，。；]{0,6}$")
_KINDS = (
    ("credit line", r"授信|信贷额度|贷款额度|信用额度"),
    ("facility", r"专项贷款|窗口|便利|专项信贷"),
    ("loan", r"贷款|融资|借款"),
    ("grant", r"无偿|援助|捐|赠|资助|粮食"),
    ("equity", r"股|认购"),
    ("capital", r"增资|注资|资金|出资|投资|基金"),
)


#: ……合同，合同总金额约25亿欧元: the next clause says what the paper is worth.
_WORTH = re.compile(
    "，(?:该|其)?(?:合同|协议|订单|项目|签约)?总?(?:金额|额|价值|价款|投资额?|规模)(?:约|为|达|近|超|约为|共计|合计|高达)*"
)


class Money:
    """Sums of one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.amounts = {amount.key: amount for amount in doc.amounts}
        self._dates = {m.span: m.value for m in doc.mentions if m.kind == "Date"}

    def date(self, span: Span) -> tuple[str | None, str | None]:
        """The value of the date at a place: beginning and end."""
        value = self._dates.get(span)
        if not value:
            return None, None
        first, _, last = value.partition("/")
        return first, last or None

    def amount(self, mention: Mention) -> Amount | None:
        """The sum a mention stands for."""
        return self.amounts.get(mention.value or "")

    # ── funds ────────────────────────────────────────────────────────────────────────────────────

    def attach(
        self,
        facts: Sequence[Fact],
        rule: Rule,
        tape: Tape,
        cue: int,
        roles: dict[str, Sequence[Unit]],
        entities: dict[str, Entity],
    ) -> list[Fact]:
        """Financing facts with their act; each object has the sum that stands beside it, else the clause's."""
        shared = [
            a for a in (self.amount(u) for u in roles.get("amount", ()) if isinstance(u, Mention)) if a is not None
        ]
        dealt = self._dealt(tape, cue, len(facts))
        made: list[Fact] = []
        for number, fact in enumerate(facts):
            own = dealt[number : number + 1] or self._beside(tape, fact.object_at)
            amounts = tuple(own or shared or self._following(tape, cue))
            words = tape.units[cue].span.of(self.doc.text) + fact.object_at.of(self.doc.text)
            key = f"financing/{fact.item}-{fact.cue_at.start}-{fact.object_at.start}"
            kind = rule.gives or financing_kind(words, tape.span.of(self.doc.text))
            act = Financing(key, "", kind, (fact.subject,), (), (fact.object,), amounts)
            made.append(replace(fact, amounts=amounts, financing=act))
        return [self._keyed(fact, entities) for fact in made]

    def _keyed(self, fact: Fact, entities: dict[str, Entity]) -> Fact:
        act = fact.financing
        if act is None:
            return fact
        words = f"{self.doc.id}\x1f{act.key}\x1f{fact.subject}\x1f{fact.object}"
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        object_ = entities.get(fact.object)
        agent = object_ is not None and bool(
            {"Country", "Organization"} & set(object_.kinds)
            or object_.kinds[0] in {"Ministry", "Bank", "Company", "Fund", "InternationalOrganization"}
        )
        label = f"{entities[fact.subject].label}—{object_.label if object_ else ''}" if fact.subject in entities else ""
        return replace(
            fact,
            financing=replace(
                act,
                key=f"financing/{digest}",
                label=label,
                receiver=(fact.object,) if agent else (),
                project=() if agent else (fact.object,),
            ),
        )

    def near(self, facts: Sequence[Fact], tape: Tape, cue: int) -> list[Fact]:
        """Facts of other relations carry a sum beside their subject or in the clause that goes on about it."""
        made = []
        for fact in facts:
            own = self._beside(tape, fact.instrument.span if fact.instrument else fact.subject_at) or (
                self._following(tape, cue) if fact.relation == "launchedBy" else ()
            )
            made.append(replace(fact, amounts=tuple(own)) if own else fact)
        return made

    # ── places ───────────────────────────────────────────────────────────────────────────────────

    def _beside(self, tape: Tape, span: Span) -> tuple[Amount, ...]:
        """A sum directly before the name (3500亿元融资窗口) or in a bracket directly after it."""
        for at, unit in enumerate(tape.units):
            if (unit.span.start <= span.start < unit.span.end and unit.span.end >= span.end) or unit.span == span:
                before = tape.units[at - 1] if at else None
                if isinstance(before, Mention) and before.kind == "Amount" and before.span.end >= unit.span.start - 1:
                    return self._all([before])
                after = tape.units[at + 1 : at + 3]
                if (
                    len(after) == 2
                    and after[0].kind == "（"
                    and isinstance(after[1], Mention)
                    and after[1].kind == "Amount"
                ):
                    return self._all([after[1]])
                sums = [u for u in tape.units[at + 1 : at + 10] if isinstance(u, Mention) and u.kind == "Amount"]
                if sums and _WORTH.fullmatch(self.doc.text, unit.span.end, sums[0].span.start):
                    return self._all([sums[0], *takewhile(self._is_part, sums[1:])])
        return ()

    def _is_part(self, sum_: Mention) -> bool:
        """总规模1000亿元，首期100亿元: the second sum is a part of the first."""
        return _TRANCHE.search(self.doc.text[max(0, sum_.span.start - 12) : sum_.span.start]) is not None

    def _dealt(self, tape: Tape, cue: int, count: int) -> tuple[Amount, ...]:
        """甲和乙分别提供2亿欧元贷款和1亿欧元赠款: as many sums as facts, in the same order."""
        if count < 2 or not any(unit.kind == "SEP" for unit in tape.units[clause_start(tape.units, cue) : cue]):
            return ()
        sums: list[Mention] = []
        for unit in tape.units[cue + 1 :]:
            if unit.kind in _MARKS:
                break
            if isinstance(unit, Mention) and unit.kind == "Amount":
                sums.append(unit)
        return self._all(sums) if len(sums) == count else ()

    def _following(self, tape: Tape, cue: int) -> tuple[Amount, ...]:
        """Sums after the cue, up to the next word that carries a rule of its own; 首期 is a part of the whole."""
        found: list[Mention] = []
        for unit in tape.units[cue + 1 :]:
            if unit.kind in {"SIGN", "LAUNCH", "HOST", "PUBLISH", "GIVE", "OFFER", "；", "。"} and (
                unit.kind in {"；", "。"} or found
            ):
                break
            if unit.kind in {"SIGN", "PUBLISH"}:
                break
            if isinstance(unit, Mention) and unit.kind == "Amount":
                found.append(unit)
        return self._all(found)

    def _all(self, mentions: Sequence[Mention]) -> tuple[Amount, ...]:
        amounts: list[Amount] = []
        for mention in mentions:
            amount = self.amount(mention)
            if amount is None:
                continue
            if amounts and self._is_part(mention):
                amount = replace(amount, part_of=amounts[0])
            amounts.append(amount)
        return tuple(amounts)


def financing_kind(words: str, sentence: str) -> str:
    """The kind of a financing act by the words that say it.

    >>> financing_kind("设立基础设施专项贷款", ""), financing_kind("增资丝路基金", "")
    ('facility', 'capital')
    """
    for text in (words, sentence):
        for kind, pattern in _KINDS:
            if re.search(pattern, text):
                return kind
    return "pledge"
