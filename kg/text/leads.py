"""Which sentence leads into which: the points of a list go on from the line that announces them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from kg.model import Document, Item, Sentence
from kg.text.outcomes import lead_from_title

_ANNOUNCES = re.compile(
    r"(?:[：:]|——|—)\s*$"  # a mark that says more follows
    r"|(?:签署|签订|签约|达成).{0,12}(?:清单|一览表?|目录)\s*$"  # 附件：双方签署的合作文件清单
    r"|^.{0,20}(?:签署|签订|达成)的.{0,8}(?:文件|协议|协定|备忘录|成果)\s*$"  # 附：访问期间双方签署的合作文件
    r"|^.{0,12}[双多]边合作文件\s*$"  # 二、峰会框架下的多边合作文件
)
_POINTS_AHEAD = re.compile(r"(?<![\d岁级层])(?:以下(?!简称|[称同])|如下|下列|下述)")
#: Without one of these no line announces anything.
_SIGNS = ("：", ":", "—", "署的", "订的", "成的", "以下", "如下", "下列", "下述", "边合作文件")
_SHORT_LEAD, _SHORT_POINT = 60, 120
_SPEECH = re.compile(r"[^，。：“《]{1,10}：")
#: Marks a point of a list may begin with.
BULLET = re.compile(r"^(?:[—★●▪•■◆◇○▲△☆※*·\-]+|[A-Za-z][.．、)）])[ 　]*")


@dataclass(slots=True)
class _Lead:
    """A line that announces points, and the points it has so far."""

    sentence: int
    item: Item
    plain: bool  # it ends in a colon or dash: whatever follows at once is its point
    points: set[str] = field(default_factory=set)
    unfinished: bool = False  # the last point ended in a semicolon


def link(doc: Document) -> Document:
    """Give every point of a list the sentence that leads into it (``Sentence.lead``).

    A list ends at a heading, at an ordinary paragraph, and where the numbering of the line that announced it goes on;
    a list within a point leaves the outer one open.
    """
    if not any(sign in doc.text for sign in _SIGNS):
        return lead_from_title(doc)
    sentences: list[Sentence] = []
    open_leads: list[_Lead] = []
    for place, group in groupby(doc.sentences, key=lambda sentence: sentence.item):
        item, body = doc.items[place], list(group)
        following = doc.items[place + 1] if place + 1 < len(doc.items) else None
        words = doc.text[body[0].span.start : body[-1].span.end].rstrip()
        lead = _lead_of(item, words, following, open_leads)
        for number, sentence in enumerate(body):
            led = lead is not None and (number == 0 or item.kind == "item")
            sentences.append(replace(sentence, lead=lead.sentence) if led and lead else sentence)
        last = body[-1].span.of(doc.text)
        plain = _ANNOUNCES.search(last) is not None
        weak = _POINTS_AHEAD.search(last) is not None and len(last) < _SHORT_LEAD and lead is None
        if (plain or weak) and item.kind not in {"front", "caption"}:
            open_leads.append(_Lead(len(sentences) - 1, item, plain))
    return lead_from_title(doc.knowing(sentences=tuple(sentences)))


def _lead_of(item: Item, words: str, following: Item | None, open_leads: list[_Lead]) -> _Lead | None:
    """The lead an item is a point of; the leads that it ends are closed."""
    if item.kind == "caption":
        return None
    while open_leads:
        lead = open_leads[-1]
        if _goes_on(item, lead, words, following):
            lead.points.add(item.id)
            lead.unfinished = words.endswith(("；", ";"))
            return lead
        if item.kind == "paragraph" and item.parent in lead.points:
            return None  # what a point says further
        open_leads.pop()
    return None


def _goes_on(item: Item, lead: _Lead, words: str, following: Item | None) -> bool:
    """Whether a line is a point of the open list."""
    first = not lead.points
    if item.kind in {"label", "front"}:
        return False
    if item.kind == "heading":
        bare = lead.plain and first and _is_bare_point(item, following) and not _SPEECH.match(words)
        return bare or BULLET.match(words) is not None
    if item.kind == "item":
        is_numbered = item.number is not None and item.id[0] != "b"
        return not is_numbered or item.parent in {lead.item.id, *lead.points} or _goes_beside(item, lead.item)
    if BULLET.match(words) or words.endswith(("；", ";")) or lead.unfinished:
        return True
    return lead.plain and first and len(words) < _SHORT_POINT and not _SPEECH.match(words)


def _goes_beside(item: Item, lead: Item) -> bool:
    """Whether a numbered point may follow a paragraph that has no number of its own."""
    return (lead.kind != "item" or lead.id[0] == "b") and item.parent == lead.parent


def _is_bare_point(item: Item, following: Item | None) -> bool:
    """A short line without a mark, right under its lead, that heads no numbered items."""
    return item.id[0] == "h" and (following is None or following.kind != "item")
