"""Verbs that prove: verify, explain, reconcile, diff."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.build import json_option
from kg.cli.terminal import say, say_json

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("out", type=_PATH)
@click.option("--sources", type=_PATH, metavar="DIR", help="Also compare with the files the documents were read from.")
@json_option
def verify(out: Path, sources: Path | None, as_json: bool) -> int:
    """Cut every quotation again from the texts and hold every claim to its words.

    Shares no code with what built the graph. Each finding names the file and the claim and says what was expected.
    """
    from kg.output.folder import settle
    from kg.proof.verifier import verify as verify_folder

    settle(out)
    found = verify_folder(out, sources=sources)
    say_json(found.as_dict()) if as_json else say(str(found))
    return 0 if found.ok else 1
