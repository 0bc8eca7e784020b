"""A working folder says once which words and decisions it uses."""

from __future__ import annotations

import json

import pytest

from kg.cli import run
from kg.curation.project import Project, project
from kg.errors import DataFileError

TOOL = '[tool.kg]\ndata = "words"\ndecisions = "mine.tsv"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", TOOL), ("kg.toml", TOOL), ("kg.toml", 'data = "words"\ndecisions = "mine.tsv"\n')],
)
def test_paths_start_at_the_project_file(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert project(tmp_path) == Project(tmp_path / "words", tmp_path / "mine.tsv")


def test_a_folder_without_settings_has_none(tmp_path):
    assert project(tmp_path) == Project()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert project(tmp_path) == Project()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool.kg]\ndta = 'x'\n", "nearest: data"),
        ("[tool.kg]\ndata = 3\n", "is a path, not 3"),
        ("[tool.kg\n", "no TOML"),
        ("[tool]\nkg = 3\n", "is a table"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(tmp_path, text, expected):
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"pyproject\.toml.*" + expected):
        project(tmp_path)


def test_a_build_uses_the_words_and_decisions_of_its_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = tmp_path / "words" / "names"
    names.mkdir(parents=True)
    (names / "mine.tsv").write_text("name\tkey\tkind\n云腾纵横\torganization/yunteng\tCompany\n", encoding="utf-8")
    (tmp_path / "mine.tsv").write_text("decision\tdocument\nwrong\tline\n", encoding="utf-8")
    (tmp_path / "kg.toml").write_text(TOOL, encoding="utf-8")
    (tmp_path / "one.txt").write_text("云腾纵横与希腊政府签署合作协议。\n", encoding="utf-8")
    assert run(["build", "one.txt", "-o", "out"]) == 1
    assert "mine.tsv:2: " in capsys.readouterr().err
    assert "organization:yunteng" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["decisions"]["not_followed"][0]["line"] == 2
