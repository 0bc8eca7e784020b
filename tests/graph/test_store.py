"""The store: one behaviour in memory and on disk."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.graph.rows import Iri, Rows, Text
from kg.graph.store import Store
from kg.graph.vocabulary import BASE, KG
from kg.graph.writer import merged, write_ntriples
from kg.model import Document

from .conftest import outcome_list

Opener = Callable[[], Store]
LABELLED = "SELECT ?who WHERE { ?who <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"


def test_what_goes_in_comes_out_as_the_same_lines(any_store: Opener, doc: Document) -> None:
    store = any_store()
    store.add(doc)
    assert store.triples_sorted() == write_ntriples(doc)
    assert len(store) == len(write_ntriples(doc).splitlines())


def test_adding_twice_changes_nothing(any_store: Opener, doc: Document) -> None:
    store = any_store()
    store.add(doc)
    store.add(doc)
    assert store.triples_sorted() == write_ntriples(doc)


def test_a_document_read_again_replaces_what_it_stated(any_store: Opener, doc: Document) -> None:
    store = any_store()
    store.add(outcome_list("other"))
    store.add(doc)
    shorter = replace(doc, facts=doc.facts[:3])
    store.add(shorter)
    assert store.triples_sorted() == merged([outcome_list("other"), shorter])


def test_a_closed_store_says_so_and_can_be_opened_again(tmp_path: Path, doc: Document) -> None:
    with Store(tmp_path / "store") as first:
        first.add(doc)
    with pytest.raises(StoreError, match="is closed"):
        len(first)
    with Store(tmp_path / "store") as again:
        assert again.triples_sorted() == write_ntriples(doc)


def test_documents_in_any_order_make_the_same_store(any_store: Opener) -> None:
    docs = [outcome_list(name) for name in "abc"]
    one, other = any_store(), any_store()
    for doc in docs:
        one.add(doc)
    for doc in reversed(docs):
        other.add(doc)
    assert one.triples_sorted() == other.triples_sorted() == merged(docs)


def test_removing_a_document_leaves_what_the_others_state(any_store: Opener) -> None:
    store = any_store()
    for name in "abc":
        store.add(outcome_list(name))
    store.remove("b")
    assert store.triples_sorted() == merged([outcome_list("a"), outcome_list("c")])
    store.remove("a")
    store.remove("c")
    assert len(store) == 0
    with pytest.raises(StoreError, match="no document 'c'"):
        store.remove("c")


@pytest.mark.parametrize("suffix", ["nt", "nq", "ttl"])
def test_saved_graphs_load_again(suffix: str, any_store: Opener, store: Store, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{suffix}"
    store.save(path)
    again = any_store()
    again.bulk_load(path)
    assert again.triples_sorted() == store.triples_sorted()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name], "nothing temporary is left"


def test_an_unknown_ending_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"ends in \.ttl, \.nt or \.nq"):
        store.save(tmp_path / "graph.xml")
    with pytest.raises(StoreError, match="ends in"):
        Store().bulk_load(tmp_path / "graph.rdf")


@pytest.mark.parametrize("suffix", ["nt", "ttl"])
def test_a_graph_that_no_program_could_read_again_is_not_saved(suffix: str, any_store: Opener, tmp_path: Path) -> None:
    (tmp_path / "odd.nt").write_bytes(b'<http://a/s> <http://a/p> "x" .\n<http://a/s t> <http://a/p> "x" .\n')
    store, path = any_store(), tmp_path / f"graph.{suffix}"
    path.write_text("what stood there")
    store.bulk_load(tmp_path / "odd.nt")
    with pytest.raises(StoreError, match=r"not written.*Invalid IRI.*<http://a/s t>"):
        store.save(path)
    assert path.read_text() == "what stood there"
    with pytest.raises(StoreError, match="Invalid IRI"):
        any_store().add_ntriples((tmp_path / "odd.nt").read_bytes())


def test_an_escape_cannot_end_an_address_and_begin_another_statement(any_store: Opener, tmp_path: Path) -> None:
    line = rb"<urn:a> <urn:p> <urn:b\u003E\u0020.\u000A<urn:c\u003E\u0020<urn:p\u003E\u0020<urn:d> ." + b"\n"
    (tmp_path / "odd.nt").write_bytes(line)
    store = any_store()
    with pytest.raises(StoreError):
        store.bulk_load(tmp_path / "odd.nt")


@pytest.mark.parametrize("line", [b'<http://a/s> <http://a/p> "x\n', b"a b c .\n", b'<http://a/s> "p" "x" .\n'])
def test_a_file_that_is_no_graph_is_not_loaded(line: bytes, any_store: Opener, tmp_path: Path) -> None:
    (tmp_path / "odd.nt").write_bytes(b'<http://a/s> <http://a/p> "x" .\n' + line)
    store = any_store()
    with pytest.raises(StoreError, match=r"cannot be changed: .*line 2"):
        store.bulk_load(tmp_path / "odd.nt")


def test_a_stored_graph_opens_again_and_read_only(tmp_path: Path, doc: Document) -> None:
    first = Store(tmp_path / "store")
    first.add(doc)
    del first
    again = Store(tmp_path / "store", read_only=True)
    assert again.triples_sorted() == write_ntriples(doc)
    with pytest.raises(StoreError, match="cannot be changed"):
        again.add(doc)


def test_a_store_open_elsewhere_says_so_in_one_line(tmp_path: Path) -> None:
    held = Store(tmp_path / "store")
    code = (
        "import sys; from kg.graph.store import Store\nfrom kg.errors import StoreError\n"
        "try: Store(sys.argv[1])\nexcept StoreError as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "store")], capture_output=True, text=True, check=True
    )
    assert "another process has this store open" in run.stdout and run.stdout.count("\n") == 1
    assert len(held) == 0


def test_a_folder_that_is_no_store_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        Store(tmp_path / "file")
    assert "\n" not in str(caught.value)


def test_a_graph_of_another_version_is_refused(any_store: Opener, doc: Document) -> None:
    other = write_ntriples(doc).replace(b"silkgraph/ontology/1.0>", b"silkgraph/ontology/9.9>")
    with pytest.raises(StoreError, match=r"ontology/9\.9.*build it anew"):
        any_store().add_ntriples(other)


def test_broken_lines_change_nothing(any_store: Opener, doc: Document) -> None:
    store = any_store()
    with pytest.raises(StoreError, match="cannot be changed"):
        store.add_ntriples(write_ntriples(doc)[:-10])
    assert len(store) == 0


# -- questions ---------------------------------------------------------------------------------------------------------


def test_select_gives_plain_values(any_store: Opener, doc: Document) -> None:
    store = any_store()
    store.add(doc)
    rows = store.query(
        f"SELECT ?a ?value ?e WHERE {{ ?a <{KG.value}> ?value OPTIONAL {{ ?a <{KG.equivalent}> ?e }} }} ORDER BY ?value"
    )
    assert isinstance(rows, Rows) and rows.columns == ("a", "value", "e")
    assert rows.column("value") == [Decimal(3), Decimal(2_000_000_000), Decimal(10_000_000_000)]
    assert all(isinstance(row[0], Iri) for row in rows) and rows.column("e") == [None] * 3
    assert rows.records()[0]["value"] == 3


def test_ask_gives_a_truth_and_construct_gives_sorted_lines(store: Store) -> None:
    assert store.query(f"ASK {{ ?claim a <{KG.Claim}> }}") is True
    assert store.query(f"ASK {{ ?claim a <{KG.Person}> ; a <{KG.Bank}> }}") is False
    lines = store.query(f"CONSTRUCT WHERE {{ ?s <{KG.party}> ?o }}")
    assert (
        isinstance(lines, bytes) and lines.splitlines() == sorted(set(lines.splitlines())) and lines.count(b"\n") == 9
    )


@given(st.text(max_size=40))
def test_a_bound_name_finds_itself_and_nothing_else(name: str) -> None:
    import pyoxigraph as ox

    name = name.encode("utf-8", "replace").decode()
    store = Store()
    for value in {name, name + "x", 'x" || true || "'}:
        node, label = ox.NamedNode(f"{BASE}a/{len(store)}"), ox.NamedNode(KG.rule)
        store.engine.add(ox.Quad(node, label, ox.Literal(value)))
    rows = store.query(f"SELECT ?who WHERE {{ ?who <{KG.rule}> ?name }}", {"name": name})
    assert isinstance(rows, Rows) and rows.columns == ("who",) and len(rows) == 1


@pytest.mark.parametrize(
    ("text", "bound", "answer"),
    [
        ("SELECT ?s WHERE { ?s <p:p> ?o FILTER(?o >= ?x) } ORDER BY ?s", {"x": 1}, [("n:1",), ("n:2",)]),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?s <p:p> ?o FILTER(?o >= ?x) }", {"x": 1}, [(2,)]),
        ("SELECT ?g (COUNT(*) AS ?n) { ?s <p:p> ?o ; <p:g> ?g FILTER(?o >= ?x) } GROUP BY ?g ORDER BY ?g", {"x": 1},
         [("n:even", 1), ("n:odd", 1)]),
        ("SELECT DISTINCT ?g WHERE { ?s <p:g> ?g FILTER NOT EXISTS { ?s <p:p> ?x } }", {"x": 1}, [("n:even",)]),
        ("SELECT * WHERE { ?s <p:p> ?x }", {"x": 1}, [("n:1", 1)]),
        ("SELECT ?x WHERE { ?s <p:p> ?x }", {"x": 1}, [(1,)]),
        ("SELECT ?s { ?s <p:g> ?x } LIMIT 1", {"x": Iri("n:odd")}, [("n:1",)]),
        ("SELECT ?g (MAX(?o) AS ?m) { ?s <p:g> ?g ; <p:p> ?o } GROUP BY ?g HAVING(COUNT(*) >= ?x)", {"x": 2},
         [("n:even", 2)]),
    ],
)  # fmt: skip
def test_values_are_bound_wherever_the_variable_stands(text: str, bound: dict, answer: list, any_store: Opener) -> None:
    import pyoxigraph as ox

    store = any_store()
    for number in range(3):
        node = ox.NamedNode(f"n:{number}")
        store.engine.add(ox.Quad(node, ox.NamedNode("p:p"), ox.Literal(number)))
        store.engine.add(ox.Quad(node, ox.NamedNode("p:g"), ox.NamedNode("n:odd" if number % 2 else "n:even")))
    rows = store.query(text, bound)
    assert isinstance(rows, Rows)
    assert sorted(rows.rows) == sorted(answer)


def test_a_bound_variable_is_not_asked_whether_it_is_bound(store: Store) -> None:
    with pytest.raises(QueryError, match="COALESCE"):
        store.query("SELECT ?s WHERE { ?s ?p ?o FILTER(!BOUND(?x) || ?o = ?x) }", x=1)


def test_a_name_is_bound_with_its_language(store: Store) -> None:
    asked = "ASK { ?node skos:prefLabel ?name }"
    assert store.query(asked, name=Text("甲国")) is True and store.query(asked, name=Text("Jia", "en")) is True
    assert store.query(asked, name="甲国") is False and store.query(asked, name=Text("甲国", "en")) is False


def test_variable_names_are_names(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be bound"):
        store.query("SELECT ?s WHERE { ?s ?p ?o }", {"s } #": 1})


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p\n}", 2, 3, "not SPARQL from here"),
        ("SELECT ?s WHERE {\n  ?s nope:thing ?o }", 2, 6, "prefix nope: is not declared"),
        ("SELEC ?s {}", 1, 1, "begins with SELECT"),
        ("PREFIX a: <b:c>\nGIVE ?s {}", 2, 1, "begins with SELECT"),
        ("SELECT ?s WHERE { ?s ?p ?o ", 1, 17, "never closed"),
        ("SELECT ?s WHERE { ?s ?p ?o }}", 1, 29, "closes nothing"),
        ("SELECT ?s WHERE { ?s ?p 'abc }", 1, 25, "not closed"),
        ("SELECT ?s WHERE { ?s ?p ?o } ORDER ?s", 1, 30, "not SPARQL from here"),
        ("SELECT (COUNT(*) AS ?n) ?s WHERE { ?s ?p ?o }", 1, 45, "a variable that is unbound"),
        ("ASK { ?中 ?p 甲 }", 1, 7, "not SPARQL from here"),
    ],
)
def test_a_syntax_error_shows_its_line_and_a_caret(text: str, line: int, column: int, said: str, store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text, {"s": 1} if "?s" in text else None)
    first, shown, caret = str(caught.value).split("\n")
    assert first.startswith(f"line {line}, column {column}: ") and said in first and len(first) < 200
    assert shown == "  " + text.split("\n")[line - 1]
    assert len(caret) == len("  ") + column and caret.endswith("^")


def test_our_prefixes_need_no_declaring(store: Store) -> None:
    assert store.query("ASK { ?claim a kg:Claim ; rdf:subject/skos:prefLabel '甲国'@zh }") is True


# -- answers as tables -------------------------------------------------------------------------------------------------

HOSTILE = ['=cmd("x")', "+1", "-2", "@x", 'a "b", c', "line\nbreak", "tab\there", "中国“引号”", ""]


def test_csv_reads_back_and_formulas_are_harmless_where_asked() -> None:
    rows = Rows(("a", "b"), tuple((text, 1) for text in HOSTILE))
    assert [row[0] for row in csv.reader(io.StringIO(rows.to_csv(), newline=""))][1:] == HOSTILE
    sheet = rows.to_csv(spreadsheet=True)
    assert sheet.startswith("\ufeff")
    cells = [row[0] for row in csv.reader(io.StringIO(sheet[1:], newline=""))][1:]
    assert cells == ["'" + text if text[:1] in "=@" and text else text for text in HOSTILE]


def test_json_is_sparql_json(store: Store) -> None:
    from rdflib import Graph  # noqa: F401  registers the readers
    from rdflib.query import Result

    rows = store.query("SELECT ?s ?o WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o } ORDER BY ?s ?o")
    assert isinstance(rows, Rows)
    read = Result.parse(io.BytesIO(rows.to_json().encode()), format="json")
    assert [(str(s), str(o), o.language) for s, o in read] == [
        (str(s), str(o), term.language) for (s, o), (_, term) in zip(rows.rows, rows.terms, strict=True)
    ]
    assert json.loads(Rows(("a",), ((Decimal(1),), (None,))).to_json())["results"]["bindings"] == [
        {"a": {"type": "literal", "value": "1"}}, {}
    ]  # fmt: skip


def test_tsv_keeps_a_row_on_a_line() -> None:
    text = Rows(("a", "b"), tuple((cell, True) for cell in HOSTILE)).to_tsv()
    assert [line.count("\t") for line in text.splitlines()] == [1] * (len(HOSTILE) + 1)


# -- records -----------------------------------------------------------------------------------------------------------


def test_claims_are_whole_records_in_the_order_of_the_text(store: Store, doc: Document) -> None:
    claims = list(store.claims())
    assert len(claims) == len(doc.facts)
    for claim in claims:
        for start, end, exact in (
            *claim["evidence"],
            *(place for places in claim["marks"].values() for place in places),
        ):
            assert doc.source[start:end] == exact != ""
    assert [claim["evidence"] for claim in claims] == sorted(claim["evidence"] for claim in claims)
    funds = next(claim for claim in claims if claim["relation"] == "funds")
    assert funds["status"] == "done" and funds["amounts"][0]["value"] == Decimal(10_000_000_000)
    assert funds["financing"] and [a["text"] for a in funds["financing"]["amounts"]] == ["20亿元", "约100亿元"]
    carried = next(claim for claim in claims if claim["status"] == "planned")
    assert carried["steps"] == ["carriedSubject"]
    assert carried["instrument"] and carried["instrument"]["label"] == "海运协定"


def test_nodes_documents_items_and_figures_are_records(store: Store, doc: Document) -> None:
    nodes = store.nodes()
    trade = nodes[f"{BASE}organization/trade-a"]
    assert trade["label"] == "甲国商务部" and trade["label_en"] == "Ministry of Commerce of Jia"
    assert trade["kinds"] == ("Ministry",) and trade["country"] == f"{BASE}country/AAA"
    assert nodes[f"{BASE}place/city"]["kinds"] == ("LocalGovernment",)
    assert nodes[f"{BASE}event/second"]["ordinal"] == 2 and nodes[f"{BASE}event/second"]["year"] == "2019"
    assert nodes[f"{BASE}organization/some-b"]["unnamed"] and nodes[f"{BASE}project/road"]["generic"]
    (document,) = store.documents()
    assert document["id"] == "doc-1" and document["date"] == "2019-04-27"
    assert [item["id"] for item in store.items()] == [item.id for item in doc.items]
    (figure,) = store.figures()
    assert figure["value"] == 3 and figure["evidence"][0][2] == "3项"


def test_records_follow_the_store(any_store: Opener) -> None:
    store = any_store()
    assert store.nodes() == {} and list(store.claims()) == []
    store.add(outcome_list())
    assert store.nodes()
    store.remove("doc-1")
    assert store.nodes() == {}


def test_the_rdflib_view_is_the_same_graph(any_store: Opener, doc: Document) -> None:
    import rdflib

    store = any_store()
    store.add(doc)
    assert len(store.graph) == len(store)
    assert (rdflib.URIRef(f"{BASE}country/AAA"), rdflib.RDF.type, rdflib.URIRef(KG.Country)) in store.graph


@pytest.mark.parametrize("asked", ["甲国", "甲方", "Jia", "country/AAA", f"{BASE}country/AAA"])
def test_a_node_is_meant_by_any_of_its_names(asked: str, store: Store) -> None:
    assert store.resolve(asked) == f"{BASE}country/AAA"


def test_an_unknown_name_brings_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"nearest: .*甲国商务部"):
        store.resolve("甲国商务厅")
    with pytest.raises(QueryError, match="names nothing"):
        store.resolve("> } DROP ALL")
