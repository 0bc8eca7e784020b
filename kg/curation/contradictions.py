"""Decisions on one claim that cannot both be meant: neither is followed, and both lines are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.curation.decisions import Entry, Trouble
from kg.decision import CLAIM_KINDS, Decision

NEITHER = "neither is followed until one is taken out"


def contradictions(entries: Iterable[Entry]) -> dict[Decision, Trouble]:
    """Each decision on a claim that another contradicts, with what to say of it."""
    found: dict[Decision, Trouble] = {}
    for first, second in _pairs(entries):
        if contradict(first.decision, second.decision):
            for one, other in ((first, second), (second, first)):
                why = f"contradicts line {other.line} ({other.decision.meaning})"
                found.setdefault(one.decision, Trouble(one.line, one.decision.meaning, why, NEITHER))
    return found


def _pairs(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Decisions on claims that share a cue; no others can be about the same claim."""
    together: dict[tuple[str, str, int], dict[Decision, Entry]] = defaultdict(dict)
    for entry in entries:
        decision = entry.decision
        if decision.kind in CLAIM_KINDS:
            for cue in decision.cue:
                together[decision.document, decision.relation, cue.start].setdefault(decision, entry)
    for group in together.values():
        yield from combinations(group.values(), 2)


def contradict(one: Decision, other: Decision) -> bool:
    """Whether two decisions want different things of one claim."""
    if not _same_claim(one, other):
        return False
    if one.kind != other.kind:
        return "reject" in (one.kind, other.kind) or "accept" in (one.kind, other.kind)
    if one.kind == "correct":
        return bool(set(corrected(one)) & set(corrected(other))) and one.to != other.to
    return one.to != other.to


def corrected(decision: Decision) -> tuple[tuple[int, int], ...]:
    """Where the end stands that a correction corrects."""
    quotes = decision.subject if decision.end == "subject" else decision.object
    return tuple((quote.start, quote.end) for quote in quotes)


def _same_claim(one: Decision, other: Decision) -> bool:
    if not (_meet(one.cue, other.cue) and _papers_meet(one, other)):
        return False
    if _meet(one.subject, other.subject) and _meet(one.object, other.object):
        return True
    crossed = _meet(one.subject, other.object) and _meet(one.object, other.subject)
    return one.relation == "signedWith" and crossed


def _meet(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return bool(set(one) & set(other))


def _papers_meet(one: Decision, other: Decision) -> bool:
    return not one.paper or not other.paper or _meet(one.paper, other.paper)
