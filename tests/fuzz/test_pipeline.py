"""The whole pipeline on texts bred from the corpus: no crash, no hang, and every claim still has its characters."""

from __future__ import annotations

import time

import pytest

from kg.graph.store import Store
from kg.graph.writer import write_ntriples
from kg.model import Document
from kg.pipeline import Pipeline
from tests.fuzz.mutation import bred

SLOWEST = 20.0


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load()


def held(pipeline, text):
    """What must be true of any document that went through."""
    doc = pipeline(Document("fuzz", text))
    assert doc.source == text
    for fact in doc.facts:
        for span in (*fact.evidence, fact.subject_at, fact.object_at, fact.cue_at):
            source = doc.source_span(span)
            assert 0 <= source.start < source.end <= len(text), (text, fact)
            assert doc.quote(span) == text[source.start : source.end]
        assert fact.subject != fact.object
    known = {entity.key for entity in doc.entities}
    assert {fact.subject for fact in doc.facts} | {fact.object for fact in doc.facts} <= known
    covered = 0
    for sentence in doc.sentences:
        assert covered <= sentence.span.start < sentence.span.end <= len(doc.text)
        covered = sentence.span.end
    return write_ntriples(doc)


def fuzzed(pipeline, seed, count):
    for number, text in enumerate(bred(seed, count)):
        began = time.process_time()
        try:
            lines = held(pipeline, text)
            if number % 20 == 0:
                Store().add_ntriples(lines)
        except Exception as error:
            raise AssertionError(f"{text!r}") from error
        assert time.process_time() - began < SLOWEST, repr(text)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_text_bred_from_the_corpus_goes_through(pipeline, seed, record_property):
    fuzzed(pipeline, seed, 1_500)
    record_property("inputs", 1_500)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_great_many_texts_bred_from_the_corpus_go_through(pipeline, seed, record_property):
    fuzzed(pipeline, seed, 10_000)
    record_property("inputs", 10_000)


def test_the_same_seed_breeds_the_same_texts():
    assert list(bred(3, 50)) == list(bred(3, 50))
    assert len(set(bred(3, 50))) > 40
