"""What the report says of each document, kept in a file: a build of a hundred thousand holds none of them in memory."""

from __future__ import annotations

import json
import tempfile
import weakref
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.curation.decisions import Trouble
from kg.model import RELATIONS, Document

#: What counts as an item of coverage; headings, labels and captions say nothing by themselves.
COVERED_KINDS = frozenset({"item", "paragraph"})
STATUSES = ("done", "ongoing", "planned")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report says of one document."""

    id: str
    title: str | None
    date: str | None
    restates: str | None
    sha256: str
    characters: int
    items: int
    items_with_claims: int
    entities: frozenset[str]
    relations: Counter[str]
    statuses: Counter[str]
    warnings: tuple[str, ...] = ()
    told: tuple[Trouble, ...] = ()

    @classmethod
    def of(cls, doc: Document, told: tuple[Trouble, ...] = ()) -> Entry:
        """The entry of a document that went through the pipeline; ``told`` are its decisions that no longer apply."""
        from kg.graph.naming import claim_hash

        claims = {claim_hash(doc.id, fact): fact for fact in doc.facts}.values()
        covered = {fact.item for fact in doc.facts}
        items = [item for item in doc.items if item.kind in COVERED_KINDS]
        return cls(
            doc.id,
            doc.metadata.title,
            doc.metadata.date,
            doc.metadata.restates,
            sha256(doc.source.encode("utf-8")).hexdigest(),
            len(doc.source),
            len(items),
            sum(item.id in covered for item in items),
            frozenset(end for fact in claims for end in (fact.subject, fact.object)),
            Counter(fact.relation for fact in claims),
            Counter(fact.status for fact in claims),
            doc.warnings,
            told,
        )

    @property
    def claims(self) -> int:
        """How many claims the document makes."""
        return sum(self.relations.values())

    def as_dict(self) -> dict[str, Any]:
        """The entry as it stands in report.json."""
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date,
            "restates": self.restates,
            "sha256": self.sha256,
            "characters": self.characters,
            "coverage": coverage(self.items_with_claims, self.items),
            "entities": len(self.entities),
            "claims": ordered(self.relations, RELATIONS),
            "statuses": ordered(self.statuses, STATUSES),
            "warnings": list(self.warnings),
        }

    def packed(self) -> bytes:
        """As bytes that :meth:`unpacked` reads; nothing in them is ever run."""
        return _json({name: _plain(getattr(self, name)) for name in _FIELDS}).encode("utf-8", "surrogatepass")

    @classmethod
    def unpacked(cls, data: bytes) -> Entry:
        """The reverse of :meth:`packed`."""
        held = json.loads(data.decode("utf-8", "surrogatepass"))
        held |= {"relations": Counter(held["relations"]), "statuses": Counter(held["statuses"])}
        held |= {"entities": frozenset(held["entities"]), "warnings": tuple(held["warnings"])}
        held |= {"told": tuple(Trouble(*told) for told in held["told"])}
        return cls(**held)


_FIELDS = tuple(each.name for each in fields(Entry))
_json = json.JSONEncoder(ensure_ascii=False).encode


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [astuple(part) if isinstance(part, Trouble) else part for part in value]
    return value


class Entries:
    """Entries as they come; iterated, they are sorted by id. What is asked of all together is counted on the way."""

    def __init__(self, folder: Path) -> None:
        # A file without a name, that lives as long as the report: nothing is left of it, whatever ends the program.
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._ids: list[str] = []
        self._places, self._claims, self._characters = array("q"), array("q"), array("q")
        self._end = 0
        self.entities: set[str] = set()
        self.relations, self.statuses = Counter[str](), Counter[str]()
        self.items = self.items_with_claims = 0
        self._restates: dict[str, str] = {}

    def add(self, entry: Entry, digest: str) -> None:
        """One more; ``digest`` is the SHA-256 of its triples."""
        data = entry.packed()
        self._file.write(b"%b %b %b\n" % (digest.encode("ascii"), entry.sha256.encode("ascii"), data))
        self._ids.append(entry.id)
        self._places.append(self._end)
        self._claims.append(entry.claims)
        self._characters.append(entry.characters)
        self._end = self._file.tell()
        self.entities |= entry.entities
        self.relations.update(entry.relations)
        self.statuses.update(entry.statuses)
        self.items += entry.items
        self.items_with_claims += entry.items_with_claims
        if entry.restates:
            self._restates[entry.id] = entry.restates

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Entry]:
        for place in self._order(""):
            yield Entry.unpacked(self._line(place)[2])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def claims(self) -> int:
        """How many claims all make."""
        return sum(self._claims)

    @property
    def characters(self) -> int:
        """How many characters all have."""
        return sum(self._characters)

    @property
    def restates(self) -> list[str]:
        """What documents stand for whose words are ours, by their ids."""
        return [self._restates[key] for key in sorted(self._restates)]

    def most_telling(self, claims: int, characters: int) -> list[str]:
        """The ids of the documents with most claims, as many as have together so many claims and characters."""
        chosen: list[str] = []
        ranked = sorted(range(len(self)), key=lambda place: (-self._claims[place], self._ids[place]))
        for place in ranked:
            claims, characters = claims - self._claims[place], characters - self._characters[place]
            if chosen and (claims < 0 or characters < 0):
                break
            chosen.append(self._ids[place])
        return sorted(chosen)

    def claims_of(self, ids: list[str]) -> Iterator[int]:
        """How many claims each of these documents makes."""
        places = {name: place for place, name in enumerate(self._ids)}
        return (self._claims[places[name]] for name in ids)

    def ids(self) -> list[str]:
        """All ids, sorted."""
        return sorted(self._ids)

    def sources(self) -> Iterator[tuple[str, str]]:
        """Ids and the SHA-256 of their texts, sorted."""
        for place in self._order(""):
            yield self._ids[place], self._line(place)[1].decode("ascii")

    def digests(self, ending: str) -> Iterator[tuple[str, str]]:
        """Names of files that end so, and their SHA-256, sorted: those of the triples, or of the texts."""
        for place in self._order(ending):
            triples, text, _ = self._line(place)
            yield self._ids[place] + ending, (triples if ending == ".nt" else text).decode("ascii")

    def _order(self, ending: str) -> list[int]:
        return sorted(range(len(self)), key=lambda place: self._ids[place] + ending)

    def _line(self, place: int) -> list[bytes]:
        self._file.seek(self._places[place])
        return self._file.readline().split(b" ", 2)


def coverage(covered: int, items: int) -> dict[str, Any]:
    """Items with a claim, items, and the share, which is absent where there is no item."""
    return {"items_with_claims": covered, "items": items, "share": round(covered / items, 4) if items else None}


def ordered(counts: Counter[str], names: tuple[str, ...]) -> dict[str, int]:
    """The counts that are not zero, in the order of the names."""
    return {name: counts[name] for name in names if counts[name]}
