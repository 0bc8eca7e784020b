"""Places told by where they stand: the city of a building, a capital, a town right behind 在."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.entities.draft import Atom, Draft, Token
from kg.entities.gazetteer import Hit
from kg.entities.kinds import WHERE
from kg.entities.namer import Namer

_CAPITAL = re.compile("首都|首府|城市|港口城市|北部城市|南部城市|东部城市|西部城市")
_HELD = ("举行", "召开", "开幕", "举办", "闭幕", "落幕")


class PlaceReader:
    """Reads a stretch of words as a place, if it can be nothing else."""

    def __init__(self, namer: Namer) -> None:
        self._namer = namer
        self._venues = re.compile(rf"(?:{namer.lexicon.alternation('venue')})$")

    def venue(self, text: str, atom: Atom) -> Token | None:
        """在昆明滇池国际会展中心: what is held in a building is held in its city."""
        places = [hit for hit in atom.hits if self._namer.known(hit).kind in WHERE - {"Country"}]
        if (
            not places
            or text[atom.start - 1 : atom.start] not in {"在", "于"}
            or not self._venues.search(text[atom.start : atom.end])
        ):
            return None
        last = places[-1]
        return (
            Token(atom.start, last.end, "NAME", self._namer.known(last))
            if self.only_places(places, atom.start, last.end)
            else None
        )

    def seat(self, text: str, atom: Atom) -> Token | None:
        """所罗门群岛首都霍尼亚拉, or 马里博尔 right behind 在: a place told by how it is written or by what it is."""
        first = atom.hits[0] if atom.hits and atom.hits[0].start == atom.start else None
        found = _CAPITAL.match(text, first.end, atom.end) if first and self._namer.is_state(first) else None
        led = first is not None and self._namer.known(first).kind in WHERE
        at = found.end() if found else first.end if first and led else atom.start
        words = text[at : atom.end]
        behind = text[atom.start - 1 : atom.start] == "在"
        known = [hit for hit in atom.hits if found and hit.start == at and hit.end == atom.end]
        if known and self._namer.known(known[0]).kind in WHERE:  # 肯尼亚首都内罗毕
            return Token(atom.start, atom.end, "NAME", self._namer.known(known[0]))
        if behind and text.startswith(_HELD, atom.end) and not atom.hits and self._may_be_town(words):
            return Token(atom.start, atom.end, "NAME", Draft(words, "Place", ("Place",)))  # 在亚布力举行
        if not (found or behind) or any(hit.start >= at for hit in atom.hits) or not 2 <= len(words) <= 8:
            return None
        if not self._namer.lexicon.transcribed(words) and not (led and behind and self._may_be_town(words)):
            return None
        country = self._namer.known(first).key if first else None
        return Token(atom.start, atom.end, "NAME", Draft(words, "Place", ("Place",), country=country))

    def _may_be_town(self, words: str) -> bool:
        """Whether words right behind the country or province of 在 can name a town there: 在泰国清莱."""
        return (
            2 <= len(words) <= 4
            and words[0] not in "分各多全线网云现当此本国境户室校馆会两三异"
            and self._namer.lexicon.head(words) is None
            and self._namer.bare(words) is not None
        )

    def only_places(self, hits: list[Hit], start: int, end: int) -> bool:
        """Whether the names from ``start`` to ``end`` are places and nothing else (湖南长沙)."""
        joined = all(a.end == b.start for a, b in pairwise(hits))
        kinds = [self._namer.known(hit).kind for hit in hits]
        return (
            joined
            and hits[0].start == start
            and hits[-1].end == end
            and set(kinds) <= {"LocalGovernment", "Place", "Country"}
            and kinds[-1] != "Country"
        )
