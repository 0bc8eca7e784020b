"""What a clause leaves out and takes from the one before: subject, event, both sides — and where that ends."""

from __future__ import annotations

import pytest

from tests.sentences import Read

FORUM = "第三届海上合作论坛"


def test_a_clause_without_a_subject_takes_that_of_the_clause_before(read: Read) -> None:
    reading = read("商务部发布《海上合作倡议》，并与老挝工贸部签署备忘录。")
    assert reading.triples("publishedBy") == {("海上合作倡议", "商务部")}
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部")}
    assert "carriedSubject" in reading.facts("signedWith")[0].steps


def test_a_second_partner_signs_with_the_first_party(read: Read) -> None:
    reading = read("商务部与老挝工贸部签署合作协议，并与越南工贸部签署备忘录。")
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部"), ("商务部", "越南工贸部")}


def test_the_partner_of_a_signing_does_not_host_what_follows(read: Read) -> None:
    reading = read("商务部与老挝工贸部签署合作协议，主办海上合作论坛。")
    assert reading.triples("hostedBy") == {("海上合作论坛", "商务部")}


def test_parties_that_sign_jointly_found_jointly(read: Read) -> None:
    reading = read("商务部与老挝工贸部共同签署合作协议，发起海上商会联盟。")
    assert reading.triples("launchedBy") == {("海上商会联盟", "商务部"), ("海上商会联盟", "老挝工贸部")}


def test_a_clause_that_only_lists_the_parties_makes_all_of_them_the_subject(read: Read) -> None:
    reading = read("商务部与老挝工贸部一道，共同发起海上商会联盟。")
    assert reading.triples("launchedBy") == {("海上商会联盟", "商务部"), ("海上商会联盟", "老挝工贸部")}


@pytest.mark.parametrize("mark", ["。", "；", "，"])
def test_a_clause_with_parties_of_its_own_takes_nothing(read: Read, mark: str) -> None:
    reading = read(f"商务部与老挝工贸部签署合作协议{mark}越南工贸部与柬埔寨商业部签署备忘录。")
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部"), ("越南工贸部", "柬埔寨商业部")}


def test_an_unnamed_subject_ends_what_is_carried(read: Read) -> None:
    reading = read("商务部发布《海上合作倡议》。有关各方高度评价，与老挝签署协议。")
    assert not reading.facts("signedWith")


def test_nothing_is_carried_into_another_paragraph(read: Read) -> None:
    assert not read("商务部发布《海上合作倡议》。\n与老挝工贸部签署备忘录。").facts("signedWith")


def test_a_host_named_in_the_clause_after_hosts_the_event_before(read: Read) -> None:
    reading = read(f"{FORUM}在北京举行，由外交部主办。")
    assert reading.triples("hostedBy") == {(FORUM, "外交部")}


def test_every_clause_about_an_event_names_one_more_who_hosts_it(read: Read) -> None:
    reading = read(f"{FORUM}由外交部主办，浙江省政府承办，中国国际商会协办。")
    assert reading.triples("hostedBy") == {(FORUM, "外交部"), (FORUM, "浙江")}
    assert reading.triples("coHostedBy") == {(FORUM, "中国国际商会")}


def test_what_a_forum_publishes_is_published_at_the_forum(read: Read) -> None:
    reading = read(f"{FORUM}在北京举行。本届论坛发布《海上合作倡议》。")
    assert reading.triples("publishedAt") == {("海上合作倡议", FORUM)}


def test_the_host_publishes_what_the_clause_after_says_was_published(read: Read) -> None:
    reading = read(f"外交部主办{FORUM}，发布《海上合作倡议》。")
    assert reading.triples("publishedBy") == {("海上合作倡议", "外交部")}


def test_both_sides_take_the_parties_of_the_sentence_before(read: Read) -> None:
    reading = read("商务部与老挝工贸部签署协议。双方还签署了备忘录。")
    first, second = reading.facts("signedWith")
    assert (first.subject, first.object) == (second.subject, second.object)
    assert "pronoun" in second.steps


def test_points_of_a_list_take_the_subject_of_the_line_above(read: Read) -> None:
    reading = read(
        "商务部签署以下文件：\n（一）与老挝工贸部签署电子商务合作备忘录。\n（二）与越南工贸部签署贸易畅通备忘录。"
    )
    assert reading.triples("signedWith") == {("商务部", "老挝工贸部"), ("商务部", "越南工贸部")}


def test_a_label_line_speaks_of_the_event_above_it(read: Read) -> None:
    reading = read(f"{FORUM}\n主办单位：外交部\n协办单位：中国国际商会")
    assert reading.triples("hostedBy") == {(FORUM, "外交部")}
    assert reading.triples("coHostedBy") == {(FORUM, "中国国际商会")}


def test_who_was_paid_is_paid_by_the_next_as_well(read: Read) -> None:
    reading = read("远航集团向慈善总会捐款5000万元，国源集团捐款3000万元。")
    assert {giver for giver, _ in reading.triples("funds")} == {"远航集团", "国源集团"}


def test_those_who_receive_parts_of_a_sum_receive_them_from_the_giver(read: Read) -> None:
    reading = read("济南市财政局拨付资金6500万元，其中山东钢铁集团获4000万元，济南港口集团获2500万元。")
    assert reading.triples("funds") == {("济南市财政局", "山东钢铁集团"), ("济南市财政局", "济南港口集团")}


def test_both_events_behind_an_attribute_have_its_hosts(read: Read) -> None:
    reading = read("外交部主办的丝路论坛和海上博览会在泉州举行。")
    assert reading.triples("hostedBy") == {("丝路论坛", "外交部"), ("海上博览会", "外交部")}


def test_a_fund_that_was_founded_is_what_is_paid_into_next(read: Read) -> None:
    reading = read("中国国家开发银行发起设立丝路绿色基金，其中亚洲开发银行出资2亿美元。")
    assert ("亚洲开发银行", "丝路绿色基金") in reading.triples("funds")
