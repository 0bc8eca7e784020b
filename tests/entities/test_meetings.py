"""Meetings whose names hold verbs, numbers or members, and sub-forums that a theme names."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    "name",
    [
        "2024文化强国建设高峰论坛",
        "第二届数字政府建设峰会",
        "东非共同体成员国军事首长会议",
        "首次工作层会议",
        "“茶和天下”音乐会",
    ],
)
def test_a_meeting_keeps_the_words_that_tell_which_it_is(read: Read, name: str) -> None:
    reading = read(f"6日，{name}在内罗毕举行。")
    assert [(mention.span.of(reading.doc.text), mention.kind) for mention in reading.doc.mentions][1] == (name, "Event")


def test_a_session_is_told_apart_by_its_congress(read: Read) -> None:
    (first,), (second,) = (read(f"{n}届全国人大二次会议在北京开幕。").triples("heldIn") for n in ("十三", "十四"))
    assert first[0] != second[0]


def test_what_somebody_holds_begins_no_name(read: Read) -> None:
    reading = read("商务部首次举办工作层会议。")
    assert ("商务部首次举办工作层会议", "Event") not in reading.kinds()


def test_themes_side_by_side_are_sub_forums_of_their_own(read: Read) -> None:
    reading = read("航运大会设“绿色船舶”“海事仲裁”两个分论坛。")
    assert {"“绿色船舶”分论坛", "“海事仲裁”分论坛"} <= {entity.label for entity in reading.doc.entities}


def test_two_events_joined_by_and_are_two(read: Read) -> None:
    reading = read("中国与希腊联合举办的“欢乐春节”音乐会及“你好！中国”旅游推介活动在雅典举行。")
    assert reading.triples("heldIn") == {("“欢乐春节”音乐会", "雅典"), ("“你好！中国”旅游推介活动", "雅典")}


def test_a_town_that_no_list_knows_is_where_a_meeting_is_held_but_no_time_is(read: Read) -> None:
    assert read("丝路论坛在亚布力举行。").triples("heldIn") == {("丝路论坛", "亚布力")}
    assert not read("丝路论坛在同年举行。").facts("heldIn")
    assert not read("丝路论坛在关键时刻举行。").facts("heldIn")


def test_a_university_of_a_city_tells_the_city_a_campus_elsewhere_does_not(read: Read) -> None:
    assert read("丝路论坛在上海交通大学举行。").triples("heldIn") == {("丝路论坛", "上海")}
    assert not read("丝路论坛在北京大学深圳研究生院举行。").facts("heldIn")
