"""Noise of form does not change the facts: one of the laws, over the whole pipeline."""

from __future__ import annotations

import random
from functools import cache, lru_cache

import pytest

from kg.model import Document
from kg.pipeline import Pipeline
from kg.resources import CORPUS
from kg.text.reader import read
from tests.noise import KINDS, Noise, spans, told
from tests.phenomena.suite import load

_TOGETHER = 6  # texts that stand in one document
_EVERY = 5  # of which each test reads one in so many, another one each
_GAP = " "


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    return Pipeline.load()


@lru_cache(maxsize=1)
def _texts() -> tuple[str, ...]:
    """Documents of several paragraphs: the phenomena's texts, and the corpus's items that state a fact."""
    pieces = [
        "\n".join(filter(None, map(str.strip, case.text.split("\n"))))
        for case in load()
        if case.facts and case.length is None and case.file != "regional" and _GAP not in case.text
    ]
    for path in sorted((CORPUS / "text").glob("*.txt")):
        doc = _pipeline()(read(path))
        telling = {fact.item for fact in doc.facts}
        pieces += [item.span.of(doc.text) for item in doc.items if item.id in telling and _GAP not in doc.text]
    return tuple("\n\n".join(pieces[start : start + _TOGETHER]) for start in range(0, len(pieces), _TOGETHER))


@cache
def _read(text: str) -> Document:
    return _pipeline()(Document(id="t", source=text))


def _names(doc: Document) -> tuple[str, ...]:
    found = {mention.span.of(doc.text) for mention in doc.mentions if mention.entity}
    return tuple(sorted(name for name in found if len(name) > 1 and "\n" not in name))


@pytest.mark.parametrize("strength", [0.1, 0.5, 1.0], ids=["a little", "half", "full"])
@pytest.mark.parametrize("noise", KINDS, ids=lambda noise: noise.__name__)
def test_noise_of_form_does_not_change_the_facts(noise: Noise, strength: float) -> None:
    shift = (3 * KINDS.index(noise) + int(2 * strength)) % _EVERY
    for number, text in enumerate(_texts()[shift::_EVERY]):
        clean = _read(text)
        noisy = noise(text, _names(clean), strength, random.Random(f"{noise.__name__} {strength} {number}"))
        doc = _pipeline()(Document(id="t", source=noisy))
        assert told(doc) == told(clean), f"{noisy}\n{doc.text}"
        for fact in doc.facts:
            for span in spans(fact):
                assert 0 <= span.start < span.end <= len(doc.text)
                assert doc.source_span(span).of(noisy).strip() == doc.quote(span).strip() != ""


def test_the_facts_of_noisy_texts_are_many() -> None:
    assert len(_texts()) >= 80
    assert sum(len(_read(text).facts) for text in _texts()[::_EVERY]) >= 150
