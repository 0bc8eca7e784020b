"""Lists of names: what joins and what parts them, what is said once for several."""

from __future__ import annotations

import pytest

from tests.sentences import Read


def _listed(read: Read, names: str) -> list[str]:
    """What stands before 签署 in a sentence that begins with these names."""
    reading = read(f"{names}签署合作协议。")
    return [words for words, kind in reading.kinds() if kind not in {"Paper", "Etc", "Gap"}]


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        ("老挝、柬埔寨和泰国", ["老挝", "柬埔寨", "泰国"]),
        ("中国商务部与越南工业和贸易部", ["中国商务部", "越南工业和贸易部"]),
        ("中国交通运输部与老挝公共工程与运输部", ["中国交通运输部", "老挝公共工程与运输部"]),
        ("自然资源部和泰国环境、交通、能源和电信部", ["自然资源部", "泰国环境、交通、能源和电信部"]),
        ("柬埔寨环境部、老挝自然资源和环境部", ["柬埔寨环境部", "老挝自然资源和环境部"]),
        ("海关总署与泰国海关、马来西亚皇家海关", ["海关总署", "泰国海关", "马来西亚皇家海关"]),
    ],
)
def test_a_connector_parts_names_and_stays_inside_a_name_that_needs_it(
    read: Read, names: str, parts: list[str]
) -> None:
    assert _listed(read, names) == parts


def test_a_head_said_once_belongs_to_every_state_before_it(read: Read) -> None:
    reading = read("国家税务总局与老挝和柬埔寨财政部签署备忘录。")
    assert [reading.label("老挝"), reading.label("柬埔寨财政部")] == ["老挝财政部", "柬埔寨财政部"]
    assert reading.mention("老挝").step == "sharedHead"


@pytest.mark.parametrize(
    ("tail", "labels"),
    [
        ("等国海关部门", ["塞尔维亚海关部门", "荷兰海关部门"]),
        ("等2国有关部门", ["塞尔维亚有关部门", "荷兰有关部门"]),
    ],
)
def test_what_follows_and_others_belongs_to_every_state_listed(read: Read, tail: str, labels: list[str]) -> None:
    reading = read(f"海关总署与塞尔维亚、荷兰{tail}签署合作协议。")
    assert [reading.label("塞尔维亚"), reading.label("荷兰")] == labels
    assert reading.entity("塞尔维亚").unnamed


def test_states_before_and_other_states_stay_states(read: Read) -> None:
    reading = read("中国同埃塞俄比亚、吉布提等非洲国家签署协议。")
    assert reading.triples("signedWith") == {("中国", "埃塞俄比亚"), ("中国", "吉布提")}


def test_a_bare_ministry_after_that_of_another_state_is_that_states(read: Read) -> None:
    reading = read("中国商务部与泰国外交部、商务部签署合作文件。")
    assert reading.label("商务部") == "泰国商务部"
    assert reading.triples("signedWith") == {("商务部", "泰国外交部"), ("商务部", "泰国商务部")}


def test_chinese_ministries_listed_before_a_state_stay_chinese(read: Read) -> None:
    reading = read("商务部、海关总署同泰国、缅甸、老挝商务部签署合作文件。")
    assert reading.triples("signedWith") == {
        (own, other) for own in ("商务部", "海关总署") for other in ("泰国商务部", "缅甸商务部", "老挝商务部")
    }


def test_an_embassy_said_once_is_the_embassy_of_each_state(read: Read) -> None:
    reading = read("商务部与缅甸、泰国和马来西亚驻华使馆签署协议。")
    assert reading.triples("signedWith") == {
        ("商务部", "缅甸驻华使馆"), ("商务部", "泰国驻华使馆"), ("商务部", "马来西亚驻华使馆"),
    }  # fmt: skip


def test_an_unknown_word_among_names_is_a_name(read: Read) -> None:
    reading = read("连云港、阿克套、波季和巴库签署合作备忘录。")
    assert {reading.mention("阿克套").kind, reading.mention("波季").kind} == {"Organization"}


def test_an_unknown_word_alone_is_no_name(read: Read) -> None:
    assert ("阿克套", "Organization") not in read("阿克套签署合作备忘录。").kinds()


def test_unknown_companies_in_a_list_are_told_by_their_heads(read: Read) -> None:
    reading = read("中国工商银行、某某实业、某某控股集团与埃及银行签署协议。")
    assert reading.triples("signedWith") == {
        ("中国工商银行", "埃及银行"), ("某某实业", "埃及银行"), ("某某控股集团", "埃及银行"),
    }  # fmt: skip


def test_a_class_word_in_a_list_names_nobody(read: Read) -> None:
    reading = read("中国同老挝、有关国家签署合作协议。")
    assert ("有关国家", "Unnamed") in reading.kinds()
    assert reading.triples("signedWith") == {("中国", "老挝")}


def test_a_known_name_before_an_unknown_one_is_not_taken_for_it(read: Read) -> None:
    reading = read("日本青木商事与埃及银行签署协议。")
    assert ("日本", "埃及银行") not in reading.triples("signedWith")


def test_signs_before_a_count_are_states(read: Read) -> None:
    assert _listed(read, "中俄蒙三国")[:1] == ["中"]
    assert {"中", "俄", "蒙"} <= set(_listed(read, "中俄蒙三国"))
