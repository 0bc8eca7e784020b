"""Bodies of a province that says 省商务厅 of its own: whose they are, where the text names one province."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.entities.draft import Draft
from kg.entities.kinds import AGENT_KINDS
from kg.entities.namer import Namer
from kg.entities.resolver import Registry
from kg.model import Entity, Mention

_OWN = re.compile("省(?![际力钱份会内外城市却略去道])(?:(?![与和及同])[\u4e00-\u9fff]){1,16}")
_OFFICES = ("省长", "副省长")


def of_province(words: str, namer: Namer, registry: Registry) -> Draft | None:
    """省商务厅 as that of the province the text has named, if it has named just one."""
    if not _OWN.fullmatch(words):
        return None
    key = _only_province(registry)
    whole = _long_name(registry.entities[key]) + words[1:] if key else ""
    draft = namer.name(whole, namer.find(whole)) if whole else None
    if draft is None or draft.kind not in AGENT_KINDS or draft.unnamed:
        return None
    return draft if draft.key else replace(draft, aliases=(words, *draft.aliases))


def province_of(office: str, namer: Namer, registry: Registry, told: Iterable[Mention]) -> Draft | None:
    """Whose governor 副省长某某 is, where what is told before names it: the claim must show the words."""
    if office.startswith("省委"):
        return of_province("省委", namer, registry)
    key = _only_province(registry) if office.startswith(_OFFICES) else None
    if key is None or not any(key in {one.entity, one.of} for one in told):
        return None
    name = _long_name(registry.entities[key])
    return namer.name(name, namer.find(name))


def _only_province(registry: Registry) -> str | None:
    named = [
        key
        for key, entity in registry.entities.items()
        if key.startswith("place/") and entity.parent is None and entity.country == "country/CHN" and _long_name(entity)
    ]
    return named[0] if len(named) == 1 else None


def _long_name(entity: Entity) -> str:
    return next((name for name in entity.names if name.endswith("省")), "")
