"""Which IRI a thing has: stable across runs, ASCII, no blank nodes."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from urllib.parse import quote

from kg.errors import UsageError
from kg.graph.vocabulary import BASE
from kg.model import Fact, Span

_BASE = re.compile(r"https?://[A-Za-z0-9.:-]+/(?:[A-Za-z0-9._~%-]+[/#])*")


def checked_base(base: str) -> str:
    """The base itself if IRIs can be built on it.

    >>> checked_base("https://example.org/id/")
    'https://example.org/id/'
    """
    if not _BASE.fullmatch(base):
        raise UsageError(f"base {base!r} is no place for identifiers; expected like {BASE}, ASCII, ending in / or #")
    return base


def segment(text: str) -> str:
    """Any string as one safe ASCII piece of an IRI; different strings give different pieces.

    >>> segment("三/14 a")
    '%E4%B8%89%2F14%20a'
    """
    if text.isascii() and text.isalnum():
        return text  # nearly all are, and quoting takes long
    # A piece of dots alone would be taken for a step up or on the spot when an IRI is resolved.
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")


def document_iri(base: str, document_id: str) -> str:
    """The IRI of a document."""
    return f"{base}document/{segment(document_id)}"


def item_iri(document: str, item_id: str) -> str:
    """The IRI of an item of a document."""
    return f"{document}#item={segment(item_id)}"


def node_iri(base: str, key: str, default: str = "entity") -> str:
    """The IRI of an entity or act by its key (``segment/name``).

    >>> node_iri("https://example.org/", "country/CHN")
    'https://example.org/country/CHN'
    """
    head, slash, tail = key.partition("/")
    return f"{base}{segment(head)}/{segment(tail)}" if slash else f"{base}{default}/{segment(key)}"


def place_iri(document: str, span: Span) -> str:
    """The IRI of a stretch of the text of record."""
    return f"{document}#char={span.start},{span.end}"


def selector_iri(document: str, span: Span) -> str:
    """The IRI of the selector of a stretch of the text of record."""
    return f"{document}#select={span.start},{span.end}"


def claim_hash(document_id: str, fact: Fact) -> str:
    """Sixteen hex digits that are the same exactly for the same statement of the same document."""
    ends = [fact.subject, fact.object]
    said = [
        document_id,
        fact.relation,
        sorted(ends) if fact.relation == "signedWith" else ends,
        fact.status,
        fact.instrument.key if fact.instrument else None,
        sorted({amount.key for amount in fact.amounts}),
        fact.date,
    ]
    # JSON keeps the fields apart whatever characters they hold.
    return sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()[:16]
