"""Who answers SPARQL for the server: the ``oxigraph`` program as a child, and a child of our own where it cannot.

The program streams: when something goes wrong half-way, the head of its answer has said 200 already. So an answer is
taken whole before a client sees a byte of it, and a question beyond its time costs the program its life; the next one
is started. Other questions that were under way then are asked again, each in a child of its own.
"""

from __future__ import annotations

import http.client
import secrets
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from shutil import which

from kg.errors import QueryError
from kg.graph.guard import check_query
from kg.graph.vocabulary import PREFIXES
from kg.serving.child import Answer, Asked, Limits, ask, environment

_RIGHT_AWAY = 2.0
_MOST_FAILURES = 5


class LateError(QueryError):
    """The time of a question is over."""


def program() -> str | None:
    """The ``oxigraph`` program beside our Python or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else which("oxigraph")


class Engine:
    """Answers questions over one stored graph, each within the same limits."""

    def __init__(self, store: Path, base: str, limits: Limits, server: str | None = None) -> None:
        self._store, self._base, self._limits, self._server = store, base, limits, server
        self._address: tuple[str, int] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._ending = False
        self._ready = threading.Event()
        # The child dies with the thread that started it, so this thread lives as long as the engine.
        self._keeper = threading.Thread(target=self._keep, name="oxigraph", daemon=True)

    def start(self) -> None:
        """Start the program, if there is one, and wait until it listens."""
        if self._server is None:
            return
        self._keeper.start()
        self._ready.wait(10)

    def stop(self) -> None:
        """End the program."""
        self._ending = True
        if self._child:
            self._child.kill()
        if self._keeper.is_alive():
            self._keeper.join(5)

    @property
    def process(self) -> int | None:
        """The number of the program's process, while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def answer(self, text: str, rows: str, triples: str) -> Answer:
        """The whole answer in one of two media types, the first for rows and truths, the second for triples."""
        check_query(text)
        began = time.monotonic()
        address, child = self._address, self._child
        if address is not None and child is not None:
            try:
                return self._served(address, child, text, rows, triples)
            except (OSError, http.client.HTTPException):
                # Not our question's fault, or a fault that it can only show alone.
                pass
        left = self._limits.seconds - (time.monotonic() - began)
        return self.alone(Asked(str(self._store), self._base, text, f"{rows} {triples}"), max(left, 1.0))

    def alone(self, asked: Asked, seconds: float | None = None) -> Answer:
        """The answer of a child that has only this question."""
        limits = Limits(seconds or self._limits.seconds, self._limits.memory, self._limits.output)
        try:
            return ask(asked, limits)
        except QueryError as error:
            raise (LateError(str(error)) if str(error).startswith("no answer within") else error) from None

    def _served(
        self, address: tuple[str, int], child: subprocess.Popen[bytes], text: str, rows: str, triples: str
    ) -> Answer:
        deadline = time.monotonic() + self._limits.seconds
        connection = http.client.HTTPConnection(*address, timeout=self._limits.seconds)
        try:
            prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
            head = {"Content-Type": "application/sparql-query", "Accept": f"{rows}, {triples}"}
            connection.request("POST", "/query", (prologue + text).encode("utf-8", "replace"), head)
            reply = connection.getresponse()
            body = self._whole(connection, reply, deadline)
        except TimeoutError:
            child.kill()
            raise LateError(f"no answer within {self._limits.seconds:g} seconds; narrow the question") from None
        finally:
            connection.close()
        media = (reply.getheader("Content-Type") or "").partition(";")[0].strip()
        if reply.status != http.HTTPStatus.OK or media not in (rows, triples) or _cut(body):
            # Our own child says what is wrong, with the line and a caret.
            raise http.client.HTTPException(reply.reason)
        return Answer("triples" if media == triples else "rows", body)

    def _whole(self, connection: http.client.HTTPConnection, reply: http.client.HTTPResponse, deadline: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if connection.sock is not None:
                connection.sock.settimeout(left)
            part = reply.read1(1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > self._limits.output:
                raise QueryError(f"the answer is larger than {self._limits.output // 1_000_000} MB; ask for less")

    def _keep(self) -> None:
        """Start the program again whenever it ends, unless it cannot be started at all."""
        failures = 0
        while not self._ending and failures < _MOST_FAILURES:
            began = time.monotonic()
            host, port = _free_place()
            self._child = self._started(host, port)
            if self._ending:
                self._child.kill()
            if _listens(host, port, self._child):
                self._address = (host, port)
                self._ready.set()
            self._child.wait()
            self._address = None
            failures = failures + 1 if time.monotonic() - began < _RIGHT_AWAY else 0
        self._ready.set()

    def _started(self, host: str, port: int) -> subprocess.Popen[bytes]:
        assert self._server
        serve = [self._server, "serve-read-only", "--location", str(self._store), "--bind", f"{host}:{port}"]
        # Behind our own clock, which comes first: no question outlives the client that gave up on it.
        patience = ["--timeout-s", str(int(self._limits.seconds) + 30)]
        memory = str(self._limits.memory + 1_000_000_000)
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.scaling.confinement", memory, *serve, *patience],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )


def _cut(body: bytes) -> bool:
    """Whether the program broke off: it then writes why behind what it has written."""
    return body.rstrip().endswith(b"operation has been cancelled")


def _free_place() -> tuple[str, int]:
    """A place on loopback that no page in a browser can guess: on Linux any of sixteen million addresses is."""
    host = "127.0.0.1"
    if sys.platform == "linux":
        host = ".".join(["127", *(str(1 + secrets.randbelow(253)) for _ in range(3))])
    with socket.socket() as probe:
        probe.bind((host, 0))
        return host, int(probe.getsockname()[1])


def _listens(host: str, port: int, child: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until and child.poll() is None:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    child.kill()
    return False
