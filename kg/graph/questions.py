"""The named questions: SPARQL files of ``ontology/queries`` with a header that says what they ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import DataFileError, QueryError, VocabularyError
from kg.graph.rows import Cell, Iri
from kg.graph.vocabulary import KG, STATUSES, class_name, relation_iri

_NAME = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_HEADER = re.compile(r"#\s*(title|title_en|param|example):\s*(.*)")
_PARAM = re.compile(r'(?P<name>\w+)\s+(?P<type>\w+)(?:\s+default\s+"(?P<default>[^"]*)")?(?:\s+(?P<says>.+))?')
TYPES = ("text", "integer", "entity", "kind", "relation", "status")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a question; left out without a default it means all."""

    name: str
    type: str
    default: str | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    title: str
    title_en: str
    text: str
    params: tuple[Param, ...] = ()
    examples: tuple[str, ...] = ()

    def bound(self, given: Mapping[str, Cell], resolve: Callable[[str], Iri]) -> dict[str, Cell]:
        """The values of the parameters as they are bound to variables."""
        known = {param.name: param for param in self.params}
        for name in given:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
        values = {name: given[name] if given.get(name) is not None else param.default for name, param in known.items()}
        return {name: _value(self, known[name], value, resolve) for name, value in values.items() if value is not None}


def _value(asked: Question, param: Param, value: Cell, resolve: Callable[[str], Iri]) -> Cell:
    try:
        match param.type:
            case "integer":
                return int(str(value))
            case "entity":
                return value if isinstance(value, Iri) else resolve(str(value))
            case "kind":
                return Iri(KG._iri + class_name(str(value)))
            case "relation":
                return Iri(relation_iri(str(value)))
            case "status":
                if str(value).lower() not in STATUSES:
                    raise ValueError(f"expected one of {', '.join(STATUSES)}")
                return Iri(KG._iri + STATUSES[str(value).lower()])
    except (ValueError, KeyError, VocabularyError) as error:
        raise QueryError(f"{asked.name}: {param.name}={value!r} is no {param.type}: {error}") from error
    return str(value)


@cache
def questions() -> dict[str, Question]:
    """All named questions by name, sorted.

    >>> "who-signed-most" in questions()
    True
    """
    return {path.stem: read_question(path) for path in sorted((resources.ONTOLOGY / "queries").glob("*.rq"))}


def question(name: str) -> Question | None:
    """The question of that name; None for SPARQL text; an error with the nearest names for an unknown name."""
    if not _NAME.fullmatch(name.strip()):
        return None
    known = questions()
    if name.strip() not in known:
        near = get_close_matches(name, list(known), n=3, cutoff=0.3) or list(known)[:3]
        raise QueryError(f"no question is named {name!r}; nearest: {', '.join(near)}")
    return known[name.strip()]


def read_question(path: Path) -> Question:
    """A question from its file; a header that is not as it should be is named with its line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise resources.unreadable(path, error) from error
    said: dict[str, list[str]] = {}
    params: list[Param] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _HEADER.match(line)
        if found and found[1] == "param":
            params.append(_param(path, number, found[2].strip()))
        elif found:
            said.setdefault(found[1], []).append(found[2].strip())
    for needed in ("title", "title_en", "example"):
        if not said.get(needed):
            raise DataFileError(path, 1, f"the header has no '# {needed}:' line")
    return Question(path.stem, said["title"][0], said["title_en"][0], text, tuple(params), tuple(said["example"]))


def _param(path: Path, line: int, text: str) -> Param:
    found = _PARAM.fullmatch(text)
    if found is None or found["type"] not in TYPES:
        known = ", ".join(TYPES)
        raise DataFileError(
            path, line, f"expected '# param: NAME TYPE [default \"…\"] [what it is]', TYPE one of {known}"
        )
    return Param(found["name"], found["type"], found["default"], found["says"] or "")


def question_table() -> str:
    """The named questions as a Markdown table for the README of the ontology."""
    rows = []
    for asked in questions().values():
        params = ", ".join(f"`{param.name}`" for param in asked.params)
        rows.append(f"| `{asked.name}` | {asked.title} | {asked.title_en} | {params} |")
    return "| name | 问 | asks | parameters |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
