"""A stretch of words read as one name: known, composed of a country and a body, or told by its head."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.entities.bare_words import BareWords
from kg.entities.draft import Draft
from kg.entities.gazetteer import Gazetteer, Hit
from kg.entities.identity import QUOTED_WHOLE, WORDY, fold, unquoted, without_praise
from kg.entities.kinds import AGENT_KINDS, CLASSES, STATES
from kg.entities.lexicon import Lexicon
from kg.entities.state_signs import StateSigns
from kg.entities.themes import told_whole
from kg.entities.titles import makes_press, titled
from kg.entities.unnamed import ClassWords, tells

#: What may follow a place's name and still mean those who govern it.
_OF_A_PLACE = {"市政府", "政府", "市", "省", "方面", "市方面", "特区政府", "省政府"}
_SO_MUCH = re.compile("^\\d{1,2}(?:年|个月|次|天)|[十百千万亿]部$|\\d+(?:多|余)?(?:批次|批|家|名|支|场)")
_POSTED = re.compile("驻[\u4e00-\u9fff]{1,8}代表团$")  # a mission; other 代表团 only travel
_NUMBERED = re.compile("第[一二三四五六七八九十百\\d]+[届次轮]|首[届次轮]")
#: 某国军火巨头某某公司: what a firm is known for is no part of its name
_TRADE = re.compile("[\u4e00-\u9fffA-Z]{0,8}?(?:巨头|(?:制造|运营|供应|生产|开发|零售|承包|服务)商)(?=.{4})")
#: 某部委托某国大学: what follows is done to another body
_ACTS = re.compile("(?:部|局|署|厅|委员会|公司|集团|银行|大学|协会|学会|基金会)[\u4e00-\u9fff]{2}$")


class Namer:
    """Reads names; knows the gazetteer and the heads, keeps no state of any text."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon = gazetteer, lexicon
        self.local: dict[str, Draft] = {}
        self.alone: dict[str, Draft] = {}
        self.signs = StateSigns()
        self._found: tuple[str, list[Hit]] = ("", [])
        self._state_signs = gazetteer.first_signs(STATES)
        self._classes = ClassWords(lexicon)
        self._bare_words = BareWords(lexicon, self._classes)
        self._tail = re.compile(rf"(?:{lexicon.alternation('country_tail')})")
        self._at_event = re.compile(rf"(?:{lexicon.alternation('at_event')})$")
        self._event_word = re.compile(
            rf"(?:{lexicon.alternation('definite')})?[届次]?(?:{lexicon.alternation('generic_event')}|{lexicon.alternation('sub_event')})"
        )
        self._weak = frozenset(lexicon.words.get("weak_head", ()))
        self._empty = re.compile(
            rf"(?:第?(?:[\d,.]+|[一二三四五六七八九十百千两数几]+)(?:多|余)?(?:个|家|项|点|场|份|种|批|届|座|所|条|支|笔|大|类|名|位)|[一二三四]季度|{lexicon.alternation('empty_stem')})*"
        )

    # ── whole names ──────────────────────────────────────────────────────────────────────────────

    def known(self, hit: Hit) -> Draft:
        """The draft of a known name (the first meaning; the resolver may know better)."""
        if hit.keys[0].startswith("local:"):
            return self.local[hit.name]
        return self.of_key(hit.keys[0], hit.name)

    def find(self, text: str) -> list[Hit]:
        """Known names in a text: those of the data files and those the document itself defines (以下简称“…”)."""
        hits = self.signs.add(text, self._listed(text))
        if not self.local:
            return hits
        for name in sorted(self.local, key=lambda name: (-len(name), name)):
            for found in re.finditer(re.escape(name), text):
                start, end = found.span()
                clash = [hit for hit in hits if hit.start < end and start < hit.end]
                if all(start <= hit.start and hit.end <= end for hit in clash):
                    hits = [hit for hit in hits if hit not in clash] + [Hit(start, end, name, ("local:" + name,))]
        return sorted(hits, key=lambda hit: hit.start)

    def _listed(self, text: str) -> list[Hit]:
        """The names of the data files; a sentence is asked for them twice in a row."""
        if self._found[0] != text:
            self._found = text, self.gazetteer.find(text)
        return self._found[1]

    def note_states(self, text: str) -> None:
        """Learn by which signs a text may call the states it names."""
        for hit in self._listed(text):
            if hit.keys[0].startswith("country/"):
                self.signs.note(hit.keys[0], self.gazetteer.entity(hit.keys[0]).label)

    def define(self, short: str, draft: Draft) -> None:
        """Let a short form stand for a name from here on."""
        if short in self.lexicon.heads:
            self.alone[short] = draft  # 集团: only where it stands alone, not at the end of other names
        elif 1 < len(short) <= 20 and WORDY.fullmatch(short):
            self.local[short] = draft
            if draft.kind == "Company" and not short.endswith(("公司", "集团")):
                self.local[short + "公司"] = draft

    def of_key(self, key: str, name: str) -> Draft:
        """The draft of an entity the data files know, as it is called here."""
        entity = self.gazetteer.entity(key)
        return Draft(name, entity.kinds[0], entity.kinds, key=key, country=entity.country, parent=entity.parent)

    def is_state(self, hit: Hit | None) -> bool:
        """Whether a known name is that of a state or territory."""
        return hit is not None and self.known(hit).kind in STATES

    def is_class(self, text: str) -> bool:
        """Whether words name only a class: 有关国家, 60多个国家相关部门."""
        return self._classes.is_class(text)

    def name(self, text: str, hits: list[Hit]) -> Draft | None:
        """The whole of ``text`` as one name, or None. ``hits`` are the known names in it, offsets in ``text``."""
        if not text or len(text) > 80 or not WORDY.fullmatch(text):
            return None
        if any(self.is_state(hit) and _ACTS.search(text, last.end, hit.start) for last, hit in pairwise(hits)):
            return None
        first = hits[0] if hits and hits[0].start == 0 else None
        if hits and hits[-1].end == len(text) and text.endswith(("政府与", "政府和", "政府同"), 0, hits[-1].start):
            return None  # 市政府与联合国……: two, of whom one is known
        if makes_press(text):
            return Draft(text, "CivilBody", ("CivilBody",), country=self.known(first).key if first else None)
        if first is not None and first.end == len(text):
            return self.known(first)
        if (whole := told_whole(text)) is not None and not (text.isascii() and self.gazetteer.keys_named(text)):
            return whole
        alone = self.lexicon.heads.get(text)
        if alone and alone[0][0] == "Facility":
            return Draft(text, "Facility", CLASSES["Facility"], generic=True)
        if keys := self.gazetteer.keys_named(text):
            return self.of_key(keys[0], text)
        if first is not None:
            return self._led(text, first)
        return self._shaped(text, None)

    def _led(self, text: str, first: Hit) -> Draft | None:
        """A name that begins with a known one."""
        rest = text[first.end :]
        lead = self.known(first)
        if re.fullmatch(r"（[^（）]{1,12}）", rest):
            return replace(lead, name=text, key=None) if lead.kind not in STATES else None
        if lead.kind in STATES:
            return self._of_state(text, rest, lead)
        if lead.kind == "LocalGovernment" and rest in _OF_A_PLACE:
            return lead
        if lead.kind == "Place" and rest in _OF_A_PLACE:
            # 曼谷市: a place that acts does so by its government
            return Draft(text, "LocalGovernment", ("LocalGovernment",), country=lead.country, aliases=(lead.name,))
        if self._classes.is_body(rest) and lead.kind != "Event":
            return replace(self._unnamed(text, lead.country), parent=lead.key)
        shaped = self._shaped(text, rest)
        if shaped is None:
            return None
        if shaped.kind == "Event" and text.endswith("分会") and lead.kind in AGENT_KINDS:
            shaped = replace(shaped, kind="CivilBody", kinds=("CivilBody",))  # 某某组织东亚分会
        owns = lead.kind in AGENT_KINDS and lead.kind != "LocalGovernment" and shaped.kind in AGENT_KINDS
        return replace(shaped, country=shaped.country or lead.country, parent=lead.key if owns else None)

    def of_state(self, words: str, state: str) -> Draft | None:
        """A body as that of a state named elsewhere."""
        owner = self.of_key(state, self.gazetteer.entity(state).label)
        return self._of_state(owner.name + words, words, owner)

    def _of_state(self, text: str, rest: str, state: Draft) -> Draft | None:
        if self._tail.fullmatch(rest):
            return replace(state, name=text if not rest.startswith(("领导人", "代表", "高级别")) else state.name)
        bare = rest.removeprefix("政府") if rest != "政府" else rest
        if self._classes.is_body(rest) or (bare and self._classes.is_body(bare)):
            return self._unnamed(text, state.key, state.name, rest)
        if state.key == "country/CHN":
            for form in (rest, text):
                for key in self.gazetteer.keys_named(form):
                    if self.gazetteer.entity(key).country == "country/CHN":
                        return replace(self.of_key(key, text), name=text)
        told = _TRADE.match(rest)
        firm = self._shaped(rest[told.end() :], None) if told else None
        if firm is not None and firm.kind == "Company":
            return replace(firm, country=state.key)
        shaped = self._shaped(text, rest)
        if shaped is None:
            return None
        if state.key == "country/JPN" and rest.endswith("省"):
            shaped = replace(shaped, kind="Ministry", kinds=("Ministry",))  # 日本外务省
        label = self.gazetteer.entity(state.key or "").label
        aliases = (label + rest,) if label + rest != text and not rest.startswith(("－", "—", "-", "–", "、")) else ()
        if shaped.kind in AGENT_KINDS:
            return replace(shaped, country=state.key, aliases=aliases, identity=fold(rest) + "@" + (state.key or ""))
        return replace(shaped, country=None, aliases=())

    def _unnamed(self, text: str, country: str | None, own: str | None = None, rest: str = "") -> Draft:
        names: tuple[str, ...] = ()
        if country and own:
            label = self.gazetteer.entity(country).label
            names = (label + rest,) if label != own else ()
        return Draft(text, "Organization", ("Organization",), country=country, aliases=names, unnamed=True)

    def _shaped(self, text: str, rest: str | None, *, strict: bool = False) -> Draft | None:
        """A name told by the head it ends with. ``rest`` is what follows a known beginning, if there is one."""
        if tells(text):
            return None  # 某委汇编了某方案: who did what, no name
        tail = text if rest is None else rest
        bare = unquoted(tail)
        found = self.lexicon.head(bare if len(bare) > 1 else text)
        if found is None and _POSTED.search(text):
            found = ("代表团", ("Ministry",))
        if found is None and rest is not None:
            exact = self.lexicon.heads.get(bare)
            found = (bare, exact[0]) if exact and len(bare) >= 1 else None
        if found is None:
            return None
        whole = self.lexicon.heads.get(bare) if rest is not None and len(bare) > len(found[0]) else None
        if whole and whole[0][0] == "Event":
            found = (bare, whole[0])  # 某某会议外长理事会
        head, kinds = found
        firm = head != "企业" or rest is not None or text.endswith(("合伙企业", "独资企业", "国营企业"))
        if not firm or (head == "全会" and text[-3:-2] not in set("中次届体会")):
            return None  # 生产企业: a class; 充分认识全会
        stem = text[: len(text) - len(head)] if text.endswith(head) else text
        if rest is None and (
            len(fold(stem)) < 2
            or self.is_class(text)
            or self._bare_words.is_lead(stem)
            or self._classes.only_qualifies(stem)
        ):
            return None
        numbered = _NUMBERED.search(text) or "—" in text
        told = rest is not None if kinds[0] == "Bank" else kinds[0] == "Event" and numbered
        if head in self._weak and not strict and not told:
            return None
        if head == "周" and len(stem) < 4:  # 海运周, 活动周 point to what was named in full
            return None
        if rest is None and self._empty.fullmatch(unquoted(stem)):
            if kinds[0] == "Event" and re.match(r"第?[\d一二三四五六七八九十]|首|下一?[届次]", stem):
                return Draft(text, "Event", ("Event",))
            if kinds[0] not in {"Fund", "Facility", "Center"} or len(stem) < 2:
                return None
            return Draft(text, kinds[0], CLASSES.get(kinds[0], (kinds[0],)), generic=True)
        kind = kinds[0]
        if kind in AGENT_KINDS and _SO_MUCH.search(text):
            return None  # 作品近千部, 组织8批次企业
        if kind == "Publication" and text[:2].endswith("方"):
            return None  # 中方通报: a side and what it does
        classes = ("LocalGovernment", "Place") if kind == "LocalGovernment" else CLASSES.get(kind, (kind,))
        return Draft(text, kind, classes, aliases=without_praise(text) if kind == "Initiative" else ())

    # ── titles ───────────────────────────────────────────────────────────────────────────────────

    def title(self, text: str) -> Draft:
        """A work by its title 《…》."""
        return titled(text, self.lexicon)

    def quoted(self, text: str) -> Draft | None:
        """A quotation that is itself a name: “丝路沿线民间组织合作网络”."""
        found = QUOTED_WHOLE.fullmatch(text)
        inner = found.group(1) if found else ""
        if not 3 < len(inner) <= 60 or not WORDY.fullmatch(inner.replace("：", "—")):
            return None
        if "：" in inner:
            told = self.lexicon.head(inner)  # “安第斯与中原：古代黄金艺术展”
            return Draft(text, told[1][0], (told[1][0],)) if told and told[1][0] == "Event" else None
        shaped = self.name(inner, self.find(inner)) or self._shaped(inner, None, strict=True)
        return (
            replace(shaped, name=text if shaped.key is None else shaped.name)
            if shaped and shaped.kind != "Country"
            else None
        )

    def at_event(self, text: str) -> int:
        """The length of the 上 or 期间 that ends words about an event."""
        found = self._at_event.search(text)
        return len(found.group()) if found and found.start() > 1 else 0

    def is_event_word(self, text: str) -> bool:
        """Whether words name an event by its kind alone (论坛, 本届高峰论坛)."""
        return bool(self._event_word.fullmatch(text))

    def bare(self, text: str) -> Draft | None:
        """Words that no head tells but that may be a name where the grammar wants one (宁德时代)."""
        words = self._bare_words.of(text)
        if not words:
            return None
        hits = self.find(words) if self.local or words[0] in self._state_signs else []
        country = self.known(hits[0]).key if hits and hits[0].start == 0 and self.is_state(hits[0]) else None
        return Draft(words, "Bare", ("Organization",), country=country)

    def strip(self, text: str) -> int:
        """How many leading characters are no part of a name (一个, 本届, 日前)."""
        return self._bare_words.strip(text)
