"""Whether a built folder holds what it promises, found out without the code that built it.

Nothing of the reader, the extractor or the writer is asked: files are read again, every quotation is cut again from
the text of record, every claim's name is computed again from its parts.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.proof.amounts import amount_findings
from kg.proof.claims import claim_findings
from kg.proof.findings import Verification
from kg.proof.folder import Folder
from kg.proof.quotes import places
from kg.proof.sources import source_findings, table_findings
from kg.proof.statements import Statements
from kg.proof.terms import IDENTIFIER

#: Where none of these stands, no build has been; where one is missing, that is a finding.
_MADE = ("manifest.json", "graph.ttl", "report.json", "store", "documents")


def verify(out: Path | str, *, sources: Path | str | None = None) -> Verification:
    """Verify a built folder and, where ``sources`` is given, its texts against the files they were read from."""
    path = Path(out)
    if not path.is_dir():
        raise UsageError(f"{path}: no such folder; expected one made by `kg build`")
    if not any((path / name).exists() for name in _MADE):
        raise UsageError(f"{path}: is no folder that `kg build` made; there is nothing to verify")
    folder = Folder(path)
    files = folder.digests()
    try:
        graph = Statements.read(path / "graph.ttl")
    except OutputError as error:
        folder.fault("graph.ttl", "", "graph", str(error))
        return Verification(tuple(sorted(set(folder.findings))), {"files": files})
    texts = folder.texts(graph)
    folder.together(graph)
    good, wrong = places(graph, texts)
    folder.findings += [*wrong, *claim_findings(graph, good, folder.base), *amount_findings(graph, good)]
    notes: list[str] = []
    if sources is not None:
        named = {graph.one(document, IDENTIFIER): text for document, text in texts.items()}
        differing, notes = source_findings(Path(sources), named)
        told = {graph.one(document, IDENTIFIER): graph.said[document] for document in texts}
        folder.findings += [*differing, *table_findings(Path(sources), told)]
    claims = len(graph.of_kind("Claim"))
    counts = {"documents": len(texts), "claims": claims, "quotations": len(good), "triples": len(graph.lines)}
    return Verification(tuple(sorted(set(folder.findings))), {**counts, "files": files}, tuple(notes))
