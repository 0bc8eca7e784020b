"""The first letters of a Chinese name as one types them: 国家开发银行 is gjkfyh.

GB 2312 orders its 3,755 everyday characters by their reading, so 23 boundaries tell the first letter of each. Rarer
characters (ordered by radical) have none and stand for themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, product

#: The first everyday character of each initial letter, in the order of GB 2312.
_BOUNDS = tuple(character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝")
_LETTERS = "abcdefghjklmnopqrstwxyz"
_END = "座".encode("gb2312")

#: Characters with a second reading that names do use (银行, 重庆, 成长, 厦门, 会计, 朝鲜, 调查, 西藏 …).
_SECOND = {
    "行": "h", "重": "c", "长": "z", "厦": "x", "会": "k", "朝": "z", "调": "d", "藏": "z", "乐": "y",
    "盛": "c", "传": "z", "率": "s", "校": "j", "大": "t", "都": "d", "单": "c", "解": "x", "曾": "c",
}  # fmt: skip
_MOST = 4


def initials(name: str) -> tuple[str, ...]:
    """The ways to type a name by first letters; empty where it has no Chinese character.

    >>> initials("国家开发银行")
    ('gjkfyx', 'gjkfyh')
    >>> initials("IMF")
    ()
    """
    characters = [character for character in name if character.isalnum()]
    letters = [_letters(character) for character in characters]
    if letters == [(character.lower(),) for character in characters]:
        return ()
    return tuple("".join(way) for way in islice(product(*letters), _MOST))


def _letters(character: str) -> tuple[str, ...]:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return (character.lower(),)
    if len(code) != 2 or not _BOUNDS[0] <= code <= _END:
        return (character.lower(),)
    first = _LETTERS[bisect_right(_BOUNDS, code) - 1]
    second = _SECOND.get(character)
    return (first,) if second in (None, first) else (first, str(second))
