"""Files of others with bytes turned, doubled and taken away: read, or refused in one line."""

from __future__ import annotations

import os
import random
from functools import partial

import pytest

from kg.errors import DocumentError
from kg.scaling.limit import within
from kg.text.reader import read_data
from tests.security import hostile

_TEXT = hostile.SENTENCE
_PIECES = (b"<", b">", b"(", b"[", b"<<", b"0" * 20, b"9" * 12, b"\xff", b"/", b"stream", b" R ", b"-1", b"&#", b"\0")
SEEDS = {
    "a.docx": hostile.word(f"<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p>" * 3 + "<w:tbl/>", numbering="", styles=""),
    "a.pdf": hostile.pdf_with_map(b"1 beginbfrange\n<0001> <0009> <4e2d>\nendbfrange"),
    "b.pdf": hostile.pdf(b"BT /F1 12 Tf (abc) Tj ET", ""),
    "a.html": f"<meta charset=gb2312><title>{_TEXT}</title><table><tr><td>{_TEXT}<td>b</table><ul><li>a".encode(),
}


def turned(chance: random.Random, data: bytes) -> bytes:
    """The bytes after a few small accidents."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        kind, at = chance.random(), chance.randrange(len(held))
        if kind < 0.5:
            held[at] ^= 1 << chance.randrange(8)
        elif kind < 0.7:
            held[at:at] = chance.choice(_PIECES)
        elif kind < 0.85 and len(held) > 99:
            del held[at : at + chance.randint(1, 30)]
        else:
            held[at:at] = held[: chance.randint(1, 60)]
    return bytes(held)


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_with_accidents_is_read_or_refused_in_one_line(name, record_property):
    chance, count = random.Random(name), int(os.environ.get("KG_FUZZ", "300"))
    for _ in range(count):
        data = turned(chance, SEEDS[name])
        try:
            within(20, partial(read_data, data, name))
        except DocumentError as error:
            assert "\n" not in str(error)
            assert len(str(error)) < 400
    record_property("inputs", count)
