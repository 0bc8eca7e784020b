"""Web pages, PDF and Word files give the text that their plain version gives."""

import io
import zipfile

import pytest

from kg.errors import DocumentError, UsageError
from kg.text.normaliser import normalise
from kg.text.reader import read
from tests.stopwatch import grows_with_length

PARAGRAPHS = (
    "2023年5月18日，甲国与老挝在海滨市举行第三届“山海对话”国际合作论坛，各方就共建“数字之路”倡议深入交换意见，达成广泛共识，签署多项合作文件。",
    "（一）甲国政府与老挝政府签署关于铁路、港口、长江航道和能源门户建设的合作协定，总额500亿元人民币，首期100亿元。",
    "（二）甲国财政部与乙国经济部签署《关于加强绿色金融合作的谅解备忘录（2023-2025年）》，并与丙国央行签署本币互换协议。",
    "会议期间，30个国家的1200名代表就港口联盟和ABC银行的贷款交换了意见，同意成立“山海对话”秘书处，秘书处设在海滨市。",
)
TITLE = "山海对话成果清单"
SECTION = "一、深化项目合作，促进设施联通"
TABLE = ("签署方　文件", "甲国商务部、乙国经济部　合作备忘录")
PLAIN = "\n".join((TITLE, SECTION, *PARAGRAPHS, *TABLE))

PAGE = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{TITLE}_海滨市人民政府</title><meta name="PubDate" content="2023-05-19 08:00"><style>p {{ color: red }}</style>
<script>if (1 < 2) document.write("<p>不是正文</p>")</script></head>
<body><div class="header"><a href="/">首页</a><a href="/news">新闻</a></div>
<ul id="nav"><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul>
<div class="position">当前位置：首页 &gt; 新闻</div>
<table width="100%"><tr><td><div><h1>{TITLE}</h1><div class="info">发布时间：2023-05-19　来源：海滨日报</div>
<div class="TRS_Editor"><p align=center><b>一、深化项目合作，促进设施联通</b><p>　　{PARAGRAPHS[0]}
<p>　　{PARAGRAPHS[1].replace("合作协定", "<span>合作</span><a href='/x'>协定</a>")}</p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;{PARAGRAPHS[2].replace("“", "&ldquo;")}</p><p>　　{PARAGRAPHS[3]}</p>
<table border="1"><tr><th>签署方</th><th>文件</th></tr>
<tr><td><p>甲国商务部、乙国经济部</p></td><td>合作备忘录</td></tr></table>
</div></div></td></tr></table>
<div class="related"><ul><li><a href="/1">相关新闻一</a></li><li><a href="/2">相关新闻二</a></li></ul></div>
<!-- <p>注释</p> --><div id="footer"><p>版权所有：海滨市人民政府。未经许可不得转载。</p></div></body></html>"""


def test_a_ministry_page_gives_its_article_only(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gb18030"))
    doc = read(path)
    assert normalise(doc).text == PLAIN
    metadata = doc.metadata
    assert (metadata.title, metadata.date, metadata.publisher) == (TITLE, "2023-05-19", "海滨日报")
    assert metadata.address is None


def test_a_page_of_paragraphs_alone_is_all_article(tmp_path):
    path = tmp_path / "page.htm"
    path.write_text("<p>甲国政府与乙国政府签署协定。<br>丙国出席。<ol><li>成立联盟<li>发布声明</ol>", encoding="utf-8")
    assert normalise(read(path)).text == "甲国政府与乙国政府签署协定。\n丙国出席。\n1.成立联盟\n2.发布声明"


@pytest.mark.parametrize("unit", ["<a", "<!--", "<div>", "</p>", "<p", "<td>", "<b>", "&lt;", "<script>", "<ul><li>"])
def test_hostile_pages_are_read_in_linear_time(tmp_path, unit):
    path = tmp_path / "page.html"

    def act(page):
        path.write_text(page, encoding="utf-8")
        read(path)

    assert grows_with_length(act, lambda size: "<p>正文。</p>" + unit * (size // len(unit)), 80_000)


def pdf(pages):
    """A PDF whose font has no outlines but says which character each code is."""
    objects = []

    def add(body):
        objects.append(body)
        return len(objects)

    def stream(body):
        return add(b"<< /Length %d >> stream\n%s\nendstream" % (len(body), body))

    codes = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
        b" 1 begincodespacerange <0000> <FFFF> endcodespacerange"
        b" 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000"
    inner = add(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song %s >>" % system)
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (inner, codes)
    )
    parent, kids = len(objects) + 2 * len(pages) + 1, []
    for lines in pages:
        shown = [b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode() for line in lines]
        content = stream(b"\n".join([b"BT /F 12 Tf 18 TL 60 780 Td", *shown, b"ET"]))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842]"
                b" /Resources << /Font << /F %d 0 R >> >> /Contents %d 0 R >>" % (parent, font, content)
            )
        )
    add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids)))
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def columns(text, width=60):
    """Lines as a page sets them: letters and digits are half as wide as Han characters."""
    lines, room = [""], width
    for character in text:
        room -= 1 if character.isascii() else 2
        if room < 0 and character not in "，。、；：”》）":
            lines, room = [*lines, ""], width - (1 if character.isascii() else 2)
        lines[-1] += character
    return lines


def test_a_pdf_gives_whole_paragraphs_without_heads_page_numbers_and_radicals(tmp_path):
    lines = [line for words in PARAGRAPHS for line in columns(f"　　{words}")]
    lines = [line.replace("老", "⽼").replace("长", "⻓").replace("门", "⻔") for line in lines]
    pages = [["海滨市人民政府公报", TITLE, *lines[:4], "- 1 -"], ["海滨市人民政府公报", *lines[4:9], "- 2 -"]]
    pages.append(["海滨市人民政府公报", *lines[9:], "- 3 -"])
    path = tmp_path / "公报.pdf"
    path.write_bytes(pdf(pages))
    assert normalise(read(path)).text == "\n".join(("海滨市人民政府公报", TITLE, *PARAGRAPHS))


def test_a_page_without_text_is_a_warning_and_a_file_without_text_an_error(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([["甲国政府与乙国政府签署协定。"], []]))
    assert read(path).warnings == ("a.pdf: page 2 holds no text; it may be a picture",)
    path.write_bytes(pdf([[], []]))
    with pytest.raises(DocumentError, match="no text in 2 pages"):
        read(path)
    path.write_bytes(b"%PDF-1.7\nnonsense")
    with pytest.raises(DocumentError, match=r"a\.pdf is not a PDF that can be read"):
        read(path)


def test_pdf_without_its_extra_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([["甲"]]))
    with pytest.raises(UsageError, match=r"pip install 'silkgraph\[documents\]'"):
        read(path)


def word(path, fill):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    fill(document)
    document.save(path)


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path):
    def fill(document):
        document.add_heading(TITLE, 0)
        document.add_heading("一、深化项目合作，促进设施联通", 1)
        for words in PARAGRAPHS:
            paragraph = document.add_paragraph()
            for piece in columns(words, 22):
                paragraph.add_run(piece)
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, ("签署方", "文件", "甲国商务部、乙国经济部", "合作备忘录"), strict=True):
            cell.text = words
        document.core_properties.title = TITLE

    path = tmp_path / "list.docx"
    word(path, fill)
    doc = read(path)
    assert normalise(doc).text == PLAIN
    assert doc.metadata.title == TITLE


def _word_of(body, numbering=""):
    opened = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{1}</w:{0}>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", opened.format("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/numbering.xml", opened.format("numbering", numbering))
    return packed.getvalue()


def _point(words, depth=0):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_numbers_that_word_only_shows_are_in_the_text(tmp_path):
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    points = (("成立联盟", 0), ("设立基金", 1), ("发布声明", 1), ("举办论坛", 0), ("设立奖项", 1))
    body = "".join(_point(words, depth) for words, depth in points)
    path = tmp_path / "a.docx"
    path.write_bytes(_word_of(body, numbering))
    assert normalise(read(path)).text == "（一）成立联盟\n1.设立基金\n2.发布声明\n（二）举办论坛\n1.设立奖项"


def test_tracked_changes_are_read_as_accepted(tmp_path):
    inserted = "<w:ins><w:r><w:t>政府</w:t></w:r></w:ins>"
    deleted = "<w:del><w:r><w:delText>拟</w:delText></w:r></w:del>"
    body = f"<w:p><w:r><w:t>甲国</w:t></w:r>{inserted}{deleted}</w:p>"
    path = tmp_path / "a.docx"
    path.write_bytes(_word_of(body))
    assert read(path).source == "甲国政府"


def test_word_files_that_are_bombs_or_no_word_files_are_not_opened(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(_word_of("<w:p/>" * 3_000_000))
    with pytest.raises(DocumentError, match=r"a\.docx unpacks from .* to .* bytes"):
        read(path)
    path.write_bytes(_word_of("<!DOCTYPE x>"))
    with pytest.raises(DocumentError):
        read(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0 old word")
    with pytest.raises(DocumentError, match=r"not a \.docx file"):
        read(path)
    path.write_bytes(_word_of(""))
    with pytest.raises(DocumentError, match="holds no text"):
        read(path)
