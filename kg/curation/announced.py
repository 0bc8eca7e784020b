"""What a text announces without saying by whom: an event to be held again, a body to be set up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.curation.ledger import Graph, Promise, sentence_of
from kg.curation.texts import Place, Text, plain

_WILL = r"(?:今后|未来|此后|以后)?(?:还|也)?(?:将|拟|计划)(?:继续)?"
_OFTEN = r"(?P<how>(?:定期|每[年两二三]年?|轮流|再次|于[^，。；]{1,12})*)"
_HELD = re.compile(_WILL + _OFTEN + r"(?:举办|举行|召开)")
_FOUNDED = re.compile(_WILL + r"(?:新)?(?:设立|成立|建立|组建|创立)(?P<what>[^，。；：]{4,60})")
_BETWEEN = re.compile(r"[、和及与]|以及")
_REST = re.compile(r"等(?:机构|平台|机制|组织)?$")
#: A shorter end of a name (委员会) is nobody's.
_SHORTEST = 5


def announced(graph: Graph) -> Iterator[Promise]:
    """Promises of events and bodies that have a node but, in this sentence, no claim."""
    yield from _held(graph)
    yield from _founded(graph)


def _held(graph: Graph) -> Iterator[Promise]:
    for iri, node in sorted(graph.nodes.items()):
        if "Event" not in node["kinds"] or node["generic"]:
            continue
        for document, text in sorted(graph.texts.items()):
            for sentence in text.naming(node["labels"]):
                said = _HELD.match(sentence.plain, sentence.after)
                if said and not _claimed(graph, document, sentence.place, {str(node["label"])}):
                    yield _promise(graph, iri, text, sentence.place, "heldAgain", said["how"] or None)


def _founded(graph: Graph) -> Iterator[Promise]:
    bodies = [(iri, node) for iri, node in sorted(graph.nodes.items()) if _can_be_founded(node)]
    for document, text in sorted(graph.texts.items()):
        for words, place in text.sentences:
            for said in _FOUNDED.finditer(words):
                for name in _BETWEEN.split(_REST.sub("", said["what"])):
                    name = _REST.sub("", name)
                    iri = _called(bodies, name)
                    labels = set(graph.nodes[iri]["labels"]) if iri else set()
                    if _claimed(graph, document, place, labels, name):
                        continue
                    if iri:
                        yield _promise(graph, iri, text, place, "launchedBy", None)
                    elif _named_elsewhere(graph, text, name):
                        yield replace(_promise(graph, "", text, place, "launchedBy", None), what=name, names=(name,))


def _can_be_founded(node: Mapping[str, Any]) -> bool:
    kinds = {"Organization", "CivilBody", "Initiative", "Fund", "InternationalOrganization"}
    return bool(kinds & set(node["kinds"])) and not (node["generic"] or node["unnamed"])


def _called(bodies: list[tuple[str, Mapping[str, Any]]], name: str) -> str | None:
    """The only body whose name is or ends with these words."""
    if len(name) < _SHORTEST:
        return None
    found = [iri for iri, node in bodies if any(plain(str(label)).endswith(name) for label in node["labels"])]
    return found[0] if len(found) == 1 else None


def _named_elsewhere(graph: Graph, text: Text, name: str) -> bool:
    """Whether another document speaks of what no claim names: so the words are a name and not a turn of phrase."""
    others = [other for other in graph.texts.values() if other.id != text.id]
    return len(name) >= _SHORTEST and any(True for other in others for _ in other.naming([name]))


def _claimed(graph: Graph, document: str, place: Place, names: set[str], words: str = "") -> bool:
    """Whether a planned claim of the sentence is about it already."""
    for claim in graph.claims:
        if claim["status"] == "planned" and claim["document"] == document and sentence_of(claim) == place:
            label = graph.label(claim["subject"])
            if label in names or (words and plain(label).endswith(words)):
                return True
    return False


def _promise(graph: Graph, iri: str, text: Text, place: Place, relation: str, due: str | None) -> Promise:
    item = text.item_at(place[0])
    nodes, thing = ((iri,), iri) if iri else ((), None)
    return Promise(text.id, text.date, item, graph.label(iri), relation, (), (), (), due, place, nodes, thing)
