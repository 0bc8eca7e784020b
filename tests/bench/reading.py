"""Reading texts: against jieba.cut, one worker against two, a whole build, and how much memory it takes."""

from __future__ import annotations

import json
import logging
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.corpus import lists, newspaper, write
from tests.bench.rows import Row

ROOT = Path(__file__).resolve().parent.parent.parent
_MEMORY = """
import json, resource, sys, time
from kg.output.build import build
from kg.output.reading import Scale
began = time.perf_counter()
report = build([sys.argv[1]], sys.argv[2], scale=Scale(workers=int(sys.argv[3])))
took = time.perf_counter() - began
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
peak = own.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
spent = sum(used.ru_utime + used.ru_stime for used in (own, workers))
print(json.dumps(
    {"peak": peak, "seconds": took, "spent": spent, "claims": report.claims, "triples": report.triples}
))
"""


def extraction(characters: int) -> Iterator[Row]:
    """Text to Document in one process, against jieba.cut over the same text, turn and turn about."""
    yield _against_jieba("newspaper mix", [list(newspaper(characters, seed)) for seed in _SEEDS], 1.5)
    yield _against_jieba("dense lists", [list(lists(characters // 5, seed)) for seed in _SEEDS], None)


#: Every turn has texts of its own: what a reader remembers of the last one must not answer for the next.
_SEEDS = (1, 2, 3, 4, 5)


def _against_jieba(what: str, turns: list[list[str]], bar: float | None) -> Row:
    from kg.model import Document
    from kg.pipeline import Pipeline

    cut, pipeline = jieba_cut(), Pipeline.load()
    for text in turns[0][:3]:
        cut(text)
        pipeline(Document("d", text))
    facts = 0
    mine, other = list[float](), list[float]()
    for texts in turns:
        began = time.process_time()
        facts += sum(len(pipeline(Document(f"d{number}", text)).facts) for number, text in enumerate(texts))
        turned = time.process_time()
        for text in texts:
            cut(text)
        mine.append(turned - began)
        other.append(time.process_time() - turned)
    size = sum(len(text) for texts in turns for text in texts)
    ratio = statistics.median(theirs / ours for ours, theirs in zip(mine, other, strict=True))
    note = f"{size:,} characters in {len(turns)} turns, {1000 * facts / size:.2f} facts in 1,000"
    return Row(f"text to Document, {what}, against jieba.cut", statistics.median(mine), statistics.median(other),
               "s CPU", ratio, bar, note)  # fmt: skip


def jieba_cut() -> Callable[[str], list[str]]:
    """jieba as it comes, loaded."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()
    return lambda text: list(jieba.cut(text))


def workers(characters: int) -> Iterator[Row]:
    """The same documents through one process and through two, start of the processes included; wall time."""
    from kg.graph.vocabulary import BASE
    from kg.output.reading import Reading
    from kg.scaling.batches import Attempt, Parcel, batches
    from kg.scaling.workers import spread

    parcels = [Parcel(f"d{n}", f"d{n}", "d.txt", text.encode()) for n, text in enumerate(newspaper(characters))]
    taken, spent = dict[int, float](), dict[int, float]()
    for count in (1, 2, 1, 2):
        began, before = time.perf_counter(), _spent_by_children()
        made = sum(1 for _ in spread(Attempt(Reading(None, BASE)), batches(iter(parcels)), count))
        assert made == len(parcels)
        taken[count] = min(taken.get(count, 1e9), time.perf_counter() - began)
        spent[count] = _spent_by_children() - before
    # On a machine that has no second core to give, the processor time tells what the wall clock cannot.
    note = (
        f"{characters:,} characters; processor time of the workers {spent[1]:.1f} s for one, {spent[2]:.1f} s for two"
    )
    yield Row("two workers against one", taken[2], taken[1], "s", taken[1] / taken[2], 1.7, note)


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whole(characters: int) -> Iterator[Row]:
    """Files to a stored graph that answers, with two workers, against jieba.cut alone over the same text; wall time."""
    with tempfile.TemporaryDirectory() as place:
        size = write(newspaper(characters, seed=4), Path(place, "in"))
        cut = jieba_cut()
        theirs = spent = 0.0
        for path in sorted(Path(place, "in").iterdir()):
            text = path.read_text(encoding="utf-8")
            began, before = time.perf_counter(), time.process_time()
            cut(text)
            theirs, spent = theirs + time.perf_counter() - began, spent + time.process_time() - before
        told = built(Path(place, "in"), Path(place, "out"), 2)
    note = (
        f"{size / 1e6:.0f} MB, {told['triples']:,.0f} triples, {told['peak']:,.0f} MB at most in the parent; processor "
        f"time {told['spent']:,.0f} s, half of it on each core, against {spent:,.0f} s"
    )
    yield Row("files to a store, two workers, against jieba.cut alone", told["seconds"], theirs, "s",
              theirs / told["seconds"], 1.0, note)  # fmt: skip


def memory(characters: int) -> Iterator[Row]:
    """Peak memory of the parent of a build at 4 and 16 times the documents, against once."""
    with tempfile.TemporaryDirectory() as place:
        peaks = {}
        for times in (1, 4, 16):
            source = Path(place, f"in{times}")
            write(newspaper(characters * times, seed=6), source)
            peaks[times] = built(source, Path(place, f"out{times}"), 2)["peak"]
    for times in (4, 16):
        note = f"{characters * times:,} characters; under 1.3 times the memory is a ratio above 0.77"
        yield Row(f"peak memory at {times}x against 1x", peaks[times], peaks[1], "MB", peaks[1] / peaks[times],
                  1 / 1.3, note)  # fmt: skip


def built(source: Path, out: Path, count: int) -> dict[str, float]:
    """What a build in a process of its own says of itself."""
    command = [sys.executable, "-c", _MEMORY, str(source), str(out), str(count)]
    run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    told: dict[str, float] = json.loads(run.stdout)
    return told
