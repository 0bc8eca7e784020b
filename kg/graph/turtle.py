"""Readable Turtle from sorted N-Triples: same lines, same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from kg.graph.vocabulary import BASE, PREFIXES, XSD

#: The segments of our identifiers that read well as prefixes of their own.
SEGMENTS = (
    "amount",
    "claim",
    "country",
    "event",
    "financing",
    "initiative",
    "instrument",
    "organization",
    "person",
    "place",
    "project",
    "work",
)
# What is certainly a local name in every reader: no dots, no escapes.
_LOCAL = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_-]*")
_IRI = re.compile(rb"<([^>]*)>\Z")
_BARE = re.compile(rb'"(-?[0-9]+)"\^\^<' + re.escape(XSD.integer.encode()) + rb">\Z")
_TRUTH = re.compile(rb'"(true|false)"\^\^<' + re.escape(XSD.boolean.encode()) + rb">\Z")
_TYPED = re.compile(rb'(".*")\^\^(<[^>]*>)\Z', re.DOTALL)
_RELATIVE = re.compile(rb"[a-z]+/[A-Za-z0-9._~%-]+(?:#[A-Za-z0-9._~%=,-]*)?")
_FIRST = (b"a", b"rdf:subject", b"rdf:predicate", b"rdf:object", b"skos:prefLabel", b"skos:altLabel", b"dcterms:title")
_RANK = {name: rank for rank, name in enumerate(_FIRST)}

#: Short forms remembered while a large graph is written.
_KNOWN = 200_000


def write_turtle(
    ntriples: bytes | Iterable[bytes], *, base: str = BASE, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """N-Triples lines as Turtle: prefixes, subjects sorted, type and names first."""
    lines = ntriples.splitlines() if isinstance(ntriples, bytes) else [line.rstrip(b"\n") for line in ntriples]
    shorten = _Shortening(base, {**PREFIXES, **(prefixes or {})})
    blocks = [_block(subject, told, shorten) for subject, told in _subjects(lines)]
    return shorten.head() + b"".join(blocks)


def stream_turtle(ntriples: Iterable[bytes], file: BinaryIO, *, base: str = BASE) -> None:
    """Like :func:`write_turtle` for sorted lines, each once, too many to hold: the same bytes, into ``file``."""
    with TemporaryFile() as body:
        shorten = _Shortening(base, PREFIXES)
        parts = (line[:-3].split(b" ", 2) for line in ntriples)
        for subject, told in groupby(parts, key=lambda part: part[0]):
            body.write(_block(subject, list(told), shorten))
            if len(shorten.known) > _KNOWN:
                shorten.known.clear()
        file.write(shorten.head())
        body.seek(0)
        copyfileobj(body, file, 1_000_000)


def _subjects(lines: list[bytes]) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    # Lines of one subject share a prefix and so stand together once sorted.
    parts = [line[:-2].split(b" ", 2) for line in sorted(set(lines)) if line]
    for subject, told in groupby(parts, key=lambda part: part[0]):
        yield subject, list(told)


def _block(subject: bytes, told: list[list[bytes]], shorten: _Shortening) -> bytes:
    said: dict[bytes, list[bytes]] = {}
    for _, predicate, value in told:
        said.setdefault(shorten.predicate(predicate), []).append(shorten.term(value))
    rows = [
        predicate + b" " + b", ".join(sorted(values))
        for predicate, values in sorted(said.items(), key=lambda row: (_RANK.get(row[0], len(_RANK)), row[0]))
    ]
    return b"\n" + shorten.term(subject) + b" " + b" ;\n    ".join(rows) + b" .\n"


class _Shortening:
    """Terms as short as Turtle allows; remembers which prefixes were used."""

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self.base = base.encode("ascii")
        segments = {name: f"{base}{name}/" for name in SEGMENTS}
        self.prefixes = {name.encode(): iri.encode() for name, iri in sorted({**prefixes, **segments}.items())}
        self.by_namespace = {iri: name for name, iri in self.prefixes.items()}
        self.used: set[bytes] = set()
        self.known: dict[bytes, bytes] = {}

    def head(self) -> bytes:
        rows = [b"@base <" + self.base + b"> .\n"]
        rows += [b"@prefix %s: <%s> .\n" % (name, self.prefixes[name]) for name in self.prefixes if name in self.used]
        return b"".join(rows)

    def predicate(self, term: bytes) -> bytes:
        short = self.term(term)
        return b"a" if short == b"rdf:type" else short

    def term(self, term: bytes) -> bytes:
        if term[:1] == b'"':
            return self._literal(term)
        short = self.known.get(term)
        if short is None:
            short = self.known[term] = self._iri(term[1:-1])
        return short

    def _iri(self, iri: bytes) -> bytes:
        cut = max(iri.rfind(b"/"), iri.rfind(b"#")) + 1
        prefix = self.by_namespace.get(iri[:cut])
        if prefix is not None and _LOCAL.fullmatch(iri, cut):
            self.used.add(prefix)
            return prefix + b":" + iri[cut:]
        tail = iri.removeprefix(self.base)
        # A relative IRI only where every reader resolves it to the same place.
        return b"<" + (tail if tail != iri and _RELATIVE.fullmatch(tail) else iri) + b">"

    def _literal(self, term: bytes) -> bytes:
        if term[-1:] != b">":
            return term
        bare = _BARE.match(term) or _TRUTH.match(term)
        if bare:
            return bare[1]
        typed = _TYPED.match(term)
        return typed[1] + b"^^" + self.term(typed[2]) if typed else term
