"""Which entity a name means, within one document: known bodies, events and their parts, short forms, persons.

Resolution uses the document and the data files only, so graphs that were built apart can be added together.
"""

from __future__ import annotations

from dataclasses import replace

from kg.entities.draft import Draft
from kg.entities.events import Events
from kg.entities.identity import country_key, digest, fold, plain, segment_of, stated
from kg.model import Entity


class Registry(Events):
    """The entities of one document as they become known. Lives as long as the reading of one text."""

    # ── adding ───────────────────────────────────────────────────────────────────────────────────

    def add(self, draft: Draft, item: str) -> str:
        """The key of the entity a draft means; the entity becomes known if it was not."""
        if self.home is not None and draft.kind in {"Ministry", "Holder"}:
            draft = self._at_home(draft, self.home)
        if draft.key is not None:
            return self._known(draft)
        if draft.kind == "Person":
            return self._person(draft)
        if draft.kind == "Event":
            key = self.event(plain(draft.name))
            for alias in draft.aliases:
                self.also(key, alias)
            return key
        return self._plain(draft, item)

    def _at_home(self, draft: Draft, home: str) -> Draft:
        """外交部 in a text that speaks from elsewhere is the one of there."""
        known = self.gazetteer.entity(draft.key) if draft.key else None
        if known is None or known.kinds[0] != "Ministry" or country_key(known.country) != "country/CHN":
            return draft
        if draft.name.startswith(("中国", "中华", "国家", "国务院", "大陆")):
            return draft
        whole = self.gazetteer.entity(home).label + draft.name
        return replace(draft, key=None, country=home, parent=None, aliases=(whole,), identity=f"{draft.name}@{home}")

    def _known(self, draft: Draft) -> str:
        key = draft.key or ""
        entity = self.entities.get(key) or stated(self.gazetteer.entity(key))
        name = plain(draft.name)
        if name and name not in entity.names and name not in {"中方", "我国", "我方"} and len(name) > 1:
            entity = replace(entity, names=(*entity.names, name))
        self.entities[key] = entity
        self._related(entity)
        if entity.kinds[0] == "Event":
            self._seen(key, "")
        return key

    def _plain(self, draft: Draft, item: str) -> str:
        name = plain(draft.name)
        country = country_key(draft.country)
        generic = draft.unnamed or draft.generic
        extra = (self.document, item) if generic else ((country,) if country and draft.identity else ())
        names = tuple(dict.fromkeys((name, *(plain(alias) for alias in draft.aliases))))
        if draft.identity and country and draft.aliases and not draft.unnamed:
            # 印尼投资委 and 印度尼西亚投资委 are one body: the state's own label leads.
            names = (*names[1:], names[0])
        segment = segment_of(draft.kinds[0])
        same = self.folded.get((segment, fold(names[0]), *extra))
        key = same or f"{segment}/{digest(names[0], *extra)}"
        self.folded[(segment, fold(names[0]), *extra)] = key
        self._put(
            Entity(
                key, draft.kinds, names, country=country, parent=draft.parent, unnamed=draft.unnamed, generic=generic
            )
        )
        return key

    def person_called(self, name: str, country: str | None = None) -> str | None:
        """The person of a name, or of a part of it (潘多 of 纳莱迪·潘多) where only one is meant."""
        if not self.persons:
            return None
        if (known := self.persons.get(name)) is not None or len(name) < 2 or "·" in name:
            return known
        keys = {key for whole, key in self.persons.items() if "·" in whole and name in whole.split("·")}
        key = keys.pop() if len(keys) == 1 else None
        return key if key and country in {None, self.entities[key].country} else None

    def _person(self, draft: Draft) -> str:
        name = plain(draft.name)
        country = country_key(draft.country)
        known = self.person_called(name, country)
        if known is not None:
            self.also(known, name)
            return known
        key = f"person/{digest(name, country or '')}"
        self.persons[name] = key
        self._put(Entity(key, ("Person",), (name,), country=country))
        return key
