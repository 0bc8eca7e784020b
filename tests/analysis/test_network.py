"""Networks lead back to sentences, keep to what is said, and are the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.analysis.assembling import VIEWS
from kg.analysis.network import build_network, claims_of, find
from kg.errors import UsageError
from tests.analysis.desk import BASE, act, amount, small


def edges(network):
    label = network.nodes(data="label")
    return {frozenset((label[one], label[other])): weight for one, other, weight in network.edges(data="weight")}


def test_the_two_mode_view_joins_bodies_of_one_state_with_partner_states_and_international_bodies():
    network = build_network(small())
    assert edges(network) == {
        frozenset(("国家发展改革委", "哈萨克斯坦")): 1,
        frozenset(("国家发展改革委", "塞尔维亚")): 1,
        frozenset(("商务部", "塞尔维亚")): 1,
        frozenset(("商务部", "哈萨克斯坦")): 1,
        frozenset(("中国进出口银行", "塞尔维亚")): 1,
        frozenset(("中国进出口银行", "联合国工业发展组织")): 1,
    }
    assert {network.nodes[find(network, name)]["side"] for name in ("商务部", "中国进出口银行")} == {"body"}
    assert network.graph["left_out"] == {"no end inside the hub's state": 1}


def test_partners_can_stay_bodies():
    network = build_network(small(), partners="bodies")
    assert frozenset(("中国进出口银行", "塞尔维亚财政部")) in edges(network)


def test_any_state_can_be_the_hub_by_key_code_or_name():
    seen = [edges(build_network(small(), hub=hub)) for hub in ("country/SRB", "SRB", "塞尔维亚", "Serbia")]
    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert frozenset(("塞尔维亚财政部", "中国")) in seen[0]


def test_the_country_view_folds_bodies_into_states_and_says_what_it_left_out():
    network = build_network(small(), view="country")
    assert edges(network) == {frozenset(("中国", "哈萨克斯坦")): 2, frozenset(("中国", "塞尔维亚")): 3}
    assert network.graph["left_out"] == {"an end without a state": 2}


def test_what_is_only_planned_is_no_tie_unless_asked_for():
    assert "老挝" not in build_network(small(), view="country").nodes(data="label")
    planned = build_network(small(), view="country", statuses="planned")
    assert edges(planned) == {frozenset(("中国", "老挝")): 1}


def test_the_claims_view_holds_every_claim_the_planned_ones_too():
    desk = small()
    network = build_network(desk, view="claims")
    assert network.is_directed() and network.is_multigraph()
    assert network.number_of_edges() == len(desk.said)
    assert {status for *_, status in network.edges(data="status")} == {"done", "planned"}


def test_people_whom_a_text_only_quotes_stay_out_of_folded_views_unless_asked_for():
    quoted = {"view": "country", "relations": ["signedWith", "represents"]}
    assert "老挝" not in dict(build_network(small(), **quoted).nodes(data="label")).values()
    assert "老挝" in dict(build_network(small(), **quoted, experts=True).nodes(data="label")).values()


def test_a_person_who_acts_stands_for_the_state_they_speak_for():
    sentences = [record["sentence"] for record in claims_of(build_network(small(), view="country"), "KAZ", "中国")]
    assert len(sentences) == 2


def find_label(network):
    return set(dict(network.nodes(data="label")).values())


def test_a_projection_counts_shared_neighbours_and_keeps_the_sentences_of_both_ties():
    organisers = build_network(small(), view="organisers")
    assert edges(organisers) == {
        frozenset(("商务部", "国家发展改革委")): 1,
        frozenset(("国家发展改革委", "中国进出口银行")): 1,
    }
    assert len(claims_of(organisers, "商务部", "国家发展改革委")) == 2
    assert edges(build_network(small(), view="events")) == {frozenset(("贸易分论坛", "金融分论坛")): 1}
    assert find_label(build_network(small(), view="initiative-launcher")) == {"税收网络", "商务部"}


@pytest.mark.parametrize("view", VIEWS)
def test_every_edge_leads_back_to_sentences_and_every_value_is_plain(view):
    network = build_network(small(), view=view)
    claims = network.graph["claims"]
    for _, _, held in network.edges(data=True):
        assert held["claim_iris"]
        assert all(claims[iri]["sentence"] for iri in held["claim_iris"].split())
        assert all(isinstance(value, str | int | float | bool) for value in held.values())
    for _, held in network.nodes(data=True):
        assert all(isinstance(value, str | int | float | bool) for value in held.values())


def test_weights_count_claims_instruments_items_or_add_amounts():
    desk = small()
    one = act("one", "协定", "agreement")
    desk.item("8").claim("signedWith", "organization/ndrc", "country/SRB", instrument=one)
    desk.claim("signedWith", "country/CHN", "country/SRB", instrument=one)
    pair = frozenset(("中国", "塞尔维亚"))
    weights = {
        name: edges(build_network(desk, view="country", weight=name))[pair] for name in ("claims", "instruments")
    }
    assert weights == {"claims": 5, "instruments": 4}
    assert edges(build_network(desk, view="country", weight="items"))[pair] == 4


def test_only_plain_sums_of_one_currency_are_added():
    desk = small()
    desk.item("8").claim("funds", "country/CHN", "country/LAO", amounts=[amount("c", "5亿元", 5e8)])
    desk.claim("funds", "country/CHN", "country/LAO", amounts=[amount("d", "不超过9亿元", 9e8, bound="under")])
    lent = build_network(desk, view="country", relations="funds", weight="amounts")
    assert edges(lent) == {frozenset(("中国", "老挝")): 5e8}
    desk.claim("funds", "country/CHN", "country/LAO", amounts=[amount("e", "1亿美元", 1e8, "USD")])
    with pytest.raises(UsageError, match="CNY, USD, which cannot be added; say one, like weight='amounts:CNY'"):
        build_network(desk, view="country", relations="funds", weight="amounts")
    dollars = build_network(desk, view="country", relations="funds", weight="amounts:USD")
    assert edges(dollars) == {frozenset(("中国", "老挝")): 1e8}


def test_claims_can_be_chosen_by_document_year_and_sector():
    desk = small()
    desk.paper("press", "报道", "2019-04-28")
    desk.item("p1", kind="paragraph").claim("signedWith", "country/CHN", "country/LAO")
    assert edges(build_network(desk, view="country", documents="press")) == {frozenset(("中国", "老挝")): 1}
    assert edges(build_network(desk, view="country", documents="报道", years=2019)) == {frozenset(("中国", "老挝")): 1}
    assert edges(build_network(desk, view="country", sectors="能源"))[frozenset(("中国", "塞尔维亚"))] == 1


def test_coverage_counts_items_that_can_carry_claims_in_the_chosen_documents_only():
    desk = small()
    assert build_network(desk).graph["coverage"] == {"items": 6, "items_with_claims": 5, "share": 0.8333}
    desk.paper("press", "报道", "2019-04-28")
    desk.item("p1", kind="paragraph").claim("signedWith", "country/CHN", "country/LAO")
    network = build_network(desk, view="country", documents="press")
    assert network.graph["coverage"] == {"items": 1, "items_with_claims": 1, "share": 1.0}
    assert [document["form"] for document in network.graph["documents"]] == ["running text"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"view": "countries"}, "'countries' is no view here; expected one of country"),
        ({"relations": "signed"}, "'signed' is no relation here; expected one of signedWith"),
        ({"documents": "lst"}, "'lst' is no document here; expected one of list"),
        ({"sectors": "能"}, "'能' is no sector here; expected one of"),
        ({"weight": "claim"}, "'claim' is no weight here; expected one of claims"),
        ({"view": "bodies", "weight": "items"}, "view 'bodies' counts shared neighbours"),
        ({"years": 1999}, "is empty for relations=signedWith, years=1999.*the documents hold .*signedWith"),
        ({"hub": "塞维尔亚"}, "'塞维尔亚' is no state here; expected one of 塞尔维亚"),
        ({"hub": "country/USA"}, "left out: no end inside the hub's state"),
    ],
)
def test_a_wrong_wish_is_told_what_would_do(asked, said):
    with pytest.raises(UsageError, match=said):
        build_network(small(), **asked)


def test_where_no_sum_can_be_added_it_is_said_what_stands_there_instead():
    desk = small().item("8")
    for held in (amount("x", "不超过9亿元", 9e8, bound="under"), amount("y", "数亿元", None)):
        desk.claim("funds", "country/CHN", "country/SRB", amounts=[held])
    said = r"never added up: ceiling \(1\), sum without a number or a currency \(1\); weight='claims' counts"
    with pytest.raises(UsageError, match=said):
        build_network(desk, view="country", relations="funds", weight="amounts")
    with pytest.raises(UsageError, match="no sum in any currency can be added here; there are no amounts at all"):
        build_network(small(), view="country", weight="amounts")


def test_an_unknown_node_is_told_the_nearest_names():
    with pytest.raises(UsageError, match="'塞尔维' is no node of the view 'country' here; expected one of 塞尔维亚"):
        claims_of(build_network(small(), view="country"), "塞尔维")


def test_the_same_store_gives_the_same_network_in_the_same_order_in_every_process():
    told = (
        "from tests.analysis.desk import small; from kg.analysis.network import build_network; "
        "from kg.analysis.assembling import VIEWS; from kg.analysis.measures import communities; "
        "every = [build_network(small(), view) for view in VIEWS]; "
        "print([(list(n.nodes(data=True)), list(n.edges(data=True))) for n in every],"
        " communities(build_network(small())))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "42")
    }
    assert len(seen) == 1


def test_nodes_know_their_region_and_state():
    node = build_network(small(), view="agents").nodes[f"{BASE}organization/kaz-energy"]
    assert (node["country"], node["country_key"], node["region_en"]) == ("哈萨克斯坦", "KAZ", "Central Asia")


def test_every_state_of_the_name_lists_has_a_region():
    from kg.analysis.folding import regions, state_names

    assert set(state_names()) == set(regions())
