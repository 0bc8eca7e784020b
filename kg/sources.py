"""What the words on the command line mean: files, folders, globs and ``-`` become sources, each with an id."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import UsageError
from kg.model import Metadata
from kg.resources import Row, read_table
from kg.text.reader import SUFFIXES, identify

TABLE = "documents.tsv"
STDIN = "-"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read. ``path`` is None for the standard input; ``sha256`` is what the table promises."""

    id: str
    path: Path | None
    metadata: Metadata = field(default_factory=Metadata)
    sha256: str | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return STDIN if self.path is None else str(self.path)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was left out, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is to read, by id, and what is already known to be left out."""

    found: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()


def collect(words: Sequence[str], out: Path | None = None) -> Sources:
    """The sources that files, folders, globs and ``-`` stand for, never anything inside ``out``."""
    found: dict[object, Source] = {}
    skipped: list[Skipped] = []
    for word in words:
        sources = [Source("stdin", None)] if word == STDIN else list(_named(word, out))
        if not sources:
            expected = ", ".join(SUFFIXES)
            skipped.append(Skipped(word, f"holds no document; expected {expected} or a {TABLE}"))
        for source in sources:
            place = source.path and source.path.resolve()
            # What a table says of a file holds, however else the file is named too.
            if place not in found or found[place].metadata == Metadata():
                found[place] = source
    if not found:
        reason = skipped[0] if skipped else Skipped("sources", "none given")
        raise UsageError(f"{reason.name}: {reason.why}")
    kept, doubles = _distinct(found.values())
    return Sources(kept, (*skipped, *doubles))


def _named(word: str, out: Path | None) -> Iterator[Source]:
    path = Path(word)
    if path.is_dir():
        yield from _tabled(path) if (path / TABLE).is_file() else _walked(path, out)
    elif path.exists():
        yield Source(identify(path.stem), path)
    elif glob.has_magic(word):
        for match in sorted(glob.glob(word, recursive=True)):
            if Path(match).is_file() and not _inside(Path(match), out):
                yield Source(identify(Path(match).stem), Path(match))
    else:
        raise UsageError(
            f"{word}: no such file or folder; expected a file, a folder, a glob or - for the standard input"
        )


def _tabled(folder: Path) -> Iterator[Source]:
    seen: dict[str, Row] = {}
    for row in read_table(folder / TABLE, required=("id", "file")):
        if not _ID.fullmatch(row["id"]):
            raise row.error(f"the id {row['id']!r} is not of letters, digits, '.', '_' and '-' (at most 64, ASCII)")
        if row["id"].lower() in seen:
            raise row.error(f"the id {row['id']!r} stands in line {seen[row['id'].lower()].line} already")
        seen[row["id"].lower()] = row
        path = folder / row["file"]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise row.error(f"the file {row['file']!r} lies outside {folder}; put it inside")
        columns = ("title", "date", "publisher", "address", "licence", "restates")
        yield Source(row["id"], path, Metadata(**{name: row[name] or None for name in columns}), row["sha256"] or None)


def _walked(folder: Path, out: Path | None) -> Iterator[Source]:
    for root, folders, names in os.walk(folder):
        here = Path(root)
        # A folder that a build made holds copies of documents, not documents.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _inside(here / name, out) and not _built(here / name)
        )
        for name in sorted(names):
            path = here / name
            hidden = name.startswith(".") or name.upper().startswith("README")
            if path.suffix.lower() in SUFFIXES and not hidden and path.is_file() and not _inside(path, out):
                yield Source(identify(path.stem), path)


def _built(folder: Path) -> bool:
    return (folder / _MANIFEST).is_file() and (folder / "documents").is_dir()


def _inside(path: Path, out: Path | None) -> bool:
    return out is not None and path.resolve().is_relative_to(out.resolve())


def _distinct(sources: Iterable[Source]) -> tuple[tuple[Source, ...], list[Skipped]]:
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
            mark = _mark(source)
            if mark in by_bytes:
                skipped.append(Skipped(source.name, f"has the same bytes as {by_bytes[mark].name}"))
            else:
                by_bytes[mark] = replace(source, id=f"{source.id[:55]}-{mark}")
        kept += by_bytes.values()
    return tuple(sorted(kept, key=lambda source: source.id)), skipped


def _mark(source: Source) -> str:
    try:
        return hashlib.sha256(source.path.read_bytes() if source.path else b"-").hexdigest()[:8]
    except OSError:
        # Unreadable: it will be reported when it is read; until then its name tells it apart.
        return hashlib.sha256(source.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
