"""The annotated documents keep their own rules: a quote stands in its text, and every field is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import read_annotations

HERE = Path(__file__).resolve().parent
TEXTS = sorted(HERE.glob("*/*.txt"))
FIELDS = {"rel", "s", "o", "via", "amount", "quote", "status", "opt", "note"}

pytestmark = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_quote_and_every_amount_stands_in_the_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    for fact in lines(path):
        assert fact["quote"] and fact["quote"] in text
        assert fact["amount"] is None or fact["amount"] in text


def test_every_line_has_exactly_the_agreed_fields(path: Path) -> None:
    for fact in lines(path):
        assert set(fact) == FIELDS
        assert all(name and name == name.strip() for name in (*fact["s"], *fact["o"]))
        assert (fact["via"] is None) or fact["rel"] == "signedWith"
    assert len(read_annotations(path.with_suffix(".jsonl"))) == len(lines(path))


def test_no_fact_is_written_twice(path: Path) -> None:
    seen = [(fact["rel"], fact["s"][0], fact["o"][0], fact["via"], fact["status"]) for fact in lines(path)]
    assert len(seen) == len(set(seen))


def test_a_required_fact_is_not_also_an_optional_one_of_the_same_words(path: Path) -> None:
    facts = lines(path)
    required = {_words(fact) for fact in facts if not fact["opt"]}
    assert not [fact for fact in facts if fact["opt"] and _words(fact) in required]


def _words(fact: dict[str, Any]) -> tuple[str, str, str, str | None, str]:
    return fact["rel"], fact["s"][0], fact["o"][0], fact["via"], fact["quote"]
