"""What a graph says is shown with its sentences, its marks and a citation."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import run
from kg.graph.store import Store
from kg.proof.citation import citation
from kg.proof.explanation import explain, pieces


@pytest.fixture(scope="module")
def store(whole):
    return Store(whole / "store", read_only=True)


def test_a_pair_is_explained_by_the_sentences_that_name_both(store):
    found = explain(store, store.resolve("中国"), store.resolve("希腊"))
    assert len(found.claims) == 1
    claim = found.claims[0]
    assert {claim.subject, claim.object} == {"中国", "希腊"}
    assert (claim.relation, claim.status, claim.item) == ("signedWith", "done", "一（一）")
    marked = {mark: words for words, mark in claim.sentences[0].pieces if mark}
    assert marked == {"subject": "中国政府", "cue": "签署", "object": "希腊"}
    assert claim.rules


def test_a_node_is_explained_by_all_its_claims_and_an_edge_by_its_own(store):
    node = explain(store, store.resolve("中国"))
    assert len(node.claims) > 3
    edge = explain(store, node.claims[0].claim)
    assert edge.claims == (node.claims[0],)


def test_an_amount_and_its_document_stand_with_the_claim(store):
    (claim,) = explain(store, store.resolve("国家开发银行"), store.resolve("aid")).claims
    assert claim.amounts == ("5亿元人民币",)
    assert claim.document == "aid"


def test_the_pieces_of_a_sentence_make_it_up_again(whole, store):
    for claim in explain(store, store.resolve("中国")).claims:
        text = (whole / "documents" / f"{claim.document}.txt").read_bytes().decode("utf-8")
        for quoted in claim.sentences:
            assert "".join(words for words, _ in quoted.pieces) == text[quoted.start : quoted.end]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_overlapping_marks_never_lose_or_double_a_character(spans):
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    marks = [((start, end, text[start:end]), "subject") for start, end in spans if start < end]
    assert "".join(words for words, _ in pieces((0, 20, text), marks)) == text


def test_a_citation_names_item_title_publisher_date_address_and_offsets():
    document = {
        "id": "d1", "title": "成果清单", "publisher": "外交部", "date": "2017-05-16", "address": "https://example.org/1",
        "restates": "原件",
    }  # fmt: skip
    line = citation((3, 7, "双方\n签署"), {"number": "三（十四）"}, document)
    assert line.startswith(
        "“双方 签署” 三（十四）, 成果清单, 外交部, 2017-05-16, https://example.org/1, d1: characters 3–7"
    )
    assert "not the official wording" in line


def test_the_verb_shows_marks_and_citations(whole, capsys):
    assert run(["explain", str(whole), "中国", "希腊"]) == 0
    out = capsys.readouterr().out
    assert "⟦中国政府⟧与⟦希腊⟧" in out
    assert "characters" in out
    assert run(["explain", str(whole), "country/GRC", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["labels"] == ["希腊"]
    assert run(["explain", str(whole), "中国", "希腊", "--cite"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_an_unknown_name_brings_the_nearest(whole, capsys):
    assert run(["explain", str(whole), "国家开发银航"]) == 2
    assert "国家开发银行" in capsys.readouterr().err
