"""States named by a sign each: 中老两国, 中俄蒙三国, and their ministries in 中老两国财政部."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kg.entities.draft import Draft, Token
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.namer import Namer
from kg.entities.people import People
from kg.entities.signs import region

_TOGETHER = {"ADV", "UNITE", "SIGN", "WITNESS", "LAUNCH", "HOST", "REACH"}
_COUNTED = frozenset({"BOTH", *_TOGETHER})
#: Of these each state has its own, whose name says nothing of the state.
ONE_EACH = {"Ministry", "Holder", "Bank", "PartyBody"}


def part_short_states(
    text: str, tokens: list[Token], namer: Namer, state_of: Callable[[str], str | None]
) -> list[Token]:
    """中老两国, 中俄蒙三国, 中希共同: each sign before the count is a state, as ``state_of`` knows it here."""
    parted: list[Token] = []
    for token in tokens:
        last = parted[-1] if parted else None
        if token.kind not in _COUNTED and not (last and last.kind == "ETC"):
            parted.append(token)
            continue
        signs = text[last.start : last.end] if last and last.kind in {"BARE", "GAP"} else ""
        both = token.kind == "BOTH" or (token.kind in _TOGETHER and signs[:1] == "中")
        told = both and last is not None and last.end == token.start and 2 <= len(signs) <= 3
        drafts = _named(signs, text[token.start : token.end], namer, state_of) if told else []
        if last and drafts:
            parted.pop()
            for number, draft in enumerate(drafts):
                at = last.start + number
                parted += [Token(at - 1, at, "、")] * bool(number)
                parted.append(Token(at, at + 1, "NAME", draft, step="shortForm"))
            parted.append(Token(token.start, token.end, "ETC", value="") if token.kind == "BOTH" else token)
        elif last and last.kind == "ETC" and last.end == token.start and len(parted) > 3:
            _share(text, parted, token, namer)
        else:
            parted.append(token)
    return _leave_unsure(text, parted, namer, state_of)


def _leave_unsure(text: str, tokens: list[Token], namer: Namer, state_of: Callable[[str], str | None]) -> list[Token]:
    """乌财政部, 乌方财政部 in a text that names no such state: a ministry of somebody's, and not ours."""
    left, unsure = list(tokens), set[int]()
    for number, (last, token) in enumerate(pairwise(tokens), 1):
        draft = token.draft
        if draft is None or draft.kind != "Ministry" or draft.country != "country/CHN":
            continue
        sign = text[last.start : last.end] if last.draft is None and last.end == token.start else ""
        side, sign = len(sign) == 2 and sign[1] == "方", sign.removesuffix("方")
        led = sign != "中" and sign in namer.lexicon.states and not (side and state_of(sign))
        listed = last.kind in {"、", "AND"} and number - 2 in unsure and not text.startswith("中", token.start)
        if led or listed:
            left[number] = replace(token, kind="UNNAMED", draft=None)
            unsure.add(number)
    return left


def _named(signs: str, count: str, namer: Namer, state_of: Callable[[str], str | None]) -> list[Draft]:
    """Whom signs before a count stand for, if it is sure of all: states, or the regions of 粤港澳三地."""
    if count.endswith("地"):
        regions = [region(sign, namer) for sign in signs]
        return [one for one in regions if one] if all(regions) and len({*signs}) == len(signs) else []
    keys = [state_of(sign) for sign in signs]
    if not all(keys) or len({*keys}) < len(keys):
        return []
    return [namer.of_key(key or "", sign) for key, sign in zip(keys, signs, strict=True)]


_MAY_TELL = frozenset({"BARE", "GAP", "PERSON"})


def name_short_officers(
    text: str, tokens: list[Token], namer: Namer, people: People, state_of: Callable[[str], str | None]
) -> list[Token]:
    """俄总统普京, 美国务卿: an officer of the state that the sign before the office stands for."""
    return [(token.kind in _MAY_TELL and _officer(text, token, namer, people, state_of)) or token for token in tokens]


def _officer(
    text: str, token: Token, namer: Namer, people: People, state_of: Callable[[str], str | None]
) -> Token | None:
    words = text[token.start : token.end]
    told = token.draft is not None and (token.draft.parent or token.draft.identity)
    if told or words[:1] not in namer.lexicon.states:
        return None
    office = people.office_in(words)
    if office is None or office.stands_for != "state" or not people.begins_with_office(words[1:]):
        return None
    key = state_of(words[0])
    state = namer.of_key(key, namer.gazetteer.entity(key).label) if key else None
    whole = state.name + words[1:] if state else ""
    draft = people.read(whole, namer.find(whole)) if state else None
    if draft is None or draft.kind not in {"Person", "Holder"} or (draft.parent or draft.key) != key:
        return None
    return replace(token, kind=draft.kind.upper(), draft=draft, value=state)


def _listed_states(parted: list[Token]) -> list[int]:
    """Where the states of the list stand that the last token counts."""
    at, states = len(parted) - 2, list[int]()
    while at >= 0 and (draft := parted[at].draft) is not None and draft.kind in STATES:
        states.append(at)
        at -= 2 if at > 0 and parted[at - 1].kind in {"、", "AND"} else len(parted)
    return states[::-1]


def _share(text: str, parted: list[Token], token: Token, namer: Namer) -> None:
    """中老两国财政部: one of each state, as the name behind the states is of either."""
    body = text[token.start : token.end]
    states = [at for at in range(len(parted) - 1) if parted[at].step == "shortForm" and parted[at].draft]
    if not states and text[parted[-1].end - 1] == "国":
        states = _listed_states(parted)  # 甲国、乙国、丙国三国教育部
    each = {}
    for at in states if token.draft is not None and token.draft.kind in ONE_EACH else ():
        state = parted[at].draft
        label = namer.gazetteer.entity(state.key).label if state and state.key else ""
        draft = namer._of_state(label + body, body, state) if state and label else None
        if draft is not None and draft.kind in AGENT_KINDS and not draft.unnamed:
            each[at] = draft
    if not each or len(each) < len(states):
        parted.append(token)
        return
    for at, draft in each.items():
        parted[at] = replace(parted[at], draft=draft, step="sharedHead")
    parted.append(Token(token.start, token.end, "GAP"))
