"""Flows of funds, sum by sum. Nothing is added up: a ceiling, a tranche or an umbrella is no payment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.analysis.amounts import ROLES
from kg.analysis.plot_style import COLOURS, caption, check_language, figure, finish, name_of, places, shortened, styled
from kg.analysis.rows import Row
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

_WIDE = 8.2


def sums(network: nx.Graph, lang: str = "zh") -> list[Row]:
    """One row a sum of the ``funds`` claims: who to whom, words, value, currency, role, sentence; largest first."""
    found: dict[str, Row] = {}
    for record in network.graph["claims"].values():
        if record["relation"] != "funds":
            continue
        giver, receiver = (name_of(network.nodes[end], lang) for end in record["ends"])
        for amount in record["amounts"]:
            row = found.setdefault(
                amount["iri"],
                {
                    **{name: amount[name] for name in ("text", "value", "currency", "role")},
                    "givers": [],
                    "receivers": [],
                    "status": record["status"],
                    "claim": record["iri"],
                    "sentence": record["sentence"],
                },
            )
            row["givers"] += [giver] if giver not in row["givers"] else []
            row["receivers"] += [receiver] if receiver not in row["receivers"] else []
    return sorted(found.values(), key=lambda row: (row["currency"] or "", -(row["value"] or 0), row["claim"]))


def flows(network: nx.Graph, *, top: int = 15, lang: str = "zh") -> Figure:
    """The sums of the ``funds`` claims of a view ``claims``, by currency, each with the role it plays."""
    spoken = check_language(lang)
    every = sums(network, lang) if network.graph["view"] == "claims" else []
    drawn_rows = [row for row in every if row["value"] and row["currency"]]
    if not drawn_rows:
        raise UsageError(
            "flows: no sum with a value and a currency here; build the network with view='claims', relations='funds'"
        )
    by_currency = {
        currency: [row for row in drawn_rows if row["currency"] == currency][:top]
        for currency in sorted({row["currency"] for row in drawn_rows})
    }
    heights = [len(rows) + 0.8 for rows in by_currency.values()]
    with styled():
        drawn = figure(_WIDE, 1.5 + 0.33 * sum(heights))
        panels = drawn.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
        for (currency, rows), (axes,) in zip(by_currency.items(), panels, strict=True):
            _panel(axes, currency, rows, spoken)
        _legend(drawn, [row for rows in by_currency.values() for row in rows], spoken)
        shown = sum(map(len, by_currency.values()))
        told = caption(network, lang, _note(shown, len(every), _without(network), lang))
        return finish(drawn, ("资金流向", "Flows of funds")[spoken], told, _WIDE)


def _panel(axes: Any, currency: str, rows: Sequence[Row], spoken: int) -> None:
    roles = list(ROLES)
    least, most = min(row["value"] for row in rows), max(row["value"] for row in rows)
    left = 10 ** (len(str(int(least))) - 1) / 3
    for place, row in enumerate(rows):
        colour = COLOURS[roles.index(row["role"])]
        plain = row["role"] == "sum" and row["status"] != "planned"
        axes.barh(
            place,
            row["value"] - left,
            left=left,
            height=0.62,
            color=colour if plain else "white",
            edgecolor=colour,
            hatch=None if plain else "////",
            linewidth=1,
        )
        words = row["text"] + (("（计划）", " (planned)")[spoken] if row["status"] == "planned" else "")
        axes.annotate(words, (row["value"], place), (4, 0), textcoords="offset points", va="center", size=8)
    axes.set_xscale("log")
    room = max(places(row["text"]) + 9 * (row["status"] == "planned") for row in rows) * 0.0115
    span = max(most / left, 10)
    axes.set_xlim(left, left * span ** (1 / max(0.3, 1 - room)))
    axes.set_yticks(range(len(rows)), labels=[_ends(row) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_title(currency, fontsize=9)
    axes.xaxis.set_major_formatter(lambda value, _: _short(value, spoken))
    axes.minorticks_off()


def _ends(row: Row) -> str:
    givers, receivers = "、".join(row["givers"]), "、".join(row["receivers"])
    return f"{shortened(givers, 30)} → {shortened(receivers, 30)}"


def _short(value: float, spoken: int) -> str:
    """A tick of a logarithmic axis in words: 亿 in Chinese, bn in English.

    >>> _short(1e10, 0), _short(2e6, 1)
    ('100亿', '2m')
    """
    steps = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")) if spoken == 0 else ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
    for size, word in steps:
        if value >= size:
            return f"{value / size:g}{word}"
    return f"{value:g}"


def _legend(drawn: Figure, rows: Sequence[Row], spoken: int) -> None:
    from matplotlib.patches import Patch

    used = [role for role in ROLES if any(row["role"] == role for row in rows)]
    handles = [
        Patch(
            facecolor=COLOURS[number] if role == "sum" else "white",
            edgecolor=COLOURS[number],
            hatch=None if role == "sum" else "////",
            label=ROLES[role][spoken],
        )
        for number, role in enumerate(ROLES)
        if role in used
    ]
    drawn.legend(handles=handles, loc="outside upper right", ncols=len(handles), frameon=False, fontsize=8)


def _without(network: nx.Graph) -> int:
    return sum(record["relation"] == "funds" and not record["amounts"] for record in network.graph["claims"].values())


def _note(shown: int, every: int, without: int, lang: str) -> str:
    if lang == "en":
        return (
            f"{shown} of {every} sums; {without} claims of funding name none. Sums as the text words them, "
            "never added up; hatched: not a plain sum, or planned. Logarithmic axis. Signed is not paid."
        )
    return (
        f"{every}笔金额中的{shown}笔；另有{without}条出资陈述未写金额。金额照录原文，不相加；斜线：非单笔金额或仅为计划。"
        "对数坐标。签署不等于拨付。"
    )
