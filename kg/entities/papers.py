"""Papers after 签署, works after 发布: where a list of them parts, and where the name of each ends."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.entities import phrases
from kg.entities.blocks import Piece
from kg.entities.draft import Draft, Token
from kg.entities.governing import START, WANTED, WORK
from kg.entities.identity import plain
from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer

_CLOSING = "）”\n"  # what _bare may take away at the end
_MEANS = re.compile("(?:系统|模式|机制|平台|体系|渠道|网络|方式|手段|技术|项目|工程|活动|形式|途径|措施|服务|培训)$")
#: 关于甲、乙等四份声明: how many there are, none of them by its name
_SUM_OF = re.compile(r"等(?:[两二三四五六七八九十]|\d{1,3})[份个项件](?:[\u4e00-\u9fff]{0,6})$")
_ASIDE = re.compile("(?:一[个项份])?为期[^，。；“《的]{1,8}的")


class PaperReader:
    """Reads what verbs of signing and publishing govern."""

    def __init__(self, namer: Namer, lexicon: Lexicon, lead: re.Pattern[str]) -> None:
        self._namer, self._lexicon, self._lead = namer, lexicon, lead
        self._head = lru_cache(maxsize=20_000)(lexicon.head)
        # No head, and no longer word that only ends like one, looks further back than this.
        self._reach = max((len(word) for head in lexicon.heads.items() for word in (head[0], *head[1][1])), default=1)

    def read(self, text: str, pieces: list[Piece], wanted: str) -> list[Token]:
        """The papers or works that a phrase lists."""
        tokens: list[Token] = []
        for part in self._split(text, pieces, wanted):
            tokens += self.one(text, part, wanted)
        return tokens

    def _split(self, text: str, pieces: list[Piece], wanted: str) -> list[list[Piece]]:
        """Cut at connectors where what stands before is a whole paper."""
        parts: list[list[Piece]] = [[]]
        for index, piece in enumerate(pieces):
            joins = piece.kind in {"、", "AND", "WITH", "ETC"} and parts[-1] and index + 1 < len(pieces)
            whole = joins and self.ends_whole(text, parts[-1], wanted)
            if piece.kind != "ETC" and whole and self._begins_paper(text, pieces[index + 1 :], wanted):
                parts.append([])
            elif piece.kind == "ETC" and whole:
                break
            elif parts[-1] and parts[-1][-1].kind == "title" and piece.kind == "title":
                parts.append([piece])
            else:
                parts[-1].append(piece)
        return [part for part in parts if part]

    def ends_whole(self, text: str, part: list[Piece], wanted: str) -> bool:
        """Whether words end as a whole paper does."""
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

    def one(self, text: str, part: list[Piece], wanted: str) -> list[Token]:
        """One paper, or the works whose titles stand side by side."""
        titles = [piece for piece in part if piece.kind == "title"]
        if titles:
            return [Token(t.start, t.end, wanted, self._namer.title(text[t.start : t.end])) for t in titles]
        start, stop = part[0].start, part[-1].end
        lead = self._lead.match(text, start, stop)
        start = lead.end() if lead and lead.end() < stop else start
        aside = _ASIDE.match(text, start, stop)
        start = aside.end() if aside and aside.end() < stop else start
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
        if wanted == WORK and name[:1] in {"和", "与", "及", "并", "或"}:
            return []  # 通过和实施一个框架
        if wanted == WORK and _SUM_OF.search(name):
            return []
        if wanted == WORK and kinds[0] == "Project":
            return []  # 核准某项目: what is approved is to be built, not to be read
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
