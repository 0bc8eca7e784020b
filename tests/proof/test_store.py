"""A store that is not the build's own files, or has a bad byte, does not verify, and says so in one line."""

from __future__ import annotations

import shutil

import pytest

from kg.cli import run
from kg.errors import StoreError
from kg.graph.store import Store
from kg.proof.verifier import verify


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def tables(out):
    """The tables of the store that hold statements and words, the largest first."""
    return sorted((out / "store").glob("*.sst"), key=lambda path: -path.stat().st_size)[:4]


def test_a_linked_store_is_named(copy, tmp_path):
    shutil.move(copy / "store", tmp_path / "elsewhere")
    (copy / "store").symlink_to(tmp_path / "elsewhere")
    assert [str(one) for one in verify(copy).findings] == ["store: is a link; a build writes none [link]"]


def test_a_link_inside_the_store_is_named(copy, tmp_path):
    table = tables(copy)[0]
    shutil.move(table, tmp_path / table.name)
    table.symlink_to(tmp_path / table.name)
    (finding,) = verify(copy).findings
    assert (finding.file, finding.rule) == (f"store/{table.name}", "link")


def test_a_folder_inside_the_store_is_named(copy):
    (copy / "store" / "more").mkdir()
    (finding,) = verify(copy).findings
    assert finding.file == "store/more"
    assert "is no file" in finding.message


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("part", [0.02, 0.4, 0.8])
def test_a_flipped_byte_of_any_table_is_one_clear_line(copy, capsys, number, part):
    table = tables(copy)[number]
    flip(table, int(table.stat().st_size * part))
    assert run(["verify", str(copy)]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].startswith("not verified: 1 finding")
    assert lines[1].startswith("store: cannot be read: Corruption")
    assert "unexpected" not in said.err


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_a_store_that_cannot_be_opened_is_one_clear_line(copy, capsys, name):
    (path,) = (copy / "store").glob(name)
    flip(path, path.stat().st_size // 2)
    assert run(["verify", str(copy)]) == 1
    assert "store: cannot be read: " in capsys.readouterr().out
    with pytest.raises(StoreError, match="cannot be opened as a store"):
        Store(copy / "store", read_only=True)


def test_a_question_to_a_damaged_store_is_answered_with_what_to_do(copy, capsys):
    for table in tables(copy):
        flip(table, table.stat().st_size // 50)
    assert run(["explain", str(copy), "希腊"]) == 2
    said = capsys.readouterr().err
    assert "the store is damaged" in said
    assert "build it anew" in said
    assert "unexpected" not in said
