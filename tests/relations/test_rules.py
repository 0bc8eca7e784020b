"""Each rule shows by its own examples what it reads, and by its counterexamples what it leaves."""

from __future__ import annotations

from functools import cache

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, data_folders
from kg.relations.extractor import Extractor
from kg.relations.rule import Rule

RULES = Extractor.load(*data_folders()).rules
EXAMPLES = [pytest.param(rule, text, id=rule.id) for rule in RULES for text in rule.examples]
COUNTEREXAMPLES = [pytest.param(rule, text, id=rule.id) for rule in RULES for text in rule.counterexamples]


@cache
def pipeline() -> Pipeline:
    return Pipeline.load()


def read(text: str, rule: Rule) -> set[tuple[str, str]]:
    """Subject and object of the facts that a rule finds in a text."""
    doc = pipeline()(Document(id="example", source=text))
    labels = {entity.key: entity.label for entity in doc.entities}
    return {(labels[fact.subject], labels[fact.object]) for fact in doc.facts if fact.rule == rule.id}


def test_every_rule_has_an_example() -> None:
    assert [rule.id for rule in RULES if not rule.examples] == []


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_reads_its_example(rule: Rule, example: str) -> None:
    text, _, facts = example.partition(" => ")
    wanted = {(pair.partition(" | ")[0].strip(), pair.partition(" | ")[2].strip()) for pair in facts.split(" ; ")}
    assert read(text, rule) == wanted


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_rule_leaves_its_counterexample(rule: Rule, text: str) -> None:
    assert read(text, rule) == set()
