"""Work in a process of its own, beside this one: what memory it took goes with it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from kg.errors import KgError
from kg.scaling.workers import no_main


class Apart:
    """A function at work elsewhere; :meth:`wait` says that it has ended well, and leaving ``with`` ends it at once."""

    def __init__(self, act: Callable[..., None], *given: Any) -> None:
        context = get_context("spawn")
        self._said, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(theirs, act, given), daemon=True)
        with no_main():
            self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._said.close()

    def wait(self) -> None:
        """Until it is done; what it complains of is raised here."""
        try:
            error = self._said.recv()
        except EOFError:
            raise KgError("a process that drew the page was ended; is there memory enough?") from None
        if error is not None:
            raise error


def _work(said: Connection, act: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    try:
        act(*given)
    except OSError as error:
        said.send(OSError(error.errno, error.strerror, error.filename))
    except KgError as error:
        said.send(KgError(str(error)))
    else:
        said.send(None)
