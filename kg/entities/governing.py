"""Which verbs govern what: papers, works, initiatives, events; and what kinds of names may be each."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.draft import Token

PAPER, WORK, START, EVENT = "PAPER", "WORK", "START", "EVENT"
GOVERNS = {
    "SIGN": PAPER,
    "REACH": PAPER,
    "PUBLISH": WORK,
    "PASS": WORK,
    "PUSHOUT": WORK,
    "LAUNCH": START,
    "BUILD": START,
    "HOST": EVENT,
    "HELD": EVENT,
}
WANTED: dict[str, frozenset[str]] = {
    PAPER: frozenset({"Instrument"}),
    WORK: frozenset({"Publication", "Instrument", "Initiative"}),
    START: frozenset({"Initiative", "Center", "Zone", "Facility", "Fund", "Publication", "Ministry", "Bank"})
    | {"FinancialInstitution", "Company", "CivilBody", "InternationalOrganization", "Project"},
    EVENT: frozenset({"Event"}),
}


def as_started(token: Token) -> Token:
    """推出“某某”计划: a plan that has no title is started, not issued."""
    draft = token.draft
    if token.kind != WORK or draft is None or draft.titled or "Initiative" not in draft.kinds:
        return token
    return replace(token, kind="NAME", draft=replace(draft, kind="Initiative", kinds=("Initiative",)))
