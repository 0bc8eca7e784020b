"""What a line is: heading, item, label, caption, front matter or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.model import Span
from kg.text.lines import CLOCK, HAN, LABEL
from kg.text.numbering import Mark

#: The kinds of items.
Kind = Literal["item", "paragraph", "heading", "caption", "label", "front"]

_TITLE_LENGTH, _HEADING_LENGTH = 80, 40
#: A line that ends as a sentence or a part of one does.
ENDED = re.compile(r"[。！？；：，、!?;:,][”’」』）)》]*$")
_STOP = re.compile(r"[。！？；]")
_BULLET_LENGTH = 24
_ANNOUNCES = re.compile(r"(?:[：:]|——)$")
_ENTRY = re.compile(r"　.*（[^（）：]{2,4}：[^（）]*）$")  # 分论坛一　题目　（承办：某某）
_SHORT_LABEL = re.compile(rf"[{HAN}]{{2,8}}：[^。！？；]{{1,60}}$")
_FURNITURE = re.compile(
    r"(?:首页|当前位置|您的位置)[^。]{0,60}[>»›＞][^。]{0,60}$|[—\-–（(【 ]*(?:完|全文完|END)[—\-–）)】 ]*$"
)
_FRONT = re.compile(
    r"[\d\s年月日:：/.\-APMUTCGapm+()（）]{6,40}$|https?://\S+$"
    r"|[\d二三四五六七八九一〇零○]{4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日(?:[于在][^，。]{1,8}|（[^）]{1,8}）.{0,12})?$"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ 　\d:：]*(?:来源|新华社|\|)"
)
#: What a line of these two kinds may begin with, but for digits and spaces.
_FRONTED = frozenset("年月日:：/.-APMUTCGapm+()（）h二三四五六七八九一〇零○首当您—–【完全E")
_CAPTION = re.compile(
    r".{2,200}[（(][^（）()]{0,40}(?:摄|供图|REUTERS|Reuters|Getty|AFP|AP Photo|美联社|路透社|法新社|资料图|视觉中国)"
    r"[^（）()]{0,20}[）)]。?$"
    r"|(?:图为|图片说明|图[:：\d]|[（(]图)"
)
_DATELINE = re.compile(r"(?:新华社|本报|中新社|中新网|人民网|央视网|据)|.{2,20}[电讯]$")
#: A line of an interview: who speaks, and what is said.
SPEECH = re.compile(rf"[{HAN}·]{{1,10}}：.{{12,}}")


@dataclass(slots=True)
class Line:
    """A line of the text with what its words and the source say of it."""

    span: Span
    text: str
    mark: Mark | None
    signed: bool  # the source marks it as a heading
    bullet: str  # the sign that opens it, if that is no number
    front: bool
    words: list[str]  # those that tell a field
    kind: Kind = "paragraph"


def name_kinds(lines: list[Line]) -> None:
    """Say of every line what it is, from its own look and its neighbours'."""
    titled = False
    last: dict[str, int] = {}  # the latest value of each kind of mark; its order is that of first appearance
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if line.mark is not None:
            last[line.mark.kind] = line.mark.value
        line.kind = _kind(line, following, titled, last)
        if (
            line.bullet
            and line.kind == "item"
            and _heads_paragraphs(line, lines[place - 1] if place else None, following)
        ):
            line.kind = "heading"
        titled = titled or line.kind in ("heading", "item")
        titled = titled or (line.kind == "paragraph" and len(line.text) > _HEADING_LENGTH)
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        in_row = before.kind == "label" and (after.kind == "label" or _SHORT_LABEL.match(after.text))
        if in_row and line.mark is None and not line.bullet and _SHORT_LABEL.match(line.text):
            line.kind = "label"


def _heads_paragraphs(line: Line, before: Line | None, following: Line | None) -> bool:
    """A short line with a sign of its own over longer ones: ● 东南亚."""
    if following is None or following.mark or line.bullet in (following.bullet, before.bullet if before else None):
        return False
    if before is not None and _ANNOUNCES.search(before.text):
        return False
    return len(line.text) <= _BULLET_LENGTH and not ENDED.search(line.text) and len(following.text) > 2 * len(line.text)


def _kind(line: Line, following: Line | None, titled: bool, last: dict[str, int]) -> Kind:
    text, first = line.text, line.text[0]
    number = first.isdecimal()
    short = len(text) <= 120
    # Most lines begin and end as nothing but a paragraph does: their first character tells, and no pattern is tried.
    fronted = short and line.mark is None and (number or first in _FRONTED or first.isspace())
    if line.front or (fronted and (_FRONT.match(text) or _FURNITURE.match(text))):
        return "front"
    if number and CLOCK.match(text):
        return "item"
    if line.mark is not None:
        return "heading" if _opens_list(line, line.mark, following, last) else "item"
    if line.bullet:
        return "item"
    colon = short and ("：" in text or ":" in text)
    label = colon and LABEL.match(text[1:-1] if first == "（" and text[-1] == "）" else text)
    if label and not _STOP.search(text):
        return "label"
    if ("图" in text or "（" in text or "(" in text) and _CAPTION.match(text):
        return "caption"
    return "heading" if _is_heading(line, following, titled) else "paragraph"


def _opens_list(line: Line, mark: Mark, following: Line | None, last: dict[str, int]) -> bool:
    """A short numbered line without a stop, before deeper numbers or marked as a heading."""
    if len(line.text) > _HEADING_LENGTH or ENDED.search(line.text) or following is None:
        return False
    if following.mark is None:
        return line.signed
    kinds = list(last)
    deeper = following.mark.kind not in last or kinds.index(following.mark.kind) > kinds.index(mark.kind)
    goes_on = following.mark.value in (1, last.get(following.mark.kind, 0) + 1)
    return deeper and (line.signed or goes_on)


def _is_heading(line: Line, following: Line | None, titled: bool) -> bool:
    text = line.text
    if _STOP.search(text.rstrip("！？")) or text[-1] in "，、；：。—" or text[0] in "（(":
        return False
    if _ENTRY.search(text):
        return False
    if line.signed:
        return len(text) <= _TITLE_LENGTH
    if _DATELINE.match(text):
        return False
    if not titled:
        return len(text) <= _TITLE_LENGTH
    return len(text) <= _HEADING_LENGTH and following is not None and not SPEECH.match(text)
