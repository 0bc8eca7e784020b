"""Measures agree with hand computation and with the literature; meaningless ones are refused with the reason."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis import measures, measures_nodes
from kg.analysis.network import build_network
from kg.errors import UsageError
from tests.analysis.desk import Desk, small


def labelled(graph: nx.Graph, **groups: object) -> nx.Graph:
    """A graph as the views make it."""
    graph.graph.update(view="agents", documents=[])
    for node in graph:
        graph.nodes[node].setdefault("label", str(node))
    return graph


def values(network, name, **more):
    return {row["label"]: row["value"] for row in measures.measure(network, name, **more)}


@pytest.fixture
def kite():
    """A triangle with a tail: small enough for a pencil."""
    return labelled(nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]))


def test_measures_of_a_small_graph_agree_with_the_pencil(kite):
    assert values(kite, "degree") == {"a": 2, "b": 2, "c": 3, "d": 1}
    # Of the three pairs of others, a-d and b-d have their only shortest path through c.
    assert values(kite, "betweenness") == pytest.approx({"a": 0, "b": 0, "c": 2 / 3, "d": 0})
    assert values(kite, "closeness") == pytest.approx({"a": 3 / 4, "b": 3 / 4, "c": 1, "d": 3 / 5})
    assert values(kite, "clustering") == pytest.approx({"a": 1, "b": 1, "c": 1 / 3, "d": 0})
    assert values(kite, "k-core") == {"a": 2, "b": 2, "c": 2, "d": 1}


def test_weighted_degree_adds_what_ties_carry():
    network = build_network(small(), view="country")
    assert values(network, "weighted-degree") == {"中国": 5, "塞尔维亚": 3, "哈萨克斯坦": 2}


def test_florentine_families_agree_with_the_literature():
    florence = labelled(nx.florentine_families_graph())
    # Wasserman and Faust 1994; Jackson 2008: the Medici lie on 52 % of the shortest paths, the Strozzi on 10 %.
    between = values(florence, "betweenness")
    assert round(between["Medici"], 3) == 0.522
    assert round(between["Strozzi"], 3) == 0.103
    assert round(between["Guadagni"], 3) == 0.255
    assert values(florence, "degree")["Medici"] == 6
    assert round(values(florence, "closeness")["Medici"], 2) == 0.56
    assert round(values(florence, "eigenvector")["Medici"], 3) == 0.430


def test_the_karate_club_agrees_with_the_literature():
    club = nx.karate_club_graph()
    for one, other in club.edges:
        club.edges[one, other]["weight"] = 1
    labelled(club)
    between = values(club, "betweenness")
    assert [round(between[node], 3) for node in ("0", "33", "32")] == [0.438, 0.304, 0.145]
    assert values(club, "degree")["33"] == 17
    # Best known modularity of the club: 0.4198.
    rows = measures.communities(club, seed=1)
    assert 0.41 < rows[0]["modularity"] <= 0.4199
    factions = {node: club.nodes[node]["club"] for node in club}
    nx.set_node_attributes(club, factions, "kind")
    assert round(measures.assortativity(club, "kind")["value"], 2) == 0.72


def test_the_same_seed_gives_the_same_communities(kite):
    assert measures.communities(kite, seed=7) == measures.communities(kite, seed=7)


def test_equal_values_share_a_rank_and_rows_say_how_they_were_computed(kite):
    rows = measures.measure(kite, "degree")
    assert [(row["rank"], row["label"]) for row in rows] == [(1, "c"), (2, "a"), (2, "b"), (4, "d")]
    assert {row["computed"] for row in rows} == {"exact"}


def test_large_networks_are_sampled_and_say_so(monkeypatch):
    monkeypatch.setattr(measures_nodes, "EXACT", 20)
    monkeypatch.setattr(measures_nodes, "SOURCES", 60)
    network = labelled(nx.barabasi_albert_graph(200, 2, seed=3))
    exact = nx.closeness_centrality(network)
    rows = measures.measure(network, "closeness", seed=1)
    assert rows[0]["computed"] == "sampled: 60 of 200 sources, seed 1"
    assert all(abs(row["value"] - exact[row["iri"]]) < 0.05 for row in rows)
    assert rows == measures.measure(network, "closeness", seed=1)
    best = max(exact, key=lambda node: exact[node])
    assert best in [row["iri"] for row in measures.measure(network, "betweenness", seed=1)[:5]]


def test_brokers_are_told_by_the_groups_they_stand_between():
    network = labelled(nx.Graph([("m", "x"), ("m", "y"), ("m", "z"), ("x", "y"), ("m", "n")]))
    groups = {"m": "A", "n": "A", "x": "B", "y": "B", "z": "C"}
    nx.set_node_attributes(network, groups, "region")
    first = measures.brokerage(network, force=True)[0]
    # x and y are joined; left are x-z, y-z (two foreign regions), x-n, y-n and z-n (one end of its own).
    assert first["label"] == "m"
    assert {role: first[role] for role in ("coordinator", "consultant", "gatekeeper", "liaison")} == {
        "coordinator": 0,
        "consultant": 0,
        "gatekeeper": 3,
        "liaison": 2,
    }


def test_dyads_are_ranked_by_weight_with_their_share():
    rows = measures.dyads(build_network(small(), view="country"))
    assert [(row["one"], row["other"], row["weight"], row["share"]) for row in rows] == [
        ("中国", "塞尔维亚", 3, 0.6),
        ("中国", "哈萨克斯坦", 2, 0.4),
    ]


def test_a_table_has_a_column_for_each_measure_and_names_the_refused_ones():
    rows, refused = measures.table(build_network(small()))
    assert {"degree", "degree rank", "betweenness", "k-core rank"} <= set(rows[0])
    assert set(refused) == {"clustering"}


def star(view="country"):
    desk = Desk()
    desk.item("1")
    for other in ("country/KAZ", "country/SRB", "country/LAO"):
        desk.claim("signedWith", "organization/ndrc", other)
    return build_network(desk, view=view)


@pytest.mark.parametrize("name", ["betweenness", "closeness", "eigenvector", "k-core"])
def test_what_follows_from_one_state_in_every_tie_is_refused_with_what_would_do(name):
    with pytest.raises(UsageError, match=r"中国 stands at one end of most ties.*view 'two-mode'.*force=True"):
        measures.measure(star(), name)
    assert measures.measure(star(), name, force=True)[0]["label"] == "中国"


@pytest.mark.parametrize("measure", [measures.communities, measures.assortativity, measures.brokerage])
def test_groups_are_refused_on_a_star_too(measure):
    with pytest.raises(UsageError, match="stands at one end"):
        measure(star())


def test_refusals_name_the_reason_of_each_view():
    with pytest.raises(UsageError, match="paths would run through events, places and papers"):
        measures.measure(build_network(small(), view="claims"), "betweenness")
    assert values(build_network(small(), view="claims"), "degree")["商务部"] == 5
    with pytest.raises(UsageError, match=r"no triangles.*projection"):
        measures.measure(build_network(small()), "clustering")
    with pytest.raises(UsageError, match="differ in country by construction"):
        measures.assortativity(build_network(small()), "country")
    with pytest.raises(UsageError, match=r"falls into 2 parts.*pagerank"):
        measures.measure(labelled(nx.Graph([("a", "b"), ("b", "c"), ("d", "e"), ("e", "f")])), "eigenvector")
    with pytest.raises(UsageError, match="no ties"):
        measures.measure(build_network(small(), view="launchers"), "betweenness")
    with pytest.raises(UsageError, match="'betweeness' is no measure here; expected one of betweenness"):
        measures.measure(build_network(small()), "betweeness")


def test_documents_of_different_forms_are_not_compared_unless_forced():
    desk = small()
    desk.paper("press", "报道", "2019-04-28")
    for number in range(3):
        desk.item(f"p{number}", kind="paragraph").claim("signedWith", "country/CHN", "country/LAO")
    before, after = (build_network(desk, documents=name, view="country") for name in ("list", "press"))
    with pytest.raises(
        UsageError, match=r"成果清单 \(list, 5 of 6 items with claims\) against 报道 \(running text, 3 of 3"
    ):
        measures.change(before, after)
    rows = measures.change(before, after, "weighted-degree", force=True)
    assert [(row["label"], row["before"], row["after"]) for row in rows][:2] == [("老挝", 0.0, 3), ("塞尔维亚", 3, 0.0)]


def test_two_documents_of_one_form_are_compared():
    desk = small()
    desk.paper("second", "第二份清单", "2019-04-28")
    desk.item("s1").claim("signedWith", "country/CHN", "country/LAO")
    before, after = (build_network(desk, documents=name, view="country") for name in ("list", "second"))
    changed = {row["label"]: (row["rank_before"], row["rank_after"]) for row in measures.change(before, after)}
    assert changed == {"中国": (1, 1), "老挝": (None, 1), "塞尔维亚": (2, None), "哈萨克斯坦": (2, None)}
