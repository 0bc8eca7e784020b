"""What a clause leaves out, taken from where its rule says: the subject before, 双方, the event, the project."""

from __future__ import annotations

import re

from kg.model import Mention
from kg.relations.antecedents import Antecedents, is_year
from kg.relations.carrying import Carried
from kg.relations.matching import Match
from kg.relations.tape import Tape

#: Over fewer line ends than these, the event spoken of is still the same.
_NEAR = 3
_TOGETHER = re.compile("共同|共建|合作|联合|携手|合建")


def taken_over(match: Match, tape: Tape, carried: Carried, known: Antecedents, text: str) -> list[Mention]:
    """The mentions that fill the side a carried rule leaves open."""
    here = tape.units[match.cue].span.start
    match match.rule.carried:
        case "topic" | "with":
            return carried.topic
        case "joint":
            # 甲与乙签署协议，共建某中心: what is said to be done together is done by both
            jointly = _TOGETHER.search(text, tape.units[match.start].span.start, tape.units[match.cue].span.end)
            if jointly and tape.span.start <= carried.sides_at < here and carried.topic[:1] == carried.sides[:1]:
                return list(dict.fromkeys([*carried.joint, *carried.sides]))
            said = jointly and carried.topic and tape.span.start <= carried.topic[0].span.start
            if said and len(beside := known.beside(carried.topic[0], here)) == 2:
                return beside  # 甲学院与乙学院结为姊妹院校，共建某基地
            sides = carried.joint or carried.topic
            if match.rule.relation == "signedWith" and len(sides) == 1 and tape.span.start <= sides[0].span.start:
                return known.beside(sides[0], here) or sides
            return sides
        case "both":
            told = carried.sides and not known.recalled(here)
            # 甲与乙签署协议，双方将……: the two of the clause before
            just = tape.span.start <= carried.sides_at < here
            sides = carried.sides if just else known.parties(tape, match.cue) or carried.sides * bool(told)
            # who signs for 中方 and 秘方 may be a ministry or another body, unless 两国政府 do
            ours = match.rule.relation != "signedWith" or "两国政府" in text[tape.units[match.start].span.start : here]
            return sides or (known.called_sides() if ours else [])
        case "label":
            return known.labelled(tape.units[match.cue].span)
        case "event":
            return carried.event[-1:]
        case "project":
            words = text[tape.units[match.start].span.start : here]
            return _project(carried, text, here, 2 if "项目" in words else 1)
        case "start":
            return carried.start
        case "forum":
            # paragraphs further on, another event may be spoken of; a press conference has no parts
            near = (event for event in carried.forum if text.count("\n", event.span.end, here) < _NEAR)
            return [event for event in near if not event.span.of(text).endswith("发布会")]
        case "at":
            return [carried.at_event] if carried.at_event else []
        case _:
            last = [event for event in carried.event[-1:] if not is_year(event, text)]
            return last or known.main_event(here)


def _project(carried: Carried, text: str, here: int, far: int) -> list[Mention]:
    """The project that was spoken of last, in this sentence or ``far`` sentences before."""
    if (
        carried.paid is not None
        and carried.paid_at > carried.project_at
        and not text.count("。", carried.paid_at, here)
    ):
        return [carried.paid]
    if carried.project is None or text.count("。", carried.project_at, here) > far:
        return []
    carried.project_at = here
    return [carried.project]
