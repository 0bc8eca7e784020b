"""Persons told by their office: 俄罗斯总统普京, 国务委员兼外交部长王毅, 习近平主席, 联合国秘书长."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.addressed import Addressed
from kg.entities.draft import Draft
from kg.entities.gazetteer import Hit
from kg.entities.kinds import AGENT_KINDS, STATES, WHERE
from kg.entities.lexicon import Lexicon, Office, Word
from kg.entities.namer import Namer
from kg.entities.office_words import (
    BODY_WORDS,
    BRANCH,
    BYLINE,
    DEPARTMENT,
    HEADED,
    HONOURS,
    MISSION,
    NO_OFFICE,
    OF_FIRMS,
    OF_MEMBERS,
    OF_PLACES,
    POSTED,
    QUALIFIES,
    QUOTED_BODY,
    SEATS,
    THEIR_OFFICERS,
    TITLES,
)
from kg.entities.personal_names import NAME, NO_NAME, PersonalNames, Tags

#: The same words are asked several times over; so many are remembered.
_MOST_FOUND = 10_000


class People:
    """Reads persons and office holders from one stretch of words."""

    def __init__(self, namer: Namer, lexicon: Lexicon, tags: Tags | None = None) -> None:
        self._namer, self._lexicon = namer, lexicon
        self.names = PersonalNames(namer, lexicon, tags)
        self._found: dict[str, list[Word]] = {}
        self._own_offices = frozenset(lexicon.words.get("chinese_office", ()))
        self._addressed = Addressed(namer, lexicon, self.names)

    def read(self, text: str, hits: list[Hit]) -> Draft | None:
        """A person or the holder of a named office, if the whole of ``text`` is one; None otherwise."""
        for title in TITLES:
            if text.endswith(title) and len(text) > len(title) + 4:
                text = text.removesuffix(title)
        if self._is_of_members(text, hits):
            return None  # 东盟国家领导人: those of its members, not its own
        found = self._offices(text)
        draft = self._addressed.sure(text, hits) if found and found[-1].end == len(text) else None
        if found and draft is None:
            draft = self._titled(text, hits, found[-1].start, found[-1].end, found[-1].kind)
        return draft or self._addressed.likely(text, hits)

    def _is_of_members(self, text: str, hits: list[Hit]) -> bool:
        if not hits or hits[0].start or self._namer.known(hits[0]).kind != "InternationalOrganization":
            return False
        return text.startswith(OF_MEMBERS, hits[0].end) or text[hits[0].end :] in THEIR_OFFICERS

    def _titled(self, text: str, hits: list[Hit], start: int, end: int, office_name: str) -> Draft | None:
        name = HONOURS.sub("", text[end:].removeprefix("助理").removesuffix("一行"))
        for title in TITLES:
            name = name.removesuffix(title)
        torn = [hit for hit in hits if hit.start < start < hit.end < end and self._is_where(hit)]
        whole = next((hit.end for hit in torn if text[hit.end : end] in self._lexicon.offices), None)
        if whole is not None:  # 俄罗斯联邦总统: the president of 俄罗斯联邦, not the 联邦总统 of 俄罗斯
            return self._titled(text, hits, whole, end, text[whole:end])
        if torn and (text[start] not in OF_PLACES or (name and not self.names.follows_head(text[start + 1 :], name))):
            return None  # 广州长寿寺, 上海市长宁区: the office begins within the name of a place; 广东省长 does, too
        body = self._body(text, hits, start, office_name)
        if office_name.endswith(POSTED) and "驻" not in text[:start] and body and body.kind in {"Territory", "Place"}:
            body = None  # 葡萄牙驻澳门及香港总领事: the place of the post is not whom it stands for
        office = text[self._office_start(text, hits, start) : end]
        if body is None and "、" in text[:start]:
            return None  # 陈某某、史某某、某局主席林某某: a list, whoever leads the last of its bodies
        if not name:
            return self._holder(body, office, text)
        if start == 1 and self._lexicon.surname.match(text):
            return None  # 陈部长于……: the name stands before the office
        if (
            self.names.end(name) < len(name)
            or not NAME.fullmatch(name)
            or self.names.is_words(name)
            or (
                len(name) > 7
                and "\u4e00" <= name[0] <= "\u9fff"
                and "·" not in name
                and not self._lexicon.transcribed(name)
            )
            or NO_NAME.search(name)
            or self.names.is_headed(name)
            or self._namer.gazetteer.keys_named(name)
        ):
            return None
        trade = self._lexicon.offices[office_name].stands_for == "trade"
        if (body is None or trade) and not self.names.plausible_alone(name):
            return None
        state = body.key if body and body.kind in STATES else body.country if body else None
        return Draft(
            name,
            "Person",
            ("Person",),
            country=state,
            office=office,
            parent=None if body is None else body.key,
            aliases=(),
            identity=None if body is None else body.name,
        )

    def _is_where(self, hit: Hit) -> bool:
        return self._namer.known(hit).kind in WHERE

    def _offices(self, text: str) -> list[Word]:
        """The offices that words name; 秘书处 and 代表团 are no offices."""
        found = self._found.get(text)
        if found is None:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            found = self._found[text] = [
                word
                for word in self._lexicon.office_finder.find(text)
                if not text.startswith(NO_OFFICE, word.end) and not text.startswith("常委会", word.start)
            ]
        return found

    def named_body(self, words: str) -> Draft | None:
        """The body that words before a person's name themselves name (body and office, then the name)."""
        found = self._offices(words)
        return self._body(words, self._namer.find(words), found[-1].start, found[-1].kind) if found else None

    def begins_with_office(self, words: str) -> bool:
        """Whether no word of a body stands before the first office."""
        found = self._offices(words)
        return bool(found) and found[0].start == 0

    def place_of(self, party: Draft) -> Draft | None:
        """The province or city whose committee a party body is."""
        name = party.name.removeprefix("中共").removesuffix("委员会").removesuffix("委")
        return self._namer.name(name, self._namer.find(name))

    def known_in(self, words: str) -> list[Hit]:
        """The known names in some words."""
        return self._namer.find(words)

    def names_officer(self, words: str) -> bool:
        """Whether words hold an office and, behind it, what may be a name."""
        end = self.last_office(words)
        return (
            end is not None
            and len(words) - end >= 2
            and not words.startswith("兼", end)
            and not self.names.is_word(words[end:])
        )

    def office_in(self, words: str) -> Office | None:
        """The last office that words name."""
        found = self._offices(words)
        return self._lexicon.offices[found[-1].kind] if found else None

    def last_office(self, text: str) -> int | None:
        """Where the last office in some words ends."""
        found = self._offices(text)
        return found[-1].end if found else None

    def _holder(self, body: Draft | None, office: str, text: str) -> Draft | None:
        """联合国秘书长 without a name stands for the body whose office it is."""
        if body is None or body.unnamed or body.kind == "Event" or text.endswith(SEATS):
            return None
        return Draft(
            body.name,
            "Holder",
            body.kinds,
            key=body.key,
            country=body.country,
            parent=body.parent,
            office=office,
            identity=body.identity,
            aliases=body.aliases,
        )

    def body_of(self, text: str, hits: list[Hit]) -> Draft | None:
        """The body whose office the words name (for the ``represents`` relation)."""
        if self._addressed.stands_alone(text, hits):
            return None
        if (called := self._addressed.with_body(text)) is not None:
            return called[2]
        for title in TITLES:
            text = text.removesuffix(title)
        first = text.partition("、")[0]
        last = text.rpartition("、")[2]
        text = last if first.startswith("中共中央") and self._offices(last) else first if self._offices(first) else text
        found = self._offices(text)
        return self._body(text, hits, found[-1].start, found[-1].kind) if found else None

    def state_and_body(self, text: str, hits: list[Hit]) -> tuple[str, Draft | None]:
        """What the office stands for (state, body or trade) and its body."""
        found = self._offices(text)
        if not found:
            return "trade", None
        return self._lexicon.offices[found[-1].kind].stands_for, self._body(text, hits, found[-1].start, found[-1].kind)

    def _office_start(self, text: str, hits: list[Hit], start: int) -> int:
        return max((hit.end for hit in hits if hit.end <= start), default=0)

    def _body(self, text: str, hits: list[Hit], start: int, office_name: str) -> Draft | None:
        before = text[:start].rstrip("、兼")
        if office_name.startswith("党委") and before.startswith("中共"):
            before += "党委"  # 中共某自治区党委书记
        elif office_name.startswith("秘书处") and before:
            before += "秘书处"  # 某论坛常设秘书处秘书长
        before = before[:-1] if before.endswith(("大学校", "学院校")) else before  # 某大学校党委书记
        cut = before.rfind("兼")
        if cut >= 0:
            lead = self._state_lead(text, hits)
            state = lead.name if lead is not None and lead.kind == "Country" else ""
            # 泰国副总理兼财政部长: the second office is of the same state
            second = self._whole(state + before[cut + 1 :], office_name)
            first = self._offices(before[:cut])
            if first and not state and second is not None and second.key is None and second.parent is None:
                # 某大学党委副书记兼马克思主义学院院长: a school or department of the first body
                second = self._body(text, hits, first[-1].start, first[-1].kind) or second
            return second or lead
        if not before:
            return self._namer.of_key("country/CHN", "中国") if office_name in self._own_offices else None
        if before == "国务委员" and office_name in HEADED:
            return self._whole(HEADED[office_name], office_name)
        while (last := self._offices(before)) and last[-1].end == len(before) and last[-1].start:
            before = before[: last[-1].start].rstrip("、兼")  # 公司董事总经理, 集团董事长、总裁
        posted = self._state_lead(text, hits) if office_name.endswith(POSTED) and "驻" in before else None
        if posted is not None and posted.kind in STATES:
            return posted
        if (mission := MISSION.match(before)) and (sent := self._namer.name(mission[0], self._namer.find(mission[0]))):
            return sent
        whole = self._namer.name(before, self._namer.find(before)) is not None
        own = before.startswith("中共") and before.endswith("委")  # 中共某省委 is the committee, 某省 is not
        for tail in () if whole or own else self._lexicon.words.get("before_office", ()):
            if before.endswith(tail) and self._whole(before.removesuffix(tail), office_name):
                before = before.removesuffix(tail)
        if not whole and (part := DEPARTMENT.fullmatch(before)) and self._whole(part["body"], office_name):
            before = part["body"]  # 某大学附属医院骨科主任: of the hospital
        return self._whole(before, office_name) or self._lead_of(before, text, hits) or self._firm(before, office_name)

    def _firm(self, before: str, office_name: str) -> Draft | None:
        """中华英才网总裁: who has a president of that kind is a firm, whatever its name ends with."""
        before = before.removesuffix("现任").removesuffix("时任")
        told = self._namer.bare(before) if office_name in OF_FIRMS and 2 < len(before) < 10 else None
        if told is not None and (before.startswith(("公司", "集团")) or self.names.holds_verb(before)):
            return None  # 就有新浪现任总裁; 公司华东区总经理
        return replace(told, kind="Company", kinds=("Company", "Organization")) if told else None

    def _whole(self, before: str, office_name: str) -> Draft | None:
        before = before.removeprefix("代理")
        if "、" in before and not before.endswith(("部", "署", "局", "委员会")) and office_name != "部长":
            return None
        last = before.rpartition("、")[2]
        if last != before and any(len(hit.name) == len(last) and last == hit.name for hit in self._namer.find(last)):
            return None  # a body known by itself is not the end of a longer name
        if before.startswith("《") and "》" in before:
            if before[: before.index("》")].endswith(BYLINE):
                return self._whole(before[before.index("》") + 1 :], office_name)  # 《某社记者某某专电》某行行长
            return Draft(before[1 : before.index("》")], "CivilBody", ("CivilBody",))
        before = before[1:-1] if QUOTED_BODY.fullmatch(before) else before
        office = self._lexicon.offices.get(office_name)
        hits = self._namer.find(before)
        if office and office.body_head:
            fields = "、" in before and not before.endswith(office.body_head)
            whole = None if fields else self._namer.name(before, hits)  # 能源、矿业部长 heads no 能源、矿业
            # 商丘市人民政府市长 heads the government, 兰州大学校长 the university; 外交部长 heads no 外交.
            heads = before.endswith((office.body_head, "政府"))
            if whole is not None and (heads or whole.kind in AGENT_KINDS - WHERE):
                return whole
            with_head = before if before.endswith(office.body_head) else before + office.body_head  # 某党中央对外部部长
            draft = self._namer.name(with_head, self._namer.find(with_head))
            if draft is not None and not draft.unnamed:
                return draft
        drafted = self._namer.name(before, hits)
        if drafted is not None:
            return drafted
        # 俄罗斯常务副总理, 英国政府“一带一路”特使: what follows the state only qualifies the office.
        if not hits or hits[0].start or BRANCH.match(before, hits[0].end):
            return None
        if office and (office.stands_for == "state" or len(before) - hits[0].end <= 4):
            return self._namer.known(hits[0])
        return None

    def _state_lead(self, text: str, hits: list[Hit]) -> Draft | None:
        return self._namer.known(hits[0]) if hits and hits[0].start == 0 else None

    def _lead_of(self, before: str, text: str, hits: list[Hit]) -> Draft | None:
        """Who stands first, where the words behind only qualify the office; not where they name a body unknown."""
        lead = self._state_lead(text, hits)
        if lead is None or BODY_WORDS.search(before, hits[0].end) or BRANCH.match(before, hits[0].end):
            return None
        return lead if len(rest := before[hits[0].end :]) <= 6 or QUALIFIES.search(rest) else None
