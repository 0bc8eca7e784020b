"""A sentence as a string of one letter per mention or cue, with the way back to the text.

Patterns then are regular expressions over that string. Each kind has a letter of its own; the letters are handed out
by name, so the same kinds give the same tape everywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Cue, Document, Mention, Span
from kg.record import record

#: No letter from here on means anything in a pattern. Classes of those below 256 are compiled in a third of the time.
_FIRST = 0x80


class Alphabet:
    """Letters for kinds.

    >>> letters = Alphabet(["Country", "SIGN"])
    >>> letters["SIGN"] == letters["SIGN"] != letters["Country"]
    True
    """

    def __init__(self, kinds: Sequence[str]) -> None:
        self._letters = {kind: chr(_FIRST + number) for number, kind in enumerate(sorted(set(kinds)))}
        self.unknown = chr(_FIRST + len(self._letters))

    def __getitem__(self, kind: str) -> str:
        return self._letters.get(kind, self.unknown)

    def word(self, units: Iterable[Mention | Cue]) -> str:
        """The letters of some units."""
        letter, unknown = self._letters.get, self.unknown
        return "".join([letter(unit.kind, unknown) for unit in units])

    def __contains__(self, kind: object) -> bool:
        return kind in self._letters

    def kinds(self) -> tuple[str, ...]:
        """All kinds that have a letter."""
        return tuple(self._letters)

    def any_of(self, kinds: Sequence[str]) -> str:
        """A regular-expression class of the letters of some kinds."""
        return f"[{''.join(self._letters[kind] for kind in sorted(set(kinds)) if kind in self._letters)}]"


@record
class Tape:
    """One stretch of text as letters. ``units[i]`` is what letter ``i`` stands for."""

    letters: str
    units: tuple[Mention | Cue, ...]
    span: Span

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The mentions among some letters."""
        return [unit for unit in self.units[start:end] if isinstance(unit, Mention)]


#: A firm's name has so many characters at the least: 寿险公司 says what kind of firm.
_SHORTEST = 5
#: What rules do not see: parties in the title of a paper, a person's earlier offices.
_HIDDEN = frozenset({"InTitle", "Office"})
#: A gathering told by its kind alone: the one the document speaks of.
_MEETINGS = frozenset(
    head + kind for head in ("", "本次", "此次", "是次", "本届") for kind in ("会议", "大会", "会晤", "年会")
)


def units_of(doc: Document) -> list[Mention | Cue]:
    """What rules see of a document, in the order of the text."""
    told = (m for m in doc.mentions if m.kind not in _HIDDEN and not _is_aside(m, doc.text))
    units = [*(_as_pronoun(mention, doc.text) for mention in told), *doc.cues]
    units.sort(key=lambda unit: (unit.span.start, -unit.span.end))
    return _of_classes(_without_owners(units, doc.text), doc.text)


def _of_classes(units: list[Mention | Cue], text: str) -> list[Mention | Cue]:
    """甲馆、乙馆等18个国家的21家美术馆: of the count only 等 is kept; the states of 甲国、乙国等…… act not."""
    kept: list[Mention | Cue] = []
    skip = 0
    for at, unit in enumerate(units):
        if skip:
            skip -= 1
            continue
        behind = [one.kind for one in units[at + 1 : at + 3]]
        counted = unit.kind == "Etc" and behind == ["DE", "Unnamed"] and "国" in unit.span.of(text)
        if counted and kept and kept[-1].kind in {"Country", "Territory"}:
            while kept and kept[-1].kind in {"Country", "Territory", "、", "AND"}:
                kept.pop()
            kept.append(units[at + 2])
            skip = 2
        else:
            kept.append(unit)
            skip = 2 if counted else 0
    return kept


def _is_class(unit: Mention, text: str) -> bool:
    return len(words := unit.span.of(text)) < _SHORTEST and words.endswith(("公司", "企业", "机构", "团队"))


def _without_owners(units: list[Mention | Cue], text: str) -> list[Mention | Cue]:
    """甲旗下的乙与丙签署: 乙 signs, whose firm it is plays no role."""
    if not any(unit.kind == "OWNS" for unit in units):
        return units
    kept: list[Mention | Cue] = []
    for at, unit in enumerate(units):
        behind = units[at + 1 : at + 3]
        owned = behind[1:] if behind and behind[0].kind == "DE" else behind
        named = bool(owned) and isinstance(owned[0], Mention) and owned[0].kind not in {"Gap", "Amount", "Date", "Etc"}
        if unit.kind == "OWNS" and kept and isinstance(kept[-1], Mention) and named:
            kept.pop()
            while len(kept) > 1 and kept[-1].kind in {"、", "AND"} and isinstance(kept[-2], Mention):
                del kept[-2:]  # 甲部和乙部所属的银行: of both
        elif at and units[at - 1].kind == "OWNS" and isinstance(unit, Mention) and _is_class(unit, text):
            kept.append(replace(unit, kind="Unnamed", entity=""))  # 某集团旗下寿险公司
        elif unit.kind == "DE" and at and units[at - 1].kind == "OWNS" and not (kept and kept[-1] is units[at - 1]):
            continue
        else:
            kept.append(unit)
    return kept


def _is_aside(mention: Mention, text: str) -> bool:
    """A bracket that holds no name (以下简称……, a name in other letters) does not part what stands around it."""
    return mention.kind == "Gap" and text.startswith("（", mention.span.start) and text[mention.span.end - 1] == "）"


def _as_pronoun(mention: Mention, text: str) -> Mention | Cue:
    """（以下简称“双方”） makes the words a name of no one; they still mean the two sides."""
    if mention.kind != "Bare":
        return mention
    words = mention.span.of(text)
    if words in {"双方", "两国", "三方"}:
        return Cue(mention.span, "BOTH")
    return Cue(mention.span, "MEETING") if words in _MEETINGS else mention


def wind(units: Sequence[Mention | Cue], span: Span, alphabet: Alphabet) -> Tape:
    """The tape of what stands in ``span``; ``units`` are sorted by place."""
    first = bisect_left(units, span.start, key=lambda unit: unit.span.start)
    last = bisect_left(units, span.end, key=lambda unit: unit.span.start)
    own = tuple(units[first:last])
    return Tape(alphabet.word(own), own, span)


def join(lead: Tape, point: Tape, alphabet: Alphabet) -> Tape:
    """The line that announces a list and one of its points, as one tape."""
    mark = Cue(Span(point.span.start, point.span.start), "LEAD")
    return Tape(lead.letters + alphabet["LEAD"] + point.letters, (*lead.units, mark, *point.units), point.span)
