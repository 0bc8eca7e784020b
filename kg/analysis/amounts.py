"""Sums of money and the parts they play. Only plain sums are ever added up, and only within one currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import UsageError

#: Why a sum is not added: role -> (zh, en).
ROLES = {
    "sum": ("金额", "sum"),
    "ceiling": ("上限", "ceiling"),
    "umbrella": ("总额", "umbrella"),
    "tranche": ("首期或分期", "tranche"),
    "equivalent": ("折合", "equivalent"),
    "pledge": ("承诺", "pledge"),
}
_CEILINGS = frozenset({"facility", "credit line"})


def role(amount: Mapping[str, Any], kind: str = "", umbrella: bool = False) -> str:
    """The part a sum plays.

    >>> role({"part_of": None, "equivalent": False, "bound": "under"})
    'ceiling'
    >>> role({"part_of": None, "equivalent": False, "bound": "exact"}, "credit line")
    'ceiling'
    """
    if amount["part_of"]:
        return "tranche"
    if umbrella:
        return "umbrella"
    if amount["bound"] == "under" or kind in _CEILINGS:
        return "ceiling"
    if amount["equivalent"]:
        return "equivalent"
    return "pledge" if kind == "pledge" else "sum"


def currency_of(records: Iterable[Mapping[str, Any]], wanted: str | None = None) -> str:
    """The one currency of the plain sums of some claims; several, or none, are an error."""
    records = list(records)
    found = {str(amount["currency"]) for record in records for amount in addable(record)}
    if wanted and wanted in found:
        return wanted
    if wanted or not found:
        held = f"sums in {', '.join(sorted(found))}" if found else _never_added(records)
        raise UsageError(
            f"weight 'amounts': no sum in {wanted or 'any currency'} can be added here; there are {held}; "
            "weight='claims' counts the claims instead"
        )
    if len(found) > 1:
        first = min(found)
        raise UsageError(
            f"weight 'amounts': the sums are in {', '.join(sorted(found))}, which cannot be added; "
            f"say one, like weight='amounts:{first}'"
        )
    return found.pop()


def _never_added(records: Iterable[Mapping[str, Any]]) -> str:
    """What stands there in place of plain sums: the parts the other amounts play, and how many of each."""
    roles = Counter(
        ROLES[amount["role"]][1] if amount["role"] != "sum" else "sum without a number or a currency"
        for record in records
        for amount in record["amounts"]
    )
    parts = ", ".join(f"{part} ({count})" for part, count in sorted(roles.items()))
    return f"only amounts that are never added up: {parts}" if parts else "no amounts at all"


def addable(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sums of a claim that may be added: plain ones with a value and a currency."""
    return [
        amount
        for amount in record["amounts"]
        if amount["role"] == "sum" and amount["value"] is not None and amount["currency"]
    ]
