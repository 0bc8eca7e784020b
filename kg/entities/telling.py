"""What tells, before anything is read, that a mention of some kind may stand in a text: heads, offices, marks."""

from __future__ import annotations

import re
from functools import cached_property

from kg.entities.gazetteer import Gazetteer
from kg.entities.kinds import BODIES
from kg.entities.lexicon import Lexicon
from kg.entities.places import HELD_AT
from kg.wordtrie import alternation

#: Kinds of mentions that are only ever told by a head word, a title, a quotation, a bracket or a known name.
_THINGS = frozenset({"Work", "Paper", "Publication", "Instrument", "Title", "Facility", "Project", "Amount"})
TOLD = _THINGS | BODIES | {"Event", "Initiative"}
_AGENTS = BODIES | {"Event", "Initiative", "PartyBody", "LocalGovernment", "Organization", "Agent"}
ACTING = _AGENTS | {"Country", "Territory", "Place", "Person", "Holder", "Club"}
# Every alternative begins with a character as it is, so that places where none stands are passed over at once.
#: Words for someone named elsewhere.
_POINTING = [*"我本该其此方", *(many + side for many in "双各两三四多" for side in "方国")]
_MARKED = [*"《“（"]
_CURRENCY = [*"元币镑铢盾郎卢磅欧", "美金"]
_NOTICES = "通知|公告|通告|决定|决议|意见|办法|声明|倡议书|报告|指南|白皮书"
#: The papers that most often end so without 关于.
_NOTICE = re.compile(f"的(?:{_NOTICES})(?=[，。；]|$)")
_NO_SIDE = "(?![面案式法向便针略位程舟])"
_BEGINS_NO_NAME = "的在将等对与说表就为是并也时以们，。；、：！？”’）》\n"


class Telling:
    """Patterns made of the words of the data files, each when it is first asked for."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon, self._gazetteer = lexicon, gazetteer

    def signs(self, kind: str) -> set[str]:
        """Words, marks and signs of money that tell a mention of a kind wherever they stand."""
        words = {*_MARKED} if kind not in {"Amount", "Event"} else set[str]()
        words |= {*_CURRENCY} if kind == "Amount" else set()
        words |= {*_POINTING} if kind not in TOLD else set()
        return words | ({"关于"} if kind == "Work" else set())  # 关于某事的决定

    def heads(self, kind: str) -> set[str]:
        """Words that end names of a kind. Behind 的 a head has nothing to be the head of: 发布的通报."""
        return self._heads(frozenset({kind})) | (self._event_words if kind == "Event" else set())

    def hints(self, kind: str) -> set[str]:
        """Words one of which stands wherever :meth:`around` or an office tells a mention of a kind."""
        words = {"在"} if kind == "Place" else {*_NOTICES.split("|")} if kind == "Work" else set[str]()
        return words | (set() if kind in TOLD else {*self._lexicon.offices})

    def around(self, kinds: frozenset[str]) -> list[re.Pattern[str]]:
        """Patterns of what tells a mention of one of these kinds only together with the words around it.

        Those that are not told by their words alone are told by an office, too.
        """
        ways = [self.place] if "Place" in kinds else []
        ways += [_NOTICE] if "Work" in kinds else []
        return ways if kinds <= TOLD else [*ways, self.office]

    @cached_property
    def place(self) -> re.Pattern[str]:
        """A place by what is said to be there: 在亚布力举行, 在四川大学召开."""
        words = self._lexicon.words
        signs = "".join(words.get("transcription", ()))
        cities = "".join(pair[0] for pair in words.get("city_abbreviation", ()))
        ways = [f"(?<=在)[\u4e00-\u9fff]{{2,14}}?(?:{'|'.join(HELD_AT)})"]
        ways += [f"(?<=在)[{signs}]{{3}}"] * bool(signs) + [f"(?<=在)[{cities}]"] * bool(cities)
        return re.compile("|".join(ways))

    def _heads(self, kinds: frozenset[str], least: int = 1) -> set[str]:
        return {head for head, (of, _) in self._lexicon.heads.items() if kinds & set(of) and len(head) >= least}

    @cached_property
    def agent(self) -> re.Pattern[str]:
        """Whatever may tell someone who acts, but for offices."""
        return re.compile(alternation(self._heads(_AGENTS, 2) | self._event_words) or "(?!)")

    @cached_property
    def _event_words(self) -> set[str]:
        words = self._lexicon.words
        return self._heads(frozenset({"Event"}), 2) | {*words.get("generic_event", ()), *words.get("sub_event", ())}

    @cached_property
    def short_event(self) -> re.Pattern[str]:
        """论坛, 开幕式, 会上: an event that is named elsewhere."""
        words = self._lexicon.words
        return re.compile(alternation({*words.get("generic_event", ()), *words.get("sub_event", ())}) or "(?!)")

    @cached_property
    def event(self) -> re.Pattern[str]:
        """Whatever ends the name of an event."""
        return re.compile(alternation(self._event_words) or "(?!)")

    @cached_property
    def side(self) -> re.Pattern[str]:
        """俄方, 泰方: a state that was named before."""
        countries = (self._gazetteer.entity(key) for key in self._gazetteer if key.startswith("country/"))
        firsts = {name[0] for country in countries for name in country.names}
        firsts |= {pair[0] for pair in self._lexicon.words.get("state_abbreviation", ())}
        return re.compile(f"[{''.join(sorted(map(re.escape, firsts)))}]方{_NO_SIDE}")

    @cached_property
    def office(self) -> re.Pattern[str]:
        """An office behind which a name may begin."""
        office = alternation(self._lexicon.offices) or "(?!)"
        return re.compile(rf"(?P<office>{office})(?=[\u4e00-\u9fffA-Z][\w·. ])(?![{_BEGINS_NO_NAME}])")
