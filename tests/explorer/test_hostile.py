"""Whatever a document says, nothing of it runs, loads or leads anywhere."""

from __future__ import annotations

import pytest

from tests.explorer.conftest import click_node
from tests.explorer.world import BASE, World

pytestmark = pytest.mark.browser

MARKUP = (
    "<script>window.PWN=1</script>",
    "</script><script>window.PWN=1</script>",
    '"><img src=x onerror=window.PWN=1>',
    "<svg onload=window.PWN=1> href",
    "</style><style>@import url(http://example.org/x)</style>",
    "<!--<script>",
    "'-alert(1)-'",
    "<iframe srcdoc='<script>parent.PWN=1</script>'>",
)
PAYLOADS = (
    " ".join(MARKUP),
    " ".join(reversed(MARKUP)),
    "javascript:window.PWN=1",
    "{{script}}{{content}}",
    "__proto__",
    "\u202e\u2066国外\u2028\u2029\x00\x1b[31m",
)


#: The first direction mark of a document that stands outside of an isolated element.
OUTSIDE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode;
    const inside = at.parentElement.closest('bdi, script');
    if (at.textContent.includes('\\u202e') && !inside) return at.parentElement.outerHTML;
  }
  return '';
}"""


def hostile(payload):
    """A world in which every field holds the payload."""
    world = World()
    for number in range(14):
        world.node(f"country/A{number}", f"甲{number}", "Country", f"A{number}")
    world.node("organization/bad", payload, f"Ministry|{payload}", "A0", (payload + "别名",), payload)
    world.node(f"organization/{payload}", payload, "Ministry", payload, unnamed=True)
    more = {"publisher": payload, "address": payload, "restates": payload}
    world.document(payload, payload, payload, **more)
    world.item(f"甲与乙签署{payload}", payload, payload, heading=payload)
    fields = ("instrument", "act", "kind", "amount", "date", "date_end", "office", "rule", "unnamed_parties")
    given = dict.fromkeys(fields, payload)
    world.claim("organization/bad", "signedWith", f"organization/{payload}", ("甲", "乙", "签署"), **given)
    world.claim("country/A0", payload, "organization/bad", ("甲", "乙", "签署"), status=payload, **given)
    for number in range(1, 14):
        world.claim("country/A0", "signedWith", f"country/A{number}", ("甲", "乙", "签署"))
    for record in world.records:
        record["address"] = payload
    return world


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_words_in_every_field_run_nothing(opened, tmp_path, payload):
    from kg.analysis.explorer import explore

    world = hostile(payload)
    path = tmp_path / "page.html"
    explore(world.network(), path, texts=world.texts, items=world.items, title=payload)
    page = opened(path)
    click_node(page, "organization/bad")
    assert page.locator("#panel .claim").count() >= 1
    shown = page.evaluate("id => window.explorer.where(id)", "organization/bad")
    page.mouse.move(shown["x"] + 2, shown["y"])
    page.locator("#search").fill(payload[:12])
    page.locator("#search").fill("别名")
    page.keyboard.press("Enter")
    for view in ("reading", "matrix", "timeline", "network"):
        page.locator(f"#views [data-view={view}]").click()
        for each in page.locator("main .short, main .cell, main .block, main .words").all()[:3]:
            if each.is_visible():
                each.click()
    page.locator("#lang").click()
    assert page.locator("body > script").count() == 3
    assert page.locator("img, iframe, svg, object, embed").count() == 0
    assert page.locator("style").count() == 1


@pytest.mark.parametrize(
    "address", ["javascript:window.PWN=1", "data:text/html,<script>", "file:///etc/passwd", " javascript:1"]
)
def test_only_web_addresses_become_links(opened, tmp_path, address):
    from kg.analysis.explorer import explore

    world = hostile("某")
    for held in (*world.records, *world.documents.values()):
        held["address"] = address
    explore(world.network(), tmp_path / "page.html")
    page = opened(tmp_path / "page.html", "node=organization/bad")
    assert page.locator("#panel a").count() == 0
    assert address.strip() in page.locator("#panel").inner_text()


def test_web_addresses_are_links_that_tell_nobody_where_they_were_clicked(opened):
    page = opened(at="node=organization/cdb")
    anchor = page.locator("#panel dl a").first
    assert anchor.get_attribute("href") == "https://example.org/list"
    assert anchor.get_attribute("rel") == "noopener noreferrer"


def test_a_direction_mark_stays_within_its_own_words(opened, tmp_path):
    from kg.analysis.explorer import explore

    world = hostile("\u202e反向")
    explore(world.network(), tmp_path / "page.html")
    page = opened(tmp_path / "page.html", "node=organization/bad")
    assert page.evaluate("[...document.querySelectorAll('bdi')].some((each) => each.textContent.includes('\\u202e'))")
    assert page.evaluate(OUTSIDE) == ""


def test_the_policy_of_the_page_stops_what_its_scripts_did_not_bring(opened, world_page, browser):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"file://{world_page}")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.PWN=1>')")
    page.evaluate(
        "(() => { const each = document.createElement('script'); each.textContent = 'window.PWN=2';"
        " document.body.append(each); })()"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.PWN") is None
    assert any("Content Security Policy" in text or "Content-Security-Policy" in text for text in said)
    context.close()


def test_the_base_of_ids_is_not_taken_from_a_payload():
    from kg.analysis.explorer.content import content

    world = hostile("/id/")
    assert content(world.network(), {}, None, None)["base"] == BASE
