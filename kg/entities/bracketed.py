"""A numbered title that ends with who issued it: …倡议（……论坛发布）."""

from __future__ import annotations

import re

from kg.entities.blocks import cut
from kg.entities.draft import Draft, Token
from kg.entities.namer import Namer

_BRACKET = re.compile(
    r"(?P<title>[^（）。；]{4,80}?(?:（[^（）]{1,12}）[^（）。]{0,20})?)（(?P<by>[^（）]{2,120})）[。；]?$"
)

#: 第五届某某论坛，2027年5月，北京（某某主办）
_WHEN_AND_WHERE = re.compile("，[^，《》“”]*(?:\\d{4}年|\\d{1,2}月)[^，《》“”]*(?:，[^，《》“”]{2,8})?$")


def bracketed_title(text: str, namer: Namer) -> list[Token]:
    """A bare title before a bracket that says who issued it is one name, whatever words it holds."""
    found = _BRACKET.fullmatch(text) if "）" in text else None
    if found is None:
        return []
    by = cut(found["by"], namer, namer.lexicon)
    if not any(p.kind in {"PUBLISH", "LAUNCH", "PUSHOUT", "HOST"} for p in by):
        return []
    title = found["title"]
    start = 0
    pieces = cut(title, namer, namer.lexicon)
    if pieces and pieces[0].kind in {"LAUNCH", "HELD", "PUBLISH"} and len(pieces) > 1:
        start = pieces[0].end
    elif any(p.kind in {"SIGN", "PUBLISH", "HOST"} for p in pieces):
        return []
    title = _WHEN_AND_WHERE.sub("", title)
    name = title[start:]
    whole = namer.title(name) if name.startswith("《") and name.endswith("》") else None
    shaped = namer.name(name, namer.find(name))
    draft = whole or (
        shaped
        if shaped and shaped.kind in {"Initiative", "Center", "Fund", "Event"}
        else Draft(name, "Work", ("Publication",))
    )
    return [Token(start, len(title), "TITLE", draft)]
