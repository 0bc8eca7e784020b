"""The network as a picture: parts side by side, sizes by degree, no label over another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kg.analysis.measures_nodes import simple
from kg.analysis.plot_style import (
    COLOURS,
    INK,
    PALE,
    caption,
    check_language,
    figure,
    finish,
    group_name,
    name_of,
    shortened,
    styled,
    view_title,
)
from kg.analysis.selection import known
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

Positions = dict[int, tuple[float, float]]
_WIDE, _HIGH = 7.6, 5.6
GROUPS = ("side", "kind", "region", "country")


def network(
    network: nx.Graph,
    *,
    top: int = 80,
    labels: int = 60,
    colour: str | None = None,
    lang: str = "zh",
    seed: int = 0,
) -> Figure:
    """The nodes with most ties and what joins them; ``colour`` groups them by side, kind, region or country."""
    spoken = check_language(lang)
    graph, names = simple(network)
    colour = colour or ("side" if any(side for _, side in network.nodes(data="side")) else "kind")
    known("grouping", colour, GROUPS)
    if not graph.number_of_edges():
        raise UsageError(f"view {network.graph['view']!r} has no ties to draw; choose more documents or relations")
    kept = sorted((at for at in graph if graph.degree(at)), key=lambda at: (-graph.degree(at, "weight"), at))[:top]
    shown = graph.subgraph(kept).copy()
    shown.remove_nodes_from([at for at in kept if not shown.degree(at)])
    with styled():
        drawn = figure(_WIDE, _HIGH)
        axes = drawn.subplots()
        axes.set_axis_off()
        at = _placed(shown, seed)
        groups = [str(network.nodes[iri].get(colour, "")) for iri in names]
        _draw(axes, shown, at, groups, lambda group: group_name(network, group, lang))
        finish(drawn, view_title(network, spoken), caption(network, lang, _note(len(shown), len(graph), lang)), _WIDE)
        words = {
            node: shortened(name_of(network.nodes[names[node]], lang), (26, 34)[spoken] if len(shown) > 40 else 44)
            for node in shown
        }
        _label(drawn, axes, shown, at, words, labels)
        return drawn


def _placed(graph: nx.Graph, seed: int) -> Positions:
    """Each connected part by itself, packed in rows from the largest down, so that no part is pushed to the rim."""
    import networkx as nx

    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    widest = max(len(parts[0]) ** 0.5 * 1.6, 3.0)
    at: Positions = {}
    x = y = row = 0.0
    for part in parts:
        size = max(len(part) ** 0.5, 1.0)
        across = size * (1.6 if part is parts[0] else 1.0)
        if x and x + across > widest:
            x, y, row = 0.0, y - row - 0.3, 0.0
        held = graph.subgraph(sorted(part))
        inside = _layout(held, seed)
        for node in sorted(part):
            at[node] = (x + across * (inside[node][0] + 1) / 2, y - size * (inside[node][1] + 1) / 2)
        x, row = x + across + 0.35, max(row, size)
    return at


def _layout(graph: nx.Graph, seed: int) -> dict[int, Any]:
    import networkx as nx

    if len(graph) == 2:
        one, other = graph
        return {one: (-0.4, 0.0), other: (0.4, 0.0)}
    if len(graph) > 200:
        return dict(nx.spring_layout(graph, seed=seed, iterations=80))
    start = nx.circular_layout(graph)
    return dict(nx.kamada_kawai_layout(graph, pos=start, weight=None))


def _draw(axes: Any, graph: nx.Graph, at: Positions, groups: list[str], named: Callable[[str], str]) -> None:
    from matplotlib.collections import LineCollection

    heaviest = max(4, *(weight for _, _, weight in graph.edges(data="weight")))
    ties = sorted(graph.edges(data="weight"), key=lambda tie: (tie[2], tie[0], tie[1]))
    lines = LineCollection(
        [(at[one], at[other]) for one, other, _ in ties],
        linewidths=[0.5 + 2.5 * weight / heaviest for _, _, weight in ties],
        colors=PALE,
        zorder=1,
    )
    axes.add_collection(lines)
    counted = {group: sum(groups[node] == group for node in graph) for group in groups}
    order = sorted({groups[node] for node in graph}, key=lambda group: (-counted[group], group))
    for number, group in enumerate(order):
        nodes = [node for node in sorted(graph) if groups[node] == group]
        colour = COLOURS[min(number, len(COLOURS) - 2)]
        axes.scatter(
            [at[node][0] for node in nodes],
            [at[node][1] for node in nodes],
            s=[18 + 22 * graph.degree(node) for node in nodes],
            c=colour,
            edgecolors="white",
            linewidths=0.6,
            zorder=2,
            label=named(group) if number < len(COLOURS) - 1 else None,
        )
    legend = axes.legend(
        loc="upper left", bbox_to_anchor=(0, 1.07), ncols=5, frameon=False, fontsize=8, handletextpad=0.2
    )
    for handle in legend.legend_handles:
        handle.set_sizes([36])
    axes.margins(0.08, 0.06)


def _label(drawn: Figure, axes: Any, graph: nx.Graph, at: Positions, words: dict[int, str], most: int) -> None:
    """Names beside their dots, most ties first; one that would cover a dot, a name or the rim is left out."""
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox

    drawn.canvas.draw()
    frame, point = axes.get_window_extent().padded(6), drawn.dpi / 72
    reach = {node: (18 + 22 * graph.degree(node)) ** 0.5 / 2 for node in graph}
    centre = {node: axes.transData.transform(at[node]) for node in graph}
    dots = {
        node: Bbox.from_extents(*(centre[node] - reach[node] * point), *(centre[node] + reach[node] * point))
        for node in graph
    }
    taken: list[Any] = []
    halo = [withStroke(linewidth=1.8, foreground="white")]
    for rank, node in enumerate(sorted(graph, key=lambda node: (-graph.degree(node), node))):
        if len(taken) >= most:
            return
        others = [box for other, box in dots.items() if other != node]
        # The first ones are named even where that covers a smaller dot.
        free, best = (_FIRST if rank < _FIRST else 1), None
        for dx, dy, side, level in _SIDES:
            off = (dx * (reach[node] + 1), dy * (reach[node] + 1))
            look = {"ha": side, "va": level, "size": 7.5, "color": INK, "zorder": 3, "path_effects": halo}
            text = axes.annotate(words[node], at[node], off, textcoords="offset points", **look)
            box = text.get_window_extent()
            text.remove()
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
            covered = sum(map(box.overlaps, others))
            if inside and covered < free and not any(map(box.overlaps, taken)):
                free, best = covered, (off, look, box)
        if best:
            axes.annotate(words[node], at[node], best[0], textcoords="offset points", **best[1])
            taken.append(best[2])


#: How many nodes are named at the cost of smaller dots.
_FIRST = 12
#: Where a name can stand: right, left, above, below its dot.
_SIDES = ((1, 0, "left", "center"), (-1, 0, "right", "center"), (0, 1, "center", "bottom"), (0, -1, "center", "top"))


def _note(shown: int, every: int, lang: str) -> str:
    if lang == "en":
        return f"{shown} of {every} nodes; size by degree, width by weight."
    return f"{every}个节点中的{shown}个；大小按度，线宽按权重。"
