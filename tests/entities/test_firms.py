"""Firms that readers know by a word behind a stem, and bodies that are none."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize("name", ["北辰资本", "云栖创投", "澄海锂业"])
def test_a_stem_that_is_no_word_and_a_word_of_trade_make_a_firm(read: Read, name: str) -> None:
    reading = read(f"{name}与中国银行签署合作协议。")
    assert reading.mention(name).kind == "Company"


def test_what_a_firm_is_stands_before_its_name_and_is_no_part_of_it(read: Read) -> None:
    reading = read("葡萄牙饮料企业阿尔卑泉公司与中国银行签署合作协议。")
    assert ("阿尔卑泉公司", "中国银行") in reading.triples("signedWith")


@pytest.mark.parametrize("bureau", ["财政局", "民政局", "邮政局", "口岸办", "科协"])
def test_a_bureau_whose_name_ends_like_another_word_is_a_body(read: Read, bureau: str) -> None:
    reading = read(f"青岛市{bureau}主办丝路论坛。")
    assert reading.triples("hostedBy") == {("丝路论坛", f"青岛市{bureau}")}


@pytest.mark.parametrize(
    "words", ["各级工会", "北京多个书市", "驻缅中资机构", "公司董事会", "全球贸促机构", "驻国际组织代表团", "党支部"]
)
def test_words_for_a_class_are_nobody(read: Read, words: str) -> None:
    assert not read(f"{words}主办丝路论坛。").facts("hostedBy")


def test_some_of_a_kind_are_no_things_with_a_name(read: Read) -> None:
    assert not read("天津将建设一批技术中心。").facts("launchedBy")
    assert read("天津将建设渤海技术中心。").facts("launchedBy")


def test_how_fast_something_is_done_is_no_part_of_who_does_it(read: Read) -> None:
    reading = read("应急管理部紧急向甘肃省预拨2亿元。")
    assert reading.triples("funds") == {("应急管理部", "甘肃")}
