"""The verb that measures a network of a built graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.analysis.assembling import VIEWS, WEIGHTS
from kg.analysis.measures_nodes import EXACT, MEASURES, SOURCES
from kg.analysis.plot_style import shortened
from kg.analysis.selection import STATUSES
from kg.cli.ask import open_store
from kg.cli.build import json_option
from kg.cli.terminal import covered, note, say, say_json, say_table
from kg.errors import OutputError, UsageError, many
from kg.model import RELATIONS

#: A network; the libraries behind it are the analysis room's business.
Network = Any
#: Measures of groups and pairs, beside those of single nodes.
_WHOLE = ("communities", "dyads", "brokerage", "assortativity")
#: How many restated documents are named after a table.
_TITLES = 5
_COLUMNS = ("rank", "label", "kind", "country", "side", "value", "low", "high", "rank_low", "rank_high", "present")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--view", type=click.Choice(tuple(VIEWS)), default="two-mode", show_default=True, metavar="VIEW")
@click.option(
    "--measure",
    "name",
    type=click.Choice((*MEASURES, *_WHOLE)),
    metavar="MEASURE",
    help="One measure; without it a table of several.",
)
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="How many rows to print.")
@click.option("--intervals", "draws", type=click.IntRange(2), metavar="DRAWS", help="Intervals by resampling items.")
@click.option(
    "--items", "by_item", is_flag=True, help="Which items carry the ranking: the measure without each in turn."
)
@click.option(
    "--node", "nodes", multiple=True, metavar="NAME", help="The sentences behind a node; twice: behind a pair."
)
@click.option("--relation", "relations", multiple=True, type=click.Choice(RELATIONS), metavar="RELATION")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only these documents, by id or title.")
@click.option("--year", "years", multiple=True, metavar="YEAR", help="Only claims of these years.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Instead of done and ongoing.")
@click.option("--sector", "sectors", multiple=True, metavar="NAME", help="Only items of these fields.")
@click.option("--hub", default="country/CHN", show_default=True, help="The state that the two-mode views open.")
@click.option("--partners", type=click.Choice(("states", "bodies")), default="states", show_default=True)
@click.option("--experts", is_flag=True, help="Count people whom a text only quotes, too.")
@click.option("--weight", default="claims", show_default=True, help=f"What a tie counts: {', '.join(WEIGHTS)}.")
@click.option("--by", default="region", show_default=True, help="Groups of brokerage and assortativity.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--force", is_flag=True, help="Take a measure that is refused for this view.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE", help="Write all rows as CSV.")
@click.option("--plot", "picture", type=click.Path(path_type=Path), metavar="FILE", help="Write a figure: SVG and PNG.")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True)
@json_option
def network(out: Path, **asked: Any) -> int:
    """Measure the network of a built graph.

    VIEW is claims, agents, two-mode (bodies of one state and their partners), country, event-organiser,
    initiative-launcher, or a projection of a two-sided view: bodies, partners, events, organisers, initiatives,
    launchers. MEASURE is one of nodes (degree, weighted-degree, betweenness, closeness, eigenvector, pagerank, k-core,
    clustering) or of the whole (communities, dyads, brokerage, assortativity).
    """
    from kg.analysis.network import build_network

    store = open_store(out)
    options = {name: asked[name] for name in ("hub", "partners", "experts", "weight")}
    for name in ("relations", "documents", "years", "statuses", "sectors"):
        options[name] = list(asked[name]) or None
    made = build_network(store, asked["view"], **options)
    if asked["nodes"]:
        return _sentences(made, asked["nodes"], asked["as_json"])
    rows, refused = _rows(made, asked)
    if asked["csv_file"]:
        _write(asked["csv_file"], rows)
    if asked["picture"]:
        _draw(made, rows, asked)
    if asked["as_json"]:
        told = {name: made.graph[name] for name in ("view", "coverage", "left_out", "documents", "choice")}
        say_json({**told, "refused": refused, "rows": rows})
        return 0
    _tell(made, rows, refused, asked)
    return 0


def _rows(made: Network, asked: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    from kg.analysis import measures

    name, held = asked["name"], {"seed": asked["seed"], "force": asked["force"]}
    if name in _WHOLE and (asked["draws"] or asked["by_item"]):
        raise UsageError(f"--intervals and --items are for measures of nodes, not for {name}: {', '.join(MEASURES)}")
    if name == "dyads":
        return measures.dyads(made), {}
    if name == "communities":
        return measures.communities(made, **held), {}
    if name == "brokerage":
        return measures.brokerage(made, asked["by"], force=asked["force"]), {}
    if name == "assortativity":
        return [measures.assortativity(made, asked["by"], force=asked["force"])], {}
    if asked["by_item"]:
        return measures.leave_one_item_out(made, name or "degree", **held), {}
    if asked["draws"]:
        return measures.intervals(made, name or "degree", draws=asked["draws"], **held), {}
    return (measures.measure(made, name, **held), {}) if name else measures.table(made, **held)


def _tell(made: Network, rows: list[dict[str, Any]], refused: dict[str, str], asked: dict[str, Any]) -> None:
    from kg.output.report import restatement

    if asked["name"] == "communities":
        rows = _communities(rows)
    shown = rows[: asked["top"]]
    columns = [column for column in _head(rows) if column in rows[0]]
    if asked["lang"] == "en":
        shown = [{**row, "label": row.get("label_en") or row.get("label", "")} for row in shown]
    say_table(columns, [[_figure(row.get(column)) for column in columns] for row in shown])
    coverage = made.graph["coverage"]
    say()
    say(
        f"view {made.graph['view']}: {many(len(made), 'node')}, {many(made.number_of_edges(), 'tie')}, "
        f"{many(len(made.graph['claims']), 'claim')}; {covered(coverage)}"
    )
    if len(shown) < len(rows):
        say(f"{len(shown)} of {many(len(rows), 'row')}; --top {len(rows)} prints all, --csv FILE writes all")
    for told in _sampled(made, rows, asked):
        say(told)
    if made.graph["left_out"]:
        say("claims left out: " + "; ".join(f"{why} ({count})" for why, count in made.graph["left_out"].items()))
    for name, reason in refused.items():
        note(f"{name} left out: {reason}")
    restated = [document["restates"] for document in made.graph["documents"] if document["restates"]]
    for title in restated[:_TITLES]:
        note(f"Note: {restatement(title)}.")
    if len(restated) > _TITLES:
        more = len(restated) - _TITLES
        note(f"Note: {many(more, 'more document')} {'is' if more == 1 else 'are'} restated, too.")


def _sampled(made: Network, rows: list[dict[str, Any]], asked: dict[str, Any]) -> list[str]:
    """Which of the printed numbers come from a sample of sources."""
    if "computed" in rows[0]:
        return [rows[0]["computed"]] if rows[0]["computed"] != "exact" else []
    if len(made) <= EXACT:
        return []
    names = [name for name, measure in MEASURES.items() if measure.all_pairs and name in rows[0]]
    return [f"{', '.join(names)}: from {SOURCES} of {len(made)} sources, seed {asked['seed']}"] if names else []


def _communities(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a community, with those of its members that have most ties."""
    members: dict[int, list[str]] = {}
    for row in rows:
        members.setdefault(row["community"], []).append(row["label"])
    return [
        {"community": number, "size": len(held), "members": "、".join(held[:8]) + (" …" if len(held) > 8 else "")}
        for number, held in members.items()
    ]


def _head(rows: list[dict[str, Any]]) -> list[str]:
    """The columns that fit a terminal: ranking first, addresses left out."""
    if {"value", "rank", "label"} <= set(rows[0]) and "group" not in rows[0]:
        return list(_COLUMNS)
    skipped = ("label_en", "iri", "one_iri", "other_iri", "item", "seed", "region", "modularity")
    return [column for column in rows[0] if column not in skipped and not column.endswith(" rank")]


def _figure(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4g}"
    return shortened(value, 60) if isinstance(value, str) else value


def _sentences(made: Network, names: tuple[str, ...], as_json: bool) -> int:
    from kg.analysis.network import claims_of

    if len(names) > 2:
        raise UsageError(f"--node {names[2]!r}: expected one node, or two for what joins them")
    records = claims_of(made, *names)
    if as_json:
        say_json(records)
    else:
        for record in records:
            say(f"{record['document']} {record['number'] or ''}  {record['relation']}, {record['status']}")
            say(f"    {' '.join(record['sentence'].split())}")
        say(f"\n{many(len(records), 'claim')}")
    return 0


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    from kg.graph.rows import Rows

    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    table = Rows(columns, tuple(tuple(row.get(column) for column in columns) for row in rows))
    try:
        path.write_text(table.to_csv(spreadsheet=True), encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; name a folder that is there") from error


def _draw(made: Network, rows: list[dict[str, Any]], asked: dict[str, Any]) -> None:
    from kg.analysis import plot

    ranking = asked["name"] in MEASURES and not asked["by_item"]
    figure = (
        plot.ranking(made, rows, top=asked["top"], lang=asked["lang"])
        if ranking
        else plot.network(made, lang=asked["lang"], seed=asked["seed"])
    )
    for path in plot.save(figure, asked["picture"]):
        note(f"written: {path}")
