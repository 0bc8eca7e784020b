"""The embedded corpus is whole: its table, its texts and its annotated facts agree with each other."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from datetime import date
from typing import Any

import pytest

from kg.model import RELATIONS
from kg.resources import CORPUS, Row, read_table

COLUMNS = ("id", "file", "title", "date", "publisher", "address", "licence", "sha256", "restates")
ROWS = list(read_table(CORPUS / "documents.tsv"))
IDS = [row["id"] for row in ROWS]
FORM = {"rel", "s", "o", "via", "amount", "quote", "status", "opt", "note"}


def text_of(name: str) -> str:
    """The text of record: decoded, no newline translated."""
    return (CORPUS / "text" / f"{name}.txt").read_bytes().decode("utf-8")


def facts_of(name: str) -> list[dict[str, Any]]:
    """The annotated facts of one document."""
    lines = (CORPUS / "annotated" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def bare(text: str) -> str:
    """Letters and digits only, so that marks, spaces and line breaks hide no name."""
    folded = unicodedata.normalize("NFKC", re.sub(r"\[\[zh:([^\]]*)\]\]", r"\1", text))
    return "".join(character for character in folded if character.isalnum())


def test_the_table_has_its_nine_columns_in_order() -> None:
    header = (CORPUS / "documents.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert tuple(header.split("\t")) == COLUMNS


def test_every_document_has_its_own_name() -> None:
    assert len(set(IDS)) == len(IDS) > 0


@pytest.mark.parametrize(("folder", "suffix"), [("text", ".txt"), ("annotated", ".jsonl")])
def test_no_file_stands_outside_the_table(folder: str, suffix: str) -> None:
    assert sorted(path.name for path in (CORPUS / folder).iterdir()) == sorted(name + suffix for name in IDS)


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_row_is_well_formed(row: Row) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])
    assert row["file"] == f"text/{row['id']}.txt"
    assert row["title"] and row["publisher"] == "silkgraph" and row["licence"] == "CC0-1.0"
    assert date.fromisoformat(row["date"])
    assert row["address"] == "", "a restatement has no page of its own"
    assert row["restates"].endswith(row["date"]), "the date is that of the document restated"


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_text_has_the_digest_its_row_gives(row: Row) -> None:
    assert hashlib.sha256((CORPUS / row["file"]).read_bytes()).hexdigest() == row["sha256"]


@pytest.mark.parametrize("name", IDS)
def test_every_text_says_at_its_head_that_it_is_no_official_text(name: str) -> None:
    head = bare(text_of(name)[:400])
    assert "silkgraph" in head and "重述" in head and "非官方文本" in head


@pytest.mark.parametrize("name", IDS)
def test_every_fact_is_quoted_from_its_text_character_for_character(name: str) -> None:
    text = text_of(name)
    assert [fact["quote"] for fact in facts_of(name) if not fact["quote"] or fact["quote"] not in text] == []


@pytest.mark.parametrize("name", IDS)
def test_every_fact_has_the_form_of_a_fact(name: str) -> None:
    for fact in facts_of(name):
        assert set(fact) == FORM, fact
        assert fact["rel"] in RELATIONS, fact
        assert fact["status"] in {"done", "planned", "ongoing"}, fact
        assert isinstance(fact["opt"], bool) and isinstance(fact["note"], str), fact
        for end in (fact["s"], fact["o"]):
            assert end and all(isinstance(form, str) and form.strip() == form != "" for form in end), fact


@pytest.mark.parametrize("name", IDS)
def test_only_what_is_signed_names_an_instrument(name: str) -> None:
    assert [fact for fact in facts_of(name) if fact["via"] is not None and fact["rel"] != "signedWith"] == []


@pytest.mark.parametrize("name", IDS)
def test_instruments_and_amounts_are_named_as_the_text_names_them(name: str) -> None:
    text = bare(text_of(name))
    told = [fact[slot] for fact in facts_of(name) for slot in ("via", "amount") if fact[slot]]
    assert [words for words in told if bare(words) not in text] == []


@pytest.mark.parametrize("name", IDS)
def test_no_required_fact_is_written_twice(name: str) -> None:
    keys = [
        # Two papers of one kind between the same two are two facts: each has its own words.
        (fact["rel"], frozenset((fact["s"][0], fact["o"][0])), fact["via"], fact["amount"], fact["quote"])
        for fact in facts_of(name)
        if not fact["opt"]
    ]
    assert len(set(keys)) == len(keys)


def test_the_list_of_2017_keeps_its_76_items_in_five_sections() -> None:
    text = text_of("forum-2017-outcomes")
    sections = re.split(r"^\*\*[一二三四五]、", text, flags=re.MULTILINE)[1:]
    numerals = [*"一二三四五六七八九十", *(f"十{unit}" for unit in "一二三四五六七八九"), "二十"]
    found = [re.findall(r"^（([一二三四五六七八九十]+)）", section, flags=re.MULTILINE) for section in sections]
    assert [len(numbers) for numbers in found] == [10, 14, 16, 16, 20]
    assert all(numbers == numerals[: len(numbers)] for numbers in found)
    assert "5大类" in text and "76大项" in text and "270多项" in text
