"""A network of ten thousand nodes is built in seconds, and measured in less than a minute."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace

import pytest

from kg.analysis import measures
from kg.analysis.network import build_network
from kg.graph.store import Store
from kg.model import Document, Entity, Fact, Item, Metadata, Offsets, Sentence, Span

WORDS = "甲与乙签署协议。"


def large(nodes: int = 10_000, claims: int = 50_000) -> Document:
    """Bodies of a hundred states that sign with one another, five claims an item, one kind of sentence."""
    chance = random.Random(1)
    bodies = [f"organization/o{at}" for at in range(nodes - 100)]
    states = [Entity(f"country/X{at:02}", ("Country",), (f"国{at}",)) for at in range(100)]
    ministries = [
        Entity(key, ("Ministry",), (f"机构{at}",), None, f"X{at % 100:02}" if at % 3 else "X00")
        for at, key in enumerate(bodies)
    ]
    items = [Item(str(at), "item", Span(at * 8, at * 8 + 8), str(at)) for at in range(claims // 5)]
    facts = []
    for at in range(claims):
        span = items[at // 5].span
        one = bodies[at] if at < len(bodies) else chance.choice(bodies)
        other = chance.choice([body for body in chance.sample(bodies, 2) if body != one])
        places = (Span(span.start + start, span.start + end) for start, end in ((0, 1), (2, 3), (3, 5)))
        facts.append(Fact("signedWith", one, other, "done", (span,), *places, str(at // 5), "r"))
    text = WORDS * len(items)
    return Document(
        "large",
        text,
        Metadata(title="大"),
        text=text,
        offsets=Offsets((0,), (0,), (len(text),), len(text)),
        items=tuple(items),
        sentences=tuple(Sentence(item.span, at) for at, item in enumerate(items)),
        entities=(*states, *ministries),
        facts=tuple(facts),
    )


@pytest.fixture(scope="module")
def store() -> Store:
    """The large text in memory, as ten documents: one text may not hold so many statements."""
    filled, whole = Store(), large()
    for part in range(10):
        items = whole.items[part * 1_000 : (part + 1) * 1_000]
        sentences = tuple(Sentence(item.span, at) for at, item in enumerate(items))
        facts = whole.facts[part * 5_000 : (part + 1) * 5_000]
        filled.add(replace(whole, id=f"large{part}", items=items, sentences=sentences, facts=facts))
    return filled


@pytest.mark.long
def test_ten_thousand_nodes_are_built_in_three_seconds_and_measured_in_a_minute(store):
    took = []
    for _ in range(3):
        network = store._reading = None  # what was read before must not help, nor its going cost
        start = time.process_time()
        network = build_network(store, view="agents")
        took.append(time.process_time() - start)
    assert len(network) > 9_800 and network.number_of_edges() > 49_000
    start = time.process_time()
    rows, refused = measures.table(network)
    groups = measures.communities(network)
    measured = time.process_time() - start
    print(f"built in {min(took):.2f} s, measured in {measured:.1f} s of the program's own time")
    assert len(rows) == len(groups) == len(network) and not refused
    assert measured < 60.0
    if min(took) >= 3.0 and os.getloadavg()[0] > (os.cpu_count() or 1) + 0.5:
        pytest.skip(f"built in {min(took):.2f} s, but the machine is busy with other work: that time is not ours")
    assert min(took) < 3.0
