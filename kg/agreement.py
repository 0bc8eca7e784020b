"""Agreement with a second coder, variable by variable: what silkgraph read against a table of a person's codes.

The table is CSV with a header: ``document, item, relation, subject, object``; where coded ``status, date, amount``. An
item is named by its number or id. Only items that the table lists are compared: one that was read and in which
nothing was found has a row with an empty relation.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import DataFileError
from kg.evaluation import SYMMETRIC, Measure, fold
from kg.model import RELATIONS, Document, Fact

COLUMNS = ("document", "item", "relation", "subject", "object")
#: What is compared of a fact that both found, where the table has the column.
VARIABLES = ("status", "date", "amount")
_STATUSES = ("done", "planned", "ongoing")


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a coder: a fact of an item, or with an empty relation that there is none."""

    line: int
    document: str
    item: str
    relation: str = ""
    subject: str = ""
    object: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """How far two coders agree on one variable. Kappa and alpha are absent where all values are one."""

    name: str
    units: int
    agreed: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the two differ, with the sentence or item that both read."""

    document: str
    item: str
    what: str
    coder: str
    silkgraph: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of silkgraph against the coder, and the agreement on each variable."""

    items: int
    relations: Mapping[str, Measure]
    variables: tuple[Variable, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def all(self) -> Measure:
        """Every relation together."""
        return sum(self.relations.values(), Measure())


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two coders' values; None where chance alone would agree always.

    >>> round(cohen([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15), 2)
    0.4
    """
    if not pairs:
        return None
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(count * other[value] for value, count in one.items()) / len(pairs) ** 2
    seen = sum(a == b for a, b in pairs) / len(pairs)
    return None if chance == 1 else (seen - chance) / (1 - chance)


def krippendorff(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Krippendorff's alpha for two coders, nominal values, nothing missing.

    >>> a, b = "0100001000", "1110010000"
    >>> round(krippendorff(list(zip(a, b))), 3)
    0.095
    """
    values = Counter(value for pair in pairs for value in pair)
    every = sum(values.values())
    expected = every**2 - sum(count**2 for count in values.values())
    if not expected:
        return None
    seen = sum(a != b for a, b in pairs) / len(pairs)
    return 1 - seen * every * (every - 1) / expected


def read_codes(path: Path) -> list[Code]:
    """The rows of a coder's table; a wrong one is named with its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DataFileError(path, 1, f"the header has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}")
            return [_code(path, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataFileError(path, None, f"cannot be read as a CSV table in UTF-8: {error}") from error


def _code(path: Path, line: int, row: Mapping[str, str | None]) -> Code:
    cells = {name: (row.get(name) or "").strip() for name in (*COLUMNS, *VARIABLES)}
    for name, values in (("relation", RELATIONS), ("status", _STATUSES)):
        _known(path, line, name, cells[name], values)
    wanted = COLUMNS if cells["relation"] else COLUMNS[:2]
    empty = [name for name in wanted if not cells[name]]
    if empty:
        raise DataFileError(path, line, f"the column {empty[0]!r} is empty; a row of a fact needs {', '.join(wanted)}")
    held = tuple((name, cells[name]) for name in VARIABLES if name in row and cells["relation"])
    return Code(line, **{name: cells[name] for name in COLUMNS}, values=held)


def _known(path: Path, line: int, what: str, value: str, values: Iterable[str]) -> None:
    every = list(values)
    if value and value not in every:
        near = get_close_matches(value, every, n=3, cutoff=0.3) or every[:5]
        raise DataFileError(path, line, f"{value!r} is no {what}; expected one of {', '.join(near)}")


def agree(documents: Sequence[Document], codes: Sequence[Code], path: Path) -> Agreement:
    """What the two found in the items that the table lists."""
    read = {doc.id: doc for doc in documents}
    items: dict[tuple[str, str], list[Code]] = {}
    for code in codes:
        _known(path, code.line, "document", code.document, read)
        named = {name: item.id for item in read[code.document].items for name in (item.number, item.id) if name}
        _known(path, code.line, f"item of {code.document}", code.item, named)
        held = items.setdefault((code.document, named[code.item]), [])
        held.extend([code] if code.relation else [])
    compared = [_Item(read[document], item, coded) for (document, item), coded in items.items()]
    return Agreement(len(compared), _measures(compared), _variables(compared), _disagreements(compared))


class _Item:
    """One item as both read it: what they share, and what only one has."""

    def __init__(self, doc: Document, item: str, coded: list[Code]) -> None:
        self.doc, self.id = doc, item
        self.number = next((held.number for held in doc.items if held.id == item and held.number), item)
        self.names = {entity.key: entity for entity in doc.entities}
        left = list({self._key(fact): fact for fact in doc.facts if fact.item == item}.values())
        self.shared: list[tuple[Code, Fact]] = []
        self.only_coder: list[Code] = []
        for code in coded:
            status = dict(code.values).get("status", "")
            met = sorted((fact for fact in left if self._meets(code, fact)), key=lambda fact: fact.status != status)
            if met:
                left.remove(met[0])
                self.shared.append((code, met[0]))
            else:
                self.only_coder.append(code)
        self.only_found = left

    def _key(self, fact: Fact) -> tuple[object, ...]:
        ends = (fact.subject, fact.object)
        act = fact.instrument.key if fact.instrument else ""
        return fact.relation, tuple(sorted(ends)) if fact.relation in SYMMETRIC else ends, fact.status, act

    def _meets(self, code: Code, fact: Fact) -> bool:
        if code.relation != fact.relation:
            return False
        one, other = self._called(fact.subject, code.subject), self._called(fact.object, code.object)
        turned = self._called(fact.subject, code.object) and self._called(fact.object, code.subject)
        return (one and other) or (fact.relation in SYMMETRIC and turned)

    def _called(self, key: str, name: str) -> bool:
        entity = self.names[key]
        return fold(name) in {fold(held) for held in (*entity.names, entity.label_en) if held}

    def says(self, fact: Fact) -> str:
        """A fact in words."""
        return f"{self.names[fact.subject].label} → {self.names[fact.object].label}"

    def sentence(self, fact: Fact | None) -> str:
        """The words both read: those of the fact, else the whole item."""
        spans = fact.evidence if fact else [held.span for held in self.doc.items if held.id == self.id]
        return " … ".join(self.doc.quote(span) for span in spans)


def _measures(compared: Sequence[_Item]) -> dict[str, Measure]:
    both = Counter(code.relation for item in compared for code, _ in item.shared)
    wrong = Counter(fact.relation for item in compared for fact in item.only_found)
    missed = Counter(code.relation for item in compared for code in item.only_coder)
    return {
        name: Measure(both[name], wrong[name], missed[name])
        for name in RELATIONS
        if both[name] or wrong[name] or missed[name]
    }


def _variables(compared: Sequence[_Item]) -> tuple[Variable, ...]:
    """Whether an item states a relation at all, for each relation; then what the shared facts carry."""
    told = []
    for relation in RELATIONS:
        pairs = [
            (
                any(code.relation == relation for code in (*item.only_coder, *(code for code, _ in item.shared))),
                any(fact.relation == relation for fact in (*item.only_found, *(fact for _, fact in item.shared))),
            )
            for item in compared
        ]
        if any(map(any, pairs)):
            told.append(_variable(f"states {relation}", pairs))
    for name in VARIABLES:
        values = [
            (_shape(name, dict(code.values)[name]), _shape(name, _value(fact, name)))
            for item in compared
            for code, fact in item.shared
            if name in dict(code.values)
        ]
        if values:
            told.append(_variable(name, values))
    return tuple(told)


def _variable(name: str, pairs: Sequence[tuple[Hashable, Hashable]]) -> Variable:
    return Variable(name, len(pairs), sum(a == b for a, b in pairs), cohen(pairs), krippendorff(pairs))


def _value(fact: Fact, name: str) -> str:
    if name == "status":
        return fact.status
    return fact.date or "" if name == "date" else "; ".join(amount.text for amount in fact.amounts)


def _shape(name: str, value: str) -> str:
    return fold(value) if name == "amount" else value


def _disagreements(compared: Sequence[_Item]) -> tuple[Disagreement, ...]:
    found = []
    for item in compared:
        here = (item.doc.id, item.number)
        for code in item.only_coder:
            says = f"{code.subject} → {code.object}"
            found.append(Disagreement(*here, code.relation, says, "", item.sentence(None)))
        found += [
            Disagreement(*here, fact.relation, "", item.says(fact), item.sentence(fact)) for fact in item.only_found
        ]
        for code, fact in item.shared:
            for name, coded in code.values:
                read = _value(fact, name)
                if _shape(name, coded) != _shape(name, read):
                    told = f"{name} of {fact.relation} {item.says(fact)}"
                    found.append(Disagreement(*here, told, coded or "–", read or "–", item.sentence(fact)))
    return tuple(found)
