"""Run the benchmark suite: ``python -m tests.bench [--only NAME] [--long] [-o FOLDER]``.

Writes bench.json and bench.md. Ratios are to be compared, seconds are not: they belong to the machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from tests.bench import graphs, reading
from tests.bench.rows import Row, as_json, as_markdown, conditions

#: Name -> (what it measures at its usual size, what it adds with --long).
SUITE: dict[str, tuple[Callable[[], Iterator[Row]], Callable[[], Iterator[Row]] | None]] = {
    "extraction": (lambda: reading.extraction(200_000), None),
    "workers": (lambda: reading.workers(4_000_000), None),
    "whole": (lambda: reading.whole(1_000_000), lambda: reading.whole(34_000_000)),
    "memory": (lambda: reading.memory(500_000), lambda: reading.memory(2_000_000)),
    "store": (lambda: graphs.store(1), graphs.growth),
    "page": (lambda: graphs.page(500), lambda: graphs.page(2000)),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUITE, help="this measurement (may be given again)")
    parser.add_argument("--long", action="store_true", help="the large sizes too: 100 MB of text, 10 million triples")
    parser.add_argument("-o", "--out", type=Path, default=Path(), help="where bench.json and bench.md go")
    words = parser.parse_args()
    told = conditions()
    rows: list[Row] = []
    for name, (usual, large) in SUITE.items():
        if words.only and name not in words.only:
            continue
        for row in chain(usual(), large() if words.long and large else ()):
            print(f"{row.what}: {row.ratio:.2f} ({row.ours:.3g} / {row.theirs:.3g} {row.unit}) {row.note}", flush=True)
            rows.append(row)
    words.out.mkdir(parents=True, exist_ok=True)
    (words.out / "bench.json").write_text(as_json(told, rows), encoding="utf-8")
    (words.out / "bench.md").write_text(as_markdown(told, rows), encoding="utf-8")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
