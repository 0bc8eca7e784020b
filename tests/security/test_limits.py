"""One document that is too large or takes too long is left out and said; the others are built."""

from __future__ import annotations

import json

import pytest

from kg.cli import run
from tests.security import hostile


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(hostile.SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "large.txt").write_text(hostile.long_line("签署", 100_000), encoding="utf-8")
    return tmp_path


def left_out(folder):
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in report["by_document"]] == ["good"]
    return {entry["source"]: entry["why"] for entry in report["skipped"]}


def test_a_document_that_takes_too_long_is_left_out(folder, capsys):
    words = ["build", str(folder / "in"), "-o", str(folder / "out"), "--timeout-per-document", "4", "--workers", "1"]
    assert run([*words, "--no-cache"]) == 1
    assert left_out(folder) == {"large.txt": "took longer than 4 seconds; raise --time-limit to wait for it"}
    assert "large.txt" in capsys.readouterr().err


def test_a_document_that_is_too_large_is_left_out(folder, capsys):
    words = ["build", str(folder / "in"), "-o", str(folder / "out"), "--max-bytes", "1000"]
    assert run(words) == 1
    assert left_out(folder) == {"large.txt": "has 300,000 bytes, more than the 1,000 of --max-bytes; split it"}


def test_nothing_readable_leaves_no_output(folder, capsys):
    assert run(["build", str(folder / "in"), "-o", str(folder / "out"), "--max-bytes", "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in folder.iterdir()] == ["in"]


@pytest.mark.parametrize(("unit", "what"), [("中国\n", "paragraphs"), ("中国与希腊签署协议；", "statements")])
def test_a_document_that_says_too_much_for_one_graph_is_refused(unit, what, monkeypatch):
    from kg.errors import DocumentError
    from kg.graph import size
    from kg.graph.writer import write_ntriples
    from kg.model import Document
    from kg.pipeline import Pipeline

    monkeypatch.setattr(size, "MOST_ITEMS", 100)
    monkeypatch.setattr(size, "MOST_FACTS", 100)
    with pytest.raises(DocumentError, match=f"holds .* {what}, more than the 100 of one text; split it"):
        write_ntriples(Pipeline.load()(Document("much", unit * 150)))
    small = Pipeline.load()(Document("little", unit * 50))
    assert write_ntriples(small)
