"""A PDF to text: its pages in order, a form feed between them.

Lines stay as the pages set them; the normaliser joins them, drops page numbers and running heads,
and repairs radicals. A page without text is a picture of a page, and is said so.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import DocumentError, UsageError
from kg.model import Metadata

_MOST_PAGES = 5_000


def read_pdf(data: bytes, name: str) -> tuple[str, Metadata, tuple[str, ...]]:
    """The text of a PDF, its title where it has one, and a warning for each page without text."""
    try:
        import pypdf
    except ImportError as error:
        raise UsageError(f"{name}: reading PDF needs pypdf; run: pip install 'silkgraph[documents]'") from error
    with _silent():
        try:
            pages, title = _pages(pypdf, data, name)
        except DocumentError:
            raise
        except Exception as error:  # a broken PDF can raise anything
            why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            raise DocumentError(f"{name} is not a PDF that can be read: {why}") from error
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise DocumentError(
            f"{name} holds no text in {len(pages)} pages, only pictures; run text recognition on it first"
        )
    warnings = tuple(f"{name}: page {number} holds no text; it may be a picture" for number in empty)
    return "\f".join(pages), Metadata(title=title), warnings


def _pages(pypdf: Any, data: bytes, name: str) -> tuple[list[str], str | None]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(f"{name} is locked with a password; save an open copy")
    if len(reader.pages) > _MOST_PAGES:
        raise DocumentError(f"{name} has more than {_MOST_PAGES:,} pages; split it")
    pages = [page.extract_text().encode("utf-8", "replace").decode("utf-8").replace("\0", "") for page in reader.pages]
    title = reader.metadata.title if reader.metadata else None
    return pages, str(title).strip() or None if title and not str(title).endswith((".doc", ".docx", ".wps")) else None


@contextmanager
def _silent() -> Iterator[None]:
    """Hold back what pypdf logs of small faults."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
