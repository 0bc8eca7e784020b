"""What declarations, lists and announcements say was done, is to come, or is left open."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("斐济渔业部与汤加渔业部牵头筹建丝路渔业联盟。", "planned"),
        ("斐济渔业部正在筹建丝路渔业联盟。", "ongoing"),
        ("斐济渔业部与汤加渔业部共同推动成立丝路渔业联盟。", "planned"),
        ("斐济渔业部与汤加渔业部共同推动成立了丝路渔业联盟。", "done"),
        ("各方支持斐济渔业部设立丝路渔业中心。", "planned"),
        ("各方支持斐济提出的建立丝路渔业中心的建议。", "planned"),
        ("并注意到斐济提出的关于设立丝路渔业中心的倡议。", "planned"),
    ],
)
def test_how_a_founding_is_meant(read: Read, said: str, status: str) -> None:
    assert set(read(f"各方高度评价合作。{said}").statuses("launchedBy")) == {status}


def test_those_who_speak_together_welcome_a_member_that_has_joined(read: Read) -> None:
    reading = read("我们欢迎斐济、萨摩亚加入新开发银行。")
    assert reading.triples("memberOf") == {("斐济", "新开发银行"), ("萨摩亚", "新开发银行")}
    assert not read("斐济欢迎萨摩亚加入新开发银行。").facts("memberOf")


def test_who_is_invited_to_be_a_member_is_to_become_one(read: Read) -> None:
    assert read("我们决定邀请斐济从2036年1月1日起成为金砖国家正式成员。").statuses("memberOf") == ["planned"]


def test_what_is_agreed_before_a_comma_is_to_come(read: Read) -> None:
    reading = read("双方同意，由斐济渔业部与汤加渔业部于2036年在苏瓦共同举办丝路渔业会议。")
    assert set(reading.statuses("hostedBy")) == {"planned"}


def test_a_forum_within_which_something_is_to_be_signed_is_to_come_too(read: Read) -> None:
    reading = read("协议预计将于5月在苏瓦召开的丝路论坛期间签署。")
    assert reading.statuses("heldIn") == ["planned"]


def test_among_them_goes_on_with_who_did_it_whatever_was_wished_before(read: Read) -> None:
    reading = read(
        "新开发银行宣布了首批贷款项目，支持可再生能源发展，其中向斐济电力公司贷款3亿美元。"
        "渣打银行与非洲银行签署协议。其中，与埃及银行签署贷款协议。"
    )
    assert ("新开发银行", "斐济电力公司") in reading.triples("funds")
    assert ("渣打银行", "埃及银行") in reading.triples("signedWith")


def test_who_signs_with_the_one_just_met_signs_with_that_one(read: Read) -> None:
    reading = read("会见斐济渔业部长时，萨摩亚渔业部与其签署备忘录。")
    assert reading.triples("signedWith") == {("萨摩亚渔业部", "斐济渔业部")}
    assert not read("会见斐济渔业部长时，萨摩亚渔业部与其全球伙伴签署备忘录。").facts("signedWith")


def test_a_second_signing_behind_a_mark_is_no_part_of_the_first_paper(read: Read) -> None:
    reading = read("国家开发银行与斐济开发银行签署5亿元贷款协议、与汤加开发银行签署授信协议。")
    assert reading.triples("signedWith") == {("国家开发银行", "斐济开发银行"), ("国家开发银行", "汤加开发银行")}


def test_papers_under_the_heading_of_bilateral_documents_are_signed(read: Read) -> None:
    reading = read(
        "丝路峰会文件\n一、峰会框架下的双边合作文件\n1.斐济渔业部同萨摩亚农业和渔业部关于金枪鱼养殖的谅解备忘录\n"
        "2.斐济港务局与萨摩亚港务局合作协议\n"
    )
    assert reading.triples("signedWith") == {("斐济渔业部", "萨摩亚农业和渔业部"), ("斐济港务局", "萨摩亚港务局")}


def test_points_that_say_what_was_done_are_no_papers(read: Read) -> None:
    reading = read(
        "双方达成以下共识：\n1.斐济科技部与汤加研究署共同资助“珊瑚挑战计划”，双方各投入800万英镑。\n"
        "2.双方同意支持苏瓦港项目。\n"
    )
    assert reading.triples("funds") == {("斐济科技部", "珊瑚挑战计划"), ("汤加研究署", "珊瑚挑战计划")}
    assert not reading.facts("signedWith")


@pytest.mark.parametrize("way", ["以“合作共赢”为主题", "采用线上线下结合方式", "按计划"])
def test_plain_words_between_an_event_and_its_place_do_not_hide_it(read: Read, way: str) -> None:
    assert read(f"首届丝路论坛{way}在苏瓦举行。").triples("heldIn") == {("第一届丝路论坛", "苏瓦")}


def test_in_numbered_excerpts_the_numbers_are_no_part_of_names(read: Read) -> None:
    source = (
        "1.1 各方讨论合作。\n2.3 斐济财政部与汤加财政部签署备忘录。\n4.1.1 各方讨论合作。\n"
        "4.5 丝路论坛第九届部长级会议在苏瓦举行。\n6.1 斐济主办丝路渔业论坛。\n"
    )
    reading = read(source)
    assert ("丝路论坛第九届部长级会议", "苏瓦") in reading.triples("heldIn")
    assert reading.triples("hostedBy") == {("丝路渔业论坛", "斐济")}
