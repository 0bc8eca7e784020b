"""Precision from decisions: what was drawn and what was looked for stay apart, and no number is invented."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import run
from kg.curation.decisions import add_decisions
from kg.curation.quality import ENOUGH, confidences, judgements, quality, wilson
from kg.decision import Decision, Quote
from kg.graph.writer import write_ntriples
from tests.curation.conftest import on_claim


def judged(number, kind="accept", drawn="sample", rule="sign.sides", relation="signedWith"):
    at = (Quote(number, number + 1, "中"),)
    to = "done" if kind == "status" else ""
    return Decision(kind, "a" * 64, relation, at, at, at, to=to, drawn=drawn, rule=rule)


def test_shares_are_told_for_all_and_by_relation_rule_and_document():
    decisions = [judged(n) for n in range(3)] + [judged(9, "reject", rule="sign.apart")]
    shares = {(share.group, share.name): (share.right, share.judged) for share in quality(decisions, {"a" * 64: "one"})}
    assert shares == {
        ("all", ""): (3, 4),
        ("relation", "signedWith"): (3, 4),
        ("rule", "sign.sides"): (3, 3),
        ("rule", "sign.apart"): (0, 1),
        ("document", "one"): (3, 4),
    }


def test_a_corrected_end_or_status_was_not_right():
    decisions = [judged(0), replace(judged(1, "correct"), end="object", to="意大利"), judged(2, "status")]
    assert quality(decisions)[0].right == 1


def test_what_was_looked_for_is_never_mixed_with_what_was_drawn():
    decisions = [judged(n) for n in range(3)] + [judged(n, "reject", drawn="") for n in range(3, 8)]
    shares = [(share.right, share.judged, share.drawn) for share in quality(decisions) if share.group == "all"]
    assert shares == [(3, 3, True), (0, 5, False)]


def test_where_reviewers_differ_nothing_is_judged_and_where_they_agree_it_counts_once():
    assert judgements([judged(0), judged(0, "reject")]) == {}
    assert len(judgements([judged(0), replace(judged(0), author="ito")])) == 1


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(right, judged_):
    right = min(right, judged_)
    low, high = wilson(right, judged_)
    assert 0 <= low <= right / judged_ + 1e-9
    assert right / judged_ - 1e-9 <= high <= 1


def test_more_judgements_make_an_interval_narrower():
    widths = [high - low for low, high in (wilson(9 * n, 10 * n) for n in (1, 10, 100))]
    assert widths == sorted(widths, reverse=True)


def test_a_rule_has_a_confidence_only_when_enough_of_it_was_drawn():
    few = [judged(n) for n in range(ENOUGH - 1)]
    assert confidences(few) == {}
    assert confidences([replace(d, drawn="") for d in (*few, judged(ENOUGH))]) == {}
    assert confidences([*few, judged(ENOUGH)])["sign.sides"].judged == ENOUGH


@pytest.fixture
def built(tmp_path):
    (tmp_path / "one.txt").write_text("中国政府与希腊政府签署合作协议。\n", encoding="utf-8")
    assert run(["build", str(tmp_path / "one.txt"), "-o", str(tmp_path / "out")]) == 0
    return tmp_path


def test_the_verb_tells_quality_and_says_when_there_is_none(built, capsys):
    mine = built / "mine.tsv"
    words = ["review", str(built / "out"), "--decisions", str(mine), "--quality"]
    capsys.readouterr()
    assert run(words) == 0
    assert "No claim is decided on yet" in capsys.readouterr().out
    add_decisions(mine, [judged(n) for n in range(4)])
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "Drawn by chance" in said
    assert "No rule has a confidence" in said
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] | {"low": 0, "high": 0} == {
        "group": "all",
        "name": "",
        "right": 4,
        "judged": 4,
        "share": 1.0,
        "low": 0,
        "high": 0,
        "drawn": True,
    }


def test_claims_carry_a_confidence_only_of_a_rule_that_was_sampled_and_nobody_decided_on(documents, replayed):
    a = documents["a"]
    fact = next(fact for fact in a.facts if fact.relation == "signedWith")
    sample = [judged(n, "accept" if n else "reject", rule=fact.rule) for n in range(ENOUGH)]
    sample = [replace(decision, document="0" * 64) for decision in sample]
    after, _ = replayed(on_claim(a, fact, "accept"), *sample)
    facts = [f for doc in after.values() for f in doc.facts]
    assert {f.confidence for f in facts if f.rule == fact.rule and not f.decisions} == {Decimal("0.97")}
    assert all(f.confidence is None for f in facts if f.decisions or f.rule != fact.rule)
    assert 'ontology#confidence> "0.97"' in "".join(write_ntriples(doc).decode("utf-8") for doc in after.values())
    few, _ = replayed(*sample[1:])
    assert all(f.confidence is None for doc in few.values() for f in doc.facts)
