"""Sums of money as the document writes them."""

from __future__ import annotations

import re

from kg.entities.identity import digest
from kg.entities.shapes import Sum
from kg.model import Amount, Document, Span

#: Forms that the source itself may write a sum in.
_WRITTEN = re.compile(r"[\w.,，．（）]{2,30}")


def amount_of(found: Sum, span: Span, doc: Document) -> Amount:
    """A sum at its place, in the words of the source where they are no more than a sum."""
    text = "".join(doc.quote(span).split())
    return Amount(
        f"amount/{digest(doc.id, str(span.start), found.text)}",
        text if _WRITTEN.fullmatch(text) else found.text,
        span,
        found.value,
        found.currency,
        found.bound,
        found.equivalent,
    )
