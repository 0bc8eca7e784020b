"""Which of two documents is the later one: by their dates, else by what the undated one tells of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.curation.ledger import Graph


def later(graph: Graph, earlier: str, other: str) -> str | None:
    """Why another document is later than one; empty where both have dates, None where it is not or nothing tells.

    An undated document is later if it tells of something done after the date of the other, or of a later edition of an
    event that the other tells of: who reports the second forum writes after the first.
    """
    since, date = graph.texts[earlier].date, graph.texts[other].date
    if since and date:
        return "" if after(date, since) else None
    done = [claim for claim in graph.claims if claim["document"] == other and claim["status"] != "planned"]
    if since and not date:
        told = max((str(claim["date"]) for claim in done if claim["date"]), default="")
        if told and after(told, since):
            return f"undated, but tells of {told}"
    before, now = _editions(graph, earlier), _editions(graph, other)
    for series in sorted(set(before) & set(now)):
        if now[series][0] > before[series][0]:
            return f"undated, but tells of {now[series][1]}"
    return None


def after(date: str, since: str) -> bool:
    """Whether a date is after another, as far as both are known.

    >>> after("2019-04", "2017-05-16"), after("2017", "2017-05-16")
    (True, False)
    """
    known = min(len(date), len(since))
    return date[:known] > since[:known]


def _editions(graph: Graph, document: str) -> dict[str, tuple[int, str]]:
    """The latest edition of each series that a document tells of as held; an event without a number is the first."""
    found: dict[str, tuple[int, str]] = {}
    for claim in graph.claims:
        if claim["document"] != document or claim["status"] == "planned":
            continue
        for end in (claim["subject"], claim["object"]):
            node: Mapping[str, Any] = graph.nodes.get(end, {})
            if "Event" in node.get("kinds", ()):
                label = str(node["label"])
                series, number = str(node["series"] or label), int(node["ordinal"] or 1)
                found[series] = max(found.get(series, (0, "")), (number, label))
    return found
