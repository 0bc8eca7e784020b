"""How long a thing takes, told so that a busy machine changes nothing: processor time, best of several tries."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

#: Below this, clocks and caches say more than the work does.
LEAST = 0.05
TRIES = 6


def seconds(act: Callable[[], object]) -> float:
    """Seconds of the processor; what the collector does is not the work's own."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        act()
        return time.process_time() - began
    finally:
        gc.enable()


def takes_at_most(act: Callable[[], object], limit: float) -> bool:
    """Whether some try stays below the limit; a slow machine may spoil a try, a slow program spoils all."""
    return any(seconds(act) < limit for _ in range(TRIES))


def grows_with_length(act: Callable[[Any], object], make: Callable[[int], Any], size: int, room: float = 2.6) -> bool:
    """Whether twice the input costs at most ``room`` times as much, by the best of some tries of each."""
    once, twice = [], []
    for _ in range(TRIES):
        small, large = make(size), make(2 * size)
        once.append(seconds(lambda text=small: act(text)))
        twice.append(seconds(lambda text=large: act(text)))
        if min(twice) < LEAST or min(twice) < room * min(once):
            return True
    return False
