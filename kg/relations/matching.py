"""Where a rule is found on a tape, and which units play its roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Cue, Mention
from kg.relations.grammar import Grammar
from kg.relations.needs import letters_of
from kg.relations.rule import Rule
from kg.relations.tape import Tape

Unit = Mention | Cue
#: A rule of this order is tried before all others, though its subject is carried.
_FIRST = -3
#: So many choices of rules are remembered.
_MOST_KNOWN = 4_000
Roles = dict[str, Sequence[Unit]]
#: A rule, the letters a tape must hold for it, and the searches each of which must find one behind the last.
_Wanting = tuple[Rule, frozenset[str], tuple["_Search", ...]]
_Search = Callable[[str, int], "re.Match[str] | None"]


@dataclass(frozen=True)
class Match:
    """A rule found on a tape."""

    rule: Rule
    found: re.Match[str]
    cue: int

    @property
    def start(self) -> int:
        """The first unit of the match."""
        return self.found.start()

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """By place of the cue; explicit before carried (save of order -3 and less); then in the order of the rules."""
        carried = self.rule.carried is not None and self.rule.order > _FIRST
        return self.cue, carried, self.rule.order, self.start

    def is_passive(self, tape: Tape) -> bool:
        """Whether 由 stands between what was done and who did it (论坛由甲主办)."""
        groups = self.found.groupdict()
        if not groups.get("s") or not groups.get("o") or self.found.start("s") > self.found.start("o"):
            return False
        return any(unit.kind == "BY" for unit in tape.units[self.found.end("s") : self.found.start("o")])

    def roles(self, tape: Tape) -> Roles:
        """The units behind each named role."""
        names = (name for name, letters in self.found.groupdict().items() if letters and name != "cue")
        spans = {name: tape.units[self.found.start(name) : self.found.end(name)] for name in names}
        return {name: _without_class_words(_outside_brackets(units)) for name, units in spans.items()}


class Choice:
    """Which rules can match a tape at all: those without whose letters it is not. Most tapes have the same few cues."""

    def __init__(self, rules: Iterable[Rule], grammar: Grammar) -> None:
        self._rules = [_wanting(rule, grammar) for rule in rules]
        #: By cue the rules it may carry.
        self._carried: dict[str, set[int]] = {}
        for number, (rule, _, _) in enumerate(self._rules):
            for cue in rule.cues:
                self._carried.setdefault(cue, set()).add(number)
        self._letters = frozenset(self._carried)
        self._known: dict[frozenset[str], list[_Wanting]] = {}

    def matches(self, tape: Tape) -> list[Match]:
        """All matches, in the order in which they are tried."""
        letters = frozenset(tape.letters)
        found = [
            Match(rule, match, match.start("cue"))
            for rule, every, wanted in self._of(letters & self._letters)
            if every <= letters and _stand_in_order(wanted, tape.letters)
            for match in matches_of(rule, tape.letters)
        ]
        return sorted(found, key=lambda match: match.rank)

    def _of(self, cues: frozenset[str]) -> list[_Wanting]:
        """The rules that one of these cues may carry, in their order."""
        known = self._known.get(cues)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            numbers = set[int]().union(*(self._carried[cue] for cue in cues))
            known = self._known[cues] = [self._rules[number] for number in sorted(numbers)]
        return known


def _wanting(rule: Rule, grammar: Grammar) -> _Wanting:
    wanted = letters_of(rule.pattern, grammar)
    every = frozenset[str]().union(*(letters for letters in wanted if len(letters) == 1))
    return rule, every, tuple(map(_search_of, wanted))


@lru_cache(maxsize=1_000)
def _search_of(letters: frozenset[str]) -> _Search:
    """Finds one of some letters; few sets of letters are asked for by many rules."""
    return re.compile(f"[{''.join(sorted(letters))}]").search


def _stand_in_order(wanted: Iterable[_Search], letters: str) -> bool:
    """Whether what a rule cannot do without stands on a tape in its order: else its own pattern need not be tried.

    Two rules out of three that share a cue with a tape fall here, and many patterns are then never compiled.
    """
    at = 0
    for search in wanted:
        found = search(letters, at)
        if found is None:
            return False
        at = found.end()
    return True


def matches_of(rule: Rule, letters: str) -> Iterator[re.Match[str]]:
    """The matches of a rule, one for each cue; they may overlap (甲承办、乙主办的会议).

    A rule that reaches far (``....``) starts as near its cue as it can: what is named last is meant.
    """
    at, found = 0, dict[int, re.Match[str]]()
    far = "...." in rule.pattern
    while match := rule.regex.search(letters, at):
        cue = match.start("cue")
        if match.end() > match.start() and (far or cue not in found):
            found[cue] = match
        at = match.start() + 1
    yield from found.values()


def _outside_brackets(units: Sequence[Unit]) -> list[Unit]:
    """What a bracket holds tells about the name before it; it plays no role itself."""
    kept: list[Unit] = []
    depth = 0
    for unit in units:
        depth -= unit.kind == "）"
        if depth <= 0 and unit.kind not in {"（", "）"}:
            kept.append(unit)
        depth += unit.kind == "（"
    return kept


def _without_class_words(units: list[Unit]) -> list[Unit]:
    """研究报告《某某》: the words before a title say what it is, they are no second work."""
    ends = {unit.span.start for unit in units if isinstance(unit, Mention) and unit.kind == "Work"}
    return [unit for unit in units if not (unit.kind == "Publication" and unit.span.end in ends)]
