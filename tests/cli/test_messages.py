"""What the command line says where something is wrong, or where there is one of a thing."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import TEXT


@pytest.fixture
def built(kg, text, tmp_path):
    """One sentence, built."""
    assert kg("build", text, "-o", tmp_path / "out").code == 0
    return tmp_path / "out"


@pytest.mark.parametrize("date", ["last tuesday", "2017年5月", "2017-02-30", "20170514", "2017-13", "２０１７"])
def test_a_date_that_is_none_is_said_with_its_line_and_what_one_looks_like(kg, text, tmp_path, date):
    table = text.parent / "documents.tsv"
    table.write_text(f"id\tfile\tdate\none\tone.txt\t{date}\n", encoding="utf-8")
    said = kg("build", text.parent, "-o", tmp_path / "out")
    assert said.code == 2
    assert said.err == f"kg: {table}:2: the date {date!r} is none; write it like 2017-05-14, 2017-05 or 2017\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("date", ["2017-05-14", "2017-05", "2017", ""])
def test_a_day_a_month_a_year_and_nothing_are_dates(kg, text, tmp_path, date):
    table = text.parent / "documents.tsv"
    table.write_text(f"id\tfile\tdate\none\tone.txt\t{date}\n", encoding="utf-8")
    assert kg("build", text.parent, "-o", tmp_path / "out").code == 0


def test_what_a_state_does_not_say_itself_is_looked_for_among_its_bodies(kg, text, tmp_path):
    text.write_text("中国商务部与塞尔维亚财政部签署合作谅解备忘录。\n", encoding="utf-8")
    assert kg("build", text, "-o", tmp_path / "out").code == 0
    said = kg("explain", tmp_path / "out", "商务部", "塞尔维亚")
    assert "商务部 and 塞尔维亚: 0 claims" in said.out
    assert "no claim speaks of https://w3id.org/silkgraph/id/organization/" in said.out
    assert "and at once of https://w3id.org/silkgraph/id/country/SRB" in said.out
    assert "  塞尔维亚财政部  1 claim\n" in said.out
    bodies = json.loads(kg("explain", tmp_path / "out", "商务部", "塞尔维亚", "--json").out)["bodies"]
    assert [(body["label"], body["claims"]) for body in bodies] == [("塞尔维亚财政部", 1)]


def test_words_marked_in_a_wiki_text_are_marked_otherwise_than_its_links(kg, text, tmp_path):
    text.write_text("[[zh:中国政府]]与[[zh:希腊]]政府签署合作谅解备忘录。\n", encoding="utf-8")
    assert kg("build", text, "-o", tmp_path / "out").code == 0
    out = kg("explain", tmp_path / "out", "中国").out
    assert "⟦中国政府⟧]]与[[zh:⟦希腊]]政府⟧⟦签署⟧合作谅解备忘录。" in out


def test_a_name_of_a_file_is_told_once(kg, text, tmp_path):
    (text.parent / "no.pdf").write_bytes(b"no")
    (text.parent / "no.docx").write_bytes(b"no")
    (text.parent / "no.txt").write_bytes(b"\xff\xfe\x00")
    said = kg("build", text.parent, "-o", tmp_path / "out", "--workers", "1")
    assert said.code == 1
    told = [line for line in said.err.splitlines() if line.startswith("skipped")]
    assert len(told) == 3
    assert all(line.count(name) == 1 for line, name in zip(told, ("no.docx", "no.pdf", "no.txt"), strict=True)), told


@pytest.mark.parametrize("address", ["notaurl", "localhost:7878/store", "ftp://x/y", "//x", "http://"])
def test_an_address_that_is_none_is_told_what_one_looks_like(kg, built, address):
    said = kg("push", built, address)
    assert said.code == 2
    assert said.err.endswith("does not begin with http:// or https:// and a host; expected http://HOST/PATH\n")


def test_a_status_that_is_none_brings_those_there_are(kg, built):
    said = kg("query", built, "claims-of", "-p", "status=Foo")
    assert said.code == 2
    assert "expected one of done, planned, ongoing" in said.err


def test_a_table_that_is_not_there_is_said_without_numbers_of_errors(kg, text, tmp_path):
    for words in (
        ("build", text, "-o", tmp_path / "out", "--decisions", tmp_path / "none.tsv"),
        ("build", text, "-o", tmp_path / "out", "--data", tmp_path / "none"),
        ("score", tmp_path / "none"),
    ):
        said = kg(*words)
        assert said.code == 2
        assert "no such" in said.err
        assert "Errno" not in said.err
        assert said.err.count("\n") == 1


def test_a_folder_that_no_build_made_is_not_verified_but_refused(kg, built, tmp_path):
    (tmp_path / "letters").mkdir()
    said = kg("verify", tmp_path / "letters")
    assert said.code == 2
    assert said.err == f"kg: {tmp_path / 'letters'}: is no folder that `kg build` made; there is nothing to verify\n"
    (built / "manifest.json").unlink()
    assert kg("verify", built).code == 1


def test_every_mistake_of_a_row_is_told_in_the_order_of_the_lines(kg, tmp_path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "mine.tsv").write_text(
        "name\tkey\tkind\tcountry\tfrom\n"
        "云腾\torganisation/yun\tCompanny\tCHNX\tlast\n"
        "甲天\t\tX\t\t\n"
        "乙天\torganization/yi\tCompany\tDEUX\t\n",
        encoding="utf-8",
    )
    told = [(error["line"], error["message"]) for error in json.loads(kg("lint", "--data", tmp_path, "--json").out)]
    found = [(line, next(word for word in WRONG if word in message)) for line, message in told]
    assert sorted(found) == sorted([*((2, word) for word in WRONG[:4]), (3, WRONG[4]), (3, WRONG[5]), (4, WRONG[6])])
    assert [line for line, _ in told] == [2, 2, 2, 2, 3, 3, 4]


WRONG = ["organisation/yun", "Companny", "'CHNX'", "'last'", "column 'key'", "'X'", "'DEUX'"]


def test_one_thing_is_one_thing(kg, built):
    assert "1 claim\n" in kg("explain", built, "希腊").out
    assert "verified: 1 document, 1 claim, " in kg("verify", built).out
    assert kg("query", built, "SELECT ?s { ?s a kg:Claim }").out.endswith("\n1 row\n")
    assert "1 of 1 row\n" in kg("table", built).out
    assert "1 of 1 item has claims" in kg("table", built).out


def test_help_on_serving_shows_the_address_of_a_resource(kg):
    said = " ".join(kg("serve", "--help").out.split())
    assert "http://127.0.0.1:7878/silkgraph/id/country/CHN" in said


def test_a_text_whose_id_is_a_hash_goes_by_the_name_of_its_file(kg, text, tmp_path):
    (text.parent / "成果清单.txt").write_text(TEXT, encoding="utf-8")
    report = json.loads(kg("build", text.parent, "-o", tmp_path / "out", "--json").out)
    titles = {entry["id"]: entry["title"] for entry in report["by_document"]}
    assert titles == {"doc-e7347b7a152c": "成果清单", "one": None}


def test_a_question_that_is_not_well_formed_is_shown_with_a_caret_under_the_place(kg, built, tmp_path):
    question = tmp_path / "open.rq"
    question.write_text("SELECT ?s\nWHERE { ?s ?p", encoding="utf-8")
    said = kg("query", built, question)
    assert said.code == 2
    assert said.err == "kg: line 2, column 7: this { is never closed\n  WHERE { ?s ?p\n        ^\n"
