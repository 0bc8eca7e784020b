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
# The engine walks chains of operators, groups and patterns recursively; beyond some thousands it would end the process.
MAX_OPERATORS = 500
MAX_BRACKETS = 500
MAX_WORDS = 4_000

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.·-]{0,99}[\w·-])?)?:(?:(?:[\w:%]|\\\S)(?:(?:[\w:.%·-]|\\\S)*(?:[\w:%·-]|\\\S))?)?)
    | (?P<blank>_:\w(?:[\w.·-]*[\w·-])?)
    | (?P<number>(?:\d++\.?+\d*+|\.\d++)[eE][+-]?\d++|\d++\.\d++|\.?\d++)
    | (?P<word>[^\W\d]\w*)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CHANGES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))


class Token(NamedTuple):
    """A word of a question; ``depth`` counts the brackets around it, its own included if it opens one."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


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
    form, operators, brackets = False, 0, 0
    for count, token in enumerate(tokens(text)):
        operators += token.kind == "other" and token.text not in ".,;"
        brackets += token.kind == "open"
        if token.depth > MAX_DEPTH:
            _refuse(text, token.start, f"brackets nest deeper than {MAX_DEPTH}; split the question")
        if count >= MAX_WORDS or operators > MAX_OPERATORS or brackets > MAX_BRACKETS:
            _refuse(text, token.start, "too many words, operators or brackets; split the question")
        if token.kind in ("word", "name"):
            form = _word(text, token.start, token.text.partition(":")[0].upper(), form)


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
    """Judge a bare word or prefix; true once the form of the question (SELECT, ASK...) has been seen."""
    # The engine needs no space around keywords (trueSERVICEa:b is a call), so the word may stand anywhere inside.
    if "SERVICE" in word:
        _refuse(text, at, "SERVICE asks another server; questions stay within this graph")
    if "FROM" in word:
        _refuse(text, at, "FROM names another data set; questions stay within this graph")
    if not form and word in _CHANGES:
        _refuse(text, at, f"{word} would change the graph; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form or word.startswith(_FORMS)


def _refuse(text: str, at: int, message: str) -> NoReturn:
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    raise QueryError(f"line {line}, column {column}: {message}")
