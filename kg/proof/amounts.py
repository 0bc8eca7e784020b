"""Values and currencies against the words they were read from, by a reader of this room's own.

It says nothing of words it cannot read for sure: 数十亿美元 has no value here, and 元 alone no currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.proof.findings import Finding
from kg.proof.numbers import CHARACTERS, number
from kg.proof.quotes import FILE, Place, evidence_text
from kg.proof.statements import Statements
from kg.proof.terms import KG
from kg.proof.words import plain

#: ISO 4217 by the words that name one currency and no other; 卢比 and 克朗 can be of several countries.
_CODES = {
    "人民币": "CNY", "元人民币": "CNY", "元等值人民币": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "港元": "HKD", "港币": "HKD", "韩元": "KRW", "卢布": "RUB",
    "坚戈": "KZT", "加元": "CAD", "澳元": "AUD", "瑞士法郎": "CHF", "瑞郎": "CHF", "泰铢": "THB", "林吉特": "MYR",
    "令吉": "MYR", "印尼盾": "IDR", "越南盾": "VND", "兰特": "ZAR", "雷亚尔": "BRL", "福林": "HUF", "兹罗提": "PLN",
    "新加坡元": "SGD", "特别提款权": "XDR", "埃镑": "EGP", "奈拉": "NGN", "缅元": "MMK", "基普": "LAK",
}  # fmt: skip
_NUMBER = rf"(?P<number>[{CHARACTERS}]+?)(?P<more>[多余](?P<scale>[万亿]*))?"
_AFTER = re.compile(rf"{_NUMBER}个?(?P<unit>[^{CHARACTERS}多余个几等]*(?:等值人民币)?)(?:等值\w*)?")
_BEFORE = re.compile(rf"(?:等值)?人民币{_NUMBER}元?")
#: What a stated figure counts stands behind its number, and how exact it is around it.
_FIGURE = re.compile(
    rf"(?:超过|逾|不少于|至少|近|约|大约)?(?P<number>[{CHARACTERS}]+)(?![{CHARACTERS}几]|[多余来][万亿])"
)
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def amount_findings(graph: Statements, good: Mapping[str, Place]) -> Iterator[Finding]:
    """Sums and stated figures whose value or currency is not the one in their words."""
    for iri in graph.of_kind("Amount"):
        for words in graph.many(iri, KG + "amountText"):
            yield from _differs(graph, iri, words, *sum_in(words))
    for iri in graph.of_kind("StatedFigure"):
        for words in graph.many(iri, KG + "amountText"):
            yield from _differs(graph, iri, words, figure_in(words), None)
            if plain(words) not in plain(evidence_text(graph, good, iri)):
                yield Finding(FILE, iri, "amount", f"the figure {words!r} does not stand where it points to")
    yield from _no_sums(graph)


def _differs(graph: Statements, iri: str, words: str, value: Decimal | None, code: str | None) -> Iterator[Finding]:
    for held in graph.many(iri, KG + "value"):
        if value is not None and _decimal(held) != value:
            yield Finding(FILE, iri, "value", f"has the value {held}; its words {words!r} say {value:f}")
    for held in graph.many(iri, KG + "currency"):
        if code is not None and held != code:
            yield Finding(FILE, iri, "currency", f"is in {held}; its words {words!r} say {code}")


def _no_sums(graph: Statements) -> Iterator[Finding]:
    """Acts and claims whose sum is no sum."""
    known = set(graph.of_kind("Amount"))
    for kind in ("Claim", "Financing"):
        for iri in graph.of_kind(kind):
            for value in graph.many(iri, KG + "amount"):
                if value not in known:
                    yield Finding(FILE, iri, "amount", f"its amount {value} is no kg:Amount of this graph")


def sum_in(words: str) -> tuple[Decimal | None, str | None]:
    """The value and the currency of a sum; nothing for what cannot be read for sure.

    >>> sum_in("3500亿元人民币"), sum_in("数十亿美元"), sum_in("人民币1,000万元"), sum_in("20余亿元")
    ((Decimal('350000000000'), 'CNY'), (None, None), (Decimal('10000000'), 'CNY'), (Decimal('2000000000'), None))
    """
    text = plain(words)
    before = _BEFORE.fullmatch(text)
    found = before or _AFTER.fullmatch(text)
    if found is None:
        return None, None
    return number(found["number"] + (found["scale"] or "")), "CNY" if before else _CODES.get(found["unit"])


def figure_in(words: str) -> Decimal | None:
    """The number that a stated figure begins with.

    >>> figure_in("逾四十所院校"), figure_in("约11.2万名"), figure_in("十几个国家")
    (Decimal('40'), Decimal('112000.0'), None)
    """
    found = _FIGURE.match(plain(words))
    # 三点 is three points, not three point nothing.
    return number(found["number"].rstrip("点")) if found else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _DECIMAL.fullmatch(text) else None
