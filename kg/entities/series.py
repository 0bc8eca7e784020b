"""Events that come again: the series, the ordinal and the year that a name says."""

from __future__ import annotations

import re

from kg.entities.shapes import read_number

#: Which one of a series of meetings: 第三届, 第十二次, 首届.
EDITION = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[届次]|首届")
_ORDINAL = re.compile(r"^(?:第(?P<n>[一二三四五六七八九十百\d]+)|(?P<first>首))(?P<unit>届|次|轮|期)")
#: 合作委员会第九次会议: the ordinal may stand between whose and what.
_INNER = re.compile(
    r"(?<=[\u4e00-\u9fff”）]{2})(?:第(?P<n>[一二三四五六七八九十百\d]+)|(?P<first>首))(?P<unit>届|次|轮|期)"
)
_YEAR = re.compile(r"^(?P<year>(?:19|20)\d\d)年?(?:度)?|[（(]?(?P<in>(?:19|20)\d\d)年?[)）]?$")


def series_of(name: str) -> tuple[str, int | None, str | None]:
    """The parts of an event's name: series, ordinal, year.

    >>> series_of("第二届中国国际进口博览会")
    ('中国国际进口博览会', 2, None)
    >>> series_of("中巴合作委员会第九次会议")
    ('中巴合作委员会会议', 9, None)
    """
    year = _YEAR.search(name)
    series = _YEAR.sub("", name).strip("·•") if year else name
    found = _ORDINAL.match(series) or _INNER.search(series)
    ordinal = None
    if found:
        number = read_number(found["n"]) if found["n"] else None
        ordinal = 1 if found["first"] else int(number) if number is not None else None
        series = series[: found.start()] + series[found.end() :]
    return series or name, ordinal, (year["year"] or year["in"]) if year else None


def numeral(number: int) -> str:
    """A small number as an event's name writes it: 三, 十二.

    >>> numeral(3), numeral(12), numeral(20)
    ('三', '十二', '二十')
    """
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "") if tens < 10 else str(number)
