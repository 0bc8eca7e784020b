"""Who sends the news from where is no part of what it says."""

from __future__ import annotations

import pytest

from tests.sentences import Read

FORUM = "第三届海上合作论坛"


@pytest.mark.parametrize(
    "line", ["新华社北京10月3日电（记者王某）", "本报苏瓦10月3日电", "中新网10月3日电", "（关丹12日讯）"]
)
def test_a_dateline_is_no_part_of_the_name_behind_it(read: Read, line: str) -> None:
    reading = read(f"{line}{FORUM}由斐济大学主办。")
    assert reading.triples("hostedBy") == {(FORUM, "斐济大学")}


def test_a_correspondent_is_no_dateline(read: Read) -> None:
    assert ("斐济大学", "汤加大学") in read("本报通讯员获悉，斐济大学与汤加大学签署协议。").triples("signedWith")


def test_the_place_of_a_provincial_paper_says_whose_its_government_is(read: Read) -> None:
    reading = read(f"本报杭州6月5日讯 省政府与联合国工业发展组织共同主办{FORUM}。")
    assert reading.triples("hostedBy") == {(FORUM, "浙江"), (FORUM, "联合国工业发展组织")}
