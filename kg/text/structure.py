"""Paragraphs to items and sentences.

Every line of the text belongs to exactly one item; every item is cut into sentences without loss,
except for the number it opens with.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache

from kg.model import Document, Item, Sentence, Span
from kg.resources import DATA, read_table
from kg.text.kinds import ENDED, SPEECH, Line, name_kinds
from kg.text.numbering import Mark, Outline, marks_of
from kg.wordtrie import Longest

_TELLING = 2_000  # characters of a line that tell its field
_AHEAD = 6  # lines in which a list that goes on shows itself
_FENCE = re.compile(r"^\ufeff?---[ \t]*\r?\n(?:[^\n]{0,2000}\n){0,100}?---[ \t]*(?:\r?\n|$)")
_HEADING_SIGN = re.compile(r"[ \t　>]*(?:#{1,6}|={2,6})|.*<[hH][1-6](?=[\s>])")
_BOLD_SIGN = re.compile(r"[ \t　>]*(?:\*\*|__)")
_BULLET_SIGN = re.compile(r"(?:^|\n)[ \t　]*-?[-*+•●■◆▪◇○□►▶▷▸▲△★☆※◎➢➤✓✔❖👉·|][ \t　]*$|<li[^<>]*>\s*$", re.IGNORECASE)


def divide(doc: Document) -> Document:
    """Fill ``items`` and ``sentences`` of a normalised document."""
    lines = list(_lines(doc))
    name_kinds(lines)
    items, bodies = _items(lines)
    sentences = [Sentence(span, place) for place, body in enumerate(bodies) for span in sentence_spans(doc.text, body)]
    return doc.knowing(items=tuple(items), sentences=tuple(sentences))


def _lines(doc: Document) -> Iterator[Line]:
    fence = _FENCE.match(doc.source)
    body_from = fence.end() if fence else 0
    start, source_end = 0, 0
    texts = doc.text.split("\n")
    fields = deque(_sectors()[0].places(doc.text))
    for text, mark in zip(texts, marks_of(texts), strict=True):
        if text:
            span = Span(start, start + len(text))
            source = doc.source_span(span)
            gap = doc.source[source_end : source.start]
            signed, bullet = False, ""
            if gap.strip(" \t　\n"):  # between most lines there is nothing but a margin
                signed = _is_signed(gap, doc.source[source.end : source.end + 8])
                sign = _BULLET_SIGN.search(gap)
                bullet = sign[0].strip()[-1:] or "-" if sign else ""
            words = []
            while fields and fields[0][0] < span.end:  # no word goes over the end of a line
                words.append(fields.popleft()[1])
            if len(text) > _TELLING:
                words = _sectors()[0].find(text[:_TELLING])
            yield Line(span, text, mark, signed, bullet, source.end <= body_from, words)
            source_end = source.end
        start += len(text) + 1


def _is_signed(gap: str, behind: str) -> bool:
    """Whether the source marks a line as a heading: by sign, by tag, or by bold from end to end."""
    lead = gap.rpartition("\n")[2]
    return bool(_HEADING_SIGN.match(lead) or (_BOLD_SIGN.match(lead) and _BOLD_SIGN.match(behind)))


class _Walk:
    """What is known while walking down the lines."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.begun = False  # whether the body has begun; what stands above it is title
        self.section: str | None = None
        self.heading: str | None = None
        self.tight = False  # whether the last items of the open list followed one another without paragraphs
        self.after: Mark | None = None  # the mark of the line before, if that was an item
        self.used: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def unique(self, identity: str) -> str:
        self.used[identity] = count = self.used.get(identity, 0) + 1
        return identity if count == 1 else f"{identity}-{count}"

    def plain(self, letter: str) -> str:
        self.counts[letter] = count = self.counts.get(letter, 0) + 1
        return self.unique(f"{letter}{count}")


def _items(lines: list[Line]) -> tuple[list[Item], list[Span]]:
    walk = _Walk()
    items: list[Item] = []
    bodies: list[Span] = []
    for place, line in enumerate(lines):
        items.append(_item(line, walk, lines[place + 1 : place + 1 + _AHEAD]))
        bodies.append(Span(line.span.start + line.mark.length, line.span.end) if line.mark else line.span)
    return items, bodies


#: What the ids of items without a number begin with.
_LETTERS = {"item": "b", "paragraph": "p", "caption": "c", "label": "l", "front": "f"}


def _item(line: Line, walk: _Walk, ahead: list[Line]) -> Item:
    if line.kind == "heading":
        return _heading(line, walk)
    walk.begun = walk.begun or line.kind == "item" or (line.kind == "paragraph" and ENDED.search(line.text) is not None)
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
        if line.kind in ("paragraph", "label") and SPEECH.match(line.text):
            walk.outline.clear()
        elif line.kind in ("paragraph", "item"):
            walk.outline.leave("manner")
            _close_tight_list(walk, ahead)
        parent, number = walk.outline.inner, walk.outline.shown
        if line.kind in ("front", "caption", "label"):
            parent = number = None
        identity = walk.plain(_LETTERS[line.kind])
    walk.after = line.mark if line.kind == "item" else None
    sector = _sector(line.words, walk.heading)
    return Item(identity, line.kind, line.span, number, walk.section, walk.heading, sector, parent)


def _close_tight_list(walk: _Walk, ahead: list[Line]) -> None:
    """A paragraph behind a list of single paragraphs is not part of its last point, unless the list goes on."""
    open_mark = walk.outline.innermost
    if walk.tight and open_mark:
        kind, value = open_mark
        if not any(each.mark and each.mark.kind == kind and each.mark.value == value + 1 for each in ahead):
            walk.outline.leave(kind)
    walk.tight = False


def _heading(line: Line, walk: _Walk) -> Item:
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
    return Item(identity, "heading", line.span, number, above, walk.heading, _sector(line.words, None), parent)


#: What is quoted or a title holds no end. Each alternative begins with a character as it is: that is quickly searched.
_TERMINATOR = re.compile(
    "|".join([r"“[^“”\n]{0,200}”", r"《[^《》\n]{0,200}》", *(f"{stop}[。！？]*[”’）》]*" for stop in "。！？")])
)


#: No sentence is longer. What reading one costs grows with its square, so a line without a stop is cut at a clause.
LONGEST_SENTENCE = 600


def sentence_spans(text: str, body: Span) -> list[Span]:
    """Cut a stretch into sentences: together they cover it whole, and none overlaps another."""
    spans: list[Span] = []
    start, last = body.start, body.end
    for found in _TERMINATOR.finditer(text, start, last):
        at, end = found.span()
        if end < last and text[at] in "。！？":
            if end - start <= LONGEST_SENTENCE:
                spans.append(Span(start, end))
            else:
                spans += _clauses(text, start, end)
            start = end
    if 0 < last - start <= LONGEST_SENTENCE:
        spans.append(Span(start, last))
    else:
        spans += _clauses(text, start, last)
    return spans


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
def _sectors() -> tuple[Longest, dict[str, str]]:
    table = {row["word"]: row["sector"] for row in read_table(DATA / "sectors.tsv", ("word", "sector"))}
    return Longest(table), table


def sector_of(text: str, heading: str | None) -> str | None:
    """The field of an item, from its words and its heading's; None if two fields are as likely.

    >>> sector_of("中国农业部与智利农业部签署关于提升农业合作水平的五年规划", None)
    '农业'
    """
    return _sector(_sectors()[0].find(text[:_TELLING]), heading)


def _sector(words: list[str], heading: str | None) -> str | None:
    table = _sectors()[1]
    if heading:
        words = words + _sector_words(heading)
    if len(words) < 2:
        return table[words[0]] if words else None
    votes: dict[str, int] = {}
    for word in words:
        sector = table[word]
        votes[sector] = votes.get(sector, 0) + 1
    most = max(votes.values())
    leading = [sector for sector, count in votes.items() if count == most]
    return leading[0] if len(leading) == 1 else None


@lru_cache(maxsize=64)
def _sector_words(heading: str) -> list[str]:
    """Every item under a heading asks for its words again."""
    return _sectors()[0].find(heading)
