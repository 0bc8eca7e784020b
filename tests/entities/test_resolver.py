"""Which names are one entity: known bodies under all their names, editions of an event, unnamed bodies apart."""

from __future__ import annotations

import pytest

from kg.entities.series import numeral, series_of
from tests.sentences import Read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("亚投行", "亚洲基础设施投资银行"),
        ("发改委", "国家发展改革委"),
        ("中国商务部", "中华人民共和国商务部"),
        ("中国-东盟中心", "中国—东盟中心"),
        ("老挝", "老挝人民民主共和国"),
    ],
)
def test_two_names_of_a_known_body_are_one_entity(read: Read, first: str, second: str) -> None:
    reading = read(f"{first}与埃及签署协议。{second}与泰国签署协议。")
    assert reading.entity(first) is reading.entity(second)


def test_a_name_with_and_without_its_quotes_is_one_entity(read: Read) -> None:
    reading = read("“丝路之友”行动由外交部发起。丝路之友行动由商务部发起。")
    assert reading.entity("“丝路之友”行动") is reading.entity("丝路之友行动")


def test_a_name_in_traditional_characters_is_kept_beside_the_simplified_one(read: Read) -> None:
    reading = read("中華人民共和國商務部與老撾工貿部簽署協議。")
    (fact,) = reading.facts("signedWith")
    assert reading.named[fact.subject].label == "商务部"
    assert "中華人民共和國商務部" in reading.named[fact.subject].names


def test_a_ministry_has_the_state_that_its_name_begins_with(read: Read) -> None:
    entity = read("老挝计划投资部与商务部签署协议。").entity("老挝计划投资部")
    assert (entity.kinds[0], entity.country) == ("Ministry", "country/LAO")


def test_ministries_of_one_name_are_told_apart_by_their_states(read: Read) -> None:
    reading = read("老挝外交部与泰国外交部签署协议。")
    assert reading.entity("老挝外交部").key != reading.entity("泰国外交部").key


def test_a_body_keeps_its_key_from_document_to_document(read: Read) -> None:
    one, other = read("老挝某某集团与中国签署协议。"), read("泰国与老挝某某集团签署协议。")
    assert one.entity("老挝某某集团").key == other.entity("老挝某某集团").key


def test_the_first_edition_is_one_event_under_both_its_names(read: Read) -> None:
    reading = read("首届海上合作论坛由外交部主办。第一届海上合作论坛由商务部承办。")
    assert reading.triples("hostedBy") == {("第一届海上合作论坛", "外交部"), ("第一届海上合作论坛", "商务部")}
    assert reading.entity("首届海上合作论坛").ordinal == 1


def test_two_editions_are_two_events_of_one_series(read: Read) -> None:
    reading = read("第一届海上合作论坛由外交部主办。第二届海上合作论坛由商务部主办。")
    first, second = reading.entity("第一届海上合作论坛"), reading.entity("第二届海上合作论坛")
    assert first.key != second.key
    assert (first.series, first.ordinal, second.ordinal) == (second.series, 1, 2)


def test_all_sub_forums_are_one_collective_under_the_event(read: Read) -> None:
    reading = read("第三届海上合作论坛在北京举行。论坛期间举办12场分论坛。")
    entity = reading.entity("12场分论坛")
    assert (entity.label, entity.generic) == ("第三届海上合作论坛分论坛", True)


def test_unnamed_bodies_of_two_paragraphs_are_two(read: Read) -> None:
    reading = read("商务部与老挝有关部门签署协议。\n海关总署与老挝有关部门签署备忘录。")
    unnamed = [entity for entity in reading.doc.entities if entity.unnamed]
    assert len(unnamed) == 2


def test_reading_one_document_leaves_no_trace_in_the_next(read: Read) -> None:
    before = read("论坛由外交部主办。").doc
    read("第三届海上合作论坛由外交部主办。")
    assert read("论坛由外交部主办。").doc == before


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("第二届中国国际进口博览会", ("中国国际进口博览会", 2, None)),
        ("首届数字丝路论坛", ("数字丝路论坛", 1, None)),
        ("第十二次部长会议", ("部长会议", 12, None)),
        ("2019年海上合作论坛", ("海上合作论坛", None, "2019")),
        ("海上合作论坛（2019）", ("海上合作论坛", None, "2019")),
        ("海上合作论坛", ("海上合作论坛", None, None)),
        ("第二届", ("第二届", 2, None)),
    ],
)
def test_an_events_name_falls_into_series_ordinal_and_year(
    name: str, parts: tuple[str, int | None, str | None]
) -> None:
    assert series_of(name) == parts


@pytest.mark.parametrize("number", range(1, 100))
def test_an_ordinal_written_is_the_ordinal_read(number: int) -> None:
    assert series_of(f"第{numeral(number)}届论坛") == ("论坛", number, None)
