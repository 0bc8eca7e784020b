"""All mistakes of the data files at once.

The loaders stop at the first mistake, as they should. Here a cell that is wrong is mended in a copy of the folder, as
far as can be told what would be right, a row (or rule) is set aside, and the loading goes on until it comes through.
Mistakes that only follow from what was mended or set aside are not told.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import DataFileError
from kg.pipeline import Pipeline, data_folders

#: Nobody mends more in one sitting.
MOST = 200
#: What no loader complains of, in the columns of names whose mistakes stand by themselves.
_RIGHT = {"key": "organization/mended-{}", "kind": "Organization", "country": "CHN"} | dict.fromkeys(
    ("parent", "from", "until", "not_in"), ""
)
_KEY = re.compile(r"[a-z]+/[A-Za-z0-9-]+")


def mistakes(data: Path | str | None = None, most: int = MOST) -> list[DataFileError]:
    """What is wrong in our data files and, where one is given, in an overlay folder."""
    found: list[DataFileError] = []
    with TemporaryDirectory() as temporary:
        copies: dict[Path, Path] = {}
        for number, folder in enumerate(data_folders(data)):
            copies[Path(temporary, str(number)).resolve()] = folder
            shutil.copytree(folder, Path(temporary, str(number)))
        aside: set[str] = set()
        mended: set[tuple[Path, int, str]] = set()
        while len(found) < most:
            try:
                Pipeline.over(*copies)
                break
            except DataFileError as error:
                path = Path(error.path).resolve()
                copy = next((copy for copy in copies if path.is_relative_to(copy)), None)
                told = error if copy is None else _told(error, copies[copy] / path.relative_to(copy))
                column = _wrong_cell(path, error)
                ours = (path, error.line or 0, column or "") in mended
                ours = ours or any(f"{place.name}:{line};" in error.message for place, line, _ in mended)
                if not ours and not any(key in error.message for key in aside):
                    found.append(told)
                if copy is None or not path.is_file():
                    break
                if column is None or ours:
                    aside |= _set_aside(path, error.line)
                else:
                    aside |= _mend(path, error, column)
                    mended.add((path, error.line or 0, column))
    return sorted(found, key=lambda error: (error.path, error.line or 0))


def _wrong_cell(path: Path, error: DataFileError) -> str | None:
    """The column of the only cell that a message about a row of names speaks of."""
    if path.suffix != ".tsv" or path.parent.name != "names" or error.line is None:
        return None
    cells = _cells(path, error.line)
    empty = re.match(r"the column '(?P<name>\w+)' is empty", error.message)
    if empty:
        return empty["name"] if empty["name"] in _RIGHT else None
    parts = ((name, part) for name, cell in cells.items() if name in _RIGHT for part in {cell, *cell.split("|")})
    found = {name for name, part in parts if part and repr(part.strip()) in error.message}
    return found.pop() if len(found) == 1 else None


def _cells(path: Path, line: int) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    head = next(text for text in lines if text.strip() and not text.startswith("#"))
    return dict(zip(_split(head), [*_split(lines[line - 1]), *[""] * len(head)], strict=False))


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _mend(path: Path, error: DataFileError, column: str) -> set[str]:
    """Put something right into a wrong cell; the key that is gone with it."""
    line = error.line or 0
    cells = _cells(path, line)
    near = re.search(r"the nearest known is (\w+)", error.message)
    right = near[1] if near else _RIGHT[column].format(line)
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    lines[line - 1] = "\t".join((cells | {column: right}).values())
    path.write_text("\n".join(lines), encoding="utf-8")
    return {cells[column]} if column == "key" and cells[column] else set()


def _told(error: DataFileError, path: Path) -> DataFileError:
    return DataFileError(path, error.line, error.message)


def _set_aside(path: Path, line: int | None) -> set[str]:
    """Take the row or rule out of the copy, its lines kept empty so that numbers stay; the keys it defined."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    first, last = (0, len(lines)) if line is None else (line - 1, line)
    if path.suffix == ".toml" and line is not None:
        heads = [number for number, text in enumerate(lines) if text.lstrip().startswith("[")]
        first = max((head for head in heads if head < line), default=0)
        last = min((head for head in heads if head >= line), default=len(lines))
    gone = "\n".join(lines[first:last])
    if not gone.strip():
        # The place is not where the mistake is; without the file the rest can still be told.
        path.unlink()
        return set()
    lines[first:last] = [""] * (last - first)
    path.write_text("\n".join(lines), encoding="utf-8")
    return set(_KEY.findall(gone))
