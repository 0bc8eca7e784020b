"""Persons and whose office they hold: 某协会会长、某大学校长甲 is one person, 某报编辑部主任 speaks for the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.entities.draft import Draft, Token
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.people import People

#: What names the makers of a paper behind its title.
_PRESS = re.compile("杂志社|报社|编辑部|期刊社|出版社")
#: Who sits on a body does not stand for it.
_MEMBERS = ("委员", "常委", "成员", "院士", "代表", "教授", "顾问", "理事")
#: Where an office stands in a sentence, what it is called, and whose it is.
Office = tuple[int, int, str, Draft]


def name_paper_people(text: str, tokens: list[Token]) -> list[Token]:
    """《万象时报》编辑部主任某某: the paper before the office is the body."""
    if "WORK" not in {token.kind for token in tokens}:
        return tokens
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        press = _PRESS.match(text, token.start, token.end) if token.kind in {"BARE", "GAP"} else None
        if last is not None and last.kind == "WORK" and press and last.end == token.start:
            name = text[last.start + 1 : last.end - 1] + press[0]  # 《某某》杂志社
            joined[-1] = Token(last.start, press.end(), "NAME", Draft(name, "CivilBody", ("CivilBody",)))
            joined += [Token(press.end(), token.end, "GAP")] * (press.end() < token.end)
        elif (
            last is not None
            and last.kind == "WORK"
            and token.kind == "PERSON"
            and last.end == token.start
            and token.draft is not None
        ):
            joined[-1] = Token(last.start, token.end, "PERSON", token.draft)
        else:
            joined.append(token)
    return joined


def mark_offices(tokens: list[Token]) -> list[Token]:
    """The tokens, an office before that of a person (甲会会长、乙校校长某某) marked as one more office of the person.

    The ministers of two ministries are two people, and so may be who leads a state.
    """
    if "HOLDER" not in {token.kind for token in tokens}:
        return tokens
    marked = list(tokens)
    for at in range(len(marked) - 3, -1, -1):
        first, second = marked[at], marked[at + 2]
        if first.kind != "HOLDER" or marked[at + 1].kind != "、" or second.kind not in {"PERSON", "OFFICE"}:
            continue
        if first.draft is not None and not _may_be_two(first.draft):
            marked[at] = replace(first, kind="OFFICE")
    return marked


def give_bodies(text: str, tokens: list[Token], people: People) -> list[Token]:
    """某公司的副总裁某某: an office that names no body is of the one before 的."""
    if "PERSON" not in {token.kind for token in tokens}:
        return tokens
    given = list(tokens)
    for at in range(2, len(given)):
        owner, person = given[at - 2].draft, given[at].draft
        if owner is None or person is None or given[at].kind != "PERSON" or given[at - 1].kind != "DE":
            continue
        whose = owner.kind in AGENT_KINDS and given[at - 2].kind == "NAME" and not owner.unnamed
        bare = person.parent is None and person.identity is None
        if whose and bare and people.begins_with_office(text[given[at].start : given[at].end]):
            state = owner.key if owner.kind in STATES else owner.country
            draft = replace(person, parent=owner.key, identity=owner.name, country=state)
            given[at] = replace(given[at], draft=draft, value=owner)
    return given


def _may_be_two(first: Draft) -> bool:
    return first.kinds[0] in STATES or (first.kinds[0] == "Ministry" and "部" in first.name)


def office_of(token: Token) -> list[Office]:
    """The office that a marked token tells; none for who only sits on a body."""
    draft = token.draft
    if token.kind != "OFFICE" or draft is None or draft.office is None or draft.office.endswith(_MEMBERS):
        return []
    return [(token.start, token.end, draft.office, replace(draft, kind=draft.kinds[0], office=None))]


def earlier_offices(text: str, token: Token, people: People) -> Iterator[Office]:
    """The offices in the words for a person: 中共中央总书记、国家主席某某; the last one only if its body is known."""
    at = token.start
    parts = text[token.start : token.end].split("、")
    for number, part in enumerate(parts if len(parts) > 1 else ()):
        last = number == len(parts) - 1
        office, end = people.office_in(part), people.last_office(part) or 0
        body = people.named_body(part) if last or end == len(part) else None
        own = not (last and people.begins_with_office(part))  # 国家主席某某 behind a party's secretary
        leads = own and office is not None and not office.name.endswith(_MEMBERS)
        if leads and office is not None and body is not None and not body.unnamed and (body.key or not last):
            yield at, at + end, office.name if office else part, body
        at += len(part) + 1
