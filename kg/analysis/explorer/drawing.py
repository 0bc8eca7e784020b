"""A network as a pyvis network: nodes and edges handed over as lists, styled by the legend, each in its place.

``Network.from_nx`` is not used: it changes the graph it is given, is quadratic in its edges and refuses ids that are
not text or numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis.explorer.content import content, visible
from kg.errors import OutputError

if TYPE_CHECKING:
    from pyvis.network import Network

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True},
}
#: The vis-network that pyvis carries.
_SCRIPT = ("vis-9.1.2", "vis-network.min.js")


def to_pyvis(network: Any) -> Network:
    """The same nodes and edges as a ``pyvis.network.Network``, to go on with by hand.

    Titles are plain text. The page of :func:`explore` has its own template; this is for those who know pyvis.
    """
    from pyvis.network import Network

    held = content(network, {}, None, None)
    drawn = Network(height="750px", width="100%", directed=True, cdn_resources="in_line")
    drawn.set_options(json.dumps(_OPTIONS))
    looks = {family["key"]: family for family in held["families"]}
    for node in held["nodes"]:
        drawn.nodes.append(_node(node, looks[node["family"]]))
        drawn.node_ids.append(node["id"])
        drawn.node_map[node["id"]] = drawn.nodes[-1]
    drawn.edges.extend(_edges(held))
    return drawn


def _node(node: Mapping[str, Any], look: Mapping[str, Any]) -> dict[str, Any]:
    label = visible(node["label"]) + (f"（{node['note']}）" if node.get("note") else "")
    place = {"x": node["x"], "y": node["y"]} if "x" in node else {}
    # "href" in a title makes pyvis switch its page to raw HTML, so titles carry names alone.
    title = "\n".join(visible(name) for name in (node["label"], *node["names"])).replace("href", "hr\u200bef")
    return {
        "id": node["id"],
        "label": label,
        "title": title,
        "shape": look["shape"],
        "color": look["colour"],
        "group": look["zh"],
        "physics": False,
        **place,
    }


def _edges(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One edge a pair and relation; dashed where everything is only planned."""
    relations = {relation["key"]: relation for relation in held["relations"]}
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    for claim in held["claims"]:
        look = relations.get(claim["r"], {"zh": claim["r"], "colour": "#8a8a8a", "arrow": False})
        edge = found.setdefault(
            (claim["s"], claim["o"], claim["r"]),
            {
                "from": held["nodes"][claim["s"]]["id"],
                "to": held["nodes"][claim["o"]]["id"],
                "title": look["zh"],
                "color": look["colour"],
                "arrows": "to" if look["arrow"] else "",
                "dashes": True,
                "width": 0,
            },
        )
        edge["width"] = min(8, edge["width"] + 1)
        edge["dashes"] = edge["dashes"] and claim["status"] == "planned"
    return [found[key] for key in sorted(found)]


def vis_script() -> str:
    """The JavaScript of vis-network as pyvis carries it, without the pointer to a source map that no one has."""
    # The file is found without importing pyvis, which would pull in all of IPython.
    spec = find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise OutputError("pyvis is not installed, and the page runs on the vis-network it carries; pip install pyvis")
    script = Path(spec.origin).with_name("lib").joinpath(*_SCRIPT).read_text(encoding="utf-8")
    return script.rpartition("//# sourceMappingURL")[0] or script
