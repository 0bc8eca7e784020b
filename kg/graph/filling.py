"""Lines into a store on disk while more of them are still being made."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.errors import StoreError
from kg.graph.vocabulary import BASE

if TYPE_CHECKING:
    from kg.graph.store import Store

#: So many bytes are handed to the engine at a time, and so many times as many may wait: what both hold is bounded.
PIECE, WAITING = 8_000_000, 2


class Filling:
    """A new store that takes N-Triples as they come; the engine works beside whoever makes them.

    The lines have no blank nodes, may come in any order, and more than once.
    """

    def __init__(self, path: Path, base: str = BASE, piece: int = PIECE) -> None:
        from kg.graph.store import Store

        self._store, self._piece = Store(path, base=base), piece
        self._held: list[bytes] = []
        self._size = self._pieces = 0
        self._queue: Queue[bytes | None] = Queue(WAITING)
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None
        self._last = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        if kind is not None:
            self._store.close()

    def add(self, lines: bytes) -> None:
        """Take lines, each with its end."""
        self._held.append(lines)
        self._size += len(lines)
        if self._size >= self._piece:
            self._hand_over()

    def finish(self) -> None:
        """No more lines come: what is left to do for the store is done beside whoever goes on."""
        if self._held:
            self._hand_over()
        self._last = True
        if self._thread is not None:
            self._queue.put(None)

    def store(self) -> Store:
        """The store with everything in it, in order, and safe on the disk."""
        if not self._last:
            self.finish()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        else:
            self._settle()
        self._complain()
        return self._store

    def _hand_over(self) -> None:
        self._complain()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        self._queue.put(b"".join(self._held))
        self._pieces += 1
        self._held, self._size = [], 0

    def _work(self) -> None:
        import pyoxigraph as ox

        form, graph = ox.RdfFormat.N_TRIPLES, ox.DefaultGraph()
        while (lines := self._queue.get()) is not None:
            if self._error is None:  # else what waits is only taken away, so that nobody waits for room
                try:
                    self._store._store.bulk_load(lines, format=form, to_graph=graph, lenient=True)
                except BaseException as error:  # noqa: BLE001 - it is raised where the lines are made
                    self._error = error
        if self._last and self._error is None:
            self._settle()

    def _settle(self) -> None:
        try:
            if self._pieces > 1:
                self._store._store.optimize()
            self._store._store.flush()
        except Exception as error:  # noqa: BLE001 - whatever the engine says; raised where the store is asked for
            self._error = error

    def _end(self) -> None:
        if self._thread is not None:
            if not self._last:
                self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _complain(self) -> None:
        if self._error is not None:
            with suppress(Exception):
                self._store.close()
            told = " ".join(str(self._error).split()) or type(self._error).__name__
            raise StoreError(f"{self._store.path}: cannot be filled: {told}") from self._error
