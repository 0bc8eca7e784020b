"""Lines to paragraphs: what a narrow column or a page break tore apart is joined again.

A line break is taken for a wrap when the line was full (its width is that of the column), or when
its sentence plainly goes on. It is never taken for one before a list mark, a label or an indent,
nor beside a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.text.draft import Edit
from kg.text.furniture import mark_furniture, without_furniture
from kg.text.layout import Line, lines_of, unhang
from kg.text.lines import CLOSERS, HAN, OPENERS, is_ended

_SLACK = 6  # in half widths: what punctuation rules and a long number leave free at the end of a line
_FEW = 3
_NEAR = 8  # lines to either side that tell the width of a column
_NARROWEST = 16
_BLOCK = 28
_WIDEST = 160
_LONG = 80
_SENTENCE = 30  # characters that no heading has
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("[[", "]]"))
_ALONE = re.compile(r"——|[\d\s年月日:：/.-]{6,24}$|https?://\S+$")
_SHORT_LABEL = re.compile(rf"(?:[{HAN}][ 　]*){{2,8}}[：:]")
_OPENING = re.compile(r"[\d\s年月日:：/.-]{6,24}$|(?:新华社|新華社|本报|本報|中新社|中新网|中新網|人民网|人民網|据)")
_DATE_LINE = re.compile(r"[\d\s年月日:：/.-]{6,24}$")
# Latin words part at a line end; a number or an abbreviation that was torn grows together again.
_BETWEEN_WORDS = re.compile(
    r"(?<!\[)(?<!\[[a-z])[a-z0-9]\n[A-Za-z]|[A-Z]\n[a-z]|[A-Za-z)][,.;:]\n[A-Za-z0-9(]|[A-Za-z]\n[0-9(]|\)\n[A-Za-z]"
)
_STOP = re.compile("[，。、]")
_ENDED = re.compile("[。；！？]")


@dataclass(slots=True)
class _Shape:
    """What the lines of a text say about how it was set."""

    wrapped: bool = False
    set_apart: bool = False
    by_blanks: bool = False
    torn: bool = False  # lines are broken where no one would break them


def breaks(text: str) -> Iterator[Edit]:
    """One line end between paragraphs, nothing where a line was wrapped, page furniture gone."""
    lines = lines_of(text)
    mark_furniture(lines)
    kept = without_furniture(lines)
    unhang(kept)
    shape = _shape(kept)
    position, depth, length = 0, 0, 0
    for number, line in enumerate(kept):
        joint = "\n" if number else ""
        if number:
            last = kept[number - 1]
            if _joins(last, line, shape, depth, length, first=number == 1):
                joint = " " if _BETWEEN_WORDS.search(last.text[-4:] + "\n" + line.text[0]) else ""
            else:
                depth = length = 0
        if text[position : line.start] != joint and line.start > position:
            yield position, line.start, joint
        if depth or (number + 1 < len(kept) and not kept[number + 1].blank_before):
            depth += _depth(line.text)
        length += len(line.text) - line.text.count(" ")
        position = line.end
    if position < len(text):
        yield position, len(text), ""


def _shape(lines: list[Line]) -> _Shape:
    """Whether the text was wrapped to columns, and whether its paragraphs are set apart."""
    inner = [a for a, b in pairwise(lines) if not b.blank_before and not b.marked and not b.indent]
    open_ended = [line for line in inner if not is_ended(line.text)]
    shape = _Shape()
    if len(open_ended) >= _FEW:
        widths = [line.width for line in open_ended]
        columns = [_median(widths[max(0, place - _NEAR) : place + _NEAR + 1]) for place in range(len(widths))]
        full = sum(abs(width - column) <= _SLACK for width, column in zip(widths, columns, strict=True))
        shape.wrapped = full * 10 >= len(widths) * 6 and _median(widths) >= _NARROWEST
        _set_columns(lines, open_ended, columns)
        # No wrapped line is wider than its column: headings of one width over long paragraphs are no column.
        wider = sum(line.width > line.column + 2 * _SLACK for line in lines)
        shape.wrapped = shape.wrapped and wider * 5 <= len(lines)
    _set_blocks(lines)
    blocks = sum(line.in_block for line in lines)
    apart = sum(line.blank_before or line.indent or line.marked for line in lines[1:])
    shape.set_apart = apart * 10 >= len(lines) * 3 or (apart >= 2 and (shape.wrapped or blocks * 2 >= len(lines)))
    running = sum(_runs_on(line.text, len(line.text) - line.text.count(" ")) for line in open_ended)
    blank = sum(line.blank_before for line in lines[1:])
    shape.by_blanks = blank * 2 > apart
    shape.torn = running * 10 >= len(open_ended) * 4 and len(open_ended) >= _FEW
    return shape


def _set_columns(lines: list[Line], measured: list[Line], columns: list[int]) -> None:
    """Every line stands in the column of the last measured line before it."""
    known = {id(line): column for line, column in zip(measured, columns, strict=True)}
    column = columns[0]
    for line in lines:
        column = known.get(id(line), column)
        line.column = column


def _set_blocks(lines: list[Line]) -> None:
    """A block of lines that are all as wide as one another, but for a shorter last one, was wrapped."""
    block: list[Line] = []
    for line in [*lines, None]:
        if block and (line is None or line.blank_before or line.marked or line.indent or line.heading):
            if _is_wrapped(block):
                for each in block:
                    each.in_block, each.block_width = True, max(line.width for line in block)
            listed = _is_list(block)
            for each in block:
                each.listed = listed
            block = []
        if line is not None:
            block.append(line)


def _is_list(block: list[Line]) -> bool:
    """Whether lines are entries: several, of unlike widths, and not one sentence among them is ended."""
    if len(block) <= _FEW or any(_ENDED.search(line.text) for line in block):
        return False
    widths = [line.width for line in block[:-1]]
    return max(widths) - min(widths) > 2 * _SLACK


def _is_wrapped(block: list[Line]) -> bool:
    inner, last = block[:-1], block[-1]
    prose = sum(_STOP.search(line.text) is not None for line in inner)
    unended = sum(not is_ended(line.text) for line in inner)
    if len(inner) >= _FEW and prose * 10 >= len(inner) * 4 and unended * 10 >= len(inner) * 6:
        return True
    if not inner or unended * 2 < len(inner) + (len(inner) == 1) or inner[0].width > _WIDEST:
        return False
    by_width = [line.width for line in inner], last.width, _SLACK
    by_count = [2 * len(line.text) for line in inner], 2 * len(last.text), 1
    return any(
        min(sizes) >= _BLOCK and max(sizes) - min(sizes) <= slack and end <= max(sizes) + slack // 2
        for sizes, end, slack in (by_width, by_count)
    )


def _median(widths: list[int]) -> int:
    return sorted(widths)[len(widths) // 2]


def _joins(last: Line, line: Line, shape: _Shape, depth: int, length: int, first: bool) -> bool:
    full = shape.wrapped and (last.reach if line.blank_before else last.settled) >= last.column - _SLACK
    if _stands_apart(last, line, depth, full):
        return False
    if last.heading:  # a heading as wide as the column, and what was left of it
        return full and not line.blank_before and line.reach < line.column - _SLACK
    ended = is_ended(last.text)
    if shape.set_apart and last.in_block and line.in_block:
        full = full or not ended or shape.by_blanks or last.width >= last.block_width - _SLACK
    if line.blank_before:
        # A page break, marked or not: only a long sentence that is not over goes on behind it.
        if ended or line.indent or _OPENING.match(line.text):
            return False
        if line.page_before:
            return full or _runs_on(last.text, length)
        return full and length >= _SENTENCE and last.text[-1] not in "）】" and not last.text.startswith("——")
    if (line.indent and shape.set_apart) or (last.label and not full):
        return False
    if _goes_on(last, line, depth):
        return True
    if last.listed and line.listed:
        return False
    if full:
        return not ended or shape.set_apart
    if not ended and last.in_block and line.in_block and last.width >= max(_LONG, last.block_width - _SLACK):
        return True  # lines as wide as one another and too long for entries, though nothing else is here to hold beside
    if ended or not shape.set_apart or _ALONE.match(line.text) or _DATE_LINE.match(last.text):
        return False
    if not (shape.wrapped or shape.torn or last.in_block):  # no line of this text was wrapped
        return False
    return _runs_on(last.text, length) or (shape.torn and not first and not shape.wrapped)


def _stands_apart(last: Line, line: Line, depth: int, full: bool) -> bool:
    """Whether a line's own look says that it begins something, or the last one's that it was all."""
    if line.heading or line.rule_before or line.label or line.alone or last.alone:
        return True
    if last.text[0] == "【" and "】" in last.text and not _STOP.search(last.text):
        # 【新闻摘要】某公司与某银行签约: a headline, whatever is below but what was left of it
        return not (full and not line.blank_before and (last.blank_before or (last.indent and not line.indent)))
    if line.marked and (line.blank_before or not _goes_on(last, line, depth)):
        return True
    if line.indent and not last.indent:
        return True
    if _SHORT_LABEL.match(line.text) and (last.label or _SHORT_LABEL.match(last.text)):
        return True
    if full or line.blank_before:
        return False
    # Beside one another: entries with columns, labels in a row, what is all in brackets.
    columns = "　" in last.text and "　" in line.text
    short = last.bracketed or (last.marked and last.width < _NARROWEST)
    labels = last.text[-1] in "）】" and _SHORT_LABEL.match(line.text) is not None
    return columns or labels or (short and not depth)


def _runs_on(line: str, length: int) -> bool:
    """Whether an unended line is too long or too articulate to be a heading."""
    return length >= 30 or "，" in line or "。" in line


def _goes_on(last: Line, line: Line, depth: int) -> bool:
    """Whether the sentence cannot be over: a comma, an open bracket or title, a closing mark to come."""
    return last.text[-1] in OPENERS or line.text[0] in CLOSERS or (0 < depth <= 3 and not is_ended(last.text))


def _depth(line: str) -> int:
    return sum(line.count(o) - line.count(c) for o, c in _PAIRS)
