"""What `kg score --against` prints: how far a second coder agrees."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kg.agreement import Agreement, agree, read_codes
from kg.cli.terminal import say, say_json, say_table
from kg.errors import UsageError, many


def tell_agreement(folder: Path, data: Path | None, path: Path, as_json: bool) -> int:
    """Read the documents that the table names, compare, print."""
    from kg.output.build import read_source
    from kg.pipeline import Pipeline
    from kg.sources import collect

    codes = read_codes(path)
    if not codes:
        raise UsageError(f"{path}: the table has no rows; expected one for each fact and each item without one")
    wanted = {code.document for code in codes}
    sources = collect((str(folder),)).found
    unknown = sorted(wanted - {source.id for source in sources})
    if unknown:
        held = ", ".join(source.id for source in sources[:8])
        raise UsageError(f"{path}: {unknown[0]!r} is no document of {folder}; there are: {held}")
    pipeline = Pipeline.load(data)
    found = agree([pipeline(read_source(source)) for source in sources if source.id in wanted], codes, path)
    if as_json:
        say_json(as_dict(found))
    else:
        _tell(found)
    return 0


def _tell(found: Agreement) -> None:
    say(f"{many(found.items, 'item')} read by both\n")
    rows = [
        (name, held.found, held.missed, held.wrong, f"{held.precision:.3f}", f"{held.recall:.3f}", f"{held.f1:.3f}")
        for name, held in (*found.relations.items(), ("all", found.all))
    ]
    say_table(("relation", "both", "only coder", "only silkgraph", "P", "R", "F1"), rows)
    say()
    say_table(
        ("variable", "units", "agreed", "kappa", "alpha"),
        [(held.name, held.units, held.agreed, _number(held.kappa), _number(held.alpha)) for held in found.variables],
    )
    for held in found.disagreements:
        say(f"\n{held.document} {held.item}: {held.what}")
        say(f"    coder: {held.coder or '–'}; silkgraph: {held.silkgraph or '–'}")
        say(f"    {' '.join(held.sentence.split())}")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def as_dict(found: Agreement) -> dict[str, object]:
    """An agreement as JSON holds it."""
    return {
        "items": found.items,
        "relations": {
            name: {**asdict(held), "precision": round(held.precision, 4), "recall": round(held.recall, 4)}
            for name, held in (*found.relations.items(), ("all", found.all))
        },
        "variables": [asdict(held) for held in found.variables],
        "disagreements": [asdict(held) for held in found.disagreements],
    }
