"""Persons listed one after the other: the body said with the first office is that of the offices behind it.

某集团董事长甲，副总经理乙、丙，总工程师丁: all four are of the one group.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities.draft import Draft, Token
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.lexicon import Lexicon
from kg.entities.people import People

#: What somebody of a body is in charge of may stand before the office.
_IN_CHARGE = ("负责", "主管", "分管", "主责")
#: Brackets that tell more of a name and stand before the office.
_ASIDE = {"GAP", "gloss", "latin"}
_JOINTS = {"、", "，", "AND"}
#: Heads that an office's first syllable may mean, where the body's name ends otherwise.
_ENDS = {
    "校": ("大学", "学院", "学校", "中学"),
    "行": ("银行", "分行", "支行"),
    "区": ("区", "区委", "区政府", "区人民政府"),
    "县": ("县", "县委", "县政府", "县人民政府"),
    "市": ("市", "市委", "市政府", "市人民政府"),
    "省": ("省", "省委", "省政府", "省人民政府"),
}


class Delegations:
    """Gives listed persons the body that the list names once."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self._people, self._lexicon = people, lexicon
        self._chinese = re.compile(rf"(?:{lexicon.alternation('surname')})[\u4e00-\u9fff]{{1,2}}")

    def share(self, text: str, tokens: list[Token]) -> list[Token]:
        """The tokens of a sentence, those of persons without a body of their own with the one named before."""
        kinds = {token.kind for token in tokens}
        if kinds.isdisjoint(("PERSON", "HOLDER")) and not ("BARE" in kinds and ("DE" in kinds or "（" in text)):
            return tokens  # nobody here has an office, and no words can be read as one of a body before them
        shared: list[Token] = []
        body: Draft | None = None
        leader: Draft | None = None
        for number, token in enumerate(tokens):
            body = self._owner(text, tokens, number) or body
            if token.kind == "BARE" and body is not None:
                token = self._officer(text, token, body)
            if token.kind == "HOLDER" and token.draft is not None:
                body = replace(token.draft, kind=token.draft.kinds[0], office=None)
            elif token.kind == "PERSON" and token.draft is not None:
                body, leader, token = self._person(text, token, body)
            elif token.kind == "BARE" and leader is not None and self._is_listed(text, token, shared):
                name = text[token.start : token.end]
                draft = Draft(name, "Person", ("Person",), country=leader.country, office=leader.office)
                token = Token(token.start, token.end, "PERSON", draft, value=body)
            elif token.kind not in _JOINTS and not (body and self._is_office(text, token)):
                body, leader = None, None
            shared.append(token)
        return shared

    def _person(self, text: str, token: Token, body: Draft | None) -> tuple[Draft | None, Draft | None, Token]:
        draft, words = token.draft, text[token.start : token.end]
        if draft is None or not draft.office:
            return None, None, token
        own = self._people.named_body(words)
        if own is not None:
            return own, draft, token
        if body is None or not self._people.begins_with_office(words) or not self._may_head(words, body):
            return None, None, token
        if body.kind == "PartyBody" and draft.office.removeprefix("副").startswith(
            ("省长", "市长", "区长", "县长", "州长")
        ):
            # 某市委书记某某和市长某某: the mayor heads the city, not its committee
            body = self._people.place_of(body) or body
        state = body.key if body.kind in STATES else body.country
        return body, draft, replace(token, draft=replace(draft, country=draft.country or state), value=body)

    def _owner(self, text: str, tokens: list[Token], number: int) -> Draft | None:
        """Whose office the words at a place begin with: 某公司（以下简称“江源”）总经理, 某部负责贸易的副部长."""
        at = number - 1
        if at > 0 and tokens[at].kind == "DE":
            while at > 0 and not text.startswith(_IN_CHARGE, tokens[at].start):
                at -= 1
            at -= 1
        elif at > 0 and tokens[at].kind in _ASIDE and text.startswith("（", tokens[at].start):
            at -= 1
        else:
            return None
        owner = tokens[at].draft if at >= 0 and tokens[at].kind == "NAME" else None
        return owner if owner is not None and owner.kind in AGENT_KINDS and not owner.unnamed else None

    def _officer(self, text: str, token: Token, body: Draft) -> Token:
        """俄罗斯总统某某、总理某某: the second office tells a person once the state is known."""
        words = text[token.start : token.end]
        if not self._people.begins_with_office(words) or not self._may_head(words, body):
            return token
        whole = body.name + words
        draft = self._people.read(whole, self._people.known_in(whole))
        return replace(token, kind="PERSON", draft=draft) if draft is not None and draft.kind == "Person" else token

    def _is_office(self, text: str, token: Token) -> bool:
        """党委副书记、总经理某某: an office without a name, before that of the person."""
        words = text[token.start : token.end]
        return token.kind == "BARE" and self._people.last_office(words) == len(words)

    def _is_listed(self, text: str, token: Token, before: list[Token]) -> bool:
        """张某某、李某某: a second name that shares the office of the first."""
        joined = bool(before) and before[-1].kind in {"、", "AND"}
        name = text[token.start : token.end]
        return joined and self._chinese.fullmatch(name) is not None and self._people.names.is_listed_name(name)

    def _may_head(self, words: str, body: Draft) -> bool:
        """Whether the office before a name can be one of that body."""
        office = self._people.office_in(words)
        if office is None or office.stands_for == "trade":
            return False
        if office.stands_for == "state":
            return body.kind == "Country"
        if body.kind == "Country":
            return False
        head = office.body_head or next((h for h in _ENDS if office.name.removeprefix("副").startswith(h)), "")
        return not head or body.name.endswith(_ENDS.get(head, (head,)))
