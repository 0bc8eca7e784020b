"""The verb that keeps account of promises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import json_option
from kg.cli.terminal import clean, note, say, say_json, strong, styled
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.curation.ledger import Promise

_STATES = ("done", "changed", "repeated", "silent")
#: Relations of promises, as a reader would say them.
_WHAT = {
    "hostedBy": "to be held",
    "heldAgain": "to be held again",
    "launchedBy": "to be launched",
    "launchedAt": "to be launched",
    "publishedBy": "to be issued",
    "signedWith": "to be signed",
    "funds": "to be funded",
}


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--date", "dates", multiple=True, metavar="ID=DATE", help="When a document is from, where it is unknown.")
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only promises in this state.")
@json_option
def ledger(out: Path, dates: tuple[str, ...], states: tuple[str, ...], as_json: bool) -> int:
    """Show what was promised, by whom, due when, and what later documents say of it.

    Silent means that no later document of this build says anything. It does not mean broken.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.curation.ledger import Graph, ledger
    from kg.curation.texts import Text
    from kg.output.folder import text_of_record

    given = dict(_dated(word) for word in dates)
    store = open_store(out)
    texts = {}
    for document in store.documents():
        name = str(document["id"])
        date = given.pop(name, None) or (document["date"] and str(document["date"]))
        source = text_of_record(out, name)
        texts[str(document["iri"])] = Text.of(name, source, date)
    if given:
        raise UsageError(
            f"--date {min(given)}: no document of this id; there are {', '.join(t.id for t in texts.values())}"
        )
    found = [p for p in ledger(Graph(list(store.claims()), store.nodes(), texts)) if not states or p.state in states]
    tell_restated(out)
    if as_json:
        say_json([promise.as_dict() for promise in found])
        return 0
    for promise in found:
        _tell_promise(promise)
    undated = [text.id for text in texts.values() if text.date is None]
    if undated:
        note(f"without a date, so later only by what they tell of: {', '.join(undated)} (--date ID=DATE)")
    return 0


def _dated(word: str) -> tuple[str, str]:
    name, equals, date = word.partition("=")
    if not equals or not _is_date(date):
        raise UsageError(f"--date {word}: expected ID=YYYY-MM-DD, the month and day as far as they are known")
    return name, date


def _is_date(words: str) -> bool:
    """Whether the words are a year, a month or a day that the calendar has."""
    from datetime import date

    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", words):
        return False
    try:
        date.fromisoformat(words + "-01-01"[len(words) - 4 :])
    except ValueError:
        return False
    return True


def _tell_promise(promise: Promise) -> None:
    styled(
        strong(f"{promise.state.upper()}  {promise.what}")
        + clean(f"  ({_WHAT.get(promise.relation, promise.relation)})")
    )
    parts = {
        "by": "、".join(promise.by),
        "to": "、".join(promise.to),
        "sum": "、".join(s.text if s.kind == "sum" else f"{s.text} ({s.kind})" for s in promise.sums),
        "due": promise.due or "",
    }
    told = "; ".join(f"{name} {value}" for name, value in parts.items() if value)
    if told:
        say(f"    {told}")
    since = f"{promise.document} [{promise.item}]" + (f" {promise.date}" if promise.date else "")
    say(f"    since {since}: {' '.join(promise.place[2].split())}")
    for report in promise.reports:
        why = f" ({report.why})" if report.why else ""
        where = f"{report.document} {report.date}".rstrip()
        say(f"    {report.state} in {where}{why}: {' '.join(report.place[2].split())}")
