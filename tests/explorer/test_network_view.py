"""The network view, by what one sees and clicks."""

from __future__ import annotations

import pytest

from tests.explorer.conftest import click_node, drawn

pytestmark = pytest.mark.browser


def status(page):
    return page.locator("#status").inner_text()


def test_the_first_view_is_no_star_around_china_and_says_what_it_hides(opened, keep):
    page = opened()
    assert "country/CHN" not in drawn(page)
    assert {"organization/ndrc", "country/GRC", "event/trade"} <= drawn(page)
    assert "中国隐去：5／17 条陈述不画线" in status(page)
    keep(page, "small-network")
    page.get_by_label("显示中国").check()
    assert "country/CHN" in drawn(page)
    assert "隐去" not in status(page)


def test_a_click_on_a_node_opens_its_claims_with_sentence_item_document_and_amount(opened):
    page = opened()
    click_node(page, "organization/cdb")
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "国家开发银行"
    card = panel.locator(".claim", has_text="公路项目").first
    assert card.locator("blockquote").inner_text() == "（三）国家开发银行与埃及银行签署2.6亿元贷款协议，用于公路项目。"
    assert card.locator("mark.subject").inner_text() == "国家开发银行"
    text = card.inner_text()
    assert all(word in text for word in ("一（三）", "2017年成果清单", "2017-05-16", "2.6亿元"))
    assert "2／17 陈述" in panel.locator(".count").inner_text()
    assert panel.locator(".relation summary").all_inner_texts()[0].startswith("签署")


def test_marks_stand_on_the_right_words_behind_a_character_beyond_the_basic_plane(opened):
    page = opened(at="node=organization/greek-economy")
    card = page.locator(".claim").first
    assert card.locator("mark").all_inner_texts() == ["国家发展改革委", "希腊经济发展部", "签署"]


def test_a_click_on_a_line_opens_what_joins_its_two_ends(opened):
    page = opened(size=(1400, 900))
    ends = [
        page.evaluate("id => window.explorer.where(id)", key) for key in ("organization/cdb", "organization/bank-egypt")
    ]
    page.mouse.click(*((ends[0][axis] + ends[1][axis]) / 2 for axis in ("x", "y")))
    panel = page.locator("#panel")
    assert sorted(panel.locator("h2 .node").all_inner_texts()) == ["国家开发银行", "埃及银行"]
    assert panel.locator(".claim").count() == 1


def test_every_quotation_of_a_restated_text_is_stamped_and_no_other(opened):
    page = opened(at="node=organization/ndrc")
    cards = page.locator(".claim")
    assert cards.count() == 3
    for card in cards.all():
        restated = "2017年成果清单" in card.inner_text()
        assert card.locator(".stamp").count() == int(restated)
    assert "非官方原文" in page.locator(".claim .stamp").first.inner_text()
    assert "某部：成果清单，2017-05-16" in page.locator(".claim .stamp").first.inner_text()


def test_an_unnamed_body_and_a_plan_look_like_what_they_are(opened):
    page = opened(at="node=organization/some-khm")
    assert "未具名" in page.locator("#panel .facts").first.inner_text()
    assert page.locator("#panel h2.unnamed").count() == 1
    assert page.locator(".claim.planned .tag").inner_text() == "计划"


def test_two_nodes_with_one_label_are_told_apart(opened):
    page = opened()
    page.locator("#search").fill("外交部")
    assert page.locator("#found .name").all_inner_texts() == ["外交部（埃及）", "外交部（希腊）"]


def test_folding_puts_bodies_into_their_country(opened):
    page = opened()
    page.get_by_label("机构归入国家").check()
    assert not {"organization/ndrc", "organization/greek-economy"} & drawn(page)
    assert {"country/CHN", "country/GRC"} <= drawn(page)
    click_node(page, "country/GRC")
    assert "希腊经济发展部" in page.locator("#panel").inner_text()


def test_the_neighbourhood_of_a_node_grows_with_its_depth(opened):
    page = opened(at="node=organization/greek-economy")
    sizes = []
    for depth in ("1", "2", "3"):
        page.locator(f"[data-depth='{depth}']").click()
        sizes.append(len(drawn(page)))
    assert sizes == [2, 4, 4]
    page.locator("#whole").click()
    assert len(drawn(page)) > 10


def test_the_shortest_path_goes_around_the_hidden_hub_unless_it_is_shown(opened):
    page = opened(at="node=organization/greek-economy")
    page.get_by_label("最短路径到……").fill("柬埔寨有关")
    page.locator(".path .node").first.click()
    assert "2 步" in page.locator("#panel").inner_text()
    assert drawn(page) == {"organization/greek-economy", "organization/ndrc", "organization/some-khm"}
    page.goto(page.url.split("#")[0] + "#path=country/GRC~country/EGY")
    page.reload()
    assert "没有路径" in page.locator("#panel").inner_text()
    page.get_by_label("显示中国").check()
    assert "2 步" in page.locator("#panel").inner_text()


def test_a_node_beyond_the_first_view_comes_by_expanding(opened, tmp_path):
    import networkx as nx

    from kg.analysis.explorer import explore

    path = tmp_path / "large.html"
    explore(nx.barabasi_albert_graph(700, 2, seed=3), path)
    page = opened(path, "node=0")
    before = drawn(page)
    button = page.locator("#panel .expand")
    more = int("".join(letter for letter in button.inner_text() if letter.isdigit()))
    button.click()
    assert len(drawn(page)) == len(before) + min(60, more)
    assert "500／700" not in status(page)


def test_physics_is_off_until_it_is_switched_on(opened):
    page = opened()
    at = page.evaluate("window.explorer.where('organization/ndrc')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.explorer.where('organization/ndrc')") == at
    page.get_by_label("力学").check()
    page.wait_for_timeout(900)
    assert page.evaluate("window.explorer.where('organization/ndrc')") != at
    page.get_by_label("力学").uncheck()


def test_the_view_is_kept_in_the_address_and_comes_back_from_it(opened):
    page = opened()
    page.locator("#search").fill("gjkfyh")
    page.keyboard.press("Enter")
    page.locator("[data-filter=status] li[data-value=planned] input").uncheck()
    page.get_by_role("radio", name="文件").check(force=True)
    address = page.url
    again = opened(at=address.partition("#")[2])
    assert again.locator("#panel h2").inner_text() == "国家开发银行"
    assert not again.locator("[data-filter=status] li[data-value=planned] input").is_checked()
    assert again.locator("#status").inner_text() == page.locator("#status").inner_text()
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "谁说的？"


def test_an_address_that_names_what_is_not_there_opens_the_page_all_the_same(opened):
    page = opened(at="node=nowhere&claim=x&view=<b>&relation=only~no&cell=a~b&depth=99&path=1~2&count=all&least=-4")
    assert page.locator("#canvas canvas").is_visible()


def test_the_page_is_used_with_the_keyboard_alone(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("fgw")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "国家发展和改革委员会"
    page.keyboard.press("h")
    assert "country/CHN" in drawn(page)
    page.keyboard.press("2")
    assert page.locator("#reading").is_visible()
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "谁说的？"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_search_finds_by_any_name_and_by_initials(opened):
    page = opened()
    for typed, first in (
        ("国开行", "国家开发银行"),
        ("gjkfyh", "国家开发银行"),
        ("Development and Reform", "国家发展和改革委员会"),
        ("UNIDO", "联合国工业发展组织"),
        ("发 改 委", "国家发展和改革委员会"),
    ):
        page.locator("#search").fill(typed)
        assert page.locator("#found .name").first.inner_text() == first


def test_search_says_when_there_is_nothing(opened):
    page = opened()
    page.locator("#search").fill("火星")
    assert page.locator("#found").inner_text() == "没有找到"


def test_the_interface_speaks_both_languages(opened):
    page = opened(locale="en-GB", at="node=organization/ndrc")
    assert page.locator("#panel h2").inner_text() == "National Development and Reform Commission"
    assert "3 of 17 claims" in page.locator("#panel .count").inner_text()
    page.get_by_role("button", name="中文").click()
    assert page.locator("#panel h2").inner_text() == "国家发展和改革委员会"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_an_empty_network_says_so(opened, tmp_path):
    import networkx as nx

    from kg.analysis.explorer import explore

    path = tmp_path / "empty.html"
    explore(nx.MultiDiGraph(), path)
    page = opened(path)
    assert "没有任何陈述" in page.locator("#empty").inner_text()
    for view in ("reading", "matrix", "timeline"):
        page.locator(f"#views [data-view={view}]").click()


def test_a_page_made_with_a_focus_opens_at_it(opened, world, tmp_path):
    from kg.analysis.explorer import explore

    path = tmp_path / "focus.html"
    explore(world.network(), path, focus="国开行", relations=["signedWith"])
    page = opened(path)
    assert page.locator("#panel h2").inner_text() == "国家开发银行"
    assert "“关系”去掉 8／17 条陈述" in status(page)
    page.locator("#reset").click()
    assert "去掉" not in status(page)


def test_names_with_any_mark_come_back_from_the_address(opened, world, tmp_path):
    from kg.analysis.explorer import explore

    made = type(world)()
    made.node("country/AAA", "甲", "Country")
    made.node("country/BBB", "乙", "Country")
    for name in ("a~b", "a%7Eb", "c&d=e#f", "+ g"):
        made.document(name, name, "2020")
        made.item("甲与乙签署")
        made.claim("country/AAA", "signedWith", "country/BBB", ("甲", "乙", "签署"))
    path = tmp_path / "page.html"
    explore(made.network(), path)
    page = opened(path)
    for name in ("a~b", "c&d=e#f"):
        page.locator(f"[data-filter=document] li[data-value='{name}'] input").uncheck()
    again = opened(path, page.url.partition("#")[2])
    boxes = again.locator("[data-filter=document] li")
    assert {box.get_attribute("data-value"): box.locator("input").is_checked() for box in boxes.all()} == {
        "a~b": False,
        "a%7Eb": True,
        "c&d=e#f": False,
        "+ g": True,
    }


def test_the_skip_link_leads_to_the_panel_and_changes_nothing(opened):
    page = opened(at="node=organization/cdb")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    assert page.locator("#panel h2").inner_text() == "国家开发银行"
