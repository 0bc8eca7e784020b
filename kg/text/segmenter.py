"""Words: where jieba would cut. The only place that knows jieba.

A cut is a hint, never an authority: names are told by the gazetteer and by shape.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

_WINDOW = 2_000  # jieba's memory for one stretch grows with its length


class Segmenter:
    """Chinese word cuts from a tokenizer of its own, loaded on first use and kept in memory.

    >>> Segmenter().words("中国与老挝签署协议")
    ['中国', '与', '老挝', '签署', '协议']
    """

    def __init__(self, words: tuple[str, ...] = (), *, unknown: bool = False) -> None:
        self._added = words
        self._unknown = unknown  # guess words the dictionary lacks (slow on hostile lines)
        self._table = _Table(())

    @cached_property
    def _tokenizer(self) -> Any:
        with _without("pkg_resources"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's source has escapes newer Pythons complain of
            import jieba

        jieba.setLogLevel(logging.ERROR)
        tokenizer = jieba.Tokenizer()
        # Built in memory: jieba's own cache in the shared temporary folder is neither read nor written.
        with tokenizer.get_dict_file() as file:
            self._table = _Table(tuple(file.read().decode("utf-8").split()))
        tokenizer.FREQ, tokenizer.total = self._table, self._table.total
        tokenizer.initialized = True
        for word in self._added:
            tokenizer.add_word(word)
        return tokenizer

    def words(self, text: str) -> list[str]:
        """The words, which joined give the text again."""
        return [word for window in _windows(text) for word in self._tokenizer.cut(window, HMM=self._unknown)]

    def boundaries(self, text: str) -> frozenset[int]:
        """Every position where a word begins or ends, 0 and ``len(text)`` included."""
        position, found = 0, {0}
        for word in self.words(text):
            position += len(word)
            found.add(position)
        return frozenset(found)

    def tags(self, text: str) -> list[tuple[str, str]]:
        """Words with the tag the dictionary gives them ("x" if it has none)."""
        words = self.words(text)
        return [(word, self._table.tag(word)) for word in words]


class _Table:
    """jieba's dictionary: words with how often each is met and its tag, as they stand in its file, one after the other.

    Whatever is no longer than the longest word may be the beginning of one. jieba's own table holds every beginning of
    every word besides, with a frequency of none, to see early that a stretch begins no word: to make that takes six
    times as long, and few words are ever asked for.
    """

    def __init__(self, rows: tuple[str, ...]) -> None:
        # A tuple of texts is nothing for the garbage collector to look through, as a list of a million is.
        self._rows, self._added = rows, dict[str, int]()
        self._places = dict(zip(rows[::3], range(1, len(rows), 3), strict=True))
        self._longest = max(map(len, self._places), default=0)
        self.total = sum(map(int, rows[1::3]))

    def get(self, word: str, otherwise: int | None = None) -> int | None:
        """How often a word is met."""
        at = self._places.get(word)
        return self._added.get(word, otherwise) if at is None or word in self._added else int(self._rows[at])

    def tag(self, word: str) -> str:
        """The tag of a word; x if it has none."""
        at = self._places.get(word)
        return "x" if at is None else self._rows[at + 1]

    def __contains__(self, word: str) -> bool:
        return len(word) <= self._longest

    def __getitem__(self, word: str) -> int:
        return self.get(word) or 0

    def __setitem__(self, word: str, count: int) -> None:
        self._added[word], self._longest = count, max(self._longest, len(word))


@contextmanager
def _without(module: str) -> Iterator[None]:
    """As if a module were not installed, unless it is there already.

    jieba takes a tenth of a second to import one that it can open its files without.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


def _windows(text: str) -> Iterator[str]:
    """Stretches of bounded length, cut behind a line or a stop where there is one."""
    start = 0
    while len(text) - start > _WINDOW:
        end = start + _WINDOW
        stop = max(text.rfind(mark, start, end) for mark in "\n。；，")
        end = stop + 1 if stop > start else end
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]
