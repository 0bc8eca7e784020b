"""What a reader sees of kg serve in a browser: pages that work, ask nobody else and run nothing of a text."""

from __future__ import annotations

import pytest

from kg.serving.server import Bounds
from tests.security.test_serving import running

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser):
    """A page that remembers where it asked and what went wrong."""
    opened = browser.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    opened.close()


def here(page, front):
    """Nothing went wrong and nobody else was asked."""
    own = f"http://127.0.0.1:{front.server_port}/"
    assert [url for url in page.asked if not url.startswith((own, "data:", "blob:"))] == []
    wrong = [text for text in page.wrong if "favicon" not in text and "404" not in text]
    assert wrong == []
    assert page.evaluate("window.PWN") is None


def test_a_reader_asks_follows_and_reads(page, demo_out):
    with running(demo_out, own_engine=True, seconds=60, bounds=Bounds()) as front:
        page.goto(f"http://127.0.0.1:{front.server_port}/")
        page.get_by_text("who-signed-most").first.evaluate("node => node.closest('details').open = true")
        with page.expect_navigation():
            page.get_by_role("button", name="Ask who-signed-most").click()
        assert page.locator("tbody tr").count() > 10, page.locator("body").inner_text()[:500]
        page.fill(
            "textarea", "SELECT ?x { <https://w3id.org/silkgraph/id/country/GRC> skos:prefLabel ?l BIND(?l AS ?x) }"
        )
        with page.expect_navigation():
            page.get_by_role("button", name="Ask", exact=True).click()
        assert "希腊" in page.locator("tbody").inner_text()
        page.goto(f"http://127.0.0.1:{front.server_port}/silkgraph/id/country/CHN")
        assert page.locator("h1").inner_text() == "中国"
        assert page.locator("blockquote").count() >= 1
        here(page, front)


def test_the_explorer_works_when_it_is_served(page, demo_out):
    with running(demo_out, own_engine=True, seconds=60, bounds=Bounds()) as front:
        page.goto(f"http://127.0.0.1:{front.server_port}/explorer.html")
        page.wait_for_selector("canvas")
        here(page, front)


def test_hostile_names_run_nothing_in_a_browser(page, hostile_out):
    out, _ = hostile_out
    with running(out, own_engine=True, seconds=60, bounds=Bounds()) as front:
        own = f"http://127.0.0.1:{front.server_port}"
        page.goto(f"{own}/explorer.html")
        page.goto(
            f"{own}/query?text=SELECT%20*%20%7B%20%3Fs%20%3Chttp%3A%2F%2Fwww.w3.org%2Fns%2Foa%23exact%3E%20%3Fo%20%7D"
        )
        page.wait_for_selector("tbody tr", timeout=60_000)
        assert page.locator("tbody tr").count() > 100, page.locator("body").inner_text()[:500]
        assert page.locator("script, img, iframe").count() == 0
        here(page, front)
