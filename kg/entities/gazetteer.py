"""The names silkgraph knows by heart, and where they stand in a text.

The names live in ``names/*.tsv`` of the data folders, one written form a row (``kg/data/names/README.md``
explains the columns). They are held in a trie of nested dicts, one character a level, and read off
leftmost-longest: 几内亚比绍 is never 几内亚, 南苏丹 is never 苏丹. A row's ``not_in`` lists longer words in
which its name is no name at all: 法国 does not stand in 立法国家.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.entities.names import Body, Form, read_names
from kg.model import Entity
from kg.record import record
from kg.wordtrie import Guards, automaton, guards_of

_Node = dict[str, Any]
#: Marks the end of a name in a node of the trie; no text character is the empty string.
_END: Final = ""


@record
class Hit:
    """A known name at ``text[start:end]``.

    ``name`` is the form as listed (the text may set other dashes or brackets); ``keys`` are the entities it may mean.
    """

    start: int
    end: int
    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What is known at the end of a name: what it may mean and where it does not stand."""

    name: str
    keys: tuple[str, ...]
    guards: Guards
    latin: bool

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the name at ``text[start:end]`` is a name there, not a part of a longer word."""
        if self.latin and (_letter(text, start - 1) or _letter(text, end)):
            return False
        for shift, length, words in self.guards:
            if start >= shift and text[start - shift : start - shift + length] in words:
                return False
        return True


def _letter(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isascii() and text[index].isalnum()


class Gazetteer:
    """Known names and the entities they mean.

    >>> gazetteer = Gazetteer.load(DATA)                                        # doctest: +SKIP
    >>> [(hit.name, hit.keys) for hit in gazetteer.find("立法国家同法国签署")]      # doctest: +SKIP
    [('法国', ('country/FRA',))]
    """

    __slots__ = ("_automaton", "_bodies", "_english", "_entities", "_leaves", "_root", "_spellings")

    def __init__(self, bodies: Iterable[Body], fast: bool = True) -> None:
        """Make the trie, or a Rust automaton in its place where ``fast`` and the extra of that name allow it."""
        self._bodies = {body.key: body for body in bodies}
        self._leaves = _leaves(self._bodies.values())
        self._spellings = tuple(self._leaves)
        self._entities: dict[str, Entity] = {}
        self._english: dict[str, tuple[str, ...]] | None = None
        self._automaton: Any = automaton(self._spellings) if fast else None
        self._root = _grow(self._leaves) if self._automaton is None else {}

    @classmethod
    def load(cls, *folders: Path) -> Gazetteer:
        """Read ``names/*.tsv`` of each data folder; what a later folder says of a key goes over the earlier."""
        return cls(read_names(folders))

    def __len__(self) -> int:
        """How many entities are known."""
        return len(self._bodies)

    def __contains__(self, key: object) -> bool:
        return key in self._bodies

    def __iter__(self) -> Iterator[str]:
        """All keys, in the order of the files."""
        return iter(self._bodies)

    def names(self) -> tuple[str, ...]:
        """All spellings that :meth:`find` looks for, in the order of the files."""
        return self._spellings

    def find(self, text: str) -> list[Hit]:
        """Every known name in ``text``: at each place the longest that stands there, no two overlapping."""
        return self._walk(text) if self._automaton is None else self._sweep(text)

    def stands_in(self, text: str) -> bool:
        """Whether :meth:`find` finds any name; told without looking for all."""
        if self._automaton is None:
            return bool(self._walk(text))
        spellings, leaves = self._spellings, self._leaves
        found: list[tuple[int, int, int]] = self._automaton.find_overlapping(text)
        return any(leaves[spellings[number]].stands(text, start, end) for start, end, number in found)

    def spelled_in(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where spellings of names stand in a text, and the keys of each: all that :meth:`find` finds, and more."""
        if self._automaton is None:
            return [(hit.start, hit.end, hit.keys) for hit in self._walk(text)]
        spellings, leaves = self._spellings, self._leaves
        found: list[tuple[int, int, int]] = self._automaton.find_overlapping(text)
        return [(start, end, leaves[spellings[number]].keys) for start, end, number in found]

    def _walk(self, text: str) -> list[Hit]:
        root, hits, resume = self._root, [], 0
        for start, character in enumerate(text):
            if character in root and start >= resume:
                found = _longest(root[character], text, start)
                if found is not None:
                    resume, leaf = found
                    hits.append(Hit(start, resume, leaf.name, leaf.keys))
        return hits

    def _sweep(self, text: str) -> list[Hit]:
        # The automaton gives every occurrence; what stands is then chosen as the trie chooses it.
        spellings, leaves, hits, resume = self._spellings, self._leaves, list[Hit](), 0
        found: list[tuple[int, int, int]] = self._automaton.find_overlapping(text)
        if len(found) > 1:
            found.sort(key=lambda match: (match[0], -match[1]))
        for start, end, number in found:
            if start >= resume:
                leaf = leaves[spellings[number]]
                if leaf.stands(text, start, end):
                    resume = end
                    hits.append(Hit(start, end, leaf.name, leaf.keys))
        return hits

    def entity(self, key: str) -> Entity:
        """The entity of a key: preferred label first, the other written forms in file order."""
        made = self._entities.get(key)
        if made is None:
            made = self._entities[key] = self._bodies[key].entity()
        return made

    def keys_named(self, name: str) -> tuple[str, ...]:
        """The keys a written form may mean; an English label counts too. Empty if nothing is so called."""
        if self._english is None:
            known: dict[str, tuple[str, ...]] = {}
            for body in self._bodies.values():
                if body.label_en:
                    known[body.label_en] = (*known.get(body.label_en, ()), body.key)
            self._english = known | {spelling: leaf.keys for spelling, leaf in self._leaves.items()}
        return self._english.get(name, ())

    def kinds(self) -> frozenset[str]:
        """All kinds that known entities are of."""
        return frozenset(kind for body in self._bodies.values() for kind in body.kinds)

    def place_before(self, name: str) -> Hit | None:
        """The city that the name of a school begins with: 北京大学."""
        for end in (4, 3, 2):
            for key in self.keys_named(name[:end]) if len(name) > end else ():
                if self.entity(key).kinds[0] in {"LocalGovernment", "Place"}:
                    return Hit(0, end, name[:end], (key,))
        return None

    def first_signs(self, kinds: Container[str]) -> frozenset[str]:
        """The characters that the names of entities of these kinds begin with."""
        bodies = (body for body in self._bodies.values() if body.kinds[0] in kinds)
        return frozenset(spelling[0] for body in bodies for spelling, _ in body.spelled())

    def states_called(self, sign: str) -> tuple[str, ...]:
        """The keys of the states whose labels begin so."""
        states = (body for body in self._bodies.values() if body.kinds[0] == "Country")
        return tuple(body.key for body in states if next(iter(body.forms)).startswith(sign))

    def validity(self, key: str, name: str) -> tuple[str | None, str | None]:
        """From when and until when a body bore a name, as exact as known; None where the name has no such bound."""
        form = self._bodies[key].forms.get(name)
        return (form.since, form.until) if form else (None, None)


def _leaves(bodies: Iterable[Body]) -> dict[str, _Leaf]:
    meant: dict[str, list[tuple[str, Form]]] = {}
    for body in bodies:
        for spelling, form in body.spelled():
            meant.setdefault(spelling, []).append((body.key, form))
    return {spelling: _leaf(spelling, forms) for spelling, forms in meant.items()}


def _leaf(spelling: str, meant: list[tuple[str, Form]]) -> _Leaf:
    guards = guards_of(spelling, [word for _, form in meant for word in form.not_in])
    latin = any(edge.isascii() and edge.isalnum() for edge in (spelling[0], spelling[-1]))
    return _Leaf(meant[0][1].name, tuple(dict.fromkeys(key for key, _ in meant)), guards, latin)


def _grow(leaves: dict[str, _Leaf]) -> _Node:
    root: _Node = {}
    for spelling, leaf in leaves.items():
        node = root
        for character in spelling:
            node = node.setdefault(character, {})
        node[_END] = leaf
    return root


def _longest(node: _Node | None, text: str, start: int) -> tuple[int, _Leaf] | None:
    found, end, size = None, start + 1, len(text)
    while node is not None:
        leaf = node.get(_END)
        if leaf is not None and leaf.stands(text, start, end):
            found = (end, leaf)
        if end >= size:
            break
        node = node.get(text[end])
        end += 1
    return found
