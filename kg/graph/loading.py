"""Large files into the engine, in a memory that does not grow with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

#: A file of lines is loaded so many bytes at a time: all at once the engine takes many times the memory for it, and is
#: no quicker.
PART = 24_000_000


def load_file(store: ox.Store, path: Path, form: ox.RdfFormat | None, part: int | None = PART) -> None:
    """Add a graph file, in parts of so many bytes.

    Turtle, and lines whose blank nodes belong together, are read as a whole; so is everything without a ``part``, as
    for a store in memory, which holds it all in any case. The grammar is held to, but addresses are not looked into:
    the same ones stand in a file many times over, and to prove each again takes a fifth of the time.
    """
    import pyoxigraph as ox

    graph = ox.DefaultGraph()
    if part is None:
        # In memory the loader made for bulk is no quicker than the plain one, and takes half as much memory again.
        store.load(path=str(path), format=form, to_graph=graph, lenient=not _is_escaped(path))
        return
    if form == ox.RdfFormat.TURTLE or path.stat().st_size <= part or _has_blank_nodes(path):
        store.bulk_load(path=str(path), format=form, to_graph=graph, lenient=not _is_escaped(path))
        return
    with path.open("rb") as file:
        while lines := file.readlines(part):
            piece = b"".join(lines)
            store.bulk_load(piece, format=form, to_graph=graph, lenient=b"\\u" not in piece and b"\\U" not in piece)
    store.optimize()


def _is_escaped(path: Path) -> bool:
    r"""Whether a file writes characters as \uXXXX: in an address they may stand for its end, so each is proved."""
    last = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if b"\\u" in (joined := last + piece) or b"\\U" in joined:
                return True
            last = piece[-1:]
    return False


def _has_blank_nodes(path: Path) -> bool:
    with path.open("rb") as file:
        return any(line.startswith(b"_:") or b" _:" in line for line in file)
