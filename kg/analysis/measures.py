"""Measures of a network, as rows ready for pandas: who, how much, which rank, and how it was computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.analysis.measures_groups import assortativity, brokerage, change, communities, dyads
from kg.analysis.measures_nodes import EXACT, MEASURES, SOURCES, how, simple, values_of
from kg.analysis.measures_refused import hub_of, refusal
from kg.analysis.robustness import intervals, leave_one_item_out
from kg.analysis.rows import FACTS, Row, facts, ranked, ranks

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "DEFAULT",
    "EXACT",
    "FACTS",
    "MEASURES",
    "SOURCES",
    "assortativity",
    "brokerage",
    "change",
    "communities",
    "dyads",
    "hub_of",
    "intervals",
    "leave_one_item_out",
    "measure",
    "refusal",
    "table",
]

#: What :func:`table` takes where nothing else is asked for; a refused one is left out and named with the reason.
DEFAULT = ("degree", "weighted-degree", "betweenness", "closeness", "pagerank", "k-core", "clustering")


def measure(network: nx.Graph, name: str = "degree", *, seed: int = 0, force: bool = False) -> list[Row]:
    """One row a node with its value and rank. A measure that the view makes meaningless is refused unless forced."""
    found = values_of(network, name, seed=seed, force=force)
    return ranked(network, found, name, how(simple(network)[0], MEASURES[name], seed))


def table(
    network: nx.Graph, names: Iterable[str] = DEFAULT, *, seed: int = 0, force: bool = False
) -> tuple[list[Row], dict[str, str]]:
    """One row a node with a column for each measure and its rank; and the measures refused, each with the reason."""
    refused: dict[str, str] = {}
    rows = {iri: facts(network, iri) for iri in network}
    wanted = tuple(names)
    for name in wanted:
        reason = None if force else refusal(network, name)
        if reason:
            refused[name] = reason
            continue
        found = values_of(network, name, seed=seed, force=force)
        for (iri, value), rank in zip(found.items(), ranks(list(found.values())), strict=True):
            rows[iri].update({name: value, f"{name} rank": rank})
    taken = [name for name in wanted if name not in refused]
    order = sorted(rows.values(), key=lambda row: (*(row[f"{name} rank"] for name in taken), row["iri"]))
    return order, refused
