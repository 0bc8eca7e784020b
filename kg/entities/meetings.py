"""Meetings whose names hold words that act elsewhere: 2024文化强国建设高峰论坛, 首次工作层会议."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kg.entities.draft import Draft, Token
from kg.entities.inside_names import PUNCTUATION
from kg.entities.series import EDITION

_INSIDE = {"BUILD", "GIVE", "VERB", "OFFER", "BARE", "BOTH", "ADV"}
_GOES_ON = {"AT", "BY", "PLAN", "HELD", "ADV", "date", "DATE"}
#: What already is a whole name.
_WHOLE = re.compile("第[一二三四五六七八九十百\\d]|首[届次]|“|《|\\d{4}")
_NUMBER = re.compile("第?[一二三四五六七八九十百]+届")
_HANDING = ("交接仪式", "移交仪式", "捐赠仪式", "启动仪式", "揭牌仪式", "启用仪式")
_LEADS_TO = {"，", "。", "、", "HOST", "ATTEND", "AT", "ADV", "DATE", "date", "：", "\n"}
_FIRST_TIME = ("首次", "首轮")


def whole_meetings(text: str, tokens: list[Token], is_event_word: Callable[[str], bool]) -> list[Token]:
    """The tokens, a meeting together with the words of its name right before it, where it begins a clause."""
    made: list[Token] = []
    for number, token in enumerate(tokens):
        behind = tokens[number + 1].kind if number + 1 < len(tokens) else ""
        event = token.draft is not None and token.draft.kind == "Event"
        if not event and not (token.kind == "BARE" and behind in _GOES_ON):
            made.append(token)
            continue
        if (aid := _given_at(text, made, token)) is not None:
            start = made[aid].start
            given = Draft(text[start : token.end], "Event", ("Event",))
            made[aid:] = [Token(start, token.end, "NAME", given)]
            continue
        if _is_of_two(text, made, tokens, number):
            start = made[-2].start
            made[-2:] = [Token(start, token.end, "NAME", Draft(text[start : token.end], "Event", ("Event",)))]
            continue
        bare = token.kind == "BARE" and is_event_word(text[token.start : token.end])
        first = _begins(text, made, token) if (bare or _may_grow(text, token)) and behind in _GOES_ON else None
        if first is not None and (token.draft is not None or EDITION.match(text, made[first].start)):
            start = made[first].start
            words = text[start : token.end]
            other = (words,) if _NUMBER.match(words) and not words.startswith("第") else ()
            draft = token.draft or Draft("", "Event", ("Event",))
            name = replace(draft, name="第" * len(other) + words, key=None, aliases=other, generic=False)
            made[first:] = [Token(start, token.end, "NAME", name)]
        else:
            made.append(token)
    return made


def _given_at(text: str, before: list[Token], token: Token) -> int | None:
    """Where the name of a ceremony that tells who gave what begins: 某国政府援助某国物资交接仪式."""
    if token.draft is None or token.draft.kind != "Event" or not text.endswith(_HANDING, token.start, token.end):
        return None
    kinds = [one.kind for one in before[-4:]]
    size = 4 if kinds == ["NAME", "TOWARD", "NAME", "GIVE"] else 2 if kinds[-2:] == ["NAME", "GIVE"] else 0
    led = before[-size - 1].kind if len(before) > size else "，"
    tight = size and all(one.end == other.start for one, other in pairwise([*before[-size:], token]))
    return len(before) - size if tight and led in _LEADS_TO else None


def _is_of_two(text: str, before: list[Token], tokens: list[Token], number: int) -> bool:
    """甲省与中央企业合作座谈会在某地举行: who is named before 与 holds no meeting with a meeting."""
    token = tokens[number]
    if len(before) < 2 or not _may_grow(text, token) or before[-1].kind != "WITH" or before[-2].kind != "NAME":
        return False
    if before[-1].end != token.start or before[-2].end != before[-1].start:
        return False
    led = before[-3].kind if len(before) > 2 else "，"
    kinds = [one.kind for one in tokens[number + 1 : number + 4]]
    held = kinds[:1] == ["HELD"] or (kinds[:2] == ["AT", "NAME"] and kinds[2:] == ["HELD"])
    return held and led in _LEADS_TO and (before[-2].draft is None or before[-2].draft.kind != "Event")


def _may_grow(text: str, token: Token) -> bool:
    event = token.draft is not None and token.draft.kind == "Event" and token.draft.key is None
    return event and token.kind == "NAME" and _WHOLE.match(text, token.start) is None


def _begins(text: str, before: list[Token], token: Token) -> int | None:
    """Where the name begins: the words right before, back to a mark, if one of them tells which meeting it is."""
    first, end = None, token.start
    for at in range(len(before) - 1, -1, -1):
        one = before[at]
        if one.kind not in _INSIDE or one.end != end or one.start == one.end:
            break
        if one.kind == "ADV" and text[one.start : one.end] not in _FIRST_TIME:
            break
        first, end = at, one.start
    ahead = len(before) - 1 if first is None else first - 1
    if ahead >= 0 and before[ahead].end == end and _begins_edition(text, before, ahead, whole=first is None):
        return ahead - (before[ahead].kind == "MEMBERWORD")
    if first is None:
        return None
    # 为期三周的第四届急救能力提升培训班
    numbered = before[first].kind == "BARE" and EDITION.match(text, end) is not None
    if end and text[end - 1] not in PUNCTUATION and not (numbered and text[end - 1] == "的"):
        return None
    kinds = [one.kind for one in before[first:]]
    words = text[before[first].start : before[first].end]
    return first if (kinds[0] == "BARE" and len(kinds) > 1) or words in _FIRST_TIME else None


def _begins_edition(text: str, before: list[Token], at: int, *, whole: bool) -> bool:
    """Whether a word tells the number of the meeting, or whose members meet."""
    one = before[at]
    words = text[one.start : one.end]
    if one.kind == "MEMBERWORD":  # 某共同体成员国军事首长会议
        club = before[at - 1] if at else None
        return whole and club is not None and club.draft is not None and club.end == one.start
    if whole:
        return one.kind == "GAP" and _NUMBER.fullmatch(words) is not None  # 十四届全国人大二次会议
    return one.kind == "NAME" and EDITION.match(words) is not None  # 第二届数字政府建设峰会
