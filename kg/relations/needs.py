"""What a sentence must hold before any rule can speak of it: computed from the patterns, so it is never behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.relations.rule import Grammar, Rule

#: One rule's need: every one of these sets of kinds must be met by one of its kinds.
Need = frozenset[frozenset[str]]
_WORD = re.compile(r"(?P<names>[A-Za-z]+(?:\|[A-Za-z]+)*)(?P<list>[+&*?@%])?(?P<cue>!)?(?::[a-z]+)?$")
_OPENS, _CLOSES = "(", (")", ")?", ")*")


def needs(rules: Iterable[Rule], grammar: Grammar) -> tuple[Need, ...]:
    """The needs of all rules, those that another one implies left out, in a fixed order."""
    every = {need_of(rule.pattern, grammar) for rule in rules}
    least = [need for need in every if not any(other < need for other in every)]
    return tuple(sorted(least, key=lambda need: sorted(map(sorted, need))))


def need_of(pattern: str, grammar: Grammar) -> Need:
    """The kinds without which a pattern cannot match: its words that are neither optional nor one of a choice."""
    held: list[list[str]] = [[]]
    for word in pattern.split():
        if word == _OPENS:
            held.append([])
        elif word in _CLOSES and len(held) > 1:
            inner = held.pop()
            if word == ")" and "|" not in inner:
                held[-1] += inner
        else:
            held[-1].append(word)
    words = held[0]
    if "|" in words:
        words = []
    return frozenset(filter(None, (_kinds(word, grammar) for word in words)))


def _kinds(word: str, grammar: Grammar) -> frozenset[str]:
    found = _WORD.match(word)
    if found is None or (found["list"] in {"*", "?"} and not found["cue"]):
        return frozenset()
    return frozenset(kind for name in found["names"].split("|") for kind in grammar.kinds_of(name) or ())
