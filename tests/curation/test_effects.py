"""Each line of an overlay is told with the facts it brings and takes."""

from __future__ import annotations

import json

import pytest

from kg.cli import run
from kg.curation.effects import effects
from kg.model import Document

DOCUMENT = Document("one", "云腾纵横与希腊政府签署合作协议。中国政府与埃及政府缔约合作协议。\n")


@pytest.fixture(scope="module")
def overlay(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    (folder / "names").mkdir()
    rows = ["name\tkey\tkind", "云腾纵横\torganization/yunteng\tCompany", "海天无涯\torganization/haitian\tCompany"]
    (folder / "names" / "mine.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "cues.tsv").write_text("word\tclass\tnot_in\n缔约\tSIGN\t\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def measured(overlay):
    return {(effect.path.name, effect.line): effect for effect in effects(overlay, [DOCUMENT])}


def test_a_line_that_teaches_a_name_is_told_with_the_facts_it_brings(measured):
    gained = [fact for _, fact in measured["mine.tsv", 2].gained]
    assert any("organization/yunteng" in fact and "signedWith" in fact for fact in gained)


def test_a_line_that_teaches_a_cue_is_told_with_the_facts_it_brings(measured):
    effect = measured["cues.tsv", 2]
    assert [document for document, _ in effect.gained] == ["one"]
    assert "埃及" in effect.gained[0][1]
    assert effect.lost == ()


def test_a_line_whose_word_stands_nowhere_changes_nothing(measured):
    effect = measured["mine.tsv", 3]
    assert (effect.gained, effect.lost) == ((), ())


def test_the_overlay_as_a_whole_comes_first(overlay, measured):
    whole = measured[overlay.name, 0]
    assert set(whole.gained) >= set(measured["cues.tsv", 2].gained)


def test_a_line_that_takes_facts_away_is_told_with_them(tmp_path):
    (tmp_path / "cues.tsv").write_text("word\tclass\tnot_in\n签署\tSIGN\t签署合作\n", encoding="utf-8")
    found = effects(tmp_path, [DOCUMENT])
    assert found[-1].lost
    assert not found[-1].gained


def test_a_first_row_on_which_others_stand_is_told_so(tmp_path):
    (tmp_path / "names").mkdir()
    rows = "name\tkey\tkind\n云腾纵横\torganization/yunteng\tCompany\n云腾\torganization/yunteng\t\n"
    (tmp_path / "names" / "mine.tsv").write_text(rows, encoding="utf-8")
    alone = {effect.line: effect.alone for effect in effects(tmp_path, [DOCUMENT])}
    assert alone[2] is False
    assert alone[3] is True


def test_lint_prints_what_each_line_changed(overlay, tmp_path, capsys):
    source = tmp_path / "one.txt"
    source.write_text(DOCUMENT.source, encoding="utf-8")
    assert run(["lint", "--data", str(overlay), "--on", str(source)]) == 0
    said = capsys.readouterr().out
    assert "cues.tsv:2: 1 fact gained, 0 lost" in said
    assert "+ one: 中国 (country/CHN) —signedWith→ 埃及" in said
    assert run(["lint", "--data", str(overlay), "--on", str(source), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["line"] for each in told] == [0, 2, 2, 3]
