"""Persons and whose office they hold: 某协会会长、某大学校长甲 is one person, 某报编辑部主任 speaks for the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.entities.draft import Draft, Token
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.people import People
from kg.model import Mention

#: What names the makers of a paper behind its title.
_PRESS = re.compile("杂志社|报社|编辑部|期刊社|出版社")
#: Who sits on a body does not stand for it.
_MEMBERS = ("委员", "常委", "成员", "院士", "代表", "教授", "顾问", "理事")
_DEPARTMENTS = ("宣传部", "组织部", "统战部", "政法委", "秘书长", "副市长", "副省长", "市长", "省长")
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


#: Whose head leads no state beside: 非盟主席, by contrast, is the president of a member.
_HELD_ALONE = ("秘书长", "总干事", "行长", "总裁")
_LEADERS = ("总统", "总理", "首相", "国王", "主席", "外长", "部长", "大臣")


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


def held_by_one(office: str, of: str, person: Mention) -> bool:
    """Whether who leads a state holds the other office, too: 联合国秘书长、某国总统某某 are two."""
    leads = (person.of or "").startswith("country/") and (person.office or "").endswith(_LEADERS)
    return not leads or of == person.of or not (of.startswith("country/") or office.endswith(_HELD_ALONE))


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


def merge_offices(text: str, tokens: list[Token]) -> list[Token]:
    """土库曼斯坦民族领袖、人民委员会主席某某: the first office tells the state or body of the person."""
    merged: list[Token] = []
    for token in tokens:
        if (
            token.kind == "PERSON"
            and len(merged) >= 2
            and merged[-1].kind == "、"
            and merged[-2].kind == "HOLDER"
            and token.draft
            and merged[-2].draft
        ):
            holder = merged[-2].draft
            first, second = merged[-2], token
            # an office with no body before it in the words
            bare = bool(token.draft.office) and text.startswith(token.draft.office or "\0", token.start)
            if (
                (bare and (token.draft.parent or "").startswith("country/"))
                or text.startswith("中共中央", first.start)  # 中共中央政治局委员、外交部长某某
                or _is_department(text, holder, token)  # 广东省委常委、宣传部部长某某
                or (bare and token.draft.country is None and token.draft.identity is None)
                or (
                    (holder.kind == "Holder" and holder.key and holder.key.startswith("country/"))
                    and token.draft.country in {None, holder.key}  # 甲国驻华使馆临时代办、乙国驻华大使某某 are two
                )
            ):
                country = holder.key if holder.key and holder.key.startswith("country/") else holder.country
                draft = replace(token.draft, country=country, office=f"{holder.office}、{token.draft.office}")
                merged[-2:] = [Token(first.start, second.end, "PERSON", draft)]
                continue
        merged.append(token)
    return merged


def _is_department(text: str, holder: Draft, token: Token) -> bool:
    """Whether a second office is in a department without a name of its own, of the committee named first."""
    party = "PartyBody" in holder.kinds and holder.key is None
    return party and text.startswith(_DEPARTMENTS, token.start)
