"""The verb that measures: ranks, intervals, refusals, sentences, files."""

from __future__ import annotations

import csv
import json

import pytest

TEXT = """一、政策沟通
（一）中国国家发展和改革委员会与希腊经济发展部签署合作计划。
（二）中国财政部与捷克财政部签署合作谅解备忘录。
（三）中国国家发展和改革委员会与捷克工业和贸易部签署合作计划。
（四）中国商务部与希腊经济发展部签署合作谅解备忘录，与蒙古国对外关系部签署合作谅解备忘录。
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    from kg.cli import run

    folder = tmp_path_factory.mktemp("network")
    (folder / "list.txt").write_text(TEXT, encoding="utf-8")
    assert run(["build", str(folder / "list.txt"), "-o", str(folder / "out")]) == 0
    return folder / "out"


def test_a_measure_is_printed_with_ranks_and_the_coverage_it_rests_on(kg, out):
    said = kg("network", out, "--measure", "degree", "--top", 3)
    assert said.code == 0, said.err
    assert "国家发展和改革委员会" in said.out
    assert "items have claims" in said.out
    assert "3 of 6 rows; --top 6 prints all" in said.out


def test_intervals_stand_beside_the_values(kg, out):
    said = kg("network", out, "--measure", "degree", "--intervals", 20, "--json")
    rows = json.loads(said.out)["rows"]
    assert all(row["low"] <= row["value"] <= row["high"] and row["draws"] == 20 for row in rows)


def test_all_rows_go_to_a_file_that_spreadsheets_read(kg, out, tmp_path):
    kg("network", out, "--measure", "degree", "--top", 1, "--csv", tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert {"rank", "iri", "label", "value"} <= set(rows[0])


def test_a_refused_measure_says_why_and_can_be_forced(kg, out):
    said = kg("network", out, "--view", "country", "--measure", "betweenness")
    assert said.code == 2
    assert "中国 stands at one end of most ties" in said.err and "--force" in said.err
    assert kg("network", out, "--view", "country", "--measure", "betweenness", "--force").code == 0


def test_every_number_leads_back_to_its_sentences(kg, out):
    said = kg("network", out, "--node", "商务部", "--node", "希腊")
    assert said.code == 0, said.err
    assert "中国商务部与希腊经济发展部签署合作谅解备忘录" in said.out
    assert said.out.rstrip().endswith("1 claim")


@pytest.mark.parametrize("measure", ["communities", "dyads", "brokerage"])
def test_groups_and_pairs_are_measures_too(kg, out, measure):
    said = kg("network", out, "--view", "agents", "--measure", measure)
    assert said.code == 0, said.err


def test_the_items_that_carry_the_ranking_are_listed(kg, out):
    assert "moved" in kg("network", out, "--items").out


def test_without_a_measure_a_table_of_several_is_printed_and_the_refused_one_named(kg, out):
    said = kg("network", out)
    assert "betweenness" in said.out
    assert "clustering left out: a two-sided network has no triangles" in said.err


def test_a_figure_is_written_as_svg_and_png(kg, out, tmp_path, cjk_font):
    said = kg("network", out, "--measure", "degree", "--plot", tmp_path / "degree.svg")
    assert said.code == 0, said.err
    assert sorted(path.name for path in tmp_path.glob("degree.*")) == ["degree.png", "degree.svg"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--relation", "funds"), "is empty for relations=funds"),
        (("--node", "商务"), "'商务' is no node of the view 'two-mode' here; expected one of 商务部"),
        (("--document", "other"), "'other' is no document here"),
        (("--weight", "money"), "'money' is no weight here"),
        (("--measure", "dyads", "--intervals", "5"), "--intervals and --items are for measures of nodes"),
        (("--node", "a", "--node", "b", "--node", "c"), "expected one node, or two"),
        (("--csv", "none/rows.csv"), "none/rows.csv: cannot be written"),
    ],
)
def test_wrong_wishes_get_one_line_each(kg, out, words, message):
    said = kg("network", out, *words)
    assert said.code == 2
    assert message in said.err and len(said.err.strip().splitlines()) == 1


def test_numbers_from_a_sample_say_so(kg, out, monkeypatch):
    from kg.analysis import measures_nodes
    from kg.cli import network

    for place in (measures_nodes, network):
        monkeypatch.setattr(place, "EXACT", 3)
        monkeypatch.setattr(place, "SOURCES", 4)
    assert "betweenness, closeness: from 4 of 6 sources, seed 0" in kg("network", out).out
    assert "sampled: 4 of 6 sources, seed 7" in kg("network", out, "--measure", "closeness", "--seed", 7).out
