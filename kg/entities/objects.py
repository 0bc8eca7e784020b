"""What a verb governs: papers after 签署, works after 发布, initiatives after 成立, events after 举办.

After such a verb the words up to the end of the clause are a noun phrase, whatever verbs stand inside it
(签署[关于建立联合海洋观测站的议定书]), so they are read here before any list of names is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.entities import phrases
from kg.entities.blocks import Piece
from kg.entities.draft import Draft, Token
from kg.entities.governing import EVENT, GOVERNS, PAPER, START, WANTED, WORK, as_started
from kg.entities.hosted import hosted_event, loose_event
from kg.entities.identity import plain
from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.zones import ZoneReader

_STOPS = set("，；。：！？\n;!?\u3000…")
_KEPT = {"、", "AND", "WITH", "ETC", "title", "hit", "quote", "text", "glue", "sum", "date", "latin"}
_CLOSING = "）”\n"  # what _bare may take away at the end
_PROPOSAL = re.compile("(?:倡议|建议|提议|设想|构想|请求|提案)(?=[，。；！？\n]|$)")
_MEANS = re.compile("(?:系统|模式|机制|平台|体系|渠道|网络|方式|手段|技术|项目|工程|活动|形式|途径|措施|服务|培训)$")
_COUNT = (
    r"(?:[\d,.]+|[一二三四五六七八九十百千两数几]+)(?:万|亿)?(?:多|余)?(?:个|家|项|场|份|种|件|批|届|座|所|条|支|笔|大)"
)


class Objects:
    """Reads the noun phrases that verbs govern."""

    def __init__(self, namer: Namer, lexicon: Lexicon, zones: ZoneReader) -> None:
        self._namer, self._lexicon, self._zones = namer, lexicon, zones
        self._head = lru_cache(maxsize=20_000)(lexicon.head)
        # No head, and no longer word that only ends like one, looks further back than this.
        self._reach = max((len(word) for head in lexicon.heads.items() for word in (head[0], *head[1][1])), default=1)
        self._lead = re.compile(
            rf"(?:了|过|着|[此本这][次届]|{lexicon.alternation('paper_lead')}|{lexicon.alternation('lead_strip')}|{_COUNT})+"
        )

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
        found = self._paper(text, phrase, PAPER)
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
            if (
                kind in {"、", "AND"}
                and index > first
                and phrases.predicate_follows(pieces, index)
                and self._ends_whole(text, pieces[first:index], wanted)
            ):
                return index
        return len(pieces)

    def _phrase(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        if not pieces:
            return []
        if wanted in {PAPER, WORK}:
            return self._papers(text, pieces, wanted)
        pieces = phrases.before_time(text, pieces)
        after_de = max((i + 1 for i, piece in enumerate(pieces) if piece.kind == "DE"), default=0)
        if pieces[after_de:]:
            tokens = self._names(text, pieces[after_de:], wanted)
            if tokens:
                return tokens
        if after_de:
            return self._whole(text, pieces, wanted)
        named = phrases.without_lead(text, pieces, self._lead) if wanted == EVENT else []
        return loose_event(text, named, self._namer)

    def _whole(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        """The phrase with all its 的 as one name, if a head ends it."""
        if phrases.lists_events(text, pieces, self._lexicon):
            return []  # 以“某某”为主题的主论坛和多场分论坛
        start = phrases.without_lead(text, pieces, self._lead)[0].start
        draft = self._namer.phrase(text[start : pieces[-1].end])
        if (
            draft is None
            or not {draft.kind, *draft.kinds} & WANTED[wanted]
            or draft.kind not in {"Initiative", "Event"}
        ):
            return []
        return [Token(start, pieces[-1].end, "NAME", draft)]

    # ── initiatives and events ───────────────────────────────────────────────────────────────────

    def _names(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        soft = [piece if piece.kind in _KEPT else replace(piece, kind="text") for piece in pieces]
        soft = [*phrases.before_first_name(soft)]
        tokens: list[Token] = []
        for part in phrases.parts(soft):
            if part[0].kind == "title":
                draft = self._namer.title(text[part[0].start : part[0].end])
                tokens.append(Token(part[0].start, part[0].end, "NAME", draft))
                continue
            rest = phrases.without_lead(text, part, self._lead)
            if rest and rest[0].start > part[0].start:
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

    # ── papers and works ─────────────────────────────────────────────────────────────────────────

    def _papers(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        tokens: list[Token] = []
        for part in self._split(text, pieces, wanted):
            tokens += self._paper(text, part, wanted)
        return tokens

    def _split(self, text: str, pieces: list[Piece], wanted: str) -> list[list[Piece]]:
        """Cut at connectors where what stands before is a whole paper."""
        parts: list[list[Piece]] = [[]]
        for index, piece in enumerate(pieces):
            joins = piece.kind in {"、", "AND", "WITH", "ETC"} and parts[-1] and index + 1 < len(pieces)
            whole = joins and self._ends_whole(text, parts[-1], wanted)
            if piece.kind != "ETC" and whole and self._begins_paper(text, pieces[index + 1 :], wanted):
                parts.append([])
            elif piece.kind == "ETC" and whole:
                break
            elif parts[-1] and parts[-1][-1].kind == "title" and piece.kind == "title":
                parts.append([piece])
            else:
                parts[-1].append(piece)
        return [part for part in parts if part]

    def _ends_whole(self, text: str, part: list[Piece], wanted: str) -> bool:
        if part[-1].kind == "title":
            return True
        head = self._head_before(text, part[0].start, part[-1].end)
        if head is None or len(head[0]) < 2 or not set(head[1]) & WANTED[wanted]:
            return False
        words = _bare(text[part[0].start : part[-1].end])
        if any(words.endswith(strong) for strong in self._lexicon.words.get("strong_paper", ())):
            return True
        # 关于共同推进合作规划及…的备忘录: a weak head ends a paper only where 的 leads up to it.
        if wanted == START:
            return True
        return (not words.startswith("关于") and head[0] not in {"合作", "项目"}) or words.removesuffix(
            head[0]
        ).endswith("的")

    def _begins_paper(self, text: str, rest: list[Piece], wanted: str) -> bool:
        if rest[0].kind == "title":
            return True
        words = text[rest[0].start : rest[-1].end]
        return any(self._lexicon.head("一" + _bare(w)) for w in re.split("[、和及与]|等", words) if len(w) > 1)

    def _paper(self, text: str, part: list[Piece], wanted: str) -> list[Token]:
        titles = [piece for piece in part if piece.kind == "title"]
        if titles:
            return [Token(t.start, t.end, wanted, self._namer.title(text[t.start : t.end])) for t in titles]
        start, stop = part[0].start, part[-1].end
        lead = self._lead.match(text, start, stop)
        start = lead.end() if lead and lead.end() < stop else start
        end = self._last_head(text, start, part, wanted)
        if end is None:
            return []
        name = text[start:end]
        lead_in = [Token(part[0].start, start, "GAP")] if start > part[0].start else []
        # 总额10亿美元的贷款协议: the sum is said of the paper, it is no part of its name.
        first = next((piece for piece in part if piece.start >= start), part[0])
        if first.kind == "sum" and first.end < end:
            lead_in = [Token(first.start, first.end, "sum", value=first.value)] if first.start >= start else []
            start = first.end + (1 if text.startswith("的", first.end) else 0)
            name = text[start:end] if end > start else name
        if part[0].start and _MEANS.search(name) and text.endswith("通过", 0, part[0].start):
            return []  # 通过某某系统: by means of it
        head = self._lexicon.head("一" + _bare(name))
        if wanted == WORK and head and ((name == head[0] and len(name) <= 3) or self._is_praise(name, head[0])):
            return []  # 文件, 高质量的合作倡议: which one is not said
        kinds = head[1] if head else ("Instrument",)
        initiative = "Initiative" in kinds and wanted == WORK
        classes = ("Initiative", "Publication") if initiative else ("Publication",)
        generic = phrases.is_generic(_bare(name).removesuffix(head[0] if head else ""))
        return [*lead_in, Token(start, end, wanted, Draft(plain(name), "Work", classes, generic=generic))]

    def _is_praise(self, name: str, head: str) -> bool:
        words = self._lexicon.alternation("empty_stem")
        return "的" in name and bool(re.fullmatch(rf"(?:{words}|的)+", name.removesuffix(head)))

    def _last_head(self, text: str, start: int, part: list[Piece], wanted: str) -> int | None:
        """Where the paper's name ends: at the end of the phrase, or at the last head before loose words."""
        within = (
            piece.start for piece in reversed(part) if piece.start > start and piece.kind not in {"text", "quote", "DE"}
        )
        for stop in (part[-1].end, *within):
            head = self._head_before(text, start, stop)
            if (
                head
                and wanted == WORK
                and head[0] in self._lexicon.words.get("weak_head", ())
                and head[0] not in {"文件", "意见", "战略"}
            ):
                head = None
            if head and set(head[1]) & WANTED[wanted] and (stop == part[-1].end or len(head[0]) > 1):
                return stop
        return None

    def _head_before(self, text: str, start: int, stop: int) -> tuple[str, tuple[str, ...]] | None:
        """The head of the words from ``start`` to ``stop``.

        A line of verbs asks this of each pair of places, so it looks at no more than a head's length of words.
        """
        bracketed = text[stop - 1] in _CLOSING
        words = _bare(text[start:stop]) if bracketed else text[max(start, stop - self._reach) : stop]
        return self._head("一" + words[-self._reach :])


def _bare(words: str) -> str:
    words = re.sub(r"（[^（）]*）$", "", words)
    return words.removesuffix("”")
