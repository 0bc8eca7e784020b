"""Paragraphs to items and sentences.

Every line of the text belongs to exactly one item; every item is cut into sentences without loss,
except for the number it opens with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg.model import Document, Item, Sentence, Span
from kg.resources import DATA, read_table
from kg.text.lines import HAN, LABEL
from kg.text.numbering import Mark, Outline, mark_of

_Kind = Literal["item", "paragraph", "heading", "caption", "label", "front"]

_TITLE_LENGTH, _HEADING_LENGTH = 80, 40
_AHEAD = 6  # lines in which a list that goes on shows itself
_ENDED = re.compile(r"[。！？；：，、!?;:,][”’」』）)》]*$")
_STOP = re.compile(r"[。！？；]")
_FRONT = re.compile(
    r"[\d\s年月日:：/.\-APMUTCGapm+()（）]{6,40}$|https?://\S+$"
    r"|[\d二三四五六七八九一〇零○]{4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日(?:[于在][^，。]{1,8}|（[^）]{1,8}）.{0,12})?$"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ 　\d:：]*(?:来源|新华社|\|)"
)
_CAPTION = re.compile(
    r".{2,200}[（(][^（）()]{0,40}(?:摄|供图|REUTERS|Reuters|Getty|AFP|AP Photo|美联社|路透社|法新社|资料图|视觉中国)"
    r"[^（）()]{0,20}[）)]。?$"
    r"|(?:图为|图片说明|图[:：\d]|[（(]图)"
)
_DATELINE = re.compile(r"(?:新华社|本报|中新社|中新网|人民网|央视网|据)|.{2,20}[电讯]$")
_SPEECH = re.compile(rf"[{HAN}·]{{1,10}}：.{{12,}}")
_FENCE = re.compile(r"^\ufeff?---[ \t]*\r?\n(?:[^\n]{0,2000}\n){0,100}?---[ \t]*(?:\r?\n|$)")
_HEADING_SIGN = re.compile(r"[ \t　>]*(?:#{1,6}|={2,6})|.*<[hH][1-6](?=[\s>])")
_BOLD_SIGN = re.compile(r"[ \t　>]*(?:\*\*|__)")
_BULLET_SIGN = re.compile(r"(?:^|\n)[ \t　]*[-*+•●■◆▪◇○□►▶·|][ \t　]*$|<li[^<>]*>\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    span: Span
    text: str
    mark: Mark | None
    signed: bool  # the source marks it as a heading
    bullet: bool
    front: bool
    kind: _Kind = "paragraph"


def divide(doc: Document) -> Document:
    """Fill ``items`` and ``sentences`` of a normalised document."""
    lines = list(_lines(doc))
    _name_kinds(lines)
    items, bodies = _items(lines)
    sentences = tuple(
        Sentence(span, place) for place, body in enumerate(bodies) for span in sentence_spans(doc.text, body)
    )
    return replace(doc, items=tuple(items), sentences=sentences)


def _lines(doc: Document) -> Iterator[_Line]:
    fence = _FENCE.match(doc.source)
    body_from = fence.end() if fence else 0
    start, source_end = 0, 0
    for text in doc.text.split("\n"):
        if text:
            span = Span(start, start + len(text))
            source = doc.source_span(span)
            gap = doc.source[source_end : source.start]
            signed = _is_signed(gap, doc.source[source.end : source.end + 8])
            bullet = _BULLET_SIGN.search(gap) is not None
            yield _Line(span, text, mark_of(text), signed, bullet, source.end <= body_from)
            source_end = source.end
        start += len(text) + 1


def _is_signed(gap: str, behind: str) -> bool:
    """Whether the source marks a line as a heading: by sign, by tag, or by bold from end to end."""
    lead = gap.rpartition("\n")[2]
    return bool(_HEADING_SIGN.match(lead) or (_BOLD_SIGN.match(lead) and _BOLD_SIGN.match(behind)))


def _name_kinds(lines: list[_Line]) -> None:
    titled = False
    last: dict[str, int] = {}  # the latest value of each kind of mark; its order is that of first appearance
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if line.mark is not None:
            last[line.mark.kind] = line.mark.value
        line.kind = _kind(line, following, titled, last)
        titled = titled or line.kind in ("heading", "item")
        titled = titled or (line.kind == "paragraph" and len(line.text) > _HEADING_LENGTH)


def _kind(line: _Line, following: _Line | None, titled: bool, last: dict[str, int]) -> _Kind:
    text = line.text
    if line.front or (_FRONT.match(text) and line.mark is None and len(text) <= 120):
        return "front"
    if line.mark is not None:
        return "heading" if _opens_list(line, line.mark, following, last) else "item"
    if line.bullet:
        return "item"
    label = LABEL.match(text[1:-1] if text[0] == "（" and text[-1] == "）" else text)
    if label and len(text) <= 120 and not _STOP.search(text):
        return "label"
    if _CAPTION.match(text):
        return "caption"
    return "heading" if _is_heading(line, following, titled) else "paragraph"


def _opens_list(line: _Line, mark: Mark, following: _Line | None, last: dict[str, int]) -> bool:
    """A short numbered line without a stop, before deeper numbers or marked as a heading."""
    if len(line.text) > _HEADING_LENGTH or _ENDED.search(line.text) or following is None:
        return False
    if following.mark is None:
        return line.signed
    kinds = list(last)
    deeper = following.mark.kind not in last or kinds.index(following.mark.kind) > kinds.index(mark.kind)
    goes_on = following.mark.value in (1, last.get(following.mark.kind, 0) + 1)
    return deeper and (line.signed or goes_on)


def _is_heading(line: _Line, following: _Line | None, titled: bool) -> bool:
    text = line.text
    if _STOP.search(text.rstrip("！？")) or text[-1] in "，、；：。" or text[0] in "（(":
        return False
    if line.signed:
        return len(text) <= _TITLE_LENGTH
    if _DATELINE.match(text):
        return False
    if not titled:
        return len(text) <= _TITLE_LENGTH
    return len(text) <= _HEADING_LENGTH and following is not None and not _SPEECH.match(text)


class _Walk:
    """What is known while walking down the lines."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.begun = False  # whether the body has begun; what stands above it is title
        self.section: str | None = None
        self.heading: str | None = None
        self.tight = False  # whether the last items of the open list followed one another without paragraphs
        self.after: Mark | None = None  # the mark of the line before, if that was an item
        self.used: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def unique(self, identity: str) -> str:
        self.used[identity] += 1
        return identity if self.used[identity] == 1 else f"{identity}-{self.used[identity]}"

    def plain(self, letter: str) -> str:
        self.counts[letter] += 1
        return self.unique(f"{letter}{self.counts[letter]}")


def _items(lines: list[_Line]) -> tuple[list[Item], list[Span]]:
    walk = _Walk()
    items: list[Item] = []
    bodies: list[Span] = []
    for place, line in enumerate(lines):
        items.append(_item(line, walk, lines[place + 1 : place + 1 + _AHEAD]))
        cut = line.mark.length if line.mark else 0
        bodies.append(Span(line.span.start + cut, line.span.end))
    return items, bodies


def _item(line: _Line, walk: _Walk, ahead: list[_Line]) -> Item:
    if line.kind == "heading":
        return _heading(line, walk)
    walk.begun = (
        walk.begun or line.kind == "item" or (line.kind == "paragraph" and _ENDED.search(line.text) is not None)
    )
    parent: str | None
    number: str | None
    if line.mark is not None and line.kind == "item":
        walk.outline.leave(line.mark.kind)
        parent = walk.outline.inner
        path, number = walk.outline.enter(line.mark)
        identity = walk.unique(path)
        walk.outline.name(identity)
        walk.tight = walk.after is not None and walk.after.kind == line.mark.kind
    else:
        if line.kind in ("paragraph", "label") and _SPEECH.match(line.text):
            walk.outline.clear()
        elif line.kind in ("paragraph", "item"):
            walk.outline.leave("manner")
            _close_tight_list(walk, ahead)
        parent, number = walk.outline.inner, walk.outline.shown
        if line.kind in ("front", "caption", "label"):
            parent = number = None
        identity = walk.plain({"item": "b", "paragraph": "p", "caption": "c", "label": "l", "front": "f"}[line.kind])
    walk.after = line.mark if line.kind == "item" else None
    sector = sector_of(line.text, walk.heading)
    return Item(identity, line.kind, line.span, number, walk.section, walk.heading, sector, parent)


def _close_tight_list(walk: _Walk, ahead: list[_Line]) -> None:
    """A paragraph behind a list of single paragraphs is not part of its last point, unless the list goes on."""
    open_mark = walk.outline.innermost
    if walk.tight and open_mark:
        kind, value = open_mark
        if not any(each.mark and each.mark.kind == kind and each.mark.value == value + 1 for each in ahead):
            walk.outline.leave(kind)
    walk.tight = False


def _heading(line: _Line, walk: _Walk) -> Item:
    number = parent = None
    if line.mark is not None:
        walk.begun = True
        walk.outline.leave(line.mark.kind)
        parent = walk.outline.inner
        path, number = walk.outline.enter(line.mark)
        identity = walk.unique(path)
        walk.outline.name(identity)
        walk.section = line.text if parent is None else walk.section
        above, walk.heading = walk.section, line.text
    else:
        identity = walk.plain("h")
        walk.outline.clear()
        above = None
        if walk.begun:
            walk.section = walk.heading = line.text
    return Item(identity, "heading", line.span, number, above, walk.heading, sector_of(line.text, None), parent)


_TERMINATOR = re.compile(r"“[^“”\n]{0,200}”|《[^《》\n]{0,200}》|(?P<end>[。！？]+[”’）》]*)")


#: No sentence is longer. What reading one costs grows with its square, so a line without a stop is cut at a clause.
LONGEST_SENTENCE = 600


def sentence_spans(text: str, body: Span) -> Iterator[Span]:
    """Cut a stretch into sentences: together they cover it whole, and none overlaps another."""
    start = body.start
    for found in _TERMINATOR.finditer(text, body.start, body.end):
        if found["end"] and found.end() < body.end:
            yield from _clauses(text, start, found.end())
            start = found.end()
    yield from _clauses(text, start, body.end)


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_SENTENCE:
        window = (start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cuts = (text.rfind(mark, *window) + 1 for mark in "；，、")
        stop = next(filter(None, cuts), window[1])
        yield Span(start, stop)
        start = stop
    if start < end:
        yield Span(start, end)


@lru_cache(maxsize=1)
def _sectors() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["word"]: row["sector"] for row in read_table(DATA / "sectors.tsv", ("word", "sector"))}
    longest_first = sorted(table, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), table


def sector_of(text: str, heading: str | None) -> str | None:
    """The field of an item, from its words and its heading's; None if two fields are as likely.

    >>> sector_of("中国农业部与智利农业部签署关于提升农业合作水平的五年规划", None)
    '农业'
    """
    pattern, table = _sectors()
    votes = Counter(table[word] for word in pattern.findall(text[:2_000]))
    for word in pattern.findall(heading or ""):
        votes[table[word]] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
