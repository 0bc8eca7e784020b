"""Hundreds of decisions through a change of rules, words, names of relations and documents: none is lost."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.curation.decisions import DecisionFile, Entry, add_decisions, document_sha256, read_decisions
from kg.curation.known import names_of
from kg.curation.replay import Replay
from kg.decision import DECISION_KINDS
from kg.graph.writer import write_ntriples
from kg.model import Document
from kg.pipeline import Pipeline
from kg.relations.extractor import Extractor
from kg.resources import CORPUS
from kg.text.reader import read
from tests.curation.conftest import file_of
from tests.curation.scripted import scripted

NUMBER = 500


@pytest.fixture(scope="module")
def raw():
    return [read(path) for path in sorted((CORPUS / "text").glob("*.txt"))]


@pytest.fixture(scope="module")
def before(pipeline, raw):
    return [pipeline(doc) for doc in raw]


@pytest.fixture(scope="module")
def decisions(before):
    return scripted(before, NUMBER)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The pipeline with other rules and other words than the decisions were made with."""
    words = tmp_path_factory.mktemp("words")
    (words / "names").mkdir()
    row = "name\tkey\tkind\n数字丝绸之路\tinitiative/digital-silk-road\tInitiative\n"
    (words / "names" / "mine.tsv").write_text(row, encoding="utf-8")
    loaded = Pipeline.load(words)
    steps = tuple(
        replace(step, rules=tuple(rule for number, rule in enumerate(step.rules) if number % 5))
        if isinstance(step, Extractor)
        else step
        for step in loaded.steps
    )
    return replace(loaded, steps=steps)


@pytest.fixture(scope="module")
def after(changed, raw):
    more = Document("more", "希腊政府与埃及政府签署合作协议。数字丝绸之路由中国政府发起。\n")
    return [changed(doc) for doc in (*raw, more)]


def replay(file, documents, pipeline):
    names = names_of(pipeline)
    prepared = Replay.of(file, documents, names)
    done = [prepared.follow(doc, names) for doc in documents]
    pairs = zip(documents, done, strict=True)
    return [each.document for each in done], prepared.outcome((document_sha256(d), f.troubles) for d, f in pairs)


def bytes_of(documents):
    return [write_ntriples(doc) for doc in documents]


def test_the_script_has_every_kind(decisions):
    assert len(decisions) == NUMBER
    assert {decision.kind for decision in decisions} == set(DECISION_KINDS)


def test_none_is_lost_after_rules_words_relations_and_documents_changed(decisions, after, changed):
    old = [replace(d, relation="signed") if d.relation == "signedWith" else d for d in decisions]
    file = file_of(*old, renamed=(("signed", "signedWith"),))
    documents, outcome = replay(file, after, changed)
    told = {trouble.line for trouble in outcome.troubles}
    assert len(outcome.followed) + len(told) == NUMBER
    assert len(outcome.followed) > NUMBER / 4
    assert all(trouble.why and trouble.now for trouble in outcome.troubles)
    assert any("contradicts line" in trouble.why for trouble in outcome.troubles)
    assert bytes_of(documents)


def test_every_decision_said_to_be_followed_shows_in_the_documents(decisions, before, pipeline):
    documents, outcome = replay(file_of(*decisions), before, pipeline)
    shown = {decision for doc in documents for decision in doc.decisions}
    absent = [d for d in outcome.followed if d not in shown]
    # A merge of what is one body already, or whose body no document still names, changes nothing that could show.
    assert {d.kind for d in absent} <= {"merge", "rename"}


def test_a_followed_rejection_leaves_no_claim_at_its_places(decisions, before, pipeline):
    documents, outcome = replay(file_of(*decisions), before, pipeline)
    by_digest = {document_sha256(doc): doc for doc in documents}
    for decision in outcome.followed:
        if decision.kind == "reject":
            doc = by_digest[decision.document]
            for fact in doc.facts:
                at = [doc.source_span(span).start for span in (fact.subject_at, fact.object_at, fact.cue_at)]
                places = [quotes[0].start for quotes in (decision.subject, decision.object, decision.cue)]
                assert fact.relation != decision.relation or at != places


def test_the_same_bytes_twice_whatever_the_order_of_lines_and_documents(decisions, after, changed):
    first, outcome = replay(file_of(*decisions), after, changed)
    shuffled, turned = list(decisions), list(reversed(after))
    random.Random(3).shuffle(shuffled)
    second, again = replay(file_of(*shuffled), turned, changed)
    assert sorted(bytes_of(first)) == sorted(bytes_of(second))
    assert set(outcome.followed) == set(again.followed)


def test_the_file_holds_all_of_them_and_reads_back_the_same(decisions, tmp_path):
    path = tmp_path / "decisions.tsv"
    for start in range(0, NUMBER, 100):
        add_decisions(path, decisions[start : start + 100])
    held = read_decisions(path)
    assert set(held.decisions) == set(decisions)
    assert path.read_text(encoding="utf-8") == held.text()
    other = DecisionFile("x", tuple(Entry(decision) for decision in reversed(decisions)))
    assert other.text() == held.text()
