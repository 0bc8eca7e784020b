"""Answers as plain Python values, and as the tables people open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import pyoxigraph as ox


class Iri(str):
    """A string that names a node (anything else that is a string is text)."""

    __slots__ = ()


class Text(str):
    """A string in a language: what a name in the graph is (a plain string never equals one).

    >>> Text("中国", "zh").language
    'zh'
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str = "zh") -> Self:
        """The text and the code of its language."""
        made = super().__new__(cls, text)
        made.language = language
        return made


Cell = str | int | float | bool | Decimal | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Rows:
    r"""A table: its columns and its rows.

    >>> Rows(("name", "count"), (("中国", 3),)).to_csv()
    'name,count\r\n中国,3\r\n'
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    terms: tuple[tuple[Any, ...], ...] = field(default=(), repr=False, compare=False)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Cell]:
        """One column by its name."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self, *, spreadsheet: bool = False) -> str:
        """CSV with a header; for a spreadsheet with a BOM and with formulas made harmless."""
        return ("\ufeff" if spreadsheet else "") + delimited(self.columns, self.rows, spreadsheet=spreadsheet)

    def to_tsv(self) -> str:
        """TSV with a header; tabs and line breaks inside a cell become spaces."""
        lines = [[_flat(cell) for cell in row] for row in (self.columns, *self.rows)]
        return "".join("\t".join(line) + "\n" for line in lines)

    def to_json(self) -> str:
        """SPARQL 1.1 results in JSON, with datatypes and languages."""
        source = self.terms or self.rows
        bindings = [
            {name: json_term(cell) for name, cell in zip(self.columns, row, strict=True) if cell is not None}
            for row in source
        ]
        return json.dumps({"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def delimited(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, spreadsheet: bool = False) -> str:
    """Columns and rows as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = [plain(cell) for cell in row]
        writer.writerow([harmless(cell) for cell in cells] if spreadsheet else cells)
    return out.getvalue()


def plain(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("-5"), harmless("中国")
    ("'=1+1", '-5', '中国')
    """
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def _flat(cell: Cell) -> str:
    return " ".join(plain(cell).replace("\t", " ").splitlines())


def cell(term: Any) -> Cell:
    """A store's term as a plain value."""
    kind = type(term).__name__
    if kind == "Literal":
        return _literal(term)
    if kind == "NamedNode":
        return Iri(term.value)
    return None if term is None else str(term)


def _literal(term: ox.Literal) -> Cell:
    value, datatype = term.value, term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(value)
        if datatype == _XSD + "decimal":
            return Decimal(value)
        if datatype in (_XSD + "double", _XSD + "float"):
            return float(value)
    except (ValueError, ArithmeticError):
        return value
    if datatype == _XSD + "boolean":
        return value in ("true", "1")
    return value


def json_term(term: Any) -> dict[str, str]:
    """A term in the JSON form of SPARQL results."""
    kind = type(term).__name__
    if kind in ("NamedNode", "Iri"):
        return {"type": "uri", "value": str(getattr(term, "value", term))}
    if kind != "Literal":
        return {"type": "literal", "value": plain(term)}
    shown = {"type": "literal", "value": term.value}
    if term.language:
        return {**shown, "xml:lang": term.language}
    return shown if term.datatype.value == _XSD + "string" else {**shown, "datatype": term.datatype.value}
