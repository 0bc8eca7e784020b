"""The ledger of promises: who promised what to whom, how much, due when, and what later documents say of it.

A promise is a planned claim, or an event that the text says will be held (again) without saying by whom. Silence of
later documents is silence; it is never read as a promise broken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kg.curation.texts import Text

Place = tuple[int, int, str]
State = Literal["done", "changed", "repeated", "silent"]
#: Which end of a relation is the thing promised, and which end promises it.
_THING = {"hostedBy", "coHostedBy", "launchedBy", "launchedAt", "publishedBy", "publishedAt", "heldIn", "partOf"}
_BY_OBJECT = {"hostedBy", "coHostedBy", "launchedBy", "publishedBy"}
_CLAUSE = "，。；："
_DUE = re.compile(
    r"(?:从)?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底)?(?:之?前|以前|起|内)?"
    r"|(?:未来|今后)(?:\d+|[一二两三四五六七八九十]+)年(?:内)?|(?:\d+|[一二两三四五六七八九十]+)年内|每年|每[两二三]年|定期|年底前"
)
#: What the words before a sum make of it.
_SUMS = (
    ("tranche", re.compile(r"(?:首期|首批|首笔|一期|第一期)[^，。；]{0,4}$")),
    ("ceiling", re.compile(r"(?:不超过|最高|至多|上限[为是]?|最多)[^，。；]{0,4}$")),
    ("umbrella", re.compile(r"(?:总规模|总额|总计|合计|累计|一揽子|共)[^，。；]{0,4}$")),
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that was promised: a whole one, a ceiling, a first part, or what many things share."""

    text: str
    kind: Literal["sum", "ceiling", "tranche", "umbrella"] = "sum"


@dataclass(frozen=True, slots=True)
class Report:
    """What a later document says of a promise, and the sentence that says it."""

    document: str
    date: str
    state: State
    place: Place
    why: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with its sentence, and what later documents say."""

    document: str
    date: str | None
    item: str
    what: str
    relation: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    sums: tuple[Sum, ...]
    due: str | None
    place: Place
    nodes: tuple[str, ...]
    thing: str | None
    names: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def state(self) -> State:
        """The most that any later document says."""
        order: tuple[State, ...] = ("done", "changed", "repeated")
        said = {report.state for report in self.reports}
        return next((state for state in order if state in said), "silent")

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "state": self.state,
            "what": self.what,
            "relation": self.relation,
            "by": list(self.by),
            "to": list(self.to),
            "sums": [{"text": each.text, "kind": each.kind} for each in self.sums],
            "due": self.due,
            **_placed(self.document, self.date, self.place),
            "item": self.item,
            "later": [
                {"state": report.state, "why": report.why, **_placed(report.document, report.date, report.place)}
                for report in self.reports
            ],
        }


def _placed(document: str, date: str | None, place: Place) -> dict[str, Any]:
    return {"document": document, "date": date, "start": place[0], "end": place[1], "sentence": place[2]}


@dataclass(frozen=True, slots=True)
class Graph:
    """The records of a built graph that a ledger reads; ``texts`` are its documents, divided into sentences."""

    claims: Sequence[Mapping[str, Any]]
    nodes: Mapping[str, Mapping[str, Any]]
    texts: Mapping[str, Text]

    def label(self, iri: str) -> str:
        """What a node is called."""
        return str(self.nodes[iri]["label"]) if iri in self.nodes else iri


def promises(graph: Graph) -> list[Promise]:
    """Every promise, in the order of dates and texts; several claims on one thing in one sentence are one promise."""
    from kg.curation.announced import announced

    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for claim in graph.claims:
        if claim["status"] == "planned" and claim["evidence"]:
            groups[claim["document"], _about(claim), sentence_of(claim)].append(claim)
    found = [_promise(graph, claims) for claims in groups.values()]
    found += announced(graph)
    return sorted(found, key=lambda promise: (promise.date or "9999", promise.document, promise.place, promise.what))


def sentence_of(claim: Mapping[str, Any]) -> Place:
    """The sentence of a claim that has its cue; others may only name an end."""
    cues = claim["marks"]["cue"]
    held = (place for place in claim["evidence"] if any(place[0] <= start < place[1] for start, _, _ in cues))
    found: Place = next(held, claim["evidence"][0])
    return found


def _about(claim: Mapping[str, Any]) -> tuple[str, ...]:
    if claim["relation"] in _THING:
        return (claim["subject"],)
    return (claim["relation"], *sorted((claim["subject"], claim["object"])))


def _promise(graph: Graph, claims: Sequence[Mapping[str, Any]]) -> Promise:
    first = min(claims, key=lambda claim: (claim["relation"] not in _BY_OBJECT, claim["iri"]))
    text = graph.texts[first["document"]]
    thing = first["subject"] if first["relation"] in _THING else None
    by, to = _parties(graph, claims)
    paper = first["instrument"]
    ends = tuple(dict.fromkeys(graph.label(claim[end]) for claim in claims for end in ("subject", "object")))
    what = graph.label(thing) if thing else paper["label"] if paper else " – ".join(ends)
    amounts = {amount["text"]: amount for claim in claims for amount in claim["amounts"]}
    place = sentence_of(first)
    kinds = {claim["financing"]["kind"] for claim in claims if claim["financing"]}
    return Promise(
        document=text.id,
        date=text.date,
        item=first["item"].rpartition("#item=")[2],
        what=what,
        relation=first["relation"],
        by=by,
        to=to,
        sums=tuple(_sum(amount, place[2], kinds) for amount in amounts.values()),
        due=_due(first, place),
        place=place,
        nodes=(thing,) if thing else tuple(sorted({first["subject"], first["object"]})),
        thing=thing,
    )


def _parties(graph: Graph, claims: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    by: dict[str, None] = {}
    to: dict[str, None] = {}
    for claim in claims:
        subject, object_ = graph.label(claim["subject"]), graph.label(claim["object"])
        if claim["relation"] in _BY_OBJECT:
            by[object_] = None
        elif claim["relation"] not in _THING:
            by[subject] = None
            to[object_] = None
    return tuple(by), tuple(to)


def _sum(amount: Mapping[str, Any], sentence: str, kinds: set[str]) -> Sum:
    text = str(amount["text"])
    if amount["part_of"]:
        return Sum(text, "tranche")
    plain = "".join(sentence.split())
    before = plain[: max(0, plain.find(text))][-8:]
    for kind, words in _SUMS:
        if words.search(before):
            return Sum(text, kind)  # type: ignore[arg-type]
    if amount["bound"] == "under" or "credit line" in kinds:
        return Sum(text, "ceiling")
    return Sum(text)


def _due(claim: Mapping[str, Any], place: Place) -> str | None:
    """The date of the claim, else the words of time in the clause of its cue."""
    if claim["date"]:
        return "/".join(str(part) for part in (claim["date"], claim["date_end"]) if part)
    start, end, sentence = place
    # A year within a name (…2030年可持续发展议程…) is no time limit.
    for at, until, _ in (*claim["marks"]["subject"], *claim["marks"]["object"]):
        if start <= at and until <= end:
            sentence = sentence[: at - start] + "·" * (until - at) + sentence[until - start :]
    cue = next((at for at, _, _ in claim["marks"]["cue"] if start <= at < end), start) - start
    left = max(sentence.rfind(mark, 0, cue) for mark in _CLAUSE) + 1
    right = min((at for mark in _CLAUSE if (at := sentence.find(mark, cue)) >= 0), default=len(sentence))
    found = _DUE.search("".join(sentence[left:right].split()))
    return found[0] if found else None


def ledger(graph: Graph) -> list[Promise]:
    """All promises with what later documents say of each."""
    from kg.curation.fulfilment import reports

    return [replace(promise, reports=tuple(reports(promise, graph))) for promise in promises(graph)]
