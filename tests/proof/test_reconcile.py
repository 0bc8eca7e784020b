"""What a text says in numbers stands beside what was counted, by a named rule, with a verdict."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli import run
from kg.graph.store import Store
from kg.proof.counting import Count
from kg.proof.reconciliation import reconcile, verdict


def reconciled(tmp_path, text):
    """Figure to (rule, counted, verdict) for one text."""
    path = tmp_path / "one.txt"
    path.write_text(text, encoding="utf-8")
    store = Store()
    store.add(kg.Pipeline.load()(kg.read(path)))
    return {row.figure: (row.rule, row.counted, row.verdict) for row in reconcile(store).rows}


def test_a_list_that_says_its_own_length_is_counted(whole):
    found = reconcile(Store(whole / "store", read_only=True))
    rows = {(row.document, row.figure): (row.rule, row.counted, row.verdict) for row in found.rows}
    assert rows["outcomes", "4项"] == ("items-numbered", 4, "exact")
    assert rows["outcomes", "2大类"] == ("sections-numbered", 2, "exact")
    assert rows["outcomes", "3个国家政府"] == ("list-length", 3, "exact")
    assert rows["press", "150个国家"] == ("none", None, "not countable")
    assert found.coverage["items"] >= 4


def test_the_lists_of_the_corpus_are_told_complete(demo_out):
    found = reconcile(Store(demo_out / "store", read_only=True))
    told = {(row.document, row.figure, row.counted, row.verdict) for row in found.rows}
    assert ("forum-2017-outcomes", "76大项", 76, "exact") in told
    assert ("forum-2017-outcomes", "6家多边开发机构", 6, "exact") in told
    assert ("forum-2023-multilateral", "89项", 89, "exact") in told
    assert all(row.restated for row in found.rows)


def test_a_missing_entry_is_short_and_one_too_many_is_over(tmp_path):
    head = "成果清单\n\n清单共{}大项。\n\n一、政策\n\n"
    items = "（一）中国政府与希腊政府签署合作谅解备忘录。\n\n（二）中国政府与埃及政府签署合作协议。\n"
    assert reconciled(tmp_path, head.format(3) + items)["3大项"] == ("items-numbered", 2, "short by 1")
    assert reconciled(tmp_path, head.format("十") + items)["十大项"][2] == "short by 8"
    assert reconciled(tmp_path, head.format("20") + items)["20大项"][2] == "short by 18"


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("中国政府与希腊、埃及、老挝等3个国家政府签署合作协议。\n", "3个国家政府", ("list-length", 3, "exact")),
        ("中国政府与希腊、埃及等8个国家政府签署合作协议。\n", "8个国家政府", ("list-length", 2, "consistent")),
        ("中国政府与埃及、希腊2个国家政府签署合作协议。\n", "2个国家政府", ("list-length", 2, "exact")),
        ("天气、海洋、地震等8个领域广受关注。\n", "8个领域", ("list-length", 0, "not covered")),
        ("论坛见证了14项协议的签署。\n", "14项协议", ("none", None, "not countable")),
        ("会议发布《进展、贡献与展望》7种外文版。\n", "7种", ("none", None, "not countable")),
        ("来自150个国家、92个国际组织的代表参会。\n", "92个国际组织", ("none", None, "not countable")),
    ],
)
def test_only_a_list_of_names_that_closes_with_a_figure_is_its_list(tmp_path, text, figure, expected):
    assert reconciled(tmp_path, text)[figure] == expected


def test_announced_points_are_counted_where_they_stand(tmp_path):
    text = "意义主要有三个方面：\n\n一是开放。内容很多。\n\n二是合作。内容很多。\n\n三是共享。内容很多。\n"
    assert reconciled(tmp_path, text)["三个方面"] == ("points-listed", 3, "exact")


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_verdict_says_by_how_much(stated, counted):
    said = verdict(Decimal(stated), "exact", Count("any", counted))
    expected = {0: "exact", 1: f"over by {counted - stated}", -1: f"short by {stated - counted}"}
    assert said == expected[(counted > stated) - (counted < stated)]


def test_a_rounded_figure_is_consistent_with_what_it_rounds():
    assert [verdict(Decimal(270), "over", Count("any", n)) for n in (269, 270, 279, 280)] == [
        "short by 1", "consistent", "consistent", "over by 1",
    ]  # fmt: skip
    assert verdict(Decimal(40), "under", Count("any", 39)) == "consistent"
    assert verdict(Decimal(5), "exact", Count("any", 0)) == "not covered"


def test_the_verb_names_rules_and_keeps_what_cannot_be_counted_for_all(whole, capsys):
    assert run(["reconcile", str(whole)]) == 0
    out = capsys.readouterr().out
    assert "items-numbered" in out
    assert "150个国家" not in out
    assert run(["reconcile", str(whole), "--all"]) == 0
    assert "150个国家" in capsys.readouterr().out
    assert run(["reconcile", str(whole), "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert {"coverage", "figures"} == set(held)
