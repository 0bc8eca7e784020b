"""Who speaks for a state: its leaders by name and office alone (习近平主席), and whoever says 我国 of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.entities.lexicon import Lexicon
from kg.entities.reference import Reference
from kg.model import Entity, Mention

_LISTED = {None: "leader_of_china", "country/TWN": "leader_of_taiwan"}


def leads_home(words: str, home: str | None, lexicon: Lexicon) -> bool:
    """Whether words are the name and office of who the data files know as a leader of the state meant by 我国.

    No other words will do: 李显龙总理 and 阮春福总理 begin with surnames, too, and anybody may be a 副主席.
    """
    return words in lexicon.words.get(_LISTED.get(home, ""), ())


#: 总统某某表示，我国……; 会见总统某某时表示 is said by who met the president, 总统某某表示欢迎 by nobody.
_SAYS = re.compile("(?!时)[^，。；：时]{0,12}(?:表示|说|指出|称|强调|认为|宣布|介绍)(?:[，：“][^。；]{0,60})?")
_OWN = ("我国", "我国政府")


def spoken_for(
    words: str, text: str, at: int, mentions: Sequence[Mention], entities: Mapping[str, Entity]
) -> Reference | None:
    """The state that 我国 is in what somebody says whose office tells their state: 斐济总理某某表示，我国……."""
    if words not in _OWN:
        return None
    last = next((one for one in reversed(mentions) if one.kind == "Person"), None)
    if last is None or not _SAYS.fullmatch(text, last.span.end, at):
        return None
    told = (one.of for one in reversed(mentions) if one.entity == last.entity and one.of in entities)
    whose = entities.get(next(told, None) or "")
    if whose is None:
        return None
    state = whose.key if whose.kinds[0] == "Country" else whose.country
    return Reference(state, "Country", "pronoun") if state is not None and state in entities else None
