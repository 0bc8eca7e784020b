"""What a document says in numbers of itself and of the world: 76大项, 270多项, 30个国家. Never an edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kg.model import Document, Figure, Span

Bound = Literal["exact", "about", "over", "under"]

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
#: What things are counted in, and what is counted, as far as the words after the measure say it.
_UNITS = "项|类|个|家|场|国(?![际家内外务有企产资])|份|名|位|条|点|部分|章|人|种|件|座|所|支|部|方"
_NOUNS = (
    "分论坛|论坛|会议|峰会|大会|活动|国家政府|国家和地区|国家|地区|国际组织|组织(?!者)|机构|企业(?!家)|媒体|公司|银行|协会|院校|大学|"
    "城市|省份|口岸|成果|项目|协议|协定|备忘录|文件|方面|举措|措施|行动|领域|问题|内容|类别|倡议|平台|中心|成员|伙伴|智库|代表"
)
#: After a measure these make a stretch of time or a share, not a number of things.
_TIMES = "工作日|交易日|自然日|百分点|小时|星期|世纪|季度|月|学年|财年"
_FIGURE = re.compile(
    r"(?=[超逾不至近约大\d一二三四五六七八九十百千两])"  # told apart at once from every place where none can begin
    r"(?P<before>超过|逾|不少于|至少|近|约|大约)?"
    r"(?<![第数几年\d.,\-A-Za-z])(?P<number>\d[\d,]*(?:\.\d+)?[万亿]?|[一二三四五六七八九十百千两]{1,7})"
    rf"(?P<more>多|余|来)?(?P<unit>大?(?:{_UNITS}))(?!{_TIMES})(?P<after>左右)?"
    rf"(?P<scope>(?:(?![出参了的由在与和])[^\W\d_、，。；：]){{0,10}}?(?:{_NOUNS}))?"
)
_BOUNDS: dict[str, Bound] = {
    "超过": "over", "逾": "over", "不少于": "over", "至少": "over", "近": "under", "约": "about", "大约": "about",
    "多": "over", "余": "over", "来": "about", "左右": "about",
}  # fmt: skip
#: Words in which a numeral counts nothing: 一个, 两国 and 双方 speak of what was named before.
_IDLE = re.compile(r"一[大项个家场份名位条点种件座所支部方类人国]|[两三][国方人]|一部分")


@dataclass(frozen=True, slots=True)
class Figures:
    """The step that gives a document its stated figures."""

    def __call__(self, doc: Document) -> Document:
        """The document with its figures."""
        return doc.knowing(figures=stated_figures(doc))


def stated_figures(doc: Document) -> tuple[Figure, ...]:
    """Every figure the sentences of a document state, in the order of the text."""
    text, found = doc.text, list[Figure]()
    numerals = [numeral.span() for numeral in _NUMERAL.finditer(text)]
    at, count = 0, len(numerals)
    for sentence in doc.sentences:
        if at == count:
            break
        start, end = sentence.span.start, sentence.span.end
        while at < count and numerals[at][0] < start:
            at += 1
        first = at
        while at < count and numerals[at][0] < end:
            at += 1
        if first < at:
            words = text[start:end]
            own = [(one - start, other - start) for one, other in numerals[first:at]]
            whole = text[end - 1] in _ENDS or text[end : end + 1] in {"", "\n"}
            # A sentence cut short may end within a numeral, or right before what makes it none.
            places = own if whole else [numeral.span() for numeral in _NUMERAL.finditer(words)]
            found += _figures(words, places, start, doc.items[sentence.item].id)
    return tuple(found)


#: Behind these no numeral goes on.
_ENDS = frozenset("。！？”’）》")
#: No figure begins or ends further from its numeral than this.
_REACH = 40
#: Every figure has one of these; looking for it first is many times quicker than trying at every place.
_NUMERAL = re.compile(rf"[\d一二三四五六七八九十百千两万亿][多余来]?大?(?:{_UNITS})")


def _figures(text: str, numerals: list[tuple[int, int]], offset: int, item: str) -> Iterator[Figure]:
    for match in _matches(text, numerals):
        before, number, more, unit, after, scope = match.groups()
        if _IDLE.fullmatch(text, match.start("number"), match.end("unit")):
            continue
        told = before or more or after
        bound: Bound = _BOUNDS[told] if told else "exact"
        span = Span(offset + match.start(), offset + match.end())
        yield Figure(" ".join(match[0].split()), span, item, value(number), bound, unit, scope)


def _matches(text: str, numerals: list[tuple[int, int]]) -> list[re.Match[str]]:
    """What ``_FIGURE.finditer`` finds, tried only around numerals."""
    found, end = list[re.Match[str]](), 0
    for at, last in numerals:
        if at >= end:
            first = max(end, at - _REACH)
            while (match := _FIGURE.search(text, first, last + _REACH)) and match.end() <= at:
                first = match.end()
            if match:
                end = match.end()
                found.append(match)
    return found


@lru_cache(maxsize=10_000)
def value(number: str) -> Decimal | None:
    """What a numeral says, in digits or in Chinese; None where it is not well formed.

    >>> value("3,000"), value("1.5万"), value("二百七十"), value("十二")
    (Decimal('3000'), Decimal('15000'), Decimal('270'), Decimal('12'))
    """
    digits = number.rstrip("万亿").replace(",", "")
    if digits[:1].isdecimal():
        return (Decimal(digits) * _LARGE.get(number[-1], 1)).normalize() + 0
    total, digit = 0, 0
    for character in number:
        if character in _TENS:
            total, digit = total + max(digit, 1) * _TENS[character], 0
        elif digit:
            return None  # two digits in a row are a year or a telephone number
        else:
            digit = _DIGITS[character]
    return Decimal(total + digit)
