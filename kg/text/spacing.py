"""Spaces: those that only spread Han characters go, those that separate stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.draft import Edit
from kg.text.lines import HAN, LABEL, SIGNS

_SPACES = " \t　" + SIGNS
_GAP = re.compile(f"[{_SPACES}]+")
_WIDE = re.compile(f"[{HAN}\u3001-\u3020！（），：；？～“”‘’—…·]")
_PART = re.compile(f"[{HAN} ]")
_ONE_HAN = re.compile(f"[{HAN}]")
_QUOTED = re.compile(r"[“《‘][^“”《》‘’\n]{0,99}[ 　][^“”《》‘’\n]{0,99}[”》’]")
_LABELLED = re.compile(rf"^[^\n：:]{{2,12}}[：:][^\n]{{0,200}}[{HAN}] +[{HAN}][^\n]{{0,200}}$", re.MULTILINE)
_HEADS = "部委署局厅院会行司团社府省市区县办处馆台心盟织金校学协國国"
_PHRASE, _CLAUSE = 4, 6  # characters
_STOP = re.compile("[，、。；：！？]")


def gaps(text: str) -> Iterator[Edit]:
    """Every stretch of space that is not already right."""
    if not any(space in text for space in _SPACES) or (first := _GAP.search(text)) is None:
        return
    kept = _kept_gaps(text)
    for found in _GAP.finditer(text, first.start()):
        start, end = found.span()
        left = text[start - 1] if start else "\n"
        right = text[end] if end < len(text) else "\n"
        if left == "\n" or right == "\n":
            wanted = ""
        elif start in kept:
            wanted = " "
        else:
            wanted = _between(text, start, end, left, right)
        if wanted != found[0]:
            yield start, end, wanted


def _between(text: str, start: int, end: int, left: str, right: str) -> str:
    wide_left, wide_right = _WIDE.match(left), _WIDE.match(right)
    if not wide_left and not wide_right:
        return " "
    if "　" not in text[start:end] or not (wide_left and wide_right):
        return ""
    if left in "，。、；：！？（" or right in "，。、；：！？）":
        return ""
    # Single characters set apart by wide spaces (前　言) are one word.
    before = text[start - 2] if start > 1 else "\n"
    after = text[end + 1] if end + 1 < len(text) else "\n"
    lone = not _PART.match(before) and not _PART.match(after)
    return "" if lone and _ONE_HAN.match(left) and _ONE_HAN.match(right) else "　"


def _kept_gaps(text: str) -> frozenset[int]:
    """Where a space separates: phrases of a slogan in quotes, names in a label line."""
    kept: set[int] = set()
    for found in _QUOTED.finditer(text):
        pieces = _GAP.split(found[0][1:-1].strip(" \t　"))
        if _are_phrases(pieces, found[0][0] == "“"):
            kept.update(found.start() + gap.start() for gap in _GAP.finditer(found[0]))
    for found in _LABELLED.finditer(text):
        label = LABEL.match(found[0])
        if label and _lists_names(found[0][label.end() :]):
            kept.update(
                offset + gap.start() for gap in _GAP.finditer(found[0], label.end()) for offset in [found.start()]
            )
    return frozenset(kept)


def _are_phrases(pieces: list[str], quoted: bool) -> bool:
    """Whether the pieces of a title or quotation are a slogan's: long, alike in length, without other stops."""
    lengths = [len(piece) for piece in pieces]
    if len(pieces) < 2 or min(lengths) < _PHRASE or any(_STOP.search(piece) for piece in pieces):
        return False
    alike = max(lengths) == min(lengths)
    return alike or (quoted and min(lengths) >= _CLAUSE and max(lengths) * 2 <= min(lengths) * 3)


def _lists_names(words: str) -> bool:
    pieces = [piece for piece in _GAP.split(words) if piece]
    if any(mark in words for mark in "、，。；"):
        return False
    return all(len(piece) > 1 and piece[-1] in _HEADS for piece in pieces)
