"""The names of kg/data/names as facts: complete, well-formed, and each readable in a text."""

from __future__ import annotations

import re

import opencc
import pytest

from kg.entities.gazetteer import Gazetteer
from kg.entities.names import read_names
from kg.resources import DATA

_UN_MEMBERS = """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI
    CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI
    EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA
    JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM
    MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR
    MDA ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE
    SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""
UN_MEMBERS = re.findall("[A-Z]{3}", _UN_MEMBERS)
OTHER_STATES = {"PSE", "VAT", "COK", "NIU"}

#: Written forms that may mean two entities, and are meant to. None is needed so far.
SHARED_FORMS: dict[str, tuple[str, ...]] = {}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


def _keys_of(gazetteer: Gazetteer, kind: str) -> set[str]:
    return {key for key in gazetteer if kind in gazetteer.entity(key).kinds}


def test_every_member_of_the_united_nations_is_there(gazetteer: Gazetteer) -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    states = {key.removeprefix("country/") for key in _keys_of(gazetteer, "Country")}
    assert states == set(UN_MEMBERS) | OTHER_STATES


def test_a_territory_is_no_state_and_says_whose_it_is(gazetteer: Gazetteer) -> None:
    for key in _keys_of(gazetteer, "Territory"):
        entity = gazetteer.entity(key)
        assert "Country" not in entity.kinds
        assert entity.country in _keys_of(gazetteer, "Country"), key
    assert {gazetteer.entity(f"country/{code}").country for code in ("HKG", "MAC", "TWN")} == {"country/CHN"}


def test_a_body_belongs_to_a_state_never_to_a_territory(gazetteer: Gazetteer) -> None:
    states = {None} | _keys_of(gazetteer, "Country")
    assert {key for key in gazetteer if gazetteer.entity(key).country not in states} == set()


def test_china_has_its_provinces_and_their_cities(gazetteer: Gazetteer) -> None:
    every = [gazetteer.entity(key) for key in gazetteer if "LocalGovernment" in gazetteer.entity(key).kinds]
    local = [body for body in every if body.country == "country/CHN"]
    assert len([body for body in local if body.parent is None]) == 31
    assert len([body for body in local if body.parent]) >= 120
    assert all(body.kinds == ("LocalGovernment", "Place") for body in every), "who governs a place, and the place"
    assert gazetteer.keys_named("新疆维吾尔自治区人民政府") == gazetteer.keys_named("新疆") == ("place/xinjiang",)
    assert gazetteer.keys_named("北京市政府") == gazetteer.keys_named("北京") == ("place/beijing",)


def test_every_name_is_found_whole_in_its_own_spelling(gazetteer: Gazetteer) -> None:
    for name in gazetteer.names():
        (hit,) = gazetteer.find(f"，{name}。")
        assert (hit.start, hit.end, hit.keys) == (1, 1 + len(name), gazetteer.keys_named(name)), name


def test_a_written_form_means_one_entity_unless_listed_here(gazetteer: Gazetteer) -> None:
    shared = {name: gazetteer.keys_named(name) for name in gazetteer.names() if len(gazetteer.keys_named(name)) > 1}
    assert shared == SHARED_FORMS


def test_labels_tell_entities_apart(gazetteer: Gazetteer) -> None:
    labels = [gazetteer.entity(key).label for key in gazetteer]
    assert len(labels) == len(set(labels))
    assert all(gazetteer.entity(key).label_en for key in gazetteer)


def test_names_are_simplified_and_longer_than_one_character(gazetteer: Gazetteer) -> None:
    simplify = opencc.OpenCC("t2s")
    assert [name for name in gazetteer.names() if len(name) < 2] == []
    assert [name for name in gazetteer.names() if simplify.convert(name) != name] == []


def test_names_hold_no_stray_characters(gazetteer: Gazetteer) -> None:
    allowed = re.compile(r"[\u4e00-\u9fff A-Za-z0-9()（）、“”《》·—–－-]+")
    assert [name for name in gazetteer.names() if not allowed.fullmatch(name)] == []
    assert [name for name in gazetteer.names() if name != name.strip()] == []


@pytest.mark.parametrize(
    ("before", "after", "when"),
    [
        ("环境保护部", "生态环境部", "2018-03"),
        ("农业部", "农业农村部", "2018-03"),
        ("国家卫生和计划生育委员会", "国家卫生健康委员会", "2018-03"),
        ("文化部", "文化和旅游部", "2018-03"),
        ("国家旅游局", "文化和旅游部", "2018-03"),
        ("国家质量监督检验检疫总局", "国家市场监督管理总局", "2018-03"),
        ("国家新闻出版广电总局", "国家广播电视总局", "2018-03"),
        ("国土资源部", "自然资源部", "2018-03"),
        ("国家海洋局", "自然资源部", "2018-03"),
        ("中国银行业监督管理委员会", "中国银行保险监督管理委员会", "2018-04"),
        ("中国银行保险监督管理委员会", "国家金融监督管理总局", "2023-05"),
        ("铁道部", "中国铁路总公司", "2013-03"),
        ("中国铁路总公司", "中国国家铁路集团有限公司", "2019-06"),
        ("监察部", "国家监察委员会", "2018-03"),
    ],
)
def test_predecessor_and_successor_are_two_bodies_that_meet(
    gazetteer: Gazetteer, before: str, after: str, when: str
) -> None:
    (old,), (new,) = gazetteer.keys_named(before), gazetteer.keys_named(after)
    assert old != new
    assert gazetteer.validity(old, before)[1] == when
    assert gazetteer.validity(new, after)[0] == when


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("国家发展和改革委员会 国家发展改革委 国家发改委 发改委", "organization/ndrc"),
        ("中国人民银行 人民银行 央行", "organization/pboc"),
        ("亚洲基础设施投资银行 亚投行 AIIB", "organization/aiib"),
        ("联合国教科文组织 教科文组织 UNESCO", "organization/unesco"),
        ("国家开发银行 国开行", "organization/china-development-bank"),
        ("中共中央对外联络部 中联部", "organization/idcpc"),
        ("美国 美利坚合众国", "country/USA"),
        ("肯尼亚 肯亚 肯雅 肯尼亚共和国", "country/KEN"),
        ("香港 香港特别行政区 香港特区 中国香港", "country/HKG"),
        ("中国-东盟中心 中国—东盟中心 中国–东盟中心 中国东盟中心", "organization/asean-china-centre"),
        ("刚果（布） 刚果(布) 刚果共和国", "country/COG"),
        ("迪拜 杜拜", "place/dubai"),
        ("沙特阿拉伯 沙特 沙乌地阿拉伯 沙地阿拉伯", "country/SAU"),
        ("香港贸易发展局 香港贸发局 贸发局", "organization/hktdc"),
        ("世界银行 世行 世银", "organization/world-bank"),
    ],
)
def test_one_body_has_many_names(gazetteer: Gazetteer, names: str, key: str) -> None:
    assert {gazetteer.keys_named(name) for name in names.split(" ")} == {(key,)}


@pytest.mark.parametrize(
    "text",
    [
        "长春花与出海口",
        "大连续剧",
        "马鞍山",
        "隆重庆祝",
        "黄河内流区",
        "经济南北差异",
        "以上海拔数据",
        "除非行政许可",
        "东亚行业",
        "竣工行业",
        "其中行业协会",
        "党建行动",
        "公交行业",
        "窗口行业",
        "环保部门和卫生部门",
        "扩大同各国往来",
        "东北大地",
        "外国网民",
        "股东航班",
        "各国航空",
        "东北约占",
        "广东协会",
        "亚信息社会",
        "上合作区",
        "钢铁总产量",
        "经常熟悉业务",
        "航运城市与传承德育",
        "巩固原有成果",
        "峨眉山",
        "各界来宾",
    ],
)
def test_short_names_keep_out_of_other_words(gazetteer: Gazetteer, text: str) -> None:
    short = [
        hit.name for hit in gazetteer.find(text) if len(hit.name) <= 2 and hit.name not in ("东北", "广东", "云南")
    ]
    assert short == []


@pytest.mark.parametrize("text", ["250亿挪威克朗", "3000万瑞士法郎", "50亿巴基斯坦卢比", "800亿哈萨克斯坦坚戈"])
def test_a_currency_is_not_its_country(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == []


def test_every_date_is_a_bound_of_a_named_form() -> None:
    dated = [
        (body.key, form) for body in read_names([DATA]) for form in body.forms.values() if form.since or form.until
    ]
    assert len(dated) > 100
    assert all(len(bound) in (4, 7, 10) for _, form in dated for bound in (form.since, form.until) if bound)
