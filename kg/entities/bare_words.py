"""Words that no head tells but that may be a name: what of them is the name, and what only leads up to it."""

from __future__ import annotations

import re

from kg.entities.lexicon import Lexicon
from kg.entities.unnamed import NOBODY, ClassWords

_POINTS = ("该", "本", "其", "此", "上述", "你", "您", "他", "她", "它", "咱")
#: So many words are remembered, and none that are longer.
_MOST_KNOWN, _LONGEST = 10_000, 60
_BARE = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·•&“”（）\-—. ]+")
#: 考察了某某项目: a verb that is over is no part of the name behind it.
_DONE = re.compile(
    "[\u4e00-\u9fff]{1,3}了(?=[\u4e00-\u9fff“《\\d]{3})|电(?=第)|（[^（）]{1,30}）(?=[\u4e00-\u9fff])|组织(?=“)"
)
_SO_MANY = re.compile(r"[两二三四五六七八九十百\d]+(?:个|大)?(?:国|方|地|省|市|州|校|院|行|家|部门|单位|城)")
_SO_MANY_OF = re.compile(r"\d(?:多|余)?(?:个|家|名|位)")


class BareWords:
    """Tells them. What it says depends on the words alone and is remembered: many are met again and again."""

    def __init__(self, lexicon: Lexicon, classes: ClassWords) -> None:
        self._lexicon, self._classes = lexicon, classes
        self._strip = re.compile(rf"(?:{lexicon.alternation('lead_strip')})+")
        self._no_name = re.compile(rf"^(?:{lexicon.alternation('no_name')})|(?:{lexicon.alternation('no_name_end')})$")
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Of some words those that may be the name; none where they cannot be one."""
        if len(text) > _LONGEST:
            return self._of(text)
        words = self._known.get(text)
        if words is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            words = self._known[text] = self._of(text)
        return words

    def strip(self, text: str) -> int:
        """How many leading characters are no part of a name (一个, 本届, 日前)."""
        found = _DONE.match(text) or self._strip.match(text)
        return found.end() if found and found.end() < len(text) else 0

    def is_lead(self, text: str) -> bool:
        """Whether words only lead up to a name."""
        return self._strip.fullmatch(text) is not None

    def _of(self, text: str) -> str:
        if text.startswith(_POINTS) or NOBODY.search(text):
            return ""
        words = text[self.strip(text) :]
        words = words if words[:1] == "“" and "”" in words[:-1] else words.strip("“”‘’")
        if (
            not 2 <= len(words) <= 20
            or not _BARE.fullmatch(words)
            or self._no_name.search(words)
            or self._classes.is_class(words)
            or _SO_MANY.fullmatch(words)
            or words in self._lexicon.heads
            or any(words[cut:] in self._lexicon.offices for cut in range(3))
            or "通过" in words
            or _SO_MANY_OF.search(words)
        ):
            return ""
        return words
