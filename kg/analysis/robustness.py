"""How much of a ranking hangs on which items were read.

The item is what is resampled, not the claim: one item can hold thirty claims, and they come and go together. Items are
drawn within their document, so that each draw has the size of the documents. A draw with replacement holds about two
thirds of the items, so numbers of distinct neighbours are lower in every draw; intervals are therefore the spread of
the draws around their own mean, put around the value.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.analysis.assembling import assemble
from kg.analysis.measures_nodes import MEASURES, how, simple, values_of
from kg.analysis.rows import Row, ranked, ranks
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


def intervals(
    network: nx.Graph,
    name: str = "degree",
    *,
    draws: int = 200,
    level: float = 0.95,
    seed: int = 0,
    force: bool = False,
) -> list[Row]:
    """The rows of the measure with ``low``, ``high``, ``rank_low``, ``rank_high`` and ``present``.

    ``present`` is the share of the draws in which the node occurs at all.
    """
    if draws < 2 or not 0 < level < 1:
        raise UsageError(f"intervals: {draws} draws at level {level}; expected 2 or more, and a level between 0 and 1")
    values = values_of(network, name, seed=seed, force=force)
    rows = ranked(network, values, name, how(simple(network)[0], MEASURES[name], seed))
    drawn: dict[str, list[float]] = {iri: [] for iri in values}
    placed: dict[str, list[int]] = {iri: [] for iri in values}
    seen: Counter[str] = Counter()
    chance = random.Random(seed)  # noqa: S311 - draws that can be drawn again, not secrets
    items = _items_by_document(network)
    for _ in range(draws):
        copies = Counter(item for held in items for item in chance.choices(held, k=len(held)))
        again = _again(network, name, seed, copies)
        seen.update(again.keys())
        every = [again.get(iri, 0.0) for iri in values]
        for iri, value, rank in zip(values, every, ranks(every), strict=True):
            drawn[iri].append(value)
            placed[iri].append(rank)
    tail = (1 - level) / 2
    for row in rows:
        iri = row["iri"]
        shift = row["value"] - sum(drawn[iri]) / draws
        row["low"], row["high"] = (max(0.0, _quantile(drawn[iri], at) + shift) for at in (tail, 1 - tail))
        row["rank_low"], row["rank_high"] = (round(_quantile(placed[iri], at)) for at in (tail, 1 - tail))
        row.update(present=seen[iri] / draws, draws=draws, level=level, seed=seed)
    return rows


def leave_one_item_out(
    network: nx.Graph, name: str = "degree", *, top: int = 10, seed: int = 0, force: bool = False
) -> list[Row]:
    """One row an item, the one that carries most of the ranking first: what happens to the first ``top`` without it.

    ``moved`` adds up by how many ranks they move; ``leave`` names those that are no longer among them.
    """
    values = values_of(network, name, seed=seed, force=force)
    rows = ranked(network, values, name)
    before = {row["iri"]: row["rank"] for row in rows}
    first = [row["iri"] for row in rows[:top]]
    every = [item for held in _items_by_document(network) for item in held]
    told = _told(network)
    found = []
    for item in every:
        again = _again(network, name, seed, {other: 1 for other in every if other != item})
        after = dict(zip(values, ranks([again.get(iri, 0.0) for iri in values]), strict=True))
        leave = [network.nodes[iri]["label"] for iri in first if after[iri] > max(before[iri], top)]
        largest = max(first, key=lambda iri: abs(values[iri] - again.get(iri, 0.0)))
        found.append(
            {
                **told[item],
                "moved": sum(abs(after[iri] - before[iri]) for iri in first),
                "leave": "|".join(leave),
                "most_changed": network.nodes[largest]["label"],
                "change": again.get(largest, 0.0) - values[largest],
            }
        )
    return sorted(found, key=lambda row: (-row["moved"], -abs(row["change"]), row["item"]))


def _again(network: nx.Graph, name: str, seed: int, copies: Mapping[str, int]) -> dict[str, float]:
    """The measure on the network as it would be if each item stood there so many times."""
    again = assemble(network.graph["claims"].values(), network.graph["view"], network.graph["weight"], copies)
    return values_of(again, name, seed=seed, force=True) if len(again) else {}


def _items_by_document(network: nx.Graph) -> list[list[str]]:
    held: dict[str, dict[str, None]] = {}
    for record in network.graph["claims"].values():
        held.setdefault(record["document"], {})[record["item"]] = None
    return [list(items) for _, items in sorted(held.items())]


def _told(network: nx.Graph) -> dict[str, Row]:
    """What a reader needs to find an item by."""
    told: dict[str, Row] = {}
    for record in network.graph["claims"].values():
        row = told.setdefault(
            record["item"],
            {
                "document": record["document"],
                "number": record["number"] or "",
                "claims": 0,
                "sentence": record["sentence"],
                "item": record["item"],
            },
        )
        row["claims"] += 1
    return told


def _quantile(values: Sequence[float], at: float) -> float:
    """The value below which a share of the values lies, between two of them in proportion.

    >>> _quantile([1, 2, 3, 4, 5], 0.25)
    2.0
    """
    ordered, place = sorted(values), at * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
