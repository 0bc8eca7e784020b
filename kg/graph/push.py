"""A graph sent to a SPARQL 1.1 Graph Store: in chunks, each whole or not at all, with an account of what arrived."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from kg.errors import StoreError, UsageError, many

if TYPE_CHECKING:
    from kg.graph.store import Store

#: Triples in one request. Some servers refuse bodies over 10 MB; this many of ours are about 8.
CHUNK = 50_000
_TIMEOUT = 120
_SAID = 300
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,/:;=?@~A-Za-z0-9._\[\]-]+")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Watch = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent, and where to."""

    url: str
    triples: int
    chunks: int
    replaced: bool

    def __str__(self) -> str:
        how = "replaced by" if self.replaced else "given"
        return f"{self.url}: {how} {many(self.triples, 'triple')} in {many(self.chunks, 'request')}"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A Graph Store and one graph of it; a user and password are kept out of whatever is shown."""

    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, url: str, graph: str | None = None) -> Endpoint:
        """The endpoint at an http or https address; ``graph`` is the IRI of a named graph, None the default graph.

        >>> Endpoint.of("http://u:p@localhost:7878/store").url
        'http://localhost:7878/store?default'
        """
        if not url.isascii() or any(character <= " " for character in url):
            raise UsageError("the address holds spaces or characters that no address has; expected http://HOST/PATH")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise UsageError(f"the address cannot be read: {error}; expected http://HOST/PATH") from error
        if parts.scheme not in ("http", "https") or not host:
            raise UsageError(
                "the address does not begin with http:// or https:// and a host; expected http://HOST/PATH"
            )
        if graph is not None and not _IRI.fullmatch(graph):
            raise UsageError(f"{graph!r} is no IRI for a graph; expected like https://example.org/graph/belt-and-road")
        asked = "default" if graph is None else f"graph={quote(graph, safe='')}"
        query = f"{parts.query}&{asked}" if parts.query else asked
        where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
        headers = {}
        if parts.username is not None:
            said = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(said.encode("utf-8")).decode("ascii")
        return cls(urlunsplit((parts.scheme, where, parts.path or "/", query, "")), headers)

    def opener(self) -> OpenerDirector:
        """What sends requests: redirects are refused, since a redirected body would get lost without a word."""
        local = urlsplit(self.url).hostname in _LOOPBACK
        return build_opener(_NoRedirect(), *([ProxyHandler({})] if local else []))


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        raise HTTPError(req.full_url, code, f"the server points to {newurl}; push there instead", headers, fp)


def push(
    store: Store,
    url: str,
    *,
    graph: str | None = None,
    replace: bool = False,
    chunk: int = CHUNK,
    watch: Watch = lambda done, total, name: None,
) -> Pushed:
    """Send a graph to a Graph Store. Sent again it changes nothing: the same triples are the same triples.

    ``replace`` empties the target graph with the first request; without it triples are added to what is there.
    """
    if chunk < 1:
        raise UsageError(f"a chunk of {chunk} triples; expected at least 1")
    endpoint = Endpoint.of(url, graph)
    lines = store.triples_sorted().splitlines(keepends=True)
    if not lines:
        raise UsageError("the graph is empty; there is nothing to push")
    bodies = [lines[at : at + chunk] for at in range(0, len(lines), chunk)]
    opener = endpoint.opener()
    sent = 0
    for number, body in enumerate(bodies):
        watch(number, len(bodies), f"{sent} triples")
        method = "PUT" if replace and number == 0 else "POST"
        for fault in _faults(opener, endpoint, method, b"".join(body)):
            raise StoreError(_account(endpoint, fault, number, len(bodies), sent, len(lines), replace))
        sent += len(body)
    return Pushed(endpoint.url, sent, len(bodies), replace)


def _faults(opener: OpenerDirector, endpoint: Endpoint, method: str, body: bytes) -> Iterator[str]:
    """Send one request; what went wrong, if anything did."""
    headers = {"Content-Type": "application/n-triples", "User-Agent": "silkgraph", **endpoint.headers}
    request = Request(endpoint.url, data=body, headers=headers, method=method)  # noqa: S310 - checked: http or https
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer:
            answer.read(_SAID)
    except HTTPError as error:
        said = error.read(_SAID).decode("utf-8", "replace") if error.fp else ""
        yield f"HTTP {error.code} {error.msg}: {' '.join(said.split())}".rstrip(": ")
    except (URLError, HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        yield " ".join(str(reason).split()) or type(error).__name__


def _account(endpoint: Endpoint, fault: str, done: int, chunks: int, sent: int, triples: int, replace: bool) -> str:
    arrived = f"{sent} of {triples} triples had arrived" if sent else "nothing had arrived before"
    state = " and the earlier content is gone" if replace and sent else ""
    return (
        f"{endpoint.url}: request {done + 1} of {chunks} failed ({fault}); {arrived}{state}; "
        "run the same command again once the server answers: what is there already is not doubled"
    )
