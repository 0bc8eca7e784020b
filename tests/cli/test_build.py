"""What `kg build` and `kg demo` leave behind, and what a wrong input gets."""

from __future__ import annotations

import json
import os

import pytest

from kg.output.manifest import Manifest, differences


@pytest.fixture
def built(kg, text, tmp_path):
    out = tmp_path / "out"
    said = kg("build", text, "-o", out)
    assert said.code == 0, said.err
    return out


def test_a_build_leaves_what_the_page_promises(built, text):
    expected = {"documents", "explorer.html", "graph.ttl", "manifest.json", "report.json", "store"}
    assert {path.name for path in built.iterdir()} == expected
    assert (built / "documents" / "one.txt").read_bytes() == text.read_bytes()
    assert differences(built) == []
    assert set(Manifest.read(built).sources) == {"one"}


def test_coverage_stands_at_the_head_of_the_report(built):
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    assert next(iter(report)) == "coverage"
    assert report["coverage"] == {"items_with_claims": 1, "items": 1, "share": 1.0}
    assert report["claims"] == {"signedWith": 1}
    assert report["statuses"] == {"done": 1}


def test_the_graph_parses_and_holds_what_the_store_holds(built):
    import pyoxigraph as ox

    held = {quad.triple for quad in ox.Store.read_only(str(built / "store"))}
    assert held == {quad.triple for quad in ox.parse(path=str(built / "graph.ttl"))}


def test_the_text_of_record_keeps_every_character(kg, tmp_path):
    source = tmp_path / "odd.txt"
    source.write_bytes("\ufeff中国政府\r\n与希腊政府\u200b签署\t协议。\r".encode())
    assert kg("build", source, "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "documents" / "odd.txt").read_bytes() == source.read_bytes()


def test_the_standard_input_is_a_source(kg_program, tmp_path):
    run = kg_program("build", "-", "-o", tmp_path / "out", stdin="中国政府与希腊政府签署合作协议。".encode())
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "documents" / "stdin.txt").exists()


def test_what_was_left_out_is_said_and_costs_exit_1(kg, text, tmp_path):
    (text.parent / "empty.txt").write_bytes(b"")
    (text.parent / "noise.txt").write_bytes(bytes(range(128, 256)) * 20)
    said = kg("build", text.parent, "-o", tmp_path / "out")
    assert said.code == 1
    assert sum(line.startswith("skipped ") for line in said.err.splitlines()) == 2
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [skipped["source"] for skipped in report["skipped"]] == ["empty.txt", "noise.txt"]
    assert str(tmp_path) not in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("empty.txt", b"", "empty"),
        ("noise.txt", bytes(range(128, 256)) * 20, "UTF-8"),
        ("movie.mp4", b"\0\0", "are not read"),
    ],
)
def test_nothing_readable_is_exit_2_in_one_line(kg, tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)
    said = kg("build", tmp_path / name, "-o", tmp_path / "out")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert expected in said.err
    assert not (tmp_path / "out").exists()


def test_a_file_with_other_bytes_than_its_table_promises_is_left_out(kg, text, tmp_path):
    table = f"id\tfile\tsha256\none\tone.txt\t{'0' * 64}\n"
    (text.parent / "documents.tsv").write_text(table, encoding="utf-8")
    said = kg("build", text.parent, "-o", tmp_path / "out")
    assert said.code == 2
    assert "other bytes than its table promises" in said.err


def test_a_folder_without_documents_is_exit_2(kg, tmp_path):
    (tmp_path / "sources").mkdir()
    said = kg("build", tmp_path / "sources", "-o", tmp_path / "out")
    assert said.code == 2
    assert "holds no document" in said.err


def test_a_broken_row_of_the_data_is_named_and_the_old_output_stays(kg, built, text, tmp_path):
    before = (built / "manifest.json").read_bytes()
    names = tmp_path / "data" / "names"
    names.mkdir(parents=True)
    (names / "mine.tsv").write_text("name\tkey\tkind\n某部\torganization/mou\tMinistri\n", encoding="utf-8")
    said = kg("build", text, "-o", built, "--data", tmp_path / "data")
    assert said.code == 2
    assert f"{names / 'mine.tsv'}:2: " in said.err
    assert "Ministry" in said.err, "the nearest known word is named"
    assert said.err.count("\n") == 1
    assert (built / "manifest.json").read_bytes() == before


def test_a_folder_that_is_not_ours_stays_as_it_is(kg, text, tmp_path):
    said = kg("build", text, "-o", text.parent)
    assert said.code == 2
    assert [path.name for path in text.parent.iterdir()] == ["one.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_an_unwritable_folder_is_exit_2_and_untouched(kg, text, tmp_path):
    out = tmp_path / "locked"
    out.mkdir(mode=0o500)
    said = kg("build", text, "-o", out)
    assert said.code == 2
    assert "permission denied" in said.err.lower()


def test_an_overlay_that_is_not_there_is_exit_2(kg, text, tmp_path):
    said = kg("build", text, "-o", tmp_path / "out", "--data", tmp_path / "nowhere")
    assert said.code == 2
    assert "no such data folder" in said.err


def test_an_address_that_cannot_hold_resources_is_exit_2(kg, text, tmp_path):
    said = kg("build", text, "-o", tmp_path / "out", "--base", "my base")
    assert said.code == 2
    assert "my base" in said.err


def test_the_demo_says_what_it_made_and_what_to_open(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = kg("demo")
    assert said.code == 0, said.err
    for word in ("documents", "items", "entities", "seconds", "signedWith", "out/explorer.html", "kg query out --list"):
        assert word in said.out
    assert "restated by silkgraph after" in said.out
    assert "not the official wording" in said.out
