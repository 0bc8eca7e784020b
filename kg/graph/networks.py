"""Nodes and claims as files for network programs: GraphML, GEXF, CSV for Gephi and for Neo4j."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.graph.columns import COLUMNS
from kg.graph.rows import Cell, delimited, plain
from kg.graph.tables import table_rows

if TYPE_CHECKING:
    from kg.graph.store import Store

# Characters XML 1.0 has no place for.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {"text": "string", "integer": "int", "number": "double", "truth": "boolean"}
_GEXF_KINDS = {**_KINDS, "integer": "integer"}

Record = dict[str, Cell]
Column = tuple[str, str]


class Network:
    """Nodes and edges with their attributes, as plain records: one edge for each claim."""

    def __init__(self, store: Store, *, language: str = "zh") -> None:
        entities = table_rows(store, "entities", language=language).records()
        self.edges = table_rows(store, "claims", language=language).records()
        named = {str(edge[end]) for edge in self.edges for end in ("subject", "object")}
        self.nodes = [node for node in entities if node["entity"] in named]
        self.node_columns = _columns("entities", leave=("entity",))
        self.edge_columns = _columns("claims", leave=("claim", "subject", "object"))


def _columns(table: str, leave: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple((name, kind) for name, kind, _ in COLUMNS[table] if name not in leave)


# -- XML ---------------------------------------------------------------------------------------------------------------


def write_graphml(network: Network) -> bytes:
    """GraphML: a directed graph whose edges are claims."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for owner, columns in (("node", network.node_columns), ("edge", network.edge_columns)):
        for name, kind in columns:
            lines.append(f'<key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{_KINDS[kind]}"/>')
    lines.append('<graph id="silkgraph" edgedefault="directed">')
    for node in network.nodes:
        lines.append(f"<node id={_attribute(node['entity'])}>")
        lines += [f'<data key="node-{name}">{text}</data>' for name, text in _told(node, network.node_columns)]
        lines.append("</node>")
    for edge in network.edges:
        ends = f"source={_attribute(edge['subject'])} target={_attribute(edge['object'])}"
        lines.append(f"<edge id={_attribute(edge['claim'])} {ends}>")
        lines += [f'<data key="edge-{name}">{text}</data>' for name, text in _told(edge, network.edge_columns)]
        lines.append("</edge>")
    return _document([*lines, "</graph>", "</graphml>"])


def write_gexf(network: Network) -> bytes:
    """GEXF 1.2, without a date: the same graph gives the same bytes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        '<graph defaultedgetype="directed" mode="static">',
    ]
    for owner, columns in (("node", network.node_columns), ("edge", network.edge_columns)):
        lines.append(f'<attributes class="{owner}" mode="static">')
        lines += [f'<attribute id="{name}" title="{name}" type="{_GEXF_KINDS[kind]}"/>' for name, kind in columns]
        lines.append("</attributes>")
    lines.append("<nodes>")
    for node in network.nodes:
        lines.append(f"<node id={_attribute(node['entity'])} label={_attribute(node['label'])}>")
        lines += [*_attvalues(node, network.node_columns), "</node>"]
    lines.append("</nodes><edges>")
    for edge in network.edges:
        ends = f"source={_attribute(edge['subject'])} target={_attribute(edge['object'])}"
        lines.append(f"<edge id={_attribute(edge['claim'])} {ends} label={_attribute(edge['relation'])}>")
        lines += [*_attvalues(edge, network.edge_columns), "</edge>"]
    return _document([*lines, "</edges>", "</graph>", "</gexf>"])


def _attvalues(record: Record, columns: Iterable[Column]) -> Iterator[str]:
    yield "<attvalues>"
    for name, kind in columns:
        if record[name] is not None:
            yield f'<attvalue for="{name}" value={_attribute(_number(record[name], kind))}/>'
    yield "</attvalues>"


def _told(record: Record, columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    for name, kind in columns:
        if record[name] is not None:
            # A bare carriage return would be read back as a line feed.
            yield name, escape(_legal(plain(_number(record[name], kind))), {"\r": "&#13;"})


def _number(value: Cell, kind: str) -> Cell:
    return float(value) if kind == "number" and isinstance(value, Decimal) else value


def _attribute(value: Cell) -> str:
    return quoteattr(_legal(plain(value)))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _document(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")


# -- CSV ---------------------------------------------------------------------------------------------------------------


def gephi_files(network: Network, *, spreadsheet: bool = False) -> dict[str, bytes]:
    """A node list and an edge list in the columns Gephi looks for."""
    nodes = [
        [node["entity"], node["label"], *(node[name] for name, _ in network.node_columns)] for node in network.nodes
    ]
    edges = [
        [
            edge["subject"],
            edge["object"],
            "Directed",
            edge["relation"],
            1,
            *(edge[name] for name, _ in network.edge_columns),
        ]
        for edge in network.edges
    ]
    node_head = ["Id", "Label", *(name for name, _ in network.node_columns)]
    edge_head = ["Source", "Target", "Type", "Label", "Weight", *(name for name, _ in network.edge_columns)]
    return {
        "nodes.csv": _csv(node_head, nodes, spreadsheet=spreadsheet),
        "edges.csv": _csv(edge_head, edges, spreadsheet=spreadsheet),
    }


def neo4j_files(network: Network) -> dict[str, bytes]:
    """Two files for ``neo4j-admin database import``: nodes with labels, relationships with types."""
    kinds = {"text": "", "integer": ":long", "number": ":double", "truth": ":boolean"}
    node_columns = [column for column in network.node_columns if column[0] != "kinds"]
    edge_columns = [column for column in network.edge_columns if column[0] != "relation"]
    nodes = [
        [
            node["entity"],
            *(_number(node[name], kind) for name, kind in node_columns),
            str(node["kinds"]).replace("|", ";"),
        ]
        for node in network.nodes
    ]
    edges = [
        [edge["subject"], edge["object"], edge["relation"], edge["claim"]]
        + [_number(edge[name], kind) for name, kind in edge_columns]
        for edge in network.edges
    ]
    node_head = ["iri:ID", *(name + kinds[kind] for name, kind in node_columns), ":LABEL"]
    edge_head = [":START_ID", ":END_ID", ":TYPE", "claim", *(name + kinds[kind] for name, kind in edge_columns)]
    return {"neo4j-nodes.csv": _csv(node_head, nodes), "neo4j-relationships.csv": _csv(edge_head, edges)}


def _csv(head: list[str], rows: list[list[Cell]], *, spreadsheet: bool = False) -> bytes:
    text = delimited(head, rows, spreadsheet=spreadsheet)
    return text.encode("utf-8-sig" if spreadsheet else "utf-8")
