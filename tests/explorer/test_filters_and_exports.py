"""Filters that say what they remove, counts with denominators, and what one takes away."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.explorer.conftest import drawn

pytestmark = pytest.mark.browser


def untick(page, name, value):
    box = page.locator(f"[data-filter={name}]")
    if not box.get_attribute("open") and box.get_attribute("open") is None:
        box.locator("summary").click()
    box.locator(f"li[data-value='{value}'] input").uncheck()


def test_a_filter_says_what_it_removed_and_can_be_undone_there(opened, world):
    page, many = opened(), len(world.records)
    for name, value, shown, removes in (
        ("document", "article-2019", "文献", lambda r: r["document"] == "article-2019"),
        ("year", "2017", "年份", lambda r: (r["date"] or r["published"])[:4] == "2017"),
        ("relation", "signedWith", "关系", lambda r: r["relation"] == "signedWith"),
        ("status", "planned", "状态", lambda r: r["status"] == "planned"),
        ("family", "event", "类别", lambda r: any("/event/" in r[end] for end in ("subject", "object"))),
        ("sector", "贸易投资", "领域", lambda r: r["sector"] == "贸易投资"),
    ):
        untick(page, name, value)
        removed = sum(map(removes, world.records))
        chip = page.locator(f"#status [data-removed={name}]")
        assert removed
        assert f"“{shown}”去掉 {removed}／{many} 条陈述" in chip.inner_text()
        assert f"显示陈述 {many - removed}／{many}" in page.locator("#status").inner_text()
        chip.get_by_role("button").click()
        assert chip.count() == 0


def test_least_claims_keeps_only_pairs_that_are_often_named(opened):
    page = opened()
    page.locator("#least").fill("2")
    page.locator("#least").press("Tab")
    assert "“每对最少陈述数”去掉" in page.locator("#status").inner_text()
    assert page.locator("#empty").is_visible() or drawn(page)


def test_only_keeps_one_value(opened):
    page = opened()
    row = page.locator("[data-filter=relation] li[data-value=funds]")
    row.hover()
    row.get_by_role("button").click()
    assert drawn(page) == {"organization/cdb", "project/road"}


def test_filters_that_leave_nothing_say_so(opened):
    page = opened()
    untick(page, "document", "article-2019")
    page.locator("[data-filter=document] li[data-value='list-2017'] input").uncheck()
    assert "没有剩下任何陈述" in page.locator("#empty").inner_text()


def test_one_switch_says_what_is_counted_and_every_number_has_its_denominator(opened, world):
    page, records = opened(), world.records
    expected = {
        "陈述": (len(records), len(records)),
        "条目": (len({r["item"] for r in records}), sum(i["kind"] != "heading" for i in world.items)),
        "文件": (len({r.get("act") or (r["document"], r["instrument"]) for r in records if r.get("instrument")}),) * 2,
        "对": (len({frozenset(r["ends"]) for r in records}),) * 2,
    }
    for what, numbers in expected.items():
        page.get_by_role("radio", name=what, exact=True).check(force=True)
        mine, _, rest = page.locator(".figures .on").inner_text().partition("/")
        assert (int(mine), int(rest.split()[0])) == numbers


def test_the_edges_come_as_a_table_that_no_spreadsheet_takes_for_formulas(opened, world, tmp_path):
    from kg.analysis.explorer import explore

    made = type(world)()
    made.node("organization/a", '=HYPERLINK("http://x")', "Company")
    made.node("organization/b", "@乙", "Company")
    made.document("one", "+标题", "2020-01-01", restates="原文")
    made.item('-甲与"乙"签署，\t文件', "一")
    made.claim("organization/a", "signedWith", "organization/b", ("甲", "乙", "签署"), instrument="-协议")
    path = tmp_path / "page.html"
    explore(made.network(), path, texts=made.texts, items=made.items)
    page = opened(path)
    with page.expect_download() as download:
        page.locator("#csv").click()
    assert download.value.suggested_filename == "explorer-edges.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["subject"].startswith("'=")
    assert row["object"].startswith("'@")
    assert row["quote"] == '\'-甲与"乙"签署，\t文件'
    assert (row["item"], row["status"], row["instrument"]) == ("一", "done", "'-协议")
    assert row["claim"].startswith("https://w3id.org/silkgraph/id/claim/")
    assert "非官方原文" in row["note"]


def test_the_table_holds_the_lines_that_are_drawn(opened, world):
    page = opened()
    rows = list(csv.DictReader(io.StringIO(page.evaluate("window.explorer.table()").lstrip("\ufeff"))))
    hub = "https://w3id.org/silkgraph/id/country/CHN"
    assert len(rows) == sum(hub not in record["ends"] for record in world.records)


def test_the_view_comes_as_a_picture(opened):
    page = opened()
    with page.expect_download() as download:
        page.locator("#png").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 10_000


def test_a_citation_carries_words_item_document_stamp_and_claim(opened):
    page = opened(at="node=organization/cdb")
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    page.locator(".claim .copy").first.click()
    text = page.evaluate("window.copied")
    for word in ("“（三）国家开发银行与埃及银行签署", "2017年成果清单，一（三），某通讯社，2017-05-16", "非官方原文",
                 "https://example.org/list", "https://w3id.org/silkgraph/id/claim/"):  # fmt: skip
        assert word in text
    assert page.locator("#said").inner_text() == "引文已复制"


def test_the_keyboard_stays_on_the_control_it_worked(opened):
    page = opened()
    box = page.locator("[data-filter=relation] li[data-value=funds] input")
    box.focus()
    page.keyboard.press("Space")
    assert not box.is_checked()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.get_by_label("显示中国").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert "country/CHN" not in drawn(page)
