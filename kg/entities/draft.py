"""What a name in a text says of its bearer, before the resolver gives it a key."""

from __future__ import annotations

from kg.entities.gazetteer import Hit
from kg.record import record


@record
class Draft:
    """A name read from the text. ``key`` is set where the data files know the bearer."""

    name: str
    kind: str
    kinds: tuple[str, ...]
    key: str | None = None
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    unnamed: bool = False
    generic: bool = False
    identity: str | None = None
    office: str | None = None
    titled: bool = False


@record
class Token:
    """A unit of a sentence as the grammar sees it: a name, a cue, a mark, a sum, a date, a counted noun, or a gap."""

    start: int
    end: int
    kind: str
    draft: Draft | None = None
    value: object = None
    step: str | None = None

    def moved(self, by: int) -> Token:
        """The same token further on in the text."""
        return Token(self.start + by, self.end + by, self.kind, self.draft, self.value, self.step)


__all__ = ["Draft", "Hit", "Token"]


@record
class Atom:
    """Words without a connector."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    titled: bool = False
