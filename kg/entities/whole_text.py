"""What only the whole of a text tells: from where it speaks, and who a name in its headline is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from kg.entities.resolver import Registry
from kg.model import Document, Mention, Span

#: Who speaks only there.
_BODIES_THERE = re.compile(
    "(?<!台湾)(?<!台湾的)(?:行政院|立法院)|中央社|(?:蔡英文|赖清德|马英九|陈水扁)总统|总统(?:蔡英文|赖清德|马英九|陈水扁)"
)
_OF_TAIWAN = re.compile("台湾|台北|中央社|行政院|外交部发言人.{0,8}我国")


def speaks_from_taiwan(doc: Document) -> bool:
    """Whether the text is of Taiwan: 我國 is said there, and no ministry of another place is meant."""
    if "中方" in doc.text or not any(sign in doc.source for sign in "國臺灣"):
        return False
    if _BODIES_THERE.search(doc.text):
        return True
    said = "我国" in doc.text and _OF_TAIWAN.search(doc.text)
    return bool(said) and any("國" in doc.quote(Span(at.start(), at.end())) for at in re.finditer("我国", doc.text))


def told_further_on(
    mentions: Iterable[Mention], persons: Container[str], registry: Registry, text: str
) -> Iterator[Mention]:
    """The mentions, where a name said bare, in a headline say, is that of who is named with an office further on."""
    for mention in mentions:
        words = mention.span.of(text) if mention.kind == "Bare" else ""
        keys = [
            key
            for key, entity in (registry.entities.items() if words in persons else ())
            if entity.kinds[0] == "Person" and entity.names[0] == words
        ]
        yield replace(mention, entity=keys[0], kind="Person") if len(keys) == 1 else mention
