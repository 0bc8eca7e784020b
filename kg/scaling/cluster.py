"""Batches to a Dask cluster that is already there, and back: the same work as on this machine, the same results."""

from __future__ import annotations

import logging
import re
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import KgError, UsageError
from kg.scaling.batches import Attempt, Lost, Parcel, Result
from kg.scaling.cache import program_digest

_PATIENCE = "10s"
_TCP = re.compile(r"tcp://\[?(?P<host>[^\[\]/]+)\]?:(?P<port>[0-9]{1,5})")
#: Batches on their way for each thread of the cluster: one at work, one waiting beside it.
_AHEAD = 2
Batch = tuple[Parcel, ...]


def cluster_of(address: str) -> Any:
    """A client of the scheduler at ``address``, whose workers have our version of silkgraph."""
    try:
        import distributed
    except ImportError:
        raise UsageError("--cluster needs the extra of that name: pip install 'silkgraph[cluster]'") from None
    _knock(address)
    connect: Any = distributed.Client
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"{address}: no Dask scheduler listens there ({_line(error)}); expected like tcp://host:8786"
        ) from error
    try:
        _check(client, address)
    except BaseException:
        client.close()
        raise
    return client


def _knock(address: str) -> None:
    """Dask tries an address again and again until its patience ends; where nobody listens that is known at once."""
    found = _TCP.fullmatch(address)
    if found is None:
        return
    try:
        socket.create_connection((found["host"], int(found["port"])), timeout=10).close()
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"{address}: no Dask scheduler listens there ({_line(error)}); expected like tcp://host:8786"
        ) from error


def spread_on(client: Any, attempt: Attempt[Result], batches: Iterable[Batch]) -> Iterator[Result | Lost]:
    """What came of every parcel, in the order in which batches come back. A lost worker's batch goes to another."""
    import distributed

    gathering: Any = distributed.as_completed
    source, again = iter(batches), deque[Batch]()
    sent: dict[Any, Batch] = {}
    done = gathering(loop=client.loop)

    def send() -> None:
        batch = again.popleft() if again else next(source, ())
        if batch:
            future = client.submit(attempt.all, batch, pure=False, retries=1)
            sent[future] = batch
            done.add(future)

    for _ in range(_AHEAD * max(1, sum(client.nthreads().values()))):
        send()
    while sent:
        future = next(done)
        batch = sent.pop(future)
        result: list[Result | Lost] | BaseException = future.exception() or future.result()
        future.release()
        if isinstance(result, BaseException):
            if len(batch) > 1:
                again.extend((parcel,) for parcel in batch)
            else:
                yield Lost(batch[0].name, f"ended every worker that read it ({_line(result)})")
            for _ in batch:
                send()
        else:
            send()
            yield from result


def _check(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        digests = set(client.run(program_digest).values())
    except (OSError, TimeoutError) as error:
        raise UsageError(f"{address}: the scheduler has no worker; start some (dask worker {address})") from error
    except Exception as error:
        raise UsageError(f"{address}: its workers cannot run silkgraph ({_line(error)}); install it on them") from error
    if digests != {program_digest()}:
        raise KgError(f"{address}: its workers have another version of silkgraph; install the same one everywhere")


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
