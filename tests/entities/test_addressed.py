"""Persons whose name stands before their office, and bodies of which each of several states has one."""

import pytest

from kg.model import Document
from kg.pipeline import Pipeline


@pytest.fixture(scope="module")
def facts():
    pipeline = Pipeline.load()

    def told(text):
        doc = pipeline(Document(id="t", source=text))
        label = {entity.key: entity.label for entity in doc.entities}
        return {(fact.relation, label[fact.subject], label[fact.object]) for fact in doc.facts}

    return told


def test_a_name_and_an_office_are_the_person_named_whole_before(facts):
    told = facts("山西省文化厅厅长周正会见埃及文物部部长萨拉赫·阿里。周正厅长和阿里部长签署了石窟保护备忘录。")
    assert ("signedWith", "山西省文化厅", "埃及文物部") in told
    assert {body for relation, _, body in told if relation == "represents"} == {"山西省文化厅", "埃及文物部"}


def test_a_name_between_body_and_office_is_a_person(facts):
    told = facts("商务部钱明副部长与汤加财政部签署协议。")
    assert {("represents", "钱明", "商务部"), ("signedWith", "商务部", "汤加财政部")} <= told


@pytest.mark.parametrize("words", ["司法部长", "商务部高级副部长", "农业部常务副部长"])
def test_a_word_before_an_office_is_no_name(facts, words):
    assert not {fact for fact in facts(f"{words}出席丝路论坛。") if fact[0] == "represents"}


def test_a_name_in_a_headline_is_who_is_named_with_an_office_below(facts):
    told = facts("周正与雷孟沙签署联合公报\n\n斐济总理周正3日与汤加首相雷孟沙在苏瓦签署联合公报。")
    assert {fact for fact in told if fact[0] == "signedWith"} == {("signedWith", "斐济", "汤加")}


def test_a_part_that_two_foreign_names_share_means_neither(facts):
    told = facts("埃及外长阿里·萨拉赫和苏丹外长阿里·奥马尔出席丝路论坛。阿里部长与汤加财政部签署协议。")
    assert not {fact for fact in told if fact[0] == "signedWith" and {"埃及", "苏丹"} & {*fact}}


def test_each_of_two_states_named_by_a_sign_has_its_own_ministry(facts):
    assert ("signedWith", "财政部", "老挝财政部") in facts("中老两国财政部签署债务合作备忘录。")


def test_a_ministry_of_both_states_is_not_the_one_of_china(facts):
    assert facts("斐济与汤加建交五十周年。两国外交部主办丝路考古论坛。") == set()
