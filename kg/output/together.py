"""Everything that is drawn from all documents at once. What would not fit is cut to its top part, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.output.report import Entry, Report
from kg.scaling.parts import Merged

#: Above so many bytes of triples, graph.ttl is only written when it is asked for.
TURTLE_BYTES = 200_000_000
#: A page shows at most so many claims and characters; beyond, the documents that have most claims.
PAGE_CLAIMS, PAGE_CHARACTERS = 10_000, 600_000


def write_together(folder: Path, graph: Merged, report: Report, base: str, *, turtle: bool = False) -> None:
    """The graph as Turtle, the report, the store and the page."""
    from kg.graph.store import Store

    if turtle or graph.size <= TURTLE_BYTES:
        _write_turtle(folder / "graph.ttl", graph, base)
    (folder / "report.json").write_bytes(report.as_json())
    store = Store(folder / "store", base=base)
    store.bulk_load(graph.path)
    _write_page(folder, store, report, base)


def _write_turtle(path: Path, graph: Merged, base: str) -> None:
    from kg.graph.turtle import stream_turtle

    with graph.path.open("rb") as lines, path.open("wb") as file:
        stream_turtle(lines, file, base=base)


def _write_page(folder: Path, store: object, report: Report, base: str) -> None:
    from kg.analysis.explorer import explore
    from kg.analysis.network import build_network
    from kg.graph.store import Store

    assert isinstance(store, Store)
    shown, title = report.entries, None
    if report.claims > PAGE_CLAIMS or sum(entry.characters for entry in shown) > PAGE_CHARACTERS:
        shown = _most_telling(report.entries)
        store = Store(base=base)
        for entry in shown:
            store.add_ntriples((folder / "documents" / f"{entry.id}.nt").read_bytes())
        title = (
            f"{sum(entry.claims for entry in shown):,} of {report.claims:,} claims: the {len(shown):,} documents of "
            f"{len(report.entries):,} that state most; kg query and kg serve know all"
        )
    network, texts = build_network(store, view="claims"), dict(_texts(folder, shown))
    explore(network, folder / "explorer.html", texts=texts, items=store.items(), title=title)


def _most_telling(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The documents with most claims, as many as a page can show, in the order of their ids."""
    chosen: list[Entry] = []
    claims = characters = 0
    for entry in sorted(entries, key=lambda entry: (-entry.claims, entry.id)):
        claims += entry.claims
        characters += entry.characters
        if chosen and (claims > PAGE_CLAIMS or characters > PAGE_CHARACTERS):
            break
        chosen.append(entry)
    return tuple(sorted(chosen, key=lambda entry: entry.id))


def _texts(folder: Path, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield entry.id, (folder / "documents" / f"{entry.id}.txt").read_bytes().decode("utf-8")
