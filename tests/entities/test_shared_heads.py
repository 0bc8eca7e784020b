"""What a list shares: a head said once, a count of firms, the members of a union."""

from __future__ import annotations

import pytest

from tests.sentences import Read

FORUM = "第三届海上合作论坛"


def test_provinces_before_counted_firms_are_firms(read: Read) -> None:
    reading = read(f"河北、山西、甘肃电力公司3家企业参加{FORUM}。")
    assert reading.triples("participatedIn") == {(f"{place}电力公司", FORUM) for place in ("河北", "山西", "甘肃")}


def test_branches_of_trade_before_a_count_are_nobody(read: Read) -> None:
    assert not read(f"机械、电子、纺织等30多家企业参加了{FORUM}。").facts("participatedIn")


@pytest.mark.parametrize("which", ["多数", "其他", "部分"])
def test_some_members_of_a_union_are_not_the_union(read: Read, which: str) -> None:
    assert not read(f"非盟{which}成员派代表出席了{FORUM}。").facts("participatedIn")


@pytest.mark.parametrize(("signs", "states"), [("中法", {"中国", "法国"}), ("中哈", {"中国", "哈萨克斯坦"})])
def test_two_signs_before_a_verb_are_two_states(read: Read, signs: str, states: set[str]) -> None:
    reading = read(f"{signs}启动第三方市场合作基金。")
    assert {agent for _, agent in reading.triples("launchedBy")} == states


def test_cities_before_a_firm_of_another_city_are_firms(read: Read) -> None:
    reading = read(f"昆明、南宁铁路局集团公司联合主办{FORUM}。")
    assert reading.triples("hostedBy") == {(FORUM, "昆明铁路局集团公司"), (FORUM, "南宁铁路局集团公司")}


@pytest.mark.parametrize("party", ["云南省", "老挝", "昆明经济技术开发区"])
def test_a_province_a_state_or_a_zone_before_a_firm_is_a_party_of_its_own(read: Read, party: str) -> None:
    reading = read(f"{party}、南宁铁路局集团公司联合主办{FORUM}。")
    assert (FORUM, "南宁铁路局集团公司") in reading.triples("hostedBy")
    assert len(reading.triples("hostedBy")) == 2
    assert not any(host.startswith(party) and "铁路" in host for _, host in reading.triples("hostedBy"))
