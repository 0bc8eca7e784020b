"""Graphs of our own shape in any size, for measuring: seeded, so the same number gives the same graph."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from kg.graph.writer import merged
from kg.model import Amount, Document, Entity, Fact, Financing, Instrument, Item, Metadata, Offsets, Span

COUNTRIES = 60
BODIES = 12
_KINDS = ("Ministry", "Bank", "Company", "CivilBody", "LocalGovernment")


def country(number: int) -> Entity:
    """A country of the generated world."""
    return Entity(f"country/C{number:02}", ("Country",), (f"第{number}国", f"第{number}国政府"), f"Country {number}")


def body(number: int) -> Entity:
    """A body of one of the countries."""
    of, kind = number % COUNTRIES, _KINDS[number // COUNTRIES % len(_KINDS)]
    return Entity(f"organization/b{number}", (kind,), (f"第{of}国机构{number}号",), None, f"C{of:02}")


def document(number: int, items: int = 40) -> Document:
    """A list of outcomes: each item a signing, every third a loan, every fourth a forum."""
    chance = random.Random(number)
    text, entries, facts = "", [], []
    known = {entity.key: entity for entity in map(country, range(COUNTRIES))}
    for index in range(items):
        start = len(text)
        one, other = (body(chance.randrange(COUNTRIES * BODIES)) for _ in range(2))
        line = f"{one.label}与{other.label}签署第{index}项合作谅解备忘录，金额{index + 1}亿元，论坛由双方主办。"
        text += line + "\n"
        span = Span(start, start + len(line))
        entries.append(Item(str(index), "item", span, str(index), sector=f"sector-{index % 9}"))
        known |= {one.key: one, other.key: other}
        facts += _facts(number, index, line, span, one, other, known)
    return Document(
        id=f"g{number}", source=text, text=text, metadata=Metadata(title=f"第{number}份清单", date="2019-04-27"),
        offsets=Offsets((0,), (0,), (len(text),), len(text)), items=tuple(entries),
        entities=tuple(known.values()), facts=tuple(facts),
    )  # fmt: skip


def _facts(
    number: int, index: int, line: str, span: Span, one: Entity, other: Entity, known: dict[str, Entity]
) -> Iterator[Fact]:
    def at(words: str) -> Span:
        start = span.start + line.index(words)
        return Span(start, start + len(words))

    def fact(relation: str, subject: Entity, target: Entity, cue: str, **more: object) -> Fact:
        known[subject.key], known[target.key] = subject, target
        places = {"subject_at": at(one.label), "object_at": at(other.label), "cue_at": at(cue)}
        status = "planned" if (number + index) % 7 == 0 else "done"
        return Fact(relation, subject.key, target.key, status, (span,), **places, item=str(index), rule="r", **more)  # type: ignore[arg-type]

    title = f"第{index}项合作谅解备忘录"
    paper = Instrument(
        f"instrument/{number}-{index}", title, at(title), "memorandum", "one paper", (one.key, other.key)
    )
    yield fact("signedWith", one, other, "签署", instrument=paper)
    if index % 3 == 0:
        words = f"{index + 1}亿元"
        amount = Amount(f"amount/{number}-{index}", words, at(words), Decimal(10**8 * (index + 1)), "CNY")
        act = Financing(f"financing/{number}-{index}", "贷款", "loan", (one.key,), (other.key,), (), (amount,))
        yield fact("funds", one, other, "金额", financing=act, amounts=(amount,))
    if index % 4 == 0:
        forum = Entity(f"event/{number}-{index}", ("Event",), (f"第{number}届第{index}场论坛",), ordinal=number + 1)
        yield fact("hostedBy", forum, one, "主办")
        yield fact("participatedIn", known[f"country/{other.country}"], forum, "论坛")


def graph(documents: int) -> bytes:
    """Sorted N-Triples of so many generated documents."""
    return merged(document(number) for number in range(documents))
