"""What a verb governs: papers after 签署, works after 发布, initiatives after 成立, events after 举办.

After such a verb the words up to the end of the clause are a noun phrase, whatever verbs stand inside it
(签署[关于建立联合海洋观测站的议定书]), so they are read here before any list of names is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities import phrases
from kg.entities.blocks import Piece
from kg.entities.draft import Token
from kg.entities.governing import EVENT, GOVERNS, PAPER, START, WANTED, WORK, as_started
from kg.entities.hosted import hosted_event, loose_event
from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.papers import PaperReader
from kg.entities.zones import ZoneReader

_STOPS = set("，；。：！？\n;!?\u3000…")
_SOME = ("一批", "若干", "多个", "几个", "一些", "一系列")
_KEPT = {"、", "AND", "WITH", "ETC", "title", "hit", "quote", "text", "glue", "sum", "date", "latin"}
_PROPOSAL = re.compile("(?:倡议|建议|提议|设想|构想|请求|提案)(?=[，。；！？\n]|$)")
#: 启动为期六个月的某计划: how long a thing lasts and what it is called stand between the verb and its name.
_MODIFIES = re.compile("(?:一(?:个|项|份|只|支))?(?:为期|名为|题为|旨在|面向|针对|全新|首个|首只|首支|专门)")
_COUNT = (
    r"(?:[\d,.]+|[一二三四五六七八九十百千两数几]+)(?:万|亿)?(?:多|余)?(?:个|家|项|场|份|种|件|批|届|座|所|条|支|笔|大)"
)


class Objects:
    """Reads the noun phrases that verbs govern."""

    def __init__(self, namer: Namer, lexicon: Lexicon, zones: ZoneReader) -> None:
        self._namer, self._lexicon, self._zones = namer, lexicon, zones
        self._lead = re.compile(
            rf"(?:了|过|着|[此本这][次届]|{lexicon.alternation('paper_lead')}|{lexicon.alternation('lead_strip')}|{_COUNT})+"
        )
        self._papers = PaperReader(namer, lexicon, self._lead)

    def find(self, text: str, pieces: list[Piece]) -> list[Token]:
        """Tokens for what the verbs of a sentence govern, in order, without overlap."""
        tokens: list[Token] = []
        for index, piece in enumerate(pieces):
            wanted = GOVERNS.get(piece.kind)
            if piece.kind == "INCLUDE" and phrases.announces_papers(text, piece):
                tokens += self._listed_papers(text, pieces, index + 1)
                continue
            if wanted is None or (tokens and piece.start < tokens[-1].end):
                continue
            if index + 1 < len(pieces) and pieces[index + 1].kind in {"DE", "、", *_STOPS}:
                if pieces[index + 1].kind == "DE" and piece.kind in {"HOST", "HELD"}:
                    tokens += hosted_event(text, pieces, index + 2, self._namer)
                tokens += self._signed(text, pieces, index + 2) if piece.kind == "SIGN" else []
                continue
            ahead = [p.kind for p in pieces[index + 1 : index + 4] if text[p.start : p.end] != "了"][:2]
            if wanted == START and (ahead == ["ABOUT", "LAUNCH"] or text.startswith("是", piece.end)):
                continue  # 提出关于设立某基金的倡议: the second verb governs; 建设是一项工程: none does
            found = self._governed(text, pieces, index + 1, wanted)
            tokens += map(as_started, found) if piece.kind == "PUSHOUT" else found
        return tokens

    def _signed(self, text: str, pieces: list[Piece], first: int) -> list[Token]:
        """甲与乙签订的意向书、丙与丁签订的备忘录: the paper behind 的."""
        last = first
        while last < len(pieces) and pieces[last].kind not in {"、", "AND", "CONJ", "（", *_STOPS}:
            last += 1
        phrase = pieces[first:last]
        if not phrase or any(piece.kind in {"title", "SIGN", "HOST", "INCLUDE"} for piece in phrase):
            return []
        found = self._papers.one(text, phrase, PAPER)
        return found if found and found[-1].end == phrase[-1].end else []

    def _listed_papers(self, text: str, pieces: list[Piece], first: int) -> list[Token]:
        """这些文件包括：甲部与乙部关于……的备忘录，丙局与丁局……协议: papers between commas."""
        tokens: list[Token] = []
        while first < len(pieces):
            if pieces[first].kind in {"：", "，", "、", "AND"}:
                first += 1
                continue
            last = self._end(text, pieces, first, PAPER)
            found = self._phrase(text, pieces[first:last], PAPER) if last > first else []
            if not found:
                break
            tokens += found
            first = last
        return tokens

    def _governed(self, text: str, pieces: list[Piece], first: int, wanted: str) -> list[Token]:
        tokens: list[Token] = []
        while True:
            last = self._end(text, pieces, first, wanted)
            if wanted == WORK and phrases.is_means(text, pieces, first, last):
                return tokens
            found = self._phrase(text, pieces[first:last], wanted)
            tokens += found
            # A list may go on after a bracket: A（1000亿元）、B（500亿元）.
            after = phrases.after_bracket(pieces, last)
            if not found or after is None:
                return tokens
            first = after

    def _end(self, text: str, pieces: list[Piece], first: int, wanted: str) -> int:
        """The first piece that cannot belong to the phrase that begins at ``first``."""
        for index in range(first, len(pieces)):
            kind = pieces[index].kind
            if kind in _STOPS or kind in {"（", "）", "(", "【", "】"}:
                return index
            if (kind == "CONJ" and index > first) or (kind in {"SIGN", "REACH"} and wanted != PAPER):
                return index
            if kind == "DE" and wanted == START and _PROPOSAL.match(text, pieces[index].end):
                return index  # 设立某中心的倡议: what is to be founded
            if kind in {"HOST", "HELD"} and wanted == EVENT:
                return index  # 开幕前举办了某会: a verb of its own
            if wanted == PAPER and kind in {"、", "AND"} and index > first and phrases.signs_on(pieces, index):
                return index  # 签署某协议、与某行签署另一协议
            if (
                kind in {"、", "AND"}
                and index > first
                and phrases.predicate_follows(pieces, index)
                and self._papers.ends_whole(text, pieces[first:index], wanted)
            ):
                return index
        return len(pieces)

    def _phrase(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        if not pieces:
            return []
        if wanted in {PAPER, WORK}:
            return self._papers.read(text, pieces, wanted)
        pieces = phrases.before_time(text, pieces)
        after_de = max((i + 1 for i, piece in enumerate(pieces) if piece.kind == "DE"), default=0)
        if pieces[after_de:]:
            tokens = self._names(text, pieces[after_de:], wanted)
            if tokens:
                aside = after_de and _MODIFIES.match(text, pieces[0].start, pieces[after_de - 1].end)
                return [Token(pieces[0].start, pieces[after_de - 1].end, "GAP"), *tokens] if aside else tokens
        if after_de:
            return self._whole(text, pieces, wanted)
        named = phrases.without_lead(text, pieces, self._lead) if wanted == EVENT else []
        return loose_event(text, named, self._namer)

    def _whole(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        """The phrase with all its 的 as one name, if a head ends it."""
        if phrases.lists_events(text, pieces, self._lexicon):
            return []  # 以“某某”为主题的主论坛和多场分论坛
        start = phrases.without_lead(text, pieces, self._lead)[0].start
        if text.startswith(("有关", "关于"), pieces[0].start):
            return []  # 有关ETF的论坛: what it is about is not what it is called
        draft = phrases.whole_phrase(text[start : pieces[-1].end], self._lexicon)
        if (
            draft is None
            or not {draft.kind, *draft.kinds} & WANTED[wanted]
            or draft.kind not in {"Initiative", "Event"}
        ):
            return []
        return [Token(start, pieces[-1].end, "NAME", draft)]

    # ── initiatives and events ───────────────────────────────────────────────────────────────────

    def _names(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        until = next((n for n, piece in enumerate(pieces) if piece.kind == "gloss"), len(pieces))  # what it is called
        soft = [piece if piece.kind in _KEPT else replace(piece, kind="text") for piece in pieces[:until]]
        soft = [*phrases.before_first_name(soft)]
        if "PASS" in {piece.kind for piece in pieces}:
            return []  # 提出中国通过提前开工建设某总部等举措
        tokens: list[Token] = []
        for part in phrases.parts(soft):
            if part[0].kind == "title":
                draft = self._namer.title(text[part[0].start : part[0].end])
                tokens.append(Token(part[0].start, part[0].end, "NAME", draft))
                continue
            rest = phrases.without_lead(text, part, self._lead)
            if rest and rest[0].start > part[0].start:
                if rest[0].kind == "text" and text.endswith(_SOME, part[0].start, rest[0].start):
                    tokens.append(Token(part[0].start, part[-1].end, "UNNAMED"))  # 一批技术中心: which are not said
                    continue
                tokens.append(Token(part[0].start, rest[0].start, "GAP"))
            tokens += self._zones.read(text, rest)
        names = [
            t
            for t in tokens
            if t.draft is not None
            and (t.draft.kind in WANTED[wanted] or t.draft.titled or set(t.draft.kinds) & WANTED[wanted])
        ]
        if not names or (any(t.kind == "BARE" for t in tokens) and len(names) != len([t for t in tokens if t.draft])):
            return []
        return [t for t in tokens if t in names or t.kind in {"、", "AND", "ETC", "GAP"} or t.draft is not None]
