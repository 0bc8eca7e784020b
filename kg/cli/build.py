"""Verbs that make a graph: demo, build."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.terminal import note, progress, say, say_json, say_table
from kg.output.report import Report

_NO_PATH = click.Path(path_type=Path)

#: Options that every verb which runs the pipeline takes.
data_option = click.option(
    "--data", type=_NO_PATH, metavar="DIR", help="An overlay folder of names, cues and rules in the form of kg/data."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.option("-o", "--out", type=_NO_PATH, default=Path("out"), show_default=True, help="The folder to build into.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def demo(out: Path, as_json: bool) -> int:
    """Build the embedded corpus and say what to open next."""
    from kg.resources import CORPUS

    return _build((str(CORPUS),), out, None, None, as_json)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--out", type=_NO_PATH, required=True, help="The folder to build into; replaced as a whole.")
@data_option
@click.option("--base", metavar="IRI", help="Where resources have their addresses, instead of our own namespace.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(sources: tuple[str, ...], out: Path, data: Path | None, base: str | None, as_json: bool) -> int:
    """Build a graph from documents.

    SOURCES are files, folders, globs, or - for the standard input. A folder with a documents.tsv means exactly the
    files it lists; any other folder means every .txt .md .html .pdf .docx file in it but README* and hidden ones.
    """
    return _build(sources, out, data, base, as_json)


def _build(sources: tuple[str, ...], out: Path, data: Path | None, base: str | None, as_json: bool) -> int:
    from kg.graph.vocabulary import BASE
    from kg.output.build import build as build_output

    with progress("documents") as watch:
        report = build_output(sources, out, data=data, base=base or BASE, watch=watch)
    for skipped in report.skipped:
        note(f"skipped {skipped.name}: {skipped.why}")
    for entry in report.entries:
        for warning in entry.warnings:
            note(f"{entry.id}: {warning}")
    if as_json:
        say_json(report.as_dict())
    else:
        _tell(report, out)
    return 1 if report.skipped else 0


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
    for notice in report.restated:
        say(f"\nNote: {notice}." if notice == report.restated[0] else f"Note: {notice}.")
    say("\nOpen next")
    for name, what in (
        ("explorer.html", "the network as one page, in a browser, offline"),
        ("graph.ttl", "the graph, every claim with its words"),
        ("report.json", "what was read, what was found, what was not"),
    ):
        say(f"  {out / name}  {what}")
    say(f"  kg query {out} --list  the questions that are ready to ask")
