"""Lines by the million, sorted, each once, within a bounded memory: sorted parts on disk, merged in blocks."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

#: Lines held before a part is written; and what is read of a part at a time.
HELD, BLOCK = 48_000_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Merged:
    """A file of sorted lines: where, how many, how large, and the SHA-256 of its bytes."""

    path: Path
    lines: int
    size: int
    sha256: str


class Parts:
    """Collects lines; :meth:`merge` writes them sorted, each once, whatever order they came in."""

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._folder, self._limit = folder, held
        self._lines: list[bytes] = []
        self._size = 0
        self._parts: list[Path] = []

    def add(self, lines: bytes) -> None:
        """Take lines, each with its end."""
        self._lines += lines.splitlines(keepends=True)
        self._size += len(lines)
        if self._size >= self._limit:
            self._spill()

    def merge(self, target: Path, block: int = BLOCK) -> Merged:
        """Write all lines to ``target`` and forget them; the parts are removed."""
        runs = merged(self._parts, block) if self._parts else iter(())
        if self._parts and self._lines:
            self._spill()
            runs = merged(self._parts, block)
        elif self._lines:
            self._lines.sort()
            runs = iter((_once(self._lines),))
        written = _write(runs, target)
        for path in self._parts:
            path.unlink()
        if self._parts:
            self._folder.rmdir()
        self._lines, self._size, self._parts = [], 0, []
        return written

    def _spill(self) -> None:
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"part-{len(self._parts):05}.nt"
        self._lines.sort()
        path.write_bytes(b"".join(_once(self._lines)))
        self._parts.append(path)
        self._lines, self._size = [], 0


def merged(paths: Iterable[Path], block: int = BLOCK) -> Iterator[list[bytes]]:
    """The lines of sorted files as sorted runs, each line once.

    What is certainly not beyond the end of any block is taken from all of them and sorted at once: the runs are in
    order already, so the sort is a merge, and no step is taken in Python for a single line.
    """
    files = [path.open("rb") for path in paths]
    try:
        held = [_Held(file, block) for file in files]
        while held := [each for each in held if each.fill()]:
            end = min(each.lines[-1] for each in held)
            taken: list[bytes] = []
            for each in held:
                taken += each.take(end)
            taken.sort()
            yield _once(taken)
    finally:
        for file in files:
            file.close()


class _Held:
    """The next lines of one part."""

    def __init__(self, file: BinaryIO, block: int) -> None:
        self.file, self.block = file, block
        self.lines: list[bytes] = []

    def fill(self) -> bool:
        if not self.lines:
            self.lines = self.file.readlines(self.block)
        return bool(self.lines)

    def take(self, end: bytes) -> list[bytes]:
        at = bisect_right(self.lines, end)
        taken, self.lines = self.lines[:at], self.lines[at:]
        return taken


def _once(lines: list[bytes]) -> list[bytes]:
    return [line for line, _ in groupby(lines)]


def _write(runs: Iterable[list[bytes]], target: Path) -> Merged:
    digest, count, size = hashlib.sha256(), 0, 0
    with target.open("wb") as file:
        for run in runs:
            data = b"".join(run)
            digest.update(data)
            file.write(data)
            count += len(run)
            size += len(data)
    return Merged(target, count, size, digest.hexdigest())
