"""Persons are told by their office; the office says for whom they stand."""

from __future__ import annotations

import pytest

from tests.sentences import Read


@pytest.mark.parametrize(
    ("titled", "name", "stands_for"),
    [
        ("老挝总理某某某", "某某某", "老挝"),
        ("商务部副部长王某", "王某", "商务部"),
        ("商务部国际司司长王某", "王某", "商务部国际司"),
        ("匈牙利财政部部长某某", "某某", "匈牙利财政部"),
        ("世界银行行长张某", "张某", "世界银行"),
        ("联合国秘书长某某某", "某某某", "联合国"),
        ("某某集团董事长李某", "李某", "某某集团"),
        ("中国驻老挝大使张某某", "张某某", "中国"),
        ("国务委员兼外交部长王某某", "王某某", "外交部"),
        ("《万象时报》编辑部主任某某", "某某", "万象时报"),
        ("国务委员兼防长田耘", "田耘", "国防部"),
        ("海港大学附属医院骨科主任田耘", "田耘", "海港大学附属医院"),
        ("海港大学附属医院皮肤科主任医师田耘", "田耘", "海港大学附属医院"),
        ("“海港亲善协会”会长田耘", "田耘", "海港亲善协会"),
        ("土库曼斯坦民族领袖、人民委员会主席某某", "某某", "土库曼斯坦"),
    ],
)
def test_a_titled_person_stands_for_the_body_or_state_of_the_office(
    read: Read, titled: str, name: str, stands_for: str
) -> None:
    reading = read(f"{titled}出席会议。")
    assert (reading.mention(titled).kind, reading.label(titled)) == ("Person", name)
    assert reading.triples("represents") == {(name, stands_for)}


def test_the_verb_after_a_name_is_no_part_of_it(read: Read) -> None:
    for verb in ("出席论坛", "在会上发言", "与老挝总理某某某会谈"):
        assert read(f"商务部部长王某某{verb}。").label("商务部部长王某某") == "王某某"


def test_a_courtesy_after_a_name_is_no_part_of_it(read: Read) -> None:
    (fact,) = read("商务部部长王某某先生出席论坛。").facts("represents")
    reading = read("商务部部长王某某先生出席论坛。")
    assert reading.named[fact.subject].label == "王某某"
    assert fact.office == "部长"


def test_a_person_named_again_without_the_office_is_the_same_person(read: Read) -> None:
    reading = read("国务院总理李某某会见老挝总理某某某。李某某还会见泰国客人。")
    assert reading.entity("李某某") is reading.entity("国务院总理李某某")


def test_a_person_named_again_without_the_state_is_the_same_person(read: Read) -> None:
    reading = read("老挝总理苏某某与中国签署协议。苏某某总理与泰国签署协议。")
    assert reading.triples("signedWith") == {("老挝", "中国"), ("老挝", "泰国")}
    assert len([entity for entity in reading.doc.entities if "Person" in entity.kinds]) == 1


def test_the_body_of_the_first_person_of_a_list_is_that_of_the_others(read: Read) -> None:
    reading = read("江源集团总经理刘某某，副总经理张小山、李大川，院长王小河出席签约仪式。")
    assert reading.triples("represents") == {("刘某某", "江源集团"), ("张小山", "江源集团"), ("李大川", "江源集团")}


def test_a_second_office_is_of_the_state_of_the_first(read: Read) -> None:
    reading = read("俄罗斯总统普京、总理米舒斯京出席东方经济论坛。")
    assert reading.triples("represents") == {("普京", "俄罗斯"), ("米舒斯京", "俄罗斯")}


def test_persons_who_sign_bind_the_bodies_they_hold_office_in(read: Read) -> None:
    reading = read("商丘市人民政府市长张小山、江源集团总裁刘大海出席论坛。随后，张小山与刘大海签署框架协议。")
    assert reading.triples("signedWith") == {("商丘", "江源集团")}


def test_an_office_without_a_name_stands_for_its_body_and_makes_no_person(read: Read) -> None:
    reading = read("联合国秘书长发表讲话。")
    assert (reading.mention("联合国秘书长").kind, reading.label("联合国秘书长")) == ("Holder", "联合国")
    assert not [entity for entity in reading.doc.entities if "Person" in entity.kinds]


@pytest.mark.parametrize("words", ["老挝总理府", "中国共产党代表团", "联合国秘书处", "各国外长会议"])
def test_words_that_only_begin_like_an_office_name_no_person(read: Read, words: str) -> None:
    reading = read(f"{words}发表声明。")
    assert not reading.facts("represents")
    assert not [entity for entity in reading.doc.entities if "Person" in entity.kinds]


def test_a_foreign_minister_without_a_name_signs_for_the_state(read: Read) -> None:
    assert read("老挝外长与中国签署协议。").triples("signedWith") == {("老挝", "中国")}


def test_two_persons_may_sign_for_two_ministries(read: Read) -> None:
    reading = read("商务部部长王某某与老挝工贸部部长李某某签署协议。")
    assert reading.triples("represents") == {("王某某", "商务部"), ("李某某", "老挝工贸部")}


@pytest.mark.parametrize("ours", ["我国驻法国大使田耘", "我驻法国大使田耘", "驻法国大使田耘"])
def test_an_ambassador_stands_for_who_sends_him(read: Read, ours: str) -> None:
    assert read(f"{ours}出席论坛。").triples("represents") == {("田耘", "中国")}


def test_a_front_is_not_the_state_it_is_named_after(read: Read) -> None:
    assert ("田耘", "越南") not in read("越南祖国阵线中央主席田耘出席论坛。").triples("represents")


@pytest.mark.parametrize("day", ["周一会见记者", "周五举行会谈"])
def test_a_weekday_is_nobodys_name(read: Read, day: str) -> None:
    assert not read(f"法国总统{day}。").facts("represents")
