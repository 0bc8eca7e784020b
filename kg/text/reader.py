"""A file to a Document: its text of record, its id, and what it says of itself."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.errors import DocumentError, UsageError
from kg.model import Document, Metadata
from kg.text.dates import plain_date
from kg.text.decoding import decode

#: The endings ``read`` knows.
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx")
MAX_BYTES = 50_000_000

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read(
    path: str | Path,
    *,
    document_id: str | None = None,
    metadata: Metadata | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Read one file into a Document with ``id``, ``source``, ``metadata`` and ``name``.

    What ``metadata`` knows wins over what the file says; what neither says stays None.
    """
    path = Path(path)
    _check_id(document_id)
    data = _bytes(path, max_bytes)
    return read_data(data, path.name, document_id=document_id, metadata=metadata, encoding=encoding)


def read_data(
    data: bytes,
    name: str,
    *,
    document_id: str | None = None,
    metadata: Metadata | None = None,
    encoding: str | None = None,
) -> Document:
    """Like :func:`read` for bytes that are here already; the ending of ``name`` tells their form."""
    _check_id(document_id)
    source, found, warnings = _reader(Path(name))(data, name, encoding)
    return Document(
        id=document_id or identify(Path(name).stem),
        source=source,
        metadata=_titled(_merged(metadata, found), Path(name).stem),
        name=name,
        warnings=warnings,
    )


def _check_id(document_id: str | None) -> None:
    if document_id is not None and not _SLUG.fullmatch(document_id):
        raise UsageError(
            f"{document_id!r} is no document id; use 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or digit"
        )


def identify(stem: str) -> str:
    """The document id of a file name without its ending: itself if it is plain ASCII, else a hash.

    >>> identify("brf-2017"), identify("成果清单")
    ('brf-2017', 'doc-e7347b7a152c')
    """
    if _SLUG.fullmatch(stem):
        return stem
    return "doc-" + hashlib.sha256(unicodedata.normalize("NFC", stem).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder; give a file")
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path} is no file but a pipe or device; save what it gives as a file")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > max_bytes else file.read(max_bytes + 1)
        if max(size, len(data)) > max_bytes:
            # A file may grow while it is read.
            size = max(size, len(data))
            raise DocumentError(
                f"{path} has {size:,} bytes, more than the {max_bytes:,} allowed; split it or raise max_bytes"
            )
        return data
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error


#: Bytes, file name and encoding to text of record, what the file says of itself, and warnings.
_Read = Callable[[bytes, str, str | None], tuple[str, Metadata, tuple[str, ...]]]


def _reader(path: Path) -> _Read:
    suffix = path.suffix.lower()
    if suffix in (".txt", ".md", ".markdown"):
        return _read_text
    if suffix in (".html", ".htm"):
        from kg.text.webpage import read_page

        return read_page
    if suffix == ".pdf":
        from kg.text.pdf import read_pdf

        return lambda data, name, _: read_pdf(data, name)
    if suffix == ".docx":
        from kg.text.word import read_word

        return lambda data, name, _: read_word(data, name)
    named = f"files ending in {suffix}" if suffix else "files without an ending"
    raise DocumentError(f"{path.name}: {named} are not read; use one of {' '.join(SUFFIXES)}")


def _read_text(data: bytes, name: str, encoding: str | None) -> tuple[str, Metadata, tuple[str, ...]]:
    source = decode(data, name, encoding)
    return source, front_matter(source), ()


_FENCED = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\n]{0,2000}\n){0,100}?)---[ \t]*(?:\r?\n|$)")
_ENTRY = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>[^\r\n]*)")
_FIELDS = {
    "title": "title",
    "date": "date",
    "publisher": "publisher",
    "source": "publisher",
    "url": "address",
    "address": "address",
    "link": "address",
    "licence": "licence",
    "license": "licence",
}


def front_matter(source: str) -> Metadata:
    """What the fenced lines at the very beginning of a text say of it."""
    fenced = _FENCED.match(source)
    known: dict[str, str] = {}
    for line in (fenced["body"] if fenced else "").split("\n"):
        entry = _ENTRY.match(line)
        value = entry["value"].strip().strip("\"'").strip() if entry else ""
        name = _FIELDS.get(entry["key"].lower()) if entry else None
        if name == "publisher" and value.startswith(("http://", "https://")):
            name = "address"
        if name and value:
            known.setdefault(name, value)
    if "date" in known:
        date = plain_date(known.pop("date"))
        known |= {"date": date} if date else {}
    return Metadata(**known)


def _titled(known: Metadata, stem: str) -> Metadata:
    """A text without a title whose id is a hash goes by the name of its file: somebody must know it again."""
    if known.title is not None or identify(stem) == stem or not stem.isprintable():
        return known
    return replace(known, title=stem)


def _merged(given: Metadata | None, found: Metadata) -> Metadata:
    if given is None:
        return found
    missing = {name: getattr(found, name) for name in Metadata.__slots__ if getattr(given, name) is None}
    return replace(given, **missing)
