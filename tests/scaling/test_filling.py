"""A store that is filled while lines come holds what one loaded at once holds; what goes wrong beside is said."""

from __future__ import annotations

import pytest

from kg.errors import StoreError
from kg.graph.filling import Filling
from kg.graph.store import Store

LINES = [f"<https://x.org/s{n}> <https://x.org/p> <https://x.org/o{n % 7}> .\n".encode() for n in range(500)]


@pytest.mark.parametrize("piece", [1, 1_000, 10_000_000])
def test_any_size_of_pieces_fills_the_same_store(tmp_path, piece):
    with Filling(tmp_path / "store", piece=piece) as filling:
        for line in [*LINES, *LINES[:50]]:
            filling.add(line)
        store = filling.store()
        assert store.triples_sorted() == b"".join(sorted(LINES))
        store.close()
    with Store(tmp_path / "store", read_only=True) as again:
        assert len(again) == len(LINES)


def test_nothing_to_fill_makes_an_empty_store(tmp_path):
    with Filling(tmp_path / "store") as filling:
        assert len(filling.store()) == 0


def test_a_line_that_is_none_is_said_where_the_lines_are_made(tmp_path):
    with pytest.raises(StoreError, match="cannot be filled"), Filling(tmp_path / "store", piece=1) as filling:
        for _ in range(100):
            filling.add(b"<half of a line\n")
        filling.store()


def test_whoever_fails_while_filling_is_heard_and_waits_for_nobody(tmp_path):
    with pytest.raises(ZeroDivisionError), Filling(tmp_path / "store", piece=1) as filling:
        for line in LINES[:20]:
            filling.add(line)
        raise ZeroDivisionError
