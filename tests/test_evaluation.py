"""Scores are counted as the annotation guide says."""

from __future__ import annotations

import pytest

from kg.errors import DataFileError
from kg.evaluation import Annotation, Claim, compare, fold, read_annotations

CHINA, GREECE, EGYPT = ("中国政府", "中国"), ("希腊",), ("埃及",)


def said(relation="signedWith", subject=CHINA, object_=GREECE, status="done", **more):
    names = frozenset(map(fold, subject)), frozenset(map(fold, object_))
    return Claim(relation, *names, status, more.pop("rule", "r1"), **more)


def known(relation="signedWith", subject=CHINA, object_=GREECE, status="done", **more):
    return Annotation(relation, subject, object_, status, "…", **more)


def counts(scores):
    return scores.all.found, scores.all.wrong, scores.all.missed


def test_a_claim_with_an_accepted_name_at_each_end_is_found():
    assert counts(compare([said(subject=("中国",))], [known()])) == (1, 0, 0)


def test_names_meet_whatever_their_quotes_width_and_spaces():
    assert fold("“Ａ B”（中国）") == fold("ab中国")


def test_signing_has_no_direction_but_hosting_has():
    turned = said(subject=GREECE, object_=CHINA)
    assert counts(compare([turned], [known()])) == (1, 0, 0)
    turned = said("hostedBy", GREECE, CHINA)
    assert counts(compare([turned], [known("hostedBy")])) == (0, 1, 1)


def test_a_plan_told_as_done_is_wrong_and_counted_as_a_slip():
    scores = compare([said()], [known(status="planned")])
    assert counts(scores) == (0, 1, 1)
    assert scores.status_slips == 1


def test_done_and_under_way_agree():
    assert counts(compare([said(status="ongoing")], [known()])) == (1, 0, 0)


def test_optional_facts_are_neither_rewarded_nor_punished():
    annotated = [known(optional=True, status="planned")]
    assert counts(compare([said()], annotated)) == (0, 0, 0)
    assert counts(compare([], annotated)) == (0, 0, 0)


def test_the_same_wrong_pair_counts_once():
    wrong = said(object_=EGYPT)
    assert counts(compare([wrong, wrong, said()], [known()])) == (1, 1, 0)


def test_a_pair_said_rightly_elsewhere_is_a_slip_but_not_wrong():
    scores = compare([said(), said(status="planned")], [known()])
    assert counts(scores) == (1, 0, 0)
    assert scores.status_slips == 1


def test_amounts_and_instruments_are_asked_only_of_facts_found_that_carry_them():
    annotated = [known(amount="10亿元", via="中希合作计划"), known(object_=EGYPT, amount="5亿元")]
    claim = said(amounts=frozenset({fold("10亿元人民币")}), instruments=frozenset({"计划"}))
    scores = compare([claim], annotated)
    assert scores.amounts == (1, 1)
    assert scores.instruments == (0, 1), "two characters prove nothing"


def test_rules_are_judged_by_their_claims():
    scores = compare([said(), said(object_=EGYPT, rule="r2")], [known()])
    assert {name: (rule.fired, rule.right, rule.wrong) for name, rule in scores.rules.items()} == {
        "r1": (1, 1, 0),
        "r2": (1, 0, 1),
    }


def test_core_and_all_are_the_sums_and_documents_add_up():
    one = compare([said(), said("heldIn")], [known(), known("hostedBy")])
    assert (one.core.found, one.core.wrong, one.core.missed) == (1, 0, 1)
    assert (one.all.precision, one.all.recall, one.all.f1) == (0.5, 0.5, 0.5)
    both = one + one
    assert counts(both) == (2, 2, 2)
    assert both.claims == 4
    assert both.rules["r1"].fired == 4


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "expected one JSON object"),
        ('{"rel": "met", "s": ["a"], "o": ["b"], "status": "done", "quote": "q"}', "'met' is no relation"),
        ('{"rel": "funds", "s": ["a"], "o": ["b"], "status": "maybe", "quote": "q"}', "'maybe' is no status"),
        ('{"rel": "funds", "s": [], "o": ["b"], "status": "done", "quote": "q"}', "at least one accepted name"),
    ],
)
def test_a_broken_annotation_names_its_file_and_line(tmp_path, line, expected):
    path = tmp_path / "x.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=expected) as caught:
        read_annotations(path)
    assert str(caught.value).startswith(f"{path}:2: ")
