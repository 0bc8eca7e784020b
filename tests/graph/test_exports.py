"""Each export is read back by the library its users would use, with hostile cells intact."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pandas as pd
import pyarrow.parquet
import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import UsageError
from kg.graph.columns import COLUMNS
from kg.graph.exports import FORMS, Options, export, exported
from kg.graph.store import Store
from kg.graph.tables import codebook, coverage, table, table_rows
from kg.graph.vocabulary import BASE, KG, RDF
from kg.graph.writer import write_ntriples
from kg.model import Document

from .conftest import outcome_list

HOSTILE = ('=cmd|"/C calc"!A1', "a,b;c\td", "line\nbreak", "</data><script>", "引号“”‘’'\"", "\x07bell\u200b", "|pipe")


@pytest.fixture(scope="module")
def hostile() -> Document:
    """The small list whose entities have names that try to break out."""
    doc = outcome_list()
    names = dict(zip([entity.key for entity in doc.entities], HOSTILE, strict=False))
    entities = tuple(
        replace(entity, names=(f"{names.get(entity.key, '')}{entity.names[0]}", *entity.names[1:]))
        for entity in doc.entities
    )
    return replace(doc, entities=entities)


@pytest.fixture(scope="module")
def filled(hostile: Document) -> Store:
    store = Store()
    store.add(hostile)
    return store


def one(store: Store, form: str, **options: object) -> bytes:
    (content,) = exported(store, form, Options(**options)).values()  # type: ignore[arg-type]
    return content


def labels(store: Store) -> set[str]:
    ends = {end for claim in store.claims() for end in (claim["subject"], claim["object"])}
    return {store.nodes()[end]["label"] for end in ends}


# The readers of rdflib use classes that rdflib deprecates.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("form", "reader"), [("turtle", "turtle"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdf_comes_back_whole_through_rdflib(form: str, reader: str, filled: Store, hostile: Document) -> None:
    graph = rdflib.Dataset() if form == "nquads" else rdflib.Graph()
    graph.parse(data=one(filled, form), format=reader)
    back = {quad[:3] for quad in graph.quads()} if isinstance(graph, rdflib.Dataset) else set(graph)
    assert back == set(rdflib.Graph().parse(data=write_ntriples(hostile), format="nt"))


@pytest.mark.parametrize(
    ("form", "reader"),
    [("turtle", ox.RdfFormat.TURTLE), ("nquads", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_rdf_comes_back_whole_through_oxigraph(form: str, reader: ox.RdfFormat, filled: Store) -> None:
    store = ox.Store()
    store.load(one(filled, form), format=reader)
    assert (
        b"".join(sorted((store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(True))) == filled.triples_sorted()
    )


def test_rdf12_holds_each_claim_as_a_triple_term(filled: Store) -> None:
    triples = list(ox.parse(one(filled, "rdf12"), format=ox.RdfFormat.TURTLE))
    terms = [triple.object for triple in triples if triple.predicate.value == RDF.reifies]
    claims = list(filled.claims())
    assert {(t.subject.value, t.predicate.value.rpartition("#")[2], t.object.value) for t in terms} == {
        (claim["subject"], claim["relation"], claim["object"]) for claim in claims
    }
    assert len(terms) == len(claims) and len(triples) == len(filled) - 2 * len(claims)
    store = Store()
    store.engine.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    planned = "SELECT ?s ?o { ?c rdf:reifies <<( ?s kg:signedWith ?o )>> ; kg:status kg:Planned }"
    assert store.select(planned, language=None).rows == ((f"{BASE}country/AAA", f"{BASE}country/BBB"),)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_files_are_read_by_networkx(form: str, filled: Store) -> None:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    graph = read(io.BytesIO(one(filled, form)))
    claims = list(filled.claims())
    assert graph.is_directed() and graph.number_of_edges() == len(claims)
    assert set(graph) == {end for claim in claims for end in (claim["subject"], claim["object"])}
    assert {data["label"] for _, data in graph.nodes(data=True)} == {
        text.replace("\x07", "") for text in labels(filled)
    }
    amounts = [data["value"] for _, _, data in graph.edges(data=True) if data.get("value")]
    assert amounts == [1e10]
    sentences = {data["sentence"] for _, _, data in graph.edges(data=True)}
    assert sentences == {claim["evidence"][0][2] for claim in claims}


def test_gephi_files_have_its_columns_and_every_cell(filled: Store) -> None:
    files = exported(filled, "gephi")
    nodes = list(csv.DictReader(io.StringIO(files["nodes.csv"].decode(), newline="")))
    edges = list(csv.DictReader(io.StringIO(files["edges.csv"].decode(), newline="")))
    assert {row["Label"] for row in nodes} == labels(filled)
    assert {row["Source"] for row in edges} <= {row["Id"] for row in nodes}
    assert {row["Type"] for row in edges} == {"Directed"} and len(edges) == len(list(filled.claims()))


def test_neo4j_files_have_its_headers_and_types(filled: Store) -> None:
    files = exported(filled, "neo4j")
    nodes = list(csv.DictReader(io.StringIO(files["neo4j-nodes.csv"].decode(), newline="")))
    edges = list(csv.DictReader(io.StringIO(files["neo4j-relationships.csv"].decode(), newline="")))
    assert {"iri:ID", ":LABEL", "ordinal:long", "unnamed:boolean"} <= set(nodes[0])
    assert {":START_ID", ":END_ID", ":TYPE", "value:double", "start:long"} <= set(edges[0])
    assert "Initiative;Organization" in {row[":LABEL"] for row in nodes}
    assert {row[":TYPE"] for row in edges} >= {"signedWith", "funds"}


def test_csv_tables_open_clean_in_pandas_and_harmless_in_a_spreadsheet(filled: Store) -> None:
    files = exported(filled, "csv")
    entities = pd.read_csv(io.BytesIO(files["entities.csv"]), keep_default_na=False)
    assert labels(filled) <= set(entities["label"])
    sheet = exported(filled, "csv", Options(spreadsheet=True))["entities.csv"]
    assert sheet.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell[:1]]


def test_parquet_keeps_types_and_explains_its_columns(filled: Store) -> None:
    files = exported(filled, "parquet")
    claims = pyarrow.parquet.read_table(io.BytesIO(files["claims.parquet"]))
    assert claims.column_names == [column for column, _, _ in COLUMNS["claims"]]
    assert Decimal(10_000_000_000) in claims.column("value").to_pylist()
    assert claims.schema.field("sentence").metadata[b"says"].startswith(b"the evidence")
    assert set(claims.column("subject_label").to_pylist()) <= labels(filled)


def test_the_description_counts_what_is_there(filled: Store) -> None:
    graph = rdflib.Graph().parse(data=one(filled, "void", title="试验", licence="https://creativecommons.org/publicdomain/zero/1.0/"), format="turtle")  # fmt: skip  # noqa: E501
    void, me = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.URIRef(f"{BASE}dataset")
    assert int(graph.value(me, void.triples)) == len(filled)
    parts = [
        int(count) for part in graph.objects(me, void.propertyPartition) for count in graph.objects(part, void.triples)
    ]
    assert sum(parts) == len(filled)
    claims = next(
        part
        for part in graph.objects(me, void.classPartition)
        if (part, void["class"], rdflib.URIRef(KG.Claim)) in graph
    )
    assert int(graph.value(claims, void.entities)) == len(list(filled.claims()))
    assert graph.value(me, rdflib.DCTERMS.license) is not None
    assert len(list(graph.objects(me, rdflib.DCAT.distribution))) == 3
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


def test_every_export_is_the_same_each_time_under_any_hash_seed() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['tests', '.']; from graph.conftest import outcome_list\n"
        "from kg.graph.exports import FORMS, exported; from kg.graph.store import Store\n"
        "store = Store(); store.add(outcome_list())\n"
        "for form in FORMS:\n"
        "    for name, content in exported(store, form).items(): print(name, hashlib.sha256(content).hexdigest())"
    )
    root = Path(__file__).parents[2]
    answers = {
        subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1 and answers.pop().count("\n") == sum(len(exported(Store(), form)) for form in FORMS)


def test_files_are_written_whole_and_nothing_else(filled: Store, tmp_path: Path) -> None:
    written = export(filled, "gephi", tmp_path / "new")
    assert sorted(written) == sorted((tmp_path / "new").iterdir())
    with pytest.raises(UsageError, match="there are turtle, nquads"):
        export(filled, "rdfxml", tmp_path)


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_tables_have_the_columns_the_codebook_explains(name: str, filled: Store) -> None:
    rows = table_rows(filled, name)
    assert rows.columns == tuple(column for column, _, _ in COLUMNS[name]) and len(rows) > 0
    assert all(f"`{column}`" in codebook(name) for column in rows.columns)
    for column, _, _ in COLUMNS[name]:
        assert (
            any(value is not None for value in rows.column(column)) or "date" in column or column == "unnamed_parties"
        ), column


def test_a_data_frame_carries_coverage_and_codebook(filled: Store) -> None:
    frame = table(filled, "items")
    assert frame.attrs["coverage"] == coverage(filled) == {"items_with_claims": 4, "items": 5}
    assert frame["claims"].sum() == len(list(filled.claims())) and str(frame["start"].dtype) == "Int64"
    assert set(frame.columns) == set(frame.attrs["codebook"])
    english = table(filled, "claims", language="en")
    assert "Tax network" in set(english["object_label"])


def test_unknown_tables_are_named(filled: Store) -> None:
    with pytest.raises(UsageError, match="there are claims, items"):
        table(filled, "facts")


def test_json_ld_carries_its_context_inside(filled: Store) -> None:
    whole = json.loads(one(filled, "jsonld"))
    assert isinstance(whole["@context"], dict)
    claim = next(node for node in whole["@graph"] if "Claim" in node["type"])
    assert claim["predicate"] in claim["rule"] and claim["status"] in ("Done", "Planned", "Ongoing")
