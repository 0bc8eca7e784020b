"""Persons whose name stands before their office: 习近平主席, 万钢部长, 商务部某某副部长, 纳莱迪部长."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities.draft import Draft
from kg.entities.gazetteer import Hit
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.personal_names import PersonalNames

_OFFICE = (
    r"委员长|国家主席|副主席|主席|总理|副总理|副?部长|外长|总统|大使|副?主任|副?行长|副?局长|总书记|副?书记|副?省长|副?市长|副?会长"
    r"|副?秘书长|首相|国务委员|特首|副?院长|副?校长|副?董事长|副?总裁|教授|副?区长|副?县长|副?州长|副?总经理|副?司长|副?处长"
    r"|副?理事长|总领事|参赞|公使|司令|议长|署长|厅长|所长|馆长|社长|台长"
)
#: 内蒙古司法厅厅长: what ends so is a body, nobody's name.
_HEADS = frozenset("部委署局厅院处会行校司所馆社")
_OFFICE_ABROAD = (
    r"第一副总理|第一副总统|第一副主席|副总理|副总统|副首相|副主席|总统|总理|首相|国王|女王|埃米尔|主席|国家主席"
    r"|外长|外交大臣|王储"
)


class Addressed:
    """Reads words that are a name and the office behind it."""

    def __init__(self, namer: Namer, lexicon: Lexicon, names: PersonalNames) -> None:
        self._namer, self._names = namer, names
        name = rf"(?P<name>(?:{lexicon.alternation('surname')})[\u4e00-\u9fff]{{1,2}})(?<!副)"
        signs = "".join(lexicon.words.get("transcription", ())) or "·"
        self._own = re.compile(f"{name}(?P<office>{_OFFICE})")
        self._called = re.compile(f"(?P<office>{_OFFICE}|执行长|负责人)$")
        self._surname = lexicon.surname
        self._transcribed = re.compile(f"(?P<name>[{signs}]{{2,6}})(?P<office>副?部长|大臣|大使|公使)")
        self._foreign = re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,8}}?)(?P<office>{_OFFICE_ABROAD})")

    def sure(self, text: str, hits: list[Hit]) -> Draft | None:
        """A person, where the words can be nothing else: 万钢 is no word, and there is no 万钢部."""
        return self._alone(text, hits) or self._of_a_body(text)

    def likely(self, text: str, hits: list[Hit]) -> Draft | None:
        """A person, for words that name no office of some body."""
        own = self._own.fullmatch(text)
        if own is None and not hits:
            own = self._foreign.fullmatch(text)
            own = own if own and self._names.may_be_name(own["name"]) else None
        return _person(own) if own else None

    def stands_alone(self, text: str, hits: list[Hit]) -> bool:
        """Whether the words are a name and an office without the body whose office it is."""
        return self._alone(text, hits) is not None

    def _alone(self, text: str, hits: list[Hit]) -> Draft | None:
        own = None if hits else self._own.fullmatch(text) or self._transcribed.fullmatch(text)
        if own is None or not self._names.is_listed_name(own["name"]) or self._namer.find(text[:-1]):
            return None  # 司法部长, 常务副部长
        return _person(own)

    def _of_a_body(self, text: str) -> Draft | None:
        found = self.with_body(text)
        if found is None:
            return None
        name, office, body = found
        state = body.key if body.kind in STATES else body.country
        person = Draft(name, "Person", ("Person",), office=office)
        return replace(person, parent=body.key, identity=body.name, country=state)

    def with_body(self, text: str) -> tuple[str, str, Draft] | None:
        """Name, office and body of 商务部王某某部长, 清华大学邱某校长; None where the words are no such thing."""
        called = self._called.search(text)
        if called is None:
            return None
        for length in (3, 2):
            at = called.start() - length
            name = text[at : at + length] if at > 1 else ""
            if not self._surname.match(name) or name[-1] in _HEADS or text.startswith("高级", at):
                continue
            if not self._names.is_listed_name(name) or not self._names.plausible_alone(name):
                continue
            body = self._namer.name(text[:at], self._namer.find(text[:at]))
            if body is not None and body.kind in AGENT_KINDS - STATES and not body.unnamed:
                return name, called["office"], body
        return None


def _person(found: re.Match[str]) -> Draft:
    return Draft(found["name"], "Person", ("Person",), office=found["office"])
