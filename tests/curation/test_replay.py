"""Each decision is followed or told, never lost and never followed wrongly."""

from __future__ import annotations

from dataclasses import replace

from kg.curation.decisions import document_sha256
from kg.curation.gaps import gaps  # noqa: F401 - the wing imports as a whole
from kg.decision import Quote
from kg.model import Document
from tests.curation.conftest import TEXTS, on_claim, on_name, quote, words_at


def ends(doc, relation=None):
    return [(f.relation, f.subject, f.object) for f in doc.facts if relation in (None, f.relation)]


def why(outcome):
    return [trouble.why for trouble in outcome.troubles]


def signed(doc):
    return [fact for fact in doc.facts if fact.relation == "signedWith"]


def test_a_rejected_claim_is_gone_and_the_document_says_who_took_it_out(documents, replayed):
    a = documents["a"]
    decision = on_claim(a, signed(a)[0], "reject", author="chen", reason="read twice")
    after, outcome = replayed(decision)
    assert len(after["a"].facts) == len(a.facts) - 1
    assert after["a"].decisions == (decision,)
    assert outcome.followed == (decision,)


def test_an_accepted_claim_stays_as_it_is_and_says_so(documents, replayed):
    a = documents["a"]
    decision = on_claim(a, signed(a)[0], "accept")
    after, _ = replayed(decision)
    (fact,) = [fact for fact in after["a"].facts if fact.decisions]
    assert replace(fact, decisions=()) == signed(a)[0]
    assert fact.decisions == (decision.key,)


def test_the_ends_of_a_signature_may_be_named_in_either_order(documents, replayed):
    a = documents["a"]
    decision = on_claim(a, signed(a)[0], "reject")
    after, _ = replayed(replace(decision, subject=decision.object, object=decision.subject))
    assert len(after["a"].facts) == len(a.facts) - 1


def test_an_end_is_corrected_to_a_key_a_name_or_a_place(documents, replayed):
    a = documents["a"]
    place = str(words_at(a, "埃及银行"))
    for to, key in (
        ("country/ITA", "country/ITA"),
        ("意大利", "country/ITA"),
        ("埃及银行", "organization/banque-misr"),
        (place, "organization/banque-misr"),
    ):
        after, outcome = replayed(on_claim(a, signed(a)[0], "correct", end="object", to=to))
        assert outcome.troubles == ()
        first = signed(after["a"])[0]
        assert (first.subject, first.object) == ("country/CHN", key)
        assert first.instrument.parties == tuple(sorted(("country/CHN", key)))
        assert key in {entity.key for entity in after["a"].entities}


def test_a_place_given_for_an_end_becomes_where_that_end_stands(documents, replayed):
    a = documents["a"]
    to = words_at(a, "埃及银行")
    after, _ = replayed(on_claim(a, signed(a)[0], "correct", end="object", to=str(to)))
    fact = signed(after["a"])[0]
    assert after["a"].quote(fact.object_at) == "埃及银行"
    assert any(span.covers(fact.object_at) for span in fact.evidence)


def test_a_name_nobody_knows_is_not_put_into_the_graph(documents, replayed):
    a = documents["a"]
    after, outcome = replayed(on_claim(a, signed(a)[0], "correct", end="object", to="不知所云"))
    assert ends(after["a"]) == ends(a)
    assert "name of nothing known" in why(outcome)[0]


def test_a_claim_never_comes_to_join_a_body_with_itself(documents, replayed):
    a = documents["a"]
    _, outcome = replayed(on_claim(a, signed(a)[0], "correct", end="object", to="中国"))
    assert "the other end already" in why(outcome)[0]


def test_a_status_is_changed(documents, replayed):
    b = documents["b"]
    after, _ = replayed(on_claim(b, signed(b)[0], "status", to="done"))
    assert [fact.status for fact in signed(after["b"])] == ["done"]


def test_a_correction_and_a_status_on_one_claim_both_hold(documents, replayed):
    b = documents["b"]
    fact = signed(b)[0]
    decisions = (on_claim(b, fact, "correct", end="object", to="意大利"), on_claim(b, fact, "status", to="done"))
    after, outcome = replayed(*decisions)
    assert [(f.object, f.status) for f in signed(after["b"])] == [("country/ITA", "done")]
    assert set(outcome.followed) == set(decisions)


def test_two_decisions_that_contradict_are_both_told_and_neither_is_followed(documents, replayed):
    a = documents["a"]
    fact = signed(a)[0]
    for pair in (
        (on_claim(a, fact, "accept"), on_claim(a, fact, "reject")),
        (on_claim(a, fact, "reject"), on_claim(a, fact, "status", to="planned")),
        (on_claim(a, fact, "status", to="ongoing"), on_claim(a, fact, "status", to="planned")),
        (
            on_claim(a, fact, "correct", end="object", to="意大利"),
            on_claim(a, fact, "correct", end="object", to="埃及"),
        ),
        (on_name(a, "希腊政府", "rename", to="甲"), on_name(a, "希腊政府", "rename", to="乙")),
    ):
        after, outcome = replayed(*pair)
        assert ends(after["a"]) == ends(a)
        assert outcome.followed == ()
        assert [trouble.line for trouble in outcome.troubles] == [2, 3]
        assert "contradicts line 3" in why(outcome)[0]
        assert "neither is followed" in outcome.troubles[0].now


def test_two_authors_who_agree_do_not_contradict(documents, replayed):
    a = documents["a"]
    fact = signed(a)[0]
    _, outcome = replayed(on_claim(a, fact, "reject", author="chen"), on_claim(a, fact, "reject", author="ito"))
    assert len(outcome.followed) == 2


# -- what no longer applies ----------------------------------------------------------------------------------------


def test_a_decision_on_a_text_that_is_not_there_is_told(documents, replayed):
    a = documents["a"]
    decision = replace(on_claim(a, a.facts[0], "reject"), document="0" * 64)
    _, outcome = replayed(decision, replace(on_name(a, "希腊政府", "rename", to="甲"), document="0" * 64))
    assert outcome.followed == ()
    assert all("no document of this build has the text" in reason for reason in why(outcome))


def test_words_that_do_not_stand_where_they_are_said_to_are_told_with_what_stands_there(documents, replayed):
    a = documents["a"]
    decision = replace(on_claim(a, signed(a)[0], "reject"), object=(Quote(5, 9, "土耳其国"),))
    after, outcome = replayed(decision)
    assert ends(after["a"]) == ends(a)
    assert "stands '希腊政府', not '土耳其国'" in why(outcome)[0]


def test_a_claim_that_is_another_relation_now_is_told_and_left(documents, replayed):
    a = documents["a"]
    after, outcome = replayed(on_claim(a, signed(a)[0], "reject", relation="hostedBy"))
    assert ends(after["a"]) == ends(a)
    assert why(outcome) == ["it is signedWith now"]


def test_a_claim_that_is_no_longer_drawn_is_told_with_what_its_word_gives_now(documents, replayed):
    a = documents["a"]
    gone = replace(a, facts=tuple(fact for fact in a.facts if fact != signed(a)[0]))
    _, outcome = replayed(on_claim(a, signed(a)[0], "reject"), among={"a": gone})
    assert "no claim is drawn from this word any more" in why(outcome)[0]
    other = replace(signed(a)[0], object="country/ITA", object_at=a.facts[-1].object_at)
    _, outcome = replayed(on_claim(a, signed(a)[0], "reject"), among={"a": replace(a, facts=(other,))})
    assert "from this word comes 中国" in why(outcome)[0]


def test_a_relation_that_was_renamed_is_followed_under_its_new_name(documents, replayed):
    a = documents["a"]
    decision = on_claim(a, signed(a)[0], "reject", relation="signed")
    after, outcome = replayed(decision, renamed=(("signed", "signedWith"),))
    assert outcome.troubles == ()
    assert len(after["a"].facts) == len(a.facts) - 1


def test_a_paper_tells_apart_two_claims_with_the_same_ends_and_word(pipeline, replayed):
    doc = pipeline(Document("two", "中国政府与希腊政府签署合作协议、税收协定。\n"))
    papers = [fact for fact in signed(doc) if fact.instrument]
    assert len(papers) == 2
    decision = on_claim(doc, papers[0], "reject", paper=(quote(doc, papers[0].instrument.span),))
    after, _ = replayed(decision, among={"two": doc})
    assert [fact.instrument.label for fact in signed(after["two"])] == [papers[1].instrument.label]


# -- names -----------------------------------------------------------------------------------------------------------


def keys(doc):
    return {end for fact in doc.facts for end in (fact.subject, fact.object)}


def key_of(doc, words):
    at = words_at(doc, words)
    return next(m.entity for m in doc.mentions if m.entity and doc.source_span(m.span).start == at.start)


def test_a_merge_holds_in_every_document_and_keeps_both_names(documents, replayed):
    b, c = documents["b"], documents["c"]
    to = f"{words_at(b, '国开行')}#{document_sha256(b)}"
    after, outcome = replayed(on_name(c, "埃及电力公司", "merge", to=to))
    assert outcome.troubles == ()
    assert key_of(c, "埃及电力公司") not in keys(after["c"])
    assert "organization/china-development-bank" in keys(after["c"])
    (entity,) = [e for e in after["c"].entities if e.key == "organization/china-development-bank"]
    assert entity.label == "国家开发银行"
    assert "埃及电力公司" in entity.names
    assert entity.decisions


def test_a_name_in_the_data_files_outlives_a_merge_whichever_way_it_is_written(documents, replayed):
    c = documents["c"]
    one, _ = replayed(on_name(c, "埃及电力公司", "merge", to="中国电建"))
    other, _ = replayed(on_name(c, "中国电建", "merge", to="埃及电力公司"))
    assert ends(one["c"]) == ends(other["c"])


def test_a_rename_gives_the_label_and_keeps_the_old_name(documents, replayed):
    after, _ = replayed(on_name(documents["b"], "第二届丝路发展论坛", "rename", to="丝路发展大会（2）"))
    (entity,) = [e for e in after["b"].entities if e.key.startswith("event/")]
    assert entity.label == "丝路发展大会（2）"
    assert "第二届丝路发展论坛" in entity.names


def test_a_split_sets_a_name_of_one_document_apart(documents, replayed):
    a, b = documents["a"], documents["b"]
    after, outcome = replayed(on_name(b, "国开行", "split"))
    assert outcome.troubles == ()
    old = "organization/china-development-bank"
    assert old in keys(after["a"])
    assert old not in keys(after["b"])
    assert ends(after["a"]) == ends(a)
    assert len(after["b"].facts) == len(b.facts)


def test_a_split_between_two_places_of_one_document_moves_only_the_first(documents, replayed):
    c = documents["c"]
    to = str(words_at(c, "中国电建", 1))
    after, _ = replayed(on_name(c, "中国电建", "split", to=to))
    subjects = {fact.subject for fact in after["c"].facts}
    assert len(subjects) == 2
    assert key_of(c, "中国电建") in subjects


def test_splits_are_never_merged_again_not_even_over_a_third(documents, replayed):
    c = documents["c"]
    split = on_name(c, "中国电建", "split", to=str(words_at(c, "中国交建")))
    over = (
        on_name(c, "中国电建", "merge", to="埃及电力公司"),
        on_name(c, "中国交建", "merge", to="埃及电力公司"),
    )
    after, outcome = replayed(split, *over)
    one, two = (key_of(after["c"], words) for words in ("中国电建", "中国交建"))
    assert one != two
    assert why(outcome) == ["would join what line 2 splits"]
    assert len(outcome.followed) == 2, "the split and the first merge stand"


def test_what_is_split_stays_split_when_merged_with_what_it_was_split_from(documents, replayed):
    a, b = documents["a"], documents["b"]
    to = f"{words_at(a, '国家开发银行')}#{document_sha256(a)}"
    _, outcome = replayed(on_name(b, "国开行", "split", to=to), on_name(b, "国开行", "merge", to=to))
    assert why(outcome) == ["would join what line 2 splits"]


def test_merges_join_over_a_third_where_nothing_is_split(documents, replayed):
    c = documents["c"]
    merges = (
        on_name(c, "中国电建", "merge", to="埃及电力公司"),
        on_name(c, "中国交建", "merge", to="埃及电力公司"),
    )
    after, outcome = replayed(*merges)
    assert outcome.troubles == ()
    assert len({key_of(after["c"], words) for words in ("中国电建", "中国交建", "埃及电力公司")}) == 1
    assert after["c"].facts == (), "a claim between what is one body says nothing"
    assert any("with itself" in warning for warning in after["c"].warnings)


def test_the_order_of_lines_and_documents_does_not_matter(documents, replayed):
    a, b, c = (documents[name] for name in "abc")
    decisions = [
        on_claim(a, signed(a)[0], "reject"),
        on_claim(b, signed(b)[0], "status", to="done"),
        on_name(c, "中国电建", "merge", to="中国交建"),
        on_name(c, "埃及电力公司", "rename", to="埃及电力"),
        on_name(b, "国开行", "split"),
    ]
    after, _ = replayed(*decisions)
    turned = {name: documents[name] for name in reversed(TEXTS)}
    again, _ = replayed(*reversed(decisions), among=turned)
    assert after == again


def test_a_document_no_decision_is_about_is_left_as_it_is(documents, replayed):
    a = documents["a"]
    after, _ = replayed(on_claim(a, a.facts[0], "reject"))
    assert after["b"] == documents["b"]
    assert after["c"] == documents["c"]
