"""Verbs that hand the graph on: table, export."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from kg.cli.build import json_option
from kg.cli.terminal import covered, note, say, say_json, say_table
from kg.errors import OutputError, UsageError, many
from kg.graph.columns import COLUMNS

_PATH = click.Path(path_type=Path)
#: The columns a terminal has room for.
_SHOWN = {
    "claims": (
        "document",
        "number",
        "subject_label",
        "relation",
        "object_label",
        "status",
        "date",
        "instrument",
        "amount",
    ),
    "items": ("document", "id", "kind", "number", "sector", "claims", "words"),
    "instruments": ("label", "kind", "form", "parties", "status", "date", "document"),
    "financing": ("giver", "receiver", "project", "kind", "amount", "status", "document"),
    "entities": ("label", "label_en", "kinds", "country", "claims", "documents"),
}
_WIDEST = 48


@click.command()
@click.argument("out", type=_PATH)
@click.argument("name", type=click.Choice(tuple(COLUMNS)), default="claims", metavar="[TABLE]")
@click.option("--csv", "csv_file", type=_PATH, metavar="FILE", help="Write all columns as CSV (- prints them).")
@click.option("--raw", is_flag=True, help="CSV for programs: no byte order mark, formula-like cells as they are.")
@click.option("--parquet", "parquet_file", type=_PATH, metavar="FILE", help="Write all columns as Parquet.")
@click.option("--codebook", "explained", is_flag=True, help="Say what each column holds, as Markdown.")
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="How many rows to print.")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True)
@json_option
def table(
    out: Path,
    name: str,
    csv_file: Path | None,
    raw: bool,
    parquet_file: Path | None,
    explained: bool,
    limit: int,
    lang: str,
    as_json: bool,
) -> int:
    """Print or write a flat table: claims, items, instruments, financing or entities.

    A CSV file opens clean in a spreadsheet unless --raw is given. The terminal shows the telling columns only.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.graph.tables import codebook, coverage, table_rows

    if explained:
        click.echo(codebook(name), nl=False)
        return 0
    store = open_store(out)
    held = coverage(store)
    coverage_line = f"coverage: {covered(held)}"
    rows = table_rows(store, name, language=lang)
    if csv_file:
        _write(csv_file, rows.to_csv(spreadsheet=not raw).encode("utf-8"))
    if parquet_file:
        from kg.graph.exports import Options, exported

        _write(parquet_file, exported(store, "parquet", Options(language=lang))[f"{name}.parquet"])
    if as_json:
        say_json({"coverage": held, "rows": rows.records()})
    elif csv_file or parquet_file:
        note(f"{many(len(rows), 'row')}; {coverage_line}")
    else:
        say(f"{coverage_line}\n")
        shown = _SHOWN[name]
        say_table(shown, [[_short(record[column]) for column in shown] for record in rows.records()[:limit]])
        say(f"\n{min(limit, len(rows))} of {many(len(rows), 'row')}")
    tell_restated(out)
    return 0


def _list_formats(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    """The formats, said before a graph is asked for: they are the same for every one."""
    if not asked or context.resilient_parsing:
        return
    from kg.graph.exports import FORMS

    say_table(("format", "what it is"), [(name, what) for name, (what, _) in FORMS.items()])
    context.exit(0)


@click.command()
@click.argument("out", type=_PATH)
@click.option("--format", "form", metavar="FORMAT", help="What to write; --list says what there is.")
@click.option("-o", "--out-file", "target", type=_PATH, metavar="PATH", help="The file or folder to write.")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_formats, help="List the formats."
)
@click.option("--spreadsheet", is_flag=True, help="CSV that a spreadsheet opens clean.")
@click.option("--title", default="silkgraph", show_default=True, help="The title in a description of the data set.")
@click.option("--licence", metavar="IRI", help="The licence in a description, instead of those of the documents.")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True)
def export(
    out: Path,
    form: str | None,
    target: Path | None,
    spreadsheet: bool,
    title: str,
    licence: str | None,
    lang: str,
) -> int:
    """Write the graph in another format.

    A format of one file goes to PATH, or to the standard output without it; a format of several files needs a folder.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.graph.exports import FORMS, Options, exported

    if form is None:
        raise UsageError(f"which format? --format takes one of {', '.join(FORMS)}")
    options = Options(language=lang, spreadsheet=spreadsheet, title=title, licence=licence)
    files = exported(open_store(out), form, options)
    for path, content in _placed(form, files, target):
        _write(path, content)
        if path != Path("-"):
            note(f"{path}  {many(len(content), 'byte')}")
    tell_restated(out)
    return 0


def _placed(form: str, files: dict[str, bytes], target: Path | None) -> list[tuple[Path, bytes]]:
    """Where each file of an export goes."""
    if len(files) == 1 and not (target and target.is_dir()):
        return [(target or Path("-"), content) for content in files.values()]
    if target is None or target == Path("-") or target.is_file():
        raise UsageError(f"{form} is {len(files)} files ({', '.join(files)}); name a folder with -o")
    return [(target / name, content) for name, content in files.items()]


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; - is the standard output."""
    if path == Path("-"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another place") from error


def _short(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
