"""What a text says in numbers is seen, with its unit, its bound and what it is said of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Item, Sentence, Span
from kg.relations.figures import stated_figures, value


def figures(text):
    span = Span(0, len(text))
    doc = Document("d", text, text=text, items=(Item("p1", "paragraph", span),), sentences=(Sentence(span, 0),))
    return stated_figures(doc)


def told(text):
    return [(figure.text, figure.value, figure.bound, figure.unit, figure.scope) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共76大项、270多项具体成果",
            [("76大项", 76, "exact", "大项", None), ("270多项具体成果", 270, "over", "项", "具体成果")],
        ),
        ("十二场分论坛在此举行", [("十二场分论坛", 12, "exact", "场", "分论坛")]),
        ("来自近40个国家", [("近40个国家", 40, "under", "个", "国家")]),
        ("超过3000家在册", [("超过3000家", 3000, "over", "家", None)]),
        ("培训1.5万人左右", [("1.5万人左右", 15000, "about", "人", None)]),
    ],
)
def test_a_figure_keeps_its_words_value_bound_unit_and_scope(text, expected):
    assert told(text) == [(words, Decimal(number), *rest) for words, number, *rest in expected]


@pytest.mark.parametrize(
    "text",
    [
        "第三项议程",
        "一个平台",
        "两国领导人",
        "7个工作日",
        "3个月后",
        "2017年5月14日",
        "投资5亿元",
        "数千名嘉宾",
        "三方会谈",
    ],
)
def test_ordinals_times_sums_and_idle_numerals_are_no_figures(text):
    assert figures(text) == ()


@given(st.integers(1, 99))
def test_a_chinese_numeral_says_what_its_digits_say(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    numeral = ("" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")) + (digits[ones] if ones else "")
    assert value(numeral) == value(str(number)) == Decimal(number)
