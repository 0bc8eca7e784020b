"""Documents on their way to whoever reads them: parcels, batches of parcels, and what became of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.model import Metadata
from kg.scaling.limit import TooLong, within

#: A batch is full at so many documents or bytes: enough work that handing it over costs next to nothing.
MOST_PARCELS, MOST_BYTES = 64, 256_000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One document as bytes, with all that reading it needs. ``file`` is the name whose ending tells its form."""

    id: str
    name: str
    file: str
    data: bytes
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that nothing came of, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Result]):
    """The work on one parcel within a time limit, in a form that travels to other processes."""

    work: Callable[[Parcel], Result]
    limit: float | None = None

    def __call__(self, parcel: Parcel) -> Result | Lost:
        """The result, or why there is none; one bad document never ends the run."""
        try:
            return within(self.limit, lambda: self.work(parcel))
        except TooLong:
            return self.late(parcel)
        except MemoryError:
            return Lost(parcel.name, "needs more memory than there is; split it")
        except Exception as error:  # noqa: BLE001 - whatever a document provokes, the others are read
            return Lost(parcel.name, f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"[:300])

    def late(self, parcel: Parcel) -> Lost:
        """What is said of a parcel that took longer than the limit."""
        told = f"took longer than {self.limit:g} seconds; raise --timeout-per-document to wait for it"
        return Lost(parcel.name, told)

    def all(self, batch: tuple[Parcel, ...]) -> list[Result | Lost]:
        """What came of every parcel of a batch."""
        return [self(parcel) for parcel in batch]


def batches(
    parcels: Iterable[Parcel], most: int = MOST_PARCELS, size: int = MOST_BYTES
) -> Iterator[tuple[Parcel, ...]]:
    """Parcels in groups, in their order; a group is closed when it is full.

    >>> made = [Parcel(str(n), "", "", b"x" * 10) for n in range(5)]
    >>> [len(batch) for batch in batches(made, most=2)], [len(batch) for batch in batches(made, size=30)]
    ([2, 2, 1], [3, 2])
    """
    held: list[Parcel] = []
    weight = 0
    for parcel in parcels:
        held.append(parcel)
        weight += len(parcel.data)
        if len(held) >= most or weight >= size:
            yield tuple(held)
            held, weight = [], 0
    if held:
        yield tuple(held)


def serially(attempt: Attempt[Result], parcels: Iterable[Parcel]) -> Iterator[Result | Lost]:
    """The work done here, one document at a time."""
    return map(attempt, parcels)
