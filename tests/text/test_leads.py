"""The points of a list go on from the line that announces them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document
from kg.text.leads import link
from kg.text.normaliser import normalise
from kg.text.structure import divide


def leads(source: str) -> dict[str, str | None]:
    """The line that each other line goes on from, by their first four characters."""
    doc = link(divide(normalise(Document(id="t", source=source))))
    found: dict[str, str | None] = {}
    for sentence in doc.sentences:
        lead = None if sentence.lead is None else doc.sentences[sentence.lead].span.of(doc.text)[:4]
        found.setdefault(sentence.span.of(doc.text)[:4], lead)
    return found


def led(source: str) -> list[str]:
    return [line for line, lead in leads(source).items() if lead is not None]


POINTS = (
    "1.甲国财政部与乙国财政部签署备忘录。\n2.丙国央行签署互换协议。",
    "- 甲国签署备忘录\n- 丙国签署协议",
    "（a）甲国协定；\n（b）丙国协定。",
)


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize(
    "lead",
    [
        "会上签署的文件包括：",
        "会议期间，各方签署了以下文件——",
        "双方签署了下列文件。",
        "成果如下。",
        "各方作出以下安排",
    ],
)
def test_a_colon_a_dash_or_a_word_for_what_follows_announces_points(lead: str, points: str) -> None:
    found = leads(f"论坛在海滨市举行，各方出席。\n{lead}\n{points}\n")
    assert list(found.values()) == [None, None, lead[:4], lead[:4]]


def test_lines_that_end_in_semicolons_are_points_up_to_the_last() -> None:
    source = (
        "双方达成如下成果：\n甲国财政部签署备忘录；\n乙国央行发布报告；\n丙国政府设立基金。\n会议随后闭幕，各方离开。"
    )
    assert led(source) == ["甲国财政", "乙国央行", "丙国政府"]


def test_lines_behind_long_dashes_are_points_with_all_that_they_say() -> None:
    source = "主要成果有：\n——签署备忘录。双方很满意。\n——发布报告。\n随后会议闭幕。"
    assert led(source) == ["——签署", "——发布"]


def test_a_list_ends_at_an_ordinary_paragraph() -> None:
    source = "文件包括：\n1.《甲方协定》；\n2.《乙方协定》。\n签约前，双方举行了会谈，就合作交换了意见。\n另有一事。"
    assert led(source) == ["《甲方协", "《乙方协"]


def test_a_list_ends_at_a_heading() -> None:
    source = "# 成果\n\n文件包括：\n\n- 甲方协定\n- 乙方协定\n\n## 其他\n\n- 丙方协定\n"
    assert led(source) == ["甲方协定", "乙方协定"]


def test_numbered_sections_are_not_points_of_the_paragraph_above() -> None:
    source = "现将成果公布如下：\n\n## 一、政策沟通\n\n1. 甲国签署备忘录。\n2. 乙国签署协定。\n"
    assert led(source) == []


def test_a_list_ends_where_the_numbering_of_its_lead_goes_on() -> None:
    source = "四、会议通过以下文件：\n（一）《宣言》；\n（二）《战略》。\n五、会议决定接收新成员。\n六、各方感谢主人。"
    assert led(source) == ["《宣言》", "《战略》"]


def test_a_list_within_a_point_leaves_the_outer_one_open() -> None:
    source = "七、各方宣布如下举措：\n（一）设立基金，包括：\n1.绿色基金。\n2.数字基金。\n"
    source += "（二）举办论坛。\n八、下次会议另行商定。"
    found = leads(source)
    assert found["绿色基金"] == found["数字基金"] == "设立基金"
    assert found["设立基金"] == found["举办论坛"] == "各方宣布"
    assert found["下次会议"] is None


def test_what_a_point_says_further_is_no_point_and_does_not_end_the_list() -> None:
    source = "九、主要观点如下：\n（一）互联互通\n各方支持建设港口，愿继续加强合作，共同努力。\n"
    source += "（二）绿色发展\n各方回顾了有关议程，表示支持。"
    assert led(source) == ["互联互通", "绿色发展"]


def test_captions_do_not_end_a_list_and_front_matter_announces_none() -> None:
    assert led("文件包括：\n- 甲方协定\n图为签约现场\n- 乙方协定\n") == ["甲方协定", "乙方协定"]
    assert led("---\ntitle: 山海对话\ntags:\n---\n\n甲方签署协定。\n") == []


@pytest.mark.parametrize(
    "line",
    ["国家开发银行（以下简称国开行）发布报告。", "30岁以下青年参加了活动。", "甲方宣布，以下称为宣言的文件获得通过"],
)
def test_a_word_for_what_follows_must_mean_it(line: str) -> None:
    assert led(f"{line}\n- 甲方签署协定\n") == []


def test_a_speaker_behind_an_announcement_is_no_point() -> None:
    assert led("问答全文如下：\n记者：论坛取得了哪些主要成果？\n部长：成果很多，主要有三个方面。") == []


_LINES = st.sampled_from(
    [
        "文件如下：",
        "一、成果包括：",
        "（一）签署协定；",
        "1.设立基金。",
        "- 发布声明",
        "——成立联盟；",
        "各方同意。再见。",
        "# 标题",
        "",
        "图为会场",
    ]
)


@given(st.lists(_LINES, min_size=1, max_size=20).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_a_lead_stands_above_and_announces(source: str) -> None:
    doc = link(divide(normalise(Document(id="t", source=source))))
    for place, sentence in enumerate(doc.sentences):
        if sentence.lead is not None:
            lead = doc.sentences[sentence.lead]
            assert sentence.lead < place
            assert lead.item != sentence.item
            assert lead.span.of(doc.text).endswith(("：", "—"))
    assert link(doc) == doc


OUTCOMES = (
    "# 丝路论坛成果清单\n\n"
    "1. 中国财政部与老挝财政部关于能力建设的谅解备忘录\n\n"
    "2. 中国海关总署与泰国海关总署关于检疫的议定书\n"
)


def test_bare_papers_of_a_list_of_outcomes_go_on_from_its_title():
    assert set(leads(OUTCOMES).values()) == {None, "丝路论坛"}


def test_a_point_that_says_itself_what_was_done_goes_on_from_no_title():
    said = OUTCOMES.replace("1. 中国财政部", "1. 拟议中的中国财政部")
    assert list(leads(said).values()).count("丝路论坛") == 1


def test_papers_under_another_title_are_left_alone():
    assert set(leads(OUTCOMES.replace("成果清单", "随想")).values()) == {None}
