"""What keeps a match from stating something: another event in between, a paper that nobody can found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Cue, Entity, Mention
from kg.relations.coordination import Pair
from kg.relations.matching import Match
from kg.relations.tape import Tape

_OF_EVENTS = frozenset(["hostedBy", "coHostedBy", "heldIn"])
_SIGNED = re.compile("(?:意向书|备忘录|协议|协议书|协定|议定书|合同|换文|声明|公报|纪要)$")


def is_unknown_name(unit: Mention | Cue, text: str) -> bool:
    """“安第斯黄金展”: a name in quotation marks that nothing tells the kind of."""
    return unit.kind == "Bare" and text.startswith("“", unit.span.start)


def passes_another(match: Match, tape: Tape, text: str) -> bool:
    """Whether a name of unknown kind stands between an event and who hosts it: that one is hosted."""
    if match.rule.relation not in _OF_EVENTS or "...." not in match.rule.pattern:
        return False
    return any(is_unknown_name(unit, text) for unit in tape.units[match.found.end("s") : match.cue])


def can_be_founded(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose subject is no paper: 建立友好关系意向书 is signed, not founded."""
    return [pair for pair in pairs if not _SIGNED.search(entities[pair[0].entity].label)]


def called_so(
    pairs: Sequence[Pair], short: Sequence[Mention | Cue], entities: dict[str, Entity], text: str
) -> list[Pair]:
    """The pairs whose event the words behind it may call (特展 for 安第斯黄金特展)."""
    words = "".join(unit.span.of(text) for unit in short)
    if len(words) < 2:
        return []
    return [pair for pair in pairs if any(name.endswith(words) for name in entities[pair[0].entity].names)]
