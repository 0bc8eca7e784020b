"""Documents as the pipeline leaves them, and decisions that point into them."""

from __future__ import annotations

import pytest

from kg.curation.decisions import DecisionFile, Entry, document_sha256
from kg.curation.known import names_of
from kg.curation.replay import Replay
from kg.decision import Decision, Quote
from kg.model import Document
from kg.pipeline import Pipeline

TEXTS = {
    "a": "中国政府与希腊政府签署合作协议。国家开发银行与埃及银行签署贷款协议。\n",
    "b": "中国政府将与塞尔维亚政府签署经济合作协议。\n国开行主办第二届丝路发展论坛。\n",
    "c": "中国电建与埃及电力公司签署合同。中国电建与中国交建签署框架协议。\n",
}


def quote(doc, span):
    at = doc.source_span(span)
    return Quote(at.start, at.end, at.of(doc.source))


def words_at(doc, words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = doc.source.index(words, start + 1)
    return Quote(start, start + len(words), words)


def on_claim(doc, fact, kind, **more):
    """A decision on a fact of a document."""
    ends = [(quote(doc, span),) for span in (fact.subject_at, fact.object_at, fact.cue_at)]
    return Decision(kind, document_sha256(doc), more.pop("relation", fact.relation), *ends, **more)


def on_name(doc, words, kind, nth=0, **more):
    """A decision on a name of a document."""
    return Decision(kind, document_sha256(doc), subject=(words_at(doc, words, nth),), **more)


def file_of(*decisions, **more):
    """A file of these decisions, from line 2 on."""
    return DecisionFile("mine.tsv", tuple(Entry(d, line) for line, d in enumerate(decisions, start=2)), **more)


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline.load()


@pytest.fixture(scope="session")
def names(pipeline):
    return names_of(pipeline)


@pytest.fixture(scope="session")
def documents(pipeline):
    return {name: pipeline(Document(name, text)) for name, text in TEXTS.items()}


@pytest.fixture
def replayed(documents, names):
    """Replay decisions on all documents: the documents after, by id, and the outcome."""

    def replay(*decisions, among=documents, **more):
        prepared = Replay.of(file_of(*decisions, **more), among.values(), names)
        done = {name: prepared.follow(doc, names) for name, doc in among.items()}
        outcome = prepared.outcome((document_sha256(among[name]), each.troubles) for name, each in done.items())
        return {name: each.document for name, each in done.items()}, outcome

    return replay
