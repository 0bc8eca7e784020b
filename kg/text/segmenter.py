"""Words: where jieba would cut. The only place that knows jieba.

A cut is a hint, never an authority: names are told by the gazetteer and by shape.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
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

    @cached_property
    def _tokenizer(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's source has escapes newer Pythons complain of
            import jieba

        jieba.setLogLevel(logging.ERROR)
        tokenizer = jieba.Tokenizer()
        # Built in memory: jieba's own cache in the shared temporary folder is neither read nor written.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        for word in self._added:
            tokenizer.add_word(word)
        return tokenizer

    @cached_property
    def _tags(self) -> dict[str, str]:
        table: dict[str, str] = {}
        with self._tokenizer.get_dict_file() as lines:
            for line in lines:
                word, _, tag = line.decode("utf-8").split(" ")
                table[word] = tag.strip()
        return table

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
        table = self._tags
        return [(word, table.get(word, "x")) for word in self.words(text)]


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
