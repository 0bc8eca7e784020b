"""Numbers that open a line: their kind, their value, and where they stand under one another."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kg.text.lines import MARK

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark: its kind, what a reader sees of it, its value, and its length with the space behind it."""

    kind: str
    shown: str
    value: int
    length: int


def mark_of(line: str) -> Mark | None:
    """The list mark a line opens with.

    >>> mark_of("（十四）中国进出口银行")
    Mark(kind='bracket', shown='（十四）', value=14, length=4)
    """
    found = MARK.match(line)
    if found is None or found.lastgroup is None:
        return None
    body = found[found.lastgroup]
    value = _value(body)
    if value is None or found.end() >= len(line):
        return None
    shown = body.rstrip("、.．，,：:") if found.lastgroup in ("han", "arabic", "manner") else body
    return Mark(found.lastgroup, shown, value, found.end())


def _value(body: str) -> int | None:
    digits = "".join(character for character in body if character.isdecimal())
    if digits:
        return int(digits)
    if len(body) == 1 and (circled := unicodedata.numeric(body, None)) and body not in _DIGITS:
        return int(circled)
    return chinese_value("".join(character for character in body if character in _DIGITS or character in "十百"))


def chinese_value(numeral: str) -> int | None:
    """The value of a Chinese numeral below a thousand.

    >>> chinese_value("八十九"), chinese_value("十"), chinese_value("一百零二")
    (89, 10, 102)
    """
    total, digit = 0, 0
    for character in numeral:
        if character == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif character == "十":
            total, digit = total + max(digit, 1) * 10, 0
        else:
            digit = _DIGITS[character]
    return (total + digit) or None


def chinese_numeral(value: int) -> str:
    """A number from 1 to 99 in Chinese; digits beyond.

    >>> chinese_numeral(8), chinese_numeral(10), chinese_numeral(21)
    ('八', '十', '二十一')
    """
    if not 1 <= value <= 99:
        return str(value)
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


class Outline:
    """The open list marks, outermost first.

    A mark of a kind that is open closes what lies under it; a kind not yet open goes one deeper.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str, str]] = []

    def enter(self, mark: Mark, identity: str | None = None) -> tuple[str, str]:
        """Open a mark; give its path ("3.14") and its number as a reader sees it ("三（十四）")."""
        self.leave(mark.kind)
        path = ".".join([str(entry[1]) for entry in self._open] + [str(mark.value)])
        self._open.append((mark.kind, mark.value, mark.shown, identity or path))
        return path, self.shown or mark.shown

    def name(self, identity: str) -> None:
        """Say under which item id the innermost mark goes."""
        kind, value, shown, _ = self._open[-1]
        self._open[-1] = (kind, value, shown, identity)

    def leave(self, kind: str) -> None:
        """Close a kind of mark, if it is open, and all under it."""
        for depth, entry in enumerate(self._open):
            if entry[0] == kind:
                del self._open[depth:]
                return

    def clear(self) -> None:
        """Close everything."""
        self._open.clear()

    @property
    def innermost(self) -> tuple[str, int] | None:
        """Kind and value of the innermost open mark."""
        return self._open[-1][:2] if self._open else None

    @property
    def inner(self) -> str | None:
        """The item id of the innermost open mark."""
        return self._open[-1][3] if self._open else None

    @property
    def shown(self) -> str | None:
        """The number of the innermost open mark, nested."""
        shown = ""
        for entry in self._open:
            bare = shown[-1:].isalnum() and entry[2][0].isalnum() and entry[2][0] != "第"
            shown += f".{entry[2]}" if bare else entry[2]
        return shown or None
