"""The HTTP server of ``kg serve``: one request a connection, bounded in number, size and time."""

from __future__ import annotations

import contextlib
import ipaddress
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any

from kg import __version__
from kg.errors import OutputError, UsageError
from kg.serving.child import Limits
from kg.serving.engine import Engine, program
from kg.serving.messages import RefusedError, Reply, Request, text_reply
from kg.serving.site import Paths

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Connection": "close",
}
_READ = frozenset({"GET", "HEAD", "POST"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """What clients may take: connections, questions at a time, bytes of a body, seconds to send and to receive."""

    connections: int = 32
    questions: int = 3
    patience: float = 5.0
    body: int = 256_000
    sending: float = 10.0
    receiving: float = 30.0


class Front(ThreadingMixIn, HTTPServer):
    """Listens, counts, and hands each request to ``paths``."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], hosts: frozenset[str], bounds: Bounds) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.bounds, self.paths = bounds, None
        self._room = threading.BoundedSemaphore(bounds.connections)
        self._turns = threading.BoundedSemaphore(bounds.questions)
        super().__init__(address, Handler)
        port = self.server_address[1]
        self.hosts = frozenset(f"{host}:{port}" for host in hosts) | (hosts if port == 80 else frozenset())
        self.is_loopback = _is_loopback(address[0])

    paths: Paths | None

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """One of few questions at a time; who waits too long is sent away."""
        if not self._turns.acquire(timeout=self.bounds.patience):
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "too many questions at the same time; try again")
        try:
            yield
        finally:
            self._turns.release()

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for the connection, if there is room."""
        if not self._room.acquire(blocking=False):
            with contextlib.suppress(OSError):
                request.settimeout(0.5)
                request.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._room.release()  # no thread took it
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The life of one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error of ours; the library never prints."""


class Handler(BaseHTTPRequestHandler):
    """One connection, one request."""

    server: Front
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Begin the time in which the whole request must have been sent, however slowly."""
        super().setup()
        self.connection.settimeout(self.server.bounds.sending)
        self._clock = self._ending_in(self.server.bounds.sending)

    def finish(self) -> None:
        """Stop the clock."""
        self._clock.cancel()
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        """One request only: an idle connection holds no room."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.handle_one_request()

    def _ending_in(self, seconds: float) -> threading.Timer:
        clock = threading.Timer(seconds, self._end)
        clock.daemon = True
        clock.start()
        return clock

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._do
        raise AttributeError(name)

    def _do(self) -> None:
        self.close_connection = True
        try:
            reply = self._reply()
        except RefusedError as error:
            reply = text_reply(error.status, str(error))
        except Exception as error:  # noqa: BLE001 - the client gets a line, the server goes on
            reply = text_reply(HTTPStatus.INTERNAL_SERVER_ERROR, f"unexpected {type(error).__name__}")
        self._clock.cancel()
        self._clock = self._ending_in(self.server.bounds.receiving)
        self._send(reply)

    def _reply(self) -> Reply:
        if self.request_version == "HTTP/0.9":
            self.request_version = "HTTP/1.1"
            raise RefusedError(HTTPStatus.BAD_REQUEST, "speak HTTP/1.1")
        if self.command not in _READ:
            raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST")
        host = self.headers.get_all("Host") or []
        if len(host) != 1 or host[0].strip().lower() not in self.server.hosts:
            # A name that someone else's name server leads here is not ours.
            raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST, "this server is not known by that name")
        if not self.path.startswith("/") or self.path.startswith("//"):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the path begins with one /")
        body = self._body()
        self._clock.cancel()
        headers = {name.lower(): value for name, value in self.headers.items()}
        assert self.server.paths
        # Clients that do not escape send UTF-8, which the library has read byte by byte.
        target = self.path.encode("latin-1", "replace").decode("utf-8", "replace")
        return self.server.paths.answer(Request(self.command, target, headers, body))

    def _body(self) -> bytes:
        if "Transfer-Encoding" in self.headers:
            raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "send a Content-Length")
        lengths = self.headers.get_all("Content-Length") or ["0"]
        length = lengths[0].strip()
        if len(lengths) != 1 or not (length.isascii() and length.isdigit() and len(length) < 12):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "one Content-Length, a number")
        if int(length) > self.server.bounds.body:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {self.server.bounds.body:,} bytes")
        body = self.rfile.read(int(length))
        if len(body) != int(length):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the body ended early")
        return body

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", f"{reply.media}; charset=utf-8")
        self.send_header("Content-Length", str(reply.size))
        headers = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox", **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            reply.write(self.wfile)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library refuses by itself, in our form."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = "HTTP/1.1"  # else the library thinks of 0.9, which has no status
        self._send(text_reply(HTTPStatus(code), HTTPStatus(code).phrase))

    def version_string(self) -> str:
        """Who answers."""
        return f"silkgraph/{__version__}"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Nothing: the library never prints."""


@contextlib.contextmanager
def serving(
    out: Path,
    files: frozenset[str],
    base: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
    own_engine: bool = False,
    names: Iterable[str] = (),
) -> Iterator[Front]:
    """A server over a copy of a built folder, bound and ready; call its ``serve_forever``.

    ``files`` are the names that may be handed out as they are. With ``own_engine`` each question has its own process.
    ``names`` are those it answers to beside its own, as a Host header has them (``graph.example.org``).
    """
    from kg.graph.store import Store

    front = _bound(host, port, bounds or Bounds())
    front.hosts |= {name.lower() for name in names}
    with contextlib.ExitStack() as after, front:
        folder = Path(after.enter_context(tempfile.TemporaryDirectory(prefix="silkgraph-serve-")))
        copy = folder / "out"
        _copy(out, copy, files)
        engine = Engine(copy / "store", base, limits or Limits(), None if own_engine else program())
        engine.start()
        after.callback(engine.stop)
        store = Store(copy / "store", read_only=True, base=base)
        front.paths = Paths(copy, files, store, engine, front.turn)
        yield front


def _copy(out: Path, copy: Path, files: frozenset[str]) -> None:
    """The store and the files of the build, nothing else that may lie there, no link followed."""
    shutil.copytree(out / "store", copy / "store", symlinks=True)
    for name in sorted(files):
        target = copy / name
        if not target.resolve().is_relative_to(copy.resolve()) or (out / name).is_symlink():
            raise OutputError(f"{out / name}: is no file of a build; `kg verify` tells more")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(out / name, target, follow_symlinks=False)


def _bound(host: str, port: int, bounds: Bounds) -> Front:
    names = {host.lower(), "localhost"} if _is_loopback(host) else {host.lower()}
    hosts = frozenset(f"[{name}]" if ":" in name else name for name in names)
    try:
        return Front((host, port), hosts, bounds)
    except (OSError, OverflowError) as error:
        raise UsageError(f"{host}:{port}: cannot be listened on ({error}); name another with --port") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
