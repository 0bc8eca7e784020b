"""Items and sentences of a text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Item, Span
from kg.text.normaliser import normalise
from kg.text.structure import divide


def divided(source: str) -> Document:
    return divide(normalise(Document(id="t", source=source)))


def items(source: str, kind: str = "item") -> list[Item]:
    return [item for item in divided(source).items if item.kind == kind]


RESTARTING = """**山海对话成果清单**

会议达成以下成果。

**一、深化项目合作，促进设施联通**

（一）甲国政府与乙国政府签署铁路协定。

（二）甲国与丙国签署港口协定。

**二、加强金融合作**

（一）甲国财政部设立发展基金。

（二）甲国央行提供贷款。
"""

STRAIGHT = """山海对话成果文件清单
（共4项）
一、高级别论坛成果
（一）北京倡议
（二）成立港口联盟（港口论坛发布）
二、专题论坛成果
（三）《年度报告》
（四）良渚论坛
"""

ARTICLE = """　　1.设施联通：进入新阶段
　　分论坛由交通部主办。
　　会上签署35项协议。
　　2.贸易畅通：发出声音
　　分论坛由商务部主办。
"""


def test_numbering_that_restarts_is_told_apart_by_its_section() -> None:
    found = items(RESTARTING)
    assert [item.id for item in found] == ["1.1", "1.2", "2.1", "2.2"]
    assert [item.number for item in found] == ["一（一）", "一（二）", "二（一）", "二（二）"]
    assert found[2].section == found[2].heading == "二、加强金融合作"
    assert found[0].sector == "设施联通"
    assert found[3].sector == "金融"


def test_numbered_sections_are_headings() -> None:
    headings = items(RESTARTING, "heading")
    assert [(item.id, item.number) for item in headings] == [("h1", None), ("1", "一"), ("2", "二")]
    assert all(item.parent == item.id.split(".")[0] for item in items(RESTARTING))


def test_numbering_that_runs_through_keeps_its_numbers() -> None:
    found = items(STRAIGHT)
    assert [item.number for item in found] == ["一（一）", "一（二）", "二（三）", "二（四）"]
    assert [item.id for item in found] == ["1.1", "1.2", "2.3", "2.4"]


def test_paragraphs_under_a_numbered_line_belong_to_it() -> None:
    doc = divided(ARTICLE)
    assert [(item.kind, item.number, item.parent) for item in doc.items] == [
        ("item", "1", None),
        ("paragraph", "1", "1"),
        ("paragraph", "1", "1"),
        ("item", "2", None),
        ("paragraph", "2", "2"),
    ]


def test_points_of_a_speech_do_not_swallow_what_follows() -> None:
    source = "甲方提出三点建议：\n\n一是深化合作。\n\n二是扩大开放。\n\n会议还讨论了其他问题。\n"
    doc = divided(source)
    assert [item.number for item in doc.items] == [None, "一是", "二是", None]
    assert doc.items[3].parent is None


def test_a_lead_in_is_an_item_with_items_under_it() -> None:
    source = "七、甲方宣布如下举措：\n\n（一）设立基金。\n\n（二）举办论坛。\n\n八、各方商定下次会议。\n"
    assert [(item.id, item.kind, item.parent) for item in divided(source).items] == [
        ("7", "item", None),
        ("7.1", "item", "7"),
        ("7.2", "item", "7"),
        ("8", "item", None),
    ]


def test_kinds_of_lines_are_told_apart() -> None:
    source = (
        "---\ntitle: 山海对话\ndate: 2023-05-18\n---\n\n# 山海对话闭幕\n\n2023-05-18 10:00\n\n主办单位：海滨市政府\n\n"
        "各方签署了一批协议。\n\n甲国部长与乙国部长会谈（资料图）\n\n## 主要成果\n\n- 成立港口联盟\n- 发布声明\n"
    )
    kinds = [item.kind for item in divided(source).items]
    expected = ["front", "front", "heading", "front", "label", "paragraph", "caption", "heading", "item", "item"]
    assert kinds == expected


def test_chapters_hold_articles_and_articles_hold_points() -> None:
    source = "第一章 总则\n第一条 双方开展合作。\n第二条 领域包括：\n（一）能源；\n（二）交通。\n"
    source += "第二章 附则\n第三条 协定即日生效。"
    assert [(item.number, item.kind) for item in divided(source).items] == [
        ("第一章", "heading"),
        ("第一章第一条", "item"),
        ("第一章第二条", "item"),
        ("第一章第二条（一）", "item"),
        ("第一章第二条（二）", "item"),
        ("第二章", "heading"),
        ("第二章第三条", "item"),
    ]


def test_what_follows_a_list_of_single_points_is_not_part_of_the_last() -> None:
    source = "仪式上签署三份文件：\n1.甲方与乙方签署协定；\n2.甲方与丙方签署备忘录。\n"
    source += "签约前，双方举行了会谈。\n（责任编辑：某某）"
    last, label = divided(source).items[-2:]
    assert (last.kind, last.parent, last.number) == ("paragraph", None, None)
    assert label.kind == "label"
    source = source.replace("（责任编辑", "3.甲方与丁方签署合同。\n（责任编辑")
    assert divided(source).items[3].parent == "2"


def test_arabic_numbers_under_chinese_ones_are_read_apart() -> None:
    source = "三、双方签署以下文件：\n1、《合作协定》\n2、《合作规划》\n二〇二三年十月二十日于海滨"
    assert [item.number for item in divided(source).items] == ["三", "三.1", "三.2", None]
    assert divided(source).items[-1].kind == "front"


def test_the_same_number_twice_gets_two_ids() -> None:
    found = divided("1.设立基金。\n2.举办论坛。\n## 其他\n1.发布声明。\n2.成立联盟。\n").items
    assert len({item.id for item in found}) == len(found)
    assert all(item.id.isascii() for item in found)


def sentences(source: str) -> list[str]:
    doc = divided(source)
    return [sentence.span.of(doc.text) for sentence in doc.sentences]


def test_sentences_end_at_stops_but_not_inside_quotes_or_titles() -> None:
    assert sentences("会议闭幕。各方说：“很好。明年再来！”随后离开。《什么是丝路？》一书出版；论坛开幕。") == [
        "会议闭幕。",
        "各方说：“很好。明年再来！”随后离开。",
        "《什么是丝路？》一书出版；论坛开幕。",
    ]


def test_a_long_quotation_is_cut_like_other_text() -> None:
    speech = "合作很好。" * 60
    assert len(sentences(f"他说：“{speech}”")) > 50


def test_the_number_of_an_item_is_not_part_of_its_sentence() -> None:
    assert sentences("（十四）甲国政府与乙国政府签署协定。") == ["甲国政府与乙国政府签署协定。"]


_LINES = st.sampled_from(
    [
        "一、总则",
        "（一）甲方签署协定。",
        "1.设立基金",
        "① 发布声明",
        "第三条 生效",
        "各方同意。“好！”他说。",
        "主办单位：海滨市",
        "",
        "# 标题",
        "**粗体**",
    ]
)


@given(st.lists(_LINES, min_size=1, max_size=25).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_every_line_is_one_item_and_sentences_cover_it(source: str) -> None:
    doc = divided(source)
    assert [item.span.of(doc.text) for item in doc.items] == [line for line in doc.text.split("\n") if line]
    assert len({item.id for item in doc.items}) == len(doc.items)
    known = {item.id for item in doc.items}
    assert all(item.parent is None or item.parent in known for item in doc.items)
    for place, item in enumerate(doc.items):
        spans = [sentence.span for sentence in doc.sentences if sentence.item == place]
        assert spans[0].start >= item.span.start
        assert spans[-1].end == item.span.end
        assert all(before.end == after.start for before, after in pairwise(spans))
        assert all(item.span.covers(span) and span != Span(span.start, span.start) for span in spans)


HUNG = """1.  甲国与乙国签署了关于接收丙国为本组织成员国的决议，并宣布设立港
    口联盟。亚洲开发银行宣布提供技术援助赠款600
    万美元。

2.  会议期间签署下列文件：
    (a)  甲国财政部、乙国财政部、丙国财政部共同签署关于成立联合公司的
         协定；
    (b)  甲国交通部、乙国交通部签署双边汽车运输协定；
      * 青年论坛（由甲国青年事务和体育委员会在海滨市举办，会期为
        三天）；
    -- 《海滨宣言》；

3.  各方感谢主人。
"""


def test_lines_that_hang_under_their_point_are_one_with_it() -> None:
    doc = divided(HUNG)
    assert [item.span.of(doc.text) for item in doc.items] == [
        "1.甲国与乙国签署了关于接收丙国为本组织成员国的决议，并宣布设立港口联盟。亚洲开发银行宣布提供技术援助赠款600万美元。",
        "2.会议期间签署下列文件：",
        "（a）甲国财政部、乙国财政部、丙国财政部共同签署关于成立联合公司的协定；",
        "（b）甲国交通部、乙国交通部签署双边汽车运输协定；",
        "青年论坛（由甲国青年事务和体育委员会在海滨市举办，会期为三天）；",
        "《海滨宣言》；",
        "3.各方感谢主人。",
    ]
    assert [item.number for item in doc.items] == ["1", "2", "2（a）", "2（b）", "2", "2", "3"]


def numbers(source: str) -> list[str | None]:
    return [item.number for item in divided(source).items]


def test_letters_and_roman_numbers_are_points() -> None:
    assert numbers("1. 各方：\na) 设立基金；\nb) 举办论坛。\n2. 散会。") == ["1", "1.a)", "1.b)", "2"]
    assert numbers("A. 港口论坛\nB、海关论坛\n") == ["A", "B"]
    assert numbers("（一）各方：\n(i) 设立基金；\n(ii) 举办论坛；\n(iv) 散会。") == [
        "（一）",
        "（一）（i）",
        "（一）（ii）",
        "（一）（iv）",
    ]


def test_the_letter_behind_h_is_no_number_one() -> None:
    found = items("\n".join(f"({letter}) 甲国签署协定；" for letter in "fghij"))
    assert [item.id for item in found] == ["6", "7", "8", "9", "10"]


def test_dotted_numbers_stand_under_one_another() -> None:
    source = "1. 总体目标\n1.1 深化合作。\n1.2 扩大开放。\n2. 重点领域\n"
    source += "2.1 海关合作。\n2.1.1 设立联络点。\n2.1.2 交换数据。\n"
    found = divided(source).items
    assert [item.number for item in found] == ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2"]
    assert [item.parent for item in found][-2:] == [found[4].id] * 2
    assert found[1].parent == "1"


def test_a_quantity_that_opens_a_line_is_no_number() -> None:
    assert numbers("甲方提供贷款。\n\n2.5亿元用于港口。\n\n2.6亿元用于铁路。") == [None, None, None]
    assert numbers("增长率如下。\n\n3.2 左右的增长。") == [None, None]


def test_entries_of_a_programme_are_items_of_their_own_under_their_day() -> None:
    source = "论坛在海滨市举行。\n\n日　程\n7月1日（周一）\n09:00-10:00　开幕式　秘书处致辞\n10:20-12:00　主旨论坛\n"
    source += "7月2日（周二）\n14:00　图片展\n"
    doc = divided(source)
    assert [(item.kind, item.heading) for item in doc.items if item.kind == "item"] == [
        ("item", "7月1日（周一）"),
        ("item", "7月1日（周一）"),
        ("item", "7月2日（周二）"),
    ]


def test_a_rule_ends_a_paragraph_and_leaves_nothing_behind() -> None:
    source = (
        "当天签署了以下协议——\n★ 甲港与乙港：合作协议\n★ 丙校与丁校：合作意向书\n\n——\n港口论坛（2024）6月在海滨举办\n"
    )
    source += "主办单位：海滨市政府\n────────\n7月2日上午，论坛通过倡议。\n"
    doc = divided(source)
    assert [item.kind for item in doc.items] == ["paragraph", "item", "item", "heading", "label", "paragraph"]
    assert doc.items[-1].span.of(doc.text) == "7月2日上午，论坛通过倡议。"


def test_a_short_line_with_a_sign_over_paragraphs_is_a_heading() -> None:
    source = (
        "● 东南亚\n\n7月9日，甲银行与乙银行签署授信协议，期限5年。\n\n● 非洲\n\n9月5日，甲银行与丙银行签署贷款协议。\n"
    )
    assert [item.kind for item in divided(source).items] == ["heading", "paragraph", "heading", "paragraph"]
    source = "三组握手\n\n▷ 甲校与乙校续签协议；\n▷ 甲校与丙校签署协议。\n\n校长出席了仪式，并参观了校史馆。"
    assert [item.kind for item in divided(source).items] == ["heading", "item", "item", "paragraph"]


def test_rows_of_labels_stay_rows() -> None:
    source = "名　　称：首届博览会\n时　　间：2023年5月\n主 宾 国：甲国\n主　　题：共享机遇\n"
    source += "联 系 人：新闻处\n支持媒体：海滨日报\n"
    assert [item.kind for item in divided(source).items] == ["label"] * 6


def test_a_title_and_the_date_under_it_stand_apart() -> None:
    doc = divided(
        "甲国和乙国关于深化战略伙伴关系的联合声明\n2024-09-06 21:15　来源：外交部网站\n\n　　一、双方商定下次会议。\n"
    )
    assert [item.kind for item in doc.items] == ["heading", "front", "item"]
