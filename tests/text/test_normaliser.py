"""The normalised reading of a text, and the way back to its source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Span
from kg.text.normaliser import normalise
from tests.stopwatch import grows_with_length

PARAGRAPHS = (
    "甲国财政部与乙国经济部签署关于加强绿色金融合作的谅解备忘录，与丙国央行签署本币互换协议，总额500亿元人民币。",
    "（一）2023年5月18日，第三届“山海对话”论坛在海滨市举行，《山海对话：共识与行动（2023-2025）》同日发布。",
    "会议期间，30个国家的1,200名代表就“数字之路”倡议、港口联盟和ABC银行的贷款交换了意见！",
)


def reading(source: str) -> str:
    return normalise(Document(id="t", source=source)).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1 2 场\n分 论 坛 和 企 业 家 大 会 。", "1 2场\n分论坛和企业家大会。"),
        ("4 月 25 日至 27 日", "4月25日至27日"),
        ("[[zh:高峰]]论坛在[[中华人民共和国|中国]]'''举行'''", "高峰论坛在中国举行"),
        ("**甲方**与*乙方*签署[协定](https://example.org/a)", "甲方与乙方签署协定"),
        ("![](a.png)\n\n****\n\n正文。", "正文。"),
        ("&ldquo;一带一路&amp;rdquo;&nbsp;倡议", "“一带一路”倡议"),
        ("<p>甲方</p><p>乙方&#8203;签署</p>", "甲方\n乙方签署"),
        ("2017年５月，投资１，０００亿元(约合ＡＢＣ)", "2017年5月，投资1,000亿元（约合ABC）"),
        ("對於「一帶一路」『數碼』夥伴", "对于“一带一路”‘数码’伙伴"),
        ("⽼挝、⻓江、⻔⼾", "老挝、长江、门户"),
        ("老\u200b挝\ufeff\u202e、柬\u00ad埔寨", "老挝、柬埔寨"),
        ("甲\ud800方\udfff签署", "甲方签署"),
        ("正文。\n\n主办：甲办公厅\n承办：乙中心\n甲ICP备1号\nCopyright © 2017 甲", "正文。"),
        ("论坛开幕。\n\n主办：甲部\n承办：乙部", "论坛开幕。\n主办：甲部\n承办：乙部"),
        ('共建"一带一路"和"数字之路"', "共建“一带一路”和“数字之路”"),
        ("甲方,乙方;丙方:丁方(戊方)", "甲方，乙方；丙方：丁方（戊方）"),
        ("第一行。\r\n第二行。\r第三行。", "第一行。\n第二行。\n第三行。"),
        ("| 甲方 | 乙方 |\n|---|---|\n| 商务部 | 财政部 |", "甲方　乙方\n商务部　财政部"),
    ],
)
def test_form_goes_and_words_stay(source: str, text: str) -> None:
    assert reading(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("以“安全畅通 智能高效”为主题", "以“安全畅通 智能高效”为主题"),
        ("新成果　新阶段　新机遇", "新成果　新阶段　新机遇"),
        ("主办单位：商务部 外交部", "主办单位：商务部 外交部"),
        ("Asian Bank与 ABC 公司", "Asian Bank与ABC公司"),
    ],
)
def test_a_space_that_separates_stays(source: str, text: str) -> None:
    assert reading(source) == text


def test_a_regional_form_reads_as_the_common_one_and_is_quoted_as_it_stands() -> None:
    doc = normalise(Document(id="t", source="國際谘詢委員會"))
    assert doc.text == "国际咨询委员会"
    assert doc.quote(Span(2, 4)) == "谘詢"


def test_slanted_words_before_a_number_are_words_and_a_product_stays() -> None:
    assert reading("单元*新人影展*15日开幕，共3*5*2场") == "单元新人影展15日开幕，共3*5*2场"


def test_spaces_inside_a_short_quoted_name_go() -> None:
    assert reading("共建“一 带 一 路”倡议，发布《山海 宣言》") == "共建“一带一路”倡议，发布《山海宣言》"


def test_lines_of_a_narrow_column_become_paragraphs_again() -> None:
    words = "".join(PARAGRAPHS)
    column = "\n".join(words[start : start + 20] for start in range(0, len(words), 20))
    assert reading(f"{column}\n\n{column}\n") == f"{words}\n{words}"


def test_a_paragraph_torn_by_a_page_is_whole_again() -> None:
    words = PARAGRAPHS[0] * 3
    lines = [words[start : start + 20] for start in range(0, len(words), 20)]
    torn = [*lines[:2], "", "- 12 -", "", *lines[2:5], "第3页 共10页", *lines[5:]]
    assert reading("\n".join(torn)) == words


def test_a_running_head_between_pages_is_dropped() -> None:
    words = PARAGRAPHS[0] * 4
    lines = [words[start : start + 20] for start in range(0, len(words), 20)]
    pages = ["\n".join(lines[start : start + 3]) for start in range(0, len(lines), 3)]
    source = "\n".join(f"山海对话论坛文件汇编\n{page}\n{place}" for place, page in enumerate(pages, 1))
    assert reading(source) == f"山海对话论坛文件汇编\n{words}"


def test_list_items_headings_and_labels_are_never_joined() -> None:
    source = "一、山海对话成果\n（一）成立港口联盟\n（二）发布联合声明\n1.设立基金\n主办单位：海滨市政府\n来源：本刊"
    assert reading(source) == source


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_noise_of_form_gives_the_same_text(paragraph: str, data: st.DataObject) -> None:
    source = "\n\n".join(PARAGRAPHS)
    noise = data.draw(st.sampled_from([_wrapped, _zero_width, _bold, _wiki, _wide, _traditional, _spread]))
    noisy = source.replace(paragraph, noise(paragraph, data))
    assert reading(noisy) == reading(source)


def _places(text: str, data: st.DataObject, most: int = 6) -> list[int]:
    return sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=most)), reverse=True)


def _wrapped(text: str, data: st.DataObject) -> str:
    width = data.draw(st.integers(15, 40))
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def _zero_width(text: str, data: st.DataObject) -> str:
    for place in _places(text, data):
        text = text[:place] + data.draw(st.sampled_from("\u200b\u200d\ufeff\u2060\u202e")) + text[place:]
    return text


def _bold(text: str, data: st.DataObject) -> str:
    return text.replace("论坛", "**论坛**").replace("签署", "**签署**")


def _wiki(text: str, data: st.DataObject) -> str:
    return text.replace("论坛", "[[zh:论坛]]").replace("乙国", "[[乙国]]").replace("2023年", "[[zh:2023年]]")


def _wide(text: str, data: st.DataObject) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def _traditional(text: str, data: st.DataObject) -> str:
    import opencc

    return str(opencc.OpenCC("s2t").convert(text)).replace("“", "「").replace("”", "」")


def _spread(text: str, data: st.DataObject) -> str:
    for place in _places(text, data):
        if "一" <= text[place - 1] <= "鿿" and "一" <= text[place] <= "鿿":
            text = text[:place] + " " + text[place:]
    return text


_PIECES = st.one_of(
    st.sampled_from(PARAGRAPHS),
    st.sampled_from(
        ["中 国", "\n", "\r\n", "\n\n", "&amp;", "&ldquo;", "**", "# ", "- ", "> ", "<p>", "</p>", "[[zh:"]
    ),
    st.sampled_from(["]]", "\u200b", "---\n", "\ufeff", "\f", "3\n", "A b", "😀", "𠮷", *"　⽼「」國１，'|《》 \""]),
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_character_knows_where_it_came_from(source: str) -> None:
    doc = normalise(Document(id="t", source=source))
    last = 0
    for place in range(len(doc.text)):
        span = doc.source_span(Span(place, place + 1))
        assert last <= span.start < span.end <= len(source)
        last = span.start
    assert not doc.text.startswith("\n") and "\n\n" not in doc.text and not doc.text.endswith("\n")
    assert len(doc.offsets.text) == len(doc.offsets.source) == len(doc.offsets.source_end)


@given(
    st.lists(st.sampled_from([*"中国老挝签署，。“”", " ", "\u200b", "**", "國"]), max_size=40).map("".join), st.data()
)
@settings(max_examples=100, deadline=None)
def test_a_quoted_stretch_of_source_reads_as_its_text(source: str, data: st.DataObject) -> None:
    doc = normalise(Document(id="t", source=source))
    if len(doc.text) > 1:
        start = data.draw(st.integers(0, len(doc.text) - 1))
        end = data.draw(st.integers(start + 1, len(doc.text)))
        quote = doc.quote(Span(start, end))
        assert reading(quote).replace("\n", "") == doc.text[start:end].replace("\n", "")


def test_a_normalised_text_is_its_own_normal_form() -> None:
    text = reading("\n\n".join(PARAGRAPHS))
    assert reading(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "中",
        "中 ",
        "《",
        "（",
        "“",
        "[[",
        "**",
        "<",
        "<!--",
        "&amp;",
        "| ",
        "中国、",
        "*a",
        "`",
        " ",
        "3\n",
        "中\n",
        "'",
    ],
)
def test_time_grows_with_length_and_no_faster(line: str) -> None:
    assert grows_with_length(reading, lambda size: line * (size // len(line)), 80_000)
