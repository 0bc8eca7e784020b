"""A sign before a ministry stands for a state the text names; without one it is somebody's, never ours."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    ("named", "signs", "whole"),
    [
        ("乌兹别克斯坦", "乌财政部", "乌兹别克斯坦财政部"),
        ("哈萨克斯坦", "哈能源部", "哈萨克斯坦能源部"),
        ("俄罗斯", "俄外交部", "俄罗斯外交部"),
        ("俄罗斯", "俄国防部", "俄罗斯国防部"),
    ],
)
def test_a_ministry_behind_the_sign_of_a_named_state_is_that_states(
    read: Read, named: str, signs: str, whole: str
) -> None:
    reading = read(f"丝路论坛在{named}举行。论坛由{signs}主办。")
    assert reading.triples("hostedBy") == {("丝路论坛", whole)}


@pytest.mark.parametrize("signs", ["乌财政部", "吉财政部", "塔外交部", "俄国防部"])
def test_a_ministry_behind_the_sign_of_a_state_nobody_named_is_nobody(read: Read, signs: str) -> None:
    assert not read(f"{signs}与白俄罗斯国防部签署协议。").facts("signedWith")


@pytest.mark.parametrize(
    "text",
    ["不丹首相与汤加签署协议。双方表示，不建设军事基地。", "也门政府发表声明，也投资铁路项目。"],
)
def test_a_sign_that_is_a_word_of_its_own_is_no_state(read: Read, text: str) -> None:
    reading = read(text)
    assert not reading.facts("launchedBy")
    assert not reading.facts("funds")


def test_the_side_that_is_spoken_of_owns_the_ministries_behind_it(read: Read) -> None:
    reading = read("中国与乌兹别克斯坦举行会谈。乌方农业部、交通部与中国商务部签署协议。")
    assert ("乌兹别克斯坦农业部", "商务部") in reading.triples("signedWith")
    assert ("乌兹别克斯坦交通部", "商务部") in reading.triples("signedWith")
    assert not read("乌方农业部、交通部与中国商务部签署协议。").facts("signedWith")
