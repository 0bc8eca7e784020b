"""Which sum belongs to which fact, and what kind of giving it was."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.relations.money import financing_kind
from tests.sentences import Read


def _sums(read: Read, text: str, relation: str = "funds") -> list[list[str]]:
    return [[amount.text for amount in fact.amounts] for fact in read(text).facts(relation)]


@pytest.mark.parametrize(
    ("text", "pair", "amount"),
    [
        ("中国向老挝提供1亿元人民币无偿援助。", ("中国", "老挝"), "1亿元人民币"),
        ("中国向丝路基金增资1000亿元人民币。", ("中国", "丝路基金"), "1000亿元人民币"),
        ("丝路基金向某某基金出资2亿美元。", ("丝路基金", "某某基金"), "2亿美元"),
        ("中国出资10亿美元设立某某发展基金。", ("中国", "某某发展基金"), "10亿美元"),
        ("国家开发银行设立3500亿元人民币融资窗口。", ("国家开发银行", "融资窗口"), "3500亿元人民币"),
        ("国家开发银行向老挝电力公司提供5亿美元授信。", ("国家开发银行", "老挝电力公司"), "5亿美元"),
    ],
)
def test_who_gives_whom_how_much(read: Read, text: str, pair: tuple[str, str], amount: str) -> None:
    reading = read(text)
    assert reading.triples("funds") == {pair}
    assert [[a.text for a in fact.amounts] for fact in reading.facts("funds")] == [[amount]]


@pytest.mark.parametrize(
    ("words", "bound"),
    [("5亿美元", "exact"), ("约5亿美元", "about"), ("不超过5亿美元", "under"), ("超过5亿美元", "over")],
)
def test_a_bound_of_a_sum_reaches_the_fact(read: Read, words: str, bound: str) -> None:
    (fact,) = read(f"亚洲基础设施投资银行向印度尼西亚提供{words}贷款。").facts("funds")
    (amount,) = fact.amounts
    assert (amount.value, amount.currency, amount.bound) == (Decimal(500000000), "USD", bound)


def test_each_receiver_has_the_sum_in_the_bracket_behind_it(read: Read) -> None:
    text = "中国进出口银行向老挝（3亿美元）、柬埔寨（2亿美元）提供贷款。"
    assert _sums(read, text) == [["3亿美元"], ["2亿美元"]]


def test_a_first_tranche_is_part_of_the_whole(read: Read) -> None:
    (fact,) = read("中国向丝路基金增资1000亿元人民币，首期500亿元人民币。").facts("funds")
    whole, first = fact.amounts
    assert (whole.part_of, first.part_of) == (None, whole)


def test_an_equivalent_sum_stays_marked(read: Read) -> None:
    (fact,) = read("国家开发银行设立2500亿元等值人民币专项贷款。").facts("funds")
    (amount,) = fact.amounts
    assert (amount.currency, amount.equivalent) == ("CNY", True)


def test_a_sum_of_another_sentence_is_not_taken(read: Read) -> None:
    assert _sums(read, "贸易额达到10亿美元。中国向老挝提供无偿援助。") == [[]]


def test_a_volume_of_trade_funds_nobody(read: Read) -> None:
    assert not read("中国与老挝双边贸易额达到50亿美元。").facts("funds")


def test_what_is_founded_carries_the_sum_said_of_it(read: Read) -> None:
    assert _sums(read, "中国政府设立丝路海洋基金，规模为10亿美元。", "launchedBy") == [["10亿美元"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("中国向老挝提供1亿元人民币无偿援助。", "grant"),
        ("中国向世界粮食计划署捐赠500万美元。", "grant"),
        ("中国进出口银行与老挝财政部签署公路项目贷款协议。", "loan"),
        ("国家开发银行向老挝电力公司提供5亿美元授信额度。", "credit line"),
        ("国家开发银行设立3500亿元人民币融资窗口。", "facility"),
        ("中国向丝路基金增资1000亿元人民币。", "capital"),
    ],
)
def test_giving_has_the_kind_that_its_words_say(read: Read, text: str, kind: str) -> None:
    assert [fact.financing.kind for fact in read(text).facts("funds") if fact.financing] == [kind]


def test_a_receiver_is_a_body_and_what_is_paid_for_a_project(read: Read) -> None:
    (given,) = read("中国向老挝提供1亿元人民币无偿援助。").facts("funds")
    (lent,) = read("中国进出口银行与老挝财政部签署公路项目贷款协议。").facts("funds")
    assert given.financing is not None
    assert lent.financing is not None
    assert (given.financing.receiver, given.financing.project) == ((given.object,), ())
    assert (lent.financing.receiver, lent.financing.project) == ((), (lent.object,))


def test_words_that_tell_no_kind_are_a_pledge() -> None:
    assert financing_kind("支持", "中国支持老挝") == "pledge"
    assert financing_kind("支持", "中国支持老挝，提供贷款") == "loan"


def test_a_sum_is_quoted_as_the_source_writes_it(read: Read) -> None:
    (fact,) = read("中國向絲路基金增資1000億元人民幣。").facts("funds")
    (amount,) = fact.amounts
    assert (amount.text, amount.value) == ("1000億元人民幣", Decimal(100000000000))
