"""The store of a built folder, read through by every index: a bad block shows only to who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.proof.findings import Finding

if TYPE_CHECKING:
    import pyoxigraph as ox

STORE = "store"
_LINK = "is a link; a build writes none"


def irregular(folder: Path) -> Iterator[Finding]:
    """What of a store is no file of its own: a link could be led elsewhere after it was verified."""
    if folder.is_symlink():
        yield Finding(STORE, "", "link", _LINK)
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.is_symlink():
            yield Finding(name, "", "link", _LINK)
        elif not path.is_file():
            yield Finding(name, "", "store", "is no file; a build writes only files into its store")


def stored_lines(folder: Path) -> set[bytes]:
    """Every statement of a store as a line, found by each of its indexes alike."""
    import pyoxigraph as ox

    if not folder.is_dir():
        raise OutputError("cannot be read: is not there")
    try:
        store = ox.Store.read_only(str(folder))
        lines = set((store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
        agree = _indexes_agree(store)
    # The engine has errors of its own for a bad block (RuntimeError) and for bytes that are no term (ValueError).
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise OutputError(f"cannot be read: {' '.join(str(error).split())}") from error
    if not agree:
        raise OutputError("its indexes hold different statements; what a question finds depends on how it is asked")
    return lines


def _indexes_agree(store: ox.Store) -> bool:
    """Whether asking by predicate and asking by object find what asking for everything finds.

    The engine keeps every statement three times, each in an order of its own; a plain listing reads one of them.
    """
    whole = set(store)
    predicates, objects = {quad.predicate for quad in whole}, {quad.object for quad in whole}
    by_predicate = (quad for predicate in predicates for quad in store.quads_for_pattern(None, predicate, None))
    by_object = (quad for value in objects for quad in store.quads_for_pattern(None, None, value))
    # One after the other, as sets: two such copies of a large graph need not fit side by side. And not counted:
    # asked for a number whose last byte is 255 (767), the engine also brings those of the numbers after it.
    return set(by_predicate) == whole and set(by_object) == whole
