"""What the words of a decision mean in documents and data as they are now; :class:`Lost` says why they mean nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.decision import Quote
from kg.model import Document, Entity, Fact, Mention, Span

_KEY = re.compile(r"country/[A-Z]{3}|[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
#: Reads a name nobody listed: the entity it would be in a document.
Reading = Callable[[str, Document], Entity | None]


class Lost(Exception):  # noqa: N818 - not an error of the program: a decision whose words mean nothing any more
    """Why a decision is not followed."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names the data files know, and how an unlisted one is read."""

    keyed: Callable[[str], Entity | None]
    called: Callable[[str], tuple[str, ...]]
    read: Reading

    @classmethod
    def none(cls) -> Names:
        """No names at all: only what the documents themselves name."""
        return cls(lambda key: None, lambda name: (), lambda name, doc: None)


def check_words(doc: Document, quotes: Iterable[Quote]) -> None:
    """Whether the words stand where the decision says."""
    for quote in quotes:
        stands = doc.source[quote.start : quote.end]
        if stands != quote.words:
            shown = " ".join(stands.split())
            raise Lost(f"at {quote.start}-{quote.end} stands {shown!r}, not {' '.join(quote.words.split())!r}")


def key_at(doc: Document, quote: Quote) -> str:
    """The entity that is named at a place."""
    check_words(doc, (quote,))
    mention = mention_at(doc, quote)
    if mention is not None:
        return mention.entity
    for fact in doc.facts:
        for at, key in ((fact.subject_at, fact.subject), (fact.object_at, fact.object)):
            if _is(doc, at, quote):
                return key
    raise Lost(f"no name is read at {quote.start}-{quote.end} any more")


def mention_at(doc: Document, quote: Quote) -> Mention | None:
    """The mention of an entity at a place; one that the grammar sees before one hidden in a title."""
    found = [mention for mention in doc.mentions if mention.entity and _is(doc, mention.span, quote)]
    return min(found, key=lambda mention: mention.kind == "InTitle", default=None)


def meant(to: str, doc: Document, names: Names, others: Iterable[Document] = ()) -> Entity:
    """The body that a name or key means: in the document, in others, in the data files, else read by its shape."""
    if _KEY.fullmatch(to):
        return _keyed(to, doc, names, others)
    for group in ([doc], list(others)):
        found = {entity.key: entity for held in group for entity in held.entities if to in entity.names}
        named = [entity for entity in found.values() if entity.label == to] or list(found.values())
        if len(named) == 1:
            return named[0]
        if named:
            raise _ambiguous(to, [entity.key for entity in named])
    keys = names.called(to)
    if len(keys) > 1:
        raise _ambiguous(to, list(keys))
    known = names.keyed(keys[0]) if keys else names.read(to, doc)
    if known is None:
        raise Lost(f"{to!r} is the name of nothing known; add it to names/*.tsv of an overlay folder, or give a key")
    return known


def _ambiguous(to: str, keys: list[str]) -> Lost:
    return Lost(f"{to!r} names {len(keys)} bodies ({', '.join(sorted(keys)[:4])}); give the key")


def _keyed(key: str, doc: Document, names: Names, others: Iterable[Document]) -> Entity:
    found = names.keyed(key)
    if found is not None:
        return found
    for held in (doc, *others):
        for entity in held.entities:
            if entity.key == key:
                return entity
    raise Lost(f"no body has the key {key!r}, in the documents or the data files")


def with_entity(doc: Document, entity: Entity) -> Document:
    """The document knowing an entity too."""
    if any(known.key == entity.key for known in doc.entities):
        return doc
    return replace(doc, entities=tuple(sorted((*doc.entities, entity), key=lambda known: known.key)))


def is_at(doc: Document, span: Span, quotes: Iterable[Quote]) -> bool:
    """Whether a span of the text is one of the places."""
    return any(_is(doc, span, quote) for quote in quotes)


def _is(doc: Document, span: Span, quote: Quote) -> bool:
    at = doc.source_span(span)
    return at.start == quote.start and at.end == quote.end


def signature(doc: Document, fact: Fact) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Where the ends and the cue of a fact stand in the text of record."""
    spans = [doc.source_span(span) for span in (fact.subject_at, fact.object_at, fact.cue_at)]
    first, second, third = [(span.start, span.end) for span in spans]
    return first, second, third
