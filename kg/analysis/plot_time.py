"""Claims along time, each as exact as its text: a day is a dot, a month or a year a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kg.analysis.plot_style import COLOURS, PALE, caption, check_language, figure, finish, styled
from kg.errors import UsageError
from kg.model import RELATIONS

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

RELATION_NAMES = {
    "signedWith": "签署",
    "hostedBy": "主办",
    "coHostedBy": "协办",
    "funds": "出资",
    "launchedBy": "发起",
    "launchedAt": "启动于",
    "publishedBy": "发布",
    "publishedAt": "发布于",
    "participatedIn": "出席",
    "heldIn": "举办地",
    "partOf": "属于",
    "memberOf": "成员",
    "represents": "代表",
}
_WIDE = 7.6


def timeline(network: nx.Graph, *, lang: str = "zh") -> Figure:
    """One lane a relation; filled for what is done or ongoing, hollow for what is planned.

    Only dates that the text itself gives are drawn; how many claims carry none is said below.
    """
    spoken = check_language(lang)
    dated = Counter(
        (record["relation"], record["status"] == "planned", record["date"], record["date_end"] or record["date"])
        for record in network.graph["claims"].values()
        if record["date"]
    )
    if not dated:
        raise UsageError("timeline: no claim of this view carries a date in its text; take more documents or relations")
    lanes = [relation for relation in RELATIONS if any(key[0] == relation for key in dated)]
    from matplotlib.dates import date2num

    with styled():
        drawn = figure(_WIDE, 1.7 + 0.42 * len(lanes))
        axes = drawn.subplots()
        for (relation, planned, start, end), count in sorted(dated.items()):
            _mark(axes, lanes.index(relation), planned, start, end, count)
        axes.set_yticks(range(len(lanes)), labels=[RELATION_NAMES[lane] if spoken == 0 else lane for lane in lanes])
        axes.set_ylim(len(lanes) - 0.4, -0.6)
        axes.xaxis_date()
        axes.grid(axis="x", color="#E5E5E5", lw=0.6)
        axes.tick_params(axis="y", length=0)
        published = sorted({document["date"] for document in network.graph["documents"] if document["date"]})
        for day in published:
            at = date2num(_bounds(day)[0])  # type: ignore[no-untyped-call]
            axes.axvline(at, color=PALE, lw=0.9, ls=":", zorder=0)
        _years(axes, [*dated, *((None, None, day, day) for day in published)])
        missing = len(network.graph["claims"]) - sum(dated.values())
        title = ("时间线", "Timeline")[spoken]
        return finish(drawn, title, caption(network, lang, _note(missing, sum(dated.values()), lang)), _WIDE)


def _mark(axes: Any, lane: int, planned: bool, start: str, end: str, count: int) -> None:
    colour = COLOURS[lane % len(COLOURS)]
    first, last = _bounds(start)[0], _bounds(end)[1]
    if (last - first).days > 20:
        look = {"facecolor": "none" if planned else colour, "edgecolor": colour, "alpha": 0.9 if planned else 0.45}
        axes.barh(lane, (last - first).days, left=first, height=0.34, **look)
        if count > 1:
            axes.text(first + (last - first) / 2, lane, count, ha="center", va="center", size=7)
        return
    face = "white" if planned else colour
    axes.scatter([first], [lane], s=24 + 14 * count, facecolors=face, edgecolors=colour, zorder=3, linewidths=1.2)
    if count > 1:
        axes.annotate(str(count), (first, lane), (0, 8), textcoords="offset points", ha="center", size=7)


def _bounds(written: str) -> tuple[date, date]:
    """The first and the last day that a date as exact as its text can mean.

    >>> _bounds("2017-05")
    (datetime.date(2017, 5, 1), datetime.date(2017, 5, 31))
    """
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        after = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), after - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _years(axes: Any, dated: Sequence[tuple[Any, Any, str, str]]) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first = min(_bounds(start)[0] for _, _, start, _ in dated)
    last = max(_bounds(end)[1] for _, _, _, end in dated)
    room = max((last - first) * 0.04, timedelta(days=3))
    axes.set_xlim(first - room, last + room)
    locator: Any = AutoDateLocator(minticks=3, maxticks=10)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    # Only figures: the names of months would be those of the machine's language.
    formats = ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%S"]
    zero = ["", "%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M"]
    concise: Any = ConciseDateFormatter
    axes.xaxis.set_major_formatter(concise(locator, formats=formats, zero_formats=zero, show_offset=False))


def _note(missing: int, drawn: int, lang: str) -> str:
    if lang == "en":
        return (
            f"{drawn} claims with a date in their text; {missing} without one are not shown. "
            "Dots: days; bars: months, years or spans; hollow: planned; dotted lines: documents."
        )
    told = f"文中有日期的陈述{drawn}条，另有{missing}条无日期，未绘出。"
    return told + "点为日，条为月、年或时段；空心为计划；虚线为文件日期。"
