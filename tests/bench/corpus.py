"""A corpus of any size from our own sentences: the same seed, the same bytes.

The newspaper mix has about one claim in a thousand characters; the dense lists are nothing but outcomes. No two
documents are alike, so that nothing a reader remembers from one can answer for the next.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.resources import CORPUS
from tests.phenomena.suite import load

HERE = Path(__file__).resolve().parent
#: One sentence in so many speaks of an outcome; measured to give about one claim in a thousand characters.
_RARITY = 60
_SLOT = re.compile(r"\{(\w)\w*\}")
_NUMERALS = "一二三四五六七八九十"


@cache
def filler() -> dict[str, Any]:
    """The sentences of a daily paper and the words that fill them."""
    return tomllib.loads((HERE / "filler.toml").read_text(encoding="utf-8"))


@cache
def outcomes() -> tuple[str, ...]:
    """Sentences that may state a fact: those of the suite of phenomena and of the embedded corpus."""
    suite = [case.text for case in load() if "\n" not in case.text and len(case.text) < 200]
    lines = [
        line.strip()
        for path in sorted((CORPUS / "text").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if 20 <= len(line.strip()) <= 200 and line.strip().endswith("。") and "[[" not in line
    ]
    return tuple(dict.fromkeys([*suite, *lines]))


def newspaper(characters: int, seed: int = 1) -> Iterator[str]:
    """Articles that together have at least so many characters."""
    chance, made = random.Random(seed), 0
    while made < characters:
        text = _article(chance)
        made += len(text)
        yield text


def lists(characters: int, seed: int = 1) -> Iterator[str]:
    """Numbered lists of outcomes that together have at least so many characters."""
    chance, made = random.Random(seed), 0
    while made < characters:
        items = chance.sample(outcomes(), 40)
        text = "".join(f"{number}. {_redrawn(item, chance)}\n" for number, item in enumerate(items, start=1))
        text = f"{chance.choice(_NUMERALS)}、成果清单\n{text}"
        made += len(text)
        yield text


def write(texts: Iterator[str], folder: Path) -> int:
    """Write texts as files of one folder; their bytes together."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for number, text in enumerate(texts):
        data = text.encode("utf-8")
        (folder / f"a{number:06}.txt").write_bytes(data)
        total += len(data)
    return total


def _article(chance: random.Random) -> str:
    told = filler()
    paragraphs = [chance.choice(told["sentences"]).partition("，")[0]]
    paragraphs += ["　　" + _paragraph(chance) for _ in range(chance.randint(3, 6))]
    return "\n".join(_filled(paragraph, chance) for paragraph in paragraphs) + "\n"


def _paragraph(chance: random.Random) -> str:
    return "".join(_sentence(chance) for _ in range(chance.randint(2, 5)))


def _sentence(chance: random.Random) -> str:
    if chance.randrange(_RARITY) == 0:
        return _redrawn(chance.choice(outcomes()), chance).replace("{", "").replace("}", "")
    return str(chance.choice(filler()["sentences"]))


def _filled(text: str, chance: random.Random) -> str:
    told = filler()
    digits = {"n": (10, 99), "m": (2, 9), "d": (1, 9)}

    def fill(slot: re.Match[str]) -> str:
        name = slot[0][1:-1]
        return str(chance.randint(*digits[name])) if name in digits else str(chance.choice(told[name]))

    return _SLOT.sub(fill, text)


def _redrawn(text: str, chance: random.Random) -> str:
    """The sentence with other days and sums, so that it is not the same twice; years stay."""
    return re.sub(r"(?<!\d)[1-9](?=(?:日|亿|万|项|家))", lambda _: str(chance.randint(1, 9)), text)
