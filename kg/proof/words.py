"""Whether the words of a text can stand for a node: they are one of its names, or a step says how they mean it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.resources import DATA, read_table

if TYPE_CHECKING:
    import opencc

# Marks of form that a name is written without: wiki, Markdown and HTML, quotes, spaces, what has no width or turns.
_FORM = re.compile(
    r"</?[A-Za-z][^<>]{0,500}>|\[\[(?:[a-z-]+:)?|\]\]|[*_#`]"
    r"|\((?:以下|下文)?[简统下又全]?称[^()]{0,40}\)"  # what a name is called from here on says nothing of the name
    r"|[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[“”\"'‘’「」『』《》〈〉]"
)
_DASHES = re.compile(r"[-‐‑‒–—―−]+")
#: Words that may stand for any name of their class once it was named: 会议 for a forum, 该机制 for a mechanism.
_CLASS = re.compile(
    r"(?:本次|本届|此次|这次|这届|该届|该|此|本|上述|这一)?"
    r"(?:会议|大会|论坛|峰会|盛会|活动|会|研讨会|仪式|联盟|机制|平台|倡议|计划|网络|中心|银行|基金|公司|机构|组织|协会|部门|项目|文件|协议|备忘录)"
)
#: 该活动周: what a name ends with, pointed at.
_POINTED = re.compile("(?:该|此|本|上述|这一)[^，。；]{1,4}")
#: Steps that let a word be less than the name it stands for.
_SHORTER = frozenset({"sharedHead", "shortForm", "partyInTitle", "coordination"})
#: Steps that reach into another sentence than the evidence.
FURTHER = frozenset({"carriedSubject", "leadIn", "shortForm", "pronoun", "sharedHead", "partyInTitle"})
_LONGEST_PRONOUN = 8


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _glyphs() -> dict[int, str]:
    """What no standard folds: regional forms and radicals that stand for characters, by the tables of the data."""
    pairs: dict[str, str] = {}
    for name, first in (("variants.tsv", "variant"), ("radicals.tsv", "radical")):
        pairs |= {row[first]: row["character"] for row in read_table(DATA / name, (first, "character"))}
    return str.maketrans(pairs)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text without what is only form: full width, traditional characters, spaces, marks and quotes.

    >>> plain("「[[zh:一帶一路]]」 谘詢委員會")
    '一带一路咨询委员会'
    """
    formed = _DASHES.sub("-", _FORM.sub("", unicodedata.normalize("NFKC", text)))
    return str(_simplifier().convert(formed)).translate(_glyphs())


def stands_for(words: str, labels: Iterable[str], steps: Iterable[str]) -> bool:
    """Whether the words are a name among ``labels``, hold or end one, or are explained by a step.

    >>> stands_for("法国总统马克龙", ["马克龙"], []), stands_for("荷兰", ["荷兰海关部门"], [])
    (True, False)
    >>> stands_for("荷兰", ["荷兰海关部门"], ["sharedHead"]), stands_for("希腊", ["荷兰海关部门"], ["sharedHead"])
    (True, False)
    >>> stands_for("该活动周", ["中希文化周"], ["shortForm"]), stands_for("该活动周", ["中希论坛"], ["shortForm"])
    (True, False)
    >>> stands_for("该活动周", ["中希文化周"], [])
    False
    """
    here, names, taken = plain(words), [plain(label) for label in labels], set(steps)
    if not here:
        return False
    # A titled person is marked whole (office and name); a name may leave off what stands before its head.
    if any(name and (name in here or name.endswith(here)) for name in names):
        return True
    if taken & _SHORTER and any(_in_order(here, name) or _in_order(name, here) for name in names):
        return True
    if "shortForm" in taken and (
        _CLASS.fullmatch(here)
        or (_POINTED.fullmatch(here) and any(name.endswith(here[-1]) for name in names))
        or any(2 * len(set(here) & set(name)) >= len(set(here)) for name in names)
    ):
        return True
    return "pronoun" in taken and len(here) <= _LONGEST_PRONOUN


def _in_order(short: str, long: str) -> bool:
    """Whether all characters of one stand in the other, in their order."""
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)
