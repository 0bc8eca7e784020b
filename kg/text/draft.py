"""A text under revision that never forgets where its characters came from."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Offsets

#: Replace ``text[start:end]`` by a string. An edit never inserts out of nothing: ``start < end``.
Edit = tuple[int, int, str]


class Draft:
    """Text being normalised, with the way back to the source as runs.

    >>> draft = Draft("中 国")
    >>> draft.edit([(1, 2, "")])
    >>> draft.text, draft.offsets().source
    ('中国', (0, 2))
    """

    def __init__(self, source: str) -> None:
        self.text = source
        # One run a line of each list: where it begins in text, and the source stretch it stands for.
        self._starts: list[int] = [0]
        self._sources: list[int] = [0]
        self._ends: list[int] = [len(source)]

    def recode(self, text: str) -> None:
        """Take a text that differs only character for character."""
        if len(text) != len(self.text):
            raise ValueError("a recoding must keep the length of the text")
        self.text = text

    def edit(self, edits: Iterable[Edit]) -> None:
        """Apply edits that are in order and do not overlap."""
        found = list(edits)
        if not found:
            return
        if (self._starts, self._sources, self._ends) == ([0], [0], [len(self.text)]):
            self._edit_source(found)
            return
        runs = _Runs(self._starts, self._sources, self._ends, len(self.text))
        pieces: list[str] = []
        position = 0
        for start, end, replacement in found:
            if start > position:
                runs.keep(position, start)
                pieces.append(self.text[position:start])
            if replacement:
                runs.replace(start, end, len(replacement))
                pieces.append(replacement)
            position = end
        runs.keep(position, len(self.text))
        pieces.append(self.text[position:])
        self.text = "".join(pieces)
        self._starts, self._sources, self._ends = runs.starts, runs.sources, runs.ends

    def _edit_source(self, edits: list[Edit]) -> None:
        """The first edits of all: the text is the source still, so each place in it is its own way back."""
        runs = _Runs([], [], [], 0)
        pieces: list[str] = []
        position = 0
        for start, end, replacement in [*edits, (len(self.text), len(self.text), "")]:
            if start > position:
                runs.add(start - position, position, start)
                pieces.append(self.text[position:start])
            if replacement:
                runs.add(len(replacement), start, end)
                pieces.append(replacement)
            position = end
        self.text = "".join(pieces)
        self._starts, self._sources, self._ends = runs.starts, runs.sources, runs.ends

    def offsets(self) -> Offsets:
        """The runs, frozen."""
        return Offsets(tuple(self._starts), tuple(self._sources), tuple(self._ends), len(self.text))


class _Runs:
    """The runs of the next text, written while walking over the runs of the last one."""

    def __init__(self, starts: list[int], sources: list[int], ends: list[int], length: int) -> None:
        self._old = (starts, sources, ends)
        self._limits = [*starts[1:], length]
        self._at = 0
        self.starts: list[int] = []
        self.sources: list[int] = []
        self.ends: list[int] = []
        self.length = 0
        self._open = False  # whether the last run is one to one and may be continued

    def keep(self, start: int, end: int) -> None:
        """Carry over the characters ``start:end``."""
        starts, sources, ends = self._old
        while start < end:
            at = self._seek(start)
            limit = self._limits[at]
            stop = min(end, limit)
            first, last = sources[at], ends[at]
            if limit - starts[at] == last - first:
                first += start - starts[at]
                self.add(stop - start, first, first + stop - start)
            else:
                self.add(stop - start, first, last)
            start = stop

    def replace(self, start: int, end: int, length: int) -> None:
        """Let ``length`` new characters stand for the whole source stretch of ``start:end``."""
        self.add(length, self._source(start, False), self._source(end - 1, True))

    def _source(self, index: int, after: bool) -> int:
        starts, sources, ends = self._old
        at = self._seek(index)
        if self._limits[at] - starts[at] == ends[at] - sources[at]:
            return sources[at] + index - starts[at] + after
        return ends[at] if after else sources[at]

    def _seek(self, index: int) -> int:
        while self._limits[self._at] <= index:
            self._at += 1
        return self._at

    def add(self, length: int, first: int, last: int) -> None:
        """Let the next ``length`` characters stand for a stretch of the source."""
        exact = length == last - first
        if self._open and exact and self.ends[-1] == first:
            self.ends[-1] = last
        else:
            self.starts.append(self.length)
            self.sources.append(first)
            self.ends.append(last)
        self._open = exact
        self.length += length
