"""Limits that the system itself keeps for a process, set by the process before it does anything else.

As a program, ``python -m kg.scaling.confinement MEMORY PROGRAM ARGUMENTS…`` becomes PROGRAM under these limits.
"""

from __future__ import annotations

import contextlib
import os
import sys


def confine(*, memory: int, seconds: float | None = None) -> None:
    """No more memory, no more time of a processor than this, no core file, and no life after the parent."""
    import resource

    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_AS: memory}
    if seconds is not None:
        # The parent's clock comes first; this one is for a child whose parent was killed.
        wanted[resource.RLIMIT_CPU] = int(seconds) * (os.cpu_count() or 1) + 2
    for kind, most in wanted.items():
        # A system that does not know a limit leaves the others in force.
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(kind)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
    die_with_parent()


def die_with_parent() -> None:
    """On Linux the system ends this process with its parent; elsewhere the limits on time do."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    set_death_signal = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    confine(memory=int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the program is the one that `kg serve` names
