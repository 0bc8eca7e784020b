"""Character for character: radicals, full width, quotation marks, traditional characters.

Nothing here changes the length of a text, so no offset moves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from kg.resources import DATA, read_table
from kg.text.lines import HAN

#: One search tells whether a text has anything for :func:`to_plain_glyphs`.
_ODD = re.compile(
    "[\u00a0\u02bc\u1680\u2000-\u200a\u202f\u205f\u2015\u2027\u2500\u2e80-\u2fdf\u300c-\u300f\u30fb\uf900-\ufaff"
    "\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e\uff65]"
)
_CHINESE_PUNCTUATION = "！（），：；？"


@lru_cache(maxsize=1)
def _plain() -> dict[int, str]:
    table = {row["radical"]: row["character"] for row in read_table(DATA / "radicals.tsv", ("radical", "character"))}
    for code in range(0xF900, 0xFB00):
        whole = unicodedata.normalize("NFC", chr(code))
        if len(whole) == 1:
            table[chr(code)] = whole
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in _CHINESE_PUNCTUATION:
            table[chr(code)] = chr(code - 0xFEE0)
    for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F):
        table[chr(code)] = "　" if code == 0x2003 else " "  # PDF fonts write the wide space as an em space
    table |= dict(zip("「」『』\u02bc", "“”‘’’", strict=True))
    # the bar and the box line that stand for a dash, the dots of Japanese fonts between foreign names
    table |= dict(zip("\u2015\u2500\u30fb\uff65\u2027", "——···", strict=True))
    return str.maketrans(table)


def to_plain_glyphs(text: str) -> str:
    """Radicals to characters, full-width letters and digits to half width, 「」 to “”, odd spaces to plain ones.

    >>> to_plain_glyphs("⽼挝「２０１７」")
    '老挝“2017”'
    """
    return text.translate(_plain()) if _ODD.search(text) else text


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _variants() -> dict[int, str]:
    table = {row["variant"]: row["character"] for row in read_table(DATA / "variants.tsv", ("variant", "character"))}
    return str.maketrans(table)


#: Characters that names keep in simplified writing too (李兴乾), and how long a line must be to tell by all its other
#: characters that it is written so.
_ALSO_SIMPLIFIED, _TELLING = frozenset("乾"), 20
#: Characters that stay as they are alone and become others in some word: 破坏 but 毛坯, 明瞭 but 瞭望.
_BY_WORD = "哩坏沈甦瞭藉衹覆"


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    """What a line must hold for any of it to change; whatever lies beyond the common planes may."""
    common = [chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    converted = str(_converter().convert("\n".join(common))).split("\n")
    acting = {old for old, new in zip(common, converted, strict=True) if old != new}
    acting |= {*_BY_WORD, *map(chr, _variants())}
    return re.compile(f"[{''.join(sorted(acting))}\U00010000-\U0010ffff]")


def to_simplified(text: str) -> str:
    """Traditional to simplified characters, in context, and regional forms to common ones, keeping every position.

    No word goes over the end of a line, so only lines that hold something to convert are handed over.

    >>> to_simplified("對於數碼夥伴"), to_simplified("谘詢")
    ('对于数码伙伴', '咨询')
    """
    acting = _acting()
    if acting.search(text) is None:
        return text
    table = _variants()
    return "\n".join(
        _line_to_simplified(line).translate(table) if acting.search(line) else line for line in text.split("\n")
    )


def _line_to_simplified(line: str) -> str:
    try:
        converted = str(_converter().convert(line))
    except (UnicodeError, ValueError):  # a lone surrogate cannot be handed over
        return line
    if len(converted) == len(line):
        changed = {old for old, new in zip(line, converted, strict=True) if old != new}
        return line if len(line) >= _TELLING and changed <= _ALSO_SIMPLIFIED else converted
    single = [str(_converter().convert(character)) for character in line]
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))


_WIDE = f"{HAN}，。、；：！？（）《》“”‘’【】〔〕—…"
_ASCII_MARK = re.compile(rf"[,;:?!](?:(?<=[{_WIDE}].)|(?=[{_WIDE}]))")
_WIDE_IN_NUMBER = re.compile(r"[，：](?=\d)(?<=\d.)(?:(?<=，)(?=\d{3}(?!\d))|(?<=：)(?=\d\d(?!\d)))")
_BRACKETS = re.compile(r"[(（][^()（）\n]{0,200}[)）]")
_TO_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_TO_ASCII = str.maketrans("，：（）", ",:()")
_HAN = re.compile(f"[{_WIDE}]")


def to_chinese_punctuation(text: str) -> str:
    """One form for punctuation: full width beside Han characters, ASCII inside numbers.

    >>> to_chinese_punctuation("中国(大陆),1，000亿元")
    '中国（大陆），1,000亿元'
    """
    if "（" in text or "(" in text:
        text = _BRACKETS.sub(lambda found: _bracket(found, text), text)
    text = _WIDE_IN_NUMBER.sub(lambda found: found[0].translate(_TO_ASCII), text)
    if any(mark in text for mark in ",;:?!"):
        text = _ASCII_MARK.sub(lambda found: found[0].translate(_TO_WIDE), text)
    return text


def _bracket(found: re.Match[str], text: str) -> str:
    start, end = found.span()
    around = text[max(0, start - 1) : end + 1]
    wide = _HAN.search(around.replace("（", "").replace("）", "")) is not None
    table = _TO_WIDE if wide else _TO_ASCII
    return found[0][0].translate(table) + found[0][1:-1] + found[0][-1].translate(table)


_STRAIGHT = re.compile(r'^[^\n"]*"[^\n]*$', re.MULTILINE)
_STRAIGHT_SINGLE = re.compile(rf"'([^'\n]*[{HAN}][^'\n]*)'")


def to_curly_quotes(text: str) -> str:
    """Straight quotation marks in lines with Han characters, opened and closed in turn.

    >>> to_curly_quotes('共建"一带一路"')
    '共建“一带一路”'
    """
    if '"' in text:
        text = _STRAIGHT.sub(_curl, text)
    return _STRAIGHT_SINGLE.sub(r"‘\1’", text) if "'" in text else text


def _curl(found: re.Match[str]) -> str:
    line = found[0]
    if not _HAN.search(line) or line.count('"') % 2:
        return line
    pieces = line.split('"')
    return pieces[0] + "".join(("“" if place % 2 else "”") + piece for place, piece in enumerate(pieces[1:], 1))
