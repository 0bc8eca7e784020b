"""The nouns every room shares: frozen data, standard library only.

A :class:`Document` travels through the pipeline; each step takes one and returns a new one that knows more. What
points into the text is a half-open :class:`Span` over ``Document.text`` (the normalised reading);
``Document.source_span`` leads back to the text of record, whose offsets are the only ones ever written down.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from kg.decision import Decision

Status = Literal["done", "planned", "ongoing"]
Step = Callable[["Document"], "Document"]

#: The relations of the ontology, in the order reports list them.
RELATIONS = (
    "signedWith",
    "hostedBy",
    "coHostedBy",
    "funds",
    "launchedBy",
    "launchedAt",
    "publishedBy",
    "publishedAt",
    "participatedIn",
    "heldIn",
    "partOf",
    "memberOf",
    "represents",
)

#: How a claim may reach beyond the words beside its cue (closed list).
STEPS = ("coordination", "carriedSubject", "sharedHead", "leadIn", "shortForm", "pronoun", "partyInTitle")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text.

    >>> Span(2, 5).of("北京，中国政府")
    '，中国'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Offsets:
    """The way back from normalised text to source, as runs.

    Run ``i`` begins at ``text[i]`` and came from ``source[i]:source_end[i]``. Where text and source stretch have the
    same length the run is one to one; otherwise the whole run stands for the whole stretch (an entity, a repair).
    """

    text: tuple[int, ...] = ()
    source: tuple[int, ...] = ()
    source_end: tuple[int, ...] = ()
    length: int = 0

    def span(self, span: Span) -> Span:
        """The source stretch that a span of normalised text came from."""
        begin, limit, first, last = self._run(span.start)
        exact, end = limit - begin == last - first, max(span.start + 1, span.end)
        start = first + span.start - begin if exact else first
        if end > limit:
            begin, limit, first, last = self._run(end - 1)
            exact = limit - begin == last - first
        return Span(start, first + end - begin if exact else last)

    def _run(self, index: int) -> tuple[int, int, int, int]:
        """Where the run of a character begins and ends in the text, and in the source."""
        at = max(0, bisect_right(self.text, index) - 1)
        limit = self.text[at + 1] if at + 1 < len(self.text) else self.length
        return self.text[at], limit, self.source[at], self.source_end[at]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document from outside its sentences. Unknown stays None."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    address: str | None = None
    licence: str | None = None
    restates: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered entry or paragraph of a document.

    ``id`` is ASCII and unique in the document ("3.14", "p12"); ``number`` is what a reader sees
    ("三（十四）"); ``heading`` is the text of the section it stands under.
    """

    id: str
    kind: Literal["item", "paragraph", "heading", "caption", "label", "front"]
    span: Span
    number: str | None = None
    section: str | None = None
    heading: str | None = None
    sector: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the item it stands in, and the sentence that leads into it (indexes into the document's)."""

    span: Span
    item: int
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph.

    ``key`` is ``segment/name`` ("country/CHN", "event/1f0c…"); ``kinds`` are ontology class names, the most telling
    first; ``names`` begins with the preferred label.
    """

    key: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    label_en: str | None = None
    country: str | None = None
    parent: str | None = None
    unnamed: bool = False
    generic: bool = False
    ordinal: int | None = None
    year: str | None = None
    series: str | None = None
    identifiers: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The preferred Chinese label."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names an entity. ``step`` says how, if not by its own words.

    ``kind`` is what the grammar takes it for (Ministry, Paper, Amount, Unnamed, Bare …); a mention without an
    entity is a sum, a date, a class or words that are no name. ``office`` and ``of`` tell whose office a person
    or office holder is said to hold; ``value`` is a date as ISO 8601 ("2017-05-14", "2017-05-14/2017-05-15") or the
    key of an amount.
    """

    span: Span
    entity: str
    kind: str
    step: str | None = None
    office: str | None = None
    of: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the grammar where it stands: its class is what the rules speak of (SIGN, WITH, PLAN …)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as the text gives it. ``value`` is exact or absent; ``part_of`` the whole it is a tranche of."""

    key: str
    text: str
    span: Span
    value: Decimal | None = None
    currency: str | None = None
    bound: Literal["exact", "about", "over", "under"] = "exact"
    equivalent: bool = False
    part_of: Amount | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """The act of signing one paper (or a series of bilateral ones)."""

    key: str
    label: str
    span: Span
    kind: str = "unspecified"
    form: Literal["one paper", "series of bilaterals", "unclear"] = "unclear"
    parties: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Financing:
    """The act behind a ``funds`` claim. Signed is not paid: it never says disbursed."""

    key: str
    label: str
    kind: str
    giver: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of one document, with the places in the text that say it."""

    relation: str
    subject: str
    object: str
    status: Status
    evidence: tuple[Span, ...]
    subject_at: Span
    object_at: Span
    cue_at: Span
    item: str
    rule: str
    steps: tuple[str, ...] = ()
    date: str | None = None
    date_end: str | None = None
    instrument: Instrument | None = None
    financing: Financing | None = None
    amounts: tuple[Amount, ...] = ()
    office: str | None = None
    unnamed_parties: str | None = None
    decisions: tuple[str, ...] = ()
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a document says of itself or the world in numbers. Never an edge."""

    text: str
    span: Span
    item: str
    value: Decimal | None = None
    bound: Literal["exact", "about", "over", "under"] = "exact"
    unit: str | None = None
    scope: str | None = None


@dataclass(frozen=True)
class Document:
    """One text and all that is known of it so far."""

    id: str
    source: str
    metadata: Metadata = field(default_factory=Metadata)
    name: str = ""
    text: str = ""
    offsets: Offsets = field(default_factory=Offsets)
    items: tuple[Item, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    cues: tuple[Cue, ...] = ()
    entities: tuple[Entity, ...] = ()
    amounts: tuple[Amount, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    warnings: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def knowing(self, **more: Any) -> Document:
        """The same document with more known of it; ``dataclasses.replace`` takes ten times as long."""
        made = object.__new__(Document)
        vars(made).update(vars(self), **more)
        return made

    def source_span(self, span: Span) -> Span:
        """Where a span of the normalised text stands in the text of record."""
        return self.offsets.span(span)

    def quote(self, span: Span) -> str:
        """The exact characters of the text of record behind a span."""
        return self.source_span(span).of(self.source)
