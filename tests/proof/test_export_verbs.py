"""Tables and exports come out of the command line as the library makes them."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet
import pytest

from kg.cli import run
from kg.graph.columns import COLUMNS
from kg.graph.exports import FORMS, exported
from kg.graph.store import Store


@pytest.fixture(scope="module")
def store(whole):
    return Store(whole / "store", read_only=True)


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_table_is_shown_and_written_whole(whole, tmp_path, capsys, name):
    assert run(["table", str(whole), name]) == 0
    assert "items have claims" in capsys.readouterr().out
    path, other = tmp_path / "deep" / f"{name}.csv", tmp_path / f"{name}.parquet"
    assert run(["table", str(whole), name, "--csv", str(path), "--parquet", str(other)]) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert list(rows[0]) == [column for column, _, _ in COLUMNS[name]]
    assert len(rows) == pyarrow.parquet.read_table(other).num_rows
    assert run(["table", str(whole), name, "--codebook"]) == 0
    assert all(f"`{column}`" in capsys.readouterr().out for column, _, _ in COLUMNS[name][:1])


def test_a_table_as_json_begins_with_its_coverage(whole, capsys):
    assert run(["table", str(whole), "claims", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert list(held) == ["coverage", "rows"]
    assert held["rows"][0]["sentence"]


def test_an_export_of_one_file_goes_to_the_standard_output_or_a_file(whole, store, tmp_path, capfdbinary):
    assert run(["export", str(whole), "--format", "nquads"]) == 0
    assert capfdbinary.readouterr().out == store.triples_sorted()
    path = tmp_path / "new" / "g.jsonld"
    assert run(["export", str(whole), "--format", "jsonld", "-o", str(path)]) == 0
    assert json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_format_is_written_into_a_folder(whole, store, tmp_path, form):
    tmp_path.mkdir(exist_ok=True)
    assert run(["export", str(whole), "--format", form, "-o", str(tmp_path)]) == 0
    files = exported(store, form)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)
    assert all((tmp_path / name).stat().st_size for name in files)


def test_wrong_words_say_what_was_expected(whole, tmp_path, capsys):
    assert run(["export", str(whole)]) == 2
    assert "nquads" in capsys.readouterr().err
    assert run(["export", str(whole), "--format", "excel"]) == 2
    assert "neo4j" in capsys.readouterr().err
    assert run(["export", str(whole), "--format", "neo4j"]) == 2
    assert "name a folder" in capsys.readouterr().err
    assert run(["table", str(whole), "tables"]) == 2
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert run(["export", str(whole), "--format", "turtle", "-o", str(tmp_path / "file" / "g.ttl")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_formats_are_listed(whole, capsys):
    assert run(["export", str(whole), "--list"]) == 0
    out = capsys.readouterr().out
    assert all(form in out for form in FORMS)
