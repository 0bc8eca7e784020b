"""Texts bred from real ones: sentences of the corpus, cut, doubled, mixed and poisoned by a seeded hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache

from kg.resources import CORPUS
from tests.security import hostile

LONGEST = 400
_SPLICES = (
    "签署",
    "与",
    "和",
    "、",
    "，",
    "。",
    "；",
    "：",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "\n",
    "一、",
    "（一）",
    "1. ",
    "等国",
    "将",
    "关于",
)


@lru_cache(maxsize=1)
def seeds() -> tuple[str, ...]:
    """Lines of the embedded corpus, and hostile strings that are short enough to stand among them."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted((CORPUS / "text").glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    poison = [text for text in (*hostile.STRANGE.values(), *hostile.NAMES.values()) if len(text) <= LONGEST]
    return (*lines, *poison)


def bred(seed: int, count: int) -> Iterator[str]:
    """``count`` texts; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(seeds())
        for _ in range(chance.randint(0, 6)):
            text = chance.choice(_CHANGES)(chance, text)[:LONGEST]
        yield text


def _place(chance: random.Random, text: str) -> int:
    return chance.randint(0, len(text))


def _insert(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice((*_SPLICES, *hostile.UNITS)) * chance.randint(1, 3) + text[at:]


def _poison(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(seeds())[: chance.randint(1, 60)] + text[at:]


def _delete(chance: random.Random, text: str) -> str:
    start = _place(chance, text)
    return text[:start] + text[start + chance.randint(1, 8) :]


def _double(chance: random.Random, text: str) -> str:
    start = _place(chance, text)
    part = text[start : start + chance.randint(1, 40)]
    return text[:start] + part * chance.randint(2, 5) + text[start + len(part) :]


def _swap(chance: random.Random, text: str) -> str:
    one, two = sorted((_place(chance, text), _place(chance, text)))
    return text[two:] + text[one:two] + text[:one]


def _any(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    code = chance.choice(
        (chance.randrange(0x20, 0x3000), chance.randrange(0x3000, 0xD800), chance.randrange(0xE000, 0x30000))
    )
    return text[:at] + chr(code) + text[at + 1 :]


def _nest(chance: random.Random, text: str) -> str:
    opening, closing = chance.choice(("（）", "《》", "“”", "()", "[]", "「」"))
    return opening * chance.randint(1, 20) + text + closing * chance.randint(0, 20)


def _cross(chance: random.Random, text: str) -> str:
    other = chance.choice(seeds())
    return text[: _place(chance, text)] + other[_place(chance, other) :]


def _digit(chance: random.Random, text: str) -> str:
    """A digit of another script where one of ours stood."""
    places = [at for at, character in enumerate(text) if character in "0123456789"]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice("٣၀९０²½③〇") + text[at + 1 :]


_CHANGES = (_digit, _insert, _poison, _delete, _double, _swap, _any, _nest, _cross)
