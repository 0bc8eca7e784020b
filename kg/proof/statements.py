"""A built graph as it stands in ``graph.ttl``, read by a parser that knows nothing of us."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from kg.errors import OutputError
from kg.model import RELATIONS
from kg.proof.terms import KG, TYPE

#: So many can nest without harm; and a string of Turtle as our builds write it.
_NESTED = 500
_STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*+"')
Said = dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Statements:
    """Subject to predicate to sorted values; ``lines`` are the same triples as sorted N-Triples."""

    lines: tuple[bytes, ...] = ()
    said: Said = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Statements:
        """The statements of a Turtle file."""
        import pyoxigraph as ox

        _refuse_nested(path)
        held: dict[str, dict[str, list[str]]] = {}
        lines: set[str] = set()
        try:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                lines.add(f"{quad.subject} {quad.predicate} {quad.object} .\n")
                subject, value = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
                held.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
        except (OSError, SyntaxError, ValueError) as error:
            raise OutputError(f"{path}: cannot be read as Turtle: {' '.join(str(error).split())}") from error
        said = {node: {name: tuple(sorted(values)) for name, values in told.items()} for node, told in held.items()}
        return cls(tuple(sorted(line.encode("utf-8", "surrogatepass") for line in lines)), said)

    def many(self, node: str, predicate: str) -> tuple[str, ...]:
        """All values, sorted."""
        return self.said.get(node, {}).get(predicate, ())

    def one(self, node: str, predicate: str) -> str:
        """The only value; empty where there is none or more than one."""
        values = self.many(node, predicate)
        return values[0] if len(values) == 1 else ""

    def of_kind(self, kind: str) -> list[str]:
        """The nodes of a class of ours, sorted."""
        return sorted(node for node, told in self.said.items() if KG + kind in told.get(TYPE, ()))

    def relation_triples(self) -> Iterator[tuple[str, str, str]]:
        """Every plain triple of a relation between nodes."""
        for node, told in self.said.items():
            for name in RELATIONS:
                for value in told.get(KG + name, ()):
                    yield node, name, value


def _refuse_nested(path: Path) -> None:
    """No build writes triples in triples, and the parser dies of a hundred thousand of them."""
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        if data.count(b"<<") > _NESTED and _STRING.sub(b"", data).count(b"<<") > _NESTED:
            raise OutputError(f"{path}: holds triples in triples, which no build writes")


def local(iri: str) -> str:
    """The last part of a term's address."""
    return iri.rpartition("#")[2]


def key(base: str, iri: str) -> str:
    """The key that an address was made of: ``segment/name``.

    >>> key("https://example.org/", "https://example.org/country/CHN")
    'country/CHN'
    """
    return "/".join(unquote(part) for part in iri.removeprefix(base).split("/"))
