"""A question from a stranger ends itself at most: never the program, never the machine."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from kg.errors import KgError, QueryError
from kg.graph.guard import MAX_DEPTH
from kg.graph.vocabulary import BASE
from kg.serving.child import Asked, Limits, ask, environment

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?c ?i"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?b (!<x:z>)* ?c . ?c (!<x:w>)* ?d }"
REGEX = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), "^(a+)+$|(中|国)*b")) }'


def grown(times):
    text = '"aaaaaaaaaa"'
    for _ in range(times):
        text = f'REPLACE({text}, "a", "aaaaaaaaaa")'
    return f"SELECT (STRLEN({text}) AS ?n) {{}}"


@pytest.fixture(scope="module")
def store(demo_out):
    return str(demo_out / "store")


def asked(store, text, form="table"):
    return Asked(store, BASE, text, form)


@pytest.mark.parametrize("bomb", [CROSS, SORTED, PATHS, REGEX], ids=["cross", "sorted", "paths", "regex"])
def test_a_bomb_of_time_ends_with_its_time(store, bomb):
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 1 seconds|needs more"):
        ask(asked(store, bomb), Limits(seconds=1))
    assert time.monotonic() - began < 20


def test_a_bomb_of_memory_ends_alone(store):
    with pytest.raises(QueryError, match=r"memory|no answer"):
        ask(asked(store, grown(9)), Limits(seconds=10, memory=800_000_000))
    assert ask(asked(store, "ASK { ?s ?p ?o }")).body == b"true"


def test_an_endless_answer_is_refused_not_cut(store):
    with pytest.raises(QueryError, match="answer is larger than 1 MB"):
        ask(asked(store, "SELECT * { ?s ?p ?o }"), Limits(output=1_000_000))


@pytest.mark.parametrize("count", [MAX_DEPTH + 1, 101, 3_000, 20_000])
@pytest.mark.parametrize("opening", ["{", "(", "["])
def test_a_bomb_of_brackets_is_refused_before_it_is_read(store, count, opening):
    closing = {"{": "}", "(": ")", "[": "]"}[opening]
    inner = opening * count + closing * count
    whole = {"{": f"SELECT * {inner}", "(": f"SELECT ({inner} AS ?x) {{}}", "[": f"SELECT * {{ {inner} ?p ?o }}"}
    with pytest.raises(QueryError, match=r"nest deeper|too many|longer than"):
        ask(asked(store, whole[opening]))


def test_brackets_within_the_limit_are_answered(store):
    depth = MAX_DEPTH - 2
    text = f"SELECT ({'(' * depth}1{')' * depth} AS ?x) {{}}"
    assert ask(asked(store, text)).table() == (["x"], [["1"]])


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SELECT * FROM <file:///etc/passwd> {}", "CLEAR ALL"]
)
def test_a_question_stays_inside_the_graph(store, text):
    with pytest.raises(QueryError, match="graph"):
        ask(asked(store, text))


NAMES = ['x" || true || STR(?l) = "', "中国> . ?s ?p ?o #", "'} UNION {?s ?p ?o", "\\", "\x00", "\ud800"]


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_is_a_value_whatever_it_holds(store, name):
    with pytest.raises(KgError) as refused:
        ask(Asked(store, BASE, "what-a-bank-gives", "table", {"who": name}))
    assert "\n" not in str(refused.value)


def test_an_error_keeps_its_kind_and_its_one_line(store, tmp_path):
    with pytest.raises(KgError, match="no question is named"):
        ask(asked(store, "who-signed-mots"))
    with pytest.raises(KgError, match="cannot be opened as a store"):
        ask(asked(str(tmp_path / "nothing"), "ASK {}"))


def test_the_command_line_survives_a_bomb_and_says_one_line(demo_out):
    began = time.monotonic()
    command = [sys.executable, "-P", "-m", "kg", "query", str(demo_out), CROSS, "--timeout", "1"]
    run = subprocess.run(command, capture_output=True, env=environment(), text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == "kg: no answer within 1 seconds; narrow the question or give it more time\n"
    assert run.stdout == ""
    assert time.monotonic() - began < 20


def test_a_module_in_the_current_folder_is_not_imported_by_the_child(store, tmp_path, monkeypatch):
    for name in ("json", "kg", "selectors", "pyoxigraph"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask(asked(store, "ASK { ?s ?p ?o }")).body == b"true"
