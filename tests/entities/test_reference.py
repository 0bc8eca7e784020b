"""Words that point back: 该行, 中方, 该论坛, 会上 — bound only where the text makes it sure."""

from __future__ import annotations

import pytest

from tests.sentences import Read

FORUM = "第三届海上合作论坛"


def test_that_bank_is_the_bank_of_the_sentence_before(read: Read) -> None:
    reading = read("中国进出口银行与埃及签署协议。该行还与老挝签署协议。")
    assert reading.label("该行") == "中国进出口银行"
    assert reading.mention("该行").step == "pronoun"


def test_that_bank_without_a_bank_before_it_is_nobody(read: Read) -> None:
    reading = read("商务部与埃及签署协议。该行还与老挝签署协议。")
    assert reading.mention("该行").entity == ""
    assert ("商务部", "老挝") not in reading.triples("signedWith")


@pytest.mark.parametrize("words", ["中方", "我国"])
def test_the_chinese_side_is_china(read: Read, words: str) -> None:
    reading = read(f"{words}与老挝签署协议。")
    assert reading.triples("signedWith") == {("中国", "老挝")}


@pytest.mark.parametrize("words", ["该论坛", "本届论坛", "论坛"])
def test_the_forum_is_the_one_just_named(read: Read, words: str) -> None:
    reading = read(f"{FORUM}在北京举行。{words}由外交部主办。")
    assert reading.triples("hostedBy") == {(FORUM, "外交部")}
    assert reading.mention(words).step == "shortForm"


def test_a_forum_that_no_text_names_is_no_event(read: Read) -> None:
    reading = read("论坛由外交部主办。")
    assert not reading.facts("hostedBy")


def test_a_part_of_an_event_is_named_by_its_event(read: Read) -> None:
    reading = read(f"{FORUM}在北京举行。论坛开幕式由外交部主办。")
    assert reading.triples("hostedBy") == {(f"{FORUM}开幕式", "外交部")}


def test_an_opening_alone_is_the_opening_already_named(read: Read) -> None:
    reading = read(f"{FORUM}开幕式在北京举行。开幕式由外交部主办。")
    assert reading.triples("hostedBy") == {(f"{FORUM}开幕式", "外交部")}


def test_a_short_form_that_a_bracket_defines_holds_from_there_on(read: Read) -> None:
    reading = read("中国国家开发银行（以下简称“某开行”）与埃及银行签署协议。某开行向埃及提供10亿美元贷款。")
    assert reading.label("某开行") == "国家开发银行"


def test_a_short_form_holds_for_its_own_document_only(read: Read) -> None:
    read("中国国家开发银行（以下简称“某开行”）与埃及银行签署协议。")
    assert not read("某开行向埃及提供10亿美元贷款。").facts("funds")


def test_both_sides_are_those_set_side_by_side_before(read: Read) -> None:
    reading = read("中国与老挝举行会谈。双方签署了经济合作协议。")
    (fact,) = reading.facts("signedWith")
    assert reading.triples("signedWith") == {("中国", "老挝")}
    assert len(fact.evidence) == 2


def test_both_sides_without_two_named_before_are_nobody(read: Read) -> None:
    assert not read("中国代表团抵达。双方签署了经济合作协议。").facts("signedWith")


def test_a_word_for_sides_takes_only_as_many_as_it_counts(read: Read) -> None:
    assert not read("中国与老挝举行会谈。三方签署了合作协议。").facts("signedWith")
    assert not read("中国、老挝和泰国举行会谈。双方签署了合作协议。").facts("signedWith")


def test_three_sides_are_three(read: Read) -> None:
    reading = read("中国、老挝和泰国举行会谈。三方签署了合作协议。")
    assert reading.triples("signedWith") == {("中国", "老挝"), ("中国", "泰国"), ("老挝", "泰国")}


def test_the_company_is_the_firm_a_bracket_calls_so(read: Read) -> None:
    reading = read("北辰锂业股份有限公司（以下简称“公司”）6日公告。公司与智利矿业部签署协议。")
    assert reading.triples("signedWith") == {("北辰锂业股份有限公司", "智利矿业部")}


def test_the_company_is_nobody_where_no_firm_was_named(read: Read) -> None:
    assert not read("商务部6日发布消息。公司与智利矿业部签署协议。").facts("signedWith")


def test_our_university_is_the_one_named_before(read: Read) -> None:
    reading = read("兰州大学6日举行丝路论坛。我校与开罗大学签署协议。")
    assert reading.triples("signedWith") == {("兰州大学", "开罗大学")}


def test_the_latter_is_the_last_of_the_two(read: Read) -> None:
    reading = read("奇瑞公司与梦幻汽车公司签署协议，后者将出资3亿元建设丝路产业园。")
    assert reading.triples("funds") == {("梦幻汽车公司", "丝路产业园")}
