"""Laws of the networks, over claims of any number and order."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import measures
from kg.analysis.assembling import VIEWS
from kg.analysis.network import build_network
from kg.errors import UsageError
from tests.analysis.desk import NODES, Desk

AGENTS = [key for key in NODES if key.startswith(("country", "organization"))]
CLAIMS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["signedWith", "hostedBy", "launchedBy", "funds"]),
        st.sampled_from(AGENTS),
        st.sampled_from(AGENTS),
        st.sampled_from(["done", "planned", "ongoing"]),
    ).filter(lambda claim: claim[2] != claim[3]),
    min_size=1,
    max_size=14,
)
VIEW = st.sampled_from(sorted(VIEWS))


def desk_of(claims):
    desk = Desk()
    for item, relation, one, other, status in claims:
        desk.item(str(item)).claim(relation, one, other, status)
    return desk


def built(desk, view, **more):
    try:
        return build_network(desk, view, **more)
    except UsageError:
        return None


@given(CLAIMS, VIEW)
def test_every_chosen_claim_is_either_in_the_view_or_counted_as_left_out(claims, view):
    network = built(desk_of(claims), view)
    if network is None:
        return
    wanted = VIEWS[view].relations
    chosen = [c for c in claims if view == "claims" or (c[1] in wanted and c[4] != "planned")]
    assert len(network.graph["claims"]) + sum(network.graph["left_out"].values()) == len(chosen)


@given(CLAIMS, VIEW, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims, view, chance):
    desk = desk_of(claims)
    one = built(desk, view)
    chance.shuffle(desk.said)
    other = built(desk, view)
    assert (one is None) == (other is None)
    if one is not None:
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(data=True)) == list(other.edges(data=True))


@given(CLAIMS)
def test_weights_of_the_two_mode_view_add_up_to_its_claims(claims):
    network = built(desk_of(claims), "two-mode")
    if network is not None:
        assert network.size(weight="weight") == len(network.graph["claims"])
        assert nx.is_bipartite(network)
        assert sum(row["share"] for row in measures.dyads(network)) == pytest.approx(1)


@given(CLAIMS)
def test_a_projection_ties_exactly_those_that_share_a_neighbour(claims):
    whole, bodies = built(desk_of(claims), "two-mode"), built(desk_of(claims), "bodies")
    if whole is None:
        return
    for one in bodies:
        for other in bodies:
            if one < other:
                shared = len(set(whole[one]) & set(whole[other]))
                assert bodies.get_edge_data(one, other, {"weight": 0})["weight"] == shared


@given(CLAIMS, st.sampled_from(["degree", "weighted-degree", "pagerank", "betweenness", "closeness", "k-core"]))
def test_ranks_follow_values_and_every_node_has_one(claims, name):
    network = built(desk_of(claims), "agents")
    if network is None:
        return
    rows = measures.measure(network, name, force=True)
    assert [row["iri"] for row in sorted(rows, key=lambda row: row["iri"])] == sorted(network)
    for row in rows:
        assert row["rank"] == 1 + sum(round(other["value"], 10) > round(row["value"], 10) for other in rows)
