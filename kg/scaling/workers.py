"""Batches to processes on this machine and back. A process that dies costs nothing but the time of its batch."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import Array, c_long
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic

from kg.errors import KgError
from kg.scaling.batches import Attempt, Lost, Parcel, Result
from kg.scaling.confinement import confine

#: The alarm in the process comes first. So much later no alarm reaches it: it hangs in somebody else's code.
_GRACE = 5.0
_TRIES = 2
#: Memory of a process that reads: some times what any document takes that is read at all.
_MEMORY = 4_000_000_000
Batch = tuple[Parcel, ...]
#: What a worker and we know together: whether it has begun at all, and with which document of its batch.
_READY, _AT = 0, 1


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
    """A process, the two pipes to it, the batch it has, and since when it reads which document of it.

    At which it is stands in memory that both share: to be told by a message for every document would cost each of
    them the time of a core that is reading.
    """

    process: SpawnProcess
    inbox: Connection
    outbox: Connection
    place: Array[c_long]
    batch: Batch = ()
    at: int = 0
    tries: int = 0
    since: float = field(default_factory=time.monotonic)

    @property
    def ready(self) -> bool:
        """Whether it has begun with a first document."""
        return bool(self.place[_READY])

    def give(self, batch: Batch, tries: int) -> None:
        self.batch, self.at, self.tries, self.since = batch, -1, tries, time.monotonic()
        self.place[_AT] = 0
        self.inbox.send(batch)

    def look(self) -> None:
        """Take note of the document it is at by now."""
        if (at := self.place[_AT]) != self.at:
            self.at, self.since = at, time.monotonic()

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
                worker.look()
                if worker.outbox in heard:
                    yield from self._hear(worker, batches)
                elif self._overdue(worker):
                    yield self._leave(worker)
                    self._begin(batches)

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
        place = context.RawArray(c_long, 2)
        process = context.Process(target=_serve, args=(self.attempt, theirs, answers, place), daemon=True)
        with no_main():
            process.start()
        # Ours to hold would be ours to keep open: the end of the process must close its pipe.
        theirs.close()
        answers.close()
        worker = _Worker(process, inbox, outbox, place)
        self.team.append(worker)
        return worker

    def _next(self, batches: Iterator[Batch]) -> tuple[Batch, int]:
        return self.again.popleft() if self.again else (next(batches, ()), 0)

    def _hear(self, worker: _Worker, batches: Iterator[Batch]) -> Iterator[Result | Lost]:
        try:
            made: Any = worker.outbox.recv()
        except (EOFError, OSError):
            if not worker.ready:
                raise KgError("a worker process cannot start; is there memory for it? `kg show` needs none") from None
            yield from self._bury(worker)
            self._begin(batches)
            return
        # It gets its next batch before its last one is looked at, so that it never waits for us.
        batch, tries = self._next(batches)
        worker.batch = ()
        if batch:
            self._hand(worker, batch, tries)
        yield from made

    def _hand(self, worker: _Worker, batch: Batch, tries: int) -> None:
        try:
            worker.give(batch, tries)
        except OSError:
            worker.batch = batch  # its pipe is broken; the next look at it finds out

    def _overdue(self, worker: _Worker) -> bool:
        limit = self.attempt.limit
        return limit is not None and worker.ready and time.monotonic() - worker.since > limit + _GRACE

    def _leave(self, worker: _Worker) -> Lost:
        """The document at which a process hangs is left out, and the process ended."""
        culprit = self._dismiss(worker)
        return self.attempt.late(culprit)

    def _bury(self, worker: _Worker) -> Iterator[Lost]:
        """What a process died of gets another try, alone: the fault may have been the machine's."""
        tries = worker.tries + 1
        culprit = self._dismiss(worker)
        if tries < _TRIES:
            self.again.append(((culprit,), tries))
        else:
            yield Lost(culprit.name, f"ended the process that read it, {tries} times")

    def _dismiss(self, worker: _Worker) -> Parcel:
        """The document a process was at when it was lost; the others of its batch are read again."""
        batch, at = worker.batch, worker.at
        worker.kill()
        self.team.remove(worker)
        if others := (*batch[:at], *batch[at + 1 :]):
            self.again.append((others, 0))
        return batch[at]


def _serve(attempt: Attempt[Any], inbox: Connection, outbox: Connection, place: Array[c_long]) -> None:
    """The life of a worker: batches in, results out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    confine(memory=_MEMORY)
    while True:
        try:
            batch = inbox.recv()
        except (EOFError, OSError):
            return
        made = []
        for number, parcel in enumerate(batch):
            place[_AT], place[_READY] = number, True
            made.append(attempt(parcel))
        outbox.send(made)


@contextmanager
def no_main() -> Iterator[None]:
    """A new process would import the caller's script again and run it; the work it does is never there."""
    held = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = held
