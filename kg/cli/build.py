"""Verbs that make a graph: demo, build."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.terminal import Seconds, note, progress, say, say_json, say_table
from kg.errors import many
from kg.output.report import Report

if TYPE_CHECKING:
    from kg.output.build import Pace
    from kg.output.reading import Scale
    from kg.scaling.archives import Columns

_NO_PATH = click.Path(path_type=Path)

#: Options that every verb which runs the pipeline takes.
data_option = click.option(
    "--data",
    type=_NO_PATH,
    metavar="DIR",
    default=lambda: _project("data"),
    help="An overlay folder of names, cues and rules in the form of kg/data.",
)
decisions_option = click.option(
    "--decisions",
    type=_NO_PATH,
    metavar="FILE",
    default=lambda: _project("decisions"),
    help="A file of decisions to follow, as kg review writes it.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _project(name: str) -> Path | None:
    """A setting of the working folder, where the call names none."""
    from kg.curation.project import project

    found: Path | None = getattr(project(), name)
    return found


@click.command()
@click.option("-o", "--out", type=_NO_PATH, default=Path("out"), show_default=True, help="The folder to build into.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def demo(out: Path, as_json: bool) -> int:
    """Build the embedded corpus and say what to open next."""
    from kg.resources import CORPUS

    return _build((str(CORPUS),), out, None, None, as_json)


#: What the readers take at most (kg.text.reader.MAX_BYTES), said here so that help imports nothing.
_MAX_BYTES = 50_000_000
_COLUMNS = ("text", "id", "title", "date", "publisher")


def _column_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    for role in reversed(_COLUMNS):
        text = f"The column of a table (.csv, .jsonl, .parquet) that holds the {role}; else one of that name."
        verb = click.option(f"--{role}-column", metavar="NAME", help=text)(verb)
    return verb


def _scale_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--turtle", is_flag=True, help="Write graph.ttl even where it is very large."),
        click.option("--no-cache", is_flag=True, help="Neither use nor keep what was read before."),
        click.option(
            "--timeout-per-document",
            "--time-limit",
            "time_limit",
            type=Seconds(),
            default=120.0,
            show_default=True,
            metavar="SECONDS",
            help="Skip a document that takes longer.",
        ),
        click.option(
            "--max-bytes",
            type=click.IntRange(1, _MAX_BYTES),
            default=_MAX_BYTES,
            show_default=True,
            help="Skip a document that is larger.",
        ),
        click.option("--cluster", metavar="ADDRESS", help="Read on the Dask cluster of the scheduler there."),
        click.option(
            "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to read in, instead of one a core."
        ),
    ):
        verb = option(verb)
    return verb


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--out", type=_NO_PATH, required=True, help="The folder to build into; replaced as a whole.")
@data_option
@decisions_option
@click.option("--base", metavar="IRI", help="Where resources have their addresses, instead of our own namespace.")
@_scale_options
@_column_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(
    sources: tuple[str, ...],
    out: Path,
    data: Path | None,
    decisions: Path | None,
    base: str | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Build a graph from documents.

    SOURCES are files, folders, globs, or - for the standard input. A folder with a documents.tsv means exactly the
    files it lists; any other folder means every .txt .md .html .pdf .docx file in it but README*, hidden ones and
    those that a link leads to outside it. A .zip or .tar(.gz) stands for the documents in it; a .jsonl, .csv or
    .parquet for one document a record.
    """
    return _build(sources, out, data, base, as_json, _scale(options), _columns(options), decisions)


def _scale(options: dict[str, Any]) -> Scale:
    from kg.output.reading import Scale
    from kg.scaling.cache import cache_folder

    return Scale(
        options["workers"] or 0,
        options["cluster"],
        options["time_limit"],
        None if options["no_cache"] else cache_folder(),
        options["turtle"],
        options["max_bytes"],
    )


def _columns(options: dict[str, Any]) -> Columns:
    from kg.scaling.archives import Columns

    named = {role: options[f"{role}_column"] for role in _COLUMNS if options[f"{role}_column"]}
    return Columns(**named, named=frozenset(named) - {"text"})


def _build(
    sources: tuple[str, ...],
    out: Path,
    data: Path | None,
    base: str | None,
    as_json: bool,
    scale: Scale | None = None,
    columns: Columns | None = None,
    decisions: Path | None = None,
) -> int:
    from kg.graph.vocabulary import BASE
    from kg.output.build import build as build_output

    began = time.monotonic()
    with progress("documents") as bar:

        def watch(pace: Pace) -> None:
            speed = pace.characters / max(time.monotonic() - began, 0.001)
            bar(pace.done, pace.total, f"{speed:,.0f} characters/s, {many(pace.claims, 'claim')}")

        report = build_output(
            sources,
            out,
            data=data,
            base=base or BASE,
            watch=watch,
            scale=scale,
            columns=columns,
            decisions=decisions,
        )
    for skipped in report.skipped:
        note(f"skipped {skipped.name}: {skipped.why}")
    for entry in report.entries:
        for warning in entry.warnings:
            note(f"{entry.id}: {warning}")
    troubles = report.decisions.troubles if report.decisions else ()
    for trouble in troubles:
        note(trouble.told(str(decisions)))
    if as_json:
        say_json(report.as_dict())
    else:
        _tell(report, out)
    return 1 if report.skipped or troubles else 0


def _tell(report: Report, out: Path) -> None:
    say_table(
        ("documents", "items", "with claims", "entities", "claims", "triples", "seconds"),
        [
            (
                len(report.entries),
                report.items,
                report.items_with_claims,
                report.entities,
                sum(report.relations.values()),
                report.triples,
                f"{report.seconds:.1f}",
            )
        ],
    )
    say()
    say_table(("claims by relation", "number"), report.relations.items())
    say()
    say_table(("claims by status", "number"), report.statuses.items())
    if report.decisions:
        held = report.decisions
        say(f"\n{len(held.followed)} of {many(held.lines, 'decision')} of {held.file} followed")
    for notice in report.restated:
        say(f"\nNote: {notice}." if notice == report.restated[0] else f"Note: {notice}.")
    say("\nOpen next")
    for name, what in (
        ("explorer.html", "the network as one page, in a browser, offline"),
        ("graph.ttl", "the graph, every claim with its words"),
        ("report.json", "what was read, what was found, what was not"),
    ):
        if (out / name).exists():
            say(f"  {out / name}  {what}")
    say(f"  kg query {shlex.quote(str(out))} --list  the questions that are ready to ask")
