"""Files to documents: encodings, ids, metadata, and clear words for what cannot be read."""

import pytest

from kg.errors import DocumentError, UsageError
from kg.model import Metadata
from kg.text.reader import identify, read

SIMPLIFIED = "甲国政府与乙国政府签署合作协议，共同建设港口。"
TRADITIONAL = "甲國政府與乙國政府簽署合作協議，共同建設港口。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
    ],
)
def test_the_usual_encodings_are_told_apart(tmp_path, text, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read(path).source.lstrip("\ufeff") == text


def test_a_byte_order_mark_and_line_ends_are_characters_of_the_source(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "甲。\r\n乙。\r\n".encode())
    assert read(path).source == "\ufeff甲。\r\n乙。\r\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04\x00\x00", "NUL byte at 4"),
        (f"1.{SIMPLIFIED}".encode("utf-16-le"), "NUL byte at 1"),
        ("甲国".encode() + b"\xff\xfe\xfa", "byte 6 is"),
        ("Crème brûlée à la carte, déjà vu.".encode("cp1252"), "byte 2 is"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path, data, said):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"bad\.txt.*" + said):
        read(path)


def test_a_named_encoding_is_taken_at_its_word(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TRADITIONAL.encode("big5"))
    assert read(path, encoding="big5").source == TRADITIONAL
    with pytest.raises(DocumentError, match="not ascii"):
        read(path, encoding="ascii")
    with pytest.raises(DocumentError, match="no encoding is called 'klingon'"):
        read(path, encoding="klingon")


def test_front_matter_gives_metadata_and_nothing_is_invented(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: “山海对话”成果清单\ndate: 2023-05-18 10:00:00\nsource: 海滨日报\nurl: https://example.org/1\ntags:\n---\n正文。\n",
        encoding="utf-8",
    )
    known = Metadata("“山海对话”成果清单", "2023-05-18", "海滨日报", "https://example.org/1")
    assert read(path).metadata == known
    assert read(path, metadata=Metadata(title="另题")).metadata.title == "另题"
    path.write_text("2023年5月18日，会议举行。", encoding="utf-8")
    assert read(path).metadata == Metadata()


def test_a_date_that_cannot_be_is_no_date(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ndate: 2023-13-40\n---\n正文。\n", encoding="utf-8")
    assert read(path).metadata.date is None


def test_ids_are_ascii_and_stable_under_composition():
    assert identify("outcomes-2017") == "outcomes-2017"
    assert identify("成果清单") == identify("成果清单")
    assert identify("é") == identify("e\u0301")
    assert identify("é").startswith("doc-")
    assert identify("a" * 65).startswith("doc-")


def test_a_document_id_is_given_or_made(tmp_path):
    path = tmp_path / "公报.txt"
    path.write_text(SIMPLIFIED, encoding="utf-8")
    doc = read(path)
    assert (doc.id, doc.name) == (identify("公报"), "公报.txt")
    assert read(path, document_id="first").id == "first"
    with pytest.raises(UsageError, match="no document id"):
        read(path, document_id="../x")


def test_missing_large_and_foreign_files_are_refused(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        read(tmp_path / "none.txt")
    path = tmp_path / "a.txt"
    path.write_text("中" * 100, encoding="utf-8")
    with pytest.raises(DocumentError, match="300 bytes, more than the 200"):
        read(path, max_bytes=200)
    path.rename(tmp_path / "a.xls")
    with pytest.raises(DocumentError, match=r"files ending in \.xls are not read"):
        read(tmp_path / "a.xls")
    with pytest.raises(DocumentError, match="folder"):
        read(tmp_path)
