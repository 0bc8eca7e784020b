"""What the words on the command line mean: files, folders, globs and ``-`` become sources, each with an id."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from kg.errors import DocumentError, UsageError
from kg.model import Metadata
from kg.resources import Row, read_table
from kg.scaling.archives import Columns, Member, Opened, is_archive, opened
from kg.text.reader import MAX_BYTES, SUFFIXES, identify
from kg.walking import Found, matched, walked

TABLE = "documents.tsv"
STDIN = "-"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


#: What is known of most documents; one for all of them.
_UNTOLD = Metadata()


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read. ``path`` is None for the standard input; ``sha256`` is what the table promises.

    Where ``path`` holds many documents, ``member`` says which of them this is.
    """

    id: str
    path: Path | None
    metadata: Metadata = _UNTOLD
    sha256: str | None = None
    member: Member | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.path is None:
            return STDIN
        return f"{self.path}:{self.member.name}" if self.member else str(self.path)

    @property
    def file(self) -> str:
        """The file name whose ending tells the form of its bytes."""
        if self.path is None:
            return "stdin.txt"
        return self.member.file if self.member else self.path.name

    def data(self, archives: Opened) -> bytes:
        """Its bytes, which must be those the table promises."""
        if self.path is None:
            return _bounded(sys.stdin.buffer, "the standard input")
        data = archives.data(self.path, self.member) if self.member else _bytes(self.path)
        if self.sha256 and hashlib.sha256(data).hexdigest() != self.sha256:
            raise DocumentError(
                f"{self.name} has other bytes than its table promises (sha256); restore it or mend the table"
            )
        return data


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was left out, and why."""

    name: str
    why: str

    @classmethod
    def because(cls, name: str, error: Exception | str, *names: str) -> Skipped:
        """A source left out for this error, whose message may begin with one of its names: told once is enough.

        >>> Skipped.because("in/a.pdf", "a.pdf is not a PDF", "a.pdf").why
        'is not a PDF'
        """
        why = str(error)
        for known in sorted({name, name.rpartition("/")[2], *names}, key=len, reverse=True):
            line = re.match(r":(?P<number>[0-9]+): ", why.removeprefix(known)) if why.startswith(known) else None
            if line:
                return cls(name, f"line {line['number']} {why[len(known) + line.end() :]}")
            if known and why.startswith((f"{known} ", f"{known}: ")):
                return cls(name, why.removeprefix(known).removeprefix(":").strip())
        return cls(name, why)


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is to read, by id, and what is already known to be left out."""

    found: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()

    def size(self) -> int:
        """The bytes of all files there are to read, those of archives as they are packed."""
        return sum(path.stat().st_size for path in {source.path for source in self.found} if path and path.is_file())

    def in_place(self) -> list[Source]:
        """The sources as they lie, members of one archive in its own order: how they are quickest to read."""
        return sorted(self.found, key=lambda source: (str(source.path), source.member.place if source.member else ()))


def collect(words: Sequence[str], out: Path | None = None, columns: Columns | None = None) -> Sources:
    """The sources that files, folders, archives, globs and ``-`` stand for, never anything inside ``out``."""
    found: dict[object, Source] = {}
    skipped: list[Skipped] = []
    for word in words:
        sources: list[Source] = []
        told = len(skipped)
        try:
            for source in (Source("stdin", None),) if word == STDIN else _named(word, out, columns or Columns()):
                if isinstance(source, Skipped):
                    skipped.append(source)
                elif source.member and source.member.fault:
                    skipped.append(Skipped(source.name, source.member.fault))
                else:
                    sources.append(source)
        except DocumentError as error:
            # An archive that breaks off: what stands before the break is read all the same.
            skipped.append(Skipped.because(word, error))
        if not sources and len(skipped) == told:
            expected = ", ".join(SUFFIXES)
            skipped.append(Skipped(word, f"holds no document; expected {expected} or a {TABLE}"))
        for source in sources:
            place = _place(source)
            # What a table says of a file holds, however else the file is named too.
            if place not in found or found[place].metadata == Metadata():
                found[place] = source
    if not found:
        reason = skipped[0] if skipped else Skipped("sources", "none given")
        raise UsageError(f"{reason.name}: {reason.why}")
    kept, doubles = _distinct(found.values(), columns or Columns())
    return Sources(kept, (*skipped, *doubles))


def _place(source: Source) -> object:
    if source.path is None:
        return None
    # Members of one archive come one after the other, and so do the files of one folder.
    return (_archive(source.path), source.member.place) if source.member else _resolved(source.path)


@lru_cache(maxsize=1)
def _archive(path: Path) -> str:
    return _resolved(path)


def _resolved(path: Path) -> str:
    """Where a file really is; its folder is asked for once, not once a file."""
    return str(path.resolve()) if path.is_symlink() else f"{_folder(path.parent)}{os.sep}{path.name}"


@lru_cache(maxsize=8)
def _folder(folder: Path) -> str:
    return str(folder.resolve())


def _named(word: str, out: Path | None, columns: Columns) -> Iterator[Source | Skipped]:
    if not word:
        # An unset variable of a shell; a path made of it would be the current folder.
        raise UsageError("a source with an empty name; name a file or a folder (. is the current one)")
    path = Path(word)
    if path.is_dir():
        yield from _tabled(path) if (path / TABLE).is_file() else _come_upon(walked(path, out), columns)
    elif path.exists():
        yield from _file(path, columns)
    elif glob.has_magic(word):
        yield from _come_upon(matched(word, out), columns)
    else:
        raise UsageError(
            f"{word}: no such file or folder; expected a file, a folder, a glob or - for the standard input"
        )


def _come_upon(files: Iterable[Found], columns: Columns) -> Iterator[Source | Skipped]:
    for file in files:
        if file.why:
            yield Skipped(str(file.path), file.why)
        else:
            yield from _file(file.path, columns)


def _file(path: Path, columns: Columns) -> Iterator[Source]:
    if not is_archive(path):
        yield Source(identify(path.stem), path)
        return
    archive = opened(path, columns)
    try:
        for member in archive.members():
            name = identify(member.id if member.id is not None else Path(member.file).stem)
            yield Source(name, path, member.metadata, None, member)
    finally:
        archive.close()


def _tabled(folder: Path) -> Iterator[Source]:
    seen: dict[str, Row] = {}
    for row in read_table(folder / TABLE, required=("id", "file")):
        if not _ID.fullmatch(row["id"]):
            raise row.error(f"the id {row['id']!r} is not of letters, digits, '.', '_' and '-' (at most 64, ASCII)")
        if row["id"].lower() in seen:
            raise row.error(f"the id {row['id']!r} stands in line {seen[row['id'].lower()].line} already")
        seen[row["id"].lower()] = row
        if row["date"] and not is_date(row["date"]):
            raise row.error(f"the date {row['date']!r} is none; write it like 2017-05-14, 2017-05 or 2017")
        path = folder / row["file"]
        if "\0" in row["file"] or not path.resolve().is_relative_to(folder.resolve()):
            raise row.error(f"the file {row['file']!r} lies outside {folder}; put it inside")
        columns = ("title", "date", "publisher", "address", "licence", "restates")
        yield Source(row["id"], path, Metadata(**{name: row[name] or None for name in columns}), row["sha256"] or None)


def is_date(text: str) -> bool:
    """Whether this is a day, a month or a year of the calendar.

    >>> is_date("2017-05-14"), is_date("2017"), is_date("2017-02-30"), is_date("May 2017")
    (True, True, False, False)
    """
    with suppress(ValueError):
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text + "0001-01-01"[len(text) :]))
    return False


def _distinct(sources: Iterable[Source], columns: Columns) -> tuple[tuple[Source, ...], list[Skipped]]:
    """One id a source. Files of one name get ids told apart by their bytes, whatever else is built with them."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.id.lower(), []).append(source)
    kept: list[Source] = []
    skipped: list[Skipped] = []
    for group in groups.values():
        if len(group) == 1:
            kept += group
            continue
        by_bytes: dict[str, Source] = {}
        for source in sorted(group, key=lambda source: source.name):
            mark = _mark(source, columns)
            if mark in by_bytes:
                skipped.append(Skipped(source.name, f"has the same bytes as {by_bytes[mark].name}"))
            else:
                by_bytes[mark] = replace(source, id=f"{source.id[:55]}-{mark}")
        kept += by_bytes.values()
    return tuple(sorted(kept, key=lambda source: source.id)), skipped


def _mark(source: Source, columns: Columns) -> str:
    try:
        with Opened(columns) as archives:
            return hashlib.sha256(source.data(archives) if source.path else b"-").hexdigest()[:8]
    except (OSError, DocumentError):
        # Unreadable: it will be reported when it is read; until then its name tells it apart.
        return hashlib.sha256(source.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path} is no file but a pipe or device; save what it gives as a file")
        with path.open("rb") as file:
            if (size := os.fstat(file.fileno()).st_size) > MAX_BYTES:
                raise DocumentError(f"{path} has {size:,} bytes, more than the {MAX_BYTES:,} allowed; split it")
            return _bounded(file, str(path))
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error


def _bounded(file: BinaryIO, name: str) -> bytes:
    """All of it, if that is not more than a document may have; what has no end is not waited for."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name} has more than the {MAX_BYTES:,} bytes allowed; split it")
    return data
