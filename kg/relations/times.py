"""When the document speaks, and whether what it tells of is still to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Cue, Document, Fact, Item, Mention
from kg.relations.guards import is_announced
from kg.relations.status import Modality, clause_of, clause_start

Unit = Mention | Cue
_AHEAD = ("明日", "明天", "后天", "明年", "下月", "下周", "来年")
_OF_EVENTS = {"HOST", "COHOST", "HELD", "HOSTLABEL", "COHOSTLABEL", "PLACELABEL"}


class Times:
    """The day one document speaks from, and what lies behind it."""

    def __init__(self, doc: Document) -> None:
        self._text = doc.text
        # its date, else the first full date in it
        dates = (m.value for m in doc.mentions if m.kind == "Date" and m.value and len(m.value) >= 10)
        stated = doc.metadata.date or next(dates, None)
        self._today = stated if stated and stated[:4].isdigit() else ""
        self._year = int(self._today[:4]) if self._today else None

    def announced(self, item: Item) -> Modality:
        """Points under a heading that speaks of a time to come (2024至2025年举办的会议) are planned."""
        if not item.section or self._year is None:
            return Modality()
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", f"{item.section}{item.heading or ''}")]
        return Modality("planned") if years and max(years) > self._year else Modality()

    def is_to_come(self, units: Sequence[Unit], cue: int) -> bool:
        """Whether the clause is dated later than the document speaks (第七届论坛2028年在某地举行)."""
        if is_announced(units, cue) or self._is_ahead(units, cue):
            return True
        dates = [unit.value for unit in clause_of(units, cue) if isinstance(unit, Mention) and unit.kind == "Date"]
        told = [value.partition("/")[0] for value in dates if value and value[:4].isdigit()]
        return bool(self._today and told) and all(value > self._today[: len(value)] for value in told)

    def _is_ahead(self, units: Sequence[Unit], cue: int) -> bool:
        """Whether a day such as 明日 stands before the verb, or in the clause that says when the event is held."""
        at = [cue]
        if units[cue].kind in _OF_EVENTS:
            at += [n for n in range(cue) if units[n].kind == "HELD"][-1:]
        days = (unit.span.of(self._text) for n in at for unit in units[clause_start(units, n) : n])
        return any(day.startswith(_AHEAD) for day in days)


def put_off(facts: Sequence[Fact]) -> list[Fact]:
    """The facts; who stands on the label lines (主办单位：) of an event that is to come is to host it."""
    held = [fact for fact in facts if fact.relation == "heldIn" and ".label" not in fact.rule]
    over = {fact.subject for fact in held if fact.status != "planned"}
    ahead = {fact.subject: fact.evidence for fact in held if fact.subject not in over}
    return [
        replace(fact, status="planned", evidence=tuple(sorted({*fact.evidence, *ahead[fact.subject]})))
        if ".label" in fact.rule and fact.status == "done" and fact.subject in ahead
        else fact
        for fact in facts
    ]
