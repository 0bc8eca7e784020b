"""Where the name of a person ends, and whether words can be one."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.roman import ROMAN

_ROMAN = re.compile(ROMAN)
_DATE = re.compile("[一二三四五六七八九十廿]{1,3}[日号]|[昨今当]日|[昨今当]天")
Tags = Callable[[str], list[tuple[str, str]]]
#: What may follow a body's name without being part of it.
_TAILS = (
    "代表团",
    "代表",
    "方面",
    "有关",
    "相关",
    "一行",
    "负责人",
    "旗下",
    "下属",
    "所属",
    "共同",
    "首",
    "等",
    "分别",
    "及",
    "此前",
    "日前",
    "近日",
    "当天",
    "总部",
    "地处",
    "设在",
    "驻",
    "董事会",
    "董事局",
)
#: Kinds of words that are no names; those of names and places (nr, ns) may be.
_WORDS = {"n", "v", "vn", "vd", "a", "ad", "an", "d", "m", "r", "p", "c", "q"}


class PersonalNames:
    """Tells names by their characters and by what kinds of words they are."""

    def __init__(self, namer: Namer, lexicon: Lexicon, tags: Tags | None = None) -> None:
        self._namer, self._lexicon, self._tags = namer, lexicon, tags
        self.tags = tags
        self._surname = re.compile(f"(?:{lexicon.alternation('surname')})")

    def begins_verb(self, words: str) -> bool:
        """Whether words after a name begin with a verb, an adverb or the like, not with more of the name."""
        if not words or self._tags is None:
            return not words
        if words.startswith(_TAILS):
            return True
        word, tag = self._tags(words)[0]
        return (
            tag[:1] in {"v", "d", "p", "c", "u", "r", "t", "m", "y", "w"} and tag != "vn" and len(word) > 1
        ) or word in "在到将对向与和就为以已被把从于的自也都曾还又再更最"

    def end(self, words: str) -> int:
        """How many characters of ``words`` are the person's name: up to the first word that is a verb or the like."""
        if (date := _DATE.search(words)) and date.start() > 1:
            words = words[: date.start()]  # 秦刚十九日, 王毅昨日
        if self._tags is None:
            return len(words)
        first = words.rfind("·") + 2 if "·" in words else 2 if self._lexicon.surname.match(words) else len(words)
        for at in range(first, min(len(words), first + (9 if "·" in words else 2))):
            if words.startswith(self._lexicon.after_name, at):
                return at  # 石崇良致词
        behind = (at for at in range(2, len(words)) if words.startswith(self._lexicon.after_name_words, at))
        words = words[: next(behind, len(words))]  # 帕斯夸尔会面
        if len(words) <= 3 and "·" not in words:
            return 0 if self.is_word(words) else len(words)
        if roman := _ROMAN.match(words):
            return roman.end()
        at = 0
        for word, tag in self._tags(words):
            if at and words[at - 1] == "·":
                at += len(word)  # whatever a part of a foreign name means elsewhere
                continue
            if at == 0 and ((tag == "v" and len(word) > 1) or word in "到在将对向与就为"):
                return 0
            if (
                at >= 2
                and (tag[:1] in {"v", "d", "p", "c", "u", "r", "t"} or tag in {"ad", "a", "vn", "f"})
                and (len(word) > 1 or word in "在到将对向与和就为说称以已被把从于的")
            ):
                return at
            at += len(word)
        return at

    def is_words(self, words: str) -> bool:
        """义务植树: four characters that are words of the language, not one of them a name's."""
        tags = self._tags(words) if self._tags is not None and len(words) > 3 else []
        return len(tags) > 1 and all(tag in _WORDS and len(word) > 1 for word, tag in tags)

    def is_word(self, words: str) -> bool:
        """多次, 学术: a word of the language with no surname in front is no name."""
        if self._tags is None or "某" in words or self._lexicon.surname.match(words):
            return False
        tags = self._tags(words)
        return len(tags) == 1 and tags[0][1] in _WORDS

    def behind(self, words: str) -> int:
        """The length of the word for what someone does that ends the words (会面); 0 where none does."""
        return next((len(word) for word in self._lexicon.after_name_words if words.endswith(word)), 0)

    def is_listed_name(self, words: str) -> bool:
        """Whether words in a list of persons may be one of them: 房屋 begins as a name does and is a common word."""
        tags = self._tags(words) if self._tags is not None else []
        return not (len(tags) == 1 and tags[0][1] in _WORDS)

    def may_be_name(self, words: str) -> bool:
        """Whether words that stand before an office may be a name, not a body or a common word."""
        headed = words in self._lexicon.heads or self._lexicon.head(words)
        return not headed and not self.is_word(words) and self._namer.bare(words) is not None

    def plausible_alone(self, name: str) -> bool:
        """Whether words look like a name where no body vouches for it: a surname, or parts between dots."""
        return "·" in name or (len(name) <= 4 and self._surname.match(name) is not None)
