"""The facts of a graph as two graphs can be compared: what is stated, whoever states it and wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from kg.errors import UsageError
from kg.proof.records import Source

_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’「」『』]")
_NUMBERS = re.compile(r"\d+|第[一二三四五六七八九十百]+")
#: Names less alike than this are not alike at all.
_LEAST = 0.5
_WORKS = frozenset({"Publication", "Work", "Initiative", "Instrument", "Project", "Event"})


@dataclass(frozen=True, slots=True)
class Node:
    """An end of a fact: what it is the same by, and what a reader knows it by."""

    key: str
    label: str
    names: frozenset[str] = frozenset()
    kind: str = ""
    country: str | None = None

    @property
    def titled(self) -> bool:
        """Whether its name is a title rather than the name of a party."""
        return self.kind in _WORKS


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact, with the documents that state it and a sentence that does."""

    relation: str
    subject: Node
    object: Node
    status: str
    title: str = ""
    amounts: tuple[str, ...] = ()
    date: str = ""
    documents: tuple[str, ...] = ()
    sentence: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """The keys of both ends; of a symmetric relation in one order."""
        first, second = self.subject.key, self.object.key
        return (min(first, second), max(first, second)) if self.relation == "signedWith" else (first, second)

    @property
    def parts(self) -> dict[str, Any]:
        """What can differ between two tellings of one fact."""
        return {"status": self.status, "title": bare(self.title), "amounts": self.amounts, "date": self.date}

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes two facts the same."""
        return (self.relation, self.ends, *self.parts.values())

    def as_dict(self) -> dict[str, Any]:
        """The fact for JSON."""
        return {
            "relation": self.relation,
            "subject": self.subject.label,
            "object": self.object.label,
            "status": self.status,
            "instrument": self.title or None,
            "amounts": list(self.amounts),
            "date": self.date or None,
            "documents": list(self.documents),
            "sentence": self.sentence,
        }


def facts_of(source: Source, base: str, document: str | None = None) -> tuple[Stated, ...]:
    """The facts of a graph, or of one document of it, each once."""
    nodes, documents = source.nodes(), {one["iri"]: str(one["id"]) for one in source.documents()}
    if document is not None and document not in documents.values():
        raise UsageError(f"no document {document!r} in this graph; there are {', '.join(sorted(documents.values()))}")
    made: dict[tuple[Any, ...], Stated] = {}
    for claim in source.claims():
        where = documents.get(claim["document"], claim["document"])
        if document is None or where == document:
            fact = _stated(claim, nodes, base, where)
            known = made.get(fact.identity)
            made[fact.identity] = _together(known, fact) if known else fact
    return tuple(made[identity] for identity in sorted(made, key=repr))


def _together(one: Stated, other: Stated) -> Stated:
    documents = tuple(sorted({*one.documents, *other.documents}))
    held = {name: getattr(one, name) for name in one.__slots__}
    return Stated(**{**held, "documents": documents})


def _stated(claim: Any, nodes: Mapping[str, Any], base: str, document: str) -> Stated:
    instrument = claim["instrument"]
    return Stated(
        relation=claim["relation"],
        subject=_node(claim["subject"], nodes, base),
        object=_node(claim["object"], nodes, base),
        status=claim["status"],
        title=instrument["label"] if instrument else "",
        amounts=tuple(sorted(map(_amount, claim["amounts"]))),
        date="/".join(str(day) for day in (claim["date"], claim["date_end"]) if day),
        documents=(document,),
        sentence=" ".join(" ".join(words.split()) for _, _, words in claim["evidence"]),
    )


def _node(iri: str, nodes: Mapping[str, Any], base: str) -> Node:
    held = nodes.get(iri)
    if held is None:
        return Node(iri.removeprefix(base), iri.removeprefix(base))
    kind = held["kinds"][0] if held["kinds"] else ""
    country = held["country"].removeprefix(base) if held["country"] else None
    # A generic or unnamed node is one document's own; across documents its name is all it can be compared by.
    own = held["generic"] or held["unnamed"]
    key = f"{kind}:{bare(held['label'])}:{country or ''}" if own else iri.removeprefix(base)
    return Node(key, held["label"], frozenset(map(bare, held["labels"])), kind, country)


def _amount(amount: Mapping[str, Any]) -> str:
    if amount["value"] is None or amount["currency"] is None:
        return str(amount["text"])
    bound = "" if amount["bound"] == "exact" else f"{amount['bound']} "
    return f"{bound}{amount['value']} {amount['currency']}"


def bare(name: str) -> str:
    """A name without quotation marks and spaces.

    >>> bare("《“一带一路” 融资指导原则》")
    '一带一路融资指导原则'
    """
    return _MARKS.sub("", name)


def alike(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; 0 where they share little, or where numbers or ordinals differ.

    >>> alike("农业部", "农业农村部"), alike("第二届论坛", "第三届论坛")
    (0.75, 0.0)
    """
    first, second = bare(one), bare(other)
    if _NUMBERS.findall(first) != _NUMBERS.findall(second):
        return 0.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # Cheap bounds first: in large graphs most pairs of names have nothing in common.
    if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST:
        return 0.0
    return matcher.ratio()


def documents_of(facts: Iterable[Stated]) -> list[str]:
    """Every document that states one of the facts, sorted."""
    return sorted({document for fact in facts for document in fact.documents})
