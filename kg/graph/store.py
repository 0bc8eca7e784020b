"""The store: in memory or on disk, the same engine, SPARQL text straight to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import QueryError, StoreError
from kg.graph import names, removal
from kg.graph.binding import shown
from kg.graph.diagnosis import diagnosed
from kg.graph.guard import check_query
from kg.graph.loading import PART, load_file
from kg.graph.questions import question
from kg.graph.record_types import ClaimRecord, NodeRecord
from kg.graph.records import Reading
from kg.graph.rows import Cell, Iri, Rows, Text, cell
from kg.graph.saving import save
from kg.graph.vocabulary import BASE, DCTERMS, ONTOLOGY_IRI, PREFIXES, VERSION
from kg.graph.writer import write_ntriples
from kg.model import Document

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

Answer = Rows | bool | bytes


class Store:
    """A graph one can add documents to and ask.

    >>> store = Store()
    >>> len(store)
    0
    """

    def __init__(self, path: str | Path | None = None, read_only: bool = False, *, base: str = BASE) -> None:
        self.path = Path(path) if path is not None else None
        self.base = base
        self._store = _opened(self.path, read_only)
        self._reading: Reading | None = None
        self._graph: rdflib.Graph | None = None
        self._check_version()

    def _check_version(self) -> None:
        import pyoxigraph as ox

        expected = f"{ONTOLOGY_IRI}/{VERSION}"
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(DCTERMS.conformsTo), None, None):
            found = str(getattr(quad.object, "value", quad.object))
            if found != expected:
                where = self.path or "this store"
                raise StoreError(f"{where}: written for {found}, this is {expected}; build it anew from its sources")

    def __len__(self) -> int:
        return len(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        if name == "_store":
            raise StoreError(f"{self.path or 'store'}: this store is closed; open it again")
        raise AttributeError(f"Store has no attribute {name!r}")

    def close(self) -> None:
        """Let go of the files, so that another process may open them."""
        self._reading = self._graph = None
        self.__dict__.pop("_store", None)

    # -- in ------------------------------------------------------------------------------------------------------

    def add(self, doc: Document) -> None:
        """Add what a document states; what an earlier reading of the same document stated goes."""
        lines = write_ntriples(doc, base=self.base)
        if removal.holds(self._store, doc.id):
            self.remove(doc.id)
        self.add_ntriples(lines)

    def add_ntriples(self, ntriples: bytes) -> None:
        """Add N-Triples, all or nothing."""
        import pyoxigraph as ox

        self._change(lambda: self._store.load(ntriples, format=ox.RdfFormat.N_TRIPLES))
        self._check_version()

    def bulk_load(self, path: str | Path) -> None:
        """Add an N-Triples, N-Quads or Turtle file, as fast as the engine can.

        As in rdflib, the addresses in it are taken as they stand; :meth:`add_ntriples` refuses malformed ones.
        """
        import pyoxigraph as ox

        suffix = Path(path).suffix.lstrip(".")
        if suffix not in ("nt", "nq", "ttl"):
            raise StoreError(f"{path}: a graph file ends in .nt, .nq or .ttl")
        form = ox.RdfFormat.from_extension(suffix)
        self._change(lambda: load_file(self._store, Path(path), form, PART if self.path else None))
        self._check_version()

    def remove(self, document_id: str) -> None:
        """Take out what only this document states; unknown ids are an error."""
        self._change(lambda: removal.remove(self._store, document_id))

    def _change(self, act: Any) -> None:
        self._reading = None
        try:
            act()
            if self.path is not None:
                # What stands only in the log is replayed by everyone who opens the store: seconds, not hundredths.
                self._store.flush()
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            raise StoreError(f"{self.path or 'store'}: cannot be changed: {_one_line(error)}") from error

    # -- questions -----------------------------------------------------------------------------------------------

    def query(
        self,
        text_or_name: str,
        /,
        bindings: Mapping[str, Cell] | None = None,
        language: str | None = "zh",
        **params: Cell,
    ) -> Answer:
        """Ask a named question or SPARQL text: rows for SELECT, a truth for ASK, N-Triples for CONSTRUCT.

        Values are bound to variables, never pasted into the text: a string as plain text, ``Iri("…")`` as a node,
        ``Text("中国", "zh")`` as a name. The named questions show nodes by their label in ``language``; with
        ``language=None`` by their IRI.
        """
        given = {name.lstrip("?$"): value for name, value in {**(bindings or {}), **params}.items()}
        asked = question(text_or_name)
        if asked is None:
            check_query(text_or_name)
            return self._ask(text_or_name, given)
        bound = asked.bound(given, self.resolve)
        answer = self._ask(asked.text, bound)
        return self._labelled(answer, language) if isinstance(answer, Rows) and language else answer

    def select(self, text_or_name: str, /, language: str | None = "zh", **params: Cell) -> Rows:
        """Like :meth:`query` for a question whose answer is a table."""
        answer = self.query(text_or_name, None, language, **params)
        if not isinstance(answer, Rows):
            raise QueryError("the question does not answer with rows; use query() for ASK and CONSTRUCT")
        return answer

    def _ask(self, text: str, bound: Mapping[str, Cell]) -> Answer:
        import pyoxigraph as ox

        asked, added = shown(text, [name for name, value in bound.items() if value is not None])
        values = {ox.Variable(name): _term(value) for name, value in bound.items() if value is not None}
        try:
            answer = self._store.query(asked, prefixes=PREFIXES, substitutions=values or None)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                lines = (ox.serialize(answer, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
                return b"".join(sorted(set(lines)))
            columns = tuple(name.value for name in answer.variables if name.value not in added)
            terms = tuple(tuple(solution[name] for name in columns) for solution in answer)
        except SyntaxError as error:
            raise QueryError(diagnosed(text, self._complaint(text) or error)) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the question cannot be answered: {_one_line(error)}") from error
        return Rows(columns, tuple(tuple(map(cell, row)) for row in terms), terms)

    def _complaint(self, text: str) -> SyntaxError | None:
        """What the engine says of the question as it was written, so that line and column are the writer's."""
        try:
            self._store.query(text, prefixes=PREFIXES)
        except SyntaxError as error:
            return error
        return None

    def _labelled(self, rows: Rows, language: str) -> Rows:
        """Nodes by their label. Done for the rows of the answer alone, after it is known."""
        known: dict[str, str] = {}

        def named(value: Cell) -> Cell:
            if isinstance(value, Iri):
                if value not in known:
                    known[value] = self.label(value, language) or value
                return known[value]
            return value

        return Rows(rows.columns, tuple(tuple(map(named, row)) for row in rows.rows), rows.terms)

    def label(self, iri: str, language: str = "zh") -> str | None:
        """The preferred label of a node in a language, else the Chinese one, else a document's title."""
        return names.label(self._store, iri, language)

    def resolve(self, name: str) -> Iri:
        """The node a reader means by an IRI, a key (``country/CHN``) or one of its names."""
        return names.resolve(self._store, self.base, name)

    # -- out -----------------------------------------------------------------------------------------------------

    @property
    def reading(self) -> Reading:
        """The graph as records, read when first asked for and kept until the store changes."""
        if self._reading is None:
            self._reading = Reading(self._store)
        return self._reading

    def claims(self) -> Iterator[ClaimRecord]:
        """Every claim as a plain record, sorted by document and place."""
        return self.reading.claims()

    def nodes(self) -> dict[str, NodeRecord]:
        """Every named node by its IRI."""
        return self.reading.nodes()

    def documents(self) -> list[dict[str, Any]]:
        """Every source document."""
        return self.reading.documents()

    def items(self) -> list[dict[str, Any]]:
        """Every item, those without a claim too."""
        return self.reading.items()

    def figures(self) -> list[dict[str, Any]]:
        """Every figure a document states."""
        return self.reading.figures()

    @property
    def engine(self) -> ox.Store:
        """The engine's own store, for the exports of this package."""
        return self._store

    @property
    def graph(self) -> rdflib.Graph:
        """The same graph through rdflib (one engine underneath; nothing is copied)."""
        if self._graph is None:
            import rdflib
            from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

            from kg.graph.exact import ExactStore

            self._graph = rdflib.Graph(store=ExactStore(store=self._store), identifier=DATASET_DEFAULT_GRAPH_ID)
        return self._graph

    def triples_sorted(self) -> bytes:
        """The whole store as sorted N-Quads."""
        import pyoxigraph as ox

        dumped = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def save(self, path: str | Path) -> None:
        """Write the graph: .ttl readable Turtle, .nt or .nq sorted lines. The old file stays until the new is whole."""
        save(path, self.triples_sorted(), self.base)


def _opened(path: Path | None, read_only: bool) -> ox.Store:
    import pyoxigraph as ox

    if path is None:
        return ox.Store()
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
    except (OSError, RuntimeError) as error:  # a bad byte is a RuntimeError of the engine
        said = _one_line(error)
        if "lock" in said.lower():
            raise StoreError(f"{path}: another process has this store open; close it or open read_only") from error
        raise StoreError(f"{path}: cannot be opened as a store: {said}; build it anew from its sources") from error


def _term(value: Cell) -> Any:
    import pyoxigraph as ox

    if isinstance(value, Iri):
        try:
            return ox.NamedNode(value)
        except ValueError as error:
            raise QueryError(f"{value!r} is no IRI; expected like {BASE}country/CHN") from error
    if isinstance(value, Text):
        return ox.Literal(value, language=value.language)
    if isinstance(value, bool | int | float | str):
        return ox.Literal(value)
    from kg.graph.vocabulary import XSD

    return ox.Literal(str(value), datatype=ox.NamedNode(XSD.decimal))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
