"""Where the name of a person ends, and whether words can be one."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.roman import ROMAN

#: How a name may be written.
NAME = re.compile(
    r"[\u4e00-\u9fff]{2,9}"  # one run of Han characters
    r"|[\u4e00-\u9fffA-Za-z]{1,8}(?:[·.—-][\u4e00-\u9fffA-Za-z]{1,10})+"  # parts between dots
    rf"|{ROMAN}"
)
NO_NAME = re.compile(
    r"^一行|^因(?![凡特斯格迪佐])|^应邀|^应约|^任命|^提名|^委任|^聘任|^推选"  # what happens to them
    r"|^大会|常务|[手身][中里上]$|.{2}[时后]$|^兼|^高度$|级|们|们的|期间|致|等|同志$|代表|夫妇"  # ranks, groups
    r"|^称|^会|^周[一二三四五六日]$|班底|阵容"  # verbs, days, teams
    r"|声明|全文|总结|致辞|讲话|报告|公报|宣言|贺信|会议|会见|先生$|女士$|分别|阁下"  # words and titles
    r"|夫人$|对|团|人员|工作|任期|办公|官邸|选举|职务|换届|访|会$|府"  # the office itself
)
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
        if len(words) > 2 and words.endswith(("都", "仍", "均")) and not self._lexicon.surname.match(words):
            return len(words) - 1  # 普京都没有出席
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
        dot = words.find("·")
        at = 0
        for word, tag in self._tags(words):
            if at + len(word) <= dot < 6:
                at += len(word)  # 提拉·蓬帕尼: so does the first
                continue
            if at and "·" in words[max(0, at - 2) : at]:
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

    def follows_head(self, words: str, name: str) -> bool:
        """Whether 长 and the name behind it are two: 省长孟某某, not 市长江岸线."""
        tags = self._tags(words) if self._tags is not None else []
        return self.plausible_alone(name) and (not tags or len(tags[0][0]) == 1 or not self._is_common(tags[0]))

    def _is_common(self, word: tuple[str, str]) -> bool:
        return word[1] in _WORDS or word[1] == "ns"

    def holds_verb(self, words: str) -> bool:
        """Whether one of some words is a verb, an adverb or the like."""
        tags = self._tags(words) if self._tags is not None else []
        return any(tag[:1] in {"v", "d", "p", "c", "u", "r"} and tag != "vn" for _, tag in tags)

    def is_somebody(self, words: str) -> bool:
        """Whether words before a connector are somebody's name and no field of a ministry."""
        tags = self._tags(words) if self._tags is not None and self.plausible_alone(words) else []
        return bool(tags) and tags[0][1].startswith("nr")

    def may_be_name(self, words: str) -> bool:
        """Whether words that stand before an office may be a name, not a body or a common word."""
        headed = words in self._lexicon.heads or self._lexicon.head(words)
        return not headed and not self.is_word(words) and self._namer.bare(words) is not None

    def plausible_alone(self, name: str) -> bool:
        """Whether words look like a name where no body vouches for it: a surname, or parts between dots."""
        return "·" in name or (len(name) <= 4 and self._surname.match(name) is not None)

    def is_headed(self, name: str) -> bool:
        """Whether words end as the name of a body or an event does; 宋赛 does, and is a name like any other."""
        head = self._lexicon.head(name)
        return head is not None and not (len(head[0]) == 1 < len(name) < 4 and self._lexicon.surname.match(name))
