"""What a question may not do: fetch from elsewhere, change the graph, or exhaust the engine.

The text is cut into words by the grammar of SPARQL, so a forbidden word inside a string, a comment, an IRI or a name is
no offence, and no trick with quotes hides one outside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from kg.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 40
#: Operators and paths in one question: the engine walks them recursively, so their number has a bound of its own.
MAX_WORDS = 8_000
MAX_RUN = 100

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.·-]*)?:(?:[\w:.%·-]|\\[^\s])*)
    | (?P<blank>_:[\w.·-]+)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_CHANGES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))


class Token(NamedTuple):
    """A word of a question; ``depth`` counts the brackets around it, its own included if it opens one."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


_WHERE = re.compile(r"at (\d+):(\d+)")
_EXPECTED = re.compile(r'(?:expected(?: one of)? |, )("[^"]+"|[A-Z][^",\[\]]+?)(?=,|$)')


def check_query(text: str) -> None:
    """Refuse a question that reaches outside the graph, would change it, or is too large or too deep.

    >>> check_query('SELECT ?s WHERE { ?s ?p "SERVICE <http://example.org/>" }')
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the question is longer than {MAX_BYTES // 1024} KB; ask for less at once")
    for hit in _ESCAPED.finditer(text):
        # The engine replaces such escapes before it reads the grammar: one could be a quote or a letter of a keyword.
        if int(hit[1] or hit[2], 16) < 0x80:
            _refuse(text, hit.start(), f"the escape {hit[0]} is not accepted; write the character itself")
    form, run = False, 0
    for count, token in enumerate(tokens(text)):
        run = run + 1 if token.kind == "other" else 0
        if token.depth > MAX_DEPTH:
            _refuse(text, token.start, f"brackets nest deeper than {MAX_DEPTH}; split the question")
        if count >= MAX_WORDS or run > MAX_RUN:
            _refuse(text, token.start, "too many operators or words; split the question")
        if token.kind == "word":
            form = _word(text, token.start, token.text.upper(), form)


def tokens(text: str) -> Iterator[Token]:
    """The words of a question by the grammar of SPARQL, without spaces and comments."""
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind in ("space", "comment"):
            continue
        depth -= kind == "close"
        yield Token(kind, found[0], found.start(), found.end(), depth + (kind == "open"))
        depth += kind == "open"


def _word(text: str, at: int, word: str, form: bool) -> bool:
    """Judge a bare word; true once the form of the question (SELECT, ASK...) has been seen."""
    if word == "SERVICE":
        _refuse(text, at, "SERVICE asks another server; questions stay within this graph")
    if word == "FROM":
        _refuse(text, at, "FROM names another data set; questions stay within this graph")
    if not form and word in _CHANGES:
        _refuse(text, at, f"{word} would change the graph; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form or word in _FORMS


def _refuse(text: str, at: int, message: str) -> NoReturn:
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    raise QueryError(f"line {line}, column {column}: {message}")


def pointed(text: str, error: BaseException) -> str:
    """The engine's complaint about a question, with the line it means and a caret below it."""
    message = " ".join(str(error).split())
    found, said = _WHERE.search(message), _told(message)
    number, column = (int(found[1]), int(found[2])) if found else (0, 0)
    lines = text.split("\n")
    if not number or not 1 <= number <= len(lines):
        return f"the question is not SPARQL: {said}"
    column = max(1, min(column, len(lines[number - 1]) + 1))
    shown = "".join(character if character.isprintable() else " " for character in lines[number - 1])
    caret = "".join("\u3000" if ord(c) > 0x2E7F else " " for c in shown[: column - 1])
    return f"line {number}, column {column}: the question is not SPARQL: {said}\n  {shown}\n  {caret}^"


def _told(message: str) -> str:
    """The engine's message without its lists of character ranges."""
    words: list[str] = list(dict.fromkeys(str(word).strip() for word in _EXPECTED.findall(message)))
    prose = [word for word in words if not word.startswith('"')]
    if prose:
        return prose[0]
    return f"expected {' or '.join(words[:6])}" if words else message.partition(": ")[2] or message
