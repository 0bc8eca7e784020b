"""What a folder or a glob holds: the files to read, and those left out, each with its reason.

A link is followed only inside the folder. Whoever packed the folder made the link, and what a build reads it copies
into an output that is shared: a link to a private file would publish it. A file named by itself is its reader's word.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.scaling.archives import is_packed
from kg.text.reader import SUFFIXES

_MANIFEST = "manifest.json"
_NO_FILE = "is no file but a pipe or device; save what it gives as a file"
_NOWHERE = "is a link that leads to no file; mend or remove it"
_OUTSIDE = "leads outside its folder by a link; put a copy inside, or name the file itself"
_OUTSIDE_FOLDER = "is a link to a folder outside; name it to have it read"
_ARCHIVE = "is an archive inside a folder; name it to have it read"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was come upon, and why it is left out, if it is."""

    path: Path
    why: str | None = None


def walked(folder: Path, out: Path | None) -> Iterator[Found]:
    """The documents of a folder and of those below it, never anything inside ``out``."""
    if inside(folder, out):
        return
    real = folder.resolve()
    for root, folders, names in os.walk(folder):
        here = Path(root)
        # A folder that a build made holds copies of documents, not documents.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not inside(here / name, out) and not _built(here / name)
        )
        # The walk goes into no link; what one inside leads to, it meets in its own place.
        yield from (Found(here / name, _OUTSIDE_FOLDER) for name in folders if _astray(here / name, real))
        for name in sorted(names):
            if not name.startswith(".") and not name.upper().startswith("README"):
                yield from _met(here / name, real, out)


def matched(pattern: str, out: Path | None) -> Iterator[Found]:
    """The files that a glob matches, whatever they are called, never anything inside ``out``."""
    real = _fixed(pattern).resolve()
    met: set[str] = set()
    for match in sorted(glob.glob(pattern, recursive=True)):
        # A glob goes through linked folders, in a circle of them until the system stops it: once there is enough.
        path = Path(match)
        place = str(path.parent.resolve() / path.name)
        if not path.is_dir() and place not in met:
            met.add(place)
            why = _fault(path, real)
            if why or not inside(path, out):
                yield Found(path, why)


def inside(path: Path, out: Path | None) -> bool:
    """Whether a path leads into ``out``."""
    return out is not None and path.resolve().is_relative_to(out.resolve())


def _met(path: Path, real: Path, out: Path | None) -> Iterator[Found]:
    if path.suffix.lower() in SUFFIXES:
        # A link that leads nowhere or in a circle has no place to compare. What is no link lies where its folder does.
        why = _fault(path, real) if path.is_symlink() or not path.is_file() else None
        if why or not (path.is_symlink() and inside(path, out)):
            yield Found(path, why)
    elif is_packed(path):  # tables and lines of JSON lie beside texts to say something about them
        yield Found(path, _ARCHIVE)


def _fault(path: Path, real: Path) -> str | None:
    """Why a file is not read, known before a byte of it is."""
    if not path.exists():
        return _NOWHERE
    return _astray(path, real) or (None if path.is_file() else _NO_FILE)


def _astray(path: Path, real: Path) -> str | None:
    """What is said of a path that really lies outside a folder, be it that itself or a folder on its way is a link."""
    return None if path.resolve().is_relative_to(real) else _OUTSIDE


def _fixed(pattern: str) -> Path:
    """The folder that a glob names before anything in it is open.

    >>> str(_fixed("texts/2019/*.txt")), str(_fixed("*.txt"))
    ('texts/2019', '.')
    """
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:first])


def _built(folder: Path) -> bool:
    return (folder / _MANIFEST).is_file() and (folder / "documents").is_dir()
