"""Networks made straight from a store, in which every number leads back to sentences.

``network.graph["claims"]`` maps a claim's IRI to a plain record of it (sentence, marks, item, document, date, amount,
``ends``: the two nodes of the view it ties); an edge names its claims in ``claim_iris``. Values are text, numbers and
truths only; several texts are joined by ``|``, addresses by a space.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from kg.analysis.amounts import currency_of
from kg.analysis.assembling import VIEWS, assemble, multigraph
from kg.analysis.folding import Folding, Tie, described, state_names
from kg.analysis.selection import Choice, Record, Selection, Source, known, read
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


_SAID = ("done", "ongoing")


def build_network(
    store: Source,
    view: str = "two-mode",
    *,
    relations: Iterable[str] | str | None = None,
    documents: Iterable[str] | str | None = None,
    years: Iterable[object] | object | None = None,
    statuses: Iterable[str] | str | None = None,
    sectors: Iterable[str] | str | None = None,
    hub: str = "country/CHN",
    partners: Literal["states", "bodies"] = "states",
    experts: bool = False,
    weight: str = "claims",
) -> nx.Graph:
    """A NetworkX graph of a store; the store is only read, and the same store gives the same graph in the same order.

    ``view="claims"`` is the multigraph of every claim, planned ones too. All other views hold what is stated as done
    or ongoing unless ``statuses`` says otherwise. ``two-mode`` joins the bodies of the ``hub`` state (the state itself
    is one of them) to partners: states and international bodies, or with ``partners="bodies"`` each body by itself.
    People whom a text only quotes count where ``experts`` is true. ``weight`` says what an edge counts; a projection
    (``bodies``, ``organisers`` …) counts shared neighbours.
    """
    known("view", view, VIEWS)
    known("way of counting partners", partners, ("states", "bodies"))
    seen = VIEWS[view]
    if relations is None and seen.relations:
        relations = (*seen.relations, "represents") if experts and not seen.sides else seen.relations
    statuses = statuses or (None if view == "claims" else _SAID)
    choice = Choice.of(relations=relations, documents=documents, years=years, statuses=statuses, sectors=sectors)
    with _undisturbed():
        selection = read(store, choice)
        folding = Folding(selection.nodes, selection.records, experts)
        state = _hub(hub, selection, folding) if "two-mode" in (view, seen.of) else ""
        tie = folding.tie(seen.of or view, state, partners)
        records, left_out = _tied([record for record in selection.records if choice.wants(record)], tie)
        if not records and view != "claims":  # a build of texts that say nothing still has its page
            raise UsageError(_empty(view, choice, selection, left_out))
        if weight.startswith("amounts"):
            weight = f"amounts:{currency_of(records, weight.partition(':')[2] or None)}"
        made = multigraph(records) if view == "claims" else assemble(records, view, weight)
        _describe(made, folding)
    made.graph.update(
        view=view,
        hub=described(state, folding) if state else {},
        weight=weight,
        claims={record["iri"]: record for record in records},
        documents=list(selection.documents),
        coverage=selection.coverage,
        left_out=left_out,
        choice={name: list(getattr(choice, name) or ()) for name in Choice.__slots__},
    )
    return made


def claims_of(network: nx.Graph, one: str, other: str | None = None) -> list[Record]:
    """The claims behind a node, or behind what joins two: IRIs, keys and names are understood."""
    first = find(network, one)
    second = None if other is None else find(network, other)
    edges = [*network.edges(first, data=True), *(network.in_edges(first, data=True) if network.is_directed() else ())]
    wanted = {
        iri
        for start, end, held in edges
        if second is None or second in (start, end)
        for iri in held["claim_iris"].split()
    }
    return [record for iri, record in network.graph["claims"].items() if iri in wanted]


def find(network: nx.Graph, name: str) -> str:
    """The node that a reader means by its IRI, its key or one of its names; unknown names are an error."""
    if name in network:
        return name
    ways: dict[str, list[str]] = {}
    for iri, held in network.nodes(data=True):
        segment, key = iri.rsplit("/", 2)[1:]
        words = (*held["names"].split("|"), held["label_en"], f"{segment}/{key}", key if segment == "country" else "")
        for word in dict.fromkeys(word for word in words if word):
            ways.setdefault(word, []).append(iri)
    word = known(f"node of the view {network.graph['view']!r}", name, ways)
    if len(ways[word]) > 1:
        raise UsageError(f"{name!r} is the name of {len(ways[word])} nodes; say which: {', '.join(ways[word][:5])}")
    return ways[word][0]


@contextmanager
def _undisturbed() -> Iterator[None]:
    # A hundred thousand small records make the collector look at all of them again and again: half the time. Frozen and
    # thawed they count as old, so that it does not begin with all of them afterwards either.
    was, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not frozen:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _hub(name: str, selection: Selection, folding: Folding) -> str:
    """The state that a reader means: one that is named here, or any other there is; then the view will be empty."""
    states = {
        iri
        for record in selection.records
        for end in (record["subject"], record["object"])
        if (iri := folding.state(end))
    }
    ways: dict[str, str] = {}
    for iri in sorted(states):
        labels = selection.nodes[iri]["labels"] if iri in selection.nodes else ()
        for word in (*labels, iri.rpartition("/")[2], "/".join(iri.rsplit("/", 2)[1:]), iri):
            ways.setdefault(word, iri)
    for code, labels in state_names().items():
        for word in (*labels, code, f"country/{code}"):
            ways.setdefault(word, name)
    return ways[known("state", name, (word for word in ways if word))]


def _tied(records: list[Record], tie: Tie) -> tuple[list[Record], dict[str, int]]:
    kept, left_out = [], dict[str, int]()
    for record in records:
        ends = tie(record)
        if isinstance(ends, str):
            left_out[ends] = left_out.get(ends, 0) + 1
        else:
            record["ends"] = ends
            kept.append(record)
    return kept, dict(sorted(left_out.items()))


def _empty(view: str, choice: Choice, selection: Selection, left_out: Mapping[str, int]) -> str:
    held: dict[str, int] = {}
    for record in selection.records:
        held[record["relation"]] = held.get(record["relation"], 0) + 1
    wanted = ", ".join(f"{name}={'|'.join(value)}" for name in Choice.__slots__ if (value := getattr(choice, name)))
    why = "".join(f"; left out: {reason} ({count})" for reason, count in left_out.items())
    there = ", ".join(f"{name} ({count})" for name, count in sorted(held.items())) or "no claims at all"
    return f"view {view!r} is empty for {wanted or 'everything'}{why}; the documents hold {there}; loosen the choice"


def _describe(network: nx.Graph, folding: Folding) -> None:
    for iri in network:
        network.nodes[iri].update(described(iri, folding))
