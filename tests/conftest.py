"""What every test may ask for. Chromium and a CJK font share one rule: absent means skipped, under CI=true failed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
