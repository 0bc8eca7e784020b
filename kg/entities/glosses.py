"""What a bracket behind a name says it is called for short: 以下简称“国开行”, （贸发局）."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: 以下简称“国开行”: what the name before the bracket is called from here on.
GLOSS = re.compile(
    r"（(?:以下|下文|下)?[简统合又]?称(?:为|作)?[：:，]?(?!“?(?:[双各中外三四五]|[\u4e00-\u9fff]{1,2}[双两])方”?）)"
    r"“?(?P<short>[^“”（）]{2,16})”?"
    r"(?:[或和、]?“?(?P<other>[^“”（）]{2,16})”?)?）"  # a second short form
)
#: 香港贸易发展局（贸发局）: what may be the short form of the name before it.
SHORT = re.compile(r"（(?P<short>[\u4e00-\u9fff]{2,8}|[A-Z][A-Za-z\-]{1,9})）")
_SPELT = re.compile(
    "（[A-Za-z][A-Za-z .&'’\\-]{3,80}[，,、] ?(?:以下|下)?[简统]?称?“?(?P<short>[A-Z][A-Za-z]{1,9})”?）"
)
_LONGEST_FULL = 40


def short_form(text: str, at: int, ends_with: tuple[str, ...], start: int = 0) -> str | None:
    """The short form that a bracket at ``at`` gives of the name before it, which begins at ``start`` or later.

    >>> short_form("香港贸易发展局（贸发局）", 7, ("局",)), short_form("上海电气（风电）", 4, ("公司",))
    ('贸发局', None)
    """
    if spelt := _SPELT.match(text, at):
        return spelt["short"]  # 沙特公共投资基金（Public Investment Fund，PIF）
    found = SHORT.match(text, at)
    before = text[max(start, at - _LONGEST_FULL) : at]
    if found is not None and len(found["short"]) < len(before) and before.endswith(found["short"]):
        return found["short"]  # 丝路大学联盟（联盟）
    if found is None or not before.endswith(ends_with):
        return None
    short = found["short"]
    if short.isascii():
        return short if short.isupper() else None
    rest = iter(before)
    return short if len(short) < len(before) and all(sign in rest for sign in short) else None


def shorts_behind(text: str, start: int, end: int, *, sure: bool) -> Iterator[str]:
    """The short forms that the bracket behind a name gives; a bracket that does not say so counts where it is sure."""
    if not text.startswith("（", end):
        return
    found = GLOSS.match(text, end)
    own = short_form(text, end, (text[end - 1],), start)  # 哈尔滨工业大学（威海）: a place is no short form
    if found or sure:
        yield from filter(None, (found["short"], found["other"]) if found else (own,))


def shorts_within(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The short forms given inside a name of the part before them, and where that part stands."""
    for found in GLOSS.finditer(text, start, end):
        for short in filter(None, (found["short"], found["other"])):
            yield start, found.start(), short
