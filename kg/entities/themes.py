"""Meetings listed by their themes: “绿色船舶”“海事仲裁”两个分论坛 are two sub-forums, each with a name of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.entities.draft import Draft, Token
from kg.entities.roman import LATIN_FIRM

_MEETINGS = re.compile(
    r"(?:等?(?:[两二三四五六七八九十]|\d{1,2})(?:个|场)|等)(?:平行|专题|主题|重点|专业|配套)?"
    r"(?P<head>分论坛|论坛|研讨会|边会|圆桌会议|圆桌会|对话会|专题会议|分会场|专场)$"
)
_LATIN_FIRM = re.compile(LATIN_FIRM)
#: 开幕式, 主论坛: no themes.
_WHOLE = ("式", "会", "论坛", "会议", "活动", "专场")
#: “绿色船舶”“海事仲裁”两个分论坛: quotations side by side, and how many they are.
_SIDE_BY_SIDE = re.compile("(?:“[^“”]{2,24}”){2,}")


#: 分论坛一“蓝色金融”: a sub-forum by its number and theme.
_SUB_FORUM = re.compile(
    "(?:平行|专题)?(?P<head>分论坛|论坛|分会场|专场)[一二三四五六七八九十\\d]{1,2}[:：]?(?P<theme>“[^“”]+”)"
)


#: 纪念某国独立五十周年活动: what is commemorated says which.
_COMMEMORATION = re.compile("(?:庆祝|纪念)[^，。；]{4,36}周年(?:纪念|庆祝)?(?:系列)?活动")
#: 某市第五届“中国周”: a gathering with a number and a quoted name
_QUOTED_GATHERING = re.compile(
    "[\u4e00-\u9fff—]{0,16}?(?P<own>(?:第[一二三四五六七八九十\\d]+|首)届“[^“”]{1,20}[周节展季营赛日年月]”)"
)


#: 食品安全“清源行动”: what a campaign is for, and how it is called
_ACTS = "开展|启动|实施|推进|参与|组织|共同|提出|推出|落实"
_CAMPAIGN = re.compile(
    f"(?:(?!{_ACTS})[\u4e00-\u9fff]){{4,14}}(?<![会部局委府省市县国行心])(?<!公司|集团|大学|基金)“[^“”]{{2,12}}(?:行动|计划|工程)”"
)


#: 某某论坛—杜拜站: one stop of a series
_STOP = re.compile(
    "[\u4e00-\u9fff]{2,}?(?:论坛|峰会|大会|巡回展|巡展|路演|对话会|大赛|音乐会|推介会|活动)[—–－\\-·（]*[\u4e00-\u9fff]{2,8}(?:(?<![网工务测])站|专场)）?"
)


def told_whole(text: str) -> Draft | None:
    """A sub-forum told by its theme, a commemoration by what it recalls, a gathering by a quotation, a firm by Ltd."""
    if text.isascii() and _LATIN_FIRM.fullmatch(text):
        return Draft(text, "Company", ("Company", "Organization"))
    if _COMMEMORATION.fullmatch(text) or _STOP.fullmatch(text):
        return Draft(text, "Event", ("Event",))
    if numbered := _QUOTED_GATHERING.fullmatch(text):
        return Draft(text, "Event", ("Event",), aliases=(numbered["own"], numbered["own"].partition("届")[2]))
    if _CAMPAIGN.fullmatch(text):
        return Draft(text, "Initiative", ("Initiative",), aliases=(text[text.index("“") + 1 : -1],))
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
