"""The rdflib view of a store on disk gives no more than it was asked for."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.exact import ExactStore

BASE = "https://example.org/"


@pytest.fixture
def graph(tmp_path):
    engine = ox.Store(str(tmp_path / "store"))
    engine.extend(
        ox.Quad(ox.NamedNode(f"{BASE}{number}"), ox.NamedNode(f"{BASE}start"), ox.Literal(number))
        for number in range(800)
    )
    return rdflib.Graph(store=ExactStore(store=engine), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)


@pytest.mark.parametrize("number", [7, 254, 255, 256, 511, 767])
def test_a_number_is_found_where_it_stands_and_nowhere_else(graph, number):
    asked = (None, rdflib.URIRef(f"{BASE}start"), rdflib.Literal(number))
    assert [str(subject) for subject, _, _ in graph.triples(asked)] == [f"{BASE}{number}"]


def test_a_number_is_found_however_it_is_written(graph):
    asked = rdflib.Literal("0255", datatype=rdflib.XSD.integer)
    assert list(map(str, graph.subjects(None, asked))) == [f"{BASE}255"]
