"""The readers of one document at a time; between two documents they know nothing of either."""

from __future__ import annotations

from kg.entities.delegations import Delegations
from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.entities.namer import Namer
from kg.entities.objects import Objects
from kg.entities.people import People
from kg.entities.personal_names import Tags
from kg.entities.zones import ZoneReader


class Tools:
    """A namer and the readers that share it."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, tags: Tags | None) -> None:
        self.namer = Namer(gazetteer, lexicon)
        self.people = People(self.namer, lexicon, tags)
        self.delegations = Delegations(self.people, lexicon)
        self.zones = ZoneReader(self.namer, self.people)
        self.objects = Objects(self.namer, lexicon, self.zones)
