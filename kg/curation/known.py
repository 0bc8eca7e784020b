"""The names that decisions may use: those of the data files, and those whose shape tells what they are."""

from __future__ import annotations

from dataclasses import replace

from kg.curation.naming import Names
from kg.model import Document, Entity
from kg.pipeline import Pipeline


def names_of(pipeline: Pipeline) -> Names:
    """The names a pipeline knows."""
    from kg.entities.namer import Namer
    from kg.entities.recogniser import Recogniser
    from kg.entities.resolver import Registry

    recogniser = next((step for step in pipeline.steps if isinstance(step, Recogniser)), None)
    if recogniser is None:
        return Names.none()
    gazetteer, lexicon = recogniser.gazetteer, recogniser.lexicon

    def keyed(key: str) -> Entity | None:
        if key not in gazetteer:
            return None
        entity = gazetteer.entity(key)
        country = entity.country
        return replace(entity, country=country if not country or "/" in country else f"country/{country}")

    def read(name: str, doc: Document) -> Entity | None:
        namer = Namer(gazetteer, lexicon)
        draft = namer.name(name, namer.find(name))
        if draft is None:
            return None
        registry = Registry(doc.id, gazetteer, lexicon)
        return registry.entities[registry.add(draft, "")]

    return Names(keyed, gazetteer.keys_named, read)
