"""What reaches the terminal: text that cannot act, tables that line up, progress that a pipe never sees."""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import click

from kg.errors import many

# Control characters could drive a terminal, bidi and zero-width ones could show what is not there.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Seconds(click.FloatRange):
    """A time limit: no clock is set to nan, to nothing or to more than a day."""

    def __init__(self) -> None:
        super().__init__(0.1, 86_400)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, in the range; nan is neither below nor above it."""
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return seconds


def clean(text: str) -> str:
    r"""The text with everything that could act on a terminal written as its code.

    >>> clean("中国\x1b[31m\u202e")
    '中国<U+001B>[31m<U+202E>'
    """
    return _ACTING.sub(lambda match: f"<U+{ord(match[0]):04X}>", text.replace("\r\n", "\n"))


def say(text: str = "") -> None:
    """One or more lines on the standard output."""
    click.echo(clean(text))


def note(text: str) -> None:
    """A line beside the result, on the standard error."""
    click.echo(clean(text), err=True)


def faint(text: str) -> str:
    """Cleaned text in grey, where the output is a terminal (click drops the colour elsewhere)."""
    return click.style(clean(text), dim=True)


def strong(text: str) -> str:
    """Cleaned text in bold, where the output is a terminal."""
    return click.style(clean(text), bold=True)


def styled(text: str) -> None:
    """A line made of :func:`faint` and :func:`strong` pieces, which are clean already."""
    click.echo(text)


def covered(coverage: Mapping[str, Any]) -> str:
    """How many items gave a claim: what stands at the head of every count.

    >>> covered({"items": 3, "items_with_claims": 1})
    '1 of 3 items has claims'
    """
    some = coverage["items_with_claims"]
    return f"{some} of {many(coverage['items'], 'item')} {'has' if some == 1 else 'have'} claims"


def say_json(value: Any) -> None:
    """A value as JSON, keys in their own order, Chinese as it is."""
    click.echo(harmless_json(json.dumps(value, ensure_ascii=False, indent=2, default=str)))


def harmless_json(text: str) -> str:
    """JSON of the same value, in which everything that could act is JSON's own escape."""
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def hand_over(data: bytes) -> None:
    """A whole file on the standard output: byte for byte into a pipe, cleaned on a terminal."""
    if sys.stdout.isatty():
        click.echo(clean(data.decode("utf-8", "replace")), nl=not data.endswith(b"\n"))
    else:
        click.echo(data, nl=not data.endswith(b"\n"))


def say_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns that line up; a Chinese character takes two places."""
    cells = [[_cell(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    numeric = [all(_is_number(row[column]) for row in cells[1:]) and len(cells) > 1 for column in range(len(head))]
    for number, row in enumerate(cells):
        parts = [
            " " * (widths[i] - width(cell)) + cell if numeric[i] else cell + " " * (widths[i] - width(cell))
            for i, cell in enumerate(row)
        ]
        click.echo("  ".join(parts).rstrip())
        if number == 0:
            click.echo("  ".join("-" * size for size in widths))


def width(text: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


class Progress(Protocol):
    """What a long work tells of itself: how much of how much, and what else there is to say of it."""

    def __call__(self, done: int, total: int, said: str) -> None:
        """One more step is done."""


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A bar on the standard error of a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total, said: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    said = TextColumn("{task.fields[said]}", markup=False)
    columns = (TextColumn(title, markup=False), BarColumn(), MofNCompleteColumn(), said, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, said="")
        yield lambda done, total, said: bar.update(task, completed=done, total=total, said=clean(said))


def _cell(value: object) -> str:
    return "" if value is None else " ".join(clean(str(value)).split())


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.,]+%?|", text))
