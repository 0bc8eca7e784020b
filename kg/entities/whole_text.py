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


#: 我国 beside 中国 is another than China.
_BESIDE_CHINA = re.compile("我国(?:与|和|同|跟|向|对|从)中国|中国(?:与|和|同|跟|向|对|驻)我国|我国驻(?:中国|华)")
#: Where papers in simplified characters are printed, and what tells that a text is of there.
_PRINTED = (
    ("country/MYS", "马来西亚", re.compile("令吉|马币|首相|吉隆坡|槟城|柔佛")),
    ("country/SGP", "新加坡", re.compile("新元|新币|联合早报|裕廊|樟宜")),
)


def home_of(doc: Document) -> str | None:
    """The state that 我国 is in a text of another than China; None where nothing tells of one."""
    if speaks_from_taiwan(doc):
        return "country/TWN"
    if "我国" not in doc.text or not _BESIDE_CHINA.search(doc.text):
        return None
    told = [key for key, name, signs in _PRINTED if name in doc.text and signs.search(doc.text)]
    return told[0] if len(told) == 1 else None


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
