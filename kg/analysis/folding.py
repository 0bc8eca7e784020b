"""Which two nodes of a view a claim ties, or why it ties none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from kg.analysis.selection import Record

#: What can own, meet or be joined, but not act.
_THINGS = frozenset({"Event", "Place", "Project", "Initiative", "Instrument", "Publication", "Work", "Amount"})
Ends = tuple[str, str]
#: The two ends in the view, or the reason why the claim is left out of it.
Tie = Callable[[Record], Ends | str]


class Folding:
    """Who stands for whom: a person for a body, a body for its state."""

    def __init__(self, nodes: Mapping[str, Any], records: Sequence[Record], experts: bool = False) -> None:
        self.nodes = nodes
        self._agents: dict[str, bool] = {}
        self._states: dict[str, str | None] = {}
        speaks = {record["subject"]: record["object"] for record in records if record["relation"] == "represents"}
        acts = {end for record in records if record["relation"] != "represents" for end in _ends(record)}
        self.represented = dict(speaks)
        self.quoted = frozenset() if experts else frozenset(speaks) - acts

    def kinds(self, iri: str) -> tuple[str, ...]:
        """The most telling classes of a node."""
        return tuple(self.nodes[iri]["kinds"]) if iri in self.nodes else ()

    def is_agent(self, iri: str) -> bool:
        """Whether a node can act."""
        known = self._agents.get(iri)
        if known is None:
            known = any(kind not in _THINGS for kind in self.kinds(iri)) or "/country/" in iri
            self._agents[iri] = known
        return known

    def body(self, iri: str) -> str:
        """The node itself; a person stands for what the text says they represent."""
        return self.represented.get(iri, iri) if "Person" in self.kinds(iri) else iri

    def state(self, iri: str) -> str | None:
        """The state a node is or belongs to; None for international ones and unknown."""
        if iri not in self._states:
            self._states[iri] = self._state(iri)
        return self._states[iri]

    def _state(self, iri: str) -> str | None:
        if "Country" in self.kinds(iri):
            return iri
        country = self.nodes[iri]["country"] if iri in self.nodes else None
        body = self.represented.get(iri, "")
        if country is None and body in self.nodes:
            # One step only: two people whom a text lets speak for one another have no state.
            country = body if "Country" in self.kinds(body) else self.nodes[body]["country"]
        return str(country) if country else (iri if iri not in self.nodes and "/country/" in iri else None)

    # -- ties of each view -------------------------------------------------------------------------------------

    def tie(self, view: str, hub: str, partners: str) -> Tie:
        """How a view ties."""
        if view == "two-mode":
            return self.partners(hub, partners == "states")
        return {"agents": self.agents, "country": self.countries}.get(view, _ends)

    def agents(self, record: Record) -> Ends | str:
        """Both agents as the text names them."""
        left_out = self._left_out(record)
        return left_out or _ends(record)

    def countries(self, record: Record) -> Ends | str:
        """The states of both ends."""
        left_out = self._left_out(record)
        if left_out:
            return left_out
        one, other = (self.state(end) for end in _ends(record))
        if one is None or other is None:
            return "an end without a state"
        return (one, other) if one != other or record["relation"] == "represents" else "both ends in one state"

    def partners(self, hub: str, states: bool) -> Tie:
        """A body of the hub's state, and a partner outside it."""

        def tie(record: Record) -> Ends | str:
            left_out = self._left_out(record)
            if left_out:
                return left_out
            ends = [self.body(end) for end in _ends(record)]
            inside = [self.state(end) == hub for end in ends]
            if all(inside):
                return "both ends inside the hub's state"
            if not any(inside):
                return "no end inside the hub's state"
            body, partner = ends if inside[0] else ends[::-1]
            return body, ((self.state(partner) or partner) if states else partner)

        return tie

    def _left_out(self, record: Record) -> str:
        if record["relation"] == "represents" and record["subject"] in self.quoted:
            return "a person only quoted"
        agents = self.is_agent(record["subject"]) and self.is_agent(record["object"])
        return "" if agents else "an end that is no agent"


def _ends(record: Record) -> Ends:
    return record["subject"], record["object"]


@cache
def regions() -> dict[str, tuple[str, str]]:
    """Region of a state in Chinese and English, by ISO 3166-1 alpha-3 code.

    >>> regions()["KAZ"]
    ('中亚', 'Central Asia')
    """
    from kg.resources import DATA, read_table

    rows = read_table(DATA / "regions.tsv", ("code", "region", "region_en"))
    return {row["code"]: (row["region"], row["region_en"]) for row in rows}


@cache
def state_names() -> dict[str, tuple[str, str]]:
    """Preferred label of a state in Chinese and English by code: for states that a text never names itself."""
    from kg.resources import DATA, read_table

    names: dict[str, tuple[str, str]] = {}
    for row in read_table(DATA / "names" / "countries.tsv", ("name", "key")):
        names.setdefault(row["key"].removeprefix("country/"), (row["name"], row["label_en"]))
    return names


def described(iri: str, folding: Folding) -> dict[str, Any]:
    """The plain facts of a node. Unknown is an empty text; several values are joined by ``|``."""
    node = folding.nodes.get(iri)
    state = folding.state(iri) or ""
    code = state.rpartition("/")[2]
    country = folding.nodes[state]["label"] if state in folding.nodes else state_names().get(code, ("", ""))[0]
    region, region_en = regions().get(code, ("", ""))
    named = state_names().get(iri.rpartition("/")[2], (iri.rpartition("/")[2], "")) if node is None else ("", "")
    kinds = node["kinds"] if node else ("Country",)
    return {
        "label": node["label"] if node else named[0],
        "label_en": (node["label_en"] if node else named[1]) or "",
        "names": "|".join(node["labels"] if node else (named[0],)),
        "kind": kinds[0] if kinds else "",
        "kinds": "|".join(kinds),
        "country": country,
        "country_key": code,
        "region": region,
        "region_en": region_en,
        "unnamed": bool(node and node["unnamed"]),
    }
