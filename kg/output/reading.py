"""One document from bytes to what a build keeps of it, wherever that happens: here, in a worker, from the cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.curation.decisions import Trouble
from kg.curation.replay import Replay
from kg.errors import DocumentError
from kg.model import Document
from kg.output.entries import Entry
from kg.pipeline import Pipeline, data_folders, digest
from kg.scaling.archives import Columns, Opened
from kg.scaling.batches import Attempt, Lost, Parcel, batches, serially
from kg.scaling.cache import Cache, key_of
from kg.sources import Skipped, Sources
from kg.text.reader import MAX_BYTES

#: The endings of what Python alone reads.
PLAIN = (".txt", ".md", ".markdown", ".html", ".htm")
#: Inputs with fewer bytes are read before other processes would be ready.
SMALL = 1_500_000


@dataclass(frozen=True, slots=True)
class Made:
    """What a build keeps of one document: its line in the report, its text of record, its triples."""

    entry: Entry
    text: bytes
    lines: bytes

    def packed(self) -> bytes:
        """As bytes that :meth:`unpacked` reads; nothing in them is ever run."""
        head = self.entry.packed()
        return b"%d %d\n%b%b%b" % (len(head), len(self.text), head, self.text, self.lines)

    @classmethod
    def unpacked(cls, data: bytes) -> Made:
        """The reverse of :meth:`packed`."""
        sizes, _, rest = data.partition(b"\n")
        head, text = map(int, sizes.split())
        return cls(Entry.unpacked(rest[:head]), rest[head : head + text], rest[head + text :])


@dataclass(frozen=True, slots=True)
class Reading:
    """The work on one parcel: read, understand, write its triples. It travels as the names of its data folders."""

    data: Path | None
    base: str
    decided: Replay | None = None

    def __call__(self, parcel: Parcel) -> Made | Lost:
        """What comes of the parcel; a document that cannot be read is lost with its reason."""
        from kg.graph.writer import write_ntriples
        from kg.text.reader import read_data

        try:
            doc = read_data(parcel.data, parcel.file, document_id=parcel.id, metadata=parcel.metadata)
            pipeline = pipeline_over(self.data)
            doc, told = self._decide(pipeline(doc), pipeline)
            lines = write_ntriples(doc, base=self.base)
        except DocumentError as error:
            return Lost(parcel.name, Skipped.because(parcel.name, error, parcel.file, parcel.id).why)
        return Made(Entry.of(doc, told), doc.source.encode("utf-8"), lines)

    def _decide(self, doc: Document, pipeline: Pipeline) -> tuple[Document, tuple[Trouble, ...]]:
        if self.decided is None:
            return doc, ()
        from kg.curation.known import names_of

        followed = self.decided.follow(doc, names_of(pipeline))
        return followed.document, followed.troubles

    @property
    def made_with(self) -> tuple[str, ...]:
        """Everything beside the document that decides the result."""
        from kg.output.manifest import library_versions

        versions = json.dumps(library_versions(), sort_keys=True)
        decided = self.decided.digest if self.decided else ""
        return digest(*data_folders(self.data)), self.base, versions, decided


@lru_cache(maxsize=1)
def pipeline_over(data: Path | None) -> Pipeline:
    """The pipeline over our data and an overlay, loaded once a process."""
    return Pipeline.load(data)


@dataclass(frozen=True, slots=True)
class Scale:
    """How a build spreads its work. ``workers`` 0 means: the cores there are, if the input is worth them.

    Whatever is chosen, the bytes of the output are the same.
    """

    workers: int = 1
    cluster: str | None = None
    time_limit: float | None = None
    cache: Path | None = None
    turtle: bool = False
    max_bytes: int = MAX_BYTES


class Reader:
    """Goes through all sources once and hands what comes of each to ``sink``, in no certain order."""

    def __init__(
        self, sources: Sources, reading: Reading, columns: Columns, scale: Scale, sink: Callable[[Made], None]
    ) -> None:
        self._sources, self._reading, self._columns, self._scale = sources, reading, columns, scale
        self._sink = sink
        self._keys: dict[str, bytes] = {}
        #: What was left out, and why.
        self.skipped: list[Skipped] = list(sources.skipped)

    def read(self) -> None:
        """Read everything, the cheapest way there is for each document."""
        with Cache(self._scale.cache) as kept, Opened(self._columns) as archives:
            attempt = Attempt(self._reading, self._scale.time_limit)
            with closing(self._spread(attempt, self._parcels(archives, kept))) as done:
                for number, result in enumerate(done):
                    if isinstance(result, Lost):
                        self.skipped.append(Skipped(result.name, result.why))
                    else:
                        self._keep(kept, result, number)
                        self._sink(result)

    def _parcels(self, archives: Opened, kept: Cache) -> Iterator[Parcel]:
        """What must still be read; what the cache holds goes to the sink on the way."""
        made_with = self._reading.made_with
        for source in self._sources.in_place():
            try:
                parcel = Parcel(source.id, source.name, source.file, source.data(archives), source.metadata)
            except DocumentError as error:
                self.skipped.append(Skipped.because(source.name, error, str(source.path)))
                continue
            if len(parcel.data) > self._scale.max_bytes:
                size, most = len(parcel.data), self._scale.max_bytes
                why = f"has {size:,} bytes, more than the {most:,} of --max-bytes; split it"
                self.skipped.append(Skipped(source.name, why))
                continue
            if self._scale.cache:
                key = key_of(parcel, made_with)
                known = kept.get(key)
                if known is not None:
                    self._sink(Made.unpacked(known))
                    continue
                self._keys[parcel.id] = key
            yield parcel

    def _keep(self, kept: Cache, made: Made, number: int) -> None:
        key = self._keys.pop(made.entry.id, None)
        if key is not None:
            kept.put(key, made.packed())
        if number % 200 == 0:
            kept.save()

    def _spread(self, attempt: Attempt[Made | Lost], parcels: Iterator[Parcel]) -> Generator[Made | Lost, None, None]:
        if self._scale.cluster:
            from kg.scaling.cluster import cluster_of, spread_on

            with closing(cluster_of(self._scale.cluster)) as client:
                yield from spread_on(client, attempt, batches(parcels))
            return
        workers = self._workers()
        if workers == 1 and not self._may_hang():
            yield from serially(attempt, parcels)
            return
        from kg.scaling.workers import spread

        yield from spread(attempt, batches(parcels), workers)

    def _may_hang(self) -> bool:
        """Whether a limit must hold for what other people's compiled code reads, where no alarm of ours reaches."""
        if self._scale.time_limit is None:
            return False
        return not all(source.file.lower().endswith(PLAIN) for source in self._sources.found)

    def _workers(self) -> int:
        if self._scale.workers:
            return self._scale.workers
        from kg.scaling.workers import usable_cores

        return usable_cores() if self._sources.size() >= SMALL else 1
