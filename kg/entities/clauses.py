"""A sentence as its clauses, before anything in it is read."""

from __future__ import annotations

import re
from functools import cached_property

from kg.entities.gazetteer import Gazetteer

#: A mark is one character long, and whatever parts nothing is longer.
_PARTS = re.compile("|".join(["《[^《》\n]*》", "“[^“”\n]*”", *map(re.escape, "，；：。！？;!?\n")]))
_NONE = frozenset[str]()


class Names:
    """Known names in a text, with what each may be."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}

    def find(self, text: str) -> list[tuple[int, int, frozenset[str]]]:
        """Where they stand, and their kinds."""
        return [(hit.start, hit.end, self._kinds_of(hit.keys)) for hit in self._gazetteer.find(text)]

    def near(self, text: str, at: int, end: int) -> frozenset[str]:
        """The kinds of all names that may touch a stretch, whether or not they stand there as names."""
        return _NONE.union(
            *[
                self._kinds_of(keys)
                for start, stop, keys in self._gazetteer.spelled_in(text)
                if stop > at and start < end
            ]
        )

    def _kinds_of(self, keys: tuple[str, ...]) -> frozenset[str]:
        kinds = self._kinds.get(keys)
        if kinds is None:
            every = (kind for key in keys for kind in self._gazetteer.entity(key).kinds)
            kinds = self._kinds[keys] = frozenset(every)
        return kinds


class Clauses:
    """A sentence by its clauses, with the names that are known in it.

    ``free``: a mention may be anything, as after a line that leads into this one.
    """

    def __init__(self, text: str, names: Names, free: bool) -> None:
        self.text, self.free, self._names = text, free, names
        self.parts = clauses(text)
        #: What was asked of it before: kinds between two places, and where the first of them stands.
        self.found: dict[tuple[frozenset[str], int, int], int | None] = {}

    def at(self, place: int) -> tuple[int, int]:
        """The clause of a place."""
        parts = self.parts
        last = len(parts) - 1
        while parts[last][0] > place:
            last -= 1
        return parts[last]

    @cached_property
    def _known(self) -> list[tuple[int, int, frozenset[str]]]:
        return self._names.find(self.text)

    def may_be_known(self, at: int, end: int) -> frozenset[str]:
        """What names that are known and touch the stretch between two places may be, and perhaps more."""
        return self._names.near(self.text, at, end)

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
        at, end = mark.span()
        if end - at == 1:
            parts.append((start, at))
            start = end
    return [*parts, (start, len(text))]
