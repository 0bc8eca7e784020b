"""What a sentence must hold before any rule can speak of it: computed from the patterns, so it is never behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.relations.grammar import Grammar
from kg.relations.rule import Rule

#: What a pattern needs, a clause at a time: of every set of kinds one must stand in the clause, in this order. A mark
#: that parts clauses in the pattern (： （ LEAD) is a clause of its own.
Clauses = tuple[tuple[frozenset[str], ...], ...]
#: One rule's need: that of its pattern, and the words of which one must stand where it matches; no words, any.
Need = tuple[Clauses, frozenset[str]]
_WORD = re.compile(r"(?P<names>[A-Za-z]+(?:\|[A-Za-z]+)*)(?P<list>[+&*?@%])?(?P<cue>!)?(?::[a-z]+)?$")
_OPENS, _CLOSES = "(", (")", ")?", ")*")
#: Words of a pattern that let another clause begin.
_BREAKS = frozenset({",", "....", "LEAD", "（", "）", "：", "^^"})
_BREAK = ","
#: Those of them that must then stand in the text as they are.
_MARKS = frozenset({"LEAD", "（", "："})


def needs(rules: Iterable[Rule], grammar: Grammar) -> tuple[Need, ...]:
    """The needs of all rules, each once, in a fixed order."""
    every = {(need_of(rule.pattern, grammar), frozenset(rule.needs)) for rule in rules}
    return tuple(sorted(every, key=lambda need: ([list(map(sorted, clause)) for clause in need[0]], sorted(need[1]))))


def need_of(pattern: str, grammar: Grammar) -> Clauses:
    """The kinds without which a pattern cannot match: its words that are neither optional nor one of a choice."""
    clauses: list[list[frozenset[str]]] = [[]]
    for word in _certain(pattern.split()):
        if word in _MARKS:
            clauses += [[frozenset({word})], []]
        elif word in _BREAKS:
            clauses.append([])
        elif kinds := _kinds(word, grammar):
            clauses[-1].append(kinds)
    return tuple(tuple(clause) for clause in clauses if clause)


def _certain(words: Iterable[str]) -> list[str]:
    """The words that must be there, and a break wherever the ones that need not could begin another clause."""
    held: list[list[str]] = [[]]
    for word in words:
        if word == _OPENS:
            held.append([])
        elif word in _CLOSES and len(held) > 1:
            inner = held.pop()
            if word == ")" and "|" not in inner:
                held[-1] += inner
            elif _BREAKS & set(inner):
                held[-1].append(_BREAK)
        else:
            held[-1].append(word)
    return [] if "|" in held[0] else held[0]


def _kinds(word: str, grammar: Grammar) -> frozenset[str]:
    found = _WORD.match(word)
    if found is None or (found["list"] in {"*", "?"} and not found["cue"]):
        return frozenset()
    return frozenset(kind for name in found["names"].split("|") for kind in grammar.kinds_of(name) or ())


def letters_of(pattern: str, grammar: Grammar) -> tuple[frozenset[str], ...]:
    """Sets of letters out of each of which a tape must hold one, in this order, for a pattern to be found on it.

    In a list something unnamed may stand for any of its kinds.
    """
    letters, unnamed = grammar.alphabet, frozenset({grammar.alphabet["Unnamed"]})
    return tuple(
        frozenset(letters[kind] for kind in kinds) | (unnamed if found["list"] else frozenset())
        for word in _certain(pattern.split())
        if (found := _WORD.match(word)) and (kinds := _kinds(word, grammar))
    )
