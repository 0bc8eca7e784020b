"""Archives and tables mean what the same documents in a folder mean; what is wrong with one is one clear line."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DocumentError, UsageError
from kg.output.build import build
from kg.scaling.archives import Columns, Opened
from kg.sources import collect

TEXTS = {
    "one": "中国政府与希腊政府签署合作协议。\n",
    "two": "国家开发银行与埃及银行签署贷款协议，\n\n金额为“2亿元”。\n",
    "three": "天气很好；没有消息。",
}


def zipped(path):
    with zipfile.ZipFile(path, "w") as file:
        for name, text in TEXTS.items():
            file.writestr(f"news/{name}.txt", text)
        file.writestr("news/README.md", "不是文件")
        file.writestr("__MACOSX/news/._one.txt", "\0")
        file.writestr("news/.hidden.txt", "藏")


def tarred(path):
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as file:
        for name, text in TEXTS.items():
            data = text.encode()
            info = tarfile.TarInfo(f"news/{name}.txt")
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("news/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)


def lined(path):
    rows = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in TEXTS.items()]
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8", newline="")


def tabled(path):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "date", "text"])
        rows.writerows([name, "", text] for name, text in TEXTS.items())


def in_parquet(path):
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({"id": list(TEXTS), "text": list(TEXTS.values())})
    parquet.write_table(table, path, row_group_size=2)


MAKERS = {
    "n.zip": zipped,
    "n.tar": tarred,
    "n.tar.gz": tarred,
    "n.jsonl": lined,
    "n.csv": tabled,
    "n.parquet": in_parquet,
}


def texts_of(path, columns=None):
    with Opened(columns or Columns()) as archives:
        return {
            source.id: source.data(archives).decode("utf-8") for source in collect([str(path)], None, columns).found
        }


@pytest.mark.parametrize("name", MAKERS)
def test_every_form_holds_the_same_documents(tmp_path, name):
    MAKERS[name](tmp_path / name)
    assert texts_of(tmp_path / name) == TEXTS


@pytest.mark.parametrize("name", ["n.zip", "n.csv"])
def test_an_archive_builds_the_graph_of_its_documents(tmp_path, name):
    (tmp_path / "folder").mkdir()
    for stem, text in TEXTS.items():
        (tmp_path / "folder" / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")
    MAKERS[name](tmp_path / name)
    build([str(tmp_path / "folder")], tmp_path / "a")
    build([str(tmp_path / name)], tmp_path / "b")
    assert (tmp_path / "a" / "graph.ttl").read_bytes() == (tmp_path / "b" / "graph.ttl").read_bytes()


def test_a_glob_of_archives_stands_for_all_their_documents(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"text": "中国"}\n', encoding="utf-8")
    assert sorted(texts_of(tmp_path / "*.jsonl")) == ["a-1", "b-1"]


def test_columns_can_be_named_and_carry_what_is_known_of_a_record(tmp_path):
    rows = "编号;日期;标题;正文\n1;2019年4月27日;公报;中国\n"
    (tmp_path / "n.csv").write_bytes(rows.encode("gb18030"))
    columns = Columns(text="正文", id="编号", title="标题", date="日期", named=frozenset({"id", "title", "date"}))
    found = collect([str(tmp_path / "n.csv")], None, columns).found
    assert [(s.id, s.metadata.title, s.metadata.date) for s in found] == [("1", "公报", "2019-04-27")]
    assert texts_of(tmp_path / "n.csv", columns) == {"1": "中国"}


def test_names_in_a_zip_of_a_chinese_program_are_read_as_they_were_meant(tmp_path):
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as file:
        file.writestr("abcd.txt", "中国")
    data = (tmp_path / "n.zip").read_bytes().replace(b"abcd.txt", "公报.txt".encode("gb18030"))
    (tmp_path / "n.zip").write_bytes(data)
    assert collect([str(tmp_path / "n.zip")]).found[0].name.endswith(":公报.txt")
    assert list(texts_of(tmp_path / "n.zip").values()) == ["中国"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("n.zip", b"no zip", "is not a whole .zip file"),
        ("n.tar", b"no tar" * 200, "is not a whole tar file"),
        ("n.tar.gz", gzip.compress(b"no tar" * 200, mtime=0), "is not a whole tar file"),
        ("n.tar.gz", gzip.compress(b"x" * 9999, mtime=0)[:40], "is not a whole tar file"),
        ("n.parquet", b"no parquet", "is not a Parquet file"),
        ("n.jsonl", b'{"body": "x"}\n', "has no column 'text'; it has body; name the right one with --text-column"),
        ("n.csv", "编号,正文\n1,x\n".encode(), "has no column 'text'; it has 正文, 编号"),
        ("n.csv", b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
    ],
    ids=["zip", "tar", "packed tar", "torn tar", "parquet", "lines without", "table without", "table in no encoding"],
)
def test_what_is_no_archive_or_lacks_a_column_is_said_at_once(tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as said:
        build([str(tmp_path / name)], tmp_path / "out")
    assert expected in str(said.value)
    assert "\n" not in str(said.value)
    assert not (tmp_path / "out").exists()


def test_a_parquet_file_without_the_column_says_what_it_has(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"body": ["x"], "nr": ["1"]}), tmp_path / "n.parquet")
    with pytest.raises(
        UsageError, match="has no column 'text'; it has body, nr; name the right one with --text-column"
    ):
        build([str(tmp_path / "n.parquet")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_column_that_was_named_must_be_there(tmp_path):
    (tmp_path / "n.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    columns = Columns(date="日期", named=frozenset({"date"}))
    with pytest.raises(UsageError, match=r"no column .日期.*--date-column"):
        collect([str(tmp_path / "n.jsonl")], None, columns)


def test_a_bad_record_is_skipped_with_its_place_and_the_others_are_read(tmp_path):
    lines = '{"text": "中国政府与希腊政府签署合作协议。"}\nnot json\n[1]\n{"text": 5}\n{"text": "天气"}\n'
    (tmp_path / "n.jsonl").write_text(lines, encoding="utf-8")
    report = build([str(tmp_path / "n.jsonl")], tmp_path / "out")
    assert [entry.id for entry in report.entries] == ["n-1", "n-5"]
    assert [skip.name.rpartition(":")[2] for skip in report.skipped] == ["2", "3", "4"]
    assert "is no JSON object" in report.skipped[0].why


def test_a_member_that_is_no_text_or_is_damaged_is_skipped_and_said(tmp_path):
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as file:
        file.writestr("good.txt", TEXTS["one"])
        file.writestr("binary.txt", b"\0\1\2\3" * 99)
        file.writestr("damaged.txt", "天" * 999)
    data = bytearray((tmp_path / "n.zip").read_bytes())
    at = data.index("天天天".encode())
    data[at : at + 3] = b"xyz"
    (tmp_path / "n.zip").write_bytes(data)
    report = build([str(tmp_path / "n.zip")], tmp_path / "out")
    assert [entry.id for entry in report.entries] == ["good"]
    assert [skip.name.rpartition(":")[2] for skip in report.skipped] == ["binary.txt", "damaged.txt"]


def test_a_member_that_unpacks_to_more_than_allowed_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.scaling.packed.MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "n.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb.txt", "天" * 100_000)
        file.writestr("good.txt", TEXTS["one"])
    held = collect([str(tmp_path / "n.zip")])
    assert [source.id for source in held.found] == ["good"]
    assert "is larger than" in held.skipped[0].why


def test_names_in_an_archive_never_become_paths(tmp_path):
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as file:
        file.writestr("../../evil.txt", TEXTS["one"])
        file.writestr("/etc/evil.txt", TEXTS["three"])
    report = build([str(tmp_path / "n.zip")], tmp_path / "deep" / "out")
    assert len(report.entries) == 2
    assert all(entry.id.startswith("evil-") for entry in report.entries)
    assert [path for path in tmp_path.rglob("*evil*") if "out" not in path.parts] == []


def test_a_record_that_has_changed_since_it_was_listed_is_one_line(tmp_path):
    lined(tmp_path / "n.jsonl")
    found = collect([str(tmp_path / "n.jsonl")]).found
    (tmp_path / "n.jsonl").write_text("{", encoding="utf-8")
    with Opened(Columns()) as archives, pytest.raises(DocumentError, match=r"n\.jsonl:1 cannot be read"):
        found[0].data(archives)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_any_cell_of_a_table_comes_back_from_its_place(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow(["text", "title"])
            written.writerows(rows)
        with Opened(Columns()) as archives:
            found = sorted(collect([str(path)]).found, key=lambda source: source.member.place)
            assert [source.data(archives).decode("utf-8") for source in found] == [text for text, _ in rows]
