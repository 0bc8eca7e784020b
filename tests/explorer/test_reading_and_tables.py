"""The reading view, the matrix and the timeline, by what one sees and clicks."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

#: The contrast of each text colour with the ground it stands on (WCAG 2.2).
CONTRASTS = """() => {
  const channel = (v) => (v / 255 <= 0.03928 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const probe = (name) => {
    const each = document.createElement('i');
    each.style.color = `var(${name})`;
    document.body.append(each);
    const colour = getComputedStyle(each).color;
    each.remove();
    return light(colour);
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return ['--ink', '--faint', '--accent', '--focus'].map((name) =>
    Math.min(ratio(probe(name), probe('--paper')), ratio(probe(name), probe('--card'))));
}"""


def test_reading_shows_the_text_with_numbers_and_greys_what_says_nothing(opened, keep):
    page = opened(at="view=reading&in=list-2017")
    assert page.locator(".item .gutter bdi").all_inner_texts()[1] == "一（一）"
    grey = page.locator(".item.without")
    assert [text.split() for text in grey.all_inner_texts()] == [["一（四）", "（四）双方愿继续加强合作。"]]
    assert "5／6" in page.locator(".reading-head").inner_text()
    assert "非官方原文" in page.locator(".reading-head .stamp").inner_text()
    assert page.locator(".text").inner_text().split()[:2] == ["一", "𠮷一、政策沟通"]
    keep(page, "small-reading")


def test_a_click_on_words_finds_the_claim_and_a_click_on_a_claim_the_words(opened):
    page = opened(at="view=reading&in=list-2017")
    page.locator(".words.object", has_text="埃及政府").click()
    assert page.locator(".short.on").inner_text().split() == ["中国", "签署", "埃及", "合作谅解备忘录"]
    assert page.locator(".whole blockquote mark").all_inner_texts() == ["中国政府", "埃及政府", "签署"]
    page.locator(".short", has_text="公路项目").click()
    assert page.locator(".text .words.is-object").all_inner_texts() == ["公路项目"]
    colours = [
        page.locator(f".text .words.is-{what}").evaluate("each => getComputedStyle(each).backgroundColor")
        for what in ("subject", "object", "cue")
    ]
    assert len(set(colours)) == 3
    assert "claim=claim" in page.url


def test_the_same_words_lead_to_each_of_their_claims_in_turn(opened):
    page = opened(at="view=reading&in=list-2017")
    subject = page.locator(".words.subject", has_text="中国政府")
    found = []
    for _ in range(3):
        subject.click()
        found.append(page.locator(".short.on .end").all_inner_texts()[1])
    assert sorted(found) == ["埃及", "希腊", "蒙古国"]


def test_a_panel_leads_into_the_text(opened):
    page = opened(at="node=organization/mfa-greece")
    page.get_by_role("button", name="对照原文").first.click()
    assert page.locator("#reading").is_visible()
    assert page.locator("#which").input_value() == "1"
    assert page.locator(".item.on").inner_text().split() == ["1", "国家发展改革委与希腊外交部签署备忘录。"]


def test_without_a_text_the_sentences_of_the_claims_stand_for_it(opened, world, tmp_path):
    from kg.analysis.explorer import explore

    path = tmp_path / "page.html"
    explore(world.network(), path)
    page = opened(path, "view=reading&in=list-2017")
    assert "未附此文献全文" in page.locator(".text").inner_text()
    assert "（二）国家发展改革委与希腊经济发展部签署合作计划。" in page.locator(".text").inner_text()


def test_filters_reach_into_the_reading_view(opened):
    page = opened(at="view=reading&in=list-2017&relation=only~funds")
    assert page.locator(".short").count() == 1
    assert page.locator(".item.without").count() == 5


def test_the_matrix_joins_chinese_bodies_to_countries_and_opens_sentences(opened, keep):
    page = opened(at="view=matrix")
    cell = page.get_by_role("button", name="国家发展和改革委员会 × 希腊: 2 陈述")
    cell.click()
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "国家发展和改革委员会 × 希腊"
    assert panel.locator("blockquote").count() == 2
    keep(page, "small-matrix")


@pytest.mark.parametrize(
    ("matrix", "cell"),
    [("sectors", "政策沟通 × 希腊: 3 陈述"), ("forums", "贸易分论坛 × 贸易投资: 3 陈述")],
)
def test_the_other_matrices(opened, matrix, cell):
    page = opened(at="view=matrix")
    page.locator(f"[data-matrix={matrix}]").click()
    page.get_by_role("button", name=cell).click()
    assert page.locator("#panel blockquote").count() == 3


def test_matrix_cells_count_what_the_switch_says(opened):
    page = opened(at="view=matrix&count=items")
    assert page.get_by_role("button", name="国家发展和改革委员会 × 希腊: 2 条目").is_visible()
    assert page.get_by_role("button", name="中国 × 希腊: 1 条目").is_visible()


def test_the_timeline_has_a_row_for_each_document_by_date(opened, keep):
    page = opened(at="view=timeline")
    assert page.locator(".years .date").all_inner_texts() == ["2017-05-16", "2019-04-25"]
    page.get_by_role("button", name="签署: 8 陈述").click()
    assert page.locator("#panel .claim").count() == 8
    keep(page, "small-timeline")
    page.locator(".years .title").nth(1).click()
    assert page.locator("#which").input_value() == "1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_on_a_phone(opened, keep, scheme):
    page = opened(size=(390, 844), color_scheme=scheme, has_touch=True, is_mobile=True)
    for view in ("network", "reading", "matrix", "timeline"):
        page.locator(f"#views [data-view={view}]").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        keep(page, f"phone-{view}-{scheme}")
    assert page.locator("#side").is_hidden()
    page.locator("#filters").click()
    assert page.locator("#side").is_visible()
    page.locator("#filters").click()
    assert page.locator("#side").is_hidden()


def test_light_and_dark_have_readable_contrast(opened):
    for scheme in ("light", "dark"):
        page = opened(color_scheme=scheme)
        assert min(page.evaluate(CONTRASTS)) >= 4.5
        page.locator("#theme").click()
        assert min(page.evaluate(CONTRASTS)) >= 4.5


def test_a_notebook_shows_the_page_inside_a_cell(browser, world, tmp_path):
    from kg.analysis.explorer import explore

    made = explore(world.network(), tmp_path / "page.html", texts=world.texts, items=world.items)
    (tmp_path / "cell.html").write_text(f"<!doctype html><body>{made._repr_html_()}", encoding="utf-8")
    context = browser.new_context(offline=True, locale="zh-CN", viewport={"width": 1200, "height": 820})
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"file://{tmp_path / 'cell.html'}")
    frame = page.frame_locator("iframe")
    frame.locator("[data-view=reading]").click()
    assert frame.locator(".text").inner_text().split()[0] == "一"
    frame.locator(".short").first.click()
    assert frame.locator(".whole blockquote").count() == 1
    context.close()
    assert said == []


def test_an_end_inside_of_the_act_stays_marked_as_an_end(opened, world, tmp_path):
    from kg.analysis.explorer import explore

    made = type(world)()
    made.node("person/a", "某总统", "Person")
    made.node("country/AAA", "甲国", "Country")
    made.document("one", "一", "2020")
    made.item("甲国总统某某出席。", "一")
    made.claim("person/a", "represents", "country/AAA", ("某某", "甲国", "甲国总统某某"))
    explore(made.network(), tmp_path / "page.html", texts=made.texts, items=made.items)
    page = opened(tmp_path / "page.html", "view=reading")
    page.locator(".short").click()
    for where in (".whole mark.{}", ".text .words.is-{}"):
        found = {what: page.locator(where.format(what)).all_inner_texts() for what in ("subject", "object", "cue")}
        assert found == {"subject": ["某某"], "object": ["甲国"], "cue": ["总统"]}
