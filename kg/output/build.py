"""Sources in, a whole OUT out: the documents one at a time, then what they make together, the manifest last."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import kg
from kg.errors import UsageError
from kg.graph.naming import checked_base
from kg.graph.vocabulary import BASE
from kg.model import Document
from kg.output.deciding import prepared
from kg.output.folder import replacing
from kg.output.manifest import Manifest, digests, library_versions
from kg.output.reading import Made, Reader, Reading, Scale, pipeline_over
from kg.output.report import Entry, Report
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
    sources = collect(words, Path(out), columns)
    with replacing(out) as folder:
        overlay = Path(data) if data is not None else None
        decided = prepared(decisions, sources, columns, pipeline_over(overlay)) if decisions else None
        reading = Reading(overlay, base, decided)
        collected = _Collected(folder, watch, len(sources.found))
        report, graph = collected.read(sources, reading, columns, scale)
        write_together(folder, graph, report, base, turtle=scale.turtle)
        graph.path.unlink()
        Manifest(
            silkgraph=kg.__version__,
            data=digest(*data_folders(data)),
            libraries=library_versions(),
            options={"base": base} | ({"decisions": decided.file.sha256} if decided else {}),
            sources={entry.id: entry.sha256 for entry in report.entries},
            graph={"triples": report.triples, "sha256": graph.sha256},
            files=digests(folder),
        ).write(folder)
    return replace(report, seconds=time.monotonic() - began)


class _Collected:
    """What a build holds while its documents come in: their entries, and their triples in sorted parts."""

    def __init__(self, folder: Path, watch: Watch, total: int) -> None:
        self._folder, self._watch = folder, watch
        self._pace = Pace(0, total)
        self._entries: list[Entry] = []
        self._parts = Parts(folder / "parts")
        self._documents = folder / "documents"

    def read(self, sources: Sources, reading: Reading, columns: Columns, scale: Scale) -> tuple[Report, Merged]:
        """Everything the sources say, as a report and one file of sorted lines."""
        self._documents.mkdir()
        self._watch(self._pace)
        reader = Reader(sources, reading, columns, scale, self._take)
        reader.read()
        skipped = sorted(reader.skipped, key=lambda skip: (skip.name, skip.why))
        if not self._entries:
            raise UsageError(f"nothing could be read; the first reason: {skipped[0].name}: {skipped[0].why}")
        graph = self._parts.merge(self._folder / "graph.nt")
        entries = tuple(sorted(self._entries, key=lambda entry: entry.id))
        decided = reading.decided
        outcome = decided.outcome((entry.sha256, entry.told) for entry in entries) if decided else None
        return Report(entries, tuple(skipped), graph.lines, decisions=outcome), graph

    def _take(self, made: Made) -> None:
        name, pace = made.entry.id, self._pace
        (self._documents / f"{name}.txt").write_bytes(made.text)
        (self._documents / f"{name}.nt").write_bytes(made.lines)
        self._entries.append(made.entry)
        self._parts.add(made.lines)
        claims = pace.claims + sum(made.entry.relations.values())
        self._pace = Pace(pace.done + 1, pace.total, pace.characters + made.entry.characters, claims)
        self._watch(self._pace)


def read_source(source: Source, columns: Columns | None = None) -> Document:
    """The document of a source, whose bytes must be those its table promises."""
    from kg.text.reader import read_data

    with Opened(columns or Columns()) as archives:
        data = source.data(archives)
    return read_data(data, source.file, document_id=source.id, metadata=source.metadata)
