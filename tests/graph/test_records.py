"""The plain records: read all at once or one by one, a claim is the same."""

from __future__ import annotations

from kg.graph.store import Store
from kg.graph.vocabulary import KG, OA, RDF
from kg.graph.writer import write_ntriples
from kg.model import Document

from .conftest import outcome_list
from .generated import document


def held(*documents: Document, more: str = "") -> Store:
    store = Store()
    for doc in documents:
        store.add(doc)
    store.add_ntriples(more.encode())
    return store


def test_a_claim_read_by_itself_is_the_claim_read_with_all_others() -> None:
    documents = outcome_list("a"), document(1)
    every = list(held(*documents).claims())
    alone = held(*documents).reading
    assert len(every) > 40 and any(claim["amounts"] for claim in every) and any(claim["steps"] for claim in every)
    assert [alone.claim(claim["iri"]) for claim in every] == every


def test_of_several_values_all_are_told_in_order_and_where_one_is_due_the_first() -> None:
    doc = outcome_list("a")
    first = next(held(doc).claims())
    iri = first["iri"]
    more = f'<{iri}> <{KG.rule}> "another" .\n<{iri}> <{KG.office}> "b" .\n<{iri}> <{KG.office}> "a" .\n'
    for store in (held(doc, more=more), held(doc, more=more)):
        claim = store.reading.claim(iri)
        assert claim in list(store.claims())
        assert claim["rules"] == sorted([*first["rules"], "another"]) and claim["rule"] == claim["rules"][0]
        assert claim["office"] == "a"


def test_a_place_without_an_end_or_with_two_is_still_told() -> None:
    lines = write_ntriples(outcome_list("a")).decode().splitlines(keepends=True)
    whole = held(outcome_list("a"))
    claim = next(claim for claim in whole.claims() if claim["marks"]["cue"])
    place = next(iter(whole.reading.about(claim["iri"])[KG.cueAt]))
    selector = next(iter(whole.reading.about(str(place))[OA.hasSelector]))
    start, _, words = claim["marks"]["cue"][0]
    endless = Store()
    endless.add_ntriples("".join(line for line in lines if not line.startswith(f"<{selector}> <{OA.end}>")).encode())
    twice = held(outcome_list("a"), more=f'<{selector}> <{OA.exact}> "龥" .\n')
    for store, end in ((endless, -1), (twice, start + len(words))):
        for told in (store.reading.claim(claim["iri"]), *store.claims()):
            if told["iri"] == claim["iri"]:
                assert told["marks"]["cue"] == [(start, end, words)]


def test_what_is_missing_is_told_as_nothing() -> None:
    lonely = f"<http://a/claim/1> <{RDF.type}> <{KG.Claim}> .\n"
    store = held(more=lonely)
    (claim,) = store.claims()
    assert claim == store.reading.claim("http://a/claim/1")
    assert (claim["subject"], claim["relation"], claim["date"], claim["items"]) == ("", "", None, [])
    assert claim["marks"] == {"subject": [], "object": [], "cue": []}
