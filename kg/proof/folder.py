"""The files of a built folder against each other: manifest, texts of record, statements by document, store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.errors import OutputError
from kg.proof.findings import Finding
from kg.proof.statements import Statements
from kg.proof.stored import STORE, irregular, stored_lines
from kg.proof.terms import IDENTIFIER, KG

MANIFEST = "manifest.json"
#: What a build writes beside the store.
_NAME = re.compile(r"(?:documents/)?[A-Za-z0-9][A-Za-z0-9._-]*")
_NAMED = 20


class Folder:
    """A built folder, read file by file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.manifest = self._manifest()

    def fault(self, file: str, node: str, rule: str, message: str) -> None:
        """One more thing that does not hold."""
        self.findings.append(Finding(file, node, rule, message))

    @property
    def base(self) -> str:
        """Where resources of this graph have their addresses."""
        options = self.manifest.get("options", {})
        return str(options.get("base", "")) if isinstance(options, dict) else ""

    def _manifest(self) -> dict[str, Any]:
        try:
            held = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            if isinstance(held, dict):
                return held
            self.fault(MANIFEST, "", "manifest", "is no JSON object; expected what `kg build` wrote")
        except FileNotFoundError:
            self.fault(MANIFEST, "", "missing", "is not there; expected what `kg build` writes last")
        except (OSError, ValueError, RecursionError) as error:
            self.fault(MANIFEST, "", "manifest", f"cannot be read: {error}")
        return {}

    def _told(self, part: str) -> dict[str, str]:
        """Names and digests that the manifest has, each of them a text."""
        held = self.manifest.get(part, {})
        if isinstance(held, dict) and all(isinstance(digest, str) for digest in held.values()):
            return held
        self.fault(MANIFEST, "", "manifest", f"its {part} are no names with digests")
        return {}

    def digests(self) -> int:
        """Check every file the manifest lists; how many there are."""
        listed = self._told("files")
        for name, digest in sorted(listed.items()):
            path = self.path / name
            if not _NAME.fullmatch(name):
                self.fault(MANIFEST, "", "outside", f"lists {name!r}, which no build writes")
                continue
            if path.is_symlink() or path.parent.is_symlink():
                self.fault(name, "", "link", "is a link; a build writes none")
                continue
            if not path.is_file():
                self.fault(name, "", "missing", "is not there; the manifest lists it")
                continue
            with path.open("rb") as file:
                found = sha256(file.read()).hexdigest()
            if found != digest:
                self.fault(name, "", "digest", f"has SHA-256 {found[:12]}…, the manifest says {digest[:12]}…")
        held = {f"documents/{path.name}" for path in (self.path / "documents").glob("*") if path.is_file()}
        for name in sorted(held - set(listed)):
            self.fault(name, "", "unlisted", "is not in the manifest; expected only files of this build")
        return len(listed)

    def texts(self, graph: Statements) -> dict[str, str]:
        """The texts of record by document address, each checked against its digests."""
        found: dict[str, str] = {}
        sources = self._told("sources")
        for document in graph.of_kind("SourceDocument"):
            known = graph.one(document, IDENTIFIER)
            name = f"documents/{known}.txt"
            if unquote(document.removeprefix(f"{self.base}document/")) != known or not _NAME.fullmatch(f"{known}.txt"):
                self.fault(
                    "graph.ttl", document, "document", f"has the identifier {known!r}; its address says otherwise"
                )
                continue
            try:
                if not (self.path / name).is_file():
                    raise OSError("no such file")
                raw = (self.path / name).read_bytes()
                found[document] = raw.decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                self.fault(name, document, "text", f"the text of record cannot be read: {error}")
                continue
            digest = sha256(raw).hexdigest()
            for who, said in (("graph", graph.one(document, KG + "sha256")), ("manifest", sources.get(known, ""))):
                if said != digest:
                    self.fault(
                        name, document, "document digest", f"has SHA-256 {digest[:12]}…, the {who} says {said[:12]}…"
                    )
        for known in sorted(set(sources) - {graph.one(document, IDENTIFIER) for document in found}):
            self.fault(
                "graph.ttl", "", "document", f"the manifest lists the source {known!r}, no document of the graph is it"
            )
        return found

    def together(self, graph: Statements) -> None:
        """The graph, the statements by document and the store are the same triples, as many as the manifest says."""
        whole = set(graph.lines)
        held = self.manifest.get("graph", {})
        promised = held if isinstance(held, dict) else {}
        digest = sha256(b"".join(graph.lines)).hexdigest()
        if len(whole) != promised.get("triples"):
            self.fault(
                "graph.ttl", "", "triples", f"has {len(whole)} triples, the manifest says {promised.get('triples')}"
            )
        if digest != promised.get("sha256"):
            self.fault("graph.ttl", "", "graph digest", "holds other triples than the manifest promises")
        apart: set[bytes] = set()
        for path in sorted((self.path / "documents").glob("*.nt")):
            apart.update(path.read_bytes().splitlines(keepends=True))
        self.findings += _differing("graph.ttl", "documents/*.nt", whole, apart)
        stored = self._stored()
        if stored is not None:
            self.findings += _differing("graph.ttl", "store", whole, stored)

    def _stored(self) -> set[bytes] | None:
        """The statements of the store; none where it is not the build's own files, or a block of it is bad."""
        odd = list(irregular(self.path / STORE))
        self.findings += odd
        if odd:
            return None
        try:
            return stored_lines(self.path / STORE)
        except OutputError as error:
            self.fault(STORE, "", "store", str(error))
            return None


def _differing(one: str, other: str, left: set[bytes], right: set[bytes]) -> Iterator[Finding]:
    """A finding for each node that two files tell differently of."""
    told: dict[str, tuple[str, bytes]] = {}
    for where, only in ((f"only in {one}", left - right), (f"only in {other}", right - left)):
        for line in sorted(only):
            told.setdefault(line.split(b" ", 1)[0].decode("utf-8", "replace").strip("<>"), (where, line))
    for node, (where, line) in sorted(told.items())[:_NAMED]:
        rest = " ".join(line.decode("utf-8", "replace").split(" ", 1)[1].split())
        yield Finding(one, node, "statements", f"{where}: {rest[:120]}; expected the same triples in {one} and {other}")
    if len(told) > _NAMED:
        yield Finding(one, "", "statements", f"and {len(told) - _NAMED} more nodes differ from {other}")
