"""What a document becomes when it is written as triples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import SKOS

from kg.errors import DocumentError, UsageError, VocabularyError
from kg.graph import ntriples as nt
from kg.graph.naming import claim_hash, item_iri, segment
from kg.graph.vocabulary import BASE, KG, OA, RDF
from kg.graph.writer import merge_ntriples, merged, triples, write_ntriples, write_turtle
from kg.model import Document, Entity, Fact, Offsets, Span

from .conftest import ENTITIES, Maker, agreement, outcome_list

ID = rdflib.Namespace(BASE)
ONT = rdflib.Namespace(KG._iri)
RDFNS = rdflib.Namespace(RDF._iri)
OANS = rdflib.Namespace(OA._iri)


def graph_of(doc: Document) -> rdflib.Graph:
    return rdflib.Graph().parse(data=write_ntriples(doc), format="nt")


def claims_of(graph: rdflib.Graph, relation: str, **said: str) -> list[rdflib.term.Node]:
    found = set(graph.subjects(RDFNS.predicate, ONT[relation]))
    for name, value in said.items():
        found &= set(graph.subjects(ONT[name], ONT[value]))
    return sorted(found)


def test_every_claim_quotes_exactly_what_stands_at_its_offsets(doc: Document) -> None:
    graph, seen = graph_of(doc), 0
    for selector in graph.subjects(RDFNS.type, OANS.TextPositionSelector):
        start, end = graph.value(selector, OANS.start), graph.value(selector, OANS.end)
        assert str(graph.value(selector, OANS.exact)) == doc.source[int(start) : int(end)]
        seen += 1
    assert seen > 20
    for claim in graph.subjects(RDFNS.type, ONT.Claim):
        assert graph.value(claim, ONT.evidence) is not None


def test_offsets_are_those_of_the_text_of_record(doc: Document) -> None:
    moved = replace(
        doc, source="\ufeff\r\n" + doc.source, offsets=Offsets((0,), (3,), (3 + len(doc.text),), len(doc.text))
    )
    graph = graph_of(moved)
    quotes = {
        (int(graph.value(s, OANS.start)), str(graph.value(s, OANS.exact)))
        for s in graph.subjects(RDFNS.type, OANS.TextQuoteSelector)
    }
    assert quotes and all(moved.source.startswith(exact, start) for start, exact in quotes)
    assert min(start for start, _ in quotes) == 3


def test_signing_is_asserted_both_ways_once_done(doc: Document) -> None:
    graph = graph_of(doc)
    one, other = ID["organization/trade-a"], ID["organization/trade-b"]
    assert (one, ONT.signedWith, other) in graph and (other, ONT.signedWith, one) in graph
    assert len(claims_of(graph, "signedWith")) == 5


def test_a_planned_act_is_a_claim_but_never_a_plain_triple(make: type[Maker]) -> None:
    maker = make()
    maker.line("甲国将与乙国签署协定。")
    maker.fact("signedWith", ("country/AAA", "甲国"), ("country/BBB", "乙国"), "将", status="planned")
    graph = graph_of(maker.done())
    assert len(claims_of(graph, "signedWith", status="Planned")) == 1
    assert not list(graph.triples((None, ONT.signedWith, None)))


def test_planned_and_done_statements_of_one_act_both_stay(doc: Document) -> None:
    graph = graph_of(doc)
    pair = [claim for claim in claims_of(graph, "signedWith") if graph.value(claim, RDFNS.object) == ID["country/BBB"]]
    assert {str(graph.value(claim, ONT.status)).rpartition("#")[2] for claim in pair} == {"Done", "Planned"}
    assert (ID["country/AAA"], ONT.signedWith, ID["country/BBB"]) in graph


def test_ongoing_acts_are_asserted(doc: Document) -> None:
    assert (ID["country/AAA"], ONT.memberOf, ID["initiative/net"]) in graph_of(doc)


def test_the_same_statement_twice_is_one_claim_with_both_places(make: type[Maker]) -> None:
    maker = make()
    for words in ("甲国与乙国签署协定。", "会上，乙国与甲国签署协定。"):
        maker.line(words)
        ends = [("country/AAA", "甲国"), ("country/BBB", "乙国")]
        first, second = ends if words.startswith("甲") else reversed(ends)
        maker.fact("signedWith", first, second, "签署")
    graph = graph_of(maker.done())
    (claim,) = claims_of(graph, "signedWith")
    assert len(list(graph.objects(claim, ONT.evidence))) == 2
    assert list(graph.objects(claim, RDFNS.subject)) == [ID["country/AAA"]]
    for pointer, words in (("subjectAt", "甲国"), ("objectAt", "乙国")):
        places = [graph.value(place, OANS.hasSelector) for place in graph.objects(claim, ONT[pointer])]
        assert [str(graph.value(place, OANS.exact)) for place in places] == [words, words]


def test_two_papers_of_one_pair_are_two_claims(make: type[Maker]) -> None:
    maker = make()
    maker.line("甲国与乙国签署税收协定和海运协定。")
    for name, words in (("tax", "税收协定"), ("sea", "海运协定")):
        paper = agreement(maker, name, words, parties=("country/AAA", "country/BBB"))
        maker.fact("signedWith", ("country/AAA", "甲国"), ("country/BBB", "乙国"), "签署", instrument=paper)
    assert len(claims_of(graph_of(maker.done()), "signedWith")) == 2


def test_nodes_have_one_chinese_label_and_their_other_names(doc: Document) -> None:
    graph = graph_of(doc)
    for node in {*graph.subjects(SKOS.prefLabel)}:
        assert [label.language for label in graph.objects(node, SKOS.prefLabel)].count("zh") == 1
    country = ID["country/AAA"]
    assert {str(name) for name in graph.objects(country, SKOS.altLabel)} == {"甲国政府", "甲方"}
    assert rdflib.Literal("Jia", lang="en") in graph.objects(country, SKOS.prefLabel)
    assert rdflib.Literal("MOFA-A", lang="en") in graph.objects(ID["organization/trade-a"], SKOS.altLabel)


def test_only_entities_that_facts_name_become_nodes_with_what_they_hang_on(doc: Document) -> None:
    graph = graph_of(doc)
    assert (ID["organization/unused"], None, None) not in graph
    assert (ID["organization/trade-a"], None, None) in graph, "the parent of a bank that is named"
    assert str(graph.value(ID["event/second"], ONT.series)) == "高峰论坛"
    assert (ID["place/city"], ONT.country, ID["country/AAA"]) in graph


def test_a_class_brings_the_classes_above_it(doc: Document) -> None:
    kinds = {str(kind).rpartition("#")[2] for kind in graph_of(doc).objects(ID["place/city"], RDFNS.type)}
    assert kinds == {"LocalGovernment", "Organization", "Agent", "Place"}


def test_items_without_a_claim_are_there(doc: Document) -> None:
    graph = graph_of(doc)
    assert len(set(graph.subjects(RDFNS.type, ONT.Item))) == len(doc.items)
    assert str(graph.value(rdflib.URIRef(item_iri(f"{BASE}document/doc-1", "3")), ONT.number)) == "1"


def test_amounts_keep_words_value_and_whole(doc: Document) -> None:
    graph = graph_of(doc)
    first, whole = ID["amount/doc-1-first"], ID["amount/doc-1-whole"]
    assert graph.value(first, ONT.partOf) == whole
    assert str(graph.value(whole, ONT.amountText)) == "约100亿元" and str(graph.value(whole, ONT.bound)) == "about"
    assert graph.value(whole, ONT.value).toPython() == Decimal(10_000_000_000)


def test_every_part_of_the_small_list_is_typed(doc: Document) -> None:
    graph = graph_of(doc)
    for node in set(graph.subjects()):
        assert graph.value(node, RDFNS.type) is not None, node
    for node in {value for value in graph.objects() if isinstance(value, rdflib.URIRef) and value.startswith(BASE)}:
        assert (node, None, None) in graph, f"{node} is pointed to but not described"


@pytest.mark.parametrize(
    ("given_date", "datatype", "written"),
    [
        ("2017-05-14", "date", "2017-05-14"),
        ("2017-05", "gYearMonth", "2017-05"),
        ("2017", "gYear", "2017"),
        ("2017-02-30", "gYearMonth", "2017-02"),
        ("2017-13-01", "gYear", "2017"),
    ],
)
def test_dates_are_as_exact_as_given_and_always_of_the_calendar(given_date: str, datatype: str, written: str) -> None:
    assert nt.moment(given_date) == f'"{written}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'


@pytest.mark.parametrize("wrong", ["May 2017", "2017-5-14", "0000", "２０１７", "2017-05-14\n", ""])
def test_what_is_no_date_is_not_written_as_one(wrong: str) -> None:
    assert nt.moment(wrong) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "//example.org",
        "http://a b/",
        "https://[",
        "http://x:99999/",
    ],
)
def test_only_web_addresses_become_links(hostile: str, make: type[Maker]) -> None:
    assert nt.address(hostile) is None
    assert "schema.org/url" not in write_ntriples(make(title="t", address=hostile).done()).decode()


@given(st.text())
def test_any_address_is_none_or_an_iri_the_engine_reads(text: str) -> None:
    import pyoxigraph as ox

    found = nt.address("https://example.org/" + text)
    if found is not None:
        assert found.isascii()
        ox.NamedNode(found[1:-1])


@given(st.text(min_size=1), st.text(min_size=1))
def test_pieces_of_iris_are_ascii_and_never_clash(one: str, other: str) -> None:
    one, other = (text.encode("utf-8", "replace").decode() for text in (one, other))
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", segment(one)) and segment(one) not in (".", "..")
    assert (segment(one) == segment(other)) == (one == other)


@given(st.text())
def test_any_text_survives_ntriples_turtle_and_both_readers(text: str) -> None:
    import pyoxigraph as ox

    text = text.encode("utf-8", "replace").decode()
    line = f"<{BASE}a/b> <{KG.rule}> {nt.text(text)} .\n".encode()
    for data, form, name in ((line, ox.RdfFormat.N_TRIPLES, "nt"), (write_turtle(line), ox.RdfFormat.TURTLE, "turtle")):
        (triple,) = ox.parse(data, format=form)
        assert triple.object.value == text
        (value,) = rdflib.Graph().parse(data=data, format=name).objects()
        assert str(value) == text


def test_turtle_is_the_same_graph_and_reads_well(doc: Document) -> None:
    lines = write_ntriples(doc)
    turtle = write_turtle(lines)
    assert set(rdflib.Graph().parse(data=turtle, format="turtle")) == set(rdflib.Graph().parse(data=lines, format="nt"))
    shown = turtle.decode()
    assert "\nclaim:" in shown and "rdf:subject country:AAA" in shown and "oa:start 0" in shown
    subjects = re.findall(r"^([a-z]+:\S+|<\S+>) a ", shown, re.MULTILINE)
    assert len(subjects) == len(set(subjects))


def test_turtle_does_not_depend_on_the_order_of_lines(doc: Document) -> None:
    lines = write_ntriples(doc).splitlines(keepends=True)
    assert write_turtle(reversed(lines)) == write_turtle(b"".join(lines)) == write_turtle([*lines, lines[0]])


def test_lines_are_sorted_unique_and_as_the_engine_writes_them(doc: Document) -> None:
    import pyoxigraph as ox

    lines = write_ntriples(doc).splitlines(keepends=True)
    assert lines == sorted(set(lines))
    store = ox.Store()
    store.load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    assert sorted(store.dump(format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)) == lines
    assert [f"{s} {p} {o} .\n".encode() for s, p, o in triples(doc)] == lines or len(triples(doc)) == len(lines)


def test_no_blank_nodes_and_only_ascii_iris() -> None:
    lines = write_ntriples(outcome_list("三/14 ../x")).decode()
    assert not re.search(r"^_:| _:", lines, re.MULTILINE)
    for iri in re.findall(r"<([^>]*)>", re.sub(r'"(?:[^"\\]|\\.)*"', "", lines)):
        assert iri.isascii() and " " not in iri
    assert f"<{BASE}document/%E4%B8%89%2F14%20..%2Fx>" in lines


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['tests', '.']; from graph.conftest import outcome_list; "
        "from kg.graph.writer import *; n = write_ntriples(outcome_list()); "
        "print(hashlib.sha256(n + write_turtle(n)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }  # fmt: skip
    assert len(digests) == 1


def test_another_base_moves_our_identifiers_and_nothing_else(doc: Document) -> None:
    moved = write_ntriples(doc, base="https://example.org/data/")
    assert BASE.encode() not in moved
    assert b"".join(
        sorted(moved.replace(b"https://example.org/data/", BASE.encode()).splitlines(True))
    ) == write_ntriples(doc)


@pytest.mark.parametrize(
    "base", ["x", "javascript:1/", "https://例.org/", "https://example.org/id", "https://e.org/> <x>/"]
)
def test_a_base_that_cannot_carry_identifiers_is_refused(base: str, doc: Document) -> None:
    with pytest.raises(UsageError, match="no place for identifiers"):
        write_ntriples(doc, base=base)


def test_graphs_built_apart_add_up_in_any_order() -> None:
    docs = [outcome_list("a"), outcome_list("b"), outcome_list("c")]
    parts = [write_ntriples(doc) for doc in docs]
    assert merge_ntriples(parts) == merge_ntriples(reversed(parts)) == merged(docs)
    assert merge_ntriples([*parts, parts[0]]) == merge_ntriples(parts)


def test_words_outside_the_ontology_are_refused(doc: Document) -> None:
    odd = replace(doc, entities=(Entity("country/AAA", ("Contry",), ("甲国",)), *ENTITIES[1:]))
    with pytest.raises(VocabularyError, match="Country"):
        write_ntriples(odd)
    with pytest.raises(VocabularyError, match="carriedSubject"):
        write_ntriples(replace(doc, facts=(replace(doc.facts[0], steps=("carryover",)),)))


def test_facts_that_cannot_be_proved_or_named_are_refused(doc: Document) -> None:
    for wrong, said in (
        (replace(doc.facts[0], evidence=()), "no evidence"),
        (replace(doc.facts[0], subject="event/none"), "event/none"),
        (replace(doc.facts[0], date="soon"), "no date"),
    ):
        with pytest.raises(DocumentError, match=said):
            write_ntriples(replace(doc, facts=(wrong,)))


def test_half_characters_are_named_not_hidden(make: type[Maker]) -> None:
    maker = make()
    maker.line("甲国\ud800乙国")
    with pytest.raises(DocumentError, match="half a character"):
        write_ntriples(maker.done())


def test_claim_identity_follows_what_is_said_not_where(doc: Document) -> None:
    fact = next(fact for fact in doc.facts if fact.instrument)
    same = replace(fact, evidence=(Span(0, 3),), subject_at=Span(0, 1), rule="other", steps=("pronoun",))
    assert claim_hash("d", fact) == claim_hash("d", same)
    assert claim_hash("d", fact) == claim_hash("d", replace(fact, subject=fact.object, object=fact.subject))
    others: list[Fact] = [
        replace(fact, status="planned"),
        replace(fact, date="2019"),
        replace(fact, instrument=None),
        replace(fact, relation="memberOf"),
        replace(fact, object="country/CCC"),
    ]
    assert len({claim_hash("d", other) for other in others} | {claim_hash("d", fact), claim_hash("e", fact)}) == 7
