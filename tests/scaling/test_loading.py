"""A file loaded in parts is the file loaded whole."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.loading import load_file
from tests.graph.generated import graph


def quads(store):
    return sorted(store.dump(format=ox.RdfFormat.N_QUADS).splitlines())


def test_a_file_in_parts_is_the_file_as_a_whole(tmp_path):
    path = tmp_path / "g.nt"
    path.write_bytes(graph(2))
    whole, parts = ox.Store(), ox.Store(str(tmp_path / "store"))
    load_file(whole, path, ox.RdfFormat.N_TRIPLES)
    load_file(parts, path, ox.RdfFormat.N_TRIPLES, part=50_000)
    assert quads(parts) == quads(whole)


def test_blank_nodes_of_one_file_stay_one_node(tmp_path):
    path = tmp_path / "g.nt"
    path.write_bytes(b"<http://a/s> <http://a/p> _:x .\n_:x <http://a/p> <http://a/o> .\n")
    store = ox.Store()
    load_file(store, path, ox.RdfFormat.N_TRIPLES, part=10)
    assert store.query("ASK { <http://a/s> <http://a/p>/<http://a/p> <http://a/o> }")
