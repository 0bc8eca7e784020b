"""Questions from strangers stay inside the graph."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.guard import MAX_BYTES, MAX_DEPTH, check_query, tokens
from kg.graph.store import Store

OUTSIDE = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { OPTIONAL { SERVICE ?x { ?s ?p ?o } } }",
    "SELECT * WHERE { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> {} } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE <http://127.0.0.1:9/> {} } } }",
    "SELECT * WHERE { ?s ?p '\\'' . SERVICE <http://127.0.0.1:9/> {} }",
    'SELECT * WHERE { ?s ?p "\\\\" . SERVICE <http://127.0.0.1:9/> {} }',
    'SELECT * WHERE { ?s ?p """a"b\\"""" . SERVICE <http://127.0.0.1:9/> {} }',
    "SELECT * WHERE { ?s ?p '''x''y''' . SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * WHERE { ?s <http://e.org/#> ?o . SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * WHERE { ?s ?p ?o # it's a comment\n SERVICE <http://127.0.0.1:9/> {} }",
    'SELECT * WHERE { ?s ?p ?o # "\r SERVICE <http://127.0.0.1:9/> {} }',
    "SELECT * WHERE { ?s ?p ?o FILTER(?s<?o)SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * WHERE { ?s ?p 1SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * WHERE { ?s ?p ''@enSERVICE . }SERVICE <http://127.0.0.1:9/> {}",
    "PREFIX a:<http://e.org/>SELECT * WHERE { a: ?p a:.SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * WHERE { ?s ?p trueSERVICE <http://127.0.0.1:9/> {} }",
    "PREFIX a: <http://e.org/> SELECT * WHERE { BIND(1 AS ?x)SERVICEa:b {} }",
    "PREFIX a: <http://e.org/> SELECT * WHERE { ?s ?p trueserviceSILENTa:b {} }",
    "PREFIX a: <http://e.org/> SELECT * WHERE { ?s ?p 1.e5SERVICE a:b {} }",
    "PREFIX a: <http://e.org/> SELECT * WHERE { ?s ?p .5e5SERVICE a:b {} }",
    "ASKFROM <http://127.0.0.1:9/> {}",
    "SELECT *FROMNAMED<http://127.0.0.1:9/> {}",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * WHERE { ?s ?p '\\u0027 . SERVICE <http://127.0.0.1:9/> {} #' }",
    "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:9/>",
    "PREFIX x: <http://e.org/> INSERT DATA { x:a x:b x:c }",
    "DELETE WHERE { ?s ?p ?o }",
]

INSIDE = [
    'SELECT * WHERE { ?s ?p "SERVICE <http://e.org/> FROM" }',
    "SELECT * WHERE { ?s ?p 'it''s' } # SERVICE",
    "# SERVICE\nSELECT * WHERE { ?s ?p ?o }",
    "SELECT ?service ?from WHERE { ?service ?p ?from }",
    "PREFIX s: <http://e.org/SERVICE/> SELECT * WHERE { ?s s:FROM ?o . ?o s:a.SERVICE 1.5 }",
    "SELECT * WHERE { ?s <http://e.org/SERVICE#FROM> 'x'@from }",
    "SELECT * WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    'SELECT * WHERE { ?s ?p """one " two "" SERVICE""" }',
    "SELECT * WHERE { ?s ?p '\\u4E2D\\u56FD' }",
    "ASK { ?s ?p ?o }",
    "DESCRIBE <http://e.org/>",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_reaching_outside_or_changing_is_refused_with_its_place(text: str, store: Store) -> None:
    with pytest.raises(QueryError, match=r"^line \d+, column \d+: "):
        check_query(text)
    with pytest.raises(QueryError):
        store.query(text)


@pytest.mark.parametrize("text", INSIDE)
def test_the_same_words_in_strings_comments_and_names_are_no_offence(text: str) -> None:
    check_query(text)


def test_line_and_column_are_those_of_the_forbidden_word() -> None:
    with pytest.raises(QueryError, match="line 2, column 3: SERVICE"):
        check_query("SELECT * {\n  SERVICE <http://e.org/> {} }")


def test_size_depth_and_number_have_bounds() -> None:
    nested = "SELECT * WHERE {0}?s ?p ?o{1}"
    check_query(nested.format("{" * MAX_DEPTH, "}" * MAX_DEPTH))
    for text in (
        nested.format("{" * (MAX_DEPTH + 1), "}" * (MAX_DEPTH + 1)),
        "SELECT * WHERE { ?s ?p ?o FILTER(" + "!" * 600 + "true) }",
        "SELECT * WHERE { " + "{}" * 600 + " }",
        "SELECT * WHERE { VALUES ?x { " + "1 " * 5000 + "} }",
        "SELECT * WHERE { ?s ?p '" + "中" * (MAX_BYTES // 3) + "' }",
    ):
        with pytest.raises(QueryError):
            check_query(text)


@given(st.text(alphabet="\"'\\#<> {}()SERVICE\n\r?:@_a.u0123中", max_size=60))
def test_words_cover_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end and text[token.start : token.end] == token.text
        at = token.end


@given(st.text(alphabet="\"'\\#<> \nSERVICE中", max_size=30), st.sampled_from(['"', "'", '"""', "'''"]))
def test_whatever_a_string_holds_the_word_after_it_is_seen(inner: str, quote: str) -> None:
    import pyoxigraph as ox

    text = f"SELECT * WHERE {{ ?s ?p {quote}{inner}{quote} . SERVICE <http://127.0.0.1:9/> {{}} }}"
    try:
        # The engine decides whether this is a question at all; if it is, it holds SERVICE.
        ox.Store().query(text.replace("SERVICE <http://127.0.0.1:9/> {}", "OPTIONAL {}"))
    except SyntaxError:
        return
    with pytest.raises(QueryError, match="SERVICE"):
        check_query(text)


@pytest.mark.parametrize(
    "piece", ["中", "中.", "'", '"""a', "'''a'b", "a:.", "'\\", "9", "1e", "a.b-", "<a", "#", '""""\\"']
)
def test_no_text_makes_the_guard_slow(piece: str) -> None:
    text = "ASK " + piece * (60_000 // len(piece.encode()))
    began = time.thread_time()
    with contextlib.suppress(QueryError):
        check_query(text)
    assert time.thread_time() - began < 1
