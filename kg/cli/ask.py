"""The verb that asks a built graph."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.terminal import Seconds, hand_over, harmless_json, note, say, say_json, say_table
from kg.errors import OutputError, UsageError, many

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.serving.child import Answer

_FORMS = ("table", "csv", "tsv", "json", "turtle")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("question", required=False)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--lang", default="zh", show_default=True, help="The language of labels; `none` shows addresses.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--timeout", type=Seconds(), default=30.0, show_default=True, metavar="SECONDS")
def query(
    out: Path,
    question: str | None,
    listing: bool,
    params: tuple[str, ...],
    lang: str,
    form: str,
    as_json: bool,
    timeout: float,
) -> int:
    """Ask a named question or SPARQL.

    QUESTION is the name of a question, a file with SPARQL, or - for the standard input. It is answered by a process of
    its own, which ends when the time is over or the memory it may have.
    """
    from kg.output.folder import opened
    from kg.serving.child import Asked, Limits, ask

    form = "json" if as_json else form
    if listing:
        _list(form)
        return 0
    if question is None:
        raise UsageError("which question? give a name (`kg query OUT --list`), a file with SPARQL, or -")
    folder, manifest = opened(out)
    store, base = str(folder / "store"), manifest.options["base"]
    asked = Asked(store, base, _text(question), form, _given(params), None if lang == "none" else lang)
    _show(ask(asked, Limits(seconds=timeout)), form)
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
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(f"{out / 'report.json'}: cannot be read ({error}); build the folder again") from error
    if restated:
        note(
            f"Note: {restated} of {many(documents, 'document')} {'is' if restated == 1 else 'are'} restated "
            "by silkgraph, not the official wording."
        )


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


#: The forms that each kind of answer has, and what is said of the others.
_FITTING = {
    "rows": (("table", "csv", "tsv", "json"), "this question answers with rows; --format turtle is for CONSTRUCT"),
    "boolean": (("table", "json"), "this question answers with yes or no, as --format table or json"),
    "triples": (("table", "turtle"), "this question answers with triples, as --format turtle or without --format"),
}


def _show(answer: Answer, form: str) -> None:
    forms, told = _FITTING[answer.kind]
    if form not in forms:
        raise UsageError(told)
    if answer.kind == "triples":
        hand_over(answer.body)
    elif answer.kind == "boolean":
        truth = answer.body == b"true"
        say_json({"head": {}, "boolean": truth}) if form == "json" else say("yes" if truth else "no")
    elif form == "table":
        say_table(*answer.table())
        say(f"\n{many(answer.rows, 'row')}")
    else:
        hand_over(harmless_json(answer.body.decode("utf-8")).encode() if form == "json" else answer.body)
