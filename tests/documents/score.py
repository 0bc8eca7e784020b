"""Score the extraction against the annotated documents of this folder.

    python tests/documents/score.py [dev|heldout] [--misses] [--wrong]

One line a document and one for all together: precision, recall and F1 of the core relations and of all relations,
status slips, amounts and instruments right out of those that the found facts carry.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from kg.errors import KgError  # noqa: E402
from kg.evaluation import Annotation, Claim, Measure, Scores, claims_of, compare, fold, read_annotations  # noqa: E402

SETS = ("dev", "heldout")
_HEADER = (
    f"{'document':<38} {'core P':>6} {'R':>6} {'F1':>6} {'all P':>7} {'R':>6} {'F1':>6}"
    f" {'slips':>6} {'amounts':>8} {'instruments':>11}"
)


def simplified(name: str) -> str:
    """A name in simplified characters: a sum or a title is the same in either script."""
    return str(_converter().convert(name))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def score(folder: Path) -> dict[str, Scores]:
    """The scores of every annotated document of a folder, by name."""
    from kg.pipeline import Pipeline
    from kg.text.reader import read

    pipeline = Pipeline.load()
    scores = {}
    for path in sorted(folder.glob("*.txt")):
        claims = [_in_one_script(claim) for claim in claims_of(pipeline(read(path)))]
        facts = [_fact_in_one_script(fact) for fact in read_annotations(path.with_suffix(".jsonl"))]
        scores[path.stem] = compare(claims, facts)
    return scores


def _in_one_script(claim: Claim) -> Claim:
    return replace(
        claim,
        amounts=claim.amounts | {fold(simplified(name)) for name in claim.amounts},
        instruments=claim.instruments | {fold(simplified(name)) for name in claim.instruments},
    )


def _fact_in_one_script(fact: Annotation) -> Annotation:
    return replace(
        fact,
        amount=fact.amount and simplified(fact.amount),
        via=fact.via and simplified(fact.via),
    )


def _line(name: str, held: Scores) -> str:
    core, every = _figures(held.core), _figures(held.all)
    amounts, instruments = (f"{right}/{of}" for right, of in (held.amounts, held.instruments))
    return f"{name:<38} {core}  {every} {held.status_slips:>6} {amounts:>8} {instruments:>11}"


def _figures(measure: Measure) -> str:
    return f"{measure.precision:>6.3f} {measure.recall:>6.3f} {measure.f1:>6.3f}"


def main() -> int:
    """Print the scores of the sets asked for."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("set", nargs="?", choices=SETS, default="dev")
    words.add_argument("--misses", action="store_true", help="list the annotated facts that were not found")
    words.add_argument("--wrong", action="store_true", help="list the claims that no annotation bears out")
    asked = words.parse_args()
    try:
        scores = score(HERE / asked.set)
    except KgError as error:
        print(error, file=sys.stderr)
        return 2
    print(_HEADER)
    for name, held in scores.items():
        print(_line(name, held))
        for fact in held.missed if asked.misses else ():
            print(f"  missed {fact.relation}: {fact.subject[0]} → {fact.object[0]} [{fact.status}] {fact.quote[:70]!r}")
        for claim in held.wrong if asked.wrong else ():
            print(f"  wrong  {claim.relation}: {claim.says} [{claim.status}] rule {claim.rule}")
    print(_line("together", sum(scores.values(), Scores())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
