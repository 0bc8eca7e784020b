"""The graph in the formats people use: each export is a set of named files, made in memory, the same every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError, UsageError
from kg.graph.columns import COLUMNS
from kg.graph.description import write_description
from kg.graph.jsonld import write_jsonld
from kg.graph.networks import Network, gephi_files, neo4j_files, write_gexf, write_graphml
from kg.graph.tables import table_rows
from kg.graph.turtle import write_turtle
from kg.graph.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Options:
    """What an export may be told."""

    language: str = "zh"
    spreadsheet: bool = False
    title: str = "silkgraph"
    licence: str | None = None


Files = dict[str, bytes]


def exported(store: Store, form: str, options: Options | None = None) -> Files:
    """The files of one export by name.

    >>> from kg.graph.store import Store
    >>> list(exported(Store(), "nquads"))
    ['graph.nq']
    """
    if form not in FORMS:
        raise UsageError(f"no export is named {form!r}; there are {', '.join(FORMS)}")
    return FORMS[form][1](store, options or Options())


def export(store: Store, form: str, folder: Path | str, options: Options | None = None) -> list[Path]:
    """Write the files of one export into a folder; each replaces its predecessor only when it is whole."""
    files, target = exported(store, form, options), Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            unfinished = target / f".{name}.unfinished"
            unfinished.write_bytes(content)
            unfinished.replace(target / name)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {' '.join(str(error).split())}") from error
    return [target / name for name in files]


def _turtle(store: Store, _: Options) -> Files:
    return {"graph.ttl": write_turtle(store.triples_sorted(), base=store.base)}


def _nquads(store: Store, _: Options) -> Files:
    return {"graph.nq": store.triples_sorted()}


def _jsonld(store: Store, _: Options) -> Files:
    return {"graph.jsonld": write_jsonld(store)}


def _graphml(store: Store, options: Options) -> Files:
    return {"graph.graphml": write_graphml(Network(store, language=options.language))}


def _gexf(store: Store, options: Options) -> Files:
    return {"graph.gexf": write_gexf(Network(store, language=options.language))}


def _gephi(store: Store, options: Options) -> Files:
    return gephi_files(Network(store, language=options.language), spreadsheet=options.spreadsheet)


def _neo4j(store: Store, options: Options) -> Files:
    return neo4j_files(Network(store, language=options.language))


def _csv(store: Store, options: Options) -> Files:
    made = {name: table_rows(store, name, language=options.language) for name in COLUMNS}
    return {f"{name}.csv": rows.to_csv(spreadsheet=options.spreadsheet).encode("utf-8") for name, rows in made.items()}


def _parquet(store: Store, options: Options) -> Files:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'silkgraph[parquet]'") from error
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.decimal128(38, 6), "truth": pa.bool_()}
    files: Files = {}
    for name, columns in COLUMNS.items():
        rows = table_rows(store, name, language=options.language).records()
        fields = [pa.field(column, kinds[kind], metadata={"says": says}) for column, kind, says in columns]
        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(fields)), out)
        files[f"{name}.parquet"] = out.getvalue()
    return files


def _void(store: Store, options: Options) -> Files:
    files = {**_turtle(store, options), **_nquads(store, options), **_jsonld(store, options)}
    return {"void.ttl": write_description(store, title=options.title, licence=options.licence, files=files)}


def _rdf12(store: Store, _: Options) -> Files:
    """RDF 1.2: a claim reifies its triple as a triple term, asserted or not."""
    import pyoxigraph as ox

    reading, ends = store.reading, (RDF.subject, RDF.predicate, RDF.object)
    triples = [quad.triple for quad in store.engine if quad.predicate.value not in ends]
    for iri in reading.table(RDF.subject):
        parts = [ox.NamedNode(reading.one(part, iri)) for part in ends]
        triples.append(ox.Triple(ox.NamedNode(iri), ox.NamedNode(RDF.reifies), ox.Triple(*parts)))
    triples.sort(key=str)
    return {"graph-rdf12.ttl": ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""}


#: The exports by name: what each is, and how it is made.
FORMS: dict[str, tuple[str, Callable[[Store, Options], Files]]] = {
    "turtle": ("Turtle, to be read", _turtle),
    "nquads": ("N-Quads, sorted: the form to compare and to load", _nquads),
    "jsonld": ("JSON-LD with its context inside", _jsonld),
    "graphml": ("GraphML, for network programs", _graphml),
    "gexf": ("GEXF, for Gephi", _gexf),
    "gephi": ("node list and edge list for Gephi", _gephi),
    "neo4j": ("node and relationship files for neo4j-admin import", _neo4j),
    "csv": ("every table as CSV", _csv),
    "parquet": ("every table as Parquet", _parquet),
    "void": ("description of the data set: VoID and DCAT", _void),
    "rdf12": ("Turtle 1.2 with triple terms", _rdf12),
}
