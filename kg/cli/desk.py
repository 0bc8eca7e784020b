"""Verbs that check: the graph against its shapes, the data files against themselves."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.build import data_option, json_option
from kg.cli.terminal import say, say_json


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
@json_option
def lint(data: Path | None, as_json: bool) -> int:
    """Check names, cues and rules; say all mistakes at once."""
    from kg.linter import mistakes

    found = mistakes(data)
    if as_json:
        say_json([{"path": error.path, "line": error.line, "message": error.message} for error in found])
    for error in found if not as_json else ():
        say(str(error))
    if not found and not as_json:
        say("The data files hold what they should.")
    return 1 if found else 0
