"""Every parser of ours on anything at all: it reads, or it refuses in its own words."""

from __future__ import annotations

import os
import re
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.cli.terminal import clean
from kg.entities import shapes
from kg.errors import DataFileError, DocumentError, KgError, QueryError
from kg.graph.guard import check_query, tokens
from kg.model import Document, Span
from kg.relations.grammar import read_grammar
from kg.relations.rule import compile_pattern, read_rules
from kg.resources import DATA, read_table
from kg.serving.messages import RefusedError, Request
from kg.serving.negotiation import chosen
from kg.text.decoding import decode
from kg.text.normaliser import normalise
from kg.text.numbering import chinese_numeral, chinese_value, mark_of
from kg.text.reader import front_matter, identify
from kg.text.structure import divide
from tests.security import hostile

#: How many inputs a parser gets; a long run sets another number.
COUNT = int(os.environ.get("KG_FUZZ", "400"))
many = settings(max_examples=COUNT)


@pytest.fixture(autouse=True)
def counted(record_property):
    """What the table of the long suite counts."""
    record_property("inputs", COUNT)


DIGITS = "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两.,，．·٣²½Ⅷ③_-+eE"
DIGITS += "多余几约近超过至到—年月日号个元美欧人民币"
strange = st.sampled_from([*hostile.STRANGE.values(), *[name for name in hostile.NAMES.values() if len(name) < 200]])
anything = st.text(max_size=300) | st.lists(st.text(max_size=20) | strange, max_size=8).map("".join)
numbers = st.text(alphabet=DIGITS, max_size=40)
_PATTERN_WORDS = """Agent Country Paper Event SIGN SIGN! HOST! Agent&:m Agent+:s Paper*:via ~ ... .... ^ $ , ( ) )? )* |
    （ ） LEAD A|B"""
PATTERN_WORDS = _PATTERN_WORDS.split()


def pieces(text, alphabet=hostile.UNITS):
    return st.lists(
        st.sampled_from(text.split(" ")) | st.sampled_from(alphabet) | st.text(max_size=6), max_size=25
    ).map("".join)


@many
@given(anything | pieces("[[ ]] {{ }} <b> </b> &amp; ** __ # | \n \r\n \f --- 《 》 “ ” 中 国 ⽼ 挝 1 2 場"))
def test_the_normaliser_knows_where_every_character_came_from(text):
    doc = normalise(Document("a", text))
    assert doc.source == text
    for start in range(0, len(doc.text), max(1, len(doc.text) // 20)):
        source = doc.source_span(Span(start, start + 1))
        assert 0 <= source.start <= source.end <= len(text)
    divided = divide(doc)
    assert all(0 <= item.span.start <= item.span.end <= len(doc.text) for item in divided.items)
    ids = [item.id for item in divided.items]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,80}", name) for name in ids), ids


@many
@given(numbers)
@example("9" * 5_000)
@example("1_0")
@example("²")
@example("٣")
def test_a_number_is_exact_or_none(text):
    value = shapes.read_number(text)
    assert value is None or (isinstance(value, Decimal) and value.is_finite() and value >= 0)


@many
@given(numbers | pieces("2017年 5月 14日 至 到 二〇一七年 今年 上半年 13月 32日 0日 19:30"))
@example("202၀年11  月")
@example("2017年٣月")
def test_a_date_is_one_of_the_calendar_or_none(text):
    from datetime import date

    for found in shapes.find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        for value in filter(None, (found.value, found.until)):
            assert re.fullmatch(r"[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?", value), value
            parts = [int(part) for part in value.split("-")]
            date(*([*parts, 1, 1])[:3])


@many
@given(numbers | pieces("人民币 10亿 1,000 亿元 美元 等值 约 超过 左右 以上 . 多 个 9999999999999999999999"))
def test_a_sum_is_finite_and_stands_where_it_says(text):
    for found in shapes.find_sums(text):
        assert text[found.start : found.end] == found.text or found.text in text
        assert found.value is None or (found.value.is_finite() and found.value >= 0)
    for quantity in shapes.find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)


@many
@given(st.text(alphabet="一二三四五六七八九十百千零〇两万", max_size=12) | anything)
def test_a_numeral_is_a_number_or_none(text):
    value = chinese_value(text)
    assert value is None or (0 <= value < 10**9)
    mark_of(text)


@many
@given(st.integers(1, 99))
def test_a_numeral_comes_back(value):
    assert chinese_value(chinese_numeral(value)) == value


@pytest.fixture(scope="module")
def grammar():
    return read_grammar(DATA / "rules" / "classes.toml", frozenset({"SIGN", "HOST", "WITH"}))


@many
@given(st.lists(st.sampled_from(PATTERN_WORDS) | st.text(max_size=8), max_size=8).map(" ".join))
def test_a_pattern_compiles_or_says_what_is_wrong(grammar, pattern):
    try:
        compiled = compile_pattern(pattern, grammar)
    except DataFileError as error:
        assert "\n" not in str(error)
    else:
        began = time.process_time()
        compiled.search(grammar.alphabet["、"] * 200)
        assert time.process_time() - began < 20


@many
@given(st.text(max_size=200) | pieces('[[rule]] id= "x" relation= "signedWith" pattern= \n order= 1 ] [ { } # ""'))
def test_a_rule_file_is_read_or_refused_with_its_place(grammar, text):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "some.toml").write_text(text, encoding="utf-8", errors="replace", newline="")
        try:
            read_rules(folder, grammar)
        except DataFileError as error:
            assert str(folder) in str(error)
            assert "\n" not in str(error)


@many
@given(st.binary(max_size=200) | pieces("name key kind \t \n \r # country/CHN \ufeff \x00").map(str.encode))
def test_a_table_is_read_or_refused_with_its_place(data):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "table.tsv")
        path.write_bytes(data)
        try:
            rows = list(read_table(path, ("name",)))
        except DataFileError as error:
            assert str(path) in str(error)
        else:
            assert all(row["name"] for row in rows)


@many
@given(
    anything | pieces("SELECT ASK { } ( ) ?x <http://x> \" ' \"\"\" ''' \\ # SERVICE FROM a:b _:c 1e5 @en FILTER \n")
)
def test_the_guard_passes_or_refuses_and_sees_every_character(text):
    try:
        check_query(text)
    except QueryError as error:
        assert str(error)
    words = list(tokens(text))
    assert all(text[word.start : word.end] == word.text for word in words)
    assert [word.start for word in words] == sorted({word.start for word in words})


@many
@given(st.binary(max_size=300) | anything.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_are_text_or_refused(data):
    try:
        text = decode(data, "a.txt")
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert text.strip("\ufeff \t\r\n　")
        text.encode("utf-8")


@many
@given(
    st.binary(max_size=300)
    | pieces("<p> </p> <div <a href= > & &#x; &# ; <!-- --> <![CDATA[ <script> </script> <meta charset=").map(
        str.encode
    )
)
def test_a_page_is_read_or_refused(data):
    from kg.text.webpage import read_page

    try:
        read_page(data, "a.html", None)
    except DocumentError as error:
        assert "\n" not in str(error)


@many
@given(pieces("<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> &amp; <w:numPr/>"))
def test_a_word_file_is_read_or_refused(body):
    from kg.text.word import read_word

    data = hostile.word(body.encode("utf-8", "replace").decode("utf-8"))
    for damaged in (data, data[:-30], data[: len(data) // 2] + b"\x00" * 9 + data[len(data) // 2 :]):
        try:
            read_word(damaged, "a.docx")
        except DocumentError as error:
            assert "\n" not in str(error)


ODD = st.sampled_from(["", "0", "1", "8", "9", "²", "٣", "-1", "x", "1_0", "9" * 5_000, "99999999", "%1", "decimal"])
FORMATS = st.sampled_from(["decimal", "chineseCounting", "lowerLetter", "upperRoman", "bullet", "none", "nonsense"])


@many
@given(ODD, ODD, ODD, ODD, FORMATS, ODD)
def test_the_lists_and_headings_of_a_word_file_hold_any_value(number, level, start, text, form, style):
    from kg.text.word import read_word

    chosen = (
        f'<w:pPr><w:pStyle w:val="s"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )
    styles = f'<w:style w:styleId="s"><w:name w:val="heading {style}"/></w:style>'
    padding = "<!--" + os.urandom(2_000).hex() + "-->"
    body = f"<w:p>{chosen}<w:r><w:t>中国</w:t></w:r></w:p>{padding}"
    try:
        source, _, _ = read_word(hostile.word(body, numbering=lists, styles=styles), "a.docx")
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert "中国" in source
        assert len(source) < 10_000


@many
@given(anything | pieces("--- title: date: 2017-05-14 url: http:// \n \r\n '"))
def test_front_matter_is_plain(text):
    known = front_matter(text)
    assert known.date is None or re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", known.date)


@many
@given(anything)
def test_an_id_is_plain_ascii_and_a_terminal_line_is_tame(text):
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", identify(text))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean(text))


@many
@given(anything | pieces("text/html application/ * / ; q= 0.5 , 1 -1 nan inf"))
def test_a_media_type_is_chosen_from_those_there_are(accept):
    assert chosen(accept, ["text/html", "text/turtle"]) in {None, "text/html", "text/turtle"}


@many
@given(anything, anything.map(lambda text: text.encode("utf-8", "replace")))
def test_a_request_is_fields_or_refused(target, body):
    request = Request("POST", "/" + target, {}, body)
    try:
        fields = [*request.fields(), *request.form()]
    except RefusedError as error:
        assert error.status == 400
    else:
        assert all(isinstance(part, str) for field in fields for part in field)
    assert request.path.startswith("/")


@many
@given(anything | pieces("\t \n decision document reviewer # \ufeff kind at words 2026-01-01 12-34 accept"))
def test_a_file_of_decisions_is_read_or_refused(text):
    from kg.curation.decisions import read_decisions

    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "decisions.tsv")
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        try:
            read_decisions(path)
        except KgError as error:
            assert "\n" not in str(error)
