"""Names that a list itself says are bodies: 某某热线、某某人才网等数十家企业."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities.draft import Draft, Token
from kg.entities.namer import Namer

_SO_MANY = re.compile(
    "等?(?:数十|数百|上百|数|多|几|[0-9一二三四五六七八九十百]+)(?:余|多)?(?:家|所).{0,12}?(?:企业|公司|机构|单位|银行|媒体|高校|院校|网站|商会|协会)$"
)
_HAN = re.compile("[\u4e00-\u9fff]+")
_JOINTS = {"、", "AND"}


def name_listed(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """The tokens; what stands in a list that is counted as so many firms is the name of one."""
    named = list(tokens)
    for number, token in enumerate(named):
        if token.kind != "ETC" or not _SO_MANY.match(text, token.start, token.end):
            continue
        at = number - 1
        while at >= 0:
            named[at] = _as_body(text, named[at], namer)
            if at < 1 or named[at - 1].kind not in _JOINTS:
                break
            at -= 2
    return named


def _as_body(text: str, token: Token, namer: Namer) -> Token:
    words = text[token.start : token.end]
    if token.kind == "BARE":
        told = namer.bare(words) if len(words) > 3 or not _HAN.fullmatch(words) else None  # 机械、电子等30家企业
        draft = replace(told, kind="Organization") if told is not None else None
        return replace(token, kind="NAME", draft=draft) if draft is not None else token
    if token.kind == "NAME" and token.draft is not None and token.draft.kind == "Initiative" and "“" not in words:
        return replace(token, draft=Draft(token.draft.name, "Organization", ("Organization",)))
    return token
