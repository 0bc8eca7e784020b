"""What later documents say of a promise: done, changed, repeated; by their claims, else by a sentence that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.curation.chronology import later
from kg.curation.ledger import Graph, Promise, Report, State, sentence_of
from kg.curation.texts import Named, Text

#: What happened to an event shows in these relations, whoever is at the other end.
_HAPPENS = {"hostedBy", "coHostedBy", "heldIn", "participatedIn", "publishedAt", "launchedAt"}
_SHORTEST = 5
#: The thing itself does something, or something is done with it, and it is said as done.
_DOES = re.compile(r"[^，。；]{0,24}(?:提交|发布|举行|召开|成立|设立|启动|建成|运营|通过|举办|签署)[了的]")
_IS_DONE = re.compile(r"(?:成立|设立|启动|建立|举办|举行|召开|建成|签署|发布)了[^，。；]{0,12}$")
_PLANNED = re.compile(r"(?:将|拟|计划|争取|推动|愿|期待|支持|筹备|筹建)")


def reports(promise: Promise, graph: Graph) -> Iterator[Report]:
    """One report of each later document that says something of the promise, by date, undated ones last."""
    own = next(iri for iri, text in graph.texts.items() if text.id == promise.document)
    for iri, text in sorted(graph.texts.items(), key=lambda each: (each[1].date or "9999", each[1].id)):
        order = later(graph, own, iri) if iri != own else None
        if order is None:
            continue
        found = _by_claims(promise, graph, iri, text) or _by_words(promise, graph, text)
        if found:
            yield replace(found, why="; ".join(part for part in (found.why, order) if part))


def _by_claims(promise: Promise, graph: Graph, document: str, text: Text) -> Report | None:
    matching = [
        (claim, why)
        for claim in graph.claims
        if claim["document"] == document and (why := _same(promise, claim, graph)) is not None
    ]
    for wanted in ("done", "planned"):
        for claim, why in matching:
            if (claim["status"] == "planned") == (wanted == "planned"):
                state, more = _state(promise, claim)
                told = "; ".join(part for part in (why, more) if part)
                return Report(text.id, text.date or "", state, sentence_of(claim), told)
    return None


def _state(promise: Promise, claim: Mapping[str, Any]) -> tuple[State, str]:
    sums = {each.text for each in promise.sums}
    told = {amount["text"] for amount in claim["amounts"]}
    change = f"{'、'.join(sorted(sums))} → {'、'.join(sorted(told))}" if sums and told and not sums & told else ""
    if claim["status"] != "planned":
        return "done", change
    date = str(claim["date"] or "")
    if promise.due and date and promise.due[:4].isdigit() and date[:4] != promise.due[:4]:
        change = "; ".join(part for part in (change, f"due {promise.due} → {date}") if part)
    return ("changed" if change else "repeated"), change


def _same(promise: Promise, claim: Mapping[str, Any], graph: Graph) -> str | None:
    """Whether a claim is about what was promised; the words say how that is known where it is not the node itself."""
    ends = (claim["subject"], claim["object"])
    if promise.thing is None:
        same = claim["relation"] == promise.relation and set(ends) == set(promise.nodes)
        return "" if same else None
    if promise.relation in {"hostedBy", "heldIn", "heldAgain"} or "Event" in graph.nodes[promise.thing]["kinds"]:
        if claim["relation"] not in _HAPPENS:
            return None
        event = claim["object"] if claim["relation"] in {"participatedIn", "publishedAt", "launchedAt"} else ends[0]
        return _same_event(promise, event, graph)
    for end in ends:
        if end == promise.thing:
            return ""
        if end in graph.nodes and _called_alike(graph.nodes[promise.thing], graph.nodes[end]):
            return f"by name: {graph.label(end)}"
    return None


def _same_event(promise: Promise, event: str, graph: Graph) -> str | None:
    if event not in graph.nodes or promise.thing is None:
        return None
    promised, held = graph.nodes[promise.thing], graph.nodes[event]
    if event == promise.thing:
        # An event that is over does not fulfil the promise to hold it again.
        return "" if promise.relation != "heldAgain" else None
    series = {str(name) for name in (promised["series"], promised["label"]) if name}
    if held["series"] not in series or held["ordinal"] is None:
        return None
    if promised["ordinal"] is not None and promised["ordinal"] != held["ordinal"] and promise.relation != "heldAgain":
        return None
    return f"of the same series: {held['label']}"


def _called_alike(promised: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one name ends the other: 论坛咨询委员会 and …高峰论坛咨询委员会."""
    if promised["generic"] or promised["unnamed"] or other["generic"] or other["unnamed"]:
        return False
    if not set(promised["kinds"]) & set(other["kinds"]):
        return False
    names = [str(name) for name in promised["labels"] if len(name) >= _SHORTEST]
    return any(str(label).endswith(name) for name in names for label in other["labels"])


def _by_words(promise: Promise, graph: Graph, text: Text) -> Report | None:
    """A sentence that names the thing and says what became of it."""
    if promise.relation == "heldAgain":
        return None
    labels = graph.nodes[promise.thing]["labels"] if promise.thing else promise.names
    names = [name for name in labels if len(name) >= _SHORTEST]
    for sentence in text.naming(names):
        state = _said(sentence)
        if state is not None:
            return Report(text.id, text.date or "", state, sentence.place, "by a sentence that names it")
    return None


def _said(sentence: Named) -> State | None:
    before, after = sentence.plain[: sentence.before], sentence.plain[sentence.after :]
    clause = re.split("[，。；：]", before)[-1]
    if _PLANNED.search(clause) or _PLANNED.match(after):
        return "repeated"
    does = _DOES.match(after)
    if (does and not _PLANNED.search(does[0])) or _IS_DONE.search(before):
        return "done"
    return None
