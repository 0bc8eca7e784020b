"""Numbers that open a line: their kind, their value, and where they stand under one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.text.lines import MARK, OPENING

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
    value = _value(body) if found.lastgroup not in _VALUES else _VALUES[found.lastgroup](body)
    if value is None or found.end() >= len(line):
        return None
    shown = body.rstrip("、.．，,：:") if found.lastgroup in ("han", "arabic", "manner", "letter") else body
    return Mark(found.lastgroup, shown, value, found.end())


_DOTTED = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})(?=[ \t　\u3400-\u9fff“《])(?![ \t　]*[亿億万萬千百倍元美欧英个個％吨公米])"
)


def dotted_of(line: str) -> tuple[int, ...]:
    """The numbers of a line that opens like 2.3 or 2.3.1; none if it does not, or opens with a quantity.

    >>> dotted_of("2.3 海关合作"), dotted_of("2.3亿元"), dotted_of("2017年")
    ((2, 3), (), ())
    """
    found = _DOTTED.match(line)
    return tuple(map(int, found[1].split("."))) if found else ()


#: So many numbers in order are a list, whatever is left out of it.
_MANY = 4


def dotted_numbers(lines: Iterable[str]) -> frozenset[tuple[int, ...]]:
    """Which of the numbers that lines open with are list marks: another has the next, the one before, or a part.

    Where there are many in order, as in an excerpt, all are.
    """
    row = [number for line in lines if line[:1].isdecimal() and (number := dotted_of(line))]
    found, many = set(row), len(row) >= _MANY and row == sorted(row)
    wholes = {number[:-1] for number in found}
    return frozenset(
        number
        for number in found
        if number in wholes or many or any((*number[:-1], number[-1] + step) in found for step in (-1, 1))
    )


def _value(body: str) -> int | None:
    digits = "".join(character for character in body if character.isdecimal())
    if digits:
        return int(digits)
    if len(body) == 1 and (circled := unicodedata.numeric(body, None)) and body not in _DIGITS:
        return int(circled)
    return chinese_value("".join(character for character in body if character in _DIGITS or character in "十百"))


_ROMAN = {"i": 1, "v": 5, "x": 10}


def _letter_value(body: str) -> int | None:
    return ord(body.strip("（(）).．、").lower()) - ord("a") + 1


def _roman_value(body: str) -> int | None:
    digits = [_ROMAN[letter] for letter in body.strip("（(）)、.").lower()]
    return sum(-one if one < next_ else one for one, next_ in zip(digits, [*digits[1:], 0], strict=True))


def _dotted_value(body: str) -> int | None:
    return int(body.rpartition(".")[2])


_VALUES = {"letter": _letter_value, "roman": _roman_value, "dotted": _dotted_value}


def marks_of(lines: list[str]) -> list[Mark | None]:
    """The list marks of all lines: their row tells the letter (i) from the number (i), and 1.2 from a quantity."""
    numbers = dotted_numbers(lines)
    marks: list[Mark | None] = []
    letter = 0
    for line in lines:
        if line[:1] not in OPENING and not line[:1].isdecimal():
            marks.append(None)  # most lines: no mark begins so
            continue
        mark = mark_of(line)
        if (number := dotted_of(line)) in numbers and number:
            mark = _dotted(line, number)
        elif mark is not None and mark.kind == "roman" and len(bare := mark.shown.strip("（(）)、.")) == 1:
            value = ord(bare.lower()) - ord("a") + 1
            if letter == value - 1:
                mark = replace(mark, kind="letter", value=value)
        if mark is not None and mark.kind != "roman":
            letter = mark.value if mark.kind == "letter" else letter if mark.kind == "digitbracket" else 0
        marks.append(mark)
    return marks


def _dotted(line: str, number: tuple[int, ...]) -> Mark:
    shown = ".".join(map(str, number))
    rest = line[len(shown) :]
    return Mark(f"dotted{len(number)}", shown, number[-1], len(shown) + len(rest) - len(rest.lstrip(" 　")))


def chinese_value(numeral: str) -> int | None:
    """The value of a Chinese numeral below a thousand; None for anything else.

    >>> chinese_value("八十九"), chinese_value("十"), chinese_value("一百零二")
    (89, 10, 102)
    """
    total, digit = 0, 0
    for character in numeral:
        if character == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif character == "十":
            total, digit = total + max(digit, 1) * 10, 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
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
        if mark.kind.startswith("dotted") and not self._open:
            path = mark.shown
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
        shown = last = ""
        for entry in self._open:
            if entry[0].startswith("dotted"):  # 2.3.1 says what it stands under
                shown = shown[: -len(last)] if entry[2].startswith(f"{last}.") else shown
            last = entry[2]
            bare = shown[-1:].isalnum() and entry[2][0].isalnum() and entry[2][0] != "第"
            shown += f".{entry[2]}" if bare else entry[2]
        return shown or None
