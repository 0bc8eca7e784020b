"""What most texts are, a plain text in plain lines, told at once, so that only the others go through every pass.

Nothing here changes a result: each shortcut is taken only where the long way would come to the same.
"""

from __future__ import annotations

import re

from kg.text.draft import Edit
from kg.text.lines import CLOSERS, OPENERS, SIGNS, is_ended

#: The first character that could be part of a mark, an entity, or an odd form of another one.
_UNCLEAN = re.compile(r"[^一-鿿。，、；：！？“”‘’《》（）…—·A-Za-z0-9.,;:?!()%/ \u3000\n-]")
#: What stands for a rule or a bullet where it opens a line, and for itself elsewhere.
_MAY_OPEN = "—·-"
_SPACES = " \t　"
_HARDLY_A_TITLE = re.compile("[^一-鿿]|[第一二三四五六七八九十百]")
_BRACKETS = frozenset("《“（([")
_INDENT = 3


def is_clean(text: str) -> bool:
    """Whether no mark of any kind can stand in a text, but for those that open a line.

    >>> is_clean("　　中国与老挝签署协议（见附件）。"), is_clean("**中国**")
    (True, False)
    """
    return _UNCLEAN.search(text) is None


def may_open(text: str) -> bool:
    """Whether a clean text has a sign that is a mark where it opens a line."""
    return any(mark in text for mark in _MAY_OPEN)


def settled(text: str) -> list[Edit] | None:
    """The line breaks of a text whose every line is a paragraph that ends as one; None where lines must be weighed.

    Only the first line may end otherwise, if it plainly is a title. Then no line goes on in the next, whatever else
    may be said of them, and what is left to do is to take away margins and empty lines.
    """
    if any(sign in text for sign in SIGNS):
        return None
    edits: list[Edit] = []
    start, position, titled, joint = 0, 0, False, ""
    for raw in text.split("\n"):
        body = raw.strip(_SPACES)
        if body:
            begin = start + len(raw) - len(raw.lstrip(_SPACES))
            between = text[position:begin]
            ended = is_ended(body)
            if (joint and not (ended and _begins_anew(body, between, titled))) or not (ended or _is_title(body)):
                return None
            if between != joint and between:
                edits.append((position, begin, joint))
            titled, joint, position = not ended, "\n", begin + len(body)
        start += len(raw) + 1
    if position < len(text):
        edits.append((position, len(text), ""))
    return edits


def _begins_anew(body: str, between: str, titled: bool) -> bool:
    """Whether a line cannot go on from the one before; right under a title only if it is set apart from it."""
    if body[0] in CLOSERS:
        return False
    apart = "　" in between or "\t" in between or between.count("\n") > 1 or between.count(" ") >= _INDENT
    return apart or not titled


def _is_title(body: str) -> bool:
    """Whether a line without a stop is nothing but words: no page number, no point of a list, nothing left open."""
    return not (_HARDLY_A_TITLE.match(body) or body[-1] in OPENERS or not _BRACKETS.isdisjoint(body))
