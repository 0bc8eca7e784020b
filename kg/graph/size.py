"""How much one document may say. A book has some thousands of paragraphs, and no reader could check what is beyond."""

from __future__ import annotations

from kg.errors import DocumentError
from kg.model import Document

#: Above, writing the graph of one document would take a gigabyte.
MOST_ITEMS, MOST_FACTS = 30_000, 10_000


def check(doc: Document) -> None:
    """Refuse a document whose graph would not fit."""
    for what, found, most in (("paragraphs", doc.items, MOST_ITEMS), ("statements", doc.facts, MOST_FACTS)):
        if len(found) > most:
            raise DocumentError(f"{doc.id} holds {len(found):,} {what}, more than the {most:,} of one text; split it")
