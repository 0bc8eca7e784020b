"""Markup that is form, not words: entities, HTML tags, wiki marks, Markdown, invisible characters.

Each function reads a text and yields the edits that take its marks away. Marks that say something
of the line they stand in (heading, list entry, page break) leave a sign behind, which the
normaliser uses and removes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kg.text.draft import Edit
from kg.text.lines import BULLET, HEADING, PAGE, RULE

_INVISIBLE = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\ud800-\udfff\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ENTITY = re.compile(
    r"&(?:amp;){0,3}(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&(?:amp;)?(nbsp)(?![;A-Za-z0-9])"
)
_CONTROL = re.compile(f"\r\n?|[\u000b\u0085\u2028\u2029]|\f|[{_INVISIBLE}]+")
#: One class is searched several times as fast as the choice above, and few texts hold any of it.
_ANY_CONTROL = re.compile(f"[\r\u000b\u0085\u2028\u2029\f{_INVISIBLE}]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")


def entities(text: str) -> Iterator[Edit]:
    """HTML character references, escaped once or more often."""
    if "&" not in text:
        return
    for found in _ENTITY.finditer(text):
        name = f"&{found[1] or found[2]};"
        character = html.unescape(name)
        if character != name:
            character = _DROPPED.sub("", character)
            yield found.start(), found.end(), " " if character in "\u00a0\r" else character


def controls(text: str) -> Iterator[Edit]:
    """Line ends become one kind, a form feed becomes a page break, the invisible goes."""
    first_found = _ANY_CONTROL.search(text)
    if first_found is None:
        return
    for found in _CONTROL.finditer(text, first_found.start()):
        first = found[0][0]
        if first == "\f":
            yield found.start(), found.end(), f"\n{PAGE}\n"
        elif first in "\r\u000b\u0085\u2028\u2029":
            yield found.start(), found.end(), "\n"
        else:
            yield found.start(), found.end(), ""


_BLOCK = (
    "p|div|br|hr|li|ul|ol|tr|table|tbody|thead|section|article|header|footer|blockquote|"
    "center|h[1-6]|dl|dt|dd|figure|figcaption|body|html|head|title|main"
)
_INLINE = (
    "span|b|i|u|em|strong|a|font|small|big|sup|sub|img|td|th|s|del|ins|mark|code|pre|abbr|"
    "cite|wbr|o:p|st1:[a-z]+|label|tt|ruby|rt|rp|nowiki|ref|noinclude|includeonly|onlyinclude|gallery|meta|link"
)
_TAG = re.compile(rf"<(/?)(?:({_BLOCK})|(?:{_INLINE}))(?=[\s/>])[^<>]{{0,1000}}>", re.IGNORECASE)
_RAW_OPEN = re.compile(r"<!--|<(script|style|ref)(?=[\s>])[^<>/]{0,500}>", re.IGNORECASE)


def raw_stretches(text: str) -> Iterator[Edit]:
    """Comments, scripts, styles and wiki references, with what they hold."""
    if "<" not in text:
        return
    position, lower, missing = 0, text.lower(), set[str]()
    while found := _RAW_OPEN.search(text, position):
        closer = f"</{found[1].lower()}>" if found[1] else "-->"
        end = -1 if closer in missing else lower.find(closer, found.end())
        if end < 0:
            missing.add(closer)
            position = found.end()
            continue
        position = end + len(closer)
        yield found.start(), position, ""


def tags(text: str) -> Iterator[Edit]:
    """HTML tags: block tags end a line, others vanish; headings leave their sign."""
    if "<" not in text:
        return
    for found in _TAG.finditer(text):
        name = (found[2] or "").lower()
        opens = not found[1] and len(name) == 2 and name[0] == "h" and name[1].isdigit()
        yield found.start(), found.end(), f"\n{HEADING}" if opens else "\n" if name else ""


_WIKI = re.compile(
    r"\[\[(?:[Ff]ile|[Ii]mage|[Cc]ategory|文件|檔案|图像|圖像|分类|分類):[^\[\]\n]{0,300}\]\]"
    r"|\[\[:?(?:[a-z]{2,3}(?:-[a-z]{2,4})?:)?(?:[^\[\]|\n]{0,200}\|)?(?P<word>[^\[\]|\n]{1,200})\]\]"
    r"|'{2,5}"
)
_WIKI_STARTS = re.compile(r"[\['](?=[\['])")


def wiki(text: str) -> Iterator[Edit]:
    """[[zh:…]], [[a|b]], '''…''': the words stay."""
    if "[[" in text or "''" in text:
        yield from _keeping(_WIKI, text, _WIKI_STARTS)


_FENCED = re.compile(r"[ \t]*---[ \t]*\n(?P<body>(?:[^\n]{0,2000}\n){0,100}?)---[ \t]*(?:\n|$)")


def front_matter(text: str) -> Iterator[Edit]:
    """The lines between the fences at the beginning stay apart."""
    fenced = _FENCED.match(text)
    if fenced:
        for place in range(fenced.start("body") - 1, fenced.end("body") - 1):
            if text[place] == "\n":
                yield place, place + 1, f"\n{HEADING}"


_LINE_MARKS = re.compile(
    r"""^(?:
      (?P<rule>[ \t　]*[—―─━═－＿～﹏]+[ \t　]*$
        |[ \t]*(?:-[ \t]*){3,}$|[ \t]*(?:\*[ \t]*){3,}$|[ \t]*(?:_[ \t]*){3,}$|[ \t]*={3,}[ \t]*$
        |(?=[-:| \t]*--)(?=[-:| \t]*\|)[-:| \t]+$)
    | (?P<heading>[ \t]*\#{1,6}(?:[ \t]+|(?=[^\s\#]))|={2,6}(?=[^=\n]+={2,6}[ \t]*$))
    | (?P<quote>[ \t]{0,3}(?:>[ \t]?)+)
    | (?P<bullet>[ \t　]*(?:(?:--?|[*+])[ \t]+|(?:[•●■◆▪◇○□►▶▷▸▲△★☆※◎➢➤✓✔❖👉]\ufe0f?)[ \t　]*|·[ \t　]+)(?=\S))
    )""",
    re.VERBOSE | re.MULTILINE,
)


def line_marks(text: str) -> Iterator[Edit]:
    """Marks at the beginning of a line: headings, quotations, bullets, rules."""
    for found in _LINE_MARKS.finditer(text):
        sign = HEADING if found["heading"] else BULLET if found["bullet"] else RULE if found["rule"] else ""
        start = found.start()
        if found["bullet"]:  # its margin stays, for what hangs under it
            start += len(found[0]) - len(found[0].lstrip(" \t　"))
        if found.end() > start:
            yield start, found.end(), sign


_BOLD_LINE = re.compile(
    r"^[ \t　]*(?P<open>\*\*|__)(?=[^*_\s])(?=[^*\n]{1,80}(?:\*\*|__)[ \t　]*$)(?![^*\n]*[。！？][*_])", re.MULTILINE
)
_LINKS = re.compile(
    r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)"
    r"|(?<!\!)\[(?P<word>[^\[\]\n]{1,300})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)"
    r"|\[\^[^\]\n]{1,20}\]"
)
_EMPHASIS = re.compile(
    r"(?<!`)`(?P<code>[^`\n]{1,300})`(?!`)"
    r"|\*{2,}|(?<![A-Za-z0-9_])__(?=\S)|(?<=\S)__(?![A-Za-z0-9_])"
    r"|(?<![*\d\\])\*(?P<slant>[^*\s](?:[^*\n]{0,300}[^*\s])?)\*(?!\*(?!\*)|\*{3})(?:(?<=[^\x00-\x7f]\*)|(?!\d))"
    r"|(?<!=)={2,6}[ \t]*$"
    r"|\\(?=[*_#`\[\]()>~-])",
    re.MULTILINE,
)
_LINK_STARTS, _EMPHASIS_STARTS = re.compile(r"[!\[]"), re.compile(r"[`*_=\\]")


def bold_headings(text: str) -> Iterator[Edit]:
    """A line that is bold from end to end is a heading."""
    for found in _BOLD_LINE.finditer(text):
        yield found.start(), found.end(), HEADING


def links(text: str) -> Iterator[Edit]:
    """Links keep their words, pictures and footnote marks go."""
    if "](" in text or "[^" in text:
        yield from _keeping(_LINKS, text, _LINK_STARTS)


def emphasis(text: str) -> Iterator[Edit]:
    """Bold, slanted and code: the words stay."""
    yield from _keeping(_EMPHASIS, text, _EMPHASIS_STARTS)


_ROW = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_BAR = re.compile(r"[ \t]*\|[ \t]*")


def tables(text: str) -> Iterator[Edit]:
    """The cells of a table row stand apart by one wide space."""
    if "|" not in text:
        return
    for row in _ROW.finditer(text):
        for bar in _BAR.finditer(text, *row.span()):
            edge = bar.start() == row.start() or bar.end() == row.end()
            yield bar.start(), bar.end(), BULLET if bar.start() == row.start() else "" if edge else "　"


def _keeping(pattern: re.Pattern[str], text: str, starts: re.Pattern[str]) -> Iterator[Edit]:
    """Take away what a pattern matches, except its named group; it is tried only where it can start."""
    candidate = starts.search(text)
    while candidate:
        position = candidate.start() + 1
        found = pattern.match(text, candidate.start())
        if found and found.end() > found.start():
            position = found.end()
            if found.lastgroup is None:
                yield found.start(), found.end(), ""
            else:
                yield found.start(), found.start(found.lastgroup), ""
                yield found.end(found.lastgroup), found.end(), ""
        candidate = starts.search(text, position)
