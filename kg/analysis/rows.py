"""Values of nodes as rows with ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Row = dict[str, Any]
#: What a row tells of its node.
FACTS = ("label", "label_en", "kind", "country", "region", "side")
#: Beyond these digits two values differ only by the order of an addition.
DIGITS = 10


def ranks(values: Sequence[float]) -> list[int]:
    """The rank of each value, the highest first; equal values share the better rank.

    >>> ranks([3, 5, 3, 1])
    [2, 1, 2, 4]
    """
    rounded = [round(value, DIGITS) for value in values]
    first: dict[float, int] = {}
    for place, value in enumerate(sorted(rounded, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in rounded]


def facts(network: nx.Graph, iri: str) -> Row:
    """What a reader needs to know a node by."""
    held = network.nodes[iri]
    return {"iri": iri, **{name: held[name] for name in FACTS if name in held}}


def ranked(network: nx.Graph, values: Mapping[str, float], name: str, computed: str = "exact") -> list[Row]:
    """One row a node, best rank first, equal ranks by label."""
    iris = list(values)
    placed = zip(iris, ranks([values[iri] for iri in iris]), strict=True)
    rows = [
        {"rank": rank, **facts(network, iri), "measure": name, "value": values[iri], "computed": computed}
        for iri, rank in placed
    ]
    return sorted(rows, key=lambda row: (row["rank"], row.get("label", ""), row["iri"]))
