"""Laws that hold whatever a document states."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.checker import check
from kg.graph.store import Store
from kg.graph.writer import merged, write_ntriples
from kg.model import Document, Fact

from .conftest import outcome_list

BASIS = outcome_list()
STATUSES = st.sampled_from(["done", "planned", "ongoing"])


@st.composite
def documents(draw: st.DrawFn, name: str = "doc-1") -> Document:
    """The small list with some of its facts, in any order, some twice, with any status and date."""
    facts: list[Fact] = []
    for fact in draw(st.lists(st.sampled_from(BASIS.facts), max_size=12)):
        date = draw(st.sampled_from([None, "2019", "2019-04", "2019-04-27"]))
        turned = draw(st.booleans()) and fact.relation == "signedWith"
        ends = (fact.object, fact.subject) if turned else (fact.subject, fact.object)
        places = (fact.object_at, fact.subject_at) if turned else (fact.subject_at, fact.object_at)
        facts.append(
            replace(
                fact, status=draw(STATUSES), date=date, subject=ends[0], object=ends[1],
                subject_at=places[0], object_at=places[1],
            )
        )  # fmt: skip
    return replace(BASIS, id=name, facts=tuple(facts))


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_change_a_byte(doc: Document, chance: object) -> None:
    facts = list(doc.facts)
    chance.shuffle(facts)  # type: ignore[attr-defined]
    assert write_ntriples(replace(doc, facts=tuple(facts))) == write_ntriples(doc)


@given(documents())
def test_only_what_is_done_or_under_way_is_asserted_and_every_claim_is_proved(doc: Document) -> None:
    store = Store()
    store.add(doc)
    report = check(store, shapes=False)
    assert report.ok, str(report)
    for claim in store.claims():
        for start, end, exact in (*claim["evidence"], *claim["marks"]["cue"]):
            assert doc.source[start:end] == exact
        for end_name in ("subject", "object"):
            names = store.nodes()[claim[end_name]]["labels"]
            assert {exact for _, _, exact in claim["marks"][end_name]} & {*names, "甲国", "乙国", "分论坛"}


@given(documents("one"), documents("two"))
def test_taking_a_document_out_leaves_the_other_as_if_alone(one: Document, two: Document) -> None:
    store = Store()
    store.add(one)
    store.add(two)
    assert store.triples_sorted() == merged([two, one])
    store.remove("two")
    assert store.triples_sorted() == write_ntriples(one)
