"""Measures of single nodes: each takes a simple graph with whole numbers for nodes and gives a number for each.

Ties are counts, not costs: paths are counted in steps; degree counts neighbours, weighted degree what joins them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.measures_refused import check
from kg.analysis.selection import known
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

#: Above this many nodes, measures over all pairs are taken from a sample of sources.
EXACT = 2000
SOURCES = 300

Values = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its names, how it is computed, whether over all pairs (sampled on large graphs)."""

    title: str
    title_en: str
    compute: Callable[[Any, int], Values]
    all_pairs: bool = False


def simple(network: nx.Graph) -> tuple[nx.Graph, list[str]]:
    """The network without directions, parallels and loops, its nodes numbered in their order; and their IRIs.

    Whole numbers, because sets of texts are walked in another order in every process.
    """
    import networkx as nx

    names = list(network)
    number = {iri: at for at, iri in enumerate(names)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    for one, other, weight in network.edges(data="weight", default=1):
        first, second = number[one], number[other]
        if first != second:
            held = plain.get_edge_data(first, second, {"weight": 0})["weight"]
            plain.add_edge(first, second, weight=held + weight)
    return plain, names


def how(graph: nx.Graph, measure: Measure, seed: int) -> str:
    """How the numbers came about: exact, or from how many sources."""
    if not measure.all_pairs or len(graph) <= EXACT:
        return "exact"
    return f"sampled: {SOURCES} of {len(graph)} sources, seed {seed}"


def degree(graph: nx.Graph, _seed: int) -> Values:
    """Neighbours."""
    return dict(graph.degree())


def weighted_degree(graph: nx.Graph, _seed: int) -> Values:
    """What joins a node to its neighbours, added up."""
    return dict(graph.degree(weight="weight"))


def betweenness(graph: nx.Graph, seed: int) -> Values:
    """The share of shortest paths that run through a node."""
    import networkx as nx

    sources = None if len(graph) <= EXACT else SOURCES
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, not a secret
    found: Values = nx.betweenness_centrality(graph, k=sources, seed=chance)
    return found


def closeness(graph: nx.Graph, seed: int) -> Values:
    """How near the nodes are that can be reached, times their share (Wasserman and Faust)."""
    import networkx as nx

    if len(graph) <= EXACT:
        found: Values = nx.closeness_centrality(graph)
        return found
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, not a secret
    sources = chance.sample(range(len(graph)), SOURCES)
    reached, steps = [0] * len(graph), [0] * len(graph)
    for source in sources:
        for node, distance in nx.single_source_shortest_path_length(graph, source).items():
            if distance:
                reached[node] += 1
                steps[node] += distance
    return {node: (reached[node] / SOURCES) * (reached[node] / steps[node]) if steps[node] else 0.0 for node in graph}


def eigenvector(graph: nx.Graph, _seed: int) -> Values:
    """Being joined to those who are joined: only where all hangs together."""
    import networkx as nx

    try:
        found: Values = nx.eigenvector_centrality(graph, max_iter=2000, weight="weight")
    except nx.PowerIterationFailedConvergence as error:
        raise UsageError("eigenvector: does not settle on this network; use pagerank") from error
    return found


def pagerank(graph: nx.Graph, _seed: int) -> Values:
    """Where a walker along the ties is found; defined also where the network falls apart."""
    import networkx as nx

    found: Values = nx.pagerank(graph, weight="weight")
    return found


def core(graph: nx.Graph, _seed: int) -> Values:
    """The largest k such that the node is among nodes that all have k neighbours among themselves."""
    import networkx as nx

    found: Values = nx.core_number(graph)
    return found


def clustering(graph: nx.Graph, _seed: int) -> Values:
    """How many pairs of neighbours are neighbours themselves."""
    import networkx as nx

    found: Values = nx.clustering(graph)
    return found


MEASURES: Mapping[str, Measure] = {
    "degree": Measure("度", "degree", degree),
    "weighted-degree": Measure("加权度", "weighted degree", weighted_degree),
    "betweenness": Measure("中介中心性", "betweenness", betweenness, all_pairs=True),
    "closeness": Measure("接近中心性", "closeness", closeness, all_pairs=True),
    "eigenvector": Measure("特征向量中心性", "eigenvector centrality", eigenvector),
    "pagerank": Measure("PageRank", "PageRank", pagerank),
    "k-core": Measure("k核", "k-core", core),
    "clustering": Measure("聚类系数", "clustering", clustering),
}


def values_of(network: nx.Graph, name: str, *, seed: int = 0, force: bool = False) -> dict[str, float]:
    """The value of each node by its IRI, in the order of the network."""
    known("measure", name, MEASURES)
    check(network, name, force=force)
    graph, names = simple(network)
    found = MEASURES[name].compute(graph, seed)
    return {iri: found[at] for at, iri in enumerate(names)}
