"""What to teach next: sentences with a cue from which nothing was drawn, and names that no row and no shape tells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from kg.errors import many
from kg.model import Document, Entity, Mention, Span

#: The classes of cues.tsv whose words carry a relation.
CARRYING = frozenset({"SIGN", "HOST", "COHOST", "LAUNCH", "PUBLISH", "GIVE", "ATTEND", "JOIN"})
#: Words of these classes say why a sentence may rightly give nothing.
_UNSTATED = frozenset({"HOPE", "NEG"})
_FALLOW = frozenset({"front", "heading"})
#: What stands on both sides of a name where the grammar wants one: 由X主办, X与, 、X和.
_BEFORE = frozenset({"WITH", "BY", "UNITE", "AND", "、", "FROM", "TOWARD", "，", "。", "；", "："})
_AFTER = CARRYING | {"WITH", "UNITE", "AND", "、"}
#: One side at least must say that a body acts here; a list of topics has 、 on both.
_TELLING = CARRYING | {"WITH", "BY", "UNITE"}
_NAME = re.compile(r"(?=.*[\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z“‘《][\u4e00-\u9fffA-Za-z0-9·•&“”‘’《》（）.\-—]{1,29}")
_COLUMNS = ("name", "key", "kind", "country", "label_en", "parent", "from", "until", "not_in", "note")
#: The first line of a table of names, as kg/data/names has it.
HEADER = "\t".join(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that has a cue and gave no fact; offsets are those of the text of record."""

    document: str
    item: str
    start: int
    end: int
    text: str
    cues: tuple[tuple[str, str], ...]
    unstated: bool


@dataclass(frozen=True, slots=True)
class CueCount:
    """How often a cue word stands in a sentence, and in how many of those nothing was drawn."""

    word: str
    kind: str
    missed: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that stand where a name stands, but that no table has and no head of a name tells."""

    name: str
    times: int
    documents: tuple[str, ...]
    country: str | None
    context: str

    @property
    def row(self) -> str:
        """A row ready to paste under :data:`HEADER`; its key may be chosen anew before it is used."""
        # A proposed key is told from the name alone, so that two people who paste it mean the same body.
        key = f"organization/x-{sha256(self.name.encode('utf-8')).hexdigest()[:8]}"
        note = f"seen {many(self.times, 'time')}: {self.context}"
        return "\t".join((self.name, key, "Organization", self.country or "", "", "", "", "", "", note))


@dataclass(frozen=True, slots=True)
class Gaps:
    """Cues by how much they missed, the sentences in that order, and unknown names, most frequent first."""

    cues: tuple[CueCount, ...]
    sentences: tuple[Missed, ...]
    names: tuple[Unknown, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "cues": [
                {"word": cue.word, "class": cue.kind, "missed": cue.missed, "sentences": cue.sentences}
                for cue in self.cues
            ],
            "sentences": [
                {
                    "document": missed.document,
                    "item": missed.item,
                    "start": missed.start,
                    "end": missed.end,
                    "text": missed.text,
                    "cues": [{"word": word, "class": kind} for word, kind in missed.cues],
                    "hoped_or_denied": missed.unstated,
                }
                for missed in self.sentences
            ],
            "names": [
                {"name": name.name, "times": name.times, "documents": list(name.documents), "row": name.row}
                for name in self.names
            ],
        }


@dataclass
class _Seen:
    times: int = 0
    documents: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    context: str = ""


def gaps(documents: Iterable[Document], *, least: int = 2) -> Gaps:
    """The gaps of documents that went through the pipeline; a name counts from ``least`` occurrences on."""
    missed: list[Missed] = []
    every: Counter[tuple[str, str]] = Counter()
    nothing: Counter[tuple[str, str]] = Counter()
    names: dict[str, _Seen] = {}
    for doc in documents:
        for sentence, words in _with_cues(doc):
            every.update(words)
            if sentence is not None:
                missed.append(sentence)
                nothing.update(words)
        _note_names(doc, names)
    cues = [CueCount(word, kind, count, every[word, kind]) for (word, kind), count in nothing.items()]
    cues.sort(key=lambda cue: (-cue.missed, cue.kind, cue.word))
    # Where the text hopes or denies, nothing may be right; what stands plain comes first.
    missed.sort(key=lambda m: (m.unstated, -max(nothing[word] for word in m.cues), m.document, m.start))
    return Gaps(tuple(cues), tuple(missed), _ranked(names, least))


def _with_cues(doc: Document) -> Iterable[tuple[Missed | None, list[tuple[str, str]]]]:
    """Each sentence that has a carrying cue, with its cue words; no sentence where a fact was drawn from it."""
    drawn = [span for fact in doc.facts for span in (fact.cue_at, *fact.evidence)]
    starts = {span.start for span in drawn}
    for sentence in doc.sentences:
        item = doc.items[sentence.item]
        inside = [cue for cue in doc.cues if sentence.span.covers(cue.span)] if item.kind not in _FALLOW else []
        words = list(dict.fromkeys((cue.span.of(doc.text), cue.kind) for cue in inside if cue.kind in CARRYING))
        if not words:
            continue
        if sentence.span.start in starts or any(sentence.span.covers(span) for span in drawn):
            yield None, words
            continue
        at = doc.source_span(sentence.span)
        unstated = any(cue.kind in _UNSTATED for cue in inside)
        yield Missed(doc.id, item.id, at.start, at.end, at.of(doc.source), tuple(words), unstated), words


def _note_names(doc: Document, names: dict[str, _Seen]) -> None:
    entities = {entity.key: entity for entity in doc.entities}
    for mention in _where_a_name_is_wanted(doc):
        name = _name(doc, mention, entities.get(mention.entity))
        if name is None:
            continue
        seen = names.setdefault(name, _Seen())
        seen.times += 1
        seen.documents.add(doc.id)
        country = entities[mention.entity].country if mention.entity in entities else None
        if country:
            seen.countries.add(country.removeprefix("country/"))
        seen.context = seen.context or _context(doc, mention.span)


def _where_a_name_is_wanted(doc: Document) -> Iterable[Mention]:
    """Bare words between what may stand before and after an end, in a sentence that has a carrying cue."""
    kinds = {at: cue.kind for cue in doc.cues for at in (cue.span.start, -cue.span.end)}
    carrying = sorted(cue.span.start for cue in doc.cues if cue.kind in CARRYING)
    starts = [sentence.span.start for sentence in doc.sentences]
    for mention in doc.mentions:
        if mention.kind != "Bare":
            continue
        number = bisect_right(starts, mention.span.start) - 1
        sentence = doc.sentences[number].span if number >= 0 else mention.span
        place = bisect_left(carrying, sentence.start)
        if place == len(carrying) or carrying[place] >= sentence.end:
            continue
        before, after = kinds.get(-mention.span.start), kinds.get(mention.span.end)
        begins = mention.span.start == sentence.start or before in _BEFORE
        if begins and after in _AFTER and {before, after} & _TELLING:
            yield mention


def _name(doc: Document, mention: Mention, entity: Entity | None) -> str | None:
    words = "".join((entity.label if entity else mention.span.of(doc.text)).split())
    balanced = all(words.count(left) == words.count(right) for left, right in ("“”", "‘’", "《》", "（）"))
    return words if balanced and _NAME.fullmatch(words) else None


def _context(doc: Document, span: Span) -> str:
    """A few words on either side, on one line."""
    around = doc.text[max(0, span.start - 12) : span.end + 12]
    return "…" + " ".join(around.split()) + "…"


def _ranked(names: dict[str, _Seen], least: int) -> tuple[Unknown, ...]:
    found = [
        Unknown(name, seen.times, tuple(sorted(seen.documents)), _only(seen.countries), seen.context)
        for name, seen in names.items()
        if seen.times >= least
    ]
    return tuple(sorted(found, key=lambda name: (-name.times, name.name)))


def _only(countries: set[str]) -> str | None:
    return next(iter(countries)) if len(countries) == 1 else None
