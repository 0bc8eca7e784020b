"""Which sentence leads into which: the points of a list go on from the line that announces them."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Document, Item, Sentence

_ANNOUNCES = re.compile(r"(?:[：:]|——|—)\s*$")
_POINTS_AHEAD = re.compile(r"(?:以下|如下|下列|下述)")
#: Marks a point of a list may begin with.
BULLET = re.compile(r"^(?:[—★●▪•■◆◇○▲△☆※*·\-]+|[A-Za-z][.．、)）])[ 　]*")


def link(doc: Document) -> Document:
    """Give every point of a list the sentence that leads into it (``Sentence.lead``)."""
    sentences: list[Sentence] = []
    lead: int | None = None
    open_item: Item | None = None
    for number, sentence in enumerate(doc.sentences):
        item = doc.items[sentence.item]
        words = sentence.span.of(doc.text)
        last_of_item = number + 1 == len(doc.sentences) or doc.sentences[number + 1].item != sentence.item
        if lead is not None and open_item is not None and doc.items[doc.sentences[lead].item] is not item:
            if _goes_on(item, open_item, words, number == lead + 1):
                sentence = replace(sentence, lead=lead)
            else:
                lead = None
        if last_of_item and (_ANNOUNCES.search(words) or _POINTS_AHEAD.search(words) and len(words) < 60 and sentence.lead is None):
            lead, open_item = number, item
        sentences.append(sentence)
    return replace(doc, sentences=tuple(sentences))


def _goes_on(item: Item, lead: Item, words: str, first: bool) -> bool:
    """Whether a line is a point of the open list."""
    if item.kind in {"label", "front", "caption"} or item.kind == "heading" and not BULLET.match(words) and not first:
        return False
    if item.kind == "item":
        return item.parent == lead.id or lead.kind != "item" or item.number != lead.number
    if BULLET.match(words) or words.rstrip().endswith(("；", ";")):
        return True
    return first and len(words) < 120
