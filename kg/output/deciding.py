"""Decisions made ready for a build: the texts they quote names from are read before all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.curation.decisions import document_sha256, read_decisions
from kg.curation.known import names_of
from kg.curation.replay import Replay, quoted_documents
from kg.errors import DocumentError
from kg.model import Document
from kg.pipeline import Pipeline
from kg.scaling.archives import Columns, Opened
from kg.sources import Sources


def prepared(path: Path | str, sources: Sources, columns: Columns, pipeline: Pipeline) -> Replay:
    """The replay of a file of decisions over these sources."""
    file = read_decisions(path)
    quoted = _quoted(quoted_documents(file), sources, columns, pipeline)
    return Replay.of(file, quoted, names_of(pipeline))


def _quoted(wanted: frozenset[str], sources: Sources, columns: Columns, pipeline: Pipeline) -> Iterator[Document]:
    from kg.text.reader import read_data

    if not wanted:
        return
    with Opened(columns) as archives:
        for source in sources.in_place():
            if source.path is None:
                continue  # the standard input can be read only once; what is decided on it is told as not followed
            try:
                data = source.data(archives)
                doc = read_data(data, source.file, document_id=source.id, metadata=source.metadata)
            except DocumentError:
                continue  # the build itself says why
            if document_sha256(doc) in wanted:
                yield pipeline(doc)
