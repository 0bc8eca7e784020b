"""Done, planned, under way, or not said at all: hopes and denials are no facts."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    "text",
    [
        "中国与老挝签署协议。",
        "中国已与老挝签署协议。",
        "中国日前与老挝签署协议。",
        "中国与老挝签署了协议。",
        "2017年5月14日，中国与老挝签署协议。",
        "中国与老挝成功签署协议。",
    ],
)
def test_what_is_told_is_done(read: Read, text: str) -> None:
    assert read(text).statuses("signedWith") == ["done"]


@pytest.mark.parametrize(
    "text",
    [
        "中国将与老挝签署协议。",
        "中国拟与老挝签署协议。",
        "中国计划于2026年与老挝签署协议。",
        "中国与老挝同意签署协议。",
        "中国与老挝争取签署协议。",
        "商务部表示，将与老挝工贸部签署协议。",
    ],
)
def test_what_is_to_come_is_planned(read: Read, text: str) -> None:
    assert read(text).statuses("signedWith") == ["planned"]


def test_what_goes_on_is_ongoing(read: Read) -> None:
    assert read("中国与老挝正在签署协议。").statuses("signedWith") == ["ongoing"]
    assert set(read("中国与老挝继续举办海上合作论坛。").statuses("hostedBy")) == {"ongoing"}


def test_what_will_go_on_is_planned(read: Read) -> None:
    assert read("外交部将继续主办第四届海上合作论坛。").statuses("hostedBy") == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "中国希望同老挝签署协议。",
        "中国呼吁老挝签署协议。",
        "中国没有与老挝签署协议。",
        "中国尚未同老挝签署协议。",
        "中国与老挝尚未签署协议。",
        "中国与老挝取消签署协议。",
        "中国同老挝原定签署的协议因故推迟签署。",
    ],
)
def test_a_hope_or_a_denial_is_no_fact(read: Read, text: str) -> None:
    assert not read(text).facts("signedWith")


def test_a_hope_to_host_is_no_hosting(read: Read) -> None:
    assert not read("老挝希望主办第四届海上合作论坛。").facts("hostedBy")


def test_the_mood_of_a_sentence_ends_with_it(read: Read) -> None:
    assert read("中国将与老挝签署协议。中国与泰国签署备忘录。").statuses("signedWith") == ["planned", "done"]


def test_the_mood_of_a_clause_holds_for_the_clause_that_goes_on(read: Read) -> None:
    reading = read("中国与老挝计划签署协议，并发布联合声明。")
    assert set(reading.statuses("signedWith") + reading.statuses("publishedBy")) == {"planned"}


def test_a_clause_with_a_subject_of_its_own_has_a_mood_of_its_own(read: Read) -> None:
    reading = read("商务部将与老挝工贸部签署协议，海关总署与老挝海关签署了备忘录。")
    assert reading.statuses("signedWith") == ["planned", "done"]


def test_a_report_that_was_published_is_published_though_its_sentence_looks_ahead(read: Read) -> None:
    reading = read("各方将研究商务部发布的《海上合作报告》。")
    assert reading.statuses("publishedBy") == ["done"]


def test_an_event_to_come_is_held_in_its_place_as_planned(read: Read) -> None:
    reading = read("第四届海上合作论坛将于2026年在曼谷举行。")
    assert (reading.triples("heldIn"), reading.statuses("heldIn")) == ({("第四届海上合作论坛", "曼谷")}, ["planned"])


def test_an_old_date_makes_a_plan_no_deed(read: Read) -> None:
    assert read("中国计划于2016年与老挝签署协议。").statuses("signedWith") == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "分析人士预计，中国与老挝今年签署协议。",
        "学者设想，中国与老挝签署协议。",
        "如果条件成熟，中国将与老挝签署协议。",
        "若非疫情，中国将与老挝签署协议。",
        "韩国在野党担忧中国与老挝签署协议。",
    ],
)
def test_what_is_only_supposed_is_no_fact(read: Read, text: str) -> None:
    assert not read(text).facts("signedWith")


def test_what_officials_expect_to_be_held_is_planned(read: Read) -> None:
    assert read("官方预计，海上合作论坛将于6月在北京举行。").statuses("heldIn") == ["planned"]
