"""Names in Latin letters, with the small words that stand within them: Ursula von der Leyen, Luiz da Silva."""

from __future__ import annotations

_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’\-]*"
_SMALL = r"(?:[Vv]an|[Vv]on|der|den|de|del|della|d[aio]s?|la|le|el|al|bin|ibn|bint|ter|ten|zu|y|e)"
#: A name of two words and more, as part of a pattern.
ROMAN = rf"{_WORD}(?: (?:{_SMALL} ){{0,3}}{_WORD})+"
