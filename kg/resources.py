"""Where data, ontology and corpus are, in a checkout or in an installed wheel, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataFileError

_PACKAGE = Path(__file__).resolve().parent
DATA = _PACKAGE / "data"


def _beside(name: str) -> Path:
    # In the wheel ontology/ and corpus/ lie inside the package; in a checkout beside it.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


ONTOLOGY = _beside("ontology")
CORPUS = _beside("corpus")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with the place it came from so that any complaint can name it."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def error(self, message: str) -> DataFileError:
        """A complaint about this row."""
        return DataFileError(self.path, self.line, message)


def read_table(path: Path, required: tuple[str, ...] = ()) -> Iterator[Row]:
    """Rows of a TSV file with a header; blank lines and lines starting with # are skipped, a BOM is accepted."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error
    header: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = [cell.strip() for cell in cells]
            missing = [column for column in required if column not in header]
            if missing:
                raise DataFileError(
                    path, number, f"the header has no column {missing[0]!r}; it needs {', '.join(required)}"
                )
            continue
        if len(cells) > len(header):
            raise DataFileError(path, number, f"{len(cells)} cells under {len(header)} columns; remove a tab")
        row = Row(path, number, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
        empty = [column for column in required if not row[column]]
        if empty:
            named = " and ".join(map(repr, empty))
            raise row.error(f"the column {named} is empty" if len(empty) == 1 else f"the columns {named} are empty")
        yield row


def unreadable(path: Path, error: OSError | UnicodeDecodeError) -> DataFileError:
    """What to say of a file that should be a text of ours.

    >>> str(unreadable(Path("names.tsv"), FileNotFoundError()))
    'names.tsv: no such file; is its name right?'
    """
    if isinstance(error, UnicodeDecodeError):
        return DataFileError(path, None, f"is not UTF-8 (byte {error.start} is wrong); save it as UTF-8")
    if isinstance(error, FileNotFoundError):
        return DataFileError(path, None, "no such file; is its name right?")
    return DataFileError(path, None, f"cannot be read: {error.strerror or error}")
