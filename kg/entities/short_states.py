"""States named by a sign each: 中老两国, 中俄蒙三国, and their ministries in 中老两国财政部."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.entities.draft import Token
from kg.entities.kinds import AGENT_KINDS
from kg.entities.namer import Namer

_TOGETHER = {"ADV", "UNITE", "SIGN", "WITNESS"}
#: Of these each state has its own, whose name says nothing of the state.
ONE_EACH = {"Ministry", "Holder", "Bank", "PartyBody"}


def part_short_states(
    text: str, tokens: list[Token], namer: Namer, state_of: Callable[[str], str | None]
) -> list[Token]:
    """中老两国, 中俄蒙三国, 中希共同: each sign before the count is a state, as ``state_of`` knows it here."""
    parted: list[Token] = []
    for token in tokens:
        last = parted[-1] if parted else None
        signs = text[last.start : last.end] if last and last.kind in {"BARE", "GAP"} else ""
        both = token.kind == "BOTH" or (token.kind in _TOGETHER and signs[:1] == "中")
        told = both and last is not None and last.end == token.start and 2 <= len(signs) <= 3
        keys = [state_of(sign) for sign in signs] if told else []
        if last and keys and all(keys) and len({*keys}) == len(keys):
            parted.pop()
            for number, key in enumerate(keys):
                at = last.start + number
                draft = namer.of_key(key or "", signs[number])
                parted += [Token(at - 1, at, "、")] * bool(number)
                parted.append(Token(at, at + 1, "NAME", draft, step="shortForm"))
            parted.append(Token(token.start, token.end, "ETC", value="") if token.kind == "BOTH" else token)
        elif last and last.kind == "ETC" and last.end == token.start and len(parted) > 3:
            _share(text, parted, token, namer)
        else:
            parted.append(token)
    return parted


def _share(text: str, parted: list[Token], token: Token, namer: Namer) -> None:
    """中老两国财政部: one of each state, as the name behind the states is of either."""
    body = text[token.start : token.end]
    states = [at for at in range(len(parted) - 1) if parted[at].step == "shortForm" and parted[at].draft]
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
