"""What a page has besides its text: page numbers, running heads, and the foot of its site."""

from __future__ import annotations

import re

from kg.text.layout import Line
from kg.text.lines import is_ended

_FEW = 3
_HEAD_LINES = 2
_PAGE_LINE = re.compile(
    r"(?:[-—–－~·•]{1,2}\s*)?"
    r"(?:第\s*\d{1,4}\s*[页頁]\s*[,，/／]?\s*(?:[共/]\s*\d{1,4}\s*[页頁])?|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
    r"|\d{1,3}\s*/\s*\d{1,3}|\d{1,3})(?:\s*[-—–－~·•]{1,2})?"
)
#: The way to other pages, which a site sets above or below every text.
_LINKS = re.compile(
    r"(?:[【\[]?(?:上一?[篇条]|下一?[篇条]|相关(?:文章|新闻|链接|阅读|报道|推荐)|延伸阅读|推荐阅读|热门推荐|分享到)[】\]]?"
    r"|[【\[](?:关闭|打印|返回|纠错|我要纠错)[】\]])[ 　]*[:：]?"
)
#: The foot of a site: its licence, and above it who keeps the site, who hosts nothing that the text tells.
_LICENCE = re.compile(r"ICP[备備]|公[网網]安[备備]|网站标识码|[Cc]opyright|COPYRIGHT|All [Rr]ights|©")
_KEEPER = re.compile(
    r"(?:主[办辦管]|承[办辦]|[协協][办辦]|[维維][护護]|技[术術]支持|建[设設]|[运運][维維])(?:[单單]位|部[门門])?\s*[:：]"
    r"|[联聯][系絡络]我[们們]|网站地图|关于我们|友情链接|[版著][权權]|(?:地址|[邮郵][编編]|[电電][话話])\s*[:：]|网站声明"
)
_DIGITS = re.compile(r"\d+")


def mark_furniture(lines: list[Line]) -> None:
    """Page numbers, and running heads: short lines that come back beside them or in mid-sentence."""
    for line in lines:
        paged = len(line.text) <= 16 and _PAGE_LINE.fullmatch(line.text) is not None and not line.heading
        linked = _LINKS.match(line.text)
        line.furniture = paged or (linked is not None and (linked[0][-1] in ":：】]" or linked.end() == len(line.text)))
    _mark_foot(lines)
    heads: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if 4 <= len(line.text) <= 40 and not line.marked and not is_ended(line.text) and not line.label:
            heads.setdefault(_DIGITS.sub("0", line.text), []).append(number)
    edges = _page_edges(lines)
    for places in heads.values():
        at_pages = edges.issuperset(places)
        beside = sum(_at_page_edge(lines, number) for number in places)
        if (at_pages and len(places) > 1) or (beside * 2 > len(places) >= _FEW):
            for number in places:
                lines[number].furniture = number > 0  # the very first line is the title, not yet a running head


def _mark_foot(lines: list[Line]) -> None:
    """The licence of a site, wherever it stands, and the lines about the site above it."""
    for number, line in enumerate(lines):
        if len(line.text) > 200 or is_ended(line.text) or not _LICENCE.search(line.text):
            continue
        line.furniture = True
        for above in reversed(lines[:number]):
            if is_ended(above.text) or not (above.furniture or _KEEPER.match(above.text)):
                break
            above.furniture = True


def _page_edges(lines: list[Line]) -> set[int]:
    """The two lines to either side of each page break, and of the ends if there are pages at all."""
    tops = [number for number, line in enumerate(lines) if line.page_before]
    if tops:
        tops += [0, len(lines)]
    return {number for top in tops for number in range(top - _HEAD_LINES, top + _HEAD_LINES)}


def _at_page_edge(lines: list[Line], number: int) -> bool:
    """Whether a line stands beside a page number, or in the middle of a sentence."""
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    if (before and before.furniture) or (after and after.furniture):
        return True
    return before is not None and not (before.marked or before.heading or is_ended(before.text))


def without_furniture(lines: list[Line]) -> list[Line]:
    """The other lines; what stood between them is remembered."""
    kept: list[Line] = []
    blank = page = rule = False
    for line in lines:
        blank, page = blank or line.blank_before, page or line.page_before or line.furniture
        rule = rule or line.rule_before
        if not line.furniture:
            line.blank_before, line.page_before, line.rule_before = blank or page, page, rule
            blank = page = rule = False
            kept.append(line)
    return kept
