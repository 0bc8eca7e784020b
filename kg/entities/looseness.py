"""How loose the names in a reading of some words are: of several readings the tightest is taken."""

from __future__ import annotations

from kg.entities.draft import Atom, Token
from kg.entities.series import EDITION


def looseness(tokens: list[Token]) -> float:
    """The cost of a reading: a whole name is best; one with words left over is almost as bad as no name at all."""
    if not any(token.draft for token in tokens):
        return 0.5 if tokens[-1].kind == "UNNAMED" else 1.0
    if tokens[-1].draft is None:
        return 0.8
    if tokens[-1].draft.kind == "Initiative" and tokens[-1].draft.name.endswith(("网络", "体系")):
        return 0.7  # 某学会网络与信息法研究会
    return 0.6 if is_weak(tokens) else 0.0


def is_weak(tokens: list[Token]) -> bool:
    """Whether the last of some tokens is most likely the end of a longer name."""
    # 运输部, 信托公司: told by a head and a word or two, of no country.
    draft = tokens[-1].draft
    if draft is not None and draft.kind == "Person" and draft.country is None and draft.parent is None:
        return (draft.identity or "").endswith(("部", "署", "厅"))  # 经济发展部部长某某, whose country stands before
    if (
        draft is None
        or draft.key is not None
        or draft.country is not None
        or draft.kind not in {"Ministry", "Company", "Bank", "FinancialInstitution", "CivilBody"}
    ):
        return False
    return draft.kind == "Ministry" or len(draft.name) <= 4


def begins_edition(text: str, found: list[Token]) -> bool:
    """Whether 第三届热带医学 stands before 与公共卫生大会, and the number belongs to the event whose name goes on."""
    if len(found) != 1 or found[0].kind != "BARE":
        return False
    second = text.find("暨第", found[0].start, found[0].end) + 1  # 某联盟大会暨第三届丝路与文化研讨会
    return EDITION.match(text, second or found[0].start) is not None


def is_planning(text: str, first: Atom, last: Atom) -> bool:
    """缅甸计划与财政部: a state's plan signs nothing, its ministry of planning does."""
    ministry = text[last.end - 1] == "部" and not any(
        key.startswith("country/") for hit in last.hits for key in hit.keys
    )
    return ministry and bool(first.hits) and text[first.hits[-1].end : first.end] in {"计划", "规划"}
