"""The grammar's own words: cues, heads of names, offices. All of them stand in kg/data, none here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.entities.kinds import BODIES
from kg.record import record
from kg.resources import Row, read_table
from kg.wordtrie import Guards, alternation, guards_of

#: 三家拉美开发性金融机构, 全球一百余家机构: so many of a class, whoever they are.
COUNTED = re.compile(
    r"(?<!第)(?<!\d)(?:\d+|[一二三四五六七八九十百千两数几]+)(?:多|余|来)?(?:家|名|位)[^、，“”]*$"
    r"|^(?:\d+|[一二三四五六七八九十百千两数几]+|多|许多)(?:多|余|来)?所[^、，“”]{0,4}(?:学校|大学|高校|院校|学院|医院|中学|小学)$"
    r"|(?:\d+|[一二三四五六七八九十百千两数几]+)(?:多|余|来)?个[^、，“”]*"
    r"(?:机构|企业|国家|单位|部门|组织|城市|公司|大学|高校|院校|智库|媒体|协会|省市|省份|省区市|省|州|地区)$"
    r"|\d+个(?:省区市|省市|省份|省|城市|市|州)[^、，“”]{1,6}[局厅委部]门?$"  # 全国35个省市旅游局
    r"|一(?:系列|批)[^、，“”]*$"
    r"|^近?\d{1,3}(?:多|余)?国(?![际家]).*$"  # 近80国政府
    r"|^(?:[上近数]?[十百千](?:多|余)?|多|一系列)(?:场|项|次)"  # 上百场活动
)


#: Words that end the name of a company or the like.
_HEADED = re.compile("[\u4e00-\u9fff]{1,10}?(?P<head>有限公司|有限责任公司|股份公司|传媒公司|科技公司|大学|学院)")


#: The heads of so many names are remembered.
_REMEMBERED = 10_000


@record
class Word:
    """A cue word where it stands in a text."""

    start: int
    end: int
    kind: str


#: A longer word, where in it the word stands, and the signs one of which behind it makes it none.
_Veto = tuple[str, int, str]


class WordFinder:
    """Finds listed words, the longest at each place, unless they are part of a longer word that is none of them."""

    def __init__(self, words: dict[str, tuple[str, tuple[str, ...]]]) -> None:
        rows = {
            word: (
                word,
                kind,
                guards_of(word, (one for one in not_in if "~" not in one)),
                tuple(_vetoes(word, not_in)),
            )
            for word, (kind, not_in) in words.items()
        }
        self._kinds = {word: kind for word, (kind, _) in words.items()}
        #: Each word with those it begins with, the longest first: where it stands they stand too.
        self._held = {
            word: tuple(rows[word[:end]] for end in range(len(word), 0, -1) if word[:end] in rows) for word in rows
        }
        self._start = re.compile(alternation(words) or "(?!)")

    def kinds(self) -> dict[str, str]:
        """Every listed word and its kind."""
        return self._kinds

    def find(self, text: str, start: int = 0, end: int | None = None, limit: int | None = None) -> Iterator[Word]:
        """Words in order of place, without overlap; longer words that veto them may reach up to ``limit``."""
        stop = len(text) if end is None else end
        if limit is None:
            limit = stop
        at, last = start, (start, start)
        while found := self._start.search(text, at, stop):
            at = found.start()
            for word, kind, guards, vetoes in self._held[found[0]]:
                held = guards and _inside(text, at, guards, last, start, limit)
                if not held and not (vetoes and _vetoed(text, at, vetoes, last, start, limit)):
                    end = at + len(word)
                    yield Word(at, end, kind)
                    last, at = (at, end), end - 1
                    break
            at += 1


def _vetoes(word: str, not_in: tuple[str, ...]) -> Iterator[_Veto]:
    """并举~行办: 并举, where neither 行 nor 办 follows."""
    for one in not_in:
        longer, mark, but = one.partition("~")
        at = longer.find(word) if mark else -1
        while at >= 0:
            yield longer, at, but
            at = longer.find(word, at + 1)


def _vetoed(text: str, at: int, vetoes: tuple[_Veto, ...], last: tuple[int, int], start: int, stop: int) -> bool:
    for longer, shift, but in vetoes:
        begin, end = at - shift, at - shift + len(longer)
        inside = begin >= start and end <= stop and not last[0] < begin < last[1]
        if inside and text.startswith(longer, begin) and text[end : end + 1] not in {*but}:
            return True
    return False


def _inside(text: str, at: int, guards: Guards, last: tuple[int, int], start: int, stop: int) -> bool:
    # Only words that lie wholly between start and stop count: 同 is no part of 同意 where 意大利 is a known name.
    # 年内在: 内在 is none, as it would begin inside the word before.
    for shift, length, longer in guards:
        begin = at - shift
        if (
            begin >= start
            and begin + length <= stop
            and text[begin : begin + length] in longer
            and not last[0] < begin < last[1]
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Office:
    """An office: whether its holder stands for a state or a body, and the head its first syllable belongs to."""

    name: str
    stands_for: str
    body_head: str


class Lexicon:
    """Cues, heads and offices, read from one or more data folders (later ones add to and replace earlier ones)."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        cues: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.heads: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.offices: dict[str, Office] = {}
        self.words: dict[str, tuple[str, ...]] = {}
        self._alternations: dict[str, str] = {}
        for folder in folders:
            for row in _rows(folder / "cues.tsv", ("word", "class")):
                cues[row["word"]] = (row["class"], _split(row["not_in"]))
            for row in _rows(folder / "suffixes.tsv", ("suffix", "kinds")):
                self.heads[row["suffix"]] = (_split(row["kinds"]), _split(row["not_in"]))
            for row in _rows(folder / "offices.tsv", ("office", "represents")):
                self.offices[row["office"]] = Office(row["office"], row["represents"], row["body_head"])
            for row in _rows(folder / "wordlists.tsv", ("list", "words")):
                self.words[row["list"]] = self.words.get(row["list"], ()) + tuple(row["words"].split())
        self.cues = WordFinder(cues)
        self.cue_words = frozenset(cues)
        self._begins = re.compile(alternation(cues) or "(?!)")
        self.surname = re.compile(self.alternation("surname") or "(?!)")
        self.classes = frozenset(kind for kind, _ in cues.values())
        self._longest = max(map(len, self.heads), default=0)
        self._after_verb = self.words.get("named_after_verb", ()) or ("\0",)
        self._noun_verbs = frozenset(self.words.get("noun_verb", ()))
        verbs = self.alternation("noun_verb") or "(?!)"
        heads = "基金会?|公司|集团|银行|委员会|研究院|研究所|协会|学会|联合会|中心|管理局|总局|总署|计划署|项目|工程"
        ministry = "部|署|总署|局|总局|委员会|厅|省"
        self._names_on = re.compile(
            rf"(?<=[与和及、])(?:{verbs})[\u4e00-\u9fff]{{1,4}}(?:部|署|局|厅)(?![门分长])"  # 海洋与投资统筹部
            rf"|(?:{verbs})(?:[\u4e00-\u9fff]{{0,5}}?(?:{heads})"  # 项目准备特别基金
            rf"|(?:[、与和及][\u4e00-\u9fff]{{2,6}}){{1,4}}?(?:{ministry}))"  # 研究、开发与创新署
        )
        #: What one sign stands for: 俄 in 俄方, 京 in 在京.
        self.states, self.cities, self.regions = (
            dict(pair.split("=") for pair in self.words.get(f"{of}_abbreviation", ()))
            for of in ("state", "city", "region")
        )
        self.after_name = self.words.get("after_name", ()) or ("\0",)
        self.after_name_words = tuple(word for word in self.after_name if len(word) > 1) or ("\0",)
        self._transcription = frozenset("".join(self.words.get("transcription", ())))
        self._after_held = self.words.get("named_after_held", ()) or ("\0",)
        self._not_after_verb = self.words.get("not_after_verb", ()) or ("\0",)
        #: Events told by their kind alone, and parts of one.
        self.generic_events, self.sub_events = (
            frozenset(self.words.get(name, ())) for name in ("generic_event", "sub_event")
        )
        #: Words that point at an event (本届, 该), the longest first.
        self.definite = tuple(sorted(self.words.get("definite", ()), key=len, reverse=True))
        self._headed: dict[str, tuple[str, tuple[str, ...]] | None] = {}
        #: How far behind words it is looked whether a longer word begins with their last but one character.
        self.looks_behind = max(0, max(map(len, self._not_after_verb)) - 2)
        self.body_heads = tuple(sorted(head for head, (kinds, _) in self.heads.items() if BODIES & set(kinds)))
        self.office_finder = WordFinder({name: (name, ()) for name in self.offices})

    def head(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        """The longest head that ends a name, and the kinds it may mean.

        The head must leave something before it, and must not be the tail of a word that is no head.
        """
        if name in self._headed:
            return self._headed[name]
        if len(self._headed) >= _REMEMBERED:
            self._headed.clear()
        found = self._headed[name] = self._head(name)
        return found

    def _head(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        for length in range(min(self._longest, len(name) - 1), 0, -1):
            known = self.heads.get(name[-length:])
            if known and "*" not in known[1] and not any(name.endswith(longer) for longer in known[1]):
                return name[-length:], known[0]
        return None

    def transcribed(self, words: str) -> bool:
        """Whether words are written as foreign names are (马里博尔)."""
        return len(words) > 2 and not set(words) - self._transcription

    def sign_in_name(self, text: str, at: int) -> bool:
        """跨境说网络科技有限公司: whether a character before words that a company’s head ends is part of its name."""
        found = _HEADED.match(text, at)
        if found is None:
            return False
        cues = (self._begins.match(text, place) for place in range(at, found.start("head")))
        return all(cue is None or cue[0] in self._noun_verbs for cue in cues)

    def event_goes_on(self, text: str, at: int) -> bool:
        """Whether the head of an event stands at ``at``: 开幕研讨会, 揭牌活动."""
        return text.startswith(self._after_held, at)

    def verb_in_name(self, text: str, start: int) -> bool:
        """Whether a verb and the words behind it, which hold no other cue, are the end of a name."""
        found = self._names_on.match(text, start)
        if found is None:
            return False
        for at in range(start + 1, found.end() - 1):
            cue = self._begins.match(text, at) if text[at] not in "、与和及" else None
            if cue and cue[0] not in self._noun_verbs:
                return False
        return True

    def names_go_on(self, text: str, at: int) -> bool:
        """Whether a head of a name stands at ``at``."""
        return text.startswith(self._after_verb, at) and not text.startswith(self._not_after_verb, at)

    def begins_cue(self, text: str, at: int) -> bool:
        """Whether a cue word stands at ``at``."""
        return self._begins.match(text, at) is not None

    def not_a_head(self, text: str, at: int) -> bool:
        """Whether a longer word (部门, 会议) begins where a head of one character seems to stand."""
        return text.startswith(self._not_after_verb, at)

    def alternation(self, name: str) -> str:
        """A word list as a regular-expression alternative, longest first."""
        made = self._alternations.get(name)
        if made is None:
            words = sorted(set(self.words.get(name, ())), key=lambda word: (-len(word), word))
            made = self._alternations[name] = "|".join(map(re.escape, words))
        return made


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[Row]:
    if path.is_file():
        yield from read_table(path, required)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
