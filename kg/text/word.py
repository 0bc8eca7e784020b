"""A Word file to text: paragraphs and tables in the order of the page, with the numbers Word shows.

Headings and tables become Markdown. Deleted text of tracked changes is left out, inserted text is in.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from kg.errors import DocumentError
from kg.model import Metadata
from kg.text.wordlists import Lists

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}pPr",
        f"{_W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_MOST_BYTES, _MOST_RATIO = 100_000_000, 200


def read_word(data: bytes, name: str) -> tuple[str, Metadata, tuple[str, ...]]:
    """The text of a .docx file and the title it gives itself."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise DocumentError(f"{name} is not a .docx file; save it as .docx (an old .doc is another format)") from error
    with archive:
        _check_size(archive, len(data), name)
        try:
            body = _xml(archive, "word/document.xml", name)
        except KeyError as error:
            raise DocumentError(f"{name} holds no word/document.xml; save it as .docx again") from error
        lists = Lists(_optional(archive, "word/numbering.xml", name))
        headings = _heading_styles(_optional(archive, "word/styles.xml", name))
        core = _optional(archive, "docProps/core.xml", name)
    try:
        text = "\n\n".join(_blocks(body, lists, headings))
    except RecursionError as error:
        raise DocumentError(f"{name} holds tables in tables without end; copy its text into a new file") from error
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    if not text.strip():
        raise DocumentError(f"{name} holds no text; give a file with text in it")
    return text, Metadata(title=(title or "").strip() or None), ()


def _check_size(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    if size > _MOST_BYTES or size > packed * _MOST_RATIO:
        raise DocumentError(f"{name} unpacks from {packed:,} to {size:,} bytes, which no honest file does; not opened")


def _xml(archive: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    try:
        with archive.open(part) as opened:
            data = opened.read(_MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, OSError) as error:
        why = " ".join(str(error).split())[:100]
        raise DocumentError(f"{name}: {part} cannot be unpacked ({why}); save it as .docx again") from error
    # A NUL would be UTF-16, in which the word could hide; Word writes UTF-8.
    if len(data) > _MOST_BYTES or b"<!DOCTYPE" in data or b"\0" in data:
        raise DocumentError(f"{name}: {part} is not what Word writes (too large, or with a DOCTYPE); not opened")
    try:
        return ET.fromstring(data)  # noqa: S314 - no DOCTYPE, so no entities
    except ET.ParseError as error:
        raise DocumentError(f"{name}: {part} is broken: {error}") from error


def _optional(archive: zipfile.ZipFile, part: str, name: str) -> ET.Element | None:
    return _xml(archive, part, name) if part in archive.namelist() else None


def _heading_styles(styles: ET.Element | None) -> dict[str, int]:
    """The level of each style that is a heading, by its id."""
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        named = style.find(f"{_W}name")
        label = (named.get(f"{_W}val") or "").lower() if named is not None else ""
        identity = style.get(f"{_W}styleId") or ""
        if label.startswith("heading ") and label[8:] in {"1", "2", "3", "4", "5", "6", "7", "8", "9"}:
            levels[identity] = int(label[8:])
        elif label == "title":
            levels[identity] = 1
    return levels


def _blocks(element: ET.Element, lists: Lists, headings: dict[str, int]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}p":
            if words := _paragraph(child, lists, headings):
                yield words
        elif child.tag == f"{_W}tbl":
            yield "\n".join(_table(child, lists, headings))
        elif child.tag not in _SKIPPED and child.tag != f"{_W}sectPr":
            yield from _blocks(child, lists, headings)


def _paragraph(paragraph: ET.Element, lists: Lists, headings: dict[str, int]) -> str:
    words = "".join(_words(paragraph)).strip(" \t\n")
    if not words:
        return ""
    properties = paragraph.find(f"{_W}pPr")
    style = properties.find(f"{_W}pStyle") if properties is not None else None
    level = headings.get((style.get(f"{_W}val") or "") if style is not None else "")
    number = lists.number(properties)
    return ("#" * min(level, 6) + " " if level else "") + number + words


def _words(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _words(child)


def _table(table: ET.Element, lists: Lists, headings: dict[str, int]) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        cells = [" ".join(_blocks(cell, lists, headings)).replace("\n", " ") for cell in row.findall(f"{_W}tc")]
        if any(cells):
            yield "| " + " | ".join(cells) + " |"
