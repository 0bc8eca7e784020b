"""A sentence cut into the pieces names are made of: titles, quotes, known names, cues, sums, dates, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from kg.entities.datelines import DATELINE
from kg.entities.gazetteer import Hit
from kg.entities.glosses import GLOSS, SHORT, short_form
from kg.entities.inside_names import PUNCTUATION, is_in_name, officers, torn_council
from kg.entities.lexicon import Lexicon
from kg.entities.roman import LATIN_FIRM, ROMAN
from kg.entities.shapes import Date, Sum, find_dates, find_sums
from kg.record import record
from kg.wordtrie import places_of

_OPEN = {"《": "》", "“": "”", "〈": "〉", "‘": "’"}
_EDGE = re.compile("[《》“”〈〉‘’]")
#: Brackets that belong to the name before them: (二期), (2017－2020年), or a place inside a longer name.
_GLUED = re.compile(
    r"（(?:\d{1,2}\+\d{1,2}|[一二三四五六七八九十\d]{1,3}期|第?[一二三四五六七八九十\d]{1,3}[期届]"  # phases
    r"|[12]\d{3}年?(?:[—–－\-至～/][12]?\d{1,3}\d?年?)?(?:财年)?"  # years
    r"|(?!作为|[前后]?[排左右]|居中|中）|.方）)[\u4e00-\u9fff]{1,6}(?=）[\u4e00-\u9fff—－-]))）"  # the name goes on
)
_LATIN = re.compile(
    r"（[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 .,&'’·\-]*(?:[，,、] ?(?:以下|下)?[简统]?称?“?[A-Za-z0-9\-]{2,10}”?)?）"
)
#: 某公司（作为买方）, 某部长（前左）: what part somebody has, or where in the picture; 某动物园（2016年）: when.
_PART = re.compile(
    "（(?:作为[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]方|[前后]?排?[左右](?:[一二三四五六七]|侧|起)?|居?中)）"
)
_YEAR = re.compile("(?<=[部委局署厅院校馆园所会司团行])（[12]\\d{3}年）(?=[、和与及签订举召发])")
#: Laziz Kudratov: the space between two such words parts no clauses.
_ROMAN = re.compile(f"{LATIN_FIRM}|{ROMAN}")
#: 某联盟（ABC）成立大会: the name of a meeting goes on behind the bracket.
_GOES_ON = ("第", "成立大会", "成立仪式", "启动仪式", "年会", "部长级会议", "首届", "首次")
_SESSION = re.compile(r"第?[一二三四五六七八九十\d]{1,3}[届次]|首[届次]")
#: A dash parts clauses where 由 goes on (……分论坛——由某某主办).
_MARK = re.compile(f"[{re.escape(PUNCTUATION)}]|——(?=[由的])")


class Finder(Protocol):
    """Whatever finds known names in a text."""

    def find(self, text: str) -> list[Hit]:
        """The known names, in order."""


@record
class Piece:
    """A stretch of a sentence. ``kind`` is a cue class, a punctuation mark, or text/title/quote/hit/sum/date."""

    start: int
    end: int
    kind: str
    value: Hit | Sum | Date | None = None


def closed_blocks(text: str) -> list[Piece]:
    """Titles 《…》 and quotations “…” at the top level, brackets included; an unclosed one is no block.

    >>> text = "发布《关于〈公约〉的说明》和“丝路”行动"
    >>> [(p.kind, text[p.start:p.end]) for p in closed_blocks(text)]
    [('title', '《关于〈公约〉的说明》'), ('quote', '“丝路”')]
    """
    blocks: list[Piece] = []
    stack: list[tuple[str, int]] = []
    for found in _EDGE.finditer(text):
        mark = found.group()
        if mark in _OPEN:
            if len(stack) < 16:
                stack.append((_OPEN[mark], found.start()))
        elif stack and any(close == mark for close, _ in stack):
            while stack[-1][0] != mark:
                stack.pop()
            _, start = stack.pop()
            if not stack and mark in "》”" and found.end() - start > 2:
                blocks.append(
                    Piece(start, found.end(), "title" if mark == "》" else _quote_kind(text[start : found.end()]))
                )
            elif stack and mark in "》”":
                # kept aside: if the outer mark never closes, the inner block still stands
                blocks.append(Piece(start, found.end(), "inner"))
    outer = [b for b in blocks if b.kind != "inner"]
    for b in blocks:
        if b.kind == "inner" and not any(o.start <= b.start and b.end <= o.end for o in outer):
            outer.append(Piece(b.start, b.end, "title" if text[b.start] == "《" else "quote"))
    return sorted(outer, key=lambda piece: piece.start)


#: 《湿地公约》第十四届缔约方大会, 《某报告》中肯读者会: a meeting of the parties to what a title names, or about it.
_MEETING_OF = re.compile(
    "《[^《》]{2,60}》[\u4e00-\u9fff]{0,6}?"  # the book, and what is held about it
    "(?:研讨会|座谈会|发布会|首发式|读者会|推介会|签约仪式|签署仪式|签字仪式|首映式|分享会|宣讲会|交流会|读书会|音乐会|演唱会)"
    "|《[^《》]{2,40}》(?:第[一二三四五六七八九十百\\d]+[次届轮]|首[次届])?(?:缔约方|缔约国|成员国)?(?:大会|会议|峰会)"
    "(?:第[一二三四五六七八九十百\\d]+[次届阶段]{1,3}会议)?"
)
#: 庆祝某会成立80周年大会: the whole is what the meeting is called
_ANNIVERSARY = re.compile(
    "(?:庆祝|纪念)[^，。；、！？：]{2,40}?周年(?:纪念|学术)?"
    "(?:大会|招待会|音乐会|研讨会|座谈会|论坛|仪式|晚会|展览|酒会|活动)"
)
#: 俄罗斯《滨海报》社: who makes a paper
_PRESS = re.compile("《[^《》]{2,12}》(?:报社|杂志社|编辑部|周刊社?|月刊社?|双月刊|社)(?![会区交团])")
#: 以14票赞成、1票弃权的表决结果: how something was passed.
_VOTES = re.compile(
    "以[0-9零一二三四五六七八九十百两]+票[^，。；]{0,24}?(?=[一]?致?通过|表决通过|当选|否决)|以[压绝大多比]+多?数(?=通过)"
)
#: 本（6）月23日, 明（2027）年: as days are told in Taiwan
_THIS_MONTH = re.compile(
    r"(?:[本上下]（\d{1,2}）月|[今明去前后]（(?:\d{2,4})）年)(?:底|初)?(?:\d{1,2}日)?(?:至\d{1,2}日)?"
)


_CHAIR = re.compile("(?:本届|现任|候任|下任)?(?:轮值|联合|共同)?(?:主席国|主宾国|东道国)")


def _quote_kind(words: str) -> str:
    # A quotation that holds a sentence is speech, never part of a name.
    told = re.search("[。；]", words) or (re.search("[！？]", words) and (len(words) > 14 or words[-2] in "！？"))
    return "speech" if told or (len(words) > 30 and "，" in words) else "quote"


def cut(text: str, finder: Finder, lexicon: Lexicon, persons: Iterable[str] = ()) -> list[Piece]:
    """The pieces of a sentence, in order and without gaps; names in ``persons`` stay whole whatever words they hold."""
    hits = finder.find(text)
    fixed = closed_blocks(text)
    fixed += [Piece(*span, "GAP") for span in _chairs(text, hits)]
    fixed += [Piece(hit.start, hit.end, "hit", hit) for hit in hits]
    fixed += [Piece(s.start, s.end, "sum", s) for s in find_sums(text)]
    if "《" in text:
        fixed += [Piece(*found.span(), "text") for found in _MEETING_OF.finditer(text) if _is_one(text, found, lexicon)]
        fixed += [Piece(*found.span(), "text") for found in _PRESS.finditer(text)]
    fixed += [Piece(d.start, d.end, "date", d) for d in find_dates(text) if not _part_of_name(text, d)]
    if "周年" in text:
        fixed += [Piece(*found.span(), "text") for found in _ANNIVERSARY.finditer(text)]
    if "票" in text:
        fixed += [Piece(*found.span(), "GAP") for found in _VOTES.finditer(text)]
    if "（" in text:
        fixed += [Piece(*found.span(), "date", Date(*found.span(), None, None)) for found in _THIS_MONTH.finditer(text)]
        fixed += _brackets(text, lexicon)
    if line := DATELINE.match(text):
        fixed.append(Piece(0, line.end(), "speech"))
    fixed += [Piece(g.start(), g.end(), "text") for g in _ROMAN.finditer(text)]
    fixed += [Piece(start, end, "text") for start, end in officers(text, lexicon)]
    fixed += [Piece(at, at + len(name), "text") for name in persons for at in places_of(name, text)]
    pieces: list[Piece] = []
    at = 0
    for piece in _without_overlap(fixed):
        if at < piece.start:
            pieces += _plain(text, at, piece.start, lexicon, piece.start if piece.kind == "hit" else len(text))
        pieces.append(piece)
        at = piece.end
    pieces += _plain(text, at, len(text), lexicon, len(text))
    return _counted(_at_time(text, pieces) if "时" in text else pieces)


def _chairs(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """欧盟轮值主席国 before the name of a state: its part in a body is no part of its name."""
    starts, ends = {hit.start for hit in hits}, {hit.end: hit.start for hit in hits}
    for found in _CHAIR.finditer(text):
        if found.end() in starts:
            yield ends.get(found.start(), found.start()), found.end()


def _is_one(text: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether no other word stands between a title and the head of the event: 《某规划》并举行研讨会 are two."""
    behind = text.index("》", found.start()) + 1
    return all(word.start >= found.end() - 3 for word in lexicon.cues.find(text, behind, found.end()))


def _brackets(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    for found in GLOSS.finditer(text):
        # 某国—某国合作论坛（简称“某论坛”）第五届部长级会议 is one name, the bracket stands within it
        inside = (
            _SESSION.match(text, found.end())
            and text.endswith(("论坛", "组织", "机制", "理事会", "委员会", "大会", "银行"), 0, found.start())
        ) or text.startswith("成员国", found.end())
        yield Piece(found.start(), found.end(), "glue" if inside else "gloss")
    for found in SHORT.finditer(text):
        clause = max(text.rfind(mark, 0, found.start()) for mark in "，。；：、") + 1
        if short_form(text, found.start(), (*lexicon.body_heads, "政府"), clause):
            yield Piece(found.start(), found.end(), "gloss")
    asides = {found.start() for one in (_PART, _YEAR) for found in one.finditer(text)}
    for found in _GLUED.finditer(text):
        if found.start() not in asides:
            yield Piece(found.start(), found.end(), "glue")
    for start in sorted(asides):
        yield Piece(start, text.index("）", start) + 1, "latin")
    for found in _LATIN.finditer(text):
        yield Piece(found.start(), found.end(), "glue" if text.startswith(_GOES_ON, found.end()) else "latin")


def _at_time(text: str, pieces: list[Piece]) -> list[Piece]:
    """会见某人时，: the word for when is no part of the name before it."""
    kept: list[Piece] = []
    visit = False
    for number, piece in enumerate(pieces):
        visit = piece.kind == "VISIT" or (visit and piece.kind not in {"，", "。", "；"})
        ends = number + 1 < len(pieces) and pieces[number + 1].kind in {"，", "SAY"} and text[piece.end - 1] == "时"
        if not (visit and ends and piece.kind == "text"):
            kept.append(piece)
            continue
        if piece.end - piece.start > 1:
            kept.append(Piece(piece.start, piece.end - 1, "text"))
        kept.append(Piece(piece.end - 1, piece.end, "UNDER"))
    return kept


def _counted(pieces: list[Piece]) -> list[Piece]:
    """甲、乙、丙三国铁路部门: the count behind a list of names belongs to the words behind it, it recalls nobody."""
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        listed = len(kept) > 1 and kept[-1].kind == "hit" and kept[-2].kind in {"、", "AND"}
        etc = last is not None and last.kind == "ETC"
        if piece.kind == "BOTH" and (listed or etc) and kept[-1].end == piece.start:
            kept.append(Piece(piece.start, piece.end, "text"))
        elif piece.kind == "text" and last and last.kind == "text" and last.end == piece.start:
            kept[-1] = Piece(last.start, piece.end, "text")
        else:
            kept.append(piece)
    return kept


#: 博鳌亚洲论坛2023年年会, 上合组织2024年峰会: the year between a name and what it holds every year.
_YEARLY = re.compile(
    r"(?:(?<=年)会(?![见议晤谈员计展客馆场址商])|年会|峰会|部长级会议|领导人会议|领导人峰会|外长会|元首理事会|理事会年会)"
)
_NAME_END = re.compile(
    r"(?:研究院|研究所|学会|大学|学院|中心|公司|集团|商会|联合会|基金|论坛|组织|银行|协会|联盟|峰会|合作|机制|大会|委员会|理事会|基金会|APEC|RCEP|G20|东盟|金砖)$"
)


def _part_of_name(text: str, date: Date) -> bool:
    first = date.start == 0 or text[date.start - 1] in PUNCTUATION  # 2025年年会拟于…
    if _YEARLY.match(text, date.end) and (first or _NAME_END.search(text[: date.start])):
        return True
    # 2023全球滨海论坛 has no 年 and is not found; 今年的, 8月 are dates. 2030年可持续发展议程 is a name.
    after = text[date.end : date.end + 2]
    return text[date.start : date.end].endswith("年") and after in {
        "可持",
        "议程",
        "愿景",
        "规划",
        "目标",
        "行动",
        "远景",
        "年度",
        "度股",
        "发展",
        "展望",
    }


def _without_overlap(pieces: list[Piece]) -> list[Piece]:
    # Titles and quotes are opaque; a known name may contain a whole quote, then the name wins.
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start, -(p.end - p.start))):
        if kept and piece.start < kept[-1].end:
            continue
        kept.append(piece)
    return kept


def _plain(text: str, start: int, end: int, lexicon: Lexicon, limit: int) -> list[Piece]:
    pieces, at = list[Piece](), start
    for found in _MARK.finditer(text[start:end]) if start < end else ():
        mark = start + found.start()
        if at < mark:
            pieces += _words(text, at, mark, lexicon, limit)
        pieces.append(Piece(mark, mark + 1, text[mark]))
        at = mark + 1
    return pieces + _words(text, at, end, lexicon, limit) if at < end else pieces


def _words(text: str, start: int, end: int, lexicon: Lexicon, limit: int) -> list[Piece]:
    pieces, at = list[Piece](), start
    for word in lexicon.cues.find(text, start, end, limit):
        if at < word.start:
            pieces.append(Piece(at, word.start, "text"))
        if word.kind == "UNITE" and (cut := torn_council(text, at, word, lexicon)):
            pieces += [Piece(cut - 1, cut, "text"), Piece(cut, word.end, "WITH")]
        else:
            plain = word.kind == "WORD" or is_in_name(text, at, word, lexicon)
            pieces.append(Piece(word.start, word.end, "text" if plain else word.kind))
        at = word.end
    if at < end:
        pieces.append(Piece(at, end, "text"))
    return pieces
