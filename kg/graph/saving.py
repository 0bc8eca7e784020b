"""A graph as one file, which is whole and can be read again, or is not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.errors import StoreError
from kg.graph.turtle import write_turtle

SUFFIXES = (".ttl", ".nt", ".nq")


def save(path: str | Path, lines: bytes, base: str) -> None:
    """Sorted lines of a graph as .ttl readable Turtle, .nt or .nq. The old file stays until the new is whole."""
    target = Path(path)
    if target.suffix not in SUFFIXES:
        raise StoreError(f"{path}: a graph file ends in .ttl, .nt or .nq")
    _check(path, lines)
    whole = write_turtle(lines, base=base) if target.suffix == ".ttl" else lines
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
        Path(temporary).replace(target)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {' '.join(str(error).split())}") from error


def _check(path: str | Path, lines: bytes) -> None:
    # Files loaded in bulk bring their addresses as they are; what no program could read again is said, not written.
    import pyoxigraph as ox

    try:
        for _ in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
            pass
    except SyntaxError as error:
        found = lines.split(b"\n")[(error.lineno or 1) - 1].decode("utf-8", "replace")
        raise StoreError(f"{path}: not written, no program could read it again: {error.msg}: {found[:200]}") from error
