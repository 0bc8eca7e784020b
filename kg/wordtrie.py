"""Word lists as patterns, and as automata where the extra ``fast`` is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any


def automaton(words: Iterable[str], longest: bool = False) -> Any:
    """A Rust automaton that finds every word in one pass; None without the extra ``fast``.

    Every occurrence, or ``longest``: from left to right the longest at each place, no two overlapping.
    """
    held = list(words)
    try:
        daachorse = import_module("daachorse")
    except ImportError:
        return None
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST if longest else daachorse.MATCH_KIND_STANDARD
    return daachorse.CharwiseDoubleArrayAhoCorasick(held, kind) if held else None


class Places:
    """Where words stand in a text: every beginning, with the longest word there.

    >>> Places(["中国", "中", "国家"]).find("中国家")
    [(0, 2), (1, 3)]
    """

    def __init__(self, words: Iterable[str], fast: bool = True) -> None:
        self._words = held = sorted(set(words))
        self._automaton = automaton(held) if fast else None
        self._pattern = re.compile(alternation(held) or "(?!)")

    def find(self, text: str) -> list[tuple[int, int]]:
        """Beginnings and ends, in the order of the text."""
        if self._automaton is not None:
            # Occurrences come by their ends, so that the longest from a place is the last.
            return sorted({start: end for start, end, _ in self._automaton.find_overlapping(text)}.items())
        found, hit = [], self._pattern.search(text)
        while hit:
            found.append(hit.span())
            hit = self._pattern.search(text, hit.start() + 1)
        return found

    def held(self, text: str) -> set[str]:
        """Those of the words that stand anywhere in a text, also within one another.

        >>> sorted(Places(["中国", "国家", "日本"]).held("中国家"))
        ['中国', '国家']
        """
        if self._automaton is not None:
            return {self._words[number] for _, _, number in self._automaton.find_overlapping(text)}
        return {word for word in self._words if word in text}


class Longest:
    """Reads words off a text from left to right, the longest at each place, no two overlapping.

    >>> Longest(["中国", "中", "国家"]).find("中国家中")
    ['中国', '中']
    """

    def __init__(self, words: Iterable[str], fast: bool = True) -> None:
        self._words = held = sorted(set(words))
        self._automaton = automaton(held, longest=True) if fast else None
        self._pattern = re.compile(alternation(held) or "(?!)")

    def find(self, text: str) -> list[str]:
        """The words, in the order of the text."""
        if self._automaton is not None:
            with suppress(UnicodeEncodeError):  # half a character cannot be handed over
                return [self._words[number] for _, _, number in self._automaton.find(text)]
        return self._pattern.findall(text)


def places_of(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text, no two places overlapping.

    >>> list(places_of("中中", "中中中中中"))
    [0, 2]
    """
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def alternation(words: Iterable[str]) -> str:
    """Words as a pattern that takes the longest at each place, grown as a trie so that no beginning is tried twice.

    >>> alternation(["中国", "中", "日本"])
    '中国?|日本'
    """
    root: dict[str, object] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return "|".join(_branches(root))


def _branches(node: dict[str, object]) -> list[str]:
    made = []
    for character in sorted(key for key in node if key):
        below: dict[str, object] = node[character]  # type: ignore[assignment]
        parts = _branches(below)
        if not parts:
            made.append(re.escape(character))
            continue
        single = len(parts) == 1 and "|" not in parts[0]
        inner = parts[0] if single else f"(?:{'|'.join(parts)})"
        if "" in below:
            inner = f"{inner}?" if len(inner) == 1 or not single else f"(?:{inner})?"
        made.append(re.escape(character) + inner)
    return made
