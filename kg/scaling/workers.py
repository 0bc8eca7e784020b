"""Batches to processes on this machine and back. A process that dies costs nothing but the time of its batch."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic

from kg.errors import KgError
from kg.scaling.batches import Attempt, Lost, Parcel, Result

#: Beyond the limits of its documents a batch may take so long before its process is given up.
_GRACE = 30.0
_TRIES = 2
Batch = tuple[Parcel, ...]


def usable_cores() -> int:
    """The cores this process may use.

    >>> usable_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(attempt: Attempt[Result], parcels: Iterable[Batch], workers: int) -> Iterator[Result | Lost]:
    """What came of every parcel, in the order in which batches come back."""
    team = _Team(attempt, workers)
    try:
        yield from team.results(iter(parcels))
    finally:
        team.end()


@dataclass(eq=False)
class _Worker:
    """A process, the two pipes to it, and the batch it has."""

    process: SpawnProcess
    inbox: Connection
    outbox: Connection
    ready: bool = False
    batch: Batch = ()
    tries: int = 0
    since: float = field(default_factory=time.monotonic)

    def give(self, batch: Batch, tries: int) -> None:
        self.batch, self.tries, self.since = batch, tries, time.monotonic()
        self.inbox.send(batch)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.inbox.close()
        self.outbox.close()
        self.process.close()


class _Team(Generic[Result]):
    def __init__(self, attempt: Attempt[Result], size: int) -> None:
        self.attempt, self.size = attempt, size
        self.team: list[_Worker] = []
        self.again: deque[tuple[Batch, int]] = deque()

    def results(self, batches: Iterator[Batch]) -> Iterator[Result | Lost]:
        self._begin(batches)
        while busy := [worker for worker in self.team if worker.batch]:
            heard = wait([worker.outbox for worker in busy], timeout=1.0)
            for worker in busy:
                if worker.outbox in heard:
                    yield from self._hear(worker, batches)
                elif self._overdue(worker):
                    yield from self._lose(worker, batches, "took too long")

    def end(self) -> None:
        """No process outlives the work."""
        for worker in self.team:
            worker.kill()
        self.team = []

    def _begin(self, batches: Iterator[Batch]) -> None:
        while len(self.team) < self.size:
            batch, tries = self._next(batches)
            if not batch:
                return
            self._hire().give(batch, tries)

    def _hire(self) -> _Worker:
        context = get_context("spawn")
        theirs, inbox = context.Pipe(duplex=False)
        outbox, answers = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(self.attempt, theirs, answers), daemon=True)
        with _no_main():
            process.start()
        # Ours to hold would be ours to keep open: the end of the process must close its pipe.
        theirs.close()
        answers.close()
        worker = _Worker(process, inbox, outbox)
        self.team.append(worker)
        return worker

    def _next(self, batches: Iterator[Batch]) -> tuple[Batch, int]:
        return self.again.popleft() if self.again else (next(batches, ()), 0)

    def _hear(self, worker: _Worker, batches: Iterator[Batch]) -> Iterator[Result | Lost]:
        try:
            said: Any = worker.outbox.recv()
        except (EOFError, OSError):
            if not worker.ready:
                raise KgError("a worker process cannot start; try --workers 1 and see what it says") from None
            yield from self._lose(worker, batches, "ended the process that read it")
            return
        if not worker.ready:
            worker.ready = True
            return
        # It gets its next batch before its last one is looked at, so that it never waits for us.
        batch, tries = self._next(batches)
        worker.batch = ()
        if batch:
            self._hand(worker, batch, tries)
        yield from said

    def _hand(self, worker: _Worker, batch: Batch, tries: int) -> None:
        try:
            worker.give(batch, tries)
        except OSError:
            worker.batch = batch  # its pipe is broken; the next look at it finds out

    def _overdue(self, worker: _Worker) -> bool:
        limit = self.attempt.limit
        if limit is None or not worker.ready:
            return False
        return time.monotonic() - worker.since > limit * len(worker.batch) + _GRACE

    def _lose(self, worker: _Worker, batches: Iterator[Batch], why: str) -> Iterator[Lost]:
        """A new process for a lost one; its documents again, one at a time, so that only the cause is left out."""
        batch, tries = worker.batch, worker.tries + 1
        worker.kill()
        self.team.remove(worker)
        if len(batch) > 1:
            self.again.extend(((parcel,), 0) for parcel in batch)
        elif tries < _TRIES:
            self.again.append((batch, tries))
        else:
            yield Lost(batch[0].name, f"{why}, {tries} times")
        self._begin(batches)


def _serve(attempt: Attempt[Any], inbox: Connection, outbox: Connection) -> None:
    """The life of a worker: batches in, results out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    outbox.send("ready")
    while True:
        try:
            batch = inbox.recv()
        except (EOFError, OSError):
            return
        outbox.send(attempt.all(batch))


@contextmanager
def _no_main() -> Iterator[None]:
    # A new process would import the caller's script again and run it; the work it does is never there.
    held = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = held
