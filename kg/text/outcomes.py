"""Lists of outcomes: a point that is no more than a paper and who it is between goes on from the title of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Document, Sentence, Span

#: What such a list is called; also the words (OUTCOMES) that lead into its points.
TITLE = re.compile("成果(?:文件)?(?:清单|一览|汇总)|(?:合作|签署)文件(?:清单|一览|目录)|签约(?:项目)?(?:清单|一览)")
_PAPER = (
    "备忘录|协议书?|协定|议定书|意向书|合同|安排|换文|合作文件|联合声明|联合公报|(?:行动|执行|合作)计划|合作规划|纪要"
)
_BARE = re.compile(
    f"[^，。；：《]{{2,60}}?[与和同、—][^，。；：]{{2,240}}?(?:{_PAPER})[》”]?(?:（[^（）]{{2,40}}）)?"
    f"|《[^，。；：]{{2,60}}?[与和同][^《》]{{2,240}}?(?:{_PAPER})》(?:（[^（）]{{2,40}}）)?"
)
#: With one of these a point is a sentence, and says itself what was done.
_SAID = re.compile(
    "签|发布|启动|成立|举办|主办|承办|宣布|达成|通过|提出|发起|续|生效|商|拟|将|正在|磋|谈判|交换了|互换"
)
#: So many lines from the top the title may stand.
_NEAR = 12


def lead_from_title(doc: Document) -> Document:
    """Give the bare papers of a list of outcomes the sentence that holds its title as lead, each paper on its own."""
    titles = [
        number
        for number, sentence in enumerate(doc.sentences[:_NEAR])
        if doc.items[sentence.item].kind == "heading" and TITLE.search(sentence.span.of(doc.text))
    ]
    if not titles:
        return doc
    sentences: list[Sentence] = []
    moved: list[int] = []  # where each sentence stands when those before it have been parted
    for sentence in doc.sentences:
        moved.append(len(sentences))
        parts = [*_papers(doc.text, sentence)] if sentence.lead is None else []
        sentences += [replace(sentence, span=part, lead=titles[-1]) for part in parts] or [sentence]
    fixed = (replace(one, lead=moved[one.lead]) if one.lead is not None else one for one in sentences)
    return doc.knowing(sentences=tuple(fixed))


def _papers(text: str, sentence: Sentence) -> Iterator[Span]:
    """The papers between ； that a sentence consists of; none if it says anything else."""
    words, start = sentence.span.of(text), sentence.span.start
    parts = [*re.finditer("[^；]+；?", words)]
    if all(_BARE.fullmatch(part[0].rstrip("；。 ")) and not _SAID.search(part[0]) for part in parts):
        yield from (Span(start + part.start(), start + part.end()) for part in parts)
