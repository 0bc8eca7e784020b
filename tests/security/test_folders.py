"""Folders from strangers: links that lead out of them publish nothing, and what is left out is said."""

from __future__ import annotations

import json
import os
import socket

import pytest

from kg.cli import run
from kg.sources import collect
from tests.security.hostile import SENTENCE

SECRET = SENTENCE.replace("希腊", "法国")


@pytest.fixture
def places(tmp_path):
    """A folder with one good document, and a private one beside it."""
    for name, text in (("in/good.txt", SENTENCE), ("private/secret.txt", SECRET)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "in", tmp_path / "private"


def built(out, *words):
    code = run(["build", *map(str, words), "-o", str(out)])
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    told = {skip["source"]: skip["why"] for skip in report["skipped"]}
    return code, [entry["id"] for entry in report["by_document"]], told


@pytest.mark.parametrize("word", ["", "*.txt", "**/*.txt"])
def test_a_link_out_of_a_folder_is_not_followed_and_said(places, tmp_path, word, capsys):
    folder, private = places
    for name in ("link.txt", "other.txt"):
        (folder / name).symlink_to(private / "secret.txt")
    code, ids, told = built(tmp_path / "out", folder / word)
    assert (code, ids) == (1, ["good"])
    assert "leads outside" in told["link.txt"] == told["other.txt"]
    assert "link.txt: leads outside" in capsys.readouterr().err
    assert all(SECRET.encode() not in path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert str(private) not in json.dumps(told)


@pytest.mark.parametrize(("word", "name"), [("", "deep"), ("**/*.txt", "secret.txt"), ("*/*", "secret.txt")])
def test_a_linked_folder_outside_is_not_entered_and_said(places, tmp_path, word, name):
    folder, private = places
    (folder / "deep").symlink_to(private)
    sources = collect([str(folder / "good.txt"), str(folder / word)])
    assert [source.id for source in sources.found] == ["good"]
    assert [(skip.name.rpartition("/")[2], "outside" in skip.why) for skip in sources.skipped] == [(name, True)]


def test_a_link_out_by_way_of_a_linked_folder_is_not_followed(places):
    folder, private = places
    (folder / "deep").symlink_to(private)
    (folder / "link.txt").symlink_to(folder / "deep" / "secret.txt")
    assert [source.id for source in collect([str(folder)]).found] == ["good"]


def test_a_link_within_a_folder_is_read_once(places):
    folder, _ = places
    (folder / "again.txt").symlink_to("good.txt")
    (folder / "round").symlink_to(".")
    for word in (folder, folder / "*.txt", folder / "**/*.txt"):
        sources = collect([str(word)])
        assert (len(sources.found), sources.skipped) == (1, ())


def test_a_folder_and_a_file_that_the_reader_names_may_be_links(places, tmp_path):
    folder, _ = places
    (tmp_path / "there").symlink_to(folder)
    (tmp_path / "link.txt").symlink_to(folder / "good.txt")
    for word in ("there", "there/*.txt", "link.txt"):
        sources = collect([str(tmp_path / word)])
        assert (len(sources.found), sources.skipped) == (1, ())


def test_pipes_sockets_and_links_to_nothing_are_said(places, monkeypatch):
    folder, _ = places
    monkeypatch.chdir(folder)
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
    (folder / "nowhere.txt").symlink_to("gone.txt")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    for word in (".", "*.txt"):
        sources = collect([word], folder / "out")
        assert [source.id for source in sources.found] == ["good"]
        told = {skip.name: skip.why for skip in sources.skipped}
        assert sorted(told) == ["nowhere.txt", "pipe.txt", "round.txt", "socket.txt", "zero.txt"]
        assert told["pipe.txt"] == told["socket.txt"] == "is no file but a pipe or device; save what it gives as a file"
        assert told["round.txt"] == told["nowhere.txt"]
        assert "leads to no file" in told["nowhere.txt"]


@pytest.mark.parametrize("name", ["more.zip", "more.tar.gz"])
def test_an_archive_inside_a_folder_is_said_but_no_list_beside_texts(places, name):
    folder, _ = places
    (folder / name).write_bytes(b"")
    (folder / "good.jsonl").write_bytes(b"")
    (folder / "deep").mkdir()
    (folder / "deep" / "documents.tsv").write_text("id\tfile\n", encoding="utf-8")
    sources = collect([str(folder)])
    assert [source.id for source in sources.found] == ["good"]
    assert [(skip.name, skip.why) for skip in sources.skipped] == [
        (str(folder / name), "is an archive inside a folder; name it to have it read")
    ]
