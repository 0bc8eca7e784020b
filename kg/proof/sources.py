"""The texts of record against the files they were read from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from kg.errors import UsageError
from kg.proof.findings import Finding
from kg.proof.terms import DCTERMS

TABLE = "documents.tsv"
_PLAIN = frozenset({".txt", ".md"})
_MADE = frozenset({".html", ".htm", ".pdf", ".docx"})
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs")


def source_findings(folder: Path, texts: Mapping[str, str]) -> tuple[list[Finding], list[str]]:
    """What differs from the source files, and what could not be compared; ``texts`` is by document id."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; --sources needs the folder the documents were read from")
    listed = dict(_listed(folder / TABLE))
    files = {path.stem: path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _PLAIN | _MADE}
    findings: list[Finding] = []
    notes: list[str] = []
    for known, text in sorted(texts.items()):
        path, digest = listed.get(known, (files.get(known) or _by_words(files, text), ""))
        if path is None or not path.is_file():
            findings.append(Finding(str(path or folder), known, "source", "no source file of this document is there"))
            continue
        raw = path.read_bytes()
        if digest and sha256(raw).hexdigest() != digest:
            findings.append(Finding(str(path), known, "source", "has other bytes than documents.tsv promises"))
        if path.suffix.lower() in _MADE:
            notes.append(
                f"{path.name}: its text of record was made by the reader and is not compared character by character"
            )
        elif not _says(raw, text):
            findings.append(Finding(str(path), known, "source", f"is not the text of record documents/{known}.txt"))
    return findings, notes


def _by_words(files: Mapping[str, Path], text: str) -> Path | None:
    """The file that holds exactly this text: of a name that cannot be an id, the id does not tell the file."""
    plain = (path for path in files.values() if path.suffix.lower() in _PLAIN)
    return next((path for path in plain if _says(path.read_bytes(), text)), None)


def _says(raw: bytes, text: str) -> bool:
    """Whether some encoding reads the bytes as exactly this text."""
    for encoding in _ENCODINGS:
        try:
            read = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        # A byte order mark counts as one character of the text of record.
        if text in (read, "\ufeff" + read):
            return True
    return False


def table_findings(folder: Path, told: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Finding]:
    """Titles and dates other than the table of the sources has; ``told`` is what the graph says, by document id.

    What the graph does not say is no finding: a file can be built by itself, without its table.
    """
    for row in _rows(folder / TABLE):
        for column in ("title", "date"):
            listed = _spaced(row.get(column) or "")
            for held in told.get(row["id"], {}).get(DCTERMS + column, ()):
                if listed and _spaced(held) != listed:
                    message = f"the graph has the {column} {held!r}, {TABLE} has {listed!r}"
                    yield Finding("graph.ttl", row["id"], "table", message)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _listed(path: Path) -> Iterator[tuple[str, tuple[Path, str]]]:
    for row in _rows(path):
        yield row["id"], (path.parent / row["file"], row.get("sha256") or "")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row.get("id") and row.get("file"):
                    yield row
