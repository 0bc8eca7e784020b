"""A push brings a graph to a real server, can be repeated, and says what arrived when it fails."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from kg.cli import run
from kg.errors import StoreError, UsageError
from kg.graph.push import Endpoint, push
from kg.graph.store import Store

_GRAPH = "https://example.org/graph/one"


@pytest.fixture(scope="module")
def store(whole):
    return Store(whole / "store", read_only=True)


def ask(url, accept):
    request = Request(url, headers={"Accept": accept})
    with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
        return answer.read()


def lines(url):
    return sorted(ask(url, "application/n-triples").splitlines(keepends=True))


@pytest.fixture
def oxigraph(tmp_path):
    """The address of a real server with an empty store, ended after the test."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install 'silkgraph[serve]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve", "--location", str(tmp_path / "server"), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/store"
    finally:
        server.terminate()
        server.wait(10)


def test_a_real_server_holds_the_same_triples_after_one_push_and_after_two(store, oxigraph):
    sent = push(store, oxigraph, chunk=100)
    assert sent.triples == len(store)
    assert sent.chunks == -(-len(store) // 100)
    assert lines(f"{oxigraph}?default") == store.triples_sorted().splitlines(keepends=True)
    push(store, oxigraph)
    assert len(lines(f"{oxigraph}?default")) == len(store)


def test_a_named_graph_is_added_to_or_replaced(store, whole, oxigraph, capsys):
    stray = b"<https://example.org/s> <https://example.org/p> <https://example.org/o> .\n"
    other = Store()
    other.add_ntriples(stray)
    push(other, oxigraph, graph=_GRAPH)
    push(store, oxigraph, graph=_GRAPH, chunk=500)
    named = f"{oxigraph}?graph={_GRAPH}"
    assert len(lines(named)) == len(store) + 1
    assert run(["push", str(whole), oxigraph, "--graph", _GRAPH, "--replace"]) == 0
    assert "replaced by" in capsys.readouterr().out
    assert lines(named) == store.triples_sorted().splitlines(keepends=True)
    assert lines(f"{oxigraph}?default") == []


class _Failing(BaseHTTPRequestHandler):
    """Takes some requests, then answers with an error or points elsewhere."""

    taken = 0
    takes = 0
    answer = 503

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(self.headers.get("Authorization", ""))
        if type(self).taken < self.takes:
            type(self).taken += 1
            self.send_response(204)
        else:
            self.send_response(self.answer)
            if self.answer in (301, 307):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_PUT(self):
        self.do_POST()

    def log_message(self, *args):
        pass


@pytest.fixture
def failing():
    """A function that starts a server which takes a number of requests and then fails."""
    servers = []

    def start(takes, answer=503):
        handler = type("Handler", (_Failing,), {"taken": 0, "takes": takes, "answer": answer, "seen": []})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"127.0.0.1:{server.server_port}/store", handler

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_push_that_fails_half_way_says_what_had_arrived(store, failing):
    where, _ = failing(2)
    with pytest.raises(StoreError) as caught:
        push(store, f"http://{where}", chunk=100)
    said = str(caught.value)
    assert f"200 of {len(store)} triples had arrived" in said
    assert "request 3 of" in said
    assert "HTTP 503" in said
    assert "again" in said


def test_a_redirect_is_refused_and_names_the_place(store, failing):
    for code in (301, 307):
        where, _ = failing(0, code)
        with pytest.raises(StoreError, match=r"points to http://127\.0\.0\.1:9/elsewhere"):
            push(store, f"http://{where}")


def test_a_password_is_sent_and_never_shown(store, failing):
    where, handler = failing(0)
    with pytest.raises(StoreError) as caught:
        push(store, f"http://reader:s%40cret@{where}")
    assert "cret" not in str(caught.value)
    assert handler.seen == ["Basic cmVhZGVyOnNAY3JldA=="]
    assert "cmVh" not in repr(Endpoint.of(f"http://reader:s%40cret@{where}"))


def test_a_server_that_is_not_there_is_one_line(store):
    with pytest.raises(StoreError, match="nothing had arrived before") as caught:
        push(store, "http://127.0.0.1:9/store")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "example.org/store", "http://", "http://a b"]
)
def test_only_web_addresses_are_pushed_to(store, url):
    with pytest.raises(UsageError):
        push(store, url)


def test_a_graph_needs_an_iri_and_an_empty_graph_is_not_pushed(store):
    with pytest.raises(UsageError, match="is no IRI"):
        push(store, "http://127.0.0.1:9/", graph="one graph")
    with pytest.raises(UsageError, match="nothing to push"):
        push(Store(), "http://127.0.0.1:9/")
