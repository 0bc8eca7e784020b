"""One document that is too large or takes too long is left out and said; the others are built."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import run
from kg.serving.child import environment
from tests.security import hostile


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(hostile.SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "large.txt").write_text(hostile.long_line("签署", 600_000), encoding="utf-8")
    return tmp_path


def left_out(folder):
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in report["by_document"]] == ["good"]
    return {entry["source"]: entry["why"] for entry in report["skipped"]}


def test_a_document_that_takes_too_long_is_left_out(folder, capsys):
    words = ["build", str(folder / "in"), "-o", str(folder / "out"), "--timeout-per-document", "4", "--workers", "1"]
    assert run([*words, "--no-cache"]) == 1
    assert left_out(folder) == {"large.txt": "took longer than 4 seconds; raise --timeout-per-document to wait for it"}
    assert "large.txt" in capsys.readouterr().err


def test_a_library_that_never_comes_back_costs_its_document_and_nothing_else(folder):
    (folder / "in" / "large.txt").unlink()
    command, held = hanging(folder, "4")
    done = subprocess.run(command, cwd=folder, env=held, timeout=60, check=False)
    assert done.returncode == 1
    assert left_out(folder) == {"page.pdf": "took longer than 4 seconds; raise --timeout-per-document to wait for it"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child outlives its parent until its time is over")
def test_a_process_that_hangs_over_a_document_ends_with_a_build_that_is_killed(folder):
    (folder / "in" / "large.txt").unlink()
    command, held = hanging(folder, "100")
    build = subprocess.Popen(command, cwd=folder, env=held)
    try:
        readers = until(lambda: [pid for pid in children(build.pid) if (folder / f"met-{pid}").exists()])
        assert readers
    finally:
        build.kill()
        build.wait()
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in readers))


def hanging(folder, seconds):
    """A build of a PDF whose library never comes back, and the environment in which it does not."""
    (folder / "in" / "page.pdf").write_bytes(b"%PDF-1.7")
    hangs = "import os\nfrom collections import deque\nfrom itertools import repeat\n"
    hangs += "open(f'met-{os.getpid()}', 'w').close()\ndeque(repeat(0), maxlen=0)\n"
    (folder / "library").mkdir()
    (folder / "library" / "pypdf.py").write_text(hangs, encoding="utf-8")
    paths = os.pathsep.join([str(folder / "library"), environment()["PYTHONPATH"]])
    words = ["build", "in", "-o", "out", "--timeout-per-document", seconds, "--no-cache"]
    return [sys.executable, "-P", "-m", "kg", *words], {**environment(), "PYTHONPATH": paths}


def children(parent):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def until(act, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not act():
        time.sleep(0.05)
    return act()


def test_a_document_that_is_too_large_is_left_out(folder, capsys):
    words = ["build", str(folder / "in"), "-o", str(folder / "out"), "--max-bytes", "1000"]
    assert run(words) == 1
    assert left_out(folder) == {"large.txt": "has 1,800,000 bytes, more than the 1,000 of --max-bytes; split it"}


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


def test_ten_megabytes_in_one_line_are_refused_before_they_are_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(hostile.SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "endless.txt").write_text(hostile.long_line("中国与希腊签署协议；", 3_300_000), encoding="utf-8")
    began = time.process_time()
    assert run(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", "1", "--no-cache"]) == 1
    assert time.process_time() - began < 60
    assert left_out(tmp_path) == {
        "endless.txt": "has 3,300,000 characters, more than the 2,000,000 of one text; split it"
    }
