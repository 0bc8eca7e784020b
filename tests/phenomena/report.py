"""How well the extractor does on the suite of phenomena, construction by construction.

python tests/phenomena/report.py [--varied] [--misses] [--wrong] [--untold] [--only WHICH] [--raise-floor]
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER.parent.parent), str(FOLDER.parent)]

from phenomena.suite import Case, Found, Rating, found_in, load, rate  # noqa: E402

Extract = Callable[[Case], list[Found]]
FLOOR = FOLDER / "floor.toml"
VARIED = FOLDER / "varied"
BANDS = ((2, 2), (3, 3), (4, 5), (6, 8), (9, 12), (13, 20), (21, 30))


def pipeline() -> Extract:
    """The extractor as users have it. Imported here, so the suite stands before it does."""
    from kg.model import Document
    from kg.pipeline import Pipeline

    loaded = Pipeline.load()
    return lambda case: found_in(loaded(Document(id=case.id, source=case.text, text=case.text)))


def rated(cases: Iterable[Case], extract: Extract) -> list[tuple[Case, Rating]]:
    """Every case with what came of it."""
    return [(case, rate(case, extract(case))) for case in cases]


def total(results: Iterable[tuple[Case, Rating]]) -> Rating:
    """All ratings added up."""
    whole = Rating()
    for _, rating in results:
        whole.add(rating)
    return whole


def floor(suite: str = "f1") -> float:
    """The F1 that a suite may not undercut. It only rises."""
    return float(tomllib.loads(FLOOR.read_text(encoding="utf-8"))[suite])


def lines(results: list[tuple[Case, Rating]]) -> list[str]:
    """The report: by file and construction, by list length, by relation, in all."""
    out = []
    for file in dict.fromkeys(case.file for case, _ in results):
        mine = [(case, rating) for case, rating in results if case.file == file]
        out.append(_line(file, mine))
        names = dict.fromkeys(case.construction for case, _ in mine)
        out += [_line("  " + name, [pair for pair in mine if pair[0].construction == name]) for name in names]
    out.append("by list length")
    for low, high in BANDS:
        mine = [pair for pair in results if pair[0].length and low <= pair[0].length <= high]
        if mine:
            out.append(_line(f"  {low}" if low == high else f"  {low}-{high}", mine))
    out += ["in all", _line("  all", results)]
    whole = total(results)
    out.append(
        f"  status slips {whole.status_wrong}; "
        + ", ".join(f"{key} {whole.told[key]}/{count}" for key, count in sorted(whole.tellable.items()))
    )
    return out


def _line(label: str, results: list[tuple[Case, Rating]]) -> str:
    whole = total(results)
    clean = sum(1 for _, rating in results if not rating.wrong and not rating.missed)
    width = 44 - sum(1 for character in label if ord(character) > 0x2E80)
    return (
        f"{label[:width]:{width}} F1 {whole.f1:.3f}  cases {clean:3}/{len(results):<3}  "
        f"found {whole.found:4}  missed {whole.missed:3}  wrong {whole.wrong:3}"
    )


def details(results: list[tuple[Case, Rating]], misses: bool, wrong: bool, untold: bool) -> list[str]:
    """The cases that went wrong, with their text and what was missed, wrong or left untold."""
    out = []
    for case, rating in results:
        mine = [f"    missed {fact}" for fact in rating.missed_facts if misses]
        mine += [f"    wrong  {fact}" for fact in rating.wrong_facts if wrong]
        mine += [f"    untold {fact}: {key} was {have}" for fact, key, have in rating.untold if untold]
        if mine:
            out += [f"{case.id}  ({case.construction})", *("    | " + line for line in case.text.splitlines()), *mine]
    return out


def chosen(cases: list[Case], only: str | None) -> list[Case]:
    """The cases of one file, of constructions that contain a text, or whose id begins with it."""
    if only is None:
        return cases
    word = only.removesuffix(".toml")
    return [case for case in cases if word == case.file or word in case.construction or case.id.startswith(word)]


def main(arguments: list[str] | None = None) -> int:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--varied", action="store_true", help="the sentences of folder varied, not the suite itself")
    parser.add_argument("--misses", action="store_true", help="list the facts that were not found")
    parser.add_argument("--wrong", action="store_true", help="list the found facts that are none")
    parser.add_argument("--untold", action="store_true", help="list found facts whose amount, date, instrument… is off")
    parser.add_argument("--only", help="a file (signing), part of a construction, or the start of a case id")
    parser.add_argument("--raise-floor", action="store_true", help="write today's F1 to floor.toml if it is higher")
    options = parser.parse_args(arguments)
    cases = chosen(load(VARIED) if options.varied else load(), options.only)
    if not cases:
        parser.error(f"nothing in the suite answers to {options.only!r}")
    results = rated(cases, pipeline())
    shown = details(results, options.misses, options.wrong, options.untold)
    sys.stdout.write("\n".join([*shown, *lines(results)]) + "\n")
    if options.raise_floor and options.only is None:
        raise_floor(total(results).f1, "varied" if options.varied else "f1")
    return 0


def raise_floor(f1: float, suite: str) -> None:
    """Write a new floor, cut to three places, if it is higher than the old one."""
    floors = {key: max(floor(key), int(f1 * 1000) / 1000 * (key == suite)) for key in ("f1", "varied")}
    said = "# The F1 over the whole suite, and over folder varied, that a change may not undercut. They only rise."
    FLOOR.write_text("\n".join([said, *(f"{key} = {cut}" for key, cut in floors.items()), ""]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
