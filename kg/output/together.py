"""Everything that is drawn from all documents at once. What would not fit is cut to its top part, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from kg.output.entries import Entries
from kg.output.report import Report
from kg.scaling.apart import Apart
from kg.scaling.parts import Merged

if TYPE_CHECKING:
    from kg.graph.store import Store

#: Above so many bytes of triples, graph.ttl is only written when it is asked for.
TURTLE_BYTES = 200_000_000
#: A page shows at most so many claims and characters; beyond, the documents that have most claims.
PAGE_CLAIMS, PAGE_CHARACTERS = 10_000, 600_000


def write_together(folder: Path, graph: Merged, report: Report, store: Callable[[], Store], base: str) -> None:
    """The graph as Turtle where it is not too large, the report, and the page.

    A page that is cut to its top part is drawn beside the rest, in a process of its own; for any other one the whole
    store is asked for.
    """
    with Apart(_draw_part, folder, *_part(report.entries), base) if _is_cut(report.entries) else nullcontext() as part:
        if graph.path is not None:
            _write_turtle(folder / "graph.ttl", graph.path, base)
            graph.path.unlink()
        report.write(folder / "report.json")
        whole = store()
        if part is None:
            _draw(folder, whole, report.entries.ids(), None)
        else:
            part.wait()


def _write_turtle(path: Path, graph: Path, base: str) -> None:
    from kg.graph.turtle import stream_turtle

    with graph.open("rb") as lines, path.open("wb") as file:
        stream_turtle(lines, file, base=base)


def _is_cut(entries: Entries) -> bool:
    return entries.claims > PAGE_CLAIMS or entries.characters > PAGE_CHARACTERS


def _part(entries: Entries) -> tuple[list[str], str]:
    """The documents that a page can show of so many, and what it says of that."""
    shown = entries.most_telling(PAGE_CLAIMS, PAGE_CHARACTERS)
    return shown, (
        f"{sum(entries.claims_of(shown)):,} of {entries.claims:,} claims: the {len(shown):,} documents of "
        f"{len(entries):,} that state most; kg query and kg serve know all"
    )


def _draw_part(folder: Path, names: list[str], title: str, base: str) -> None:
    from kg.graph.store import Store

    store = Store(base=base)
    for name in names:
        store.add_ntriples((folder / "documents" / f"{name}.nt").read_bytes())
    _draw(folder, store, names, title)


def _draw(folder: Path, store: Store, names: list[str], title: str | None) -> None:
    from kg.analysis.explorer import explore
    from kg.analysis.network import build_network

    network, texts = build_network(store, view="claims"), dict(_texts(folder, names))
    explore(network, folder / "explorer.html", texts=texts, items=store.items(), title=title)


def _texts(folder: Path, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield name, (folder / "documents" / f"{name}.txt").read_bytes().decode("utf-8")
