"""Names in Latin letters, with the small words that stand within them: Ursula von der Leyen, Luiz da Silva."""

from __future__ import annotations

_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’\-]*"
_SMALL = r"(?:[Vv]an|[Vv]on|der|den|de|del|della|d[aio]s?|la|le|el|al|bin|ibn|bint|ter|ten|zu|y|e)"
_FIRM = r"(?:Ltd|LTD|Limited|Inc|INC|Corp|Corporation|Company|Co|Group|Pte|PTE|PLC|Plc|LLC|GmbH|Holdings?|Bank|AG)\.?"
#: The name of a firm in Latin letters: Glaucous International Pte Ltd, PT Semen Indonesia.
LATIN_FIRM = (
    r"(?:PT\.? [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*"
    rf"|[A-Z][A-Za-z&.\-]*(?: (?:of|and|for|the|[A-Z&][A-Za-z&.\-]*))* {_FIRM}(?: {_FIRM})*)"
)
#: A name of two words and more, as part of a pattern.
ROMAN = rf"{_WORD}(?: (?:{_SMALL} ){{0,3}}{_WORD})+"
