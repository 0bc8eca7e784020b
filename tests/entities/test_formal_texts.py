"""How declarations, outcome lists, announcements and papers abroad name who acts."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    ("officer", "name", "state"),
    [
        ("俄罗斯联邦总统普京", "普京", "俄罗斯"),
        ("德意志联邦共和国总统施泰因迈尔", "施泰因迈尔", "德国"),
        ("密克罗尼西亚联邦总统帕努埃洛", "帕努埃洛", "密克罗尼西亚联邦"),
    ],
)
def test_the_president_of_a_federation_named_in_full_stands_for_it(
    read: Read, officer: str, name: str, state: str
) -> None:
    assert (name, state) in read(f"{officer}出席丝路论坛。").triples("represents")


@pytest.mark.parametrize(
    "ministry", ["缅甸计划与财政部", "缅甸规划和财政部", "塞拉利昂计划和经济发展部", "约旦计划与国际合作部"]
)
def test_planning_may_be_the_first_field_of_a_ministry(read: Read, ministry: str) -> None:
    assert read(f"斐济财政部与{ministry}签署备忘录。").triples("signedWith") == {("斐济财政部", ministry)}


@pytest.mark.parametrize(
    "firm", ["Glaucous International Pte Ltd", "Newstride Limited", "PT Semen Indonesia", "Vision Industries Company"]
)
def test_a_name_in_latin_letters_that_ends_as_firms_do_is_a_firm(read: Read, firm: str) -> None:
    reading = read(f"斐济铁路公司与{firm}、汤加港务公司签订《股东协议》。")
    assert ("斐济铁路公司", firm) in reading.triples("signedWith")


def test_the_abbreviation_in_a_bracket_of_latin_letters_is_the_name_before_it(read: Read) -> None:
    reading = read("汤加主权投资基金（Tonga Investment Fund，PIF）成立。斐济铁路公司与PIF签署协议。")
    assert reading.triples("signedWith") == {("斐济铁路公司", "汤加主权投资基金")}


def test_a_bracket_inside_the_name_of_a_meeting_defines_and_does_not_part(read: Read) -> None:
    reading = read(
        "太平洋渔业组织（以下简称“本组织”）成员国首脑理事会（以下简称“理事会”）第四次会议在苏瓦举行。"
        "会议决定在阿皮亚设立本组织秘书处。汤加加入本组织。"
    )
    assert ("太平洋渔业组织成员国首脑理事会第四次会议", "苏瓦") in reading.triples("heldIn")
    assert ("汤加", "太平洋渔业组织") in reading.triples("memberOf")


@pytest.mark.parametrize("sides", ["双方", "各方"])
def test_sides_are_no_short_form_of_the_last_of_them(read: Read, sides: str) -> None:
    reading = read(
        f"斐济政府和汤加海关总署（以下称“{sides}”）举行会谈。{sides}欢迎萨摩亚气象局与瑙鲁渔业部签署备忘录。"
    )
    assert ("萨摩亚气象局", "瑙鲁渔业部") in reading.triples("signedWith")
    assert not any("汤加海关总署" in pair for pair in reading.triples("signedWith"))


@pytest.mark.parametrize("counted", ["49个沿线国家知识产权机构", "非方机构", "另一个项目"])
def test_what_is_only_counted_or_of_a_side_is_no_node(read: Read, counted: str) -> None:
    reading = read(f"斐济财政部与{counted}共同发布《丝路联合声明》。")
    assert reading.triples("publishedBy") <= {("丝路联合声明", "斐济财政部")}


def test_museums_of_listed_states_are_not_the_states(read: Read) -> None:
    reading = read("斐济美术馆同萨摩亚、汤加、瑙鲁等18个国家的21家美术馆共同成立丝路美术馆联盟。")
    assert reading.triples("launchedBy") == {("丝路美术馆联盟", "斐济美术馆")}


def test_bodies_listed_before_a_count_are_who_acts(read: Read) -> None:
    reading = read("斐济美术馆、汤加美术馆等18个国家的21家美术馆共同成立丝路美术馆联盟。")
    assert reading.triples("launchedBy") == {("丝路美术馆联盟", "斐济美术馆"), ("丝路美术馆联盟", "汤加美术馆")}


def test_the_owner_of_a_firm_does_not_act_in_its_place(read: Read) -> None:
    reading = read("淡马锡旗下的胜科电力公司与萨摩亚电力公司签署协议。")
    assert reading.triples("signedWith") == {("胜科电力公司", "萨摩亚电力公司")}


def test_a_firm_told_only_by_its_kind_is_nobody_whoever_owns_it(read: Read) -> None:
    assert not read("中国人寿旗下寿险公司发布《半年报告》。").triples("publishedBy")


@pytest.mark.parametrize(
    ("paper", "home"),
    [
        ("总投资20亿令吉，马来西亚将受惠。我国与中国签署渔业协定。", "马来西亚"),
        ("新加坡投资10亿新元。我国与中国签署渔业协定。", "新加坡"),
    ],
)
def test_our_country_beside_china_is_that_of_the_paper(read: Read, paper: str, home: str) -> None:
    assert read(paper).triples("signedWith") == {(home, "中国")}


def test_our_country_alone_stays_china(read: Read) -> None:
    assert read("我国与斐济签署渔业协定，总投资20亿令吉。").triples("signedWith") == {("中国", "斐济")}


@pytest.mark.parametrize(("leader", "name"), [("习近平主席", "习近平"), ("李克强总理", "李克强")])
def test_who_is_known_to_lead_china_stands_for_it_by_name_and_office(read: Read, leader: str, name: str) -> None:
    assert read(f"{leader}出席丝路论坛。").triples("represents") == {(name, "中国")}


@pytest.mark.parametrize("leader", ["李显龙总理", "阮春福总理", "文在寅总统", "洪森首相", "马云主席"])
def test_no_other_surname_makes_a_leader_of_china(read: Read, leader: str) -> None:
    assert "中国" not in {state for _, state in read(f"{leader}出席丝路论坛。").triples("represents")}


@pytest.mark.parametrize("name", ["宁波均胜电子股份有限公司", "华能山东如意能源有限公司"])
def test_a_firm_keeps_the_signs_around_a_place_in_its_name(read: Read, name: str) -> None:
    assert read(f"{name}与斐济电力公司签署协议。").triples("signedWith") == {(name, "斐济电力公司")}


@pytest.mark.parametrize("bodies", [("中国大洋矿产资源研究开发协会", "国际海底管理局"), ("凡尔赛宫", "敦煌研究院")])
def test_a_long_name_before_a_mark_is_whole(read: Read, bodies: tuple[str, str]) -> None:
    reading = read(f"{bodies[0]}、{bodies[1]}与斐济渔业部签署协议。")
    assert (bodies[1], "斐济渔业部") in reading.triples("signedWith")


def test_this_edition_under_a_title_without_number_is_the_one_named(read: Read) -> None:
    reading = read("丝路博览会在苏瓦开幕\n第六届丝路博览会21日在苏瓦开幕。本届博览会由斐济商务部主办。")
    assert reading.triples("hostedBy") == {("第六届丝路博览会", "斐济商务部")}


@pytest.mark.parametrize(
    "words", ["斐济总理拉布卡表示，", "斐济外交部发言人梅生说，", "斐济总理拉布卡会见王毅。拉布卡表示，"]
)
def test_our_country_is_that_of_who_speaks(read: Read, words: str) -> None:
    assert read(f"{words}我国同汤加签署渔业协定。").triples("signedWith") == {("斐济", "汤加")}


@pytest.mark.parametrize(
    "words",
    [
        "王毅会见斐济总理拉布卡时表示，",
        "斐济总理拉布卡来访。",
        "中国商务部发言人何亚东表示，",
        "向斐济总理拉布卡表示祝贺，",
    ],
)
def test_our_country_is_china_where_no_foreigner_is_quoted(read: Read, words: str) -> None:
    assert read(f"{words}我国同汤加签署渔业协定。").triples("signedWith") == {("中国", "汤加")}


@pytest.mark.parametrize("words", ["下属公司", "旗下企业", "子公司", "全资子公司", "所属单位"])
def test_what_belongs_to_a_firm_and_has_no_name_is_nobody(read: Read, words: str) -> None:
    assert not read(f"上海电气集团{words}与斐济电力公司签署协议。").facts("signedWith")
    named = read(f"上海电气集团{words}上海风电公司与斐济电力公司签署协议。").triples("signedWith")
    assert named <= {("上海风电公司", "斐济电力公司")}


@pytest.mark.parametrize("words", ["申请成为", "希望成为", "申请加入"])
def test_who_applies_is_no_member_yet(read: Read, words: str) -> None:
    assert not read(f"汤加{words}丝路合作组织成员国。").facts("memberOf")
    assert read("汤加成为丝路合作组织成员国。").triples("memberOf") == {("汤加", "丝路合作组织")}


@pytest.mark.parametrize("office", ["联合国秘书长", "世界银行行长", "汤加总理"])
def test_who_leads_a_state_holds_no_office_of_another_person_named_before(read: Read, office: str) -> None:
    assert read(f"{office}、斐济总统卡托尼韦雷出席丝路论坛。").triples("represents") == {("卡托尼韦雷", "斐济")}


def test_who_leads_a_state_may_chair_an_organisation_of_states(read: Read) -> None:
    found = read("非盟轮值主席、塞内加尔总统萨勒出席丝路论坛。").triples("represents")
    assert found == {("萨勒", "非洲联盟"), ("萨勒", "塞内加尔")}
