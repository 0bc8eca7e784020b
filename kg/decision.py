"""What an analyst decided about a text: a noun that the desk, the documents and the graph share.

A decision points at characters, never at a node: the document by the SHA-256 of its text of record, the words by their
code points in it. So it outlives new data, new rules and new addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

#: What can be decided of a claim, and of what a name means.
CLAIM_KINDS = ("accept", "reject", "correct", "status")
NAME_KINDS = ("merge", "split", "rename")
DECISION_KINDS = (*CLAIM_KINDS, *NAME_KINDS)
#: What ends a place; where several stand in one cell, a bar is between them.
_END = re.compile(r"@(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})(?:#(?P<document>[0-9a-f]{64}))?(?:\||\Z)")
_QUOTE = re.compile(
    r"(?P<words>.+)@(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})(?:#(?P<document>[0-9a-f]{64}))?", re.DOTALL
)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a text of record where they stand; in another document where one is named.

    >>> str(Quote(5, 9, "希腊政府"))
    '希腊政府@5-9'
    """

    start: int
    end: int
    words: str
    document: str = ""

    def __str__(self) -> str:
        return f"{self.words}@{self.start}-{self.end}" + (f"#{self.document}" if self.document else "")

    @classmethod
    def read(cls, text: str) -> Quote | None:
        """The quote that a text writes, None where it writes none."""
        found = _QUOTE.fullmatch(text)
        if found is None:
            return None
        quote = cls(int(found["start"]), int(found["end"]), found["words"], found["document"] or "")
        return quote if quote.end - quote.start == len(quote.words) else None


#: The places of one end, in the order of the text.
Quotes = tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``subject`` is also the place of the name that a merge, split or rename is about.

    A claim that several sentences state has several places for each end and cue. ``end`` says which end a correction
    corrects; ``to`` is the new name, key, status or label; ``drawn`` tells a decision on a claim that came up by
    chance ("sample") from one that was looked for, ``rule`` which rule had found the claim.
    """

    kind: str
    document: str
    relation: str = ""
    subject: Quotes = ()
    object: Quotes = ()
    cue: Quotes = ()
    paper: Quotes = ()
    end: str = ""
    to: str = ""
    author: str = ""
    reason: str = ""
    drawn: str = ""
    rule: str = ""

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that stand for everything the decision says."""
        return sha256("\x1f".join(self._parts()).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[Any, ...]:
        """Where the decision stands in a sorted file: by document, place, relation, then by what it says."""
        places = [[(quote.start, quote.end) for quote in quotes] for quotes in (self.subject, self.object, self.cue)]
        return (self.document, *places, *self._parts())

    @property
    def meaning(self) -> str:
        """The decision in a few words."""
        subject, object_ = (
            " ".join(quotes[0].words.split()) if quotes else "?" for quotes in (self.subject, self.object)
        )
        if self.kind in NAME_KINDS:
            return f"{self.kind} {subject}" + (f" → {self.to}" if self.to else "")
        to = f" ({self.end or 'status'} → {self.to})" if self.to else ""
        return f"{self.kind} {subject} —{self.relation}→ {object_}{to}"

    def _parts(self) -> tuple[str, ...]:
        places = [joined(quotes) for quotes in (self.subject, self.object, self.cue, self.paper)]
        told = (self.end, self.to, self.author, self.reason, self.drawn, self.rule)
        return (self.relation, self.kind, *places, *told, self.document)


def joined(quotes: tuple[Quote, ...]) -> str:
    """Several places as one text."""
    return "|".join(map(str, quotes))


def separated(text: str) -> tuple[Quote, ...] | None:
    """The places that a text writes, None where a part of it writes none.

    >>> separated("中方@30-32|中国@0-2")
    (Quote(start=0, end=2, words='中国', document=''), Quote(start=30, end=32, words='中方', document=''))
    """
    quotes: list[Quote] = []
    at = 0
    for found in _END.finditer(text):
        words = text[at : found.start()]
        # The words may hold what looks like the end of a place; only the right length is one.
        if words and int(found["end"]) - int(found["start"]) == len(words):
            quotes.append(Quote(int(found["start"]), int(found["end"]), words, found["document"] or ""))
            at = found.end()
    return tuple(sorted(quotes)) if at == len(text) else None
