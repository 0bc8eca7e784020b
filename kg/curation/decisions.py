r"""The file of decisions: tab-separated, one decision a line, sorted, mergeable, edited by hand or by ``kg review``.

    decision  document  relation    subject       object         cue         paper  end  to  author  reason  drawn
    reject    3f0a…     signedWith  中国政府@0-4  希腊政府@5-9  签署@9-11                     chen    only planned

A place is ``words@start-end`` in code points of the text of record, the end exclusive, several joined by ``|``; in the
words a line break is written ``\n``, a tab ``\t``, a backslash ``\\``, a space at an edge ``\s``. Lines that begin
with ``#`` are comments and stay above the line they stand above. A row ``relation`` says that what was called
``relation`` is called ``to`` now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.decision import CLAIM_KINDS, DECISION_KINDS, NAME_KINDS, Decision, Quote, joined, separated
from kg.errors import DataFileError, OutputError
from kg.model import RELATIONS, Document
from kg.resources import unreadable

COLUMNS = (
    "decision", "document", "relation", "subject", "object", "cue", "paper", "end", "to", "author", "reason", "drawn",
    "rule",
)  # fmt: skip
RENAMED = "relation"
STATUSES = ("done", "planned", "ongoing")
ENDS = ("subject", "object")
_NEEDED = COLUMNS[:2]
#: What no name holds: controls, invisible and direction marks.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SHA = re.compile(r"[0-9a-f]{64}")
_ESCAPES = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\s": " "}
_ESCAPE = re.compile(r"\\[\\tnrs]")
_EDGE = re.compile(r"^ | $")
LEFT_OUT = "left out; the rest is replayed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that was not followed: what it means, why not, and what happens instead."""

    line: int
    decision: str
    why: str
    now: str

    def told(self, file: str) -> str:
        """One line for a reader."""
        return f"{file}:{self.line}: {self.decision}: {self.why}; {self.now}"

    def as_dict(self) -> dict[str, Any]:
        """Plain data for report.json."""
        return {"line": self.line, "decision": self.decision, "why": self.why, "now": self.now}


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision with its line number and the comments right above it."""

    decision: Decision
    line: int = 0
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A file of decisions as read: entries in the order of the file, lines that could not be read, comments."""

    name: str
    entries: tuple[Entry, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions alone."""
        return tuple(entry.decision for entry in self.entries)

    def with_more(self, decisions: Iterable[Decision]) -> DecisionFile:
        """The file with further decisions, each once."""
        known = set(self.decisions)
        more = tuple(Entry(decision) for decision in dict.fromkeys(decisions) if decision not in known)
        return replace(self, entries=(*self.entries, *more))

    def text(self) -> str:
        """The file in its sorted form, comments kept."""
        lines = [*self.head, "\t".join(COLUMNS)]
        lines += [written(Decision(RENAMED, "", old, to=new)) for old, new in sorted(self.renamed)]
        for entry in sorted(self.entries, key=lambda entry: entry.decision.order):
            lines += [*entry.above, written(entry.decision)]
        return "\n".join([*lines, *self.tail]) + "\n"


def document_sha256(doc: Document) -> str:
    """What decisions call a document: the SHA-256 of its text of record."""
    return sha256(doc.source.encode("utf-8", "surrogatepass")).hexdigest()


def read_decisions(path: Path | str) -> DecisionFile:
    """The decisions of a file; a line that cannot be read is told, not fatal, but a file that is none of ours is."""
    path = Path(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error
    return _Reader(path, text.split("\n")).read(sha256(raw).hexdigest())


def write_decisions(path: Path | str, decisions: DecisionFile) -> None:
    """Put the sorted file in its place, whole or not at all."""
    path = Path(path)
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(decisions.text())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: the decisions cannot be written ({error}); name a file in a folder of yours"
        ) from error


def add_decisions(path: Path | str, decisions: Iterable[Decision]) -> DecisionFile:
    """Add decisions to a file, which need not be there yet; what stands in it stays."""
    path = Path(path)
    held = read_decisions(path) if path.exists() else DecisionFile(path.name)
    held = held.with_more(decisions)
    write_decisions(path, held)
    return held


def written(decision: Decision) -> str:
    """The line of a decision."""
    cells = [decision.kind]
    for name in COLUMNS[1:]:
        value = getattr(decision, name)
        cells.append(value if isinstance(value, str) else joined(value))
    return "\t".join(_escaped(cell) for cell in cells).rstrip("\t")


def _escaped(cell: str) -> str:
    cell = cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return _EDGE.sub("\\\\s", cell)


def _plain(cell: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], cell.strip(" "))


class _Reader:
    """One reading of a file, line by line."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.path, self.lines = path, lines
        self.columns: list[str] = []
        self.head: list[str] = []
        self.above: list[str] = []
        self.entries: list[Entry] = []
        self.known: set[Decision] = set()
        self.troubles: list[Trouble] = []
        self.renamed: list[tuple[str, str]] = []

    def read(self, digest: str) -> DecisionFile:
        for number, line in enumerate(self.lines, start=1):
            line = line.rstrip("\r")
            if line.startswith("#"):
                self.above.append(line)
            elif line.strip() and not self.columns:
                self._header(number, line)
            elif line.strip():
                self._row(number, line)
        renamed, tail = tuple(dict.fromkeys(self.renamed)), tuple(self.above)
        head = tuple(self.head)
        return DecisionFile(self.path.name, tuple(self.entries), tuple(self.troubles), renamed, head, tail, digest)

    def _header(self, number: int, line: str) -> None:
        self.columns = [cell.strip() for cell in line.split("\t")]
        for column in self.columns:
            if column not in COLUMNS:
                near = get_close_matches(column, COLUMNS, 1)
                hint = f" (nearest: {near[0]})" if near else ""
                raise DataFileError(
                    self.path, number, f"{column!r} is no column of decisions{hint}; they are {', '.join(COLUMNS)}"
                )
        missing = [column for column in _NEEDED if column not in self.columns]
        if missing:
            raise DataFileError(
                self.path, number, f"the header has no column {missing[0]!r}; begin the file with {', '.join(COLUMNS)}"
            )
        self.head, self.above = self.above, []

    def _row(self, number: int, line: str) -> None:
        cells = line.split("\t")
        try:
            if len(cells) > len(self.columns):
                raise ValueError(f"{len(cells)} cells under {len(self.columns)} columns; remove a tab")
            decision = decided({name: _plain(cell) for name, cell in zip(self.columns, cells, strict=False)})
        except ValueError as error:
            self.troubles.append(Trouble(number, " ".join(line.split())[:120], str(error), LEFT_OUT))
            # The line is its author's: a rewritten file still has it, and it is told again until it is mended.
            self.above.append(line)
            return
        if decision.kind == RENAMED:
            self.renamed.append((decision.relation, decision.to))
        elif decision not in self.known:
            self.known.add(decision)
            self.entries.append(Entry(decision, number, tuple(self.above)))
            self.above = []


def decided(cells: dict[str, str]) -> Decision:
    """The decision that the cells of a row mean; a ValueError says what is missing or wrong."""
    kind = _one_of("decision", cells.get("decision", ""), (*DECISION_KINDS, RENAMED))
    if kind == RENAMED:
        if not cells.get("relation") or cells.get("to") not in RELATIONS:
            raise ValueError(f"needs the old name in 'relation' and one of {', '.join(RELATIONS)} in 'to'")
        return Decision(RENAMED, "", cells["relation"], to=cells["to"])
    if not _SHA.fullmatch(cells.get("document", "")):
        raise ValueError("'document' is not the SHA-256 of a text of record, 64 hexadecimal digits; report.json has it")
    places = {name: _quotes(name, cells.get(name, "")) for name in ("subject", "object", "cue", "paper")}
    needed = ("subject",) if kind in NAME_KINDS else ("subject", "object", "cue")
    for name in needed:
        if not places[name]:
            raise ValueError(f"needs {name!r} as words@start-end")
    if kind in CLAIM_KINDS and not cells.get("relation"):
        raise ValueError("needs the relation of the claim")
    if kind == "correct":
        _one_of("end", cells.get("end", ""), ENDS)
    if kind == "status":
        _one_of("to", cells.get("to", ""), STATUSES)
    if kind in {"correct", "merge", "rename"} and not cells.get("to"):
        raise ValueError(f"needs 'to': {'the new name' if kind == 'rename' else 'a name, a key or words@start-end'}")
    if kind == "rename" and _ACTING.search(cells["to"]):
        raise ValueError("'to' holds a line break or another character that is no part of a name")
    rest = {name: cells.get(name, "") for name in ("relation", "end", "to", "author", "reason", "drawn", "rule")}
    return Decision(kind, cells["document"], **places, **rest)  # type: ignore[arg-type]


def _one_of(column: str, word: str, known: tuple[str, ...]) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, 1)
    hint = f" (nearest: {near[0]})" if near else ""
    raise ValueError(f"{column!r} is {word!r}; expected one of {', '.join(known)}{hint}")


def _quotes(column: str, cell: str) -> tuple[Quote, ...]:
    if not cell:
        return ()
    quotes = separated(cell)
    if quotes is None or any(quote.document for quote in quotes):
        raise ValueError(f"{column!r} is {cell!r}; expected words@start-end with as many code points as words")
    return quotes
