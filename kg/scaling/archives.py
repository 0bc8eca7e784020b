"""Many documents in one file: .zip, .tar(.gz, .bz2, .xz), JSON Lines, CSV, Parquet. Listed first, then read one by one.

Nothing is ever unpacked to the disk: a member is a place in the archive, and its name is only a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Protocol, Self

from kg.errors import DocumentError, UsageError
from kg.model import Metadata

#: No member of an archive may be larger than this when it is unpacked.
MOST_BYTES = 50_000_000
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
#: The endings of files that hold many documents.
ENDINGS = (".zip", *_TARS, *_LINES, *_TABLES, ".parquet")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, or key of a JSON object, holds what. Only that of the text must be there."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    publisher: str = "publisher"

    #: The optional ones that a reader named himself must be there too.
    named: frozenset[str] = frozenset()

    def check(self, path: Path, there: Sequence[str]) -> None:
        """Complain of a column that is not there."""
        for role in ("text", *sorted(self.named)):
            if getattr(self, role) not in there:
                held = ", ".join(sorted(map(str, there))[:20]) or "none"
                # Who names a column means it; a table without a text is one bad document among others.
                raise (UsageError if role in self.named else DocumentError)(
                    f"{path}: has no column {getattr(self, role)!r}; it has {held}; "
                    f"name the right one with --{role}-column"
                )


@dataclass(frozen=True, slots=True)
class Member:
    """One document of an archive: what it is called, the file name that tells its form, and where it stands."""

    name: str
    file: str
    place: Any
    id: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    #: Why it cannot be read, if that is known already.
    fault: str | None = None


class Archive(Protocol):
    """An open archive."""

    def members(self) -> Iterator[Member]:
        """What it holds, in its own order."""

    def data(self, member: Member) -> bytes:
        """The bytes of one member."""

    def close(self) -> None:
        """Let go of the file."""


def is_packed(path: Path) -> bool:
    """Whether a file is a folder packed into one; a table or lines of JSON may as well be about documents.

    >>> is_packed(Path("news.tar.gz")), is_packed(Path("news.jsonl"))
    (True, False)
    """
    return path.name.lower().endswith((".zip", *_TARS))


def is_archive(path: Path) -> bool:
    """Whether a file holds many documents, by its name.

    >>> is_archive(Path("news.tar.gz")), is_archive(Path("news.txt"))
    (True, False)
    """
    return path.name.lower().endswith(ENDINGS)


def opened(path: Path, columns: Columns) -> Archive:
    """The archive at a path, of the kind its name tells."""
    name = path.name.lower()
    try:
        if name.endswith(".zip"):
            from kg.scaling.packed import Zip

            return Zip(path)
        if name.endswith(_TARS):
            from kg.scaling.packed import Tar

            return Tar(path)
        from kg.scaling import tables

        if name.endswith(_LINES):
            return tables.JsonLines(path, columns)
        return tables.Csv(path, columns) if name.endswith(_TABLES) else tables.Parquet(path, columns)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error


def most_unpacked(path: Path) -> int:
    """The bytes that an archive may hold unpacked: texts pack to a tenth, at times to a hundredth, never to less."""
    return 1_000_000_000 + 200 * path.stat().st_size


class Opened:
    """Archives kept open one at a time: members of one are read one after the other."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._path: Path | None = None
        self._archive: Archive | None = None
        self._left = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def data(self, path: Path, member: Member) -> bytes:
        """The bytes of a member of the archive at ``path``."""
        if self._archive is None or path != self._path:
            self.close()
            self._path, self._archive, self._left = path, opened(path, self._columns), most_unpacked(path)
        if self._left < 0:
            raise DocumentError(f"{path}:{member.name} is left out: what stands before it unpacks to far too much")
        try:
            data = self._archive.data(member)
            self._left -= len(data)
            return data
        except (OSError, EOFError, ValueError) as error:
            raise DocumentError(f"{path}:{member.name} cannot be read ({' '.join(str(error).split())})") from error

    def close(self) -> None:
        """Let go of the file."""
        if self._archive is not None:
            self._archive.close()
            self._archive = None


def stem_of(path: Path) -> str:
    """A file's name without any of the endings we know.

    >>> stem_of(Path("news.2020.tar.gz"))
    'news.2020'
    """
    ending = max((ending for ending in ENDINGS if path.name.lower().endswith(ending)), key=len, default=path.suffix)
    return path.name[: len(path.name) - len(ending)]


def fits(name: str, endings: tuple[str, ...]) -> bool:
    """Whether a member is a document: of a form we read, not hidden, no README, no resource fork."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts if part not in (".", ".."))
    return path.suffix.lower() in endings and not hidden and not path.name.upper().startswith("README")
