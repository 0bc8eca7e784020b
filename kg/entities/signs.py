"""Cities, provinces and regions named by one sign each: 在京, 粤港澳三地."""

from __future__ import annotations

from kg.entities.draft import Draft
from kg.entities.namer import Namer


def city(sign: str, namer: Namer) -> Draft | None:
    """The city that 京 or 沪 stands for behind 在."""
    return _known_as(namer.lexicon.cities.get(sign), namer)


def region(sign: str, namer: Namer) -> Draft | None:
    """The province or region that each sign of 粤港澳三地 stands for."""
    return _known_as(namer.lexicon.regions.get(sign), namer)


def _known_as(name: str | None, namer: Namer) -> Draft | None:
    keys = namer.gazetteer.keys_named(name) if name else ()
    return namer.of_key(keys[0], name) if name and keys else None
