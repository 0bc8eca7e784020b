"""From matches to facts: who signed what with whom, what a loan pays for, what is said of all sub-forums."""

from __future__ import annotations

import pytest

from kg.relations.acts import kind_of
from kg.relations.loans import is_loan, projects_in
from tests.sentences import Read


def _papers(read: Read, text: str) -> list[tuple[str, str]]:
    return [(fact.instrument.label, fact.instrument.kind) for fact in read(text).facts("signedWith") if fact.instrument]


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("授信协议", "credit line"),
        ("公路项目贷款协议", "loan"),
        ("合作意向书", "letter of intent"),
        ("电子商务合作谅解备忘录", "memorandum"),
        ("检疫议定书", "protocol"),
        ("投资框架协议", "framework"),
        ("采购合同", "contract"),
        ("自由贸易协定", "agreement"),
        ("联合声明", "statement"),
        ("合作规划", "plan"),
        ("合作文件", "unspecified"),
    ],
)
def test_a_paper_has_the_kind_that_its_name_says(read: Read, paper: str, kind: str) -> None:
    assert kind_of(paper) == kind
    assert _papers(read, f"中国与老挝签署{paper}。") == [(paper, kind)]


def test_each_paper_is_an_act_of_its_own(read: Read) -> None:
    assert _papers(read, "中国与老挝签署合作规划、谅解备忘录和《海上合作协定》。") == [
        ("合作规划", "plan"), ("谅解备忘录", "memorandum"), ("海上合作协定", "agreement"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("中国和老挝签署协议。", {("中国", "老挝")}),
        ("中国与老挝、泰国签署协议。", {("中国", "老挝"), ("中国", "泰国")}),
        ("中国、老挝和泰国签署协议。", {("中国", "老挝"), ("中国", "泰国"), ("老挝", "泰国")}),
        ("中国与老挝、泰国与柬埔寨签署协议。", {("中国", "老挝"), ("泰国", "柬埔寨")}),
        ("中国分别与老挝、泰国签署协议。", {("中国", "老挝"), ("中国", "泰国")}),
    ],
)
def test_the_sides_of_a_signing_follow_from_its_joints(read: Read, text: str, pairs: set[tuple[str, str]]) -> None:
    assert read(text).triples("signedWith") == pairs


def test_three_who_sign_together_sign_one_paper(read: Read) -> None:
    facts = read("中国、老挝和泰国签署合作协议。").facts("signedWith")
    assert len({fact.instrument.key for fact in facts if fact.instrument}) == 1
    assert {fact.instrument.form for fact in facts if fact.instrument} == {"one paper"}
    assert {len(fact.instrument.parties) for fact in facts if fact.instrument} == {3}


def test_papers_signed_one_by_one_are_a_series_of_bilateral_ones(read: Read) -> None:
    facts = read("中国逐一与老挝、泰国签署合作协议。").facts("signedWith")
    assert len({fact.instrument.key for fact in facts if fact.instrument}) == 2
    assert {fact.instrument.form for fact in facts if fact.instrument} == {"series of bilaterals"}


def test_lists_dealt_out_one_by_one_are_paired_in_step(read: Read) -> None:
    reading = read("商务部、海关总署逐一与老挝工贸部、老挝海关签署合作协议。")
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部"), ("海关总署", "老挝海关")}


def test_one_party_with_several_leaves_open_whether_it_was_one_paper(read: Read) -> None:
    facts = read("中国与老挝、泰国签署合作协议。").facts("signedWith")
    assert {fact.instrument.form for fact in facts if fact.instrument} == {"unclear"}


def test_the_parties_that_a_title_names_signed_the_paper(read: Read) -> None:
    reading = read("签署《中国商务部与老挝工贸部关于电子商务合作的谅解备忘录》。")
    (fact,) = reading.facts("signedWith")
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部")}
    assert "partyInTitle" in fact.steps


def test_nobody_signs_with_itself(read: Read) -> None:
    assert read("商务部与中华人民共和国商务部签署协议。").triples("signedWith") == set()


def test_an_unnamed_party_makes_no_fact_alone_and_is_kept_beside_named_ones(read: Read) -> None:
    assert not read("有关各方签署了合作协议。").facts("signedWith")
    (fact,) = read("中国同老挝、有关国家签署合作协议。").facts("signedWith")
    assert fact.unnamed_parties == "有关国家"


def test_a_fact_says_where_its_subject_object_and_verb_stand(read: Read) -> None:
    reading = read("海关总署消息。中国与老挝签署合作协议。")
    (fact,) = reading.facts("signedWith")
    words = [place.of(reading.doc.text) for place in (fact.subject_at, fact.cue_at, fact.object_at, *fact.evidence)]
    assert words == ["中国", "签署", "老挝", "中国与老挝签署合作协议。"]


def test_the_date_before_the_verb_dates_the_fact(read: Read) -> None:
    (fact,) = read("2017年5月14日，中国与老挝签署合作协议。").facts("signedWith")
    assert (fact.date, fact.date_end) == ("2017-05-14", None)
    (fact,) = read("2017年5月14日至15日，外交部主办第三届海上合作论坛。").facts("hostedBy")
    assert (fact.date, fact.date_end) == ("2017-05-14", "2017-05-15")


# ── loans ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("paper", "projects"),
    [
        ("工业园、水坝等项目贷款协议", {"工业园项目", "水坝项目"}),
        ("雅万高铁项目融资协议", {"雅万高铁项目"}),
        ("公路项目贷款协议", {"公路项目"}),
    ],
)
def test_the_lender_of_a_loan_funds_the_projects_of_its_title(read: Read, paper: str, projects: set[str]) -> None:
    reading = read(f"老挝财政部与中国进出口银行签署{paper}。")
    assert reading.triples("funds") == {("中国进出口银行", project) for project in projects}
    assert reading.triples("signedWith") == {("老挝财政部", "中国进出口银行")}


def test_a_loan_for_no_project_funds_the_borrower(read: Read) -> None:
    assert read("中国进出口银行与老挝财政部签署优惠贷款协议。").triples("funds") == {("中国进出口银行", "老挝财政部")}


@pytest.mark.parametrize("paper", ["授信协议", "框架协议", "贷款意向书", "融资合作框架协议", "合作协议"])
def test_a_paper_that_lends_nothing_yet_funds_nothing(read: Read, paper: str) -> None:
    assert not read(f"国家开发银行与埃及银行签署{paper}。").facts("funds")


def test_a_project_with_a_name_is_one_node_everywhere_and_one_without_is_not(read: Read) -> None:
    def projects(words: str) -> set[str]:
        sentence = f"中国进出口银行与老挝财政部签署{words}项目贷款协议。"
        return {fact.object for fact in read(f"{sentence}随后，{sentence}").facts("funds")}

    assert len(projects("雅万高铁")) == 1
    assert len(projects("公路")) == 2


@pytest.mark.parametrize(
    ("label", "loan"),
    [("优惠贷款协议", True), ("贷款框架协议", False), ("贷款合作协议", False), ("授信额度贷款协议", False)],
)
def test_a_framework_or_a_credit_line_is_no_loan(label: str, loan: bool) -> None:
    assert is_loan(label) is loan


def test_words_on_terms_name_no_project() -> None:
    assert projects_in("苏瓦港项目第三期1500亿日元贷款协议") == [("苏瓦港项目第三期", "苏瓦港项目第三期")]
    assert projects_in("美元贷款协议") == projects_in("双边优惠贷款协议") == []


# ── what is said of all ──────────────────────────────────────────────────────────────────────────


def test_what_is_said_of_all_sub_forums_is_said_of_each_that_is_named(read: Read) -> None:
    reading = read(
        "第三届海上合作论坛在北京举行。论坛期间举办12场分论坛。数字经济分论坛在杭州举行。绿色发展分论坛在上海举行。"
        "12场分论坛由外交部主办。"
    )
    assert reading.triples("hostedBy") == {("数字经济分论坛", "外交部"), ("绿色发展分论坛", "外交部")}
    for fact in reading.facts("hostedBy"):
        assert "leadIn" in fact.steps
        assert len(fact.evidence) == 2


def test_facts_stand_in_the_order_of_their_verbs(read: Read) -> None:
    facts = read("中国与老挝签署协议。外交部主办第三届海上合作论坛。中国与泰国签署协议。").doc.facts
    assert [fact.cue_at.start for fact in facts] == sorted(fact.cue_at.start for fact in facts)


def test_one_statement_is_one_fact(read: Read) -> None:
    reading = read("中国与老挝签署合作协议。")
    assert len(reading.doc.facts) == 1
