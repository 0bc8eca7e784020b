"""Verbs that prove: verify, explain, reconcile, diff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import json_option
from kg.cli.terminal import clean, covered, faint, say, say_json, say_table, strong, styled
from kg.errors import UsageError, many

if TYPE_CHECKING:
    from kg.proof.difference import Change, Difference
    from kg.proof.explanation import Explanation

_PATH = click.Path(path_type=Path)
#: How many bodies of a state are named beside it.
_BODIES = 10


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


@click.command()
@click.argument("out", type=_PATH)
@click.argument("name")
@click.argument("other", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many claims to print.")
@click.option("--cite", is_flag=True, help="Print only the citations, one line a sentence.")
@json_option
def explain(out: Path, name: str, other: str | None, limit: int, cite: bool, as_json: bool) -> int:
    """Show the sentences behind a node, an edge or a pair, with the words marked.

    NAME is a name, a key (country/CHN) or an IRI, of a node, an instrument, a claim, a document; with OTHER only what
    is said of both. JSON holds all claims, whatever the limit.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.proof.explanation import explain as explain_node

    store = open_store(out)
    found = explain_node(store, store.resolve(name), None if other is None else store.resolve(other))
    if as_json:
        say_json(found.as_dict())
    elif cite:
        for line in dict.fromkeys(quoted.citation for claim in found.claims for quoted in claim.sentences):
            say(line)
    else:
        _tell(found, limit)
    tell_restated(out)
    return 0


def _tell(found: Explanation, limit: int) -> None:
    held = found.coverage
    styled(strong(f"{' and '.join(found.labels)}: {many(len(found.claims), 'claim')}"))
    say(f"coverage: {covered(held)}")
    if not found.claims:
        say(f"no claim speaks of {' and at once of '.join(found.about)}")
    for claim in found.claims[:limit]:
        more = [claim.status, claim.date, claim.instrument, *claim.amounts, claim.office, claim.unnamed_parties]
        styled(f"\n{strong(f'{claim.subject} —{claim.relation}→ {claim.object}')}  {faint(_joined(more))}")
        for quoted in claim.sentences:
            styled(
                "  " + "".join(strong(f"⟦{words}⟧") if mark else clean(words) for words, mark in _flat(quoted.pieces))
            )
            styled(faint(f"  {quoted.citation.rpartition('” ')[2]}"))
        for place in claim.elsewhere:
            say(f"  {place}")
        styled(faint(f"  rule {', '.join(claim.rules)}{f'; {_joined(claim.steps)}' if claim.steps else ''}"))
        styled(faint(f"  {claim.claim}"))
    if len(found.claims) > limit:
        say(f"\n{len(found.claims) - limit} more (--limit {len(found.claims)} shows them)")
    if found.bodies:
        say("\nnot counted here: claims of bodies of the state, to be asked for by name")
        for body in found.bodies[:_BODIES]:
            say(f"  {body.label}  {many(body.claims, 'claim')}")
        if len(found.bodies) > _BODIES:
            say(f"  and {many(len(found.bodies) - _BODIES, 'more body')} (--json lists all)")


def _flat(pieces: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """The pieces of a sentence on one line."""
    for words, mark in pieces:
        yield re.sub(r"\s+", " ", words), mark


def _joined(words: Iterable[str | None]) -> str:
    return ", ".join(" ".join(word.split()) for word in words if word)


@click.command()
@click.argument("out", type=_PATH)
@click.option("--all", "everything", is_flag=True, help="Also the figures that nothing in a graph counts.")
@json_option
def reconcile(out: Path, everything: bool, as_json: bool) -> int:
    """Hold what each document says in numbers beside what was counted.

    Every row names its rule. Verdicts: exact, consistent, short by n, over by n, not covered (nothing of it was found),
    not countable (nothing in a graph counts it). A verdict changes no fact.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.proof.reconciliation import reconcile as reconcile_store

    found = reconcile_store(open_store(out))
    if as_json:
        say_json(found.as_dict())
        return 0
    held = found.coverage
    say(f"coverage: {covered(held)}\n")
    say_table(
        ("document", "item", "figure", "rule", "stated", "counted", "verdict", "note"),
        [
            (row.document, row.item, row.figure, row.rule, row.stated, row.counted, row.verdict, row.note)
            for row in found.rows
            if everything or row.rule != "none"
        ],
    )
    idle = 0 if everything else sum(row.rule == "none" for row in found.rows)
    if idle:
        say(f"\n{many(idle, 'more figure')} not countable: nothing in a graph counts that (--all shows all)")
    tell_restated(out)
    return 0


@click.command()
@click.argument("first", type=_PATH)
@click.argument("second", type=_PATH, required=False)
@click.option("--from", "old", metavar="ID", help="Only this document of the first build.")
@click.option("--to", "new", metavar="ID", help="Only this document of the second build (or of the first, if alone).")
@click.option("--all", "everything", is_flag=True, help="Also the facts that both sides state alike.")
@json_option
def diff(first: Path, second: Path | None, old: str | None, new: str | None, everything: bool, as_json: bool) -> int:
    """Compare two builds, or two documents, fact by fact.

    FIRST and SECOND are built folders; with one folder, --from and --to name two of its documents. A fact is new,
    dropped, repeated, upgraded (planned to done), downgraded, of a changed amount or date, of a renamed party, or under
    a variant title, which is a conflict for you to decide.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.proof.difference import diff as diff_facts
    from kg.proof.records import coverage
    from kg.proof.stated import facts_of

    if second is None and not (old and new):
        raise UsageError("compare with what? give a second built folder, or two documents with --from ID --to ID")
    stores = [open_store(path) for path in (first, second) if path]
    sides = [facts_of(store, store.base, only) for store, only in zip((stores[0], stores[-1]), (old, new), strict=True)]
    found = diff_facts(*sides)
    held = [coverage(store) for store in stores]
    if as_json:
        say_json({"coverage": held, **found.as_dict()})
    else:
        say(f"coverage: {' and '.join(map(covered, held))}")
        _tell_changes(found, everything)
    tell_restated(first)
    return 0


def _tell_changes(found: Difference, everything: bool) -> None:
    say(", ".join(f"{number} {kind}" for kind, number in found.counts.items()) or "no facts on either side")
    shown = [change for change in found.changes if everything or change.kinds != ("repeated",)]
    if shown:
        say()
        head = ("change", "subject", "relation", "object", "instrument", "before", "after", "documents")
        say_table(head, [_row(change) for change in shown])


def _row(change: Change) -> tuple[str, ...]:
    fact = change.fact
    ends = (fact.subject.label, fact.relation, fact.object.label)
    sides = [side.documents for side in (change.before, change.after) if side]
    documents = " → ".join(dict.fromkeys(", ".join(side) for side in sides))
    return (", ".join(change.kinds), *ends, fact.title, *change.told(), documents)
