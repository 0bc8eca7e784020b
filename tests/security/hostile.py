"""One hostile corpus, made by program: bytes, lines, names and files that have broken readers, stores and pages before.

Every reader, exporter and page is held against the same inputs. ``python -m tests.security.hostile DIR`` writes them.
"""

from __future__ import annotations

import io
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SENTENCE = "中国政府与希腊政府签署共建“一带一路”合作谅解备忘录。"

#: What may stand in a text and must come back as it was, wherever it is written.
STRANGE = {
    "null": "\x00",
    "control": "".join(map(chr, range(1, 32))),
    "c1": "".join(map(chr, range(0x7F, 0xA0))),
    "terminal": "\x1b[2J\x1b[31m\x1b]0;owned\x07\x9b31m",
    "bidi": "\u202edesrever\u202c\u2066\u2069\u200f",
    "zero width": "中\u200b国\u200c政\u200d府\ufeff\u2060",
    "private use": "".join(map(chr, range(0xE000, 0xE080))) + "\U000f0000\U0010fffd",
    "noncharacter": "\ufffe\uffff\U0001ffff",
    "astral": "\U00020000\U0002a6df\U0001f1e8\U0001f1f3",
    "combining": "e" + "\u0301" * 500,
    "separators": "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "quotes": "\"\"\"'''\\\\``„“”‘’«»",
    "radicals": "⽼挝⻓江⻔⼾⼀带⼀路",
}

#: Names as a stranger would choose them.
NAMES = {
    "script": "<script>window.PWN=1</script>",
    "image": '"><img src=x onerror="window.PWN=1">',
    "href": '<a href="javascript:window.PWN=1">中国</a>',
    "end of script": "</script><script>window.PWN=1</script>",
    "comment": "<!--<script>",
    "entity": "&lt;script&gt;&#60;b&#62;&amp;",
    "template": "{{7*7}}${7*7}{% raw %}<%= 7 %>",
    "sparql": '" } INSERT DATA { <x:a> <x:b> <x:c> } #',
    "sparql iri": "> . <x:a> <x:b> <x:c> . #",
    "turtle": '"""@zh . <x:a> <x:b> "c',
    "iri": "http://127.0.0.1:9/stolen",
    "javascript": "javascript:window.PWN=1",
    "data": "data:text/html,<script>window.PWN=1</script>",
    "formula": '=HYPERLINK("http://127.0.0.1:9/","中国")',
    "formula plus": "+1+1",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+1)",
    "formula command": "=cmd|' /C calc'!A0",
    "terminal": "\x1b]8;;http://127.0.0.1:9/\x07中国\x1b]8;;\x07",
    "markup": "[bold red]中国[/][link=x]",
    "format": "%s%n%x{0}{__class__}",
    "path": "../../../../etc/passwd",
    "path absolute": "/etc/passwd\x01",
    "path windows": "..\\..\\CON:",
    "shell": "$(touch PWN)`touch PWN`;touch PWN",
    "csv": 'a,"b"\r\nc;d\te',
    "xml": "]]><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "json": '"},{"__proto__":{"a":1}}',
    "flipped": "\u202eanihC\u202c",
    "surrounded": "\ufeff中\u200b国\u00a0",
    "long": "中" * 10_000,
    "long latin": "A" * 10_000,
    "spaces": " \t　 ",
    "zero": "0",
}

#: Lines without an end, by the unit they repeat.
_UNITS = """中 中国、 《 《《《》 （ （（（） 7 ， 。 “ 签署 中国签署 中国与 （一） 亿元 2017年 国家 和 一 、
            % | # * [[ {{ <b> &amp; - ⽼"""
UNITS = (*_UNITS.split(), " ", "　", "\t", "1. ", "e\u0301", "\ue000")

#: Many lines, by the line they repeat.
LINES = (
    "中国\n",
    SENTENCE + "\n",
    "（一）中国与希腊签署协议；\n",
    "# 中国\n\n",
    "| 中国 | 希腊 |\n",
    "\n",
    "\r",
    "1. 中国\n",
)


def long_line(unit: str, size: int) -> str:
    """``size`` characters of one unit."""
    return (unit * (size // len(unit) + 1))[:size]


def nested(opening: str, closing: str, depth: int = 100_000) -> str:
    """Brackets in brackets, around a sentence."""
    return opening * depth + SENTENCE + closing * depth


@dataclass(frozen=True)
class File:
    """A file, and whether a reader should make a document of it (None: either is right, a crash is not)."""

    name: str
    data: bytes
    read: bool | None


def encoded() -> list[File]:
    """Texts in encodings right and wrong."""
    text = (SENTENCE + "国家发展改革委发布愿景与行动，推动各国互利共赢。\n") * 3
    traditional = "中國政府與蒙古國政府簽署關於建設經濟合作區的諒解備忘錄，推動雙邊貿易發展。\n" * 3
    return [
        File("utf8.txt", text.encode(), True),
        File("utf8-bom.txt", text.encode("utf-8-sig"), True),
        File("utf16-le.txt", text.encode("utf-16"), True),
        File("utf16-be.txt", b"\xfe\xff" + text.encode("utf-16-be"), True),
        File("utf16-unmarked.txt", text.encode("utf-16-le"), None),
        File("utf16-odd.txt", text.encode("utf-16") + b"\x00", False),
        File("utf32.txt", text.encode("utf-32"), False),
        File("gb18030.txt", text.encode("gb18030"), True),
        File("gb18030-rare.txt", (text + "㐀㐁𠀀").encode("gb18030"), True),
        File("big5.txt", traditional.encode("big5"), True),
        File("mixed.txt", text.encode() + text.encode("gb18030"), None),
        File("cut.txt", text.encode()[:-2], None),
        File("lone-surrogate.txt", text.encode() + b"\xed\xa0\x80", None),
        File("overlong.txt", b"\xc0\xaf\xc0\xae" + text.encode(), None),
        File("latin1.txt", "Zürich façade naïve ".encode("latin-1") * 20, None),
        File("random.txt", bytes(range(256)) * 40, False),
        File("binary.txt", b"\x7fELF\x02\x01\x01" + b"\x00" * 500, False),
        File("nul.txt", (text + "\x00").encode(), False),
        File("empty.txt", b"", False),
        File("blank.txt", " \r\n\t　\ufeff".encode(), False),
        File("crlf.txt", text.replace("\n", "\r\n").encode(), True),
        File("cr.txt", text.replace("\n", "\r").encode(), True),
    ]


def texts() -> list[File]:
    """Texts with strange characters and hostile names where names stand."""
    found = [
        File(f"strange-{slug(name)}.txt", f"{SENTENCE}\n{strange}\n{SENTENCE}".encode("utf-8", "surrogatepass"), None)
        for name, strange in STRANGE.items()
    ]
    for name, hostile in NAMES.items():
        text = (
            f"{hostile}\n一、{hostile}论坛\n（一）中国政府与{hostile}签署《{hostile}》合作谅解备忘录。\n"
            f"（二）国家开发银行与{hostile}银行签署2亿元人民币贷款协议。\n（三）“{hostile}倡议”由{hostile}部发起。\n"
        )
        found.append(File(f"name-{slug(name)}.txt", text.encode("utf-8", "surrogatepass"), None))
    return found


def metadata_table(files: list[File]) -> str:
    """A documents.tsv that gives each file a hostile title, publisher and address."""
    names = list(NAMES.values())
    rows = ["id\tfile\ttitle\tdate\tpublisher\taddress\tlicence"]
    for number, file in enumerate(files):
        hostile = " ".join(names[number % len(names)].split()) or "x"
        rows.append(
            f"d{number}\t{file.name}\t{hostile}\t2017-05-14\t{hostile}\tjavascript:alert(1)//{hostile}\t{hostile}"
        )
    return "\n".join(rows) + "\n"


def slug(name: str) -> str:
    """A name of our own as a part of a file name."""
    return unicodedata.normalize("NFKD", name).replace(" ", "-")


# ── files that are not what they seem ────────────────────────────────────────────────────────────────────────────────


def documents() -> list[File]:
    """Web pages, PDF and Word files that lie, swell or break."""
    page = f"<html><head><title>{SENTENCE}</title></head><body><p>{SENTENCE}</p>"
    return [
        File("scripts.html", f"{page}<script>alert('{SENTENCE}')</script><p onclick=x>{SENTENCE}</p>".encode(), True),
        File("deep.html", ("<div>" * 100_000 + f"<p>{SENTENCE * 5}</p>").encode(), None),
        File("unclosed.html", (page + "<p " * 50_000).encode(), None),
        File("attributes.html", (page + '<p a="' + "x" * 300_000 + f'">{SENTENCE}</p>').encode(), None),
        File("entities.html", (page + "<p>" + "&#x4e2d;&#0;&#xd800;&#1114112;&bogus;" * 1_000).encode(), None),
        File("charset.html", b"<meta charset=no-such-thing>" + page.encode(), None),
        File("charset-codec.html", b"<meta charset=zlib_codec>" + page.encode(), None),
        File("charset-lies.html", b"<meta charset=gb2312>" + page.encode(), None),
        File("not-a.docx", b"PK\x03\x04" + b"\x00" * 100, False),
        File("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, False),
        File("bomb.docx", word("<w:p><w:r><w:t>中</w:t></w:r></w:p>" * 1_000_000), False),
        File("entities.docx", word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY a "aaaa">]>'), False),
        File("file.docx", word("<w:p/>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), False),
        File("late-doctype.docx", word("<w:p/>", " " * 5_000 + '<!DOCTYPE x [<!ENTITY a "b">]>'), False),
        File("deep.docx", word("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), None),
        File("controls.docx", word("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000), None),
        File("tables.docx", word("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000), None),
        File("broken.docx", word("<w:p><w:r>"), False),
        File("good.docx", word(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"), True),
        File("not-a.pdf", b"%PDF-1.7\nnothing", False),
        File("bomb.pdf", pdf(zlib.compress(b"BT (a) Tj ET\n" * 8_000_000, 9)), False),
        File("loop.pdf", pdf(b"", "/Filter /FlateDecode /Kids [3 0 R]"), None),
        File("garbage.pdf", pdf(b"\xff" * 3_000), None),
        File("wide-map.pdf", pdf_with_map(b"1 beginbfrange\n<00000000> <FFFFFFFF> <0000>\nendbfrange"), False),
        File(
            "long-map.pdf",
            pdf_with_map(b"9 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 20_000 + b"endbfrange"),
            False,
        ),
        File("forms.pdf", pdf_of_forms(9, 10), False),
        File("own-form.pdf", pdf_of_forms(1, 3), False),
        File("branches.pdf", pdf_of_branches(5_000), False),
        File("lists.pdf", pdf(b"BT " + b"[" * 100_000 + b" ET", ""), False),
        File("names.pdf", pdf(b"BT " + b"<< " * 100_000 + b" ET", ""), False),
        File("no-end.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000, False),
        File(
            "size.pdf", b"%PDF-1.7\nxref\n0 2000000000\n0 65535 f \ntrailer << /Size 1 >>\nstartxref\n9\n%%EOF", False
        ),
    ]


def word(body: str, before: str = "", **parts: str) -> bytes:
    """A .docx with this body; ``before`` stands between the declaration and the root, ``parts`` are other files."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{space}">{inner}</w:{name}>')
    return out.getvalue()


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def pdf(
    stream: bytes, words: str = "/Filter /FlateDecode", resources: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page with this content stream, what it draws on, and more objects, the first of them number 5."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << " + resources + b" >> >>"
    return pdf_of([_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream_of(stream, words), *more])


def stream_of(data: bytes, words: str = "") -> bytes:
    """A stream as an object of a PDF."""
    return f"<< /Length {len(data)} {words} >>\nstream\n".encode() + data + b"\nendstream"


def pdf_with_map(ranges: bytes) -> bytes:
    """A PDF whose font says by these ranges which characters its glyphs are."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R >>"
    table = b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + ranges + b"\nendcmap"
    page = b"BT /F1 12 Tf <00010002> Tj ET"
    return pdf(page, "", b"/Font << /F1 5 0 R >>", [font, stream_of(table)])


def pdf_of_forms(depth: int, times: int) -> bytes:
    """A PDF whose page draws a form that draws a form, so many times each, so deep."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>"
    forms = [stream_of(b"/X Do " * times, form.format(min(6 + level, 4 + depth))) for level in range(depth)]
    return pdf(b"/X Do " * times, "", b"/XObject << /X 5 0 R >>", forms)


def pdf_of_branches(depth: int) -> bytes:
    """A PDF whose only page hangs on a branch of a branch of a branch."""
    branches = [f"<< /Type /Pages /Kids [{number + 3} 0 R] /Count 1 >>".encode() for number in range(depth)]
    return pdf_of([_CATALOG, *branches, b"<< /Type /Page /MediaBox [0 0 9 9] >>"])


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its root."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n"
    trailer = f"{head}{table}trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{len(out)}\n%%EOF"
    return out + trailer.encode()


def everything() -> list[File]:
    """All files but the long lines."""
    return [*encoded(), *texts(), *documents()]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for each in everything():
        (folder / each.name).write_bytes(each.data)
