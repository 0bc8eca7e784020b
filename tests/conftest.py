"""What every test may ask for. Chromium and a CJK font share one rule: absent means skipped, under CI=true failed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

#: How Chromium is started in tests.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("long", parent=settings.get_profile("house"), max_examples=5000, derandomize=False)
settings.load_profile("house")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def _absent(what: str, package: str) -> None:
    line = f"{what} is not installed; on Debian or Ubuntu: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(line, pytrace=False)
    pytest.skip(line)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of an installed Chromium, for playwright's ``executable_path``."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), str(_MAC) if _MAC.exists() else None)
    if found is None:
        _absent("Chromium", "chromium")
    assert found
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all tests of a worker; two at once cannot be driven from one process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def cjk_font() -> Path:
    """The file of an installed font with Chinese characters."""
    listing = ""
    if shutil.which("fc-list"):
        command = ["fc-list", ":lang=zh-cn", "file"]
        listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    files = sorted(line.split(":")[0].strip() for line in listing.splitlines() if line.strip())
    if not files:
        _absent("A font with Chinese characters", "fonts-noto-cjk")
    return Path(files[0])


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT


#: Documents of our own, small enough to build often.
SMALL = {
    "list": (
        "一、成果清单\n（一）中国政府与希腊政府签署共建“一带一路”合作谅解备忘录。\n"
        "（二）国家开发银行与埃及银行签署2.6亿元人民币贷款协议。\n"
    ),
    "article": "第二届数字经济分论坛由国家发展改革委主办，国家互联网信息办公室协办。\n来自30个国家的代表参加了会议。\n",
    "traditional": "中國政府與蒙古國政府簽署合作 規劃。\n",
    "plan": "中国政府将与塞尔维亚政府签署经济合作协议。\n",
    "nothing": "天气很好。\n",
}


@pytest.fixture(scope="session")
def small_texts() -> dict[str, str]:
    """A list, an article, traditional characters, a plan, and one that says nothing."""
    return SMALL


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small documents."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in SMALL.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="session")
def demo_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded corpus, built once; tests read it and leave it as it is."""
    from kg.output.build import build
    from kg.resources import CORPUS

    out = tmp_path_factory.mktemp("demo") / "out"
    build([str(CORPUS)], out)
    return out
