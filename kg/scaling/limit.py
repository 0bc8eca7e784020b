"""A limit on how long one piece of work may take."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Value = TypeVar("Value")


class TooLong(BaseException):
    """The time is over. Not an Exception, so that no handler on the way mistakes it for an error of the document."""


def within(seconds: float | None, act: Callable[[], Value]) -> Value:
    """The value of ``act()``, or TooLong.

    >>> within(5, lambda: 7)
    7
    """
    if seconds is None:
        return act()
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        return _by_alarm(seconds, act)
    return _by_thread(seconds, act)


def _by_alarm(seconds: float, act: Callable[[], Value]) -> Value:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    try:
        # It rings again: a first alarm that a destructor swallowed must not be the last.
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
        try:
            return act()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def _by_thread(seconds: float, act: Callable[[], Value]) -> Value:
    """Where no alarm reaches (threads of a cluster's worker, Windows): raised from beside, between two byte codes."""
    me, lock, done = threading.get_ident(), threading.Lock(), False

    def ring() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(me), ctypes.py_object(TooLong))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        return act()
    finally:
        with lock:
            done = True
        timer.cancel()
