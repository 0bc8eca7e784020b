"""The gazetteer: what it finds, what it leaves, and how it speaks of a wrong row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.gazetteer import Gazetteer, Hit
from kg.entities.names import Body, Form, read_names
from kg.errors import DataFileError
from kg.resources import DATA, Row
from tests.stopwatch import takes_at_most

HEADER = "name\tkey\tkind\tcountry\tlabel_en\tparent\tfrom\tuntil\tnot_in\tnote"
CHINA = "中国\tcountry/CHN\tCountry\t\tChina"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


def _folder(tmp_path: Path, *rows: str, name: str = "data") -> Path:
    folder = tmp_path / name
    (folder / "names").mkdir(parents=True)
    (folder / "names" / "some.tsv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return folder


def _names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [hit.name for hit in gazetteer.find(text)]


def test_a_hit_says_where_what_and_which_entity(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("同法国签署") == [Hit(1, 3, "法国", ("country/FRA",))]


def test_a_text_without_names_has_no_hits(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("") == []
    assert gazetteer.find("各方一致认为，应当加强互联互通。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("几内亚、几内亚比绍、赤道几内亚和巴布亚新几内亚", ["几内亚", "几内亚比绍", "赤道几内亚", "巴布亚新几内亚"]),
        ("苏丹和南苏丹", ["苏丹", "南苏丹"]),
        ("尼日尔、尼日利亚", ["尼日尔", "尼日利亚"]),
        ("多米尼加和多米尼克", ["多米尼加", "多米尼克"]),
        ("白俄罗斯、俄罗斯", ["白俄罗斯", "俄罗斯"]),
        ("大韩民国与韩国", ["大韩民国", "韩国"]),
        ("印度与印度尼西亚隔印度洋相望", ["印度", "印度尼西亚"]),
        ("刚果（布）、刚果（金）", ["刚果（布）", "刚果（金）"]),
        ("世界银行集团", ["世界银行集团"]),
        ("联合国教科文组织", ["联合国教科文组织"]),
        ("中国科学院与中国签约", ["中国科学院", "中国"]),
        ("乍得、中非、喀麦隆", ["乍得", "中非", "喀麦隆"]),
    ],
)
def test_the_longest_name_wins(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert _names(gazetteer, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "立法国家的司法国际化",
        "发展中国家",
        "道德国民",
        "精英国人",
        "拉美国家与欧美国家",
        "深化中非合作，发展中非友好与中非经贸关系",
        "马里兰、马里亚纳海沟",
        "南海地区发生海地震",
        "加纳入规划",
        "阿曼达",
        "也门类齐全",
        "沿约旦河而下",
        "理查德",
        "财政部门与商务部长",
        "国泰国际",
    ],
)
def test_a_name_inside_a_longer_word_is_no_name(gazetteer: Gazetteer, text: str) -> None:
    assert _names(gazetteer, text) == []


def test_a_guarded_name_still_stands_beside_its_trap(gazetteer: Gazetteer) -> None:
    assert _names(gazetteer, "立法国家与法国") == ["法国"]
    assert _names(gazetteer, "中国同意大利等国") == ["中国", "意大利"]
    assert _names(gazetteer, "外交部部长") == ["外交部"]


def test_latin_names_need_a_word_boundary(gazetteer: Gazetteer) -> None:
    assert _names(gazetteer, "与UNDP及WHO合作") == ["UNDP", "WHO"]
    assert _names(gazetteer, "WHOLE AUNT") == []


def test_a_name_rejected_for_a_longer_word_gives_way_to_a_shorter_one(tmp_path: Path) -> None:
    rows = (CHINA, "外交\torganization/w\tMinistry", "外交部\torganization/x\tMinistry\t\t\t\t\t\t外交部长")
    assert _names(Gazetteer.load(_folder(tmp_path, *rows)), "外交部长") == ["外交"]


def test_an_entity_has_its_preferred_label_first(gazetteer: Gazetteer) -> None:
    laos = gazetteer.entity("country/LAO")
    assert (laos.label, laos.label_en, laos.kinds) == ("老挝", "Laos", ("Country",))
    assert {"寮国", "老挝人民民主共和国"} <= set(laos.names)
    assert laos.identifiers == ("ISO 3166-1:LAO",)
    assert gazetteer.entity("country/HKG").country == "country/CHN"


def test_keys_can_be_asked_by_any_written_form(gazetteer: Gazetteer) -> None:
    assert gazetteer.keys_named("寮国") == gazetteer.keys_named("Laos") == ("country/LAO",)
    assert gazetteer.keys_named("无名国") == ()


def test_a_renamed_body_is_two_bodies_with_dates(gazetteer: Gazetteer) -> None:
    before, after = gazetteer.keys_named("环境保护部") + gazetteer.keys_named("生态环境部")
    assert before != after
    assert gazetteer.validity(before, "环境保护部") == ("2008-03", "2018-03")
    assert gazetteer.validity(after, "生态环境部") == ("2018-03", None)


def test_a_region_is_also_named_by_its_government(gazetteer: Gazetteer) -> None:
    assert gazetteer.keys_named("香港特别行政区政府") == ("country/HKG",)


def test_one_form_may_mean_two_bodies(tmp_path: Path) -> None:
    rows = (CHINA, "开发银行\torganization/a\tBank\tCHN", "开发银行\torganization/b\tBank\tCHN")
    (hit,) = Gazetteer.load(_folder(tmp_path, *rows)).find("同开发银行签约")
    assert hit.keys == ("organization/a", "organization/b")


def test_a_later_folder_adds_names_and_may_choose_the_label(tmp_path: Path) -> None:
    below = _folder(tmp_path, CHINA, "甲部\torganization/jia\tMinistry\tCHN\tJia")
    above = _folder(tmp_path, "甲甲\torganization/jia", "神州\tcountry/CHN\tCountry", name="overlay")
    both = Gazetteer.load(below, above)
    assert both.entity("organization/jia").names == ("甲部", "甲甲")
    assert both.entity("organization/jia").label_en == "Jia"
    assert both.entity("country/CHN").names == ("神州", "中国")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("甲\torganization/jia\tMinstry", "'Minstry' is no kind of entity; the nearest known is Ministry"),
        ("中国\tcountry/CHN", "already"),
        ("甲\torganization/jia", "has no kind"),
        ("甲\tjia\tMinistry", "not of the form"),
        ("甲\torganization/jia\tMinistry\tCHM", "the country 'CHM' is not known"),
        ("甲\torganization/jia\tMinistry\t\t\torganization/yi", "the parent 'organization/yi'"),
        ("甲\torganization/jia\tMinistry\t\t\t\t2018-13", "from '2018-13' is not a date"),
        ("甲\torganization/jia\tMinistry\t\t\t\t2019\t2018", "would end"),
        ("甲\torganization/jia\tMinistry\t\t\t\t\t\t乙级", "not_in '乙级'"),
        ("华夏\tcountry/CHN\tTerritory", "differs"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tmp_path: Path, row: str, complaint: str) -> None:
    folder = _folder(tmp_path, CHINA, row)
    with pytest.raises(DataFileError) as caught:
        Gazetteer.load(folder)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith(f"{folder / 'names' / 'some.tsv'}:3: ")


def _gazetteer_of(names: dict[str, list[str]], fast: bool) -> Gazetteer:
    row = Row(Path("none"), 0, {})
    forms = (
        Form(name, tuple(trap for trap in traps if name in trap and name != trap)) for name, traps in names.items()
    )
    bodies = [
        Body(f"organization/x{i}", row, ("Organization",), forms={form.name: form}) for i, form in enumerate(forms)
    ]
    return Gazetteer(bodies, fast)


def _naive(names: dict[str, list[str]], text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    while start < len(text):
        ends = [start + len(n) for n in names if text.startswith(n, start) and _stands(n, names[n], text, start)]
        found += [(start, max(ends))] if ends else []
        start = max(ends) if ends else start + 1
    return found


def _stands(name: str, traps: list[str], text: str, start: int) -> bool:
    longer = [trap for trap in traps if name in trap and name != trap]
    inside = {i + j for trap in longer for i in range(len(text)) if text.startswith(trap, i)
              for j in range(len(trap)) if trap.startswith(name, j)}  # fmt: skip
    return start not in inside


_WORDS = st.text("甲乙丙", min_size=1, max_size=4)


@given(st.dictionaries(_WORDS, st.lists(_WORDS, max_size=3), max_size=8), st.text("甲乙丙丁", max_size=30))
def test_the_trie_finds_what_a_naive_search_finds(names: dict[str, list[str]], text: str) -> None:
    assert [(hit.start, hit.end) for hit in _gazetteer_of(names, fast=False).find(text)] == _naive(names, text)


@given(st.dictionaries(_WORDS, st.lists(_WORDS, max_size=3), max_size=8), st.text("甲乙丙丁", max_size=30))
def test_the_automaton_finds_what_the_trie_finds(names: dict[str, list[str]], text: str) -> None:
    pytest.importorskip("daachorse")
    assert _gazetteer_of(names, fast=True).find(text) == _gazetteer_of(names, fast=False).find(text)


def test_trie_and_automaton_agree_on_the_names_themselves(gazetteer: Gazetteer) -> None:
    pytest.importorskip("daachorse")
    rng, names = random.Random(7), list(gazetteer.names())
    text = "".join(
        rng.choice((name, name[1:], name[:-1], "和", "，", "的国家")) for name in rng.sample(names, len(names))
    )
    assert gazetteer.find(text) == Gazetteer(read_names([DATA]), fast=False).find(text)


def test_reading_and_searching_are_fast(gazetteer: Gazetteer) -> None:
    assert takes_at_most(lambda: Gazetteer.load(DATA), 0.6)  # ten times the aim
    text = "".join(random.Random(1).choices("各方认为应当加强互联互通中国法外交部银行世界，。", k=200_000))
    assert takes_at_most(lambda: gazetteer.find(text), 1.0)
