"""The rdflib view of a store, which answers what was asked and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oxrdflib import OxigraphStore
from rdflib import Literal


class ExactStore(OxigraphStore):
    """An Oxigraph store whose patterns are held to.

    A store on disk that is asked for a number whose last byte is 255 (767, say) also gives those behind it, 768 and
    on; its SPARQL does not. So what comes back is compared with what was asked.
    """

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """The triples of a pattern, each with its graphs."""
        asked = triple_pattern[2]
        for triple, graphs in super().triples(triple_pattern, context):
            found = triple[2]
            if not (isinstance(asked, Literal) and isinstance(found, Literal)) or _same(asked, found):
                yield triple, graphs


def _same(one: Literal, other: Literal) -> bool:
    return one == other or (one.value is not None and one.value == other.value)
