"""The event behind 主办的: its name may hold verbs and 和 (甲主办的学习贯彻……保护和发展研讨会)."""

from __future__ import annotations

import re

from kg.entities.blocks import Piece
from kg.entities.draft import Draft, Token
from kg.entities.identity import plain
from kg.entities.namer import Namer

#: What no name of an event goes over.
_ENDS = frozenset("，；。：！？、（）\n;!?:,/|\u3000 …") - {"、"} | {
    "HELD",
    "AT",
    "date",
    "sum",
    "BY",
    "LAUNCH",
    "UNDER",
}
_ENDS |= {"ADV", "IS", "SAY", "INCLUDE", "PLAN", "NEG", "ATTEND", "TOWARD", "ABOUT", "ETC", "BOTH", "speech", "CONJ"}
#: What tells that there is more than one word to read; of the plain words the lists of names are made.
_HELD_WORDS = frozenset({"date", "VERB", "AND", "WITH", "、", "DO", "BUILD", "OFFER", "GIVE", "HOPE", "PUBLISH"})
_JOINTS = frozenset({"AND", "WITH", "、"})
_LONGEST = 60
_TELLING = re.compile("[”》\\dA-Za-z·]|第[一二三四五六七八九十]|首届")


def hosted_event(text: str, pieces: list[Piece], first: int, namer: Namer) -> list[Token]:
    """The phrase from piece ``first`` on as one event, where its last word is the head of one and no other is."""
    last = first + (first < len(pieces) and pieces[first].kind == "date")  # 主办的2024年……活动
    while last < len(pieces) and (pieces[last].kind not in _ENDS or _is_year(text, pieces, last)):
        last += 1
    phrase = pieces[first:last]
    kinds = {piece.kind for piece in phrase}
    if "DE" not in kinds and (loose := loose_event(text, phrase, namer)):
        return loose
    if not kinds & _HELD_WORDS or kinds & {"DE", "HOST", "COHOST", "SIGN"} or phrase[0].kind in _JOINTS:
        return []
    start, end = phrase[0].start, phrase[-1].end
    end -= namer.at_event(text[start:end])
    ends = [text[start : piece.start] for piece in phrase if piece.kind in _JOINTS]
    if end - start > _LONGEST or not _is_event(text[start:end], namer) or any(_is_event(one, namer) for one in ends):
        return []
    return [Token(start, end, "NAME", Draft(text[start:end], "Event", ("Event",)))]


def _is_year(text: str, pieces: list[Piece], at: int) -> bool:
    """某大学2020年新生报告会: a year between words of the name."""
    piece = pieces[at]
    goes_on = at + 1 < len(pieces) and pieces[at + 1].kind in {"text", "quote", "MEETING"}
    return piece.kind == "date" and re.fullmatch("\\d{4}年", text[piece.start : piece.end]) is not None and goes_on


def loose_event(text: str, phrase: list[Piece], namer: Namer) -> list[Token]:
    """A phrase that ends in a loose head such as 活动, as an event if it tells which: by a quotation, number, place."""
    if not phrase:
        return []
    start, end = phrase[0].start, phrase[-1].end
    end -= namer.at_event(text[start:end])
    words = text[start:end].removesuffix("”")
    head = next((word for word in namer.lexicon.words.get("loose_event", ()) if words.endswith(word)), None)
    stem = words.removesuffix(head or "")
    joined = [text[start : piece.start] for piece in phrase if piece.kind in _JOINTS]
    if any(_is_event(one, namer) for one in joined):
        return []  # 音乐会及推介活动 are two
    if head is None or not 3 < len(stem) < _LONGEST or not (_TELLING.search(stem) or namer.find(stem)):
        return []
    return [Token(start, end, "NAME", Draft(plain(text[start:end]), "Event", ("Event",)))]


def _is_event(words: str, namer: Namer) -> bool:
    head = namer.lexicon.head(words)
    return head is not None and "Event" in head[1] and len(head[0]) > 1
