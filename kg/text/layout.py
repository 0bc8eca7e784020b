"""Lines as they were set: their words, margin and width, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.lines import BULLET, CLOCK, DAY, HAN, HEADING, LABEL, MARK, PAGE, RULE, SIGNS, STAMP
from kg.text.numbering import dotted_numbers, dotted_of

_FEW = 3
_CENTRED = 12  # a margin wider than this sets a line apart and is not part of the column
_OVERHANG = 4  # how far to the right of its point's first word a line may hang
_HALF = re.compile(r"[\x20-\x7e]")
_SPREAD = re.compile(rf"(?<=[{HAN}])[ 　]+(?=[{HAN}])")
_BRACKETED = re.compile(r"[（(【][^（()）【】]{2,}[）)】]")
_SPACES = " \t　" + SIGNS


@dataclass(slots=True)
class Line:
    """A line that holds words; widths and margins count half widths."""

    start: int
    end: int
    text: str
    indent: bool
    heading: bool
    marked: bool  # it opens with a list mark or the time of a programme's entry
    label: bool
    alone: bool  # it says all it says: a date and time, the day of a programme
    bracketed: bool
    width: int
    reach: int  # the width with its spaces, unless they only spread the letters
    settled: int  # the width with its spaces, or without any if they spread the letters
    margin: int
    hang: int  # the margin lines have that hang under its first word
    soft: bool  # its margin is of plain spaces
    column: int = 0
    in_block: bool = False
    block_width: int = 0
    listed: bool = False  # an entry of a list that no mark shows
    furniture: bool = False
    blank_before: bool = False
    page_before: bool = False
    rule_before: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold words; each knows what stands between it and the one before."""
    lines = list(_lines(text))
    numbers = dotted_numbers(line.text for line in lines)
    for line in lines:
        line.marked = line.marked or dotted_of(line.text) in numbers
    return lines


def _lines(text: str) -> Iterator[Line]:
    start, blank, page, rule = 0, False, False, False
    for raw in text.split("\n"):
        body = raw.strip(_SPACES)
        if body:
            line = _line(body, raw[: raw.index(body[0])], start)
            line.blank_before, line.page_before, line.rule_before = blank or page or rule, page, rule
            yield line
            blank = page = rule = False
        elif PAGE in raw:
            page = True
        elif RULE in raw:
            rule = True
        else:
            blank = True
        start += len(raw) + 1


def _line(body: str, head: str, start: int) -> Line:
    spaces, wide = head.count(" "), head.count("　")
    soft = 0 < spaces <= _CENTRED and not wide and "\t" not in head
    reach = width_of(body) + min(4, 2 * wide) + (spaces if soft else 0)
    width = reach - body.count(" ")
    opening = body[:16].replace(" ", "") + body[16:]
    mark = MARK.match(opening)
    return Line(
        start + len(head),
        start + len(head) + len(body),
        body,
        indent=bool(wide) or "\t" in head or spaces >= _FEW,
        heading=HEADING in head,
        marked=BULLET in head or mark is not None or CLOCK.match(body) is not None,
        label=LABEL.match(_SPREAD.sub("", body[:24]) + body[24:]) is not None,
        alone=STAMP.match(body) is not None or DAY.fullmatch(opening) is not None,
        bracketed=_BRACKETED.fullmatch(body) is not None,
        width=width,
        reach=min(reach, width + width // 8),
        settled=reach if reach - width <= width // 8 else width,
        margin=spaces + 2 * wide,
        hang=spaces + 2 * wide + (width_of(mark[0]) if mark else 2),
        soft=soft,
    )


def unhang(lines: list[Line]) -> None:
    """A line that hangs under the first word of a point opens no paragraph: its indent says nothing."""
    point: Line | None = None
    for line in lines:
        if line.blank_before or line.heading or line.marked:
            point = line if line.marked and not line.heading else None
        elif point is not None and line.soft and point.margin < line.margin <= point.hang + _OVERHANG:
            line.indent = False
        elif line.indent or line.label:
            point = None


def width_of(text: str) -> int:
    """The width of a text in half widths.

    >>> width_of("2017年5月")
    9
    """
    return 2 * len(text) - len(_HALF.findall(text))
