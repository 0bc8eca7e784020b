"""What a check finds, and in which sentence."""

from __future__ import annotations

import json

import pytest

from kg.graph.checker import Report, check
from kg.graph.store import Store
from kg.graph.vocabulary import BASE, KG, RDF, SKOS, XSD
from kg.graph.writer import write_ntriples

from .conftest import Maker, outcome_list


def changed(*edits: tuple[str, str], add: str = "") -> Store:
    """The small list with its lines edited as text."""
    lines = write_ntriples(outcome_list()).decode()
    for old, new in edits:
        assert old in lines, old
        lines = lines.replace(old, new)
    store = Store()
    store.add_ntriples((lines + add).encode())
    return store


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_a_graph_as_written_is_fit_to_be_quoted(store: Store) -> None:
    report = check(store)
    assert report.ok, str(report)
    assert report.counts == {"documents": 1, "claims": 19, "nodes": 19, "triples": len(store)}


def test_empty_slots_are_warnings_not_findings(make: type[Maker]) -> None:
    maker = make()
    maker.line("论坛在甲市举行。")
    maker.fact("heldIn", ("event/trade", "论坛"), ("place/city", "甲市"), "举行")
    store = Store()
    store.add(maker.done())
    report = check(store)
    assert report.ok and any("without a known host" in warning.message for warning in report.warnings)


CLAIM = f"<{BASE}claim/360a790a35986451>"
BANK, SOME = f"<{BASE}organization/bank-a>", f"<{BASE}organization/some-b>"


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ((f"<{BASE}country/AAA> <{SKOS.prefLabel}> \"甲国\"@zh .\n", ""), "skos:prefLabel"),
        (("\"甲方\"@zh", "\"甲方\"@zh .\n" + f"<{BASE}country/AAA> <{SKOS.prefLabel}> \"甲方\"@zh"), "skos:prefLabel"),
        ((f"<{KG.bound}> \"about\"", f"<{KG.bound}> \"roughly\""), "kg:bound"),
        ((f"<{KG.currency}> \"CNY\"", f"<{KG.currency}> \"元\""), "kg:currency"),
        ((f"\"2019-04\"^^<{XSD.gYearMonth}>", "\"2019-04\""), "kg:date"),
        ((f"<{KG.instrumentKind}> \"loan\"", f"<{KG.instrumentKind}> \"borrowing\""), "kg:instrumentKind"),
        (("\"carriedSubject\"", "\"carryover\""), "kg:step"),
        ((f"{BANK} <{KG.signedWith}> {SOME} .\n", ""), "unasserted"),
        ((f"<{BASE}place/city> <{RDF.type}> <{KG.Place}> .\n", ""), "HeldInTo"),
        ((f"{BANK} <{RDF.type}>", f"{BANK} <{KG.rule}> \"x\" .\n{BANK} <{RDF.type}>x".replace(">x", ">")), None),
    ],
)  # fmt: skip
def test_each_break_is_found_under_its_name(edit: tuple[str, str], rule: str | None) -> None:
    report = check(changed(edit))
    assert (rule in rules(report)) if rule else report.ok, str(report)


def test_claims_without_evidence_are_found() -> None:
    claim = next(claim for claim in changed().claims() if claim["relation"] == "funds")
    line = next(line for line in write_ntriples(outcome_list()).decode().splitlines(keepends=True)
                if line.startswith(f"<{claim['iri']}> <{KG.evidence}>"))  # fmt: skip
    assert {"evidence", "kg:evidence"} <= rules(check(changed((line, ""))))


def test_a_planned_act_asserted_as_done_is_named_with_its_sentence(make: type[Maker]) -> None:
    maker = make()
    maker.line("甲国将与丙国签署协定。")
    maker.fact("signedWith", ("country/AAA", "甲国"), ("country/CCC", "丙国"), "将", status="planned")
    store = Store()
    store.add(maker.done())
    assert check(store).ok
    store.add_ntriples(f"<{BASE}country/AAA> <{KG.signedWith}> <{BASE}country/CCC> .\n".encode())
    (finding,) = check(store).findings
    assert finding.rule == "planned" and finding.sentence == "甲国将与丙国签署协定。"
    assert "甲国将与丙国签署协定" in str(finding)


def test_a_triple_no_claim_states_is_found() -> None:
    report = check(changed(add=f"<{BASE}country/BBB> <{KG.funds}> <{BASE}country/CCC> .\n"))
    assert "unproved" in rules(report)


def test_ends_of_planned_claims_are_held_to_the_ontology_too(make: type[Maker]) -> None:
    maker = make()
    maker.line("甲国将与发展报告签署协定。")
    maker.fact("signedWith", ("country/AAA", "甲国"), ("work/report", "发展报告"), "将", status="planned")
    store = Store()
    store.add(maker.done())
    (finding,) = check(store).findings
    assert finding.rule == "ends" and "发展报告 (Publication)" in finding.message and "Agent" in finding.message


def test_generic_names_shared_by_two_documents_are_found() -> None:
    store = Store()
    store.add(outcome_list("a"))
    store.add(outcome_list("b"))
    found = [finding for finding in check(store).findings if finding.rule == "generic"]
    assert {finding.node for finding in found} == {f"{BASE}project/road", f"{BASE}organization/some-b"}


def test_blank_nodes_are_found() -> None:
    assert "blank-node" in rules(check(changed(add=f'_:b <{KG.rule}> "x" .\n')))


def test_a_report_reads_as_text_and_as_json(make: type[Maker]) -> None:
    report = check(changed((f'<{KG.bound}> "about"', f'<{KG.bound}> "roughly"')))
    assert str(report).startswith("not ok: 1 finding, ") and "one listed bound (found roughly)" in str(report)
    assert json.loads(json.dumps(report.as_dict(), ensure_ascii=False))["ok"] is False
