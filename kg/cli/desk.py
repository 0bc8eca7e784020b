"""Verbs that check: the graph against its shapes, the data files against themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import data_option, json_option
from kg.cli.terminal import progress, say, say_json
from kg.errors import many

if TYPE_CHECKING:
    from kg.curation.effects import Effect

#: How many facts are listed under a line.
_SHOWN = 5


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@json_option
def check(out: Path, as_json: bool) -> int:
    """Validate a built graph against the shapes."""
    from kg.cli.ask import open_store
    from kg.graph.checker import check as check_store

    report = check_store(open_store(out))
    say_json(report.as_dict()) if as_json else say(str(report))
    return 0 if report.ok else 1


@click.command()
@data_option
@click.option(
    "--on", "sources", multiple=True, metavar="SOURCE", help="Documents to measure on, instead of the embedded corpus."
)
@json_option
def lint(data: Path | None, sources: tuple[str, ...], as_json: bool) -> int:
    """Check names, cues and rules; say all mistakes at once.

    Of an overlay without mistakes it says what each line changes: the facts gained and lost.
    """
    from kg.linter import mistakes

    found = mistakes(data)
    told = [] if found or data is None else _measured(data, sources)
    if as_json:
        say_json(
            [{"path": error.path, "line": error.line, "message": error.message} for error in found]
            + [
                {"path": str(e.path), "line": e.line, "alone": e.alone, "gained": list(e.gained), "lost": list(e.lost)}
                for e in told
            ]
        )
        return 1 if found else 0
    for error in found:
        say(str(error))
    if not found:
        say("The data files hold what they should.")
    for effect in told:
        _tell_effect(effect)
    return 1 if found else 0


def _measured(data: Path, sources: tuple[str, ...]) -> list[Effect]:
    from kg.curation.effects import effects
    from kg.output.build import read_source
    from kg.resources import CORPUS
    from kg.sources import collect

    documents = [read_source(source) for source in collect(sources or (str(CORPUS),)).found]
    with progress("lines") as watch:
        return effects(data, documents, watch)


def _tell_effect(effect: Effect) -> None:
    where = f"{effect.path}:{effect.line}" if effect.line else str(effect.path)
    change = (
        f"{many(len(effect.gained), 'fact')} gained, {len(effect.lost)} lost" if effect.alone else "others stand on it"
    )
    say(f"{where}: {change}  ({' '.join(effect.text.split())[:60]})")
    for sign, facts in (("+", effect.gained), ("-", effect.lost)) if effect.line else ():
        for document, fact in facts[:_SHOWN]:
            say(f"    {sign} {document}: {fact}")
        if len(facts) > _SHOWN:
            say(f"    {sign} … and {len(facts) - _SHOWN} more (--json)")
