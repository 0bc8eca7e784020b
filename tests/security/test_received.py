"""A built folder that a stranger sent: no verb reads or writes a file outside of it, and none dies of what it holds."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from kg.cli import run
from kg.errors import KgError
from kg.output.folder import opened
from kg.output.manifest import Manifest
from kg.serving.server import serving
from tests.security import hostile

SECRET = "the reader's own secret"


@pytest.fixture
def out(small_texts, tmp_path):
    from kg.output.build import build

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.txt").write_text(small_texts["list"], encoding="utf-8")
    build([str(tmp_path / "in")], tmp_path / "out")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    return tmp_path / "out"


def spoil(out, **parts):
    path = out / "manifest.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    for name, value in parts.items():
        held[name] = held[name] | value if isinstance(value, dict) else value
    path.write_text(json.dumps(held), encoding="utf-8")


def every_verb(out, page):
    said = str(out)
    return [
        ["verify", said],
        ["query", said, "who-signed-most"],
        ["explain", said, "中国"],
        ["explore", said, "-o", str(page)],
        ["ledger", said],
        ["table", said],
        ["reconcile", said],
        ["network", said],
        ["check", said],
    ]


NAMES = [
    "../secret.txt",
    "/etc/passwd",
    "documents/../../secret.txt",
    "documents/.hidden",
    "a/b/c.txt",
    "",
    ".",
    "a\0b",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_that_names_files_elsewhere_is_none_of_ours(out, name, tmp_path, capsys):
    spoil(out, files={name: "0" * 64})
    before = sorted(path.name for path in tmp_path.iterdir())
    for words in every_verb(out, tmp_path / "page.html"):
        assert run(words) in {1, 2}, words
    with pytest.raises(KgError, match="which no build writes"):
        opened(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert SECRET not in "".join(capsys.readouterr())


def test_the_server_copies_no_file_from_elsewhere_even_if_it_is_asked_to(out, tmp_path):
    for name in ("../secret.txt", "documents/../../secret.txt", "manifest.json/../../secret.txt"):
        with pytest.raises((KgError, OSError)), serving(out, frozenset([name]), "https://example.org/id/"):
            pass


@pytest.mark.parametrize("place", ["documents/list.txt", "report.json", "documents", "store", "manifest.json"])
def test_a_link_in_a_build_is_followed_by_no_verb(out, place, tmp_path, capsys):
    target = out / place
    if target.is_dir() or place == "manifest.json":
        target.rename(tmp_path / "moved")
        target.symlink_to(tmp_path / "moved")
    else:
        target.unlink()
        target.symlink_to(tmp_path / "secret.txt")
    for words in every_verb(out, tmp_path / "page.html")[1:]:
        assert run(words) == 2, words
    if place in ("documents/list.txt", "report.json"):
        assert run(["verify", str(out)]) == 1
    assert SECRET not in "".join(capsys.readouterr())
    assert not (tmp_path / "page.html").exists()


def test_a_pipe_in_the_place_of_a_text_holds_nobody(out, tmp_path):
    (out / "documents" / "list.txt").unlink()
    os.mkfifo(out / "documents" / "list.txt")
    for words in every_verb(out, tmp_path / "page.html"):
        assert run(words) == (1 if words[0] == "verify" else 2), words


MANIFESTS = {
    "no object": "[]",
    "nested": "[" * 200_000 + "]" * 200_000,
    "nested inside": '{"silkgraph": "0", "data": "", "files": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "no json": "\0",
    "empty": "",
    "files a list": '{"silkgraph": "0", "data": "", "files": ["a"]}',
    "files of numbers": '{"silkgraph": "0", "data": "", "files": {"a": 5}}',
    "sources a text": '{"silkgraph": "0", "data": "", "sources": "abc"}',
    "options a list": '{"silkgraph": "0", "data": "", "options": []}',
    "no base": '{"silkgraph": "0", "data": ""}',
    "base a script": '{"silkgraph": "0", "data": "", "options": {"base": "javascript:alert(1)"}}',
    "base a number": '{"silkgraph": "0", "data": "", "options": {"base": 5}}',
    "base with markup": '{"silkgraph": "0", "data": "", "options": {"base": "http://x/\\"><script>"}}',
    "graph a number": '{"silkgraph": "0", "data": "", "graph": 5, "options": {"base": "https://w3id.org/x/"}}',
    "form a terminal": '{"silkgraph": "\\u001b[31m", "data": "", "form": "\\u001b]0;x\\u0007"}',
    "more": '{"silkgraph": "0", "data": "", "__class__": {}}',
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_of_any_shape_is_read_or_refused_in_one_line(out, name, tmp_path, capsys):
    (out / "manifest.json").write_text(MANIFESTS[name], encoding="utf-8")
    for words in every_verb(out, tmp_path / "page.html"):
        code = run(words)
        said = capsys.readouterr()
        assert code in {1, 2} or (code == 0 and name == "graph a number"), words
        assert "kg: unexpected" not in said.err, words
        assert "\x1b" not in said.out + said.err
        assert said.err.count("\n") <= 1 or code == 0


def test_triples_in_triples_do_not_end_the_one_who_verifies(out, capsys):
    nested = "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 100_000 + "1" + " )>>" * 100_000 + " .\n"
    (out / "graph.ttl").write_text(nested, encoding="utf-8")
    assert run(["verify", str(out)]) == 1
    assert "holds triples in triples, which no build writes" in capsys.readouterr().out


def test_arrows_in_a_text_are_no_triples_in_triples(tmp_path):
    (tmp_path / "in.txt").write_text(hostile.SENTENCE + "<<" * 2_000 + '"\\\n' + "<<(" * 2_000, encoding="utf-8")
    assert run(["build", str(tmp_path / "in.txt"), "-o", str(tmp_path / "out")]) == 0
    assert run(["verify", str(tmp_path / "out")]) == 0


def test_a_report_or_text_that_is_broken_is_said_in_one_line(out, tmp_path, capsys):
    kept = {name: (out / name).read_bytes() for name in ("report.json", "documents/list.txt")}
    for name, data in (
        ("report.json", b"[" * 100_000),
        ("report.json", b'{"notices": 5, "documents": "\\u001b[31m"}'),
        ("documents/list.txt", b"\xff\xfe\x00"),
    ):
        for each, whole in kept.items():
            (out / each).write_bytes(whole)
        (out / name).write_bytes(data)
        for words in every_verb(out, tmp_path / "page.html"):
            run(words)
            said = capsys.readouterr()
            assert "kg: unexpected" not in said.err, (name, data[:10], words, said.err)
            assert "\x1b" not in said.out + said.err


def test_a_lock_that_is_a_link_empties_no_file_of_the_reader(out, tmp_path, capsys):
    (tmp_path / ".out.kg-lock").symlink_to(tmp_path / "secret.txt")
    assert run(["build", str(tmp_path / "in"), "-o", str(out)]) == 2
    assert (tmp_path / "secret.txt").read_text(encoding="utf-8") == SECRET
    assert capsys.readouterr().err.count("\n") == 1


def test_a_build_replaces_the_files_of_a_received_folder_and_touches_nothing_else(out, tmp_path):
    spoil(out, files={"../secret.txt": "0" * 64, "../in/list.txt": "0" * 64})
    shutil.rmtree(out / "documents")
    (out / "documents").symlink_to(tmp_path / "in")
    assert run(["build", str(tmp_path / "in"), "-o", str(out)]) == 0
    assert (tmp_path / "secret.txt").read_text(encoding="utf-8") == SECRET
    assert (tmp_path / "in" / "list.txt").is_file()
    assert Manifest.read(out).files
    assert run(["verify", str(out)]) == 0
