"""Graphs: load and questions against plain rdflib, time a triple as the graph grows, the page against plain pyvis."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph.writer import write_ntriples
from tests.bench.rows import Row
from tests.explorer import test_long_explorer as pages
from tests.graph import test_speed as speed
from tests.graph.generated import document, graph

#: Documents of the generated graph that make about a million triples.
_MILLION = 240
#: What the large path of a build does: lines into a store on disk while they come, then questions to it.
_FILLED = (
    speed._COMMON
    + """
from kg.graph.filling import Filling
from kg.graph.store import Store
place = Path(path).with_name("store")
def fill():
    with Filling(place) as filling, open(path, "rb") as file:
        while lines := file.readlines(1_000_000):
            filling.add(b"".join(lines))
        filling.store().close()
bare = height()
said["load"] = seconds(fill, 1)
said["memory"] = height() - bare
store = Store(place, read_only=True)
for name, params in asked.items():
    said[name] = seconds(lambda: store.query(name, None, None, **params))
print(json.dumps(said))
"""
)


def store(millions: float) -> Iterator[Row]:
    """The same triples into our store and into rdflib, and the same questions; each side in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "graph.nt")
        lines = graph(round(_MILLION * millions))
        path.write_bytes(lines)
        ours = json.loads(speed.run(speed._OURS, path, speed.ASKED))
        theirs = json.loads(speed.run(speed._RDFLIB, path, speed.ASKED))
    count = lines.count(b"\n")
    note = f"{count:,} triples"
    for name in theirs:
        if ours[name] <= 0:
            continue  # a process that was started by a large one cannot tell its own peak
        unit, scale = ("MB", 1024) if name == "memory" else ("s", 1)
        what = {"load": "load against rdflib", "memory": "memory against rdflib"}.get(name, f"{name} against rdflib")
        ratio = theirs[name] / max(ours[name], 1e-6)
        yield Row(what, ours[name] / scale, theirs[name] / scale, unit, ratio, 2 if name == "memory" else 10, note)


def growth(millions: tuple[float, ...] = (1, 4, 10)) -> Iterator[Row]:
    """Processor time a triple, into a store on disk and to answer questions over all of them, as the graph grows."""
    first: dict[str, float] = {}
    for size in millions:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place, "graph.nt")
            count = 0
            with path.open("wb") as file:
                for number in range(round(size * _MILLION)):
                    lines = write_ntriples(document(number))
                    count += lines.count(b"\n")
                    file.write(lines)
            ours = json.loads(speed.run(_FILLED, path, speed.ASKED))
        memory = ours.pop("memory") / 1024
        each = {name: 1e6 * took / count for name, took in ours.items()}
        first = first or each
        for name, took in each.items():
            note = f"{memory:,.0f} MB at most" if name == "load" else ""
            yield Row(f"{name}: time a triple at {count:,} triples on disk, against the fewest", took, first[name],
                      "µs", first[name] / took, 1 / 1.5, note)  # fmt: skip


def page(nodes: int) -> Iterator[Row]:
    """First complete drawing of our page and of plain pyvis's in a fresh offline browser."""
    from kg.analysis.explorer import explore

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return
    made = pages.graph(nodes, 2 * nodes)
    with tempfile.TemporaryDirectory() as place, _browser(program) as fresh:
        one, other = Path(place, "ours.html"), Path(place, "theirs.html")
        began = time.perf_counter()
        explore(made, one)
        wrote = time.perf_counter() - began
        began = time.perf_counter()
        pages.plain_pyvis(made, other)
        they_wrote = time.perf_counter() - began
        ours = statistics.median(pages.first_drawing(fresh, one) for _ in range(3))
        theirs = pages.settled(fresh, other)
        sizes = one.stat().st_size / 1e6, other.stat().st_size / 1e6
    note = f"{nodes:,} nodes"
    late = ", at least" if theirs >= pages.PATIENCE else ""
    bar = 50 if nodes >= 2000 else 20
    yield Row("first drawing against plain pyvis", ours, theirs, "s", theirs / ours, bar, note + late)
    yield Row("writing the page against plain pyvis", wrote, they_wrote, "s", they_wrote / wrote, None, note)
    yield Row("size of the page against plain pyvis", *sizes, "MB", sizes[1] / sizes[0], 1 / 1.1, note)


@contextmanager
def _browser(program: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:

        def fresh(path: Path) -> tuple[object, object]:
            browser = play.chromium.launch(executable_path=program, args=list(pages.FLAGS))
            opened = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
            opened.set_default_timeout(300_000)
            opened.goto(f"file://{path}", wait_until="commit", timeout=300_000)
            return browser, opened

        yield fresh
