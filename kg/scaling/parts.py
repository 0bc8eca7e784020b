"""Lines by the million, sorted, each once, within a bounded memory: sorted parts on disk, merged in blocks.

Most lines of a document are about the document itself: no other has them, and they come sorted. Such a block stays in
the file the document is kept in, and one line goes in its place through the sorting.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

#: Lines held before a part is written; and what is read of a part at a time.
HELD, BLOCK = 8_000_000, 1_000_000
#: Stands behind the beginning that the lines of a block share; no line of ours holds it, and it sorts before all.
_MARK = b"\x00"


@dataclass(frozen=True, slots=True)
class Merged:
    """Sorted lines: how many, how large, the SHA-256 of their bytes; and the file, unless it was to be too large."""

    path: Path | None
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
        self._kept: Path | None = None
        self._blocks = 0

    def add(self, lines: bytes) -> None:
        """Take lines, each with its end."""
        self._lines += lines.splitlines(keepends=True)
        self._size += len(lines)
        if self._size >= self._limit:
            self._spill()

    def add_kept(self, lines: bytes, file: Path, own: bytes) -> None:
        """Take the sorted lines of a file that stays; those that begin with ``own`` stand in no other file."""
        start = 0 if lines.startswith(own) else lines.find(b"\n" + own) + 1
        if not start and not lines.startswith(own):
            self.add(lines)
            return
        end = lines.index(b"\n", max(lines.rfind(b"\n" + own), start) + 1) + 1
        self._kept = file.parent
        self._blocks += end - start
        place = b"%d %d %b" % (start, end - start, file.name.encode())
        self.add(b"%b%b%b%b%b\n" % (lines[:start], lines[end:], own, _MARK, place))

    def merge(self, target: Path, block: int = BLOCK, most: int | None = None) -> Merged:
        """Write all lines to ``target``, if they have at most so many bytes, and forget them; no part is left."""
        if self._parts and self._lines:
            self._spill()
        self._lines.sort()
        runs = merged(self._parts, block) if self._parts else iter((_once(self._lines),))
        whole = runs if self._kept is None else self._with_blocks(runs, self._kept)
        # No two blocks have a line in common: where they alone are too large, nothing needs to be written.
        large = most is not None and self._blocks > most
        written = _write(whole, None if large else target, most)
        for path in self._parts:
            path.unlink()
        if self._parts:
            self._folder.rmdir()
        self._lines, self._size, self._parts = [], 0, []
        return written

    def _with_blocks(self, runs: Iterable[list[bytes]], kept: Path) -> Iterator[list[bytes]]:
        """The runs, with every block in the place of its line."""
        for run in runs:
            at = 0
            for place, line in enumerate(run):
                if _MARK in line:
                    yield run[at:place]
                    yield [_block(line, kept)]
                    at = place + 1
            yield run[at:]

    def _spill(self) -> None:
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"part-{len(self._parts):05}.nt"
        self._lines.sort()
        path.write_bytes(b"".join(_once(self._lines)))
        self._parts.append(path)
        self._lines, self._size = [], 0


def _block(line: bytes, kept: Path) -> bytes:
    start, size, name = line.rstrip(b"\n").partition(_MARK)[2].split(b" ", 2)
    with (kept / name.decode()).open("rb") as file:
        file.seek(int(start))
        return file.read(int(size))


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


def _write(runs: Iterable[list[bytes]], target: Path | None, most: int | None) -> Merged:
    digest, count, size = hashlib.sha256(), 0, 0
    with nullcontext() if target is None else target.open("wb") as file:
        for run in runs:
            data = b"".join(run)
            digest.update(data)
            count += data.count(b"\n")
            size += len(data)
            if file is not None and (most is None or size <= most):
                file.write(data)
    if target is not None and most is not None and size > most:
        target.unlink()
        target = None
    return Merged(target, count, size, digest.hexdigest())
