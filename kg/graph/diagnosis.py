"""What is wrong with a question the engine cannot read, shown where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.graph.guard import Token, tokens
from kg.graph.vocabulary import PREFIXES

_AT = re.compile(r"at (\d+):(\d+)")
_HINT = re.compile(r"[A-Z][a-z]+ [^,\[\]]+|The SELECT [^,\[\]]+")
_CLOSES = {"{": "}", "(": ")", "[": "]"}
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

Fault = tuple[int, str]


def diagnosed(text: str, error: BaseException) -> str:
    """One line saying what is wrong and where, then the line of the question with a caret below it."""
    at, message = next(_faults(text, error))
    number, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1)
    line = text.split("\n")[number - 1].rstrip("\r")
    shown = "".join(character if character.isprintable() else " " for character in line)
    # On a terminal a Han character is as wide as an ideographic space.
    indent = "".join("\u3000" if ord(character) > 0x2E7F else " " for character in shown[:column])
    return f"line {number}, column {column + 1}: {message}\n  {shown}\n  {indent}^"


def _faults(text: str, error: BaseException) -> Iterator[Fault]:
    words = list(tokens(text))
    yield from _form(words)
    yield from _strings(words)
    yield from _brackets(words)
    yield from _prefixes(words)
    said = " ".join(str(error).split())
    hint = _HINT.search(said.partition(": expected")[2])
    message = f"not SPARQL from here: {hint[0].strip()}" if hint else "not SPARQL from here"
    at = _place(text) if not hint or "SELECT" not in hint[0] else None
    yield (_engine_place(text, said) if at is None else at), message


def _form(words: list[Token]) -> Iterator[Fault]:
    at = 0
    while at < len(words) and words[at].text.upper() in ("PREFIX", "BASE"):
        at += 2 + (words[at].text.upper() == "PREFIX")
    if at >= len(words) or not words[at].text.upper().startswith(_FORMS):
        yield (words[at].start if at < len(words) else 0), f"a question begins with {', '.join(_FORMS)}"


def _strings(words: list[Token]) -> Iterator[Fault]:
    for word in words:
        if word.kind == "other" and word.text in "\"'":
            yield word.start, "this string is not closed"


def _brackets(words: list[Token]) -> Iterator[Fault]:
    waiting: list[Token] = []
    for word in words:
        if word.kind == "open":
            waiting.append(word)
        elif word.kind == "close":
            if not waiting or _CLOSES[waiting[-1].text] != word.text:
                yield word.start, f"this {word.text} closes nothing"
                return
            waiting.pop()
    if waiting:
        yield waiting[-1].start, f"this {waiting[-1].text} is never closed"


def _prefixes(words: list[Token]) -> Iterator[Fault]:
    declared = {after.text for word, after in pairwise(words) if word.text.upper() == "PREFIX"}
    for word in words:
        prefix = word.text.partition(":")[0]
        if word.kind == "name" and f"{prefix}:" not in declared and prefix not in PREFIXES:
            yield word.start, f"the prefix {prefix}: is not declared; declared already: {', '.join(PREFIXES)}"


def _place(text: str) -> int | None:
    """Where a second parser stops: at the start of what it cannot read, while the engine names a place behind it."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as error:
        return min(int(error.loc), max(len(text) - 1, 0))
    except RecursionError:
        return None
    return None


def _engine_place(text: str, said: str) -> int:
    found = _AT.search(said)
    if found is None:
        return 0
    starts = [0, *(hit.end() for hit in re.finditer("\n", text))]
    line = min(int(found[1]), len(starts)) - 1
    return min(starts[line] + int(found[2]) - 1, max(len(text) - 1, 0))
