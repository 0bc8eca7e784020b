"""Titles 《…》: works, initiatives, and the newspapers that sign and host by their names."""

from __future__ import annotations

import re

from kg.entities.draft import Draft
from kg.entities.identity import plain
from kg.entities.lexicon import Lexicon

_TITLE = re.compile(r"《(.+)》", re.DOTALL)
#: 《金字塔报》 is who signs and hosts, 《统计公报》 is what somebody issues.
_PAPER_OF_NEWS = re.compile(
    "^[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|晨报|早报|邮报|新闻报|商报|[塔界民声导报斯尔亚]报)$"
)

_PRESS = re.compile("[\u4e00-\u9fff]{0,8}《[^《》]{2,12}》(?:报社|杂志社|编辑部|周刊社?|月刊社?|双月刊|社)")


def makes_press(text: str) -> bool:
    """Whether words are who makes a paper: 俄罗斯《滨海报》社."""
    return text.endswith(("社", "编辑部", "刊")) and _PRESS.fullmatch(text) is not None


def titled(text: str, lexicon: Lexicon) -> Draft:
    """A work by its title 《…》: the name without the brackets; 倡议 and 计划 are initiatives as well."""
    found = _TITLE.fullmatch(text)
    name = plain(found.group(1) if found else text)
    if _PAPER_OF_NEWS.search(name):
        return Draft(name, "CivilBody", ("CivilBody", "Publication"), titled=True, aliases=())
    head = lexicon.head(re.sub(r"（[^（）]*）$", "", name))
    initiative = bool(head and "Initiative" in head[1])
    classes = ("Initiative", "Publication", "Work") if initiative else ("Work", "Publication")
    return Draft(name, "Work", classes, titled=True, aliases=())
