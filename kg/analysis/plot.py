"""Figures for a paper: every one says its coverage and its documents, in Chinese or English.

figure = kg.plot.ranking(network, kg.measures.intervals(network, "betweenness"))
kg.plot.save(figure, "betweenness")       # betweenness.svg and betweenness.png
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.analysis.assembling import VIEWS
from kg.analysis.measures_nodes import MEASURES
from kg.analysis.measures_refused import check_comparable
from kg.analysis.plot_funds import flows
from kg.analysis.plot_network import network
from kg.analysis.plot_style import (
    COLOURS,
    INK,
    PALE,
    caption,
    check_language,
    figure,
    finish,
    font,
    group_name,
    name_of,
    save,
    shortened,
    styled,
    view_title,
    wrapped,
)
from kg.analysis.plot_time import RELATION_NAMES, timeline
from kg.analysis.rows import Row
from kg.analysis.selection import Record, known
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

__all__ = ["flows", "font", "heatmap", "network", "ranking", "save", "timeline"]

#: What the cells of a heat map can be counted by, beside the two sides of a two-mode view.
FIELDS = {
    "sector": ("领域", "sector"),
    "document": ("文件", "document"),
    "year": ("年份", "year"),
    "relation": ("关系", "relation"),
    "status": ("状态", "status"),
    "kind": ("文书种类", "kind of instrument"),
}
_NONE = ("（未标明）", "(not stated)")


def ranking(network: nx.Graph, rows: Sequence[Row], *, top: int = 20, lang: str = "zh") -> Figure:
    """The first rows of a measure as dots, with their intervals where :func:`kg.measures.intervals` made them."""
    spoken = check_language(lang)
    if not rows:
        raise UsageError("a ranking needs rows; take them from kg.measures.measure or kg.measures.intervals")
    shown, measure = list(rows)[:top], MEASURES[rows[0]["measure"]]
    groups = list(dict.fromkeys(_group(row) for row in shown))
    with styled():
        drawn = figure(7.2, 1.5 + 0.27 * len(shown))
        axes = drawn.subplots()
        for place, row in enumerate(shown):
            colour = COLOURS[groups.index(_group(row)) % len(COLOURS)]
            if "low" in row:
                axes.plot([row["low"], row["high"]], [place, place], color=colour, lw=2, alpha=0.45, zorder=1)
            axes.plot(row["value"], place, "o", color=colour, ms=6, zorder=2)
        labels = [f"{shortened(name_of(row, lang), 44)}  {row['rank']}" for row in shown]
        axes.set_yticks(range(len(shown)), labels=labels)
        axes.invert_yaxis()
        axes.set_xlim(left=min(0, *(row.get("low", 0) for row in shown)))
        axes.grid(axis="x", color="#E5E5E5", lw=0.6)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel((measure.title, measure.title_en)[spoken])
        _legend(axes, groups, [group_name(network, group, lang) for group in groups])
        title = _titled((measure.title, measure.title_en)[spoken], network, spoken)
        return finish(drawn, title, caption(network, lang, _interval_note(rows, len(shown), lang)), 7.2)


def _group(row: Row) -> str:
    return str(row.get("side") or row.get("kind", ""))


def _titled(what: str, network: nx.Graph, spoken: int) -> str:
    return f"{what}{('：', ': ')[spoken]}{view_title(network, spoken)}"


def _legend(axes: Any, groups: Sequence[str], names: Sequence[str]) -> None:
    """Which colour stands for which group, where there are several."""
    from matplotlib.lines import Line2D

    if len(groups) > 1:
        dots = [Line2D([], [], ls="", marker="o", color=COLOURS[at % len(COLOURS)]) for at in range(len(groups))]
        axes.legend(dots, names, loc="lower right", frameon=False, fontsize=8, handletextpad=0.2)


def _interval_note(rows: Sequence[Row], shown: int, lang: str) -> str:
    first, parts = rows[0], []
    if lang == "en":
        parts.append(f"{shown} of {len(rows)} nodes.")
        if "low" in first:
            parts.append(
                f"Lines: {first['level']:.0%} intervals, {first['draws']} resamplings of items, seed {first['seed']}."
            )
    else:
        parts.append(f"{len(rows)}个节点中的前{shown}个。")
        if "low" in first:
            parts.append(f"横线：按条目重抽样{first['draws']}次的{first['level']:.0%}区间，随机种子{first['seed']}。")
    if first["computed"] != "exact":
        parts.append(f"{first['computed']}.")
    return " ".join(parts) if lang == "en" else "".join(parts)


def heatmap(
    network: nx.Graph,
    rows: str = "body",
    columns: str = "partner",
    *,
    top: tuple[int, int] = (15, 20),
    lang: str = "zh",
    force: bool = False,
) -> Figure:
    """Claims counted by two things: the sides of a two-mode view, or sector, document, year, relation, status, kind.

    Columns or rows of documents of different forms (a list, a press report) are refused unless forced.
    """
    spoken = check_language(lang)
    sides = _sides(network)
    for field in (rows, columns):
        known("field of a heat map", field, (*sides, *FIELDS))
    documents = network.graph["documents"]
    if "document" in (rows, columns):
        for document in documents[1:]:
            check_comparable(documents[:1], [document], force)
    cells = Counter(
        (_value(network, record, rows, sides, lang), _value(network, record, columns, sides, lang))
        for record in network.graph["claims"].values()
    )
    down, across = (_leading(cells, at, most, field) for at, most, field in ((0, top[0], rows), (1, top[1], columns)))
    with styled():
        return _heat(network, cells, down, across, (rows, columns), lang, spoken)


def _sides(network: nx.Graph) -> tuple[str, ...]:
    view = VIEWS[network.graph["view"]]
    return (VIEWS[view.of].sides if view.of else view.sides) or ()


def _value(network: nx.Graph, record: Record, field: str, sides: tuple[str, ...], lang: str) -> str:
    if field in sides:
        iri = record["ends"][sides.index(field)]
        return name_of(network.nodes[iri], lang) if iri in network else iri
    return str(record[field] or _NONE[lang == "en"])


def _leading(cells: Counter[tuple[str, str]], at: int, most: int, field: str) -> list[str]:
    """The values with most claims; those that have an order of their own in that order."""
    sums: Counter[str] = Counter()
    for key, count in cells.items():
        sums[key[at]] += count
    first = sorted(sums, key=lambda value: (value in _NONE, -sums[value], value))[:most]
    return sorted(first) if field in ("document", "year") else first


def _heat(
    network: nx.Graph,
    cells: Counter[tuple[str, str]],
    down: list[str],
    across: list[str],
    fields: tuple[str, str],
    lang: str,
    spoken: int,
) -> Figure:
    papers = fields[1] == "document"
    width, height = max(5.5, 3.0 + (1.15 if papers else 0.36) * len(across)), 2.4 + 0.27 * len(down)
    drawn = figure(width, height)
    axes = drawn.subplots()
    counts = [[cells[row, column] for column in across] for row in down]
    most = max(max(line) for line in counts) or 1
    axes.imshow(counts, cmap="Blues", vmin=0, vmax=most, aspect="auto")
    axes.set_xticks([x + 0.5 for x in range(len(across) - 1)], minor=True)
    axes.set_yticks([y + 0.5 for y in range(len(down) - 1)], minor=True)
    axes.grid(which="minor", color="#E5E5E5", lw=0.6)
    axes.tick_params(which="minor", length=0)
    for y, line in enumerate(counts):
        for x, count in enumerate(line):
            if count:
                axes.text(
                    x, y, str(count), ha="center", va="center", color="white" if count > most * 0.6 else INK, size=8
                )
    axes.set_yticks(range(len(down)), labels=[_tick(network, fields[0], value, 30, lang) for value in down])
    turned = max(len(value) for value in across) > 4 and not papers
    labels = [_tick(network, fields[1], value, 18 if papers else 24, lang) for value in across]
    axes.set_xticks(range(len(across)), labels=labels, rotation=60 if turned else 0, ha="right" if turned else "center")
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_color(PALE)
    names = [FIELDS[field][spoken] if field in FIELDS else group_name(network, field, lang) for field in fields]
    left = len({key[0] for key in cells}) - len(down), len({key[1] for key in cells}) - len(across)
    title = _titled(" × ".join(names), network, spoken)
    return finish(drawn, title, caption(network, lang, _cells_note(network, fields, left, lang)), width)


def _tick(network: nx.Graph, field: str, value: str, most: int, lang: str) -> str:
    """A value as the axis shows it; a document with its year, its form and its denominator."""
    for document in network.graph["documents"] if field == "document" else ():
        if document["id"] == value:
            # What stands in brackets at the end of a restated text's title is said in the caption.
            title = str(document["title"] or value).partition("（")[0] or value
            form = document["form"] if lang == "en" else {"list": "清单"}.get(document["form"], "叙述")
            told = f"{(document['date'] or '')[:4]} {form} {document['items_with_claims']}/{document['items']}"
            return f"{wrapped(shortened(title, most * 3), most)}\n{told}"
    if field == "relation" and lang == "zh":
        return RELATION_NAMES[value]
    return shortened(value, most)


def _cells_note(network: nx.Graph, fields: Sequence[str], left: tuple[int, int], lang: str) -> str:
    mixed = "document" in fields and len({document["form"] for document in network.graph["documents"]}) > 1
    if lang == "en":
        more = f" {left[0]} more rows and {left[1]} more columns are not shown." if any(left) else ""
        warning = " Lists and running text stand side by side: do not compare their counts." if mixed else ""
        return f"Cells count claims.{more}{warning}"
    more = f"另有{left[0]}行、{left[1]}列未列出。" if any(left) else ""
    warning = "清单与叙述文体并列，条数不可相比。" if mixed else ""
    return f"数字为陈述条数。{more}{warning}"
