"""JSON Lines, CSV and Parquet as archives of documents: one record, one document."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import DocumentError, UsageError
from kg.model import Metadata
from kg.scaling.archives import Columns, Member, stem_of
from kg.text.dates import plain_date

#: What Arrow raises over a broken file; its own errors are of these kinds.
_BROKEN = (OSError, ValueError, OverflowError, IndexError, KeyError, TypeError, NotImplementedError)
#: No text, and no line of a table, is longer; no line of names is longer than the second.
_FIELD, _HEAD = 50_000_000, 10_000_000


class JsonLines:
    """One JSON object a line."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self._path, self._columns = path, columns
        self._file = path.open("rb")

    def members(self) -> Iterator[Member]:
        """Its records; a line that is none is a member with a fault."""
        self._file.seek(0)
        at, seen = 0, set[str]()
        checked = False
        for number, (line, size) in enumerate(_bounded(self._file), start=1):
            place, at = (at, size), at + size
            if not line.strip():
                continue
            if size > _FIELD:
                yield _faulty(
                    self._path, number, place, f"has {size:,} bytes on one line, more than {_FIELD:,}; split it"
                )
                continue
            try:
                record = _object(line)
            except ValueError as error:
                yield _faulty(self._path, number, place, str(error))
                continue
            seen.update(record)
            if not checked and self._columns.text not in record:
                # The first records tell: a column that none of them has is a wrong name, not a gap.
                if number > 100:
                    self._columns.check(self._path, sorted(seen))
            elif not checked:
                checked = True
            yield _member(self._path, number, place, record, self._columns)
        if seen and not checked:
            self._columns.check(self._path, sorted(seen))
        for role in self._columns.named:
            if seen and getattr(self._columns, role) not in seen:
                self._columns.check(self._path, sorted(seen))

    def data(self, member: Member) -> bytes:
        """The text of one record."""
        at, size = member.place
        self._file.seek(at)
        return _text(_object(self._file.read(size)), self._columns)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Csv:
    """A table with a header, in UTF-8 or GB18030, parted by commas, semicolons or tabs."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self._path, self._columns = path, columns
        self._encoding = _encoding(path)
        # A text may be longer than the 128 KB that the reader takes for a mistake.
        csv.field_size_limit(max(csv.field_size_limit(), _FIELD))
        with path.open("rb") as file:
            self._start = 3 if file.read(3) == codecs.BOM_UTF8 else 0
            file.seek(self._start)
            self._head, self._delimiter = self._read_head(file.readline(_HEAD).decode(self._encoding, "replace"))
        columns.check(path, self._head)
        self._file = path.open("rb")

    def members(self) -> Iterator[Member]:
        """Its rows."""
        self._file.seek(self._start)
        lines = _Lines(self._file, self._encoding, self._start)
        rows = csv.reader(lines, delimiter=self._delimiter)
        number, at = 0, lines.at
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise DocumentError(f"{self._path}:{lines.number}: is no row of a table ({error})") from error
            place, at = (at, lines.at - at), lines.at
            number += 1
            if row and number > 1:
                record = dict(zip(self._head, row, strict=False))
                yield _member(self._path, number, place, record, self._columns)

    def data(self, member: Member) -> bytes:
        """The text of one row."""
        at, size = member.place
        self._file.seek(at)
        text = self._file.read(size).decode(self._encoding)
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter))
        return _text(dict(zip(self._head, row, strict=False)), self._columns)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _read_head(self, line: str) -> tuple[list[str], str]:
        delimiter = "\t" if self._path.suffix.lower() == ".tsv" else max(",;\t", key=line.count)
        head = next(csv.reader([line], delimiter=delimiter), [])
        return [name.strip() for name in head], delimiter


class Parquet:
    """A Parquet file, one group of rows at a time."""

    def __init__(self, path: Path, columns: Columns) -> None:
        try:
            from pyarrow import ArrowInvalid
            from pyarrow.parquet import ParquetFile
        except ImportError:
            told = "Parquet needs the extra of that name: pip install 'silkgraph[parquet]'"
            raise UsageError(f"{path}: {told}") from None
        self._path, self._columns = path, columns
        try:
            with ParquetFile(path) as file:
                self._names = list(file.schema_arrow.names)
            columns.check(path, self._names)
            # A text that stands in many rows is held once, as it is in the file.
            self._file = ParquetFile(path, read_dictionary=[columns.text])
        except (ArrowInvalid, OSError) as error:
            raise DocumentError(f"{path}: is not a Parquet file ({' '.join(str(error).split())})") from error
        self._group: tuple[int, Any] = (-1, [])

    def members(self) -> Iterator[Member]:
        """Its rows, told without their texts."""
        columns = self._columns
        told = [name for name in (columns.id, columns.title, columns.date, columns.publisher) if name in self._names]
        number = 0
        for group in range(self._file.num_row_groups):
            try:
                held = self._file.read_row_group(group, columns=told) if told else None
            except _BROKEN as error:
                raise DocumentError(f"{self._path}: is broken ({' '.join(str(error).split())})") from error
            for row in range(self._file.metadata.row_group(group).num_rows):
                number += 1
                record = {name: _cell(held.column(name), row) for name in told} if held is not None else {}
                yield _member(self._path, number, (group, row), record, columns)

    def data(self, member: Member) -> bytes:
        """The text of one row."""
        group, row = member.place
        try:
            if self._group[0] != group:
                held = self._file.read_row_group(group, columns=[self._columns.text])
                self._group = (group, held.column(0))
            text = self._group[1][row].as_py()
        except _BROKEN as error:
            raise ValueError(str(error)) from error
        return _text({self._columns.text: text}, self._columns)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class _Lines:
    """The lines of a file as text, with the place of the next one in bytes."""

    def __init__(self, file: Any, encoding: str, at: int) -> None:
        self._file, self._encoding, self.at, self.number = file, encoding, at, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(_FIELD + 1)
        if not line:
            raise StopIteration
        if len(line) > _FIELD:
            raise csv.Error(f"a line of more than {_FIELD:,} bytes")
        self.at += len(line)
        self.number += 1
        return str(line.decode(self._encoding))


def _member(path: Path, number: int, place: Any, record: Mapping[str, Any], columns: Columns) -> Member:
    told = {role: _word(record.get(getattr(columns, role))) for role in ("title", "date", "publisher")}
    if told["date"]:
        told["date"] = plain_date(told["date"]) or told["date"]
    name = _word(record.get(columns.id)) or f"{stem_of(path)}-{number}"
    return Member(str(number), f"{number}.txt", place, name, Metadata(**told))


def _faulty(path: Path, number: int, place: Any, fault: str) -> Member:
    return Member(str(number), f"{number}.txt", place, f"{stem_of(path)}-{number}", fault=fault)


def _cell(column: Any, row: int) -> Any:
    """A value of Arrow as Python knows it; nothing where it is none, as a day after the year 9999."""
    try:
        return column[row].as_py()
    except _BROKEN:
        return None


def _bounded(file: Any) -> Iterator[tuple[bytes, int]]:
    """Lines and their sizes; of one that is too long only the beginning is held."""
    while line := file.readline(_FIELD + 1):
        size = len(line)
        while size > _FIELD and not line.endswith(b"\n") and (more := file.readline(_FIELD)):
            size += len(more)
            if more.endswith(b"\n"):
                break
        yield line, size


def _word(value: Any) -> str | None:
    if value is None:
        return None
    return str(value.isoformat() if hasattr(value, "isoformat") else value).strip() or None


def _object(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON object on one line ({error}); mend or remove it") from error
    if not isinstance(record, dict):
        raise ValueError("is no JSON object; expected {…} on one line")
    return record


def _text(record: Mapping[str, Any], columns: Columns) -> bytes:
    text = record.get(columns.text)
    if not isinstance(text, str):
        raise ValueError(f"has no text in {columns.text!r}")
    # Half a character (a lone surrogate) is a fault of the record; the reader of the text says so.
    return text.encode("utf-8", "surrogatepass")


def _encoding(path: Path) -> str:
    for encoding in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while block := file.read(1_000_000):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise DocumentError(f"{path}: is neither UTF-8 nor GB18030; save it as CSV UTF-8")
