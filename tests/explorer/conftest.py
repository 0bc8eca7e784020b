"""A browser without a network, and pages that must stay silent in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.world import small_world

ARTEFACTS = Path(__file__).resolve().parent.parent / "artefacts"
LOCAL = ("file:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def world():
    """The small world; not to be changed."""
    return small_world()


@pytest.fixture(scope="session")
def world_page(world, tmp_path_factory):
    """Its page as a file."""
    from kg.analysis.explorer import explore

    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    explore(world.network(), path, texts=world.texts, items=world.items, title="小世界")
    return path


@pytest.fixture
def opened(browser, world_page):
    """Opens a page: silent, offline, and at the end proven to have been both."""
    contexts, said = [], []

    def open_page(path=world_page, at="", *, size=(1280, 800), **given):
        options = {"locale": "zh-CN", "color_scheme": "light", "accept_downloads": True, **given}
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith(LOCAL) else None)
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(f"file://{path}{'#' if at else ''}{at}")
        page.wait_for_function("() => window.explorer !== undefined")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.PWN") is None
        context.close()
    assert said == []


@pytest.fixture
def keep():
    """Keeps a picture of a page for whoever wants to look at it."""
    ARTEFACTS.mkdir(exist_ok=True)
    return lambda page, name: page.screenshot(path=str(ARTEFACTS / f"explorer-{name}.png"))


def click_node(page, key):
    """Click a node where it is drawn."""
    at = page.evaluate("id => window.explorer.where(id)", key)
    page.mouse.click(at["x"], at["y"])


def drawn(page):
    """The keys of the nodes that are drawn."""
    return set(page.evaluate("window.explorer.drawn()"))
