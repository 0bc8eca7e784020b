"""The texts of record of a built graph, divided into sentences, with the way back to their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.model import Document, Span

Place = tuple[int, int, str]
#: A line that holds a date and no more, as news pages have it above the text.
_DATE_LINE = re.compile(r"\W*((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\W*")
_HEAD = 15
_QUOTES = str.maketrans("", "", "“”‘’「」『』\"' 　")


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence that names something: its words without quotes and spaces, and where in them the name ends."""

    plain: str
    before: int
    after: int
    place: Place


@dataclass(frozen=True)
class Text:
    """One document as a ledger reads it. ``date`` is that of its metadata, else of its own date line."""

    id: str
    date: str | None
    document: Document

    @classmethod
    def of(cls, document_id: str, source: str, date: str | None) -> Text:
        """Divide a text of record."""
        from kg.text.normaliser import normalise
        from kg.text.structure import divide

        return cls(document_id, date or date_line(source), divide(normalise(Document(document_id, source))))

    @cached_property
    def sentences(self) -> tuple[tuple[str, Place], ...]:
        """Each sentence as plain words, and its place in the text of record."""
        found = []
        for sentence in self.document.sentences:
            at = self.document.source_span(sentence.span)
            words = sentence.span.of(self.document.text)
            found.append((plain(words), (at.start, at.end, at.of(self.document.source))))
        return tuple(found)

    def naming(self, names: Iterable[str]) -> Iterator[Named]:
        """The sentences that hold one of these names, the longest name in each."""
        wanted = sorted({plain(name) for name in names}, key=lambda name: (-len(name), name))
        for words, place in self.sentences:
            for name in wanted:
                at = words.find(name)
                if at >= 0:
                    yield Named(words, at, at + len(name), place)
                    break

    def item_at(self, start: int) -> str:
        """The item that a place of the text of record stands in."""
        for item in self.document.items:
            at: Span = self.document.source_span(item.span)
            if at.start <= start < at.end:
                return item.id
        return ""


def plain(words: str) -> str:
    """Words without quotes and spaces."""
    return "".join(words.translate(_QUOTES).split())


def date_line(source: str) -> str | None:
    r"""The date that stands alone on one of the first lines.

    >>> date_line("# 标题\n**2023-10-18 14:16**\n正文"), date_line("2017年签署")
    ('2023-10-18', None)
    """
    for line in source.split("\n")[:_HEAD]:
        found = _DATE_LINE.fullmatch(line)
        if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return None
