"""Making a variable bindable: the engine binds values only to variables that the question shows.

Only names of variables are added to the text, never values; the columns that come of it are dropped again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.errors import QueryError
from kg.graph.guard import Token, tokens

_VARIABLE = re.compile(r"[^\W\d]\w*")
_AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))


def shown(text: str, names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The question with the named variables among those it shows, and which of them had to be added.

    >>> shown("SELECT ?a WHERE { ?a ?b ?c }", ["c"])
    ('SELECT ?c ?a WHERE { ?a ?b ?c }', ('c',))
    """
    for name in names:
        if not _VARIABLE.fullmatch(name):
            raise QueryError(f"{name!r} cannot be bound; expected the name of a variable, such as who")
    every = list(tokens(text))
    for word, bracket, variable in zip(every, every[1:], every[2:], strict=False):
        if word.text.upper() == "BOUND" and bracket.text == "(" and variable.text[1:] in names:
            # The engine decides BOUND before it knows the values, and would say no.
            raise QueryError(
                f"BOUND({variable.text}) cannot be asked of a bound variable; use COALESCE({variable.text}, …)"
            )
    words = [token for token in every if token.depth == 0 or token.kind in ("open", "close", "word")]
    start = _find(words, 0, "SELECT")
    if start is None:
        return text, ()
    body = next((at for at in range(start, len(words)) if words[at].text == "{"), len(words))
    if body < len(words) and words[start + 1].text.upper() in ("DISTINCT", "REDUCED"):
        start += 1
    head = words[start + 1 : body]
    there = {word.text[1:] for word in head if word.kind == "variable" and word.depth == 0}
    added = tuple(name for name in names if name not in there)
    if not added or any(word.text == "*" and word.depth == 0 for word in head):
        return text, ()
    extra = "".join(f" ?{name}" for name in added)
    places = [words[start].end, *_grouping(words, head, body)]
    group = _find(words, body, "GROUP")
    for place in sorted(places, reverse=True):
        keyword = " GROUP BY" if group is None and place != words[start].end else ""
        text = f"{text[:place]}{keyword}{extra}{text[place:]}"
    return text, added


def _grouping(words: list[Token], head: list[Token], body: int) -> list[int]:
    """Where the variables must be grouped by: after GROUP BY, or after the pattern of a bare aggregate."""
    group = _find(words, body, "GROUP")
    if group is not None:
        return [words[group + 1].end]
    if not any(word.kind == "word" and word.text.upper() in _AGGREGATES for word in head):
        return []
    return [next((word.end for word in words[body:] if word.text == "}" and word.depth == 0), words[-1].end)]


def _find(words: list[Token], start: int, text: str) -> int | None:
    hits = (at for at in range(start, len(words)) if words[at].depth == 0 and words[at].text.upper() == text)
    return next(hits, None)
