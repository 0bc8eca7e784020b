"""Words that elsewhere are verbs, marks or counts, where they are part of a name, and short forms of names."""

from __future__ import annotations

import pytest

from tests.entities.conftest import Read


@pytest.mark.parametrize(
    ("text", "signers"),
    [
        ("昌南新区管委会同远岚陶瓷有限公司签署协议。", {("昌南新区管委会", "远岚陶瓷有限公司")}),
        ("横桥跨境说网络有限公司与巴西咖啡协会签署协议。", {("横桥跨境说网络有限公司", "巴西咖啡协会")}),
        ("江源工程第七建设有限公司与斐济财政部签署合同。", {("江源工程第七建设有限公司", "斐济财政部")}),
        ("中国海关总署与柬埔寨海关与消费税总署签署协议。", {("海关总署", "柬埔寨海关与消费税总署")}),
        ("中国科技部与匈牙利国家研究、开发与创新署签署备忘录。", {("科学技术部", "匈牙利国家研究、开发与创新署")}),
        ("海江大学（海大）与斐济大学签署协议。海大与汤加大学签署协议。",
         {("海江大学", "斐济大学"), ("海江大学", "汤加大学")}),
        ("江源能源有限公司（简称“江源”“集团”）与斐济财政部签署协议。集团与汤加财政部签署协议。",
         {("江源能源有限公司", "斐济财政部"), ("江源能源有限公司", "汤加财政部")}),
    ],
)  # fmt: skip
def test_a_name_is_whole_whatever_words_it_holds(read: Read, text: str, signers: set[tuple[str, str]]) -> None:
    assert read(text).triples("signedWith") == signers


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("中国驻赞比亚大使林向东出席仪式。", "林向东", "中国"),
        ("广州市市长许景和致辞。", "许景和", "广州"),
        ("斐济总理Abdulla Aripov出席论坛。", "Abdulla Aripov", "斐济"),
        ("圣保罗大学校长若热·坎波斯在会上发言。", "若热·坎波斯", "圣保罗大学"),
        ("匈牙利驻香港总领事科瓦奇出席。", "科瓦奇", "匈牙利"),
        ("江源能源有限公司（下称“江源”）董事长许建桓出席。", "许建桓", "江源能源有限公司"),
        ("巴西农业部负责国际关系的副部长鲁阿出席。", "鲁阿", "巴西农业部"),
    ],
)
def test_a_name_behind_an_office_holds_no_cue(read: Read, text: str, person: str, body: str) -> None:
    assert (person, body) in read(text).triples("represents")


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("首届丝绸大会在马里博尔举行。", "第一届丝绸大会", "马里博尔"),
        ("首届丝绸大会在泰国清莱举行。", "第一届丝绸大会", "清莱"),
        ("首届丝绸大会在昆明滇池国际会展中心举行。", "第一届丝绸大会", "昆明"),
        ("首届丝绸大会在北京举行。第二届大会将在利马举行。", "第二届丝绸大会", "利马"),
    ],
)
def test_a_meeting_is_held_in_a_town_known_or_not(read: Read, text: str, event: str, place: str) -> None:
    assert (event, place) in read(text).triples("heldIn")


def test_no_party_is_told_by_the_state_of_a_body_nobody_knows(read: Read) -> None:
    signed = read("中国海关总署分别与南非农业部、乌兹别克斯坦审计院签署协议。").triples("signedWith")
    assert signed == {("海关总署", "南非农业部"), ("海关总署", "乌兹别克斯坦审计院")}
