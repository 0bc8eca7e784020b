"""A sentence as its clauses, before anything in it is read."""

from __future__ import annotations

import re
from functools import cached_property

from kg.entities.gazetteer import Gazetteer

_PARTS = re.compile("《[^《》\n]*》|“[^“”\n]*”|(?P<mark>[，；：。！？;!?\n])")


class Clauses:
    """A sentence by its clauses, with the names that are known in it.

    ``led``: a line leads into it, whose words stand first. ``free``: a mention may be anything, as after such a line.
    """

    def __init__(self, text: str, gazetteer: Gazetteer, free: bool, led: bool) -> None:
        self.text, self.free, self.led, self._gazetteer = text, free or led, led, gazetteer
        self.parts = clauses(text)
        #: What was asked of it before: kinds between two places, and where the first of them stands.
        self.found: dict[tuple[frozenset[str], int, int], int | None] = {}

    def at(self, place: int) -> tuple[int, int]:
        """The clause of a place."""
        return next(part for part in reversed(self.parts) if part[0] <= place)

    @cached_property
    def _known(self) -> list[tuple[int, int, frozenset[str]]]:
        entity = self._gazetteer.entity
        return [
            (hit.start, hit.end, frozenset(kind for key in hit.keys for kind in entity(key).kinds))
            for hit in self._gazetteer.find(self.text)
        ]

    def known(self, kinds: frozenset[str], at: int, end: int) -> int | None:
        """Where the first known name of one of these kinds stands."""
        for start, stop, of in self._known:
            if stop > at and start < end and not kinds.isdisjoint(of):
                return max(start, at)
        return None


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end; marks inside titles and quotations part nothing.

    >>> [text[start:end] for text in ["会上，发布《山、水，田》。"] for start, end in clauses(text)]
    ['会上', '发布《山、水，田》', '']
    """
    parts, start = [], 0
    for mark in _PARTS.finditer(text):
        if mark["mark"]:
            parts.append((start, mark.start()))
            start = mark.end()
    return [*parts, (start, len(text))]
