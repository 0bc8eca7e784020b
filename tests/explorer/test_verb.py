"""The verb `explore`, as one types it."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import run
from kg.output.build import build


@pytest.fixture(scope="module")
def out(small_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("verb") / "out"
    build([str(small_folder)], folder)
    return folder


def content_of(path):
    found = re.search(
        r'<script type="application/json" id="content">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_the_page_of_a_build_holds_its_texts_items_and_claims(out, small_texts):
    made = content_of(out / "explorer.html")
    assert {each["id"]: each["text"] for each in made["documents"]} == small_texts
    assert made["claims"]
    assert all("text" not in claim and "item" in claim for claim in made["claims"])


def test_a_page_without_wishes_is_that_of_the_build(out, tmp_path, capsys):
    assert run(["explore", str(out), "-o", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_bytes() == (out / "explorer.html").read_bytes()
    assert "page.html" in capsys.readouterr().out


def test_focus_relation_document_and_title_are_what_the_page_begins_with(out, tmp_path):
    words = ["--focus", "希腊", "--relation", "signedWith", "--document", "list", "--title", "清单"]
    assert run(["explore", str(out), *words, "-o", str(tmp_path / "page.html")]) == 0
    made = content_of(tmp_path / "page.html")
    assert made["title"] == "清单"
    assert made["start"] == {"node": "country/GRC", "relation": ["signedWith"], "document": ["list"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--focus", "希蜡"], "希腊"), (["--relation", "signed"], "signedWith"), (["--document", "lists"], "list")],
)
def test_what_is_not_there_is_answered_with_the_nearest(out, tmp_path, capsys, words, said):
    assert run(["explore", str(out), *words, "-o", str(tmp_path / "page.html")]) == 2
    assert said in capsys.readouterr().err.partition("nearest")[2]
    assert not (tmp_path / "page.html").exists()


def test_a_page_inside_of_out_would_make_its_manifest_lie(out, capsys):
    before = (out / "explorer.html").read_bytes()
    assert run(["explore", str(out), "-o", str(out / "explorer.html")]) == 2
    assert "manifest" in capsys.readouterr().err
    assert (out / "explorer.html").read_bytes() == before
