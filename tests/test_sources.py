"""Files, folders, globs and - mean what a reader expects."""

from __future__ import annotations

import pytest

from kg.errors import DataFileError, UsageError
from kg.sources import collect


def ids(words, out=None):
    return [source.id for source in collect([str(word) for word in words], out).found]


def put(folder, *names, text="中国"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + name, encoding="utf-8")


def test_a_folder_means_its_documents_but_not_readmes_and_hidden_files(tmp_path):
    put(
        tmp_path, "b.txt", "a.md", "README.md", "readme_zh.txt", ".hidden.txt", ".git/c.txt", "data.json", "deep/d.html"
    )
    assert ids([tmp_path]) == ["a", "b", "d"]


def test_what_lies_inside_the_output_is_not_read(tmp_path):
    put(tmp_path, "a.txt", "out/b.txt")
    assert ids([tmp_path], tmp_path / "out") == ["a"]


def test_a_folder_that_a_build_made_is_not_read_as_documents(tmp_path):
    put(tmp_path, "a.txt", "earlier/manifest.json", "earlier/documents/b.txt")
    assert ids([tmp_path]) == ["a"]


def test_a_table_means_exactly_its_files_with_what_it_knows_of_them(tmp_path):
    put(tmp_path, "text/one.txt", "text/two.txt", "text/three.txt")
    (tmp_path / "documents.tsv").write_text(
        "id\tfile\ttitle\tdate\nfirst\ttext/one.txt\t公报\t2019-04-27\nsecond\ttext/two.txt\t\t\n", encoding="utf-8"
    )
    first, second = collect([str(tmp_path)]).found
    assert (first.id, first.metadata.title, first.metadata.date) == ("first", "公报", "2019-04-27")
    assert (second.id, second.metadata.title) == ("second", None)


def test_what_a_table_says_of_a_file_holds_however_else_it_is_named(tmp_path):
    put(tmp_path, "one.txt")
    (tmp_path / "documents.tsv").write_text("id\tfile\ttitle\nfirst\tone.txt\t公报\n", encoding="utf-8")
    assert ids([tmp_path, tmp_path / "one.txt"]) == ids([tmp_path / "one.txt", tmp_path]) == ["first"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("../x\tone.txt", "id '../x'"),
        ("x\t../../etc/passwd", "lies outside"),
        ("x\tone.txt\nX\tone.txt", "stands in line 2 already"),
        ("x\t", "'file' is empty"),
    ],
)
def test_a_broken_row_of_the_table_is_named(tmp_path, row, expected):
    put(tmp_path, "one.txt")
    (tmp_path / "documents.tsv").write_text(f"id\tfile\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=expected):
        collect([str(tmp_path)])


def test_a_glob_means_the_files_it_matches(tmp_path):
    put(tmp_path, "a.txt", "b.txt", "c.md")
    assert ids([tmp_path / "*.txt"]) == ["a", "b"]


def test_a_file_named_twice_is_read_once(tmp_path):
    put(tmp_path, "a.txt")
    assert ids([tmp_path / "a.txt", tmp_path]) == ["a"]


def test_files_of_one_name_keep_apart_whatever_order_they_come_in(tmp_path):
    put(tmp_path, "x/a.txt", "y/a.txt")
    there, back = ids([tmp_path / "x", tmp_path / "y"]), ids([tmp_path / "y", tmp_path / "x"])
    assert there == back
    assert len(set(there)) == 2


def test_the_same_bytes_under_one_name_are_read_once_and_said(tmp_path):
    for folder in "xy":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("中国", encoding="utf-8")
    sources = collect([str(tmp_path)])
    assert len(sources.found) == 1
    assert "same bytes" in sources.skipped[0].why


def test_a_chinese_file_name_gets_an_ascii_id(tmp_path):
    put(tmp_path, "联合公报.txt", "联合声明.txt")
    found = ids([tmp_path])
    assert all(name.isascii() for name in found)
    assert len(set(found)) == 2


@pytest.mark.parametrize("word", ["nowhere.txt", "nowhere/*.txt"])
def test_a_missing_path_is_wrong_usage(tmp_path, word):
    with pytest.raises(UsageError, match="nowhere"):
        collect([str(tmp_path / word)])


def test_a_folder_without_documents_is_said(tmp_path):
    with pytest.raises(UsageError, match="holds no document"):
        collect([str(tmp_path)])
    put(tmp_path, "full/a.txt", "empty/b.json")
    sources = collect([str(tmp_path / "full"), str(tmp_path / "empty")])
    assert [skipped.why[:17] for skipped in sources.skipped] == ["holds no document"]
