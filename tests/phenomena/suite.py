"""The suite of phenomena: its cases as data, and how found facts are held against them.

Nothing here knows the extractor; ``found`` of :func:`rate` is whatever answers with entities' names.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import RELATIONS, Document

FOLDER = Path(__file__).resolve().parent
STATUSES = ("done", "planned", "ongoing")
EXTRAS = ("via", "amount", "date", "office", "unnamed")
NOT_CASES = ("floor.toml",)
_DROP = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·•,，、.。;；:：()（）\[\]【】\-－—–_~～]+")
_BOUND = re.compile("总额|首[期笔]|约|超过?|近|不低于|不少于|至少|至多|不超过|为|达|余|多|[()]")
_SAME_STATUS = ({"done", "ongoing"},)


def norm(name: str) -> str:
    """Fold what does not distinguish two names: width, quotes, brackets, dashes, spaces, case.

    >>> norm("“阳光”行动（２０２１）") == norm("阳光行动 2021")
    True
    """
    return _DROP.sub("", unicodedata.normalize("NFKC", name)).lower()


@dataclass(frozen=True)
class Expected:
    """One fact a sentence states; each end is a list of names, any of which will do."""

    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    status: str
    optional: bool = False
    extras: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = "".join(f" {key}={value}" for key, value in self.extras)
        return f"{self.relation}: {self.subject[0]} -> {self.object[0]} [{self.status}]{told}"


@dataclass(frozen=True)
class Case:
    """A short text of our own and the facts it states."""

    id: str
    construction: str
    text: str
    facts: tuple[Expected, ...]
    file: str
    length: int | None = None


@dataclass(frozen=True)
class Found:
    """One fact somebody drew from a text; each end carries all names of its node."""

    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    status: str
    extras: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = "".join(f" {key}={value}" for key, value in self.extras)
        return f"{self.relation}: {self.subject[0]} -> {self.object[0]} [{self.status}]{told}"


@dataclass
class Rating:
    """What came of one case, or of many added up."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    status_wrong: int = 0
    told: Counter[str] = field(default_factory=Counter)
    tellable: Counter[str] = field(default_factory=Counter)
    missed_facts: list[Expected] = field(default_factory=list)
    wrong_facts: list[Found] = field(default_factory=list)
    untold: list[tuple[Expected, str, str]] = field(default_factory=list)

    def add(self, other: Rating) -> None:
        """Count another rating in; the lists of single facts stay with their case."""
        self.found += other.found
        self.wrong += other.wrong
        self.missed += other.missed
        self.status_wrong += other.status_wrong
        self.told += other.told
        self.tellable += other.tellable

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; a clean sheet where nothing was asked and nothing said is 1."""
        whole = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / whole if whole else 1.0


def read_fact(line: str, where: str) -> Expected:
    """One fact line, ``[opt ]relation | names | names | status[ | key=value]…``, checked word by word."""
    optional = line.startswith("opt ")
    parts = [part.strip() for part in line.removeprefix("opt ").split("|")]
    if len(parts) < 4:
        raise ValueError(f"{where}: {line!r}: expected relation | subject | object | status")
    relation, subject, object_, status, *rest = parts
    if relation not in RELATIONS:
        raise ValueError(f"{where}: unknown relation {relation!r}, expected one of {', '.join(RELATIONS)}")
    if status not in STATUSES:
        raise ValueError(f"{where}: unknown status {status!r}, expected one of {', '.join(STATUSES)}")
    extras = tuple(_extra(item, where) for item in rest)
    return Expected(relation, _names(subject, where), _names(object_, where), status, optional, extras)


def _extra(item: str, where: str) -> tuple[str, str]:
    key, sign, value = item.partition("=")
    if key not in EXTRAS or not sign or not value:
        raise ValueError(f"{where}: {item!r}: expected one of {', '.join(EXTRAS)}, then = and a value")
    return key, value


def _names(field_: str, where: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in field_.split(";"))
    if not all(names):
        raise ValueError(f"{where}: an empty name in {field_!r}")
    return names


def load(folder: Path = FOLDER) -> list[Case]:
    """All cases of all files, in the order of file and place."""
    cases = []
    for path in sorted(folder.glob("*.toml")):
        if path.name in NOT_CASES:
            continue
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            facts = tuple(read_fact(line, f"{path.name}: {entry['id']}") for line in entry["facts"])
            cases.append(Case(entry["id"], entry["construction"], entry["text"], facts, path.stem, entry.get("length")))
    return cases


def found_in(document: Document) -> list[Found]:
    """The facts of a document, told by the names of their ends."""
    names = {entity.key: entity.names for entity in document.entities}
    found = []
    for fact in document.facts:
        extras: list[tuple[str, str]] = [("amount", amount.text) for amount in fact.amounts]
        if fact.instrument is not None:
            extras += [("via", name) for name in (fact.instrument.label, *fact.instrument.names)]
        for key, value in (("date", fact.date), ("office", fact.office), ("unnamed", fact.unnamed_parties)):
            extras += [(key, value)] if value else []
        found.append(Found(fact.relation, names[fact.subject], names[fact.object], fact.status, tuple(extras)))
    return found


def rate(case: Case, found: Iterable[Found]) -> Rating:
    """Hold found facts against a case, as the project's scorer does: optional facts neither help nor hurt."""
    rating = Rating()
    met: dict[Expected, list[Found]] = {}
    blamed: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    rated = [(item, [fact for fact in case.facts if _same(item, fact)]) for item in found]
    right_ends = {_ends(item) for item, hits in rated if any(_status_fits(item, fact) for fact in hits)}
    for item, hits in rated:
        fitting = [fact for fact in hits if _status_fits(item, fact)]
        for fact in fitting:
            met.setdefault(fact, []).append(item)
        if fitting or _ends(item) in right_ends | blamed:
            continue
        blamed.add(_ends(item))
        rating.wrong += 1
        rating.status_wrong += bool(hits)
        rating.wrong_facts.append(item)
    for fact in (fact for fact in case.facts if not fact.optional):
        if fact in met:
            rating.found += 1
            _count_told(rating, fact, met[fact])
        else:
            rating.missed += 1
            rating.missed_facts.append(fact)
    return rating


def _count_told(rating: Rating, fact: Expected, items: list[Found]) -> None:
    for key, value in fact.extras:
        have = [text for item in items for name, text in item.extras if name == key]
        rating.tellable[key] += 1
        if any(_tells(key, value, text) for text in have):
            rating.told[key] += 1
        else:
            rating.untold.append((fact, key, "; ".join(sorted(set(have))) or "nothing"))


def _tells(key: str, want: str, have: str) -> bool:
    if key == "date":
        return want == have
    if key == "amount":
        return bool(_sum(want)) and _sum(want) == _sum(have)
    folded, other = norm(want), norm(have)
    return len(other) > 1 and (folded in other or other in folded)


def _sum(amount: str) -> str:
    """An amount without the words that bound it: 超过1亿美元 and 1亿美元 are the same sum, 1.5亿 and 15亿 are not."""
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", amount))
    return _BOUND.sub("", plain)


def _ends(item: Found) -> tuple[str, frozenset[str], frozenset[str]]:
    return item.relation, frozenset(map(norm, item.subject)), frozenset(map(norm, item.object))


def _same(item: Found, fact: Expected) -> bool:
    if item.relation != fact.relation:
        return False
    _, subject, object_ = _ends(item)
    wanted, other = set(map(norm, fact.subject)), set(map(norm, fact.object))
    straight = bool(subject & wanted and object_ & other)
    return straight or (item.relation == "signedWith" and bool(subject & other and object_ & wanted))


def _status_fits(item: Found, fact: Expected) -> bool:
    return fact.optional or item.status == fact.status or {item.status, fact.status} in _SAME_STATUS
