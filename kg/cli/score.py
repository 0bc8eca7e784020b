"""The verb that measures: found facts against annotated facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli.agreement import tell_agreement
from kg.cli.build import data_option, json_option
from kg.cli.terminal import say, say_json, say_table
from kg.errors import UsageError
from kg.evaluation import Measure, Scores


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@data_option
@json_option
@click.option("--rules", is_flag=True, help="How often each rule fired, and how often it was right.")
@click.option("--misses", is_flag=True, help="List the annotated facts that were not found.")
@click.option("--wrong", is_flag=True, help="List the claims that no annotation bears out.")
@click.option(
    "--floors", type=click.Path(path_type=Path), metavar="FILE", help="Leave with 1 where a score is under its floor."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="CODES.csv",
    help="Agreement with a second coder's table instead: precision, recall, kappa and alpha, every disagreement.",
)
def score(
    folder: Path | None,
    data: Path | None,
    as_json: bool,
    rules: bool,
    misses: bool,
    wrong: bool,
    floors: Path | None,
    against: Path | None,
) -> int:
    """Score the extraction against annotated facts.

    FOLDER holds documents and, for each, annotated/ID.jsonl; the embedded corpus where none is named. The table of
    --against has the columns document, item, relation, subject, object and, where coded, status, date, amount; only
    items it lists are compared, and one in which nothing was found has a row with an empty relation.
    """
    from kg.resources import CORPUS

    if against:
        return tell_agreement(folder or CORPUS, data, against, as_json)
    scores = dict(_scores(folder or CORPUS, data))
    together = sum(scores.values(), Scores())
    if as_json:
        say_json({"documents": {name: as_dict(held) for name, held in scores.items()}, "together": as_dict(together)})
    else:
        _tell(scores, together)
    if rules:
        say()
        rows = [(name, record.fired, record.right, record.wrong) for name, record in together.rules.items()]
        say_table(("rule", "fired", "right", "wrong"), rows)
    for name, held in scores.items():
        for fact in held.missed if misses else ():
            say(f"{name}: missed {fact.relation}: {fact.subject[0]} → {fact.object[0]} [{fact.status}] {fact.quote!r}")
        for claim in held.wrong if wrong else ():
            say(f"{name}: wrong {claim.relation}: {claim.says} [{claim.status}] rule {claim.rule}")
    return _held_to(floors, scores, together) if floors else 0


def _scores(folder: Path, data: Path | None) -> Iterator[tuple[str, Scores]]:
    from kg.evaluation import compare, read_annotations
    from kg.output.build import read_source
    from kg.pipeline import Pipeline
    from kg.sources import collect

    annotated = folder / "annotated"
    if not annotated.is_dir():
        raise UsageError(f"{annotated}: no such folder; expected one ID.jsonl of annotated facts for each document")
    pipeline = Pipeline.load(data)
    scored = False
    for source in collect((str(folder),)).found:
        path = annotated / f"{source.id}.jsonl"
        if path.is_file():
            scored = True
            yield source.id, compare(pipeline(read_source(source)), read_annotations(path))
    if not scored:
        raise UsageError(f"{annotated}: no file of the name of a document; expected ID.jsonl")


def _tell(scores: dict[str, Scores], together: Scores) -> None:
    rows = [
        (name, measure.found + measure.missed, measure.wrong, *_figures(measure))
        for name, measure in together.relations.items()
    ]
    rows += [
        (name, held.found + held.missed, held.wrong, *_figures(held))
        for name, held in (("core", together.core), ("all", together.all))
    ]
    say_table(("relation", "annotated", "wrong", "P", "R", "F1"), rows)
    say()
    rest = [
        (
            name,
            held.claims,
            *_figures(held.core),
            *_figures(held.all),
            held.status_slips,
            _part(held.amounts),
            _part(held.instruments),
        )
        for name, held in ((*scores.items(), ("together", together)))
    ]
    say_table(
        ("document", "claims", "core P", "R", "F1", "all P", "R", "F1", "status slips", "amounts", "instruments"), rest
    )


def _figures(measure: Measure) -> tuple[str, str, str]:
    return f"{measure.precision:.3f}", f"{measure.recall:.3f}", f"{measure.f1:.3f}"


def _part(pair: tuple[int, int]) -> str:
    return f"{pair[0]}/{pair[1]}"


def as_dict(scores: Scores) -> dict[str, Any]:
    """Scores as JSON holds them."""

    def measure(held: Measure) -> dict[str, Any]:
        return {
            "found": held.found,
            "wrong": held.wrong,
            "missed": held.missed,
            "precision": round(held.precision, 4),
            "recall": round(held.recall, 4),
            "f1": round(held.f1, 4),
        }

    return {
        "claims": scores.claims,
        "core": measure(scores.core),
        "all": measure(scores.all),
        "relations": {name: measure(held) for name, held in scores.relations.items()},
        "status_slips": scores.status_slips,
        "amounts": list(scores.amounts),
        "instruments": list(scores.instruments),
    }


def _held_to(floors: Path, scores: dict[str, Scores], together: Scores) -> int:
    """1 where a score is under its floor; a floor is written as {"together": {"core": 0.9, "all": 0.9}, ID: …}."""
    try:
        wanted = json.loads(floors.read_text(encoding="utf-8"))
        pairs = [(name, part, float(floor)) for name, held in wanted.items() for part, floor in held.items()]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UsageError(f"{floors}: is no file of floors ({error}); expected JSON of names to core and all") from error
    low = 0
    for name, part, floor in pairs:
        held = together if name == "together" else scores.get(name)
        if held is None or part not in {"core", "all"}:
            raise UsageError(f"{floors}: no score {part!r} of {name!r}; expected core or all of a document or together")
        reached: Measure = getattr(held, part)
        if round(reached.f1, 4) < floor:
            say(f"{name}: {part} F1 {reached.f1:.4f} is under its floor {floor}")
            low = 1
    return low
