"""Sources in, a whole OUT out: the documents one at a time, then what they make together, the manifest last."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from heapq import merge
from pathlib import Path

import kg
from kg.errors import UsageError
from kg.graph.filling import Filling
from kg.graph.naming import checked_base, document_iri
from kg.graph.vocabulary import BASE
from kg.model import Document
from kg.output import together
from kg.output.deciding import prepared
from kg.output.entries import Entries
from kg.output.folder import Places, replacing
from kg.output.manifest import Listed, Manifest, digests, library_versions
from kg.output.reading import Made, Reader, Reading, Scale, pipeline_over
from kg.output.report import Report
from kg.output.together import write_together
from kg.pipeline import data_folders, digest
from kg.scaling.archives import Columns, Opened
from kg.scaling.parts import Merged, Parts
from kg.sources import Source, Sources, collect


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a build is: documents done and to do, characters read and claims found so far."""

    done: int
    total: int
    characters: int = 0
    claims: int = 0


Watch = Callable[[Pace], None]


def build(
    words: Sequence[str],
    out: Path | str,
    *,
    data: Path | str | None = None,
    base: str = BASE,
    watch: Watch = lambda pace: None,
    columns: Columns | None = None,
    scale: Scale | None = None,
    decisions: Path | str | None = None,
) -> Report:
    """Read the sources that ``words`` name and put the graph they make into ``out``.

    ``columns`` says which columns of tables hold what; ``scale`` how the work is spread, which the result never shows;
    ``decisions`` is a file of what analysts decided, replayed on what was read.
    """
    began = time.monotonic()
    checked_base(base)
    columns, scale = columns or Columns(), scale or Scale()
    sources = collect(words, Places.of(out).out, columns)
    with replacing(out) as folder:
        overlay = Path(data) if data is not None else None
        decided = prepared(decisions, sources, columns, pipeline_over(overlay)) if decisions else None
        reading = Reading(overlay, base, decided)
        with Filling(folder / "store", base) as filling:
            collected = _Collected(folder, filling, reading, watch, len(sources.found))
            report, graph = collected.read(sources, columns, scale)
            write_together(folder, graph, report, filling.store, base)
        Manifest(
            silkgraph=kg.__version__,
            data=digest(*data_folders(data)),
            libraries=library_versions(),
            options={"base": base} | ({"decisions": decided.file.sha256} if decided else {}),
            sources=Listed(report.entries.sources),
            graph={"triples": report.triples, "sha256": graph.sha256},
            files=_files(folder, report.entries),
        ).write(folder)
    return replace(report, seconds=time.monotonic() - began)


class _Collected:
    """What a build holds while its documents come in: where their entries are, and triples not yet sorted or stored."""

    def __init__(self, folder: Path, filling: Filling, reading: Reading, watch: Watch, total: int) -> None:
        self._folder, self._filling, self._reading, self._watch = folder, filling, reading, watch
        self._pace = Pace(0, total)
        self._entries = Entries(folder)
        self._parts = Parts(folder / "parts")
        self._documents = folder / "documents"

    def read(self, sources: Sources, columns: Columns, scale: Scale) -> tuple[Report, Merged]:
        """Everything the sources say, as a report and sorted lines."""
        self._documents.mkdir()
        self._watch(self._pace)
        reader = Reader(sources, self._reading, columns, scale, self._take)
        reader.read()
        skipped = sorted(reader.skipped, key=lambda skip: (skip.name, skip.why))
        if not self._entries:
            raise UsageError(f"nothing could be read; the first reason: {skipped[0].name}: {skipped[0].why}")
        self._filling.finish()  # beside the sorting below
        most = None if scale.turtle else together.TURTLE_BYTES
        graph = self._parts.merge(self._folder / "graph.nt", most=most)
        decided, entries = self._reading.decided, self._entries
        outcome = decided.outcome((entry.sha256, entry.told) for entry in entries) if decided else None
        return Report(entries, tuple(skipped), graph.lines, decisions=outcome), graph

    def _take(self, made: Made) -> None:
        name, pace = made.entry.id, self._pace
        file = self._documents / f"{name}.nt"
        _write(f"{self._documents}{os.sep}{name}.txt", made.text)
        _write(str(file), made.lines)
        self._entries.add(made.entry, sha256(made.lines).hexdigest())
        self._parts.add_kept(made.lines, file, self._own(name))
        self._filling.add(made.lines)
        claims = pace.claims + made.entry.claims
        self._pace = Pace(pace.done + 1, pace.total, pace.characters + made.entry.characters, claims)
        self._watch(self._pace)

    def _own(self, name: str) -> bytes:
        """How every line begins that no other document has."""
        return f"<{document_iri(self._reading.base, name)}#".encode("ascii")


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - two files a document: a Path takes as long to make as a file
        file.write(data)


def _files(folder: Path, entries: Entries) -> Listed:
    """Every file of a new build but the store's, and its SHA-256, sorted; those of documents are known already."""
    rest = digests(folder, without=frozenset({"documents", "store"}))

    def documents(ending: str) -> Iterator[tuple[str, str]]:
        return ((f"documents/{name}", told) for name, told in entries.digests(ending))

    return Listed(lambda: merge(rest.items(), documents(".nt"), documents(".txt")))


def read_source(source: Source, columns: Columns | None = None) -> Document:
    """The document of a source, whose bytes must be those its table promises."""
    from kg.text.reader import read_data

    with Opened(columns or Columns()) as archives:
        data = source.data(archives)
    return read_data(data, source.file, document_id=source.id, metadata=source.metadata)
