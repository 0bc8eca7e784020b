"""Measures of the whole and of its groups: communities, assortativity, dyads, brokerage, change."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.analysis.measures_nodes import simple, values_of
from kg.analysis.measures_refused import check, check_comparable
from kg.analysis.rows import Row, facts, ranks
from kg.analysis.selection import known
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

#: By what nodes can be grouped.
GROUPS = ("kind", "region", "country", "side")
#: Roles of a broker between two nodes that are not joined, after Gould and Fernandez, for ties without a direction.
ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")


def communities(network: nx.Graph, *, seed: int = 0, resolution: float = 1.0, force: bool = False) -> list[Row]:
    """One row a node with the number of its community (Louvain; 1 is the largest) and the modularity of the whole.

    The same seed gives the same communities, in any process.
    """
    import networkx as nx

    check(network, "communities", force=force)
    graph, names = simple(network)
    parts = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    parts = sorted(parts, key=lambda part: (-len(part), min(part)))
    fit = nx.community.modularity(graph, parts, weight="weight", resolution=resolution) if graph.size() else 0.0
    return [
        {"community": number, "size": len(part), **facts(network, names[at]), "modularity": fit, "seed": seed}
        for number, part in enumerate(parts, start=1)
        for at in sorted(part, key=lambda at: (-graph.degree(at, "weight"), names[at]))
    ]


def assortativity(network: nx.Graph, by: str = "kind", *, force: bool = False) -> Row:
    """Whether ties stay within a kind or region (1), avoid it (towards -1) or do not care (0); of unweighted ties."""
    import networkx as nx

    known("grouping", by, GROUPS)
    check(network, "assortativity", by=by, force=force)
    graph, names = simple(network)
    groups = _groups(network, names, by)
    unknown = [at for at, group in groups.items() if not group]
    graph.remove_nodes_from(unknown)
    tied = {groups[at] for edge in graph.edges() for at in edge}
    if len(tied) < 2:
        held = ", ".join(sorted(tied)) or "none known"
        raise UsageError(f"assortativity by {by}: the ties are all in one group ({held}); take another grouping")
    nx.set_node_attributes(graph, groups, "group")
    value = float(nx.attribute_assortativity_coefficient(graph, "group"))
    return {"by": by, "value": value, "groups": len(tied), "ties": graph.number_of_edges(), "unknown": len(unknown)}


def dyads(network: nx.Graph) -> list[Row]:
    """One row a pair that is tied, the heaviest first, with its share of all ties and what the tie tells of itself."""
    pairs: dict[tuple[str, str], list[Row]] = {}
    for one, other, held in network.edges(data=True):
        pairs.setdefault((min(one, other), max(one, other)), []).append(held)
    weights = {pair: sum(held["weight"] for held in several) for pair, several in pairs.items()}
    whole = sum(weights.values())
    rows = [
        {
            "rank": rank,
            "one": network.nodes[one]["label"],
            "other": network.nodes[other]["label"],
            "weight": weights[one, other],
            "share": weights[one, other] / whole,
            "claims": len({iri for held in pairs[one, other] for iri in held["claim_iris"].split()}),
            "one_iri": one,
            "other_iri": other,
        }
        for (one, other), rank in zip(weights, ranks(list(weights.values())), strict=True)
    ]
    return sorted(rows, key=lambda row: (row["rank"], row["one_iri"], row["other_iri"]))


def brokerage(network: nx.Graph, by: str = "region", *, force: bool = False) -> list[Row]:
    """One row a node: how often it stands between two nodes that are not joined, by the groups of the three.

    coordinator: all three of one group; consultant: the two of one group, the broker of another; gatekeeper: the broker
    of the group of one of the two; liaison: three groups. Nodes of unknown group are left out.
    """
    known("grouping", by, GROUPS)
    check(network, "brokerage", by=by, force=force)
    graph, names = simple(network)
    groups = _groups(network, names, by)
    graph.remove_nodes_from([at for at, group in groups.items() if not group])
    told = {at: _roles(graph, at, groups) for at in graph}
    rows = [
        {
            "rank": 0,
            **facts(network, names[at]),
            "group": groups[at],
            "value": sum(roles.values()),
            **{role: roles[role] for role in ROLES},
        }
        for at, roles in told.items()
    ]
    for row, rank in zip(rows, ranks([row["value"] for row in rows]), strict=True):
        row["rank"] = rank
    return sorted(rows, key=lambda row: (row["rank"], row["iri"]))


def _groups(network: nx.Graph, names: list[str], by: str) -> dict[int, str]:
    return {at: str(network.nodes[iri].get(by, "")) for at, iri in enumerate(names)}


def _roles(graph: nx.Graph, broker: int, groups: dict[int, str]) -> Counter[str]:
    """Pairs of neighbours by role: all pairs, counted by group, less those that are joined."""
    around = set(graph[broker])
    roles: Counter[str] = Counter()
    sizes = Counter(groups[at] for at in around)
    for group, size in sizes.items():
        roles[_role(groups[broker], group, group)] += size * (size - 1) // 2
    for one, other in combinations(sorted(sizes), 2):
        roles[_role(groups[broker], one, other)] += sizes[one] * sizes[other]
    for at in around:
        for other in around & set(graph[at]):
            if at < other:
                roles[_role(groups[broker], groups[at], groups[other])] -= 1
    return roles


def _role(broker: str, one: str, other: str) -> str:
    if one == other:
        return "coordinator" if broker == one else "consultant"
    return "gatekeeper" if broker in (one, other) else "liaison"


def change(before: nx.Graph, after: nx.Graph, name: str = "degree", *, seed: int = 0, force: bool = False) -> list[Row]:
    """One row a node of either network: value and rank before and after, the largest change of value first.

    Networks of documents of different forms (a list, a press report) are not compared unless forced.
    """
    check_comparable(before.graph["documents"], after.graph["documents"], force)
    old, new = (_placed(network, name, seed, force) for network in (before, after))
    rows: list[dict[str, Any]] = []
    for iri in sorted({*old, *new}):
        (value, rank), (later, later_rank) = old.get(iri, (0.0, None)), new.get(iri, (0.0, None))
        rows.append(
            {
                **facts(after if iri in after else before, iri),
                "measure": name,
                "before": value,
                "after": later,
                "change": later - value,
                "rank_before": rank,
                "rank_after": later_rank,
            }
        )
    return sorted(rows, key=lambda row: (-abs(row["change"]), row["iri"]))


def _placed(network: nx.Graph, name: str, seed: int, force: bool) -> dict[str, tuple[float, int | None]]:
    found = values_of(network, name, seed=seed, force=force)
    placed = zip(found.items(), ranks(list(found.values())), strict=True)
    return {iri: (value, rank) for (iri, value), rank in placed}
