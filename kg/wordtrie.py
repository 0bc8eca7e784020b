"""Word lists as patterns, and as automata where the extra ``fast`` is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, Generic, TypeVar

Meaning = TypeVar("Meaning")
#: So far before a word may a longer one begin, of that length: one of these.
Guards = tuple[tuple[int, int, frozenset[str]], ...]


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


class Told(Generic[Meaning]):
    """Where words stand in a text, in any order, and what the longest word from each place means.

    >>> Told({"中国": "a", "中": "b", "国家": "c"}).find("中国家")
    {0: 'a', 1: 'c'}
    """

    def __init__(self, words: Mapping[str, Meaning], fast: bool = True) -> None:
        self._words = dict(words)
        self._meant = list(words.values())
        self._automaton = automaton(words) if fast else None
        self._places = Places(words if self._automaton is None else (), fast=False)

    def find(self, text: str) -> dict[int, Meaning]:
        """Beginnings, and what stands there."""
        if self._automaton is None:
            return {at: self._words[text[at:end]] for at, end in self._places.find(text)}
        meant = self._meant
        return {start: meant[number] for start, _, number in self._automaton.find_overlapping(text)}


class Lists:
    """Where the words of several lists stand in a text, told in one pass: for each list what :class:`Places` finds.

    >>> Lists(["中国", "中", "国家"], ["中国", "家"]).find("中国家")
    [[(0, 2), (1, 3)], [(0, 2), (2, 3)]]
    """

    def __init__(self, *lists: Iterable[str], fast: bool = True) -> None:
        every = [frozenset(words) for words in lists]
        held = sorted(frozenset[str]().union(*every))
        self._automaton = automaton(held) if fast else None
        self._in = [[number for number, words in enumerate(every) if word in words] for word in held]
        self._lists = [Places(words, fast) for words in (every if self._automaton is None else ())]
        self._count = len(every)

    def find(self, text: str) -> list[list[tuple[int, int]]]:
        """Beginnings and ends, in the order of the text, list by list."""
        if self._automaton is None:
            return [words.find(text) for words in self._lists]
        found: list[dict[int, int]] = [{} for _ in range(self._count)]
        for start, end, number in self._automaton.find_overlapping(text):
            for place in self._in[number]:
                found[place][start] = end
        return [sorted(places.items()) for places in found]


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
        return [word for _, word in self.places(text)]

    def places(self, text: str) -> list[tuple[int, str]]:
        """The words and where each begins."""
        if self._automaton is not None:
            with suppress(UnicodeEncodeError):  # half a character cannot be handed over
                return [(start, self._words[number]) for start, _, number in self._automaton.find(text)]
        return [(found.start(), found[0]) for found in self._pattern.finditer(text)]


def guards_of(word: str, longer: Iterable[str]) -> Guards:
    """Longer words in which a word is none, by where it stands in them and how long they are.

    Those of one length that hold it at one place are looked up together: 中非 alone has two hundred.

    >>> [(shift, length, sorted(words)) for shift, length, words in guards_of("在", ["内在", "实在", "在于"])]
    [(0, 2, ['在于']), (1, 2, ['内在', '实在'])]
    """
    together: dict[tuple[int, int], set[str]] = {}
    for each in longer:
        for shift in range(len(each) - len(word) + 1):
            if each.startswith(word, shift):
                together.setdefault((shift, len(each)), set()).add(each)
    return tuple((shift, length, frozenset(words)) for (shift, length), words in sorted(together.items()))


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
    return "|".join(branches(words))


def branches(words: Iterable[str]) -> list[str]:
    """The alternatives of :func:`alternation`, each with a first character of its own.

    A pattern all of whose alternatives begin with a character as it is need not be tried where none of them stands.

    >>> branches(["中国", "中", "日本"])
    ['中国?', '日本']
    """
    root: dict[str, object] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return _branches(root)


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
