"""The same sources give the same bytes, however many processes read them, and whatever was read before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from kg.output.build import build
from kg.output.entries import Entry
from kg.output.reading import Made, Scale
from kg.scaling.cache import Cache


@pytest.mark.parametrize("workers", [2, 8])
def test_any_number_of_workers_makes_the_same_bytes(papers, papers_made, tmp_path, told, workers):
    build([str(papers)], tmp_path / "out", scale=Scale(workers=workers))
    assert told(tmp_path / "out") == papers_made


def test_what_was_read_before_is_not_read_again_and_gives_the_same_bytes(
    papers, papers_made, tmp_path, told, monkeypatch
):
    scale = Scale(cache=tmp_path / "cache")
    build([str(papers)], tmp_path / "out", scale=scale)
    assert told(tmp_path / "out") == papers_made
    monkeypatch.setattr("kg.output.reading.Reading.__call__", lambda self, parcel: pytest.fail("read again"))
    build([str(papers)], tmp_path / "again", scale=scale)
    assert told(tmp_path / "again") == papers_made


def test_what_is_kept_of_a_document_comes_back_as_it_was(small_folder):
    from kg.pipeline import Pipeline
    from kg.text.reader import read

    entry = Entry.of(Pipeline.load()(read(small_folder / "list.txt")))
    whole = Made(entry, "全文\n".encode(), b"<a> <b> <c> .\n")
    assert Made.unpacked(whole.packed()) == whole


def test_a_document_over_the_time_limit_is_skipped_and_said(small_folder, tmp_path, monkeypatch):
    from kg.text.reader import read_data

    def slowly(data, name, **told):
        if told["document_id"] == "plan":
            time.sleep(30)
        return read_data(data, name, **told)

    monkeypatch.setattr("kg.text.reader.read_data", slowly)
    # The words and rules are loaded before the clock runs.
    report = build([str(small_folder)], tmp_path / "out", scale=Scale(time_limit=5))
    why = "took longer than 5 seconds; raise --timeout-per-document to wait for it"
    assert [skip.why for skip in report.skipped] == [why]
    assert len(report.entries) == 4


def test_an_interrupted_build_keeps_what_it_had_read_for_the_next(papers, tmp_path, root):
    out, home = tmp_path / "out", tmp_path / "home"
    command = [sys.executable, "-m", "kg", "build", str(papers), "-o", str(out), "--workers", "1"]
    held = {**os.environ, "PYTHONPATH": str(root), "XDG_CACHE_HOME": str(home)}
    child = subprocess.Popen(command, env=held, stderr=subprocess.PIPE)
    made = tmp_path / ".out.kg-new" / "documents"
    while child.poll() is None and len(list(made.glob("*.nt"))) < 5:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    assert (child.returncode, said) == (130, b"kg: interrupted\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    with Cache(home / "silkgraph") as kept:
        assert kept.size() >= 5


def test_a_large_graph_has_no_turtle_unless_asked_and_a_page_that_says_what_it_shows(
    small_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("kg.output.together.TURTLE_BYTES", 1)
    monkeypatch.setattr("kg.output.together.PAGE_CLAIMS", 3)
    build([str(small_folder)], tmp_path / "out")
    assert not (tmp_path / "out" / "graph.ttl").exists()
    page = (tmp_path / "out" / "explorer.html").read_text(encoding="utf-8")
    assert "claims: the 1 documents of 5 that state most" in page
    build([str(small_folder)], tmp_path / "out", scale=Scale(turtle=True))
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_the_turtle_of_a_stream_is_that_of_the_whole(papers, tmp_path):
    from kg.graph.turtle import write_turtle

    build([str(papers)], tmp_path / "out")
    lines = b"".join(path.read_bytes() for path in (tmp_path / "out" / "documents").glob("*.nt"))
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == write_turtle(lines)
