"""The verb that asks a built graph."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.terminal import note, say, say_json, say_table
from kg.errors import OutputError, UsageError

if TYPE_CHECKING:
    from kg.graph.store import Store

_FORMS = ("table", "csv", "tsv", "json", "turtle")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("question", required=False)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--lang", default="zh", show_default=True, help="The language of labels; `none` shows addresses.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def query(
    out: Path, question: str | None, listing: bool, params: tuple[str, ...], lang: str, form: str, as_json: bool
) -> int:
    """Ask a named question or SPARQL.

    QUESTION is the name of a question, a file with SPARQL, or - for the standard input.
    """
    form = "json" if as_json else form
    if listing:
        _list(form)
        return 0
    if question is None:
        raise UsageError("which question? give a name (`kg query OUT --list`), a file with SPARQL, or -")
    answer = open_store(out).query(_text(question), _given(params), None if lang == "none" else lang)
    _show(answer, form)
    tell_restated(out)
    return 0


def open_store(out: Path) -> Store:
    """The store of a built folder, to be read only."""
    from kg.graph.store import Store
    from kg.output.folder import opened

    folder, manifest = opened(out)
    return Store(folder / "store", read_only=True, base=manifest.options["base"])


def tell_restated(out: Path) -> None:
    """Say on the standard error, beside any result, that texts of this build are not the official ones."""
    try:
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        restated, documents = len(report["notices"]), report["documents"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{out / 'report.json'}: cannot be read ({error}); build the folder again") from error
    if restated:
        note(f"Note: {restated} of {documents} documents are restated by silkgraph, not the official wording.")


def _list(form: str) -> None:
    from kg.graph.questions import questions

    rows = []
    for name, asked in questions().items():
        params = ", ".join(f"{param.name} ({param.type})" for param in asked.params)
        rows.append((name, asked.title, asked.title_en, params))
    head = ("name", "title", "title_en", "parameters")
    if form == "json":
        say_json([dict(zip(head, row, strict=True)) for row in rows])
    else:
        say_table(head, rows)


def _text(question: str) -> str:
    if question == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    path = Path(question)
    if path.suffix in {".rq", ".sparql"} or (len(question) < 250 and path.is_file()):
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{question}: cannot be read as UTF-8 text: {error}") from error
    return question


def _given(params: tuple[str, ...]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    for name, sign, _ in pairs:
        if not sign or not name:
            raise UsageError(f"--param {name!r} is not of the form NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _show(answer: object, form: str) -> None:
    from kg.graph.rows import Rows

    if isinstance(answer, bytes):
        from kg.graph.writer import write_turtle

        click.echo((write_turtle(answer) if form == "turtle" else answer).decode("utf-8"), nl=False)
    elif not isinstance(answer, Rows):
        say_json({"head": {}, "boolean": bool(answer)}) if form == "json" else say("yes" if answer else "no")
    elif form == "turtle":
        raise UsageError("this question answers with rows; --format turtle is for CONSTRUCT")
    elif form == "table":
        say_table(answer.columns, answer.rows)
        say(f"\n{len(answer)} rows")
    else:
        text = {"csv": answer.to_csv, "tsv": answer.to_tsv, "json": answer.to_json}[form]()
        click.echo(text.encode("utf-8"), nl=not text.endswith("\n"))
