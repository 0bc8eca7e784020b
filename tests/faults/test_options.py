"""Options that no run could follow are refused at once, in one line that names them."""

from __future__ import annotations

import pytest

from kg.cli import run

TEXT = "中国与希腊签署协议。\n"


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def refused(capsys, *words):
    capsys.readouterr()
    assert run([str(word) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "unexpected" not in said
    return said


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e300", "0", "-1", "86401"])
def test_a_time_limit_that_no_clock_keeps_is_refused(one, tmp_path, capsys, seconds):
    out = tmp_path / "out"
    assert "--timeout-per-document" in refused(capsys, "build", one, "-o", out, "--timeout-per-document", seconds)
    assert not out.exists()
    for verb in (["query", out, "ASK {}"], ["serve", out]):
        assert "--timeout" in refused(capsys, *verb, "--timeout", seconds)


def test_the_root_is_no_folder_to_build_into(one, capsys):
    assert "/: has no folder around it" in refused(capsys, "build", one, "-o", "/")
    assert "/: has no folder around it" in refused(capsys, "build", one.parent, "-o", "/")


def test_a_source_without_a_name_is_not_the_current_folder(one, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "empty name" in refused(capsys, "build", "", "-o", "out")
    assert "empty name" in refused(capsys, "build", "one.txt", "", "-o", "out")
    assert "empty name" in refused(capsys, "show", "")
    assert not (tmp_path / "out").exists()
