"""Numbers in digits and Chinese numerals, read here a second time and by other means than the extractor reads them.

Where a number can be meant in two ways, none is read: a proof must not raise a false alarm.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = (("千", 1_000), ("百", 100), ("十", 10))
_TEN = 10
_LARGE = (("亿", 100_000_000), ("万", 10_000))
#: The characters of a number, for who has to find its end.
CHARACTERS = r"0-9.,零〇一二两三四五六七八九十百千万亿点"
#: Longer ones stand in no text; a forged one must not keep the reader busy, and 28 digits are exact.
_LONGEST = 24
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def number(text: str) -> Decimal | None:
    """The value of a whole number; nothing where it cannot be read or is not safe to read.

    >>> number("3亿5000万"), number("1.5万亿"), number("1,200"), number("两千三百万")
    (Decimal('350000000'), Decimal('1500000000000.0'), Decimal('1200'), Decimal('23000000'))
    >>> number("三点五亿"), number("百万"), number("一百零五"), number("一百二")
    (Decimal('350000000.0'), Decimal('1000000'), Decimal('105'), None)
    """
    if len(text) > _LONGEST:
        return None
    for sign, worth in _LARGE:
        before, found, after = text.rpartition(sign)
        if found:
            return _together(number(before), worth, after, number(after))
    return _below_myriad(text)


def _below_myriad(text: str) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, point, fraction = text.partition("点")
    if point:
        value, behind = _below_myriad(whole), _row(fraction)
        return None if value is None or behind is None else value + Decimal(behind).scaleb(-len(fraction))
    for sign, worth in _SMALL:
        before, found, after = text.partition(sign)
        if found:
            # 百 alone is one of its kind; 十百 is nothing, though 10百 is written.
            left = _below_myriad(before) if before else Decimal(1)
            if before[:1] not in "0123456789" and left is not None and left >= _TEN:
                return None
            return _together(left, worth, after, _below_myriad(after))
    row = _row(text)
    return None if row is None else Decimal(row)


def _together(left: Decimal | None, worth: int, after: str, rest: Decimal | None) -> Decimal | None:
    """So many of a unit, and what is written behind it."""
    if left is None or not after:
        return None if left is None else left * worth
    # 一百二 is 120, and 1.5亿3 is nothing: what follows has to be smaller than the unit and say its own.
    bare = len(after) == 1 and worth > 10
    if rest is None or bare or rest >= worth or left != left.to_integral_value():
        return None
    return left * worth + rest


def _row(text: str) -> int | None:
    """Numerals side by side: 二〇一九, 五, 零五."""
    if not text or any(sign not in _DIGITS for sign in text):
        return None
    return int("".join(str(_DIGITS[sign]) for sign in text))
