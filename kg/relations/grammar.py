"""The words of the rule language: classes of kinds, the letters they stand for, and what may pass between them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import DataFileError
from kg.relations.tape import Alphabet

CLAUSE_MARKS = frozenset({"，", "；", "：", "。", "！", "？", "（", "）", ";", "!", "?", ":", "\n", "|", "LEAD"})


#: Behind these a plain word may be who acts: 中方支持柬办好某会.
_SPEAKING = ("HOPE", "SAY", "VISIT", "SENDS", "PLAN")


@dataclass
class Grammar:
    """Classes of kinds, and the alphabet that rules and tapes share."""

    alphabet: Alphabet
    classes: dict[str, tuple[str, ...]]
    filler: tuple[str, ...]
    place: tuple[str, ...]
    loose: tuple[str, ...] = ()
    cues: frozenset[str] = field(default_factory=frozenset)

    def kinds_of(self, name: str) -> tuple[str, ...] | None:
        """The kinds a word of a pattern stands for."""
        if name in self.classes:
            return self.classes[name]
        return (name,) if name in self.alphabet else None

    @cached_property
    def fixed(self) -> dict[str, str]:
        """The words of the language that name no class, as regular expressions."""
        return _fixed(self)


def read_grammar(path: Path, cues: frozenset[str]) -> Grammar:
    """The classes of ``classes.toml``; a class may name other classes."""
    table = read_toml(path)
    classes: dict[str, tuple[str, ...]] = {}
    for name, members in table.get("classes", {}).items():
        kinds: list[str] = []
        for member in members:
            kinds += classes.get(member, (member,))
        classes[name] = tuple(dict.fromkeys(kinds))
    filler, place = tuple(table.get("filler", ())), tuple(table.get("place", ()))
    used = {kind for members in classes.values() for kind in members}
    marks = {*CLAUSE_MARKS, "、", "\u3000", " ", "LEAD"}
    alphabet = Alphabet(sorted({*used, *cues, *filler, *table.get("kinds", ()), *marks}))
    return Grammar(alphabet, classes, filler, place, tuple(table.get("loose", ())), cues)


def read_toml(path: Path) -> dict[str, Any]:
    """A file of rules or classes; a mistake in it names the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, None, f"is not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, None, f"cannot be read: {error}") from error


def _fixed(grammar: Grammar) -> dict[str, str]:
    letters = grammar.alphabet
    marks = letters.any_of(sorted(CLAUSE_MARKS))
    return {
        "~": _filler(grammar),
        "~~": _filler(grammar, grammar.loose, _SPEAKING),
        "...": f"(?:(?!{marks}).){{0,14}}?",
        "....": f"(?:(?!{letters.any_of(['。', '；', '！', '？'])}).){{0,24}}?",
        # A verb may also go on behind a joint: 实施……计划、设立……基金.
        "^": f"(?:^|(?<={marks})|(?<={letters.any_of(['、', 'AND', 'LEAD'])}))",
        "^^": f"(?:^|(?<={marks}))",
        "/DE": f"(?!{letters.any_of(['DE', '、', 'AND'])})",
        "/SEP": f"(?!{letters.any_of(['SEP', '、', 'AND', 'WITH'])})",
        "$": f"(?=$|{marks})",
        ",": letters.any_of(["，", "；", "："]),
        "(": "(?:", ")": ")", ")?": ")?", ")*": ")*", "|": "|",
        **{mark: letters[mark] for mark in ("LEAD", "、", "（", "）", "：")},
    }  # fmt: skip


def _filler(grammar: Grammar, more: Sequence[str] = (), less: Sequence[str] = ()) -> str:
    letters = grammar.alphabet
    place = f"{letters['AT']}{letters.any_of(grammar.place)}{{0,8}}?{letters.any_of(['UNDER', 'Gap', 'Bare'])}?"
    then = letters.any_of(["ATTEND", "VISIT"])
    # 在访问某国期间: what else was done then; 根据《某协定》规定
    place += f"|{letters['AT']}{then}{letters.any_of(grammar.place)}{{1,4}}?{letters['UNDER']}"
    place += f"|{letters['BA']}{letters.any_of(['Work', 'Paper', 'Instrument'])}{letters['VERB']}?"
    bracket = f"{letters['（']}(?!{letters['）']}).{{1,3}}{letters['）']}"
    return f"(?:{letters.any_of([kind for kind in (*grammar.filler, *more) if kind not in less])}|{place}|{bracket})*?"
