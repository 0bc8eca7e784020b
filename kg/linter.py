"""All mistakes of the data files at once.

The loaders stop at the first mistake, as they should. Here a row (or rule) that is wrong is set aside in a copy of the
folder and the loading goes on, until it comes through; mistakes that only follow from a row set aside are not told.
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
        while len(found) < most:
            try:
                Pipeline.over(*copies)
                break
            except DataFileError as error:
                path = Path(error.path).resolve()
                copy = next((copy for copy in copies if path.is_relative_to(copy)), None)
                told = error if copy is None else _told(error, copies[copy] / path.relative_to(copy))
                if not any(key in error.message for key in aside):
                    found.append(told)
                if copy is None or not path.is_file():
                    break
                aside |= _set_aside(path, error.line)
    return found


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
