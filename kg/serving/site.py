"""The paths of the server and what stands at each: files of the build, questions, SPARQL, every resource."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import KgError, QueryError
from kg.graph.portrait import portrait
from kg.graph.protocol import ROWS, TRIPLES, rewritten, statements
from kg.graph.questions import questions
from kg.serving import pages
from kg.serving.child import Answer, Asked
from kg.serving.engine import Engine, LateError
from kg.serving.messages import RefusedError, Reply, Request, text_reply
from kg.serving.negotiation import chosen

if TYPE_CHECKING:
    from kg.graph.store import Store

_MEDIA = {".html": "text/html", ".ttl": "text/turtle", ".json": "application/json", ".nt": "application/n-triples"}
_XML = frozenset({"application/sparql-results+xml", "application/rdf+xml"})
_RESOURCE = re.compile(r"[A-Za-z0-9/:@!$&'()*+,;=._~%-]{1,400}")
# What XML 1.0 cannot hold, as UTF-8.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_SHOWN_ROWS = 2_000
_ELSEWHERE = frozenset({"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"})
Turn = Callable[[], AbstractContextManager[None]]


class Paths:
    """Answers requests; ``turn`` lets only so many questions be asked at the same time."""

    def __init__(self, out: Path, files: frozenset[str], store: Store, engine: Engine, turn: Turn) -> None:
        self._out, self._files, self._store, self.engine, self._turn = out, files, store, engine, turn
        self._site = pages.Site(store.base, urlsplit(store.base).path or "/")
        self._notes = _notices(out)

    def answer(self, request: Request) -> Reply:
        """What stands at the path of a request."""
        try:
            return self._at(request)
        except RefusedError as error:
            return text_reply(error.status, str(error))
        except LateError as error:
            return text_reply(HTTPStatus.SERVICE_UNAVAILABLE, str(error), Retry_After="1")
        except KgError as error:
            return text_reply(HTTPStatus.BAD_REQUEST, str(error))

    def _at(self, request: Request) -> Reply:
        path = request.path
        if path == "/sparql":
            return self._sparql(request)
        if path == "/query":
            return self._query(request)
        _only_read(request)
        if path == "/":
            return Reply(HTTPStatus.SEE_OTHER, "text/plain", b"", {"Location": "/query"})
        if path.removeprefix("/") in self._files:
            return self._file(path.removeprefix("/"))
        if path.startswith(self._site.prefix):
            return self._resource(request, path.removeprefix(self._site.prefix))
        raise RefusedError(HTTPStatus.NOT_FOUND, "nothing stands here; begin at /")

    def _file(self, name: str) -> Reply:
        # The name is one of those the manifest lists, so it leads nowhere else.
        policy = "frame-ancestors 'none'" if name.endswith(".html") else "default-src 'none'; sandbox"
        media = _MEDIA.get(Path(name).suffix, "text/plain")
        return Reply(HTTPStatus.OK, media, b"", {"Content-Security-Policy": policy}, self._out / name)

    # ── SPARQL ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sparql(self, request: Request) -> Reply:
        text = _question(request)
        accept = request.headers.get("accept")
        rows, triples = chosen(accept, ROWS), chosen(accept, TRIPLES)
        if rows is None and triples is None:
            raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, f"answers come as {', '.join((*ROWS, *TRIPLES))}")
        _same_site(request)
        with self._turn():
            answer = self.engine.answer(text, rows or ROWS[0], triples or TRIPLES[0])
        # Only the answer tells which kind the question asks for.
        media, offered = (triples, TRIPLES) if answer.kind == "triples" else (rows, ROWS)
        if media is None:
            raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, f"this answer comes as {', '.join(offered)}")
        body = _NOT_XML.sub(b"\xef\xbf\xbd", answer.body) if media in _XML else answer.body
        return Reply(HTTPStatus.OK, media, body, {"Vary": "Accept"})

    # ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _query(self, request: Request) -> Reply:
        fields = dict(request.form() if request.method == "POST" else request.fields())
        text, name = fields.get("text", ""), fields.get("name", "")
        result, error, status = "", "", HTTPStatus.OK
        if text.strip() or name:
            _same_site(request)
            try:
                with self._turn():
                    result = self._asked(name or text, fields if name else {})
            except (LateError, QueryError, KgError) as problem:
                late = isinstance(problem, LateError)
                error, status = str(problem), HTTPStatus.SERVICE_UNAVAILABLE if late else HTTPStatus.BAD_REQUEST
        notes = self._notes
        known = questions().values()
        body = pages.question_page(known, notes=notes, text=text, result=result, error=error)
        return Reply(status, "text/html", body, {"Content-Security-Policy": pages.POLICY})

    def _asked(self, text: str, fields: dict[str, str]) -> str:
        params = {key[2:]: value for key, value in fields.items() if key.startswith("p.") and value.strip()}
        asked = Asked(str(self._store.path), self._store.base, text, "table", params, "zh" if fields else None)
        return _told(self._site, self.engine.alone(asked))

    def _resource(self, request: Request, name: str) -> Reply:
        if not _RESOURCE.fullmatch(name):
            raise RefusedError(HTTPStatus.NOT_FOUND, "nothing has this name")
        iri = self._store.base + name
        media = chosen(request.headers.get("accept"), ("text/html", *TRIPLES))
        if media is None:
            raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, f"it comes as text/html, {', '.join(TRIPLES)}")
        said, claims = portrait(self._store, iri)
        if not said and not claims:
            raise RefusedError(HTTPStatus.NOT_FOUND, "this graph says nothing of it")
        if media == "text/html":
            label = self._store.label(iri) or iri
            body = pages.entity_page(self._site, iri, label, said, claims, self._notes)
            return Reply(HTTPStatus.OK, media, body, {"Vary": "Accept", "Content-Security-Policy": pages.POLICY})
        body = rewritten(statements(self._store, iri), media)
        body = _NOT_XML.sub(b"\xef\xbf\xbd", body) if media in _XML else body
        return Reply(HTTPStatus.OK, media, body, {"Vary": "Accept"})


def _question(request: Request) -> str:
    """The one query of a request by the SPARQL 1.1 Protocol."""
    fields = request.fields()
    direct = request.method == "POST" and request.media == "application/sparql-query"
    if request.method == "POST" and not direct:
        if request.media == "application/sparql-update":
            raise RefusedError(HTTPStatus.FORBIDDEN, "this graph is read only; updates are refused")
        if request.media != "application/x-www-form-urlencoded":
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send application/sparql-query or a form")
        fields = [*fields, *request.form()]
    names = {name for name, _ in fields}
    if "update" in names:
        raise RefusedError(HTTPStatus.FORBIDDEN, "this graph is read only; updates are refused")
    if names & _ELSEWHERE:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "there is one graph; name no other")
    texts = [value for name, value in fields if name == "query"]
    if direct:
        try:
            texts.append(request.body.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"the query is not UTF-8 at byte {error.start}") from error
    if len(texts) != 1:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "send one query: /sparql?query=SELECT…, or a form at /query")
    return texts[0]


def _told(site: pages.Site, answer: Answer) -> str:
    if answer.kind == "boolean":
        return f"<p><b>{'yes' if answer.body == b'true' else 'no'}</b></p>"
    if answer.kind == "triples":
        rows: list[list[str | None]] = [[line] for line in answer.body.decode("utf-8").splitlines()]
        return _limited(site, ["triples"], rows)
    columns, found = answer.table()
    return _limited(site, columns, found)


def _limited(site: pages.Site, columns: list[str], rows: list[list[str | None]]) -> str:
    more = f"; the first {_SHOWN_ROWS:,} are shown, /sparql has all" if len(rows) > _SHOWN_ROWS else ""
    return f"<p>{len(rows):,} rows{more}</p>{pages.table(site, columns, rows[:_SHOWN_ROWS])}"


def _only_read(request: Request) -> None:
    if request.method == "POST":
        raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD here")


def _same_site(request: Request) -> None:
    """Pages of other sites may not make a reader's browser ask questions here."""
    if request.headers.get("sec-fetch-site", "none") == "cross-site":
        raise RefusedError(HTTPStatus.FORBIDDEN, "a page of another site asked; ask from here")


def _notices(out: Path) -> tuple[str, ...]:
    """What must stand beside every answer: whose words these are."""
    try:
        held = json.loads((out / "report.json").read_text(encoding="utf-8"))
        return tuple(str(notice) for notice in held.get("notices", ()))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return ()
