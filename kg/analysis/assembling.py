"""Claims that know their two ends become a weighted graph, a multigraph or a projection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.analysis.amounts import addable, currency_of
from kg.analysis.folding import Ends
from kg.analysis.selection import Record, known
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class View:
    """What a view joins. ``of`` names the two-mode view that a projection is made from, ``side`` the end it keeps."""

    title: str
    title_en: str
    relations: tuple[str, ...] | None
    sides: tuple[str, str] | None = None
    of: str | None = None
    side: int = 0


_SIGNING = ("signedWith",)
_HOSTING = ("hostedBy", "coHostedBy")
VIEWS: Mapping[str, View] = {
    "claims": View("全部陈述", "all claims", None),
    "agents": View("行为体", "agents as named", _SIGNING),
    "two-mode": View("机构与伙伴", "bodies of one state and their partners", _SIGNING, ("body", "partner")),
    "bodies": View("共有伙伴的机构", "bodies of one state that share partners", _SIGNING, of="two-mode", side=0),
    "partners": View("共有机构的伙伴", "partners that share bodies of one state", _SIGNING, of="two-mode", side=1),
    "country": View("国家之间", "states", _SIGNING),
    "event-organiser": View("会议与主办方", "events and organisers", _HOSTING, ("event", "organiser")),
    "events": View("共有主办方的会议", "events that share organisers", _HOSTING, of="event-organiser", side=0),
    "organisers": View("共同办会者", "organisers that share events", _HOSTING, of="event-organiser", side=1),
    "initiative-launcher": View(
        "倡议与发起方", "initiatives and launchers", ("launchedBy",), ("initiative", "launcher")
    ),
    "initiatives": View(
        "共有发起方的倡议", "initiatives that share launchers", ("launchedBy",), of="initiative-launcher"
    ),
    "launchers": View(
        "共同发起者", "launchers that share initiatives", ("launchedBy",), of="initiative-launcher", side=1
    ),
}
WEIGHTS = ("claims", "instruments", "items", "amounts")


def assemble(
    records: Iterable[Record], view: str, weight: str = "claims", copies: Mapping[str, int] | None = None
) -> nx.Graph:
    """The bare weighted graph of claims that know their ends; ``copies`` says how often each item counts."""
    import networkx as nx

    seen = VIEWS[view]
    if seen.of and weight != "claims":
        raise UsageError(f"view {view!r} counts shared neighbours; weight={weight!r} is for view {seen.of!r}")
    held = list(records) if copies is None else [record for record in records if copies.get(record["item"])]
    ties: dict[Ends, list[Record]] = {}
    for record in held:
        ties.setdefault(record["ends"], []).append(record)
    if not seen.sides and not seen.of:
        ties = _undirected(ties)
    network = nx.Graph()
    sides = VIEWS[seen.of].sides if seen.of else seen.sides
    network.add_nodes_from(sorted({end for ends in ties for end in _kept(ends, seen)}))
    if sides and not seen.of:
        for number, side in enumerate(sides):
            for iri in sorted({ends[number] for ends in ties}):
                network.nodes[iri]["side"] = "both" if "side" in network.nodes[iri] else side
    if seen.of:
        network.add_edges_from(_projected(ties, seen.side))
        return network
    weigh = _scale(weight, held, copies or {})
    network.add_edges_from(
        (*ends, {"weight": weigh(ties[ends]), **_said(ties[ends])}) for ends in sorted(ties) if ends[0] != ends[1]
    )
    return network


def multigraph(records: list[Record]) -> nx.MultiDiGraph:
    """Every claim as an edge of its own."""
    import networkx as nx

    network = nx.MultiDiGraph()
    network.add_nodes_from(sorted({end for record in records for end in record["ends"]}))
    for record in sorted(records, key=lambda record: (*record["ends"], record["iri"])):
        network.add_edge(
            *record["ends"],
            key=record["iri"],
            relation=record["relation"],
            status=record["status"],
            document=record["document"],
            year=record["year"] or "",
            weight=1,
            claim_iris=record["iri"],
        )
    return network


def _undirected(ties: Mapping[Ends, list[Record]]) -> dict[Ends, list[Record]]:
    folded: dict[Ends, list[Record]] = {}
    for (one, other), said in ties.items():
        folded.setdefault((min(one, other), max(one, other)), []).extend(said)
    return folded


def _kept(ends: Ends, seen: View) -> Ends | tuple[str]:
    return (ends[seen.side],) if seen.of else ends


def _projected(ties: Mapping[Ends, list[Record]], side: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    met: dict[str, dict[str, list[Record]]] = {}
    for ends, said in ties.items():
        met.setdefault(ends[1 - side], {})[ends[side]] = said
    shared: dict[Ends, list[list[Record]]] = {}
    for around in met.values():
        for one, other in combinations(sorted(around), 2):
            shared.setdefault((one, other), []).append([*around[one], *around[other]])
    for (one, other), pairs in sorted(shared.items()):
        yield one, other, {"weight": len(pairs), **_said([record for held in pairs for record in held])}


def _said(said: list[Record]) -> dict[str, Any]:
    """What an edge tells of its claims. Most edges have one, and there can be very many edges."""
    if len(said) == 1:
        (record,) = said
        return {
            "claims": 1,
            "instruments": 1,
            "items": 1,
            "relations": record["relation"] or "",
            "statuses": record["status"] or "",
            "years": record["year"] or "",
            "documents": record["document"] or "",
            "claim_iris": record["iri"],
        }
    once = {record["iri"]: record for record in said}
    said = sorted(once.values(), key=lambda record: (record["document"], record["evidence"], record["iri"]))
    return {
        "claims": len(said),
        "instruments": len({record["act"] or record["iri"] for record in said}),
        "items": len({record["item"] for record in said}),
        "relations": _every(said, "relation"),
        "statuses": _every(said, "status"),
        "years": _every(said, "year"),
        "documents": _every(said, "document"),
        "claim_iris": " ".join([record["iri"] for record in said]),
    }


def _every(said: list[Record], name: str) -> str:
    return "|".join(sorted({record[name] for record in said if record[name]}))


def _scale(weight: str, records: list[Record], copies: Mapping[str, int]) -> Any:
    """The function from the claims of an edge to its weight."""
    name, _, currency = weight.partition(":")
    known("weight", name, WEIGHTS)
    wanted = (currency or currency_of(records)) if name == "amounts" else ""

    def units(record: Record) -> Iterable[tuple[str, float]]:
        if name == "amounts":
            return [(sum_["iri"], sum_["value"]) for sum_ in addable(record) if sum_["currency"] == wanted]
        return [({"claims": record["iri"], "items": record["item"]}.get(name) or record["act"] or record["iri"], 1)]

    def weigh(said: list[Record]) -> float:
        if len(said) == 1 and name != "amounts":
            return copies.get(said[0]["item"], 1)
        counted: dict[str, float] = {}
        for record in said:
            times = copies.get(record["item"], 1)
            for unit, value in units(record):
                counted[unit] = max(counted.get(unit, 0), value * times)
        return sum(counted.values())

    return weigh
