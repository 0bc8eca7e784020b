"""Verbs of the desk: show, query, check, score, lint."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def built(kg, text, tmp_path):
    assert kg("build", text, "-o", tmp_path / "out").code == 0
    return tmp_path / "out"


def test_show_tells_items_mentions_facts_and_rules(kg, text):
    said = kg("show", text)
    assert said.code == 0, said.err
    assert "signedWith" in said.out
    assert "rule " in said.out
    assert "希腊" in said.out


def test_show_can_tell_only_what_was_missed(kg, text):
    text.write_text(text.read_text(encoding="utf-8") + "\n天气很好，人们很高兴。\n", encoding="utf-8")
    said = kg("show", text, "--missed")
    assert "天气很好" in said.out
    assert "签署" not in said.out


def test_show_as_json_points_into_the_text_of_record(kg, text):
    held = json.loads(kg("show", text, "--json").out)
    record = text.read_bytes().decode("utf-8")
    facts = [fact for item in held["items"] for fact in item["facts"]]
    assert facts
    for place in [fact[end] for fact in facts for end in ("subject", "object")]:
        assert record[place["start"] : place["end"]] == place["text"]


def test_show_never_lets_a_text_drive_the_terminal(kg, text):
    text.write_text("中国政府\u202e与希腊政府签署[red]协议[/red]。\n", encoding="utf-8")
    said = kg("show", text)
    assert said.code == 0
    assert "\u202e" not in said.out
    assert "[red]" in said.out


def test_questions_are_listed_with_their_titles(kg, built):
    from kg.graph.questions import questions

    said = kg("query", built, "--list")
    assert said.code == 0
    assert all(name in said.out and asked.title in said.out for name, asked in questions().items())


def test_a_named_question_is_answered(kg, built):
    said = kg("query", built, "who-signed-most")
    assert said.code == 0, said.err
    assert "希腊" in said.out


def test_sparql_comes_from_a_file_or_the_standard_input(kg, kg_program, built, tmp_path):
    asked = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a <https://w3id.org/silkgraph/ontology#Claim> }"
    (tmp_path / "q.rq").write_text(asked, encoding="utf-8")
    assert kg("query", built, tmp_path / "q.rq", "--format", "csv").out.split() == ["n", "1"]
    run = kg_program("query", built, "-", "--json", stdin=asked.encode())
    assert json.loads(run.stdout)["results"]["bindings"][0]["n"]["value"] == "1"


FORMS = {
    "SELECT (1 AS ?n) {}": {"table", "csv", "tsv", "json"},
    "ASK {}": {"table", "json"},
    "CONSTRUCT { <x:a> <x:b> <x:c> } {}": {"table", "turtle"},
}


@pytest.mark.parametrize("asked", FORMS)
def test_a_form_that_an_answer_does_not_have_is_refused(kg, built, asked):
    for form in ("table", "csv", "tsv", "json", "turtle"):
        said = kg("query", built, asked, "--format", form)
        if form in FORMS[asked]:
            assert (said.code, bool(said.out)) == (0, True), said.err
        else:
            assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
            assert "this question answers with" in said.err


def test_parameters_are_bound_not_pasted(kg, built):
    asked = "SELECT ?l WHERE { ?x <http://www.w3.org/2004/02/skos/core#prefLabel> ?l FILTER(STR(?l) = ?name) }"
    said = kg("query", built, asked, "-p", 'name=希腊" || true || "', "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["results"]["bindings"] == []
    assert json.loads(kg("query", built, asked, "-p", "name=希腊", "--json").out)["results"]["bindings"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("who-signed-mots",), "who-signed-most"),
        ((), "which question?"),
        (("who-signed-most", "-p", "x"), "NAME=VALUE"),
        (("nowhere.rq",), "cannot be read"),
        (("SELECT ?x WHERE { ?x ?y",), "line 1"),
        (("SELECT ?x WHERE { SERVICE <http://localhost/> { ?x ?y ?z } }",), "SERVICE"),
    ],
)
def test_a_question_that_is_none_is_exit_2_and_says_why(kg, built, words, expected):
    said = kg("query", built, *words)
    assert said.code == 2
    assert expected in said.err
    assert "Traceback" not in said.err


def test_an_output_that_is_none_is_exit_2(kg, tmp_path):
    assert "no such folder" in kg("query", tmp_path / "nowhere", "who-signed-most").err
    said = kg("query", tmp_path, "who-signed-most")
    assert (said.code, "manifest.json" in said.err) == (2, True)


def test_the_graph_passes_its_shapes(kg, built):
    said = kg("check", built)
    assert said.code == 0, said.out


def test_scores_are_told_for_the_corpus_and_held_to_floors(kg, tmp_path):
    said = kg("score", "--json")
    assert said.code == 0, said.err
    held = json.loads(said.out)
    assert held["together"]["claims"] > 0
    floors = tmp_path / "floors.json"
    floors.write_text('{"together": {"all": 1.1}}', encoding="utf-8")
    said = kg("score", "--floors", floors)
    assert said.code == 1
    assert "is under its floor 1.1" in said.out
    floors.write_text('{"together": {"all": 0.0}}', encoding="utf-8")
    assert kg("score", "--floors", floors).code == 0
    floors.write_text('{"nobody": {"all": 0.0}}', encoding="utf-8")
    assert "no score 'all' of 'nobody'" in kg("score", "--floors", floors).err


def test_a_folder_without_annotations_cannot_be_scored(kg, text):
    said = kg("score", text.parent)
    assert (said.code, "annotated" in said.err) == (2, True)


def test_our_own_data_files_are_clean(kg):
    said = kg("lint")
    assert said.code == 0, said.out + said.err


def test_lint_says_all_mistakes_at_once_and_only_those(kg, tmp_path):
    names = tmp_path / "data" / "names"
    names.mkdir(parents=True)
    rows = [
        "name\tkey\tkind\tcountry\tlabel_en\tparent\tfrom\tuntil\tnot_in\tnote",
        "甲部\torganization/jia\tMinistri\tCHN",
        "乙部\torganization/yi\tMinistry\tCHN",
        "丙部\torganization/bing\tMinistry\tXXX",
        "丁部\torganization/ding\tMinistry\tCHN\t\torganization/jia",
        "戊部\torganization/wu\tMinistry\tCHN\t\t\t2019-99",
    ]
    (names / "mine.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    said = kg("lint", "--data", tmp_path / "data")
    assert said.code == 1
    assert sorted(line.split(":")[1] for line in said.out.splitlines()) == ["2", "4", "6"]
    assert all(line.startswith(str(names / "mine.tsv")) for line in said.out.splitlines())
    assert len(json.loads(kg("lint", "--data", tmp_path / "data", "--json").out)) == 3
