"""Places told by where they stand: the city of a building, a capital, a town right behind 在."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.entities.draft import Atom, Draft, Token
from kg.entities.gazetteer import Hit
from kg.entities.kinds import WHERE
from kg.entities.namer import Namer
from kg.entities.personal_names import Tags

_CAPITAL = re.compile("首都|首府|城市|港口城市|北部城市|南部城市|东部城市|西部城市")
#: 芒市, 里奇兰县
_TOWN = re.compile(
    "(?![全夜超书股楼门古小外本各该此两三大老闹花菜集上下每都邻同城后黑鬼])[\u4e00-\u9fff]{1,3}[市县镇州]"
)
#: 湖南博物院 tells no city.
_OF_A_PROVINCE = {"博物院", "博物馆", "图书馆", "美术馆"}
#: What stands right behind the place of an event.
HELD_AT = (
    "举行",
    "召开",
    "开幕",
    "举办",
    "闭幕",
    "落幕",
    "共同举办",
    "联合举办",
    "共同主办",
    "联合主办",
    "共同主持",
    "主持召开",
    "主持了",
)


class PlaceReader:
    """Reads a stretch of words as a place, if it can be nothing else."""

    def __init__(self, namer: Namer, tags: Tags | None) -> None:
        self._namer, self._tags = namer, tags
        self._venues = re.compile(rf"(?:{namer.lexicon.alternation('venue')})$")

    def venue(self, text: str, atom: Atom) -> Token | None:
        """在昆明滇池国际会展中心: what is held in a building is held in its city."""
        words = text[atom.start : atom.end]
        if text[atom.start - 1 : atom.start] not in {"在", "于"} or not self._venues.search(words):
            return None
        school = words.endswith(("大学", "学院"))
        if school and not text.startswith(HELD_AT, atom.end):
            return None  # 在上海大学学习
        places = [hit for hit in atom.hits if self._namer.known(hit).kind in WHERE - {"Country"}]
        if school and not places:
            city = self._namer.gazetteer.place_before(words)
            end = atom.start + len(city.name) if city else atom.start
            return Token(atom.start, end, "NAME", self._namer.of_key(city.keys[0], city.name)) if city else None
        last = self._last_within(places)
        if last is None or words[last.end - atom.start :] in _OF_A_PROVINCE:
            return None
        seat = self.only_places(places[: places.index(last) + 1], atom.start, last.end)
        return Token(atom.start, last.end, "NAME", self._namer.known(last)) if seat else None

    def _last_within(self, places: list[Hit]) -> Hit | None:
        """Of 浙江杭州 the city; of 澳门威尼斯人 the first, the second is of another country."""
        last = None
        for hit in places:
            if last is not None and self._namer.known(hit).country != self._namer.known(last).country:
                break
            last = hit
        return last

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
        if behind and not atom.hits and text.startswith(HELD_AT, atom.end) and self._is_town(words):
            return Token(atom.start, atom.end, "NAME", Draft(words, "Place", ("Place",)))  # 在亚布力举行
        if not (found or behind) or any(hit.start >= at for hit in atom.hits) or not 2 <= len(words) <= 8:
            return None
        town = led and behind and self._may_be_town(words) and not self._is_verb(words)
        if not self._namer.lexicon.transcribed(words) and not town:
            return None
        country = self._namer.known(first).key if first else None
        return Token(atom.start, atom.end, "NAME", Draft(words, "Place", ("Place",), country=country))

    def _is_verb(self, words: str) -> bool:
        """在上海拍摄: what is done there."""
        tags = self._tags(words) if self._tags is not None else []
        return len(tags) == 1 and tags[0][1] in {"v", "vn"}

    def _may_be_town(self, words: str) -> bool:
        """Whether words right behind the country or province of 在 can name a town there: 在泰国清莱."""
        return (
            2 <= len(words) <= 4
            and words[0] not in "分各多全线网云现当此本国境户室校馆会两三异赛"
            and self._namer.lexicon.head(words) is None
            and self._namer.bare(words) is not None
        )

    def _is_town(self, words: str) -> bool:
        """Whether words that no list knows name a place: 在亚布力举行, never 在同年举行."""
        if _TOWN.fullmatch(words) and self._namer.bare(words):
            return True
        tags = self._tags(words) if self._tags is not None else []
        named = bool(tags) and tags[-1][1] in {"ns", "nr", "nrt"} and words[-1] not in "年月时期间"
        return named and self._may_be_town(words)

    def only_places(self, hits: list[Hit], start: int, end: int) -> bool:
        """Whether the names from ``start`` to ``end`` are places and nothing else (湖南长沙)."""
        joined = all(a.end == b.start for a, b in pairwise(hits))
        kinds = [self._namer.known(hit).kind for hit in hits]
        return (
            joined
            and hits[0].start == start
            and hits[-1].end == end
            and set(kinds) <= {"LocalGovernment", "Place", "Country", "Territory"}
            and kinds[-1] != "Country"
        )
