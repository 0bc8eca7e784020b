"""Pieces of a noun phrase: where it parts, what leads up to it, what follows it."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities.blocks import Piece
from kg.entities.draft import Draft
from kg.entities.identity import WORDY, unquoted, without_praise
from kg.entities.kinds import CLASSES
from kg.entities.lexicon import Lexicon

#: What a clause may go on with behind 和 or 、.
_STATING = ("SIGN", "PUBLISH", "PUSHOUT", "PASS", "LAUNCH", "BUILD", "DO", "HOST", "HELD", "REACH", "GIVE", "ATTEND")
_PREDICATES = frozenset([*_STATING, "SAY", "VISIT"])
#: 富有成果的会晤, 更紧密的伙伴关系: how a thing is or shall be names no thing.
_PRAISED = re.compile("这|那|一[条个项座]|更[加为]?|富有|富于|卓有成效|富有成效|具有|内容丰富|坦诚|友好")


def predicate_follows(pieces: list[Piece], index: int) -> bool:
    """Whether a verb, with or without an adverb, comes after the piece at ``index``."""
    follower = pieces[index + 1].kind if index + 1 < len(pieces) else ""
    second = pieces[index + 2].kind if index + 2 < len(pieces) else ""
    # 在甲地设立某院和在乙地设立某基地: no name goes on with 和在
    elsewhere = follower == "AT" and pieces[index].kind == "AND"
    return elsewhere or follower in _PREDICATES or (follower == "ADV" and second in _PREDICATES)


def signs_on(pieces: list[Piece], index: int) -> bool:
    """Whether 、与某行签署 comes next: another signing, no more of the paper's name."""
    if index + 1 >= len(pieces) or pieces[index + 1].kind != "WITH":
        return False
    ahead = [piece.kind for piece in pieces[index + 2 : index + 8]]
    stop = next((n for n, kind in enumerate(ahead) if kind in {"，", "。", "；"}), len(ahead))
    return "SIGN" in ahead[:stop]


def after_bracket(pieces: list[Piece], last: int) -> int | None:
    """The first piece of what a list goes on with behind a bracket that opens at ``last``."""
    if last >= len(pieces) or pieces[last].kind != "（":
        return None
    for index in range(last + 1, len(pieces) - 1):
        if pieces[index].kind == "）":
            return index + 2 if pieces[index + 1].kind in {"、", "AND"} else None
    return None


def before_first_name(pieces: list[Piece]) -> list[Piece]:
    """The pieces from the first that is neither a sum nor a date."""
    # 设立3500亿元人民币融资窗口, 于2023年举办…: a sum or date before the name is told on its own.
    index = 0
    while index < len(pieces) and pieces[index].kind in {"sum", "date"}:
        index += 1
    return pieces[index:] or pieces


def parts(pieces: list[Piece]) -> list[list[Piece]]:
    """Titles, and the runs of other pieces between them; sums and dates are left out."""
    parts: list[list[Piece]] = []
    for piece in pieces:
        if piece.kind in {"title", "sum", "date"} or not parts or parts[-1][0].kind in {"title", "sum", "date"}:
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part[0].kind not in {"sum", "date"}]


def without_lead(text: str, part: list[Piece], lead: re.Pattern[str]) -> list[Piece]:
    """The pieces without the words that lead up to a name (了, 一系列, 12项)."""
    found = lead.match(text, part[0].start, part[0].end)
    if part[0].kind == "text" and found and found.end() > part[0].start:
        return part[1:] if found.end() == part[0].end else [replace(part[0], start=found.end()), *part[1:]]
    return part


def is_generic(stem: str) -> bool:
    """Whether what stands before the head of a paper's name only says what kind of paper it is (联合声明)."""
    kinds = "联合|合作|框架|双边|政府间|相关|有关|系列|战略|主席|共同|新闻|谅解|贷款|项目|正式|最终|一揽子"
    return len(stem) <= 2 or re.fullmatch(f"(?:{kinds})*", stem) is not None


#: What announces a list of papers before 包括, and the first of the papers behind it.
_PAPERS_BEHIND = re.compile("[：:](?:[^，。；]{6,80}(?:备忘录|协议|协定|议定书|合同)[，、]){2}")
_PAPERS_AHEAD = re.compile(r"(?:文件|协议|协定|备忘录|合作成果|成果)(?:的?内容)?(?:主要|分别)?$")
#: 发起成立新民学会时，
_AT_TIME = re.compile("(?<![之同届小临及])[时后](?=[，。；]|$)")


def announces_papers(text: str, piece: Piece) -> bool:
    """Whether 包括 at a piece begins a list of papers."""
    return bool(_PAPERS_AHEAD.search(text[: piece.start]) or _PAPERS_BEHIND.match(text, piece.end))


def before_time(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a phrase without the 时 or 后 that makes a clause of time of it."""
    last = pieces[-1]
    if last.kind != "text" or last.end - last.start < 3 or not _AT_TIME.match(text, last.end - 1):
        return pieces
    return [*pieces[:-1], replace(last, end=last.end - 1)]


def lists_events(text: str, pieces: list[Piece], lexicon: Lexicon) -> bool:
    """Whether an event's head stands before a joint of a phrase."""
    ends = (lexicon.head(text[pieces[0].start : piece.start]) for piece in pieces[1:] if piece.kind in {"AND", "、"})
    return any(head is not None and "Event" in head[1] and len(head[0]) > 1 for head in ends)


_WAYS = re.compile(
    "等(?:多种|各种)?(?:举措|方式|渠道|手段|措施|途径|形式|平台|活动)|(?:博览会|平台|网络|渠道)(?:展示|促进|推动|加强|开展)"
)


def is_means(text: str, pieces: list[Piece], first: int, last: int) -> bool:
    """通过开工建设……等举措加强合作: by what something is done, not what was passed."""
    by = first > 0 and text[pieces[first - 1].start : pieces[first - 1].end] == "通过"
    return by and last > first and _WAYS.search(text, pieces[first].start, pieces[last - 1].end) is not None


def whole_phrase(text: str, lexicon: Lexicon) -> Draft | None:
    """A whole noun phrase, 的 and verbs included, as one name (共建……的重要合作倡议)."""
    if len(text) > 60 or not WORDY.fullmatch(text) or _PRAISED.match(text):
        return None
    found = lexicon.head(unquoted(text))
    if found is None:
        return None
    kind = found[1][0]
    return Draft(text, kind, CLASSES.get(kind, (kind,)), aliases=without_praise(text))
