"""What was decided can be asked of the graph: by whom, why, on which words."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import run
from kg.curation.decisions import add_decisions, document_sha256
from kg.graph.checker import check
from kg.graph.store import Store
from kg.graph.writer import write_ntriples
from tests.curation.conftest import TEXTS, on_claim, on_name, words_at

QUESTION = """
PREFIX kg: <https://w3id.org/silkgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?kind ?author ?reason ?words WHERE {
  ?x kg:decision ?decision . ?decision kg:decisionKind ?kind ; kg:author ?author ; kg:reason ?reason ;
    kg:evidence/oa:hasSelector/oa:exact ?words .
}
"""


@pytest.fixture
def decisions(documents):
    a, b, c = (documents[name] for name in "abc")
    by = {"author": "chen", "reason": "read again"}
    return [
        on_claim(a, a.facts[0], "reject", **by),
        on_claim(b, b.facts[0], "status", to="done", **by),
        on_name(c, "埃及电力公司", "merge", to=f"{words_at(b, '国开行')}#{document_sha256(b)}", **by),
    ]


@pytest.fixture
def store(documents, decisions, replayed):
    after, outcome = replayed(*decisions)
    assert outcome.troubles == ()
    held = Store()
    for name in "abc":
        held.add_ntriples(write_ntriples(after[name]))
    return held


def test_a_claim_that_was_taken_out_is_still_told_of(store, decisions):
    rows = list(store.query(QUESTION))
    assert {str(row[0]) for row in rows} == {"reject", "status", "merge"}
    assert {str(row[1]) for row in rows} == {"chen"}
    words = {str(row[3]) for row in rows if str(row[0]) == "reject"}
    assert words == {quotes[0].words for quotes in (decisions[0].subject, decisions[0].object, decisions[0].cue)}


def test_the_graph_of_decided_documents_passes_the_shapes(store):
    report = check(store)
    assert report.ok, str(report)


def test_a_changed_claim_leads_to_its_decision(store, decisions):
    asked = f"SELECT ?x WHERE {{ ?x <https://w3id.org/silkgraph/ontology#decision> <{store.base}decision/%s> }}"
    kinds = [str(row[0]) for row in store.query(asked % decisions[1].key)]
    assert any("/claim/" in iri for iri in kinds)
    assert any("/document/b" in iri for iri in kinds)


def test_a_merged_body_leads_to_its_decision_in_every_document_that_names_it(store, decisions, documents, replayed):
    after, _ = replayed(*decisions)
    node = f"decision/{decisions[2].key}>"
    for name in "abc":
        assert node in write_ntriples(after[name]).decode("utf-8"), "all three name the bank"


def test_a_document_taken_out_of_a_store_takes_its_decisions_along(store, decisions):
    store.remove("a")
    assert decisions[0].key.encode() not in store.triples_sorted()


def test_a_build_is_the_same_bytes_twice_and_says_which_decisions_it_rests_on(tmp_path, decisions):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    add_decisions(tmp_path / "mine.tsv", decisions)
    sources = [str(tmp_path / f"{name}.txt") for name in TEXTS]
    outs = [tmp_path / "one", tmp_path / "two"]
    for out, order, workers in zip(outs, (sources, sources[::-1]), ("1", "2"), strict=True):
        words = ["-o", str(out), "--decisions", str(tmp_path / "mine.tsv"), "--no-cache", "--workers", workers]
        assert run(["build", *order, *words]) == 0
    for name in ("graph.ttl", "report.json", "manifest.json", "explorer.html"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    assert "decisions" in json.loads((outs[0] / "manifest.json").read_text(encoding="utf-8"))["options"]
    report = json.loads((outs[0] / "report.json").read_text(encoding="utf-8"))
    assert report["decisions"]["followed"] == {"reject": 1, "status": 1, "merge": 1}


def test_a_corrected_graph_is_verified_though_its_words_name_another_body(tmp_path, documents, capsys):
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8", newline="")
    a, out = documents["a"], tmp_path / "out"
    fact = next(fact for fact in a.facts if fact.relation == "signedWith")
    add_decisions(tmp_path / "mine.tsv", [on_claim(a, fact, "correct", end="object", to="意大利")])
    assert run(["build", str(tmp_path / "a.txt"), "-o", str(out), "--decisions", str(tmp_path / "mine.tsv")]) == 0
    assert run(["verify", str(out)]) == 0, capsys.readouterr().out
    graph = (out / "graph.ttl").read_text(encoding="utf-8")
    undecided = re.sub(r" ;\s+kg:decision [^;.]+", "", graph)
    assert undecided != graph
    (out / "graph.ttl").write_text(undecided, encoding="utf-8", newline="")
    capsys.readouterr()
    assert run(["verify", str(out)]) == 1
    assert "marked at '希腊政府'" in capsys.readouterr().out


def test_a_cache_never_answers_for_other_decisions(tmp_path, decisions, monkeypatch, documents):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8", newline="")
    mine = tmp_path / "mine.tsv"
    add_decisions(mine, decisions[:1])

    def claims(*more):
        assert run(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), *more]) == 0
        return json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["claims"]

    plain = claims()
    assert claims("--decisions", str(mine)) != plain
    assert claims() == plain
    assert claims("--decisions", str(mine)) != plain
