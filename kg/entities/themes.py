"""Meetings listed by their themes: “绿色船舶”“海事仲裁”两个分论坛 are two sub-forums, each with a name of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.entities.draft import Draft, Token

_MEETINGS = re.compile(
    r"(?:等?(?:[两二三四五六七八九十]|\d{1,2})(?:个|场)|等)(?:平行|专题|主题|重点|专业|配套)?"
    r"(?P<head>分论坛|论坛|研讨会|边会|圆桌会议|圆桌会|对话会|专题会议|分会场|专场)$"
)
#: 开幕式, 主论坛: no themes.
_WHOLE = ("式", "会", "论坛", "会议", "活动", "专场")
#: “绿色船舶”“海事仲裁”两个分论坛: quotations side by side, and how many they are.
_SIDE_BY_SIDE = re.compile("(?:“[^“”]{2,24}”){2,}")


#: 分论坛一“蓝色金融”: a sub-forum by its number and theme.
_SUB_FORUM = re.compile(
    "(?:平行|专题)?(?P<head>分论坛|论坛|分会场|专场)[一二三四五六七八九十\\d]{1,2}[:：]?(?P<theme>“[^“”]+”)"
)


def numbered_theme(text: str) -> Draft | None:
    """A sub-forum that is told by a number and its theme."""
    found = _SUB_FORUM.fullmatch(text)
    return Draft(f"{found['theme']}{found['head']}", "Event", ("Event",), aliases=(text,)) if found else None


def quoted_apart(text: str, start: int, end: int, name: Callable[[str], Draft | None]) -> list[Token] | None:
    """Quotations that stand side by side without a mark, each a name of its own, and the count behind them."""
    found = _SIDE_BY_SIDE.match(text, start, end)
    rest = found.end() if found else start
    if found is None or (rest < end and not _MEETINGS.fullmatch(text, rest, end)):
        return None
    tokens: list[Token] = []
    for quoted in re.finditer("“[^“”]+”", found[0]):
        at, until = start + quoted.start(), start + quoted.end()
        draft = None if rest < end else name(quoted[0])
        tokens.append(Token(at, until, "NAME" if draft else "BARE", draft))
    return tokens + [Token(rest, end, "ETC", value=text[rest:end])] * (rest < end)


def share_theme(text: str, tokens: list[Token], index: int) -> None:
    """Name the meetings whose themes stand before the count at ``index``."""
    found = _MEETINGS.fullmatch(text, tokens[index].start, tokens[index].end)
    at = index - 1
    if at > 0 and tokens[at].kind == "ETC" and tokens[at].end == tokens[index].start:
        at -= 1  # 等、then the count
    while found and at >= 0 and tokens[at].kind == "BARE":
        words = text[tokens[at].start : tokens[at].end]
        if words.endswith(_WHOLE):
            return
        name = words + found["head"]
        event = Draft(name, "Event", ("Event",), aliases=(words,))
        tokens[at] = replace(tokens[at], kind="NAME", draft=event, step="sharedHead")
        tight = tokens[at - 1].end == tokens[at].start and tokens[at - 1].kind == "BARE"  # quoted side by side
        if not tight and tokens[at - 1].kind not in {"、", "AND"}:
            return
        at -= 1 if tight else 2


#: 乔伊尔、赛音山达等城镇供热管网改造项目: where one project is built.
_WORKS = re.compile("等(?!\\d|[一二两三四五六七八九十]+[个项大])[^，。；：、]{2,24}?(?:项目|工程)$")
_PLACED = {"NAME", "BARE"}


def join_places(text: str, tokens: list[Token]) -> list[Token]:
    """One project in several places is one, whose name begins with the first of them."""
    joined: list[Token] = []
    for token in tokens:
        joined.append(token)
        if token.kind != "ETC" or not _WORKS.fullmatch(text, token.start, token.end):
            continue
        first = len(joined) - 2
        while first >= 2 and joined[first].kind in _PLACED and joined[first - 1].kind == "、":
            first -= 2
        listed = joined[first:-1:2]
        places = {"Place", "LocalGovernment"}
        named = [one.draft.kind in places for one in listed if one.draft is not None]
        if first >= 0 and len(listed) > 1 and listed[0].kind in _PLACED and all(named):
            name = text[joined[first].start : token.end]
            joined[first:] = [Token(joined[first].start, token.end, "NAME", Draft(name, "Project", ("Project",)))]
    return joined
