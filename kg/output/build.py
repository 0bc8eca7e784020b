"""Sources in, a whole OUT out: the documents one at a time, then what they make together, the manifest last."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import kg
from kg.errors import DocumentError, UsageError
from kg.graph.naming import checked_base
from kg.graph.vocabulary import BASE
from kg.model import Document
from kg.output.folder import replacing
from kg.output.manifest import Manifest, digests, library_versions
from kg.output.report import Entry, Report
from kg.pipeline import Pipeline
from kg.sources import Skipped, Source, Sources, collect

Watch = Callable[[int, int, str], None]


def build(
    words: Sequence[str],
    out: Path | str,
    *,
    data: Path | str | None = None,
    base: str = BASE,
    watch: Watch = lambda done, total, name: None,
) -> Report:
    """Read the sources that ``words`` name and put the graph they make into ``out``."""
    began = time.monotonic()
    checked_base(base)
    sources = collect(words, Path(out))
    with replacing(out) as folder:
        pipeline = Pipeline.load(data)
        report = _write_documents(sources, folder, pipeline, base, watch)
        lines = _merged(folder)
        report = replace(report, triples=lines.count(b"\n"))
        _write_together(folder, lines, report, base)
        Manifest(
            silkgraph=kg.__version__,
            data=pipeline.data_digest,
            libraries=library_versions(),
            options={"base": base},
            sources={entry.id: entry.sha256 for entry in report.entries},
            graph={"triples": report.triples, "sha256": hashlib.sha256(lines).hexdigest()},
            files=digests(folder),
        ).write(folder)
    return replace(report, seconds=time.monotonic() - began)


def _write_documents(sources: Sources, folder: Path, pipeline: Pipeline, base: str, watch: Watch) -> Report:
    from kg.graph.writer import write_ntriples

    documents = folder / "documents"
    documents.mkdir()
    entries: list[Entry] = []
    skipped = list(sources.skipped)
    for number, source in enumerate(sources.found):
        watch(number, len(sources.found), source.name)
        try:
            doc = pipeline(read_source(source))
            lines = write_ntriples(doc, base=base)
        except DocumentError as error:
            skipped.append(Skipped(source.name, str(error)))
            continue
        (documents / f"{doc.id}.txt").write_bytes(doc.source.encode("utf-8"))
        (documents / f"{doc.id}.nt").write_bytes(lines)
        entries.append(Entry.of(doc))
    if not entries:
        raise UsageError(f"nothing could be read; the first reason: {skipped[0].name}: {skipped[0].why}")
    return Report(tuple(entries), tuple(sorted(skipped, key=lambda skip: skip.name)))


def read_source(source: Source) -> Document:
    """The document of a source, whose bytes must be those its table promises."""
    if source.path is None:
        return _read_stdin(source)
    from kg.text.reader import read

    doc = read(source.path, document_id=source.id, metadata=source.metadata)
    if source.sha256 and source.sha256 != _sha256(source):
        raise DocumentError(
            f"{source.name} has other bytes than its table promises (sha256); restore it or mend the table"
        )
    return doc


def _read_stdin(source: Source) -> Document:
    from tempfile import TemporaryDirectory

    from kg.text.reader import read

    with TemporaryDirectory() as folder:
        path = Path(folder, "stdin.txt")
        path.write_bytes(sys.stdin.buffer.read())
        return read(path, document_id=source.id, metadata=source.metadata)


def _sha256(source: Source) -> str:
    assert source.path
    with source.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _merged(folder: Path) -> bytes:
    """The lines of all documents, sorted, each once."""
    from kg.graph.writer import merge_ntriples

    return merge_ntriples(path.read_bytes() for path in sorted((folder / "documents").glob("*.nt")))


def _write_together(folder: Path, lines: bytes, report: Report, base: str) -> None:
    """Everything that is drawn from all documents at once."""
    from kg.analysis.explorer import explore
    from kg.analysis.network import build_network
    from kg.graph.store import Store
    from kg.graph.writer import write_turtle

    (folder / "graph.ttl").write_bytes(write_turtle(lines, base=base))
    (folder / "report.json").write_bytes(report.as_json())
    store = Store(folder / "store", base=base)
    together = folder / "graph.nt"
    together.write_bytes(lines)
    store.bulk_load(together)
    together.unlink()
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((folder / "documents").glob("*.txt"))}
    explore(build_network(store, view="claims"), folder / "explorer.html", texts=texts, items=store.items())
