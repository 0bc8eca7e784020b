"""The normalised reading of a source, with the exact way back for every character.

What is form goes: markup, entities, invisible characters, wrapped lines, page furniture, letter
spacing, full width, traditional characters. What is said stays. The order of the passes matters and
is the one below: marks before lines, lines before spaces, spaces before punctuation, and the
conversion to simplified characters last, because it needs whole words.

Dashes keep their kind (— – -), except the full-width － (U+FF0D), which is the hyphen in full width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.model import Document
from kg.text import clean, glyphs, marks, paragraphs, spacing
from kg.text.draft import Draft, Edit

_Pass = Callable[[str], Iterable[Edit]]

_ESCAPES: tuple[_Pass, ...] = (marks.entities, marks.raw_stretches, marks.tags, marks.controls)
_TORN: tuple[_Pass, ...] = (marks.wiki, marks.wiki, marks.links, marks.emphasis)
_MARKS: tuple[_Pass, ...] = (
    marks.front_matter,
    marks.wiki,
    marks.bold_headings,
    marks.line_marks,
    marks.links,
    marks.emphasis,
    marks.tables,
)


def normalise(doc: Document) -> Document:
    r"""Fill ``text`` and ``offsets`` from ``source``.

    >>> doc = normalise(Document(id="a", source="**中 国**與[[zh:老挝]]\n"))
    >>> doc.text
    '中国与老挝'
    """
    draft = Draft(doc.source)
    if clean.is_clean(draft.text):
        if clean.may_open(draft.text):
            draft.edit(marks.line_marks(draft.text))
        _settle(draft)
    else:
        _unmark(draft)
    draft.edit(spacing.gaps(draft.text))
    draft.recode(glyphs.to_curly_quotes(draft.text))
    draft.recode(glyphs.to_chinese_punctuation(draft.text))
    draft.recode(glyphs.to_simplified(draft.text))
    return doc.knowing(text=draft.text, offsets=draft.offsets())


def _unmark(draft: Draft) -> None:
    """Take away every mark, and settle which lines are one paragraph."""
    for find in _ESCAPES:
        draft.edit(find(draft.text))
    draft.recode(glyphs.to_plain_glyphs(draft.text))
    for find in _MARKS:
        draft.edit(find(draft.text))
    _settle(draft)
    for find in _TORN:  # marks that a wrapped line had torn, or that stood inside others
        draft.edit(find(draft.text))


def _settle(draft: Draft) -> None:
    edits = clean.settled(draft.text)
    draft.edit(paragraphs.breaks(draft.text) if edits is None else edits)
