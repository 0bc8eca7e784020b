"""One name for another throughout a document: facts, acts, mentions and what hangs on entities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.model import Entity, Fact, Financing, Instrument, Mention

Rekey = Callable[[str], str]


def rekey_fact(fact: Fact, new: Rekey) -> Fact:
    """The fact with other keys for its ends and in the acts it carries."""
    return replace(
        fact,
        subject=new(fact.subject),
        object=new(fact.object),
        instrument=fact.instrument and rekey_instrument(fact.instrument, new),
        financing=fact.financing and rekey_financing(fact.financing, new),
    )


def rekey_instrument(instrument: Instrument, new: Rekey) -> Instrument:
    """The instrument with other keys for its parties."""
    return replace(instrument, parties=tuple(sorted({new(key) for key in instrument.parties})))


def rekey_financing(act: Financing, new: Rekey) -> Financing:
    """The act with other keys for who gives and gets."""

    def keys(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new(key) for key in old))

    return replace(act, giver=keys(act.giver), receiver=keys(act.receiver), project=keys(act.project))


def rekey_mention(mention: Mention, new: Rekey) -> Mention:
    """The mention with other keys."""
    return replace(mention, entity=new(mention.entity), of=mention.of and new(mention.of))


def rekey_entity(entity: Entity, new: Rekey) -> Entity:
    """The entity with other keys for itself and for what it hangs on."""
    return replace(
        entity,
        key=new(entity.key),
        country=entity.country and new(entity.country),
        parent=entity.parent and new(entity.parent),
        series=entity.series and new(entity.series),
    )


def together(entities: list[Entity], base: Entity, label: str) -> Entity:
    """Several entities as one: all their names and kinds, the rest as the base has it."""
    names = dict.fromkeys([label, *(name for entity in (base, *entities) for name in entity.names)])
    kinds = dict.fromkeys(kind for entity in (base, *entities) for kind in entity.kinds)
    english = base.label_en or next((entity.label_en for entity in entities if entity.label_en), None)
    return replace(base, names=tuple(names), kinds=tuple(kinds), label_en=english)
