"""What a page says: nodes, claims, documents and items of a network as plain lists that point into each other."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.analysis.explorer.initials import initials
from kg.analysis.explorer.layout import place
from kg.analysis.explorer.legend import legend
from kg.analysis.explorer.passages import documents_of, items_of, point

Record = dict[str, Any]
#: At most so many nodes are drawn at first; the others come when one asks for them.
SHOWN = 500
#: A country on this share of the claims would make the drawing a star; it is then hidden at first.
#: If it is on nearly all of them, the network is a star, and hiding the hub would hide the network.
_HUB_SHARE, _HUB_NODES = (0.15, 0.8), 12
_KEYED = re.compile(
    r"(https?://[^\s/]+(?:/\S*)?[/#])(?:country|organization|person|initiative|work|project|event|place|claim)/[^/#]+$"
)
#: So much of a title tells a document from another.
_TITLE = 12
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def content(
    network: Any, texts: Mapping[str, str], items: Iterable[Mapping[str, Any]] | None, title: str | None
) -> Record:
    """Everything the page is made of, in an order that the network's own order does not touch."""
    claims = _claims(network)
    nodes = _with_countries(_nodes(network))
    at = {node["iri"]: number for number, node in enumerate(nodes)}
    for claim in claims:
        claim["s"], claim["o"] = at[claim["s"]], at[claim["o"]]
    for node in nodes:
        node["country"] = _found(node["country"], at)
    documents = documents_of(network, claims, texts)
    entries = items_of(items, claims, documents)
    point(claims, entries, documents)
    _tell_apart(nodes, claims, documents)
    hub = _hub(nodes, claims)
    _put(nodes, claims, hub)
    return {
        "title": title,
        "base": _shorten(nodes, claims),
        "hub": hub,
        "nodes": nodes,
        "claims": claims,
        "documents": documents,
        "items": entries,
        **legend().as_dict(),
    }


# -- claims ------------------------------------------------------------------------------------------------------


def _claims(network: Any) -> list[Record]:
    """One record a claim and pair of drawn ends; an edge that names no claim is one of its own."""
    told = network.graph.get("claims", {})
    found: dict[tuple[str, str, str], Record] = {}
    for one, other, data in network.edges(data=True):
        for name in _listed(data.get("claim_iris"), None) or [""]:
            made = _claim(str(one), str(other), name, told.get(name, data))
            found[made["s"], made["o"], made["iri"] or made["r"]] = made
    return sorted(
        found.values(), key=lambda claim: (claim["d"] or "", claim["at"], claim["iri"], claim["s"], claim["o"])
    )


def _listed(value: Any, mark: str | None = "|") -> list[str]:
    """Several values of an attribute: a list, or text with a mark between them."""
    return [str(each) for each in (value.split(mark) if isinstance(value, str) else value or ()) if each]


def _claim(one: str, other: str, iri: str, record: Mapping[str, Any]) -> Record:
    places = [(int(start), int(end), str(text)) for start, end, text in record.get("evidence") or ()]
    if str(record.get("object", "")) == one or str(record.get("subject", "")) == other:
        one, other = other, one  # an undirected view may hand the ends out in either order
    return {
        "iri": iri,
        "r": str(record.get("relation") or ""),
        "s": one,
        "o": other,
        "status": str(record.get("status") or "done"),
        "d": record.get("document"),
        "at": [place[:2] for place in places],
        "text": [place[2] for place in places] or ([str(record["sentence"])] if record.get("sentence") else []),
        "marks": _marks(record.get("marks")),
        "item": record.get("item"),
        "also": [iri for iri in record.get("items") or () if iri != record.get("item")],
        "told": {
            name: record.get(name)
            for name in ("title", "publisher", "address", "published", "restates", "number", "heading", "sector")
        },
        **{
            name: str(record[name])
            for name in ("date", "date_end", "amount", "instrument", "act", "kind", "office", "unnamed_parties", "rule")
            if record.get(name)
        },
    }


def _marks(marks: Any) -> list[list[Any]]:
    """The marked words as (start, end, what they mark), in the order of the text."""
    if not isinstance(marks, Mapping):
        return []
    return sorted([int(start), int(end), role] for role, places in marks.items() for start, end, *_ in places or ())


# -- nodes -------------------------------------------------------------------------------------------------------


def _nodes(network: Any) -> list[Record]:
    return sorted((_node(str(iri), data) for iri, data in network.nodes(data=True)), key=lambda node: node["iri"])


def _node(iri: str, data: Mapping[str, Any]) -> Record:
    label = str(data.get("label") or data.get("label_en") or iri)
    kinds = _listed(data.get("kinds")) or _listed(data.get("kind"))
    english = data.get("label_en")
    names = [name for name in _listed(data.get("names")) if name not in (label, english)]
    every = dict.fromkeys(way for name in (label, *names) for way in initials(name))
    code = str(data.get("country_key") or "")
    return {
        "iri": iri,
        "label": label,
        "en": str(english) if english else None,
        "names": list(dict.fromkeys(names)),
        "kinds": kinds,
        "family": legend().family(kinds),
        "country": (code, str(data.get("country") or code)),
        "unnamed": bool(data.get("unnamed")),
        "ids": _listed(data.get("identifiers")) or [code] * bool(code and "Country" in kinds),
        "typed": list(every),
    }


def _with_countries(nodes: list[Record]) -> list[Record]:
    """Also the countries that the network does not name but bodies of it belong to: for folding and the matrix."""
    base = _base(nodes)
    known = {node["iri"].rpartition("country/")[2] for node in nodes if "country/" in node["iri"]}
    missing = {code: name for node in nodes for code, name in (node["country"],) if code and code not in known}
    if not base:
        return nodes
    more = [
        _node(f"{base}country/{code}", {"label": name, "kinds": "Country", "country_key": code})
        for code, name in sorted(missing.items())
        if code.isascii() and code.isalnum()
    ]
    return sorted((*nodes, *more), key=lambda node: str(node["iri"]))


def _found(country: tuple[str, str], at: Mapping[str, int]) -> int | str | None:
    """The country of a body as a node of the page; where the page has none, its name as it was given."""
    code, name = country
    if name in at:
        return at[name]
    known = next((number for iri, number in at.items() if code and iri.endswith(f"country/{code}")), None)
    return (name or None) if known is None else known


def _tell_apart(nodes: Sequence[Record], claims: Sequence[Record], documents: Sequence[Record]) -> None:
    """A note for every node whose label another one has: country, else kind, else document, else the end of its IRI."""
    same: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        same[visible(node["label"])].append(number)
    where: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        for end in (claim["s"], claim["o"]):
            if claim["d"] is not None:
                where[end].add(documents[claim["d"]]["title"])
    for group in same.values():
        if len(group) < 2:
            continue
        ways = [
            [_country_label(nodes, number) for number in group],
            [legend().kinds.get((nodes[number]["kinds"] or [""])[0], ("",))[0] for number in group],
            [_brief(sorted(where[number])) for number in group],
            [nodes[number]["iri"].rpartition("/")[2][-6:] for number in group],
        ]
        notes = next((way for way in ways if len(set(way)) == len(way)), None)
        for place_, number in enumerate(group):
            nodes[number]["note"] = notes[place_] if notes else " · ".join(filter(None, (w[place_] for w in ways)))


def _brief(titles: Sequence[str]) -> str:
    return "" if not titles else titles[0][:_TITLE] + "…" * (len(titles[0]) > _TITLE) + "等" * (len(titles) > 1)


def _country_label(nodes: Sequence[Record], number: int) -> str:
    country = nodes[number]["country"]
    return str(nodes[country]["label"]) if isinstance(country, int) else str(country or "")


def visible(text: str) -> str:
    r"""A label without characters that show nothing.

    >>> visible("外交\u200b部\u202e")
    '外交部'
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


# -- the first view ----------------------------------------------------------------------------------------------


def _hub(nodes: Sequence[Record], claims: Sequence[Record]) -> int | None:
    """The country that sits on so many claims that nothing else could be seen."""
    if len(nodes) < _HUB_NODES:
        return None
    degree = Counter(end for claim in claims for end in {claim["s"], claim["o"]})
    countries = [number for number, node in enumerate(nodes) if "Country" in node["kinds"]]
    most = max(countries, key=lambda number: (degree[number], -number), default=None)
    few, all_but = _HUB_SHARE[0] * len(claims), _HUB_SHARE[1] * len(claims)
    return most if most is not None and few <= degree[most] <= all_but else None


def _put(nodes: Sequence[Record], claims: Sequence[Record], hub: int | None) -> None:
    """Positions for the first view: the hub in the middle, what only it is tied to on the rim."""
    weights = Counter((min(claim["s"], claim["o"]), max(claim["s"], claim["o"])) for claim in claims)
    degree: Counter[int] = Counter()
    for (one, other), weight in weights.items():
        if hub not in (one, other) and one != other:
            degree[one] += weight
            degree[other] += weight
    spoken = {end for claim in claims for end in (claim["s"], claim["o"])}
    order = sorted(spoken - {hub}, key=lambda number: (-degree[number], number))
    shown = sorted(order[:SHOWN])
    families = list(legend().families)
    rim = sorted((n for n in shown if not degree[n]), key=lambda n: (families.index(nodes[n]["family"]), n))
    edges = [(one, other, weight) for (one, other), weight in sorted(weights.items()) if hub not in (one, other)]
    # As the page draws them: the more claims, the larger.
    every = Counter(end for claim in claims for end in {claim["s"], claim["o"]})
    sizes = {number: min(40.0, 6 + 4.2 * math.sqrt(every[number])) for number in shown}
    for number, (x, y) in place(shown, edges, sizes, rim).items():
        nodes[number]["x"], nodes[number]["y"] = x, y
    if hub is not None:
        nodes[hub]["x"], nodes[hub]["y"] = 0, 0


def _base(records: Iterable[Record]) -> str:
    """What the IRIs of nodes begin with: everything before the segment and name of a key."""
    return next((found[1] for record in records if (found := _KEYED.match(record["iri"]))), "")


def _shorten(nodes: Sequence[Record], claims: Sequence[Record]) -> str:
    """Ids as the address of the page shows them: what comes after the base, which is returned."""
    base = _base((*nodes, *claims))
    for record in (*nodes, *claims):
        iri = record.pop("iri")
        record["id"] = iri[len(base) :] if base and iri.startswith(base) and len(iri) > len(base) else iri
    return base
