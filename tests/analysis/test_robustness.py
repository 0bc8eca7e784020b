"""A ranking tells how much of it hangs on single items."""

from __future__ import annotations

import pytest

from kg.analysis import measures
from kg.analysis.network import build_network
from kg.errors import UsageError
from tests.analysis.desk import Desk, small


def lumpy() -> Desk:
    """Kazakhstan: six claims of one item. Serbia: one claim in each of five items."""
    desk = Desk()
    desk.item("big")
    for body in ("ndrc", "mofcom", "exim"):
        desk.claim("signedWith", f"organization/{body}", "country/KAZ")
        desk.claim("signedWith", f"organization/{body}", "organization/kaz-energy")
    for number in range(5):
        desk.item(str(number)).claim("signedWith", "organization/ndrc", "country/SRB")
    return desk


def row_of(rows, label):
    return next(row for row in rows if row["label"] == label)


def test_what_one_item_says_thirty_times_is_less_certain_than_what_thirty_items_say():
    rows = measures.intervals(build_network(lumpy(), view="country"), "weighted-degree", draws=300)
    one, many = row_of(rows, "哈萨克斯坦"), row_of(rows, "塞尔维亚")
    assert one["value"] > many["value"]
    assert one["high"] - one["low"] > 3 * (many["high"] - many["low"])
    # (5/6)^6 of the draws of six items miss the one.
    assert one["present"] == pytest.approx(1 - (5 / 6) ** 6, abs=0.07)


@pytest.mark.parametrize("view", ["two-mode", "country", "agents", "bodies", "claims"])
@pytest.mark.parametrize("name", ["degree", "weighted-degree", "pagerank"])
def test_an_interval_holds_its_value(view, name):
    rows = measures.intervals(build_network(small(), view=view), name, draws=40, force=True)
    assert all(row["low"] <= row["value"] + 1e-9 and row["value"] <= row["high"] + 1e-9 for row in rows)
    assert all(1 <= row["rank_low"] <= row["rank_high"] for row in rows)


def test_the_same_seed_draws_the_same_intervals():
    network = build_network(small())
    assert measures.intervals(network, draws=20, seed=3) == measures.intervals(network, draws=20, seed=3)
    assert measures.intervals(network, draws=20, seed=3) != measures.intervals(network, draws=20, seed=4)


def test_resampling_leaves_the_network_as_it_was():
    network = build_network(small())
    before = (list(network.nodes(data=True)), list(network.edges(data=True)))
    measures.intervals(network, draws=5)
    assert (list(network.nodes(data=True)), list(network.edges(data=True))) == before


def test_the_item_that_carries_the_ranking_is_named_with_its_sentence():
    rows = measures.leave_one_item_out(build_network(lumpy(), view="country"), "weighted-degree", top=2)
    first = rows[0]
    assert (first["number"], first["claims"], first["leave"]) == ("big", 6, "哈萨克斯坦")
    assert first["sentence"]
    assert all(row["moved"] == 0 for row in rows[1:])


def test_too_few_draws_and_refused_measures_are_told():
    with pytest.raises(UsageError, match=r"1 draws at level 0\.95; expected 2 or more"):
        measures.intervals(build_network(small()), draws=1)
    with pytest.raises(UsageError, match="no triangles"):
        measures.intervals(build_network(small()), "clustering")
