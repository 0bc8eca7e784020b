"""Whom or what words mean that stand for something named elsewhere: 双方, 会上, a label line, parties in a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Cue, Document, Entity, Mention, Span
from kg.relations.coordination import Pair, named
from kg.relations.guards import members
from kg.relations.tape import Tape

Unit = Mention | Cue
_STATES = {"Country", "Territory"}
_DURING = ("上", "期间", "中", "现场", "间隙", "举行期间", "召开期间", "当天", "之际", "框架下")
#: What may stand between who meets and 会见, and between 会见 and who is met.
_OF_FIELDS = re.compile("等(?:多|\\d|[一二三四五六七八九十]|领域|方面|相关|双边)[^《》]*(?:文件|协议|协定|备忘录)$")
_OF_A_MEETING = {"AT", "ADV", "Date", "Gap", "LocalGovernment", "Place", "Country", "Bare", "Facility", "Project"}
_OF_A_GUEST = {
    *_OF_A_MEETING,
    "SAY",
    "ATTEND",
    "Event",
    "DE",
    "VERB",
    "AND",
    "Organization",
    "InternationalOrganization",
}
_JOINTS = {"、", "AND", "WITH"}
_OF_STATE = re.compile("国家主席|总统|总理|国王|首相")
#: 由甲国和乙国调解达成的协议: who helped, not who signed
_BROKERED = re.compile("(?:一[项份])?由.{2,16}?(?:调解|斡旋|调停|促成|监督|见证)")
_LINES_ABOVE, _LINES_BELOW = 6, 8


def is_year(event: Mention, text: str) -> bool:
    """Whether an event is a year of culture or tourism: nobody comes to one."""
    return event.span.of(text).rstrip("”").endswith("年")


class Antecedents:
    """What one document has named, for words that point to it."""

    def __init__(self, doc: Document, entities: dict[str, Entity], agents: frozenset[str]) -> None:
        self._doc, self._agents, self._entities = doc, agents, entities
        # the first time a person is named with the office stands for the times without
        self._officers = {m.entity: m for m in reversed(doc.mentions) if m.kind == "Person" and m.of}
        events = (m for m in doc.mentions if m.kind == "Event" and m.entity and not entities[m.entity].generic)
        every = sorted(events, key=lambda m: m.span)
        aside = members(every, doc.text)
        self._events = [m for m in every if m.span.start not in aside]
        self._ends = [m.span.end for m in self._events]
        verbs = sorted(cue.span.start for cue in doc.cues if cue.kind in {"HOST", "HELD"})
        self._held = {m.span.start for m in self._events if self._is_held(m, verbs)}
        self._in_titles = sorted((m for m in doc.mentions if m.kind == "InTitle"), key=lambda m: m.span)
        self._sides: dict[int, tuple[Mention, ...]] = {}
        self._threes: dict[int, tuple[Mention, ...]] = {}
        self._twos: dict[int, tuple[Mention, ...]] = {}
        front = next((item.span.end for item in reversed(doc.items) if item.kind == "front" and not item.span.start), 0)
        # 首页 > 专题 > 某论坛 above the text says where the page stands, not what it is about
        told = (m for m in doc.mentions if m.kind == "Event" and m.entity and m.span.start >= front)
        self._first_event = next((event for event in told if not is_year(event, doc.text)), None)
        self._both = sorted(cue.span.start for cue in doc.cues if cue.kind == "BOTH")

    def _is_held(self, event: Mention, verbs: list[int]) -> bool:
        """Whether the clause of an event says that it is held or hosted."""
        at = bisect_right(verbs, event.span.end)
        return at < len(verbs) and not re.search("[，。；\n]", self._doc.text[event.span.end : verbs[at]])

    # ── 双方, 两国, 三方 ────────────────────────────────────────────────────────────────────────────

    def note_sides(self, tape: Tape) -> None:
        """Remember parties that the text sets side by side (甲与乙举行会谈); a mere list (甲、乙) has no sides."""
        self._note_meetings(tape)
        group: list[Mention] = []
        joined, sided, before, last = False, False, "", ""
        for unit in (*tape.units, None):
            agent = unit if isinstance(unit, Mention) and unit.kind in self._agents and unit.entity else None
            if agent is not None and (joined or not group):
                before = before if group else last
                group.append(agent)
                joined = False
            elif unit is not None and group and not joined and unit.kind in {"SENDS", "ADV", "SEP"}:
                continue
            elif unit is not None and group and unit.kind in {"、", "AND", "WITH", "VISIT"} and not joined:
                # 中俄总理会晤: two states in one word are the two sides
                joined, sided = True, sided or unit.kind != "、" or self._doc.text[unit.span.start] != "、"
            else:
                # 对甲国和乙国进行访问: those who are visited are no sides
                if sided and before not in {"ON", "TOWARD", "AT"} and len({m.entity for m in group}) > 1:
                    self._sides[group[0].span.start] = tuple(dict.fromkeys(group))
                elif len(group) == 3 and (
                    all(m.kind in {"Person", "Holder", "Ministry"} for m in group)
                    or (unit is not None and unit.kind == "Etc" and all(m.kind in _STATES for m in group))
                ):
                    self._threes[group[0].span.start] = tuple(group)  # 甲国部长、乙国部长、丙国部长出席
                elif len(group) == 2 and all(m.kind in {"Person", "Holder"} for m in group) and self._both_there(unit):
                    self._twos[group[0].span.start] = tuple(group)  # 甲国部长、乙国部长出席会议
                group, joined, sided = [agent] if agent is not None else [], False, False
                before = last
            last = unit.kind if unit is not None else ""

    def _both_there(self, unit: Unit | None) -> bool:
        return unit is not None and unit.kind in {"ATTEND", "HOST", "WITNESS"}

    def _note_meetings(self, tape: Tape) -> None:
        """甲国主席在北京会见来华出席某会的乙国总统: the two who meet are the sides, whatever is said of the guest."""
        host: Mention | None = None
        met = False
        for unit in tape.units:
            person = unit if isinstance(unit, Mention) and unit.kind in {"Person", "Holder"} and unit.entity else None
            if person is not None and met and host is not None:
                if self._bound(person) and person.entity != host.entity:
                    self._sides.setdefault(host.span.start, (host, person))
                host, met = None, False
            elif person is not None:
                host, met = person, False
            elif unit.kind in {"VISIT", "WITH"} and host is not None:
                met = True
            elif unit.kind not in (_OF_A_GUEST if met else _OF_A_MEETING):
                host, met = None, False

    def parties(self, tape: Tape, cue: int) -> list[Mention]:
        """Whom 双方, 两国 or 三方 means: parties of the same paragraph, else the states the document opens with."""
        at = next((at for at in range(cue - 1, -1, -1) if tape.units[at].kind == "BOTH"), -1)
        if at > 1 and isinstance(tape.units[at - 1], Mention) and tape.units[at - 2].kind in _JOINTS:
            return []  # 甲、乙、丙三方: the list itself says who they are
        words = tape.units[at].span.of(self._doc.text) if at >= 0 else ""
        count, here = 3 if words.startswith("三") else 2, tape.units[cue].span.start
        paragraph = self._doc.text.rfind("\n", 0, here)
        near = sorted((start for start in self._sides if paragraph < start < here), reverse=True)
        said = next((at for at in self._both if at > paragraph), here)
        # where a paragraph already speaks of 双方, bodies named behind it are not they
        near = [start for start in near if start < said or said == here]
        first = [at for at in sorted(self._sides) if at <= paragraph and self._are_states(at)][:1]
        threes = sorted((at for at in self._threes if at < here), reverse=True) if count == 3 else []
        # where a text has set just two side by side, they are the two
        only = [at for at in self._sides if at < here] if words == "双方" else []
        twos = [] if self._sides or count != 2 else sorted((at for at in self._twos if at < here), reverse=True)[:1]
        for start in [*near, *first, *threes, *(only if len(only) == 1 else ()), *twos]:
            group = self._sides.get(start) or self._threes.get(start) or self._twos[start]
            if len(group) != count or group[-1].span.end >= here:
                continue
            # officers who meet are the two sides for their bodies
            bodies = [self._bound(mention) or mention for mention in group]
            if all(self._entities[body.entity].kinds[0] in _STATES for body in bodies):
                return bodies
            if (start > paragraph or [start] == only or [start] == twos) and "国" not in words:
                institutions = words not in {"双方", "三方"}
                return [] if institutions and any(body.kind == "Person" for body in bodies) else bodies
        return []

    def beside(self, first: Mention, here: int) -> list[Mention]:
        """The two whom a clause set side by side (甲与乙加强合作，签署某协议), of whom ``first`` is the first."""
        group = self._sides.get(first.span.start, ())
        return [*group] if len(group) == 2 and group[-1].span.end < here else []

    def speakers(self, tape: Tape, at: int) -> list[Mention]:
        """Whom 双方 at the head of a clause means."""
        return self.parties(tape, at) or self.called_sides()

    def called_sides(self) -> list[Mention]:
        """中方 and 秘方, where the document calls just two states so."""
        called = {m.entity: m for m in self._doc.mentions if m.kind == "Country" and m.step == "pronoun"}
        return [*called.values()] if len(called) == 2 else []

    def _are_of_states(self, papers: Sequence[Unit]) -> bool:
        """Whether all papers are such as 两国政府经济技术合作协定."""
        words = [paper.span.of(self._doc.text) for paper in named(papers)]
        return bool(words) and all(word.startswith(("两国政府", "两国间")) for word in words)

    def states(self) -> list[Mention]:
        """The two states a document is about: those it opens with side by side, else 中方 and 秘方."""
        first = next((at for at in sorted(self._sides) if self._are_states(at)), None)
        if first is None:
            return self.called_sides()
        return [self._bound(mention) or mention for mention in self._sides[first]]

    def _are_states(self, start: int) -> bool:
        bodies = [self._bound(mention) or mention for mention in self._sides[start]]
        return all(self._entities[body.entity].kinds[0] in _STATES for body in bodies)

    def recalled(self, here: int) -> bool:
        """Whether the paragraph has spoken of 双方 before the last time."""
        paragraph = self._doc.text.rfind("\n", 0, here)
        return sum(paragraph < at < here for at in self._both) > 1

    def main_event(self, here: int) -> list[Mention]:
        """The first event a document names, for what is said after it."""
        first = self._first_event
        return [first] if first is not None and first.span.start < here else []

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def labelled(self, cue: Span) -> list[Mention]:
        """The event a label line (主办单位：…) speaks of: named just above it, or just below in a notice's head."""
        text = self._doc.text
        at = bisect_right(self._ends, cue.start)
        if at and text.count("\n", self._events[at - 1].span.end, cue.start) <= _LINES_ABOVE:
            return [self._events[at - 1]]
        below = [m for m in self._events[at : at + 1] if m.span.start >= cue.end]
        return [m for m in below if text.count("\n", 0, m.span.start) <= _LINES_BELOW]

    def setting(self, units: Sequence[Unit]) -> Mention | None:
        """The event at which a whole sentence happens: 论坛上，…; 论坛期间，…; 论坛达成成果，包括…; 会上."""
        return self._opening(units) or self._at_meeting(units)

    def _opening(self, units: Sequence[Unit]) -> Mention | None:
        # 在某地举行的论坛上，甲发布……
        end = next((n for n, unit in enumerate(units) if unit.kind == "，"), 0)
        last = next((unit for unit in reversed(units[:end]) if unit.kind != "UNDER"), None)
        if isinstance(last, Mention) and last.kind == "Event" and last.entity and self._is_during(last):
            return last
        at = next((n for n, unit in enumerate(units) if unit.kind not in {"AT", "ADV", "Date", "，"}), len(units))
        if at + 1 >= len(units):
            return None
        event = units[at]
        if not isinstance(event, Mention) or event.kind != "Event" or not event.entity:
            return None
        if self._is_during(event):
            return event
        lists = any(unit.kind == "INCLUDE" for unit in units[at:])
        return event if lists and units[at + 1].kind in {"REACH", "ADV", "VERB"} else None

    def _is_during(self, event: Mention) -> bool:
        return self._doc.text.startswith(_DURING, event.span.end)

    def _at_meeting(self, units: Sequence[Unit]) -> Mention | None:
        for unit in units:
            if unit.kind == "UNDER" and unit.span.of(self._doc.text) == "会上":
                at = bisect_right(self._ends, unit.span.start)
                paragraph = self._doc.text.rfind("\n", 0, unit.span.start)
                near = [event for event in self._events[:at] if event.span.start > paragraph]
                held = [event for event in self._events[:at] if event.span.start in self._held]
                return next(reversed(near or held or self._events[:at]), None)
        return None

    # ── titles ────────────────────────────────────────────────────────────────────────────

    def title_pairs(self, papers: Sequence[Unit]) -> list[Pair]:
        """The two parties that the title of a paper itself names."""
        pairs: list[Pair] = []
        for paper in named(papers):
            words = paper.span.of(self._doc.text)
            if _OF_FIELDS.search(words) or _BROKERED.match(words):
                continue  # 铁路、海关、农业等多项合作文件: fields, not parties
            parties = [m for m in self._in_titles if paper.span.covers(m.span)]
            if len(parties) == 2 and parties[0].entity != parties[1].entity:
                pairs.append((parties[0], parties[1]))
        return pairs

    def signers(self, pairs: list[Pair], papers: Sequence[Unit], steps: list[str]) -> tuple[list[Pair], list[str]]:
        """Who is bound when persons sign: the parties in the title, else the bodies they hold office in."""
        pairs = [pair for pair in pairs if not any(mention.kind == "Event" for mention in pair)]
        words = [paper.span.of(self._doc.text) for paper in named(papers)]
        if (
            words
            and all(word.startswith(("两国政府", "两国间")) for word in words)
            and len(states := self.states()) == 2
        ):
            return [(states[0], states[1])], [*steps, "pronoun"]
        kinds = {mention.kind for pair in pairs for mention in pair}
        if kinds & {"Person", "Bare"} and (titled := self.title_pairs(papers)):
            return titled, [*steps, "partyInTitle"]
        if "Person" not in kinds:
            return pairs, steps
        ends = [tuple(self._bound(mention) for mention in pair) for pair in pairs]
        made = [(a, b) for a, b in ends if a and b and a.entity != b.entity]
        here = {mention.span for pair in pairs for mention in pair}
        far = any(mention.span not in here for pair in made for mention in pair)
        return made, [*steps, "shortForm"] if far else steps

    def body_of(self, mention: Mention) -> Mention:
        """The body a person speaks for, where it is a body and not a state."""
        body = self._bound(mention)
        return body if body is not None and body.kind not in _STATES else mention

    def _bound(self, mention: Mention) -> Mention | None:
        """The body of a person, as the words tell it where the person is named with the office."""
        if mention.kind != "Person":
            return mention
        told = mention if mention.of else self._officers.get(mention.entity)
        if told is None or not told.of:
            return None
        body = self._entities[told.of]
        if body.kinds[0] == "PartyBody" and body.country and _OF_STATE.search(told.office or ""):
            return replace(told, entity=body.country, kind="Country", office=None, of=None)  # 越共中央总书记、国家主席
        kind = body.kinds[0]
        whole = self._entities.get(body.parent or "")
        if kind == "Ministry" and whole is not None and whole.kinds[0] in {"Bank", "Company", "FinancialInstitution"}:
            return replace(told, entity=whole.key, kind=whole.kinds[0], office=None, of=None)  # 某银行信贷部
        return replace(told, entity=told.of, kind=kind, office=None, of=None)
