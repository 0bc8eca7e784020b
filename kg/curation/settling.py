"""Decisions on names, read for the whole graph.

A merge holds in every document. Splits hold against merges: two bodies that a split holds apart are never joined, not
even over a third, so of several merges that together would join them the last in the order of the file's sorted form is
not followed. The order of lines, documents and runs does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.curation.contradictions import NEITHER
from kg.curation.decisions import LEFT_OUT, Entry, Trouble
from kg.curation.identities import Identities, Split, apart, own_key
from kg.curation.naming import Lost, Names, key_at, meant
from kg.decision import Decision, Quote
from kg.model import Document, Entity


class Settling:
    """Reads decisions on names against the documents they quote."""

    def __init__(self, documents: Mapping[str, Document], names: Names) -> None:
        self.documents, self.names = dict(documents), names
        self.splits: dict[str, list[Split]] = defaultdict(list)
        self.leader: dict[str, str] = {}
        self.apart: dict[tuple[str, str], int] = {}
        self.because: dict[str, list[Decision]] = defaultdict(list)
        self.labels: dict[str, list[Entry]] = defaultdict(list)
        self.targets: set[str] = set()
        self.read: dict[str, Entity] = {}
        self.done: list[Decision] = []
        self.troubles: list[Trouble] = []

    def settle(self, entries: list[Entry]) -> Identities:
        """Splits first, then merges, then labels, each in the order of the sorted file."""
        entries = sorted(entries, key=lambda entry: entry.decision.order)
        for kind, act in (("split", self._split), ("merge", self._merge), ("rename", self._rename)):
            for entry in entries:
                if entry.decision.kind == kind:
                    try:
                        act(entry)
                        self.done.append(entry.decision)
                    except Lost as lost:
                        self._tell(entry, str(lost), LEFT_OUT)
        labels = dict(self._labels())
        return self._identities(labels)

    # -- one decision --------------------------------------------------------------------------------------------

    def _split(self, entry: Entry) -> None:
        decision = entry.decision
        doc, here = self._document(decision.document), decision.subject[0]
        old = key_at(doc, here)
        other = self._other(decision) if decision.to else old
        mine = old
        if other == old:
            quote = Quote.read(decision.to)
            beside = quote is not None and quote.document in ("", decision.document)
            at = decision.subject if beside else ()
            mine = own_key(old, decision.document, *(str(quote.start) for quote in at))
            split = Split(old, mine, at, decision.key)
            self.splits[decision.document].append(split)
            self.documents[decision.document] = apart(doc, split)
        self.apart.setdefault(_pair(mine, other), entry.line)

    def _merge(self, entry: Entry) -> None:
        decision = entry.decision
        mine = key_at(self._document(decision.document), decision.subject[0])
        other = self._other(decision)
        first, second = self._lead(mine), self._lead(other)
        for (one, two), line in sorted(self.apart.items()):
            if {self._lead(one), self._lead(two)} == {first, second}:
                raise Lost(f"would join what line {line} splits")
        self.because[mine].append(decision)
        self.targets.add(other)
        if first != second:
            self.leader[max(first, second)] = min(first, second)

    def _rename(self, entry: Entry) -> None:
        decision = entry.decision
        key = key_at(self._document(decision.document), decision.subject[0])
        self.labels[self._lead(key)].append(entry)

    def _other(self, decision: Decision) -> str:
        """The body on the other side of a merge or split."""
        quote = Quote.read(decision.to)
        if quote is not None:
            return key_at(self._document(quote.document or decision.document), replace(quote, document=""))
        doc = self._document(decision.document)
        others = [held for digest, held in sorted(self.documents.items()) if digest != decision.document]
        entity = meant(decision.to, doc, self.names, others)
        self.read.setdefault(entity.key, entity)
        return entity.key

    def _document(self, digest: str) -> Document:
        if digest not in self.documents:
            raise Lost(f"no document of this build has the text with SHA-256 {digest[:12]}…")
        return self.documents[digest]

    def _lead(self, key: str) -> str:
        while key in self.leader:
            key = self.leader[key]
        return key

    # -- what they come to ---------------------------------------------------------------------------------------

    def _labels(self) -> Iterator[tuple[str, str]]:
        """The label of each renamed body; two that differ are neither followed."""
        for lead, entries in sorted(self.labels.items()):
            wanted = {entry.decision.to for entry in entries}
            for entry in entries:
                other = next((e for e in entries if e.decision.to != entry.decision.to), None)
                if other is None:
                    self.because[lead].append(entry.decision)
                else:
                    self.done.remove(entry.decision)
                    self._tell(entry, f"contradicts line {other.line} ({other.decision.meaning})", NEITHER)
            if len(wanted) == 1:
                yield lead, wanted.pop()

    def _identities(self, labels: dict[str, str]) -> Identities:
        groups: dict[str, set[str]] = defaultdict(set)
        for key in {*self.leader, *self.leader.values(), *self.because}:
            groups[self._lead(key)].add(key)
        one: dict[str, str] = {}
        bases: dict[str, Entity] = {}
        because: dict[str, tuple[Decision, ...]] = {}
        named: dict[str, str] = {}
        for lead, keys in sorted(groups.items()):
            chief = min(keys, key=lambda key: (self.names.keyed(key) is None, key not in self.targets, key))
            base = self._entity(chief)
            one |= dict.fromkeys(keys - {chief}, chief)
            bases |= {chief: base} if base else {}
            reasons = {decision for key in keys for decision in self.because.get(key, ())}
            because[chief] = tuple(sorted(reasons, key=lambda decision: decision.order))
            named |= {chief: labels[lead]} if lead in labels else {}
        splits = {digest: tuple(made) for digest, made in self.splits.items()}
        return Identities(splits, one, bases, named, because, tuple(self.done), tuple(self.troubles))

    def _entity(self, key: str) -> Entity | None:
        """What is known of a body: by the data files, else by the first document that names it."""
        known = self.names.keyed(key) or self.read.get(key)
        held = (e for _, doc in sorted(self.documents.items()) for e in doc.entities if e.key == key)
        return known or next(held, None)

    def _tell(self, entry: Entry, why: str, now: str) -> None:
        self.troubles.append(Trouble(entry.line, entry.decision.meaning, why, now))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
