"""Verbs of the analyst's desk: what to teach next, what was decided, what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.build import data_option, json_option
from kg.cli.terminal import note, progress, say, say_json, say_table
from kg.model import Document


@click.command()
@click.argument("sources", nargs=-1, required=True)
@data_option
@json_option
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How often a name must occur.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many sentences to show.")
@click.option("--rows", is_flag=True, help="Only the table of names, ready for names/*.tsv of an overlay folder.")
def gaps(sources: tuple[str, ...], data: Path | None, as_json: bool, least: int, most: int, rows: bool) -> int:
    """Show what was passed over: sentences with a cue but no fact, and names nobody taught.

    SOURCES are named as for kg build. Most frequent first; names come as rows ready to paste.
    """
    from kg.curation.gaps import HEADER, gaps

    found = gaps(_read(sources, data), least=least)
    if as_json:
        say_json(found.as_dict())
        return 0
    if not rows:
        say_table(
            ("cue", "class", "nothing drawn", "sentences"),
            [(cue.word, cue.kind, cue.missed, cue.sentences) for cue in found.cues],
        )
        say()
        for missed in found.sentences[:most]:
            cues = ", ".join(word for word, _ in missed.cues)
            mood = "; hoped or denied" if missed.unstated else ""
            say(f"{missed.document} {missed.start}-{missed.end} [{missed.item}] ({cues}{mood})")
            say(f"    {' '.join(missed.text.split())}")
        left = len(found.sentences) - most
        say(f"… and {left} more (--most {len(found.sentences)}, or --json)\n" if left > 0 else "")
        note(f"{len(found.names)} unknown names occur at least {least} times")
    for line in (HEADER, *(name.row for name in found.names)) if found.names else ():
        say(line)
    return 0


def _read(sources: tuple[str, ...], data: Path | None) -> Iterator[Document]:
    """The documents that sources stand for, through the pipeline; one that cannot be read is said and left out."""
    from kg.errors import DocumentError
    from kg.output.build import read_source
    from kg.pipeline import Pipeline
    from kg.sources import collect

    pipeline = Pipeline.load(data)
    held = collect(sources)
    for skipped in held.skipped:
        note(f"skipped {skipped.name}: {skipped.why}")
    with progress("documents") as watch:
        for number, source in enumerate(held.found):
            watch(number, len(held.found), source.name)
            try:
                yield pipeline(read_source(source))
            except DocumentError as error:
                note(f"skipped {source.name}: {error}")
