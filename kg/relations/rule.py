"""The rule language: a line of words that says what a construction looks like, compiled to a pattern over the tape.

    Agent&:m ~ SIGN! Paper*:via

- ``Agent`` is a class of mentions (classes.toml), ``SIGN`` a class of cues (cues.tsv), ``、``-like marks stand for
  themselves.
- ``:s`` names a role; ``!`` marks the word that carries the rule.
- ``+`` is a list (、 和 及, 等…), ``&`` a list that may also be joined by 与 and 联合, ``@`` one whose parts may
  stand between commas, ``%`` one on a label line (parted by spaces or ；), ``*`` a list that may be missing,
  ``?`` optional.
- ``~`` lets adverbs, dates, places and modal words pass, ``~~`` plain words too; ``...`` anything within the clause.
- ``^`` is the beginning of a clause (``^^`` a true one, not behind a joint); ``/DE`` and ``/SEP`` stand where a list
  ends, with no 的 or 分别 behind it.
- ``A|B`` is a choice; ``(`` and ``)`` group; ``,`` is the mark between clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import DataFileError
from kg.model import RELATIONS, Status
from kg.relations.grammar import Grammar, read_toml
from kg.relations.tape import Alphabet
from kg.resources import DATA

_WORD = re.compile(r"(?P<name>[A-Za-z]+(?:\|[A-Za-z]+)*)(?P<list>[+&*?@%])?(?P<cue>!)?(?::(?P<role>[a-z]+))?$")
_PAIRS = ("cross", "sides", "all", "aligned", "lender", "title")
_FIELDS = frozenset(
    {"id", "relation", "pattern", "pairs", "carried", "status", "needs", "title", "order"}
    | {"note", "examples", "counterexamples", "step", "gives", "unless", "also"}
)
#: What is no party, but may stand in a list of parties.
_HELD = ("Unnamed", "Bare", "Etc", "Gap", "Event", "Project", "Facility", "Initiative", "Place", "Zone")


@dataclass(frozen=True)
class Rule:
    """One construction: what it looks like and what it states."""

    id: str
    relation: str
    pattern: str
    grammar: Grammar = field(repr=False, compare=False)
    pairs: str = "cross"
    carried: str | None = None
    step: str | None = None
    status: Status | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    gives: str | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    order: int = 0
    also: bool = False

    @cached_property
    def cues(self) -> frozenset[str]:
        """The letters one of which a tape must hold for the rule to be found on it."""
        return cue_letters(self.pattern, self.grammar)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern as a regular expression over tape letters, made when a tape first holds all it needs."""
        return compile_pattern(self.pattern, self.grammar, self.path, self.line)


def read_rules(folder: Path, grammar: Grammar) -> list[Rule]:
    """All rules of a folder, in file order; every mistake names its file and line.

    Those of an overlay are compiled at once, to see whether they can be; ours are known to be right.
    """
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == "classes.toml":
            continue
        entries = read_toml(path).get("rule", [])
        places = _lines_of_rules(path)
        for number, entry in enumerate(entries):
            rules.append(_rule(path, places[number] if number < len(places) else 1, entry, grammar, len(rules)))
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise DataFileError(
                rule.path, rule.line, f"rule {rule.id!r} stands twice (first {seen[rule.id].path}:{seen[rule.id].line})"
            )
        seen[rule.id] = rule
        if folder.parent != DATA:
            _ = rule.regex
    return rules


def _lines_of_rules(path: Path) -> list[int]:
    """The line that each rule's id stands on, or its head where it has none."""
    places: list[int] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip() == "[[rule]]":
            places.append(number)
        elif places and re.match(r"id\s*=", line):
            places[-1] = number
    return places


def _rule(path: Path, line: int, entry: dict[str, Any], grammar: Grammar, order: int) -> Rule:
    for key in ("id", "relation", "pattern"):
        if not isinstance(entry.get(key), str):
            raise DataFileError(path, line, f"a rule needs the text field {key!r}")
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        near = get_close_matches(unknown[0], sorted(_FIELDS), 1)
        raise DataFileError(path, line, f"unknown field {unknown[0]!r}" + (f" (nearest: {near[0]})" if near else ""))
    if entry["relation"] not in RELATIONS:
        near = get_close_matches(entry["relation"], RELATIONS, 1)
        raise DataFileError(
            path, line, f"unknown relation {entry['relation']!r}" + (f" (nearest: {near[0]})" if near else "")
        )
    pairs = entry.get("pairs", "cross")
    if pairs not in _PAIRS:
        raise DataFileError(path, line, f"pairs is one of {', '.join(_PAIRS)}, not {pairs!r}")
    return Rule(
        *(entry["id"], entry["relation"], entry["pattern"], grammar, pairs),
        carried=entry.get("carried"),
        step=entry.get("step"),
        status=entry.get("status"),
        needs=tuple(entry.get("needs", ())),
        unless=tuple(entry.get("unless", ())),
        gives=entry.get("gives"),
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
        path=str(path),
        line=line,
        order=entry.get("order", order),
        also=bool(entry.get("also", False)),
    )


def compile_pattern(
    pattern: str, grammar: Grammar, path: object = "pattern", line: int | None = None
) -> re.Pattern[str]:
    """A line of the rule language as a regular expression over tape letters."""
    parts: list[str] = []
    cues = 0
    for word in pattern.split():
        part, is_cue = _compile_word(word, grammar, path, line)
        parts.append(part)
        cues += is_cue
    shown = " ".join(pattern.split())
    if cues != 1:
        raise DataFileError(path, line, f"exactly one word of a pattern carries '!', here {cues}: {shown}")
    try:
        return re.compile("".join(parts))
    except re.error as error:
        reason = str(error).partition(" at position")[0]
        raise DataFileError(path, line, f"brackets or roles of the pattern do not fit ({reason}): {shown}") from error


def cue_letters(pattern: str, grammar: Grammar) -> frozenset[str]:
    """The letters one of which a tape must hold for the pattern to be found on it."""
    word = next(word for word in pattern.split() if "!" in word)
    names = word.partition("!")[0].rstrip("+&*?@%").split("|")
    return frozenset(grammar.alphabet[kind] for name in names for kind in grammar.kinds_of(name) or ())


def _compile_word(word: str, grammar: Grammar, path: object, line: int | None) -> tuple[str, bool]:
    if word in grammar.fixed:
        return grammar.fixed[word], False
    found = _WORD.match(word)
    if found is None:
        raise DataFileError(path, line, f"{word!r} is no word of the rule language")
    letters = grammar.alphabet
    kinds = [kind for name in found["name"].split("|") for kind in _kinds(name, grammar, path, line)]
    body = _listed(letters.any_of(kinds), found["list"], letters, loose="Work" in kinds or kinds == ["Event"])
    role = f"(?P<{found['role']}>{body})" if found["role"] else None
    if found["cue"]:
        return f"(?P<cue>{role or body})", True
    return (role or f"(?:{body})") + ("?" if found["list"] == "?" else ""), False


def _kinds(name: str, grammar: Grammar, path: object, line: int | None) -> tuple[str, ...]:
    """The kinds a name in a pattern stands for; a name nobody knows is answered with the nearest."""
    known = grammar.kinds_of(name)
    if known is None:
        near = get_close_matches(name, [*grammar.classes, *grammar.alphabet.kinds()], 1)
        hint = f" (nearest: {near[0]})" if near else ""
        raise DataFileError(path, line, f"{name!r} is no class of cues.tsv or classes.toml{hint}")
    return known


def _listed(one: str, kind: str | None, letters: Alphabet, *, loose: bool = False) -> str:
    if kind in {None, "?"}:
        return one
    joint = {
        "&": ["、", "AND", "WITH", "UNITE"],
        "@": ["、", "AND", "，", "WITH"],
        "%": ["、", "AND", "；", "\u3000", " "],
    }.get(kind or "", ["、", "AND"])
    # After an element: 50多家成员, a bracket (1000亿元), the club whose members are listed.
    tail = (
        f"(?:{letters['Gap']}?{letters['MEMBERWORD']})?(?:{letters['（']}(?!{letters['）']}).{{1,3}}{letters['）']})?"
    )
    element = f"(?:{one}|{letters['Unnamed']}(?:{letters['DE']}{letters['Unnamed']})?){tail}"
    # A list is taken whole: it never begins behind a joint that hangs on another element.
    held = [letters[kind] for kind in _HELD]
    further = f"{letters['，']}{letters['AND']}"  # 甲、乙等部门，以及丙、丁等银行
    before = f"[{one.strip('[]')}{''.join(held)}]{letters.any_of([j for j in joint if j != 'UNITE'])}"
    at, people = letters["AT"], f"[{letters['Person']}{letters['Holder']}]"
    barred, stood_for = "", f"(?<!{letters['REPR']}(?={people}))"  # 甲代表乙主席出席: 乙 is not there
    if kind == "&":  # 在22日某市举办的论坛: neither is who hosts
        before_it = letters.any_of(["WITH", "UNITE", "TOWARD", "AT", "BA", "PASS", "VISIT", "ONGOING", "FROM", "ABOUT"])
        barred = f"(?<!{before_it})(?<!{at}{letters['Date']}){stood_for}"
    elif kind == "@":
        barred = f"(?<!{at}){stood_for}"  # 在某国，代表团出席某会
    whole = "" if kind == "@" else f"(?<!{before})(?<![{one.strip('[]')}{letters['Etc']}]{further})"
    etc, gap, often = letters["Etc"], letters["Gap"], "*" if loose else "+"
    more = f"(?:{etc}?{gap}?(?:{letters.any_of(joint)}{often}|{further})[{letters['SEP']}{letters['ADV']}]?{element})*"
    many = f"{whole}{barred}{element}{more}{etc}?(?:{letters['Club']}{letters['MEMBERWORD']})?"
    return f"(?:{many})?" if kind == "*" else many
