"""Work that worker processes can import: it counts, hangs, fails or ends its process."""

from __future__ import annotations

import os
import time
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from kg.scaling.batches import Parcel


def size(parcel: Parcel) -> tuple[str, int]:
    return parcel.name, len(parcel.data)


def slow(parcel: Parcel) -> tuple[str, int]:
    if parcel.data == b"slow":
        time.sleep(60)
    return size(parcel)


def busy(parcel: Parcel) -> tuple[str, int]:
    while parcel.data == b"slow":
        pass
    return size(parcel)


def wrong(parcel: Parcel) -> tuple[str, int]:
    if parcel.data == b"bad":
        raise ValueError("no\nsuch thing")
    return size(parcel)


@dataclass(frozen=True)
class Deadly:
    """Ends the process that meets a deadly parcel: always, or only the first time."""

    folder: Path
    once: bool = False

    def __call__(self, parcel: Parcel) -> tuple[str, int]:
        mark = self.folder / f"met-{parcel.id}"
        if parcel.data == b"deadly" and not (self.once and mark.exists()):
            mark.touch()
            os._exit(7)
        return size(parcel)


def stuck(parcel: Parcel) -> tuple[str, int]:
    """Hangs where no alarm of Python's is heard: inside compiled code that never comes back."""
    if parcel.data == b"stuck":
        deque(repeat(0), maxlen=0)
    return size(parcel)


def greedy(parcel: Parcel) -> tuple[str, int]:
    return parcel.name, len(b"x" * 8_000_000_000) if parcel.data == b"greedy" else 0
