"""The verb that shows what was seen in a text: items, mentions, facts, and the items nothing was drawn from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.build import data_option, json_option
from kg.cli.terminal import faint, note, say, say_json, strong, styled
from kg.errors import DocumentError
from kg.model import Document, Fact, Item


@click.command()
@click.argument("source")
@data_option
@json_option
@click.option("--missed", is_flag=True, help="Only the items from which no fact was drawn.")
def show(source: str, data: Path | None, as_json: bool, missed: bool) -> int:
    """Show a text with its items, mentions and facts, and the rule behind each fact.

    SOURCE is a file, or - for the standard input. Items from which no fact was drawn are grey.
    """
    from kg.output.build import read_source
    from kg.pipeline import Pipeline
    from kg.sources import collect

    pipeline = Pipeline.load(data)
    sources = collect((source,))
    code = 1 if sources.skipped else 0
    for skipped in sources.skipped:
        note(f"skipped {skipped.name}: {skipped.why}")
    for found in sources.found:
        try:
            doc = pipeline(read_source(found))
        except DocumentError as error:
            if len(sources.found) == 1:
                raise
            # One bad document of a folder does not hide those behind it.
            note(f"skipped {found.name}: {error}")
            code = 1
            continue
        if as_json:
            say_json(as_dict(doc))
        else:
            _print(doc, missed)
    return code


def _print(doc: Document, missed: bool) -> None:
    title = f" {doc.metadata.title}" if doc.metadata.title else ""
    styled(strong(f"{doc.id}{title}"))
    if doc.metadata.restates:
        from kg.output.report import restatement

        say(f"({restatement(doc.metadata.restates)})")
    facts = facts_by_item(doc)
    for item in doc.items:
        mine = facts.get(item.id, [])
        if missed and mine:
            continue
        _print_item(doc, item, mine)
    for warning in doc.warnings:
        say(f"warning: {warning}")


def _print_item(doc: Document, item: Item, facts: list[Fact]) -> None:
    text = " ".join(item.span.of(doc.text).split())
    line = f"[{item.id}] {text}"
    styled(strong(line) if item.kind == "heading" else faint(line) if not facts else line_of(line))
    labels = {entity.key: entity.label for entity in doc.entities}
    mentions = [mention for mention in doc.mentions if item.span.covers(mention.span)]
    if mentions:
        words = "  ".join(f"{mention.span.of(doc.text)} ({mention.kind})" for mention in mentions)
        styled(faint(f"      {' '.join(words.split(chr(10)))}"))
    for fact in facts:
        says = f"{labels[fact.subject]} —{fact.relation}→ {labels[fact.object]}"
        more = [fact.status, fact.date, *(amount.text for amount in fact.amounts), *fact.steps]
        if fact.instrument:
            more.insert(1, fact.instrument.label)
        say(f"    · {says}  [{', '.join(' '.join(word.split()) for word in more if word)}]  rule {fact.rule}")


def line_of(text: str) -> str:
    """A plain line, cleaned."""
    from kg.cli.terminal import clean

    return clean(text)


def facts_by_item(doc: Document) -> dict[str, list[Fact]]:
    """The facts of each item, in the order they were found."""
    found: dict[str, list[Fact]] = {}
    for fact in doc.facts:
        found.setdefault(fact.item, []).append(fact)
    return found


def as_dict(doc: Document) -> dict[str, Any]:
    """What was seen, with offsets into the text of record."""
    labels = {entity.key: entity.label for entity in doc.entities}

    def place(span: Any) -> dict[str, Any]:
        source = doc.source_span(span)
        return {"start": source.start, "end": source.end, "text": source.of(doc.source)}

    facts = facts_by_item(doc)
    return {
        "id": doc.id,
        "restates": doc.metadata.restates,
        "items": [
            {
                "id": item.id,
                "kind": item.kind,
                "number": item.number,
                **place(item.span),
                "mentions": [
                    {"kind": mention.kind, "entity": mention.entity, **place(mention.span)}
                    for mention in doc.mentions
                    if item.span.covers(mention.span)
                ],
                "facts": [_fact(fact, labels, place) for fact in facts.get(item.id, [])],
            }
            for item in doc.items
        ],
        "warnings": list(doc.warnings),
    }


def _fact(fact: Fact, labels: dict[str, str], place: Any) -> dict[str, Any]:
    return {
        "relation": fact.relation,
        "subject": {"key": fact.subject, "label": labels[fact.subject], **place(fact.subject_at)},
        "object": {"key": fact.object, "label": labels[fact.object], **place(fact.object_at)},
        "status": fact.status,
        "rule": fact.rule,
        "steps": list(fact.steps),
        "date": fact.date,
        "instrument": fact.instrument.label if fact.instrument else None,
        "amounts": [amount.text for amount in fact.amounts],
        "evidence": [place(span) for span in fact.evidence],
    }
