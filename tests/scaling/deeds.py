"""Work that worker processes can import: it counts, hangs, fails or ends its process."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
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
