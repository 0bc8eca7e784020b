"""kg serve, asked by real clients and by hostile ones, all on this machine."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import quote, urlencode

import pytest

from kg.output.manifest import Manifest
from kg.serving.child import Limits, environment
from kg.serving.engine import program
from kg.serving.server import Bounds, serving
from tests.security.test_queries import CROSS, grown

BASE = "https://w3id.org/silkgraph/id/"
BOUNDS = Bounds(connections=8, questions=2, patience=1.0, sending=1.0, receiving=1.5)
ENGINES = [pytest.param(False, id="oxigraph"), pytest.param(True, id="own engine")]


@contextlib.contextmanager
def running(out, own_engine, seconds=5.0, bounds=BOUNDS):
    limits = Limits(seconds, memory=1_200_000_000, output=20_000_000)
    files = frozenset(Manifest.read(out).files)
    with serving(out, files, BASE, limits=limits, bounds=bounds, own_engine=own_engine) as front:
        thread = threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield front
        finally:
            front.shutdown()
            thread.join(5)


@pytest.fixture(scope="module", params=ENGINES)
def server(request, demo_out):
    if not request.param and program() is None:
        pytest.skip("the oxigraph program is not installed; pip install 'silkgraph[serve]'")
    with running(demo_out, request.param) as front:
        yield front


@pytest.fixture(scope="module")
def site(demo_out):
    """One server for what does not depend on who answers SPARQL."""
    with running(demo_out, own_engine=True) as front:
        yield front


def call(front, method, path, body=None, **headers):
    """Status, headers with small letters, body."""
    connection = http.client.HTTPConnection("127.0.0.1", front.server_port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    finally:
        connection.close()


def sparql(front, text, **headers):
    return call(front, "GET", "/sparql?" + urlencode({"query": text}), **headers)


def raw(front, data, wait=5.0):
    """Everything the server says to these bytes."""
    with socket.create_connection(("127.0.0.1", front.server_port), timeout=wait) as connection:
        connection.sendall(data)
        said = b""
        with contextlib.suppress(OSError):
            while part := connection.recv(65536):
                said += part
        return said


# ── real clients ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["GET", "POST", "POSTDIRECTLY"])
def test_sparqlwrapper_reads_rows_truths_and_triples(server, method):
    import SPARQLWrapper as Sw

    client = Sw.SPARQLWrapper(f"http://127.0.0.1:{server.server_port}/sparql")
    client.setMethod("GET" if method == "GET" else "POST")
    client.setRequestMethod("postdirectly" if method == "POSTDIRECTLY" else "urlencoded")
    client.setReturnFormat(Sw.JSON)
    client.setQuery("SELECT ?label { <https://w3id.org/silkgraph/id/country/CHN> skos:prefLabel ?label }")
    rows = client.queryAndConvert()["results"]["bindings"]
    assert {row["label"]["value"] for row in rows} >= {"中国"}
    client.setQuery("ASK { ?claim a kg:Claim }")
    assert client.queryAndConvert()["boolean"] is True
    client.setReturnFormat(Sw.TURTLE)
    client.setQuery("CONSTRUCT { ?s a kg:Claim } { ?s a kg:Claim }")
    assert b"Claim" in client.queryAndConvert()


def test_an_rdflib_sparql_store_is_a_graph_over_the_server(server):
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"http://127.0.0.1:{server.server_port}/sparql"))
    rows = list(graph.query("SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/silkgraph/ontology#Claim> }"))
    assert int(rows[0][0]) > 100
    china = rdflib.URIRef(BASE + "country/CHN")
    assert rdflib.RDF.type in set(graph.predicates(china))


# ── the protocol ─────────────────────────────────────────────────────────────────────────────────────────────────────

FORMS = {
    "application/sparql-results+json": b'{"head"',
    "application/sparql-results+xml": b"<?xml",
    "text/csv": b"n\r\n",
    "text/tab-separated-values": b"?n\n",
}


@pytest.mark.parametrize("media", FORMS)
def test_rows_come_in_the_media_type_that_is_asked_for(server, media):
    status, headers, body = sparql(server, "SELECT (1 AS ?n) {}", Accept=f"{media}, text/turtle;q=0.1")
    assert (status, headers["content-type"]) == (200, f"{media}; charset=utf-8")
    assert body.startswith(FORMS[media])


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_triples_come_in_the_media_type_that_is_asked_for(server, media):
    import rdflib

    text = "CONSTRUCT { ?d dcterms:title ?t } { ?d dcterms:title ?t }"
    status, headers, body = sparql(server, text, Accept=media)
    assert (status, headers["content-type"]) == (200, f"{media}; charset=utf-8")
    form = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}[media]
    assert len(rdflib.Graph().parse(data=body, format=form)) == 5


def test_a_media_type_no_answer_has_is_refused(server):
    assert sparql(server, "ASK {}", Accept="image/png")[0] == 406


def test_rows_are_not_sent_to_who_wants_triples_nor_triples_to_who_wants_rows(server):
    for text, media, offered in (
        ("SELECT (1 AS ?n) {}", "text/turtle", b"sparql-results+json"),
        ("ASK {}", "text/turtle", b"sparql-results+json"),
        ("CONSTRUCT { <x:a> <x:b> <x:c> } {}", "text/csv", b"text/turtle"),
    ):
        status, _, body = sparql(server, text, Accept=media)
        assert (status, offered in body) == (406, True)
        assert sparql(server, text, Accept=f"{media}, */*;q=0.1")[0] == 200


REFUSED = {
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": 400,
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }": 400,
    "INSERT DATA { <x:a> <x:b> <x:c> }": 400,
    "SELECT * " + "{" * 60 + "}" * 60: 400,
    "SELECT * { ?s ?p ": 400,
    "": 400,
}


@pytest.mark.parametrize("text", REFUSED, ids=["service", "from", "update", "nesting", "syntax", "nothing"])
def test_a_question_that_may_not_be_asked_is_refused_in_words(server, text):
    for status, _, body in (
        sparql(server, text),
        call(server, "POST", "/sparql", text, Content_Type="application/sparql-query"),
    ):
        assert status == REFUSED[text]
        assert 5 < len(body) < 600


def test_updates_other_graphs_and_too_large_bodies_are_refused(server):
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert call(server, "POST", "/sparql", urlencode({"update": "CLEAR ALL"}), **form)[0] == 403
    assert call(server, "POST", "/sparql", "CLEAR ALL", Content_Type="application/sparql-update")[0] == 403
    assert (
        call(server, "GET", "/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"}))[0]
        == 400
    )
    assert call(server, "GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D")[0] == 400
    assert call(server, "POST", "/sparql", b"x" * (BOUNDS.body + 1), **form)[0] == 413
    assert call(server, "GET", "/sparql?query=" + "x" * 70_000)[0] == 414
    assert call(server, "POST", "/sparql", b"\xff\xfe", Content_Type="application/sparql-query")[0] == 400
    assert call(server, "POST", "/sparql", b"{}", Content_Type="application/json")[0] == 415
    assert call(server, "GET", "/sparql?" + "&".join(f"a{n}=1" for n in range(100)))[0] == 400


@pytest.mark.parametrize("bomb", [CROSS, grown(9)], ids=["time", "memory"])
def test_a_bomb_is_an_error_and_the_next_question_is_answered(server, bomb):
    began = time.monotonic()
    status, headers, body = sparql(server, bomb)
    assert status in {400, 503}, body
    assert headers["content-type"].startswith("text/plain")
    assert time.monotonic() - began < 30
    for _ in range(3):
        status, _, body = sparql(server, "ASK { ?s a kg:Claim }")
        assert status == 200, body
        assert json.loads(body)["boolean"] is True


def test_an_answer_too_large_or_too_late_is_never_cut(server):
    status, headers, body = sparql(server, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert status in {400, 503}
    assert headers["content-type"].startswith("text/plain")
    assert len(body) < 500


def test_a_killed_program_is_started_again(demo_out):
    if program() is None:
        pytest.skip("the oxigraph program is not installed; pip install 'silkgraph[serve]'")
    with running(demo_out, own_engine=False) as front:
        engine = front.paths.engine
        for _ in range(2):
            before = engine.process
            assert before
            os.kill(before, signal.SIGKILL)
            assert sparql(front, "ASK { ?s ?p ?o }")[0] == 200, "answered although the program was killed"
            until = time.monotonic() + 10
            while engine.process in {before, None} and time.monotonic() < until:
                time.sleep(0.02)
            assert engine.process not in {before, None}
        left = engine.process
    with pytest.raises(ProcessLookupError):
        os.kill(left, 0)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_explorer_and_the_files_of_the_build_are_handed_out(site, demo_out):
    for name, media in (
        ("explorer.html", "text/html"),
        ("graph.ttl", "text/turtle"),
        ("report.json", "application/json"),
    ):
        status, headers, body = call(site, "GET", f"/{name}")
        assert (status, headers["content-type"]) == (200, f"{media}; charset=utf-8")
        assert body == (demo_out / name).read_bytes()
    status, headers, body = call(site, "HEAD", "/graph.ttl")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == (demo_out / "graph.ttl").stat().st_size


def test_the_query_page_lists_every_named_question_and_loads_nothing(site):
    from kg.graph.questions import questions

    status, headers, body = call(site, "GET", "/query")
    page = body.decode("utf-8")
    assert status == 200
    assert all(f'value="{name}"' in page for name in questions())
    assert not re.search(r"(?:src|href|action)=[\"']?(?!/|\")", page)
    assert "<script" not in page
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_named_question_is_answered_on_the_page(site):
    path = "/query?" + urlencode({"name": "what-a-bank-gives", "p.who": "国家开发银行"})
    status, _, body = call(site, "GET", path)
    assert status == 200
    assert "<tbody>" in body.decode("utf-8")
    unescaped = "/query?name=what-a-bank-gives&p.who=国家开发银行".encode()
    said = raw(site, b"GET " + unescaped + f" HTTP/1.1\r\nHost: localhost:{site.server_port}\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 200 ")


def test_what_is_typed_on_the_page_is_shown_and_never_run(site):
    bad = '"><script>window.PWN=1</script>'
    for path in (
        urlencode({"name": bad}),
        urlencode({"name": "what-a-bank-gives", "p.who": bad}),
        urlencode({"text": bad}),
    ):
        status, _, body = call(site, "GET", f"/query?{path}")
        assert status == 400
        assert b"<script" not in body
    text = f"SELECT ('{bad}' AS ?x) {{}}"
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    status, _, body = call(site, "POST", "/query", urlencode({"text": text}), **form)
    assert status == 200
    assert b"&lt;script&gt;" in body
    assert b"<script" not in body


def test_a_resource_stands_at_its_path_as_html_and_as_rdf(site):
    import rdflib

    path = "/silkgraph/id/country/CHN"
    status, headers, body = call(site, "GET", path, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (status, headers["content-type"], headers["vary"]) == (200, "text/html; charset=utf-8", "Accept")
    assert "<h1><bdi>中国</bdi></h1>" in body.decode("utf-8")
    assert "<blockquote>" in body.decode("utf-8")
    for media, form in (("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")):
        status, headers, body = call(site, "GET", path, Accept=media)
        assert (status, headers["content-type"]) == (200, f"{media}; charset=utf-8")
        graph = rdflib.Graph().parse(data=body, format=form)
        assert (rdflib.URIRef(BASE + "country/CHN"), None, None) in graph
    assert call(site, "GET", path, Accept="image/png")[0] == 406
    assert call(site, "GET", "/silkgraph/id/country/XXX")[0] == 404


TAGS = set("html head meta title style body nav a h p table tbody tr th td bdi b blockquote".split())  # noqa: SIM905


def test_hostile_names_are_words_on_every_page(hostile_out):
    from kg.graph.store import Store

    out, _ = hostile_out
    nodes = sorted(Store(out / "store", read_only=True).nodes())
    with running(out, own_engine=True) as front:
        for iri in nodes:
            status, _, body = call(front, "GET", "/silkgraph/id/" + iri.removeprefix(BASE))
            assert status == 200, iri
            page = body.decode("utf-8")
            tags = set(re.findall(r"<([a-zA-Z!/]+)", page)) - {"!doctype"}
            assert {tag.strip("/") for tag in tags} <= TAGS
            assert not re.search(r"href=\"(?!/)", page)


# ── hostile clients ──────────────────────────────────────────────────────────────────────────────────────────────────


def ask_line(front, line, *headers):
    named = [f"Host: 127.0.0.1:{front.server_port}", *headers]
    return raw(front, ("\r\n".join([line, *named]) + "\r\n\r\n").encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""])
def test_another_host_name_is_refused(site, host):
    named = host.format(port=site.server_port)
    said = raw(site, f"GET /query HTTP/1.1\r\nHost: {named}\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 421 ")
    assert raw(site, b"GET /query HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 421 ")
    own = f"localhost:{site.server_port}"
    twice = f"GET /query HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n".encode()
    assert raw(site, twice).startswith(b"HTTP/1.1 421 ")
    assert raw(site, f"GET /query HTTP/1.1\r\nHost: {own}\r\n\r\n".encode()).startswith(b"HTTP/1.1 200 ")


def test_no_other_origin_may_read_or_ask(site):
    for method in ("GET", "OPTIONS"):
        status, headers, _ = call(site, method, "/sparql?query=ASK%20%7B%7D", Origin="http://evil.example")
        assert not [name for name in headers if name.startswith("access-control")]
        assert status == (200 if method == "GET" else 405)
    assert sparql(site, "ASK {}", Sec_Fetch_Site="cross-site")[0] == 403
    assert call(site, "GET", "/query?name=who-signed-most", Sec_Fetch_Site="cross-site")[0] == 403


_PATHS = """/../manifest.json /documents/../../../etc/passwd /%2e%2e/%2e%2e/etc/passwd //etc/passwd /store/CURRENT
    /documents/ /silkgraph/id/../../../etc/passwd /silkgraph/id/%00 /documents/..%2f..%2fmanifest.json /.git/config
    http://127.0.0.1/etc/passwd /explorer.html/../store/LOG /graph.ttl%00.html *"""
PATHS = _PATHS.split()


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_build(site, path):
    said = ask_line(site, f"GET {path} HTTP/1.1")
    assert said.split(b" ", 2)[1] in {b"400", b"404"}, said[:200]
    assert b"root:" not in said


def test_every_answer_carries_the_headers_that_bind_a_browser(site):
    for path in ("/", "/query", "/explorer.html", "/sparql", "/nothing", "/silkgraph/id/country/CHN"):
        _, headers, _ = call(site, "GET", path)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["content-security-policy"]
        assert "python" not in headers["server"].lower()


GARBAGE = [
    b"\x00" * 100,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"DELETE /graph.ttl HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TRACE /中国 HTTP/1.1\r\n\r\n".encode(),
]


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_gets_an_error_at_most(site, data):
    said = raw(site, data.replace(b"Host: localhost", f"Host: localhost:{site.server_port}".encode()))
    assert not said or re.match(rb"HTTP/1\.1 [45]\d\d ", said), said[:100]
    assert call(site, "GET", "/query")[0] == 200


def test_a_slow_client_loses_its_place_and_holds_no_one(site):
    slow = [
        socket.create_connection(("127.0.0.1", site.server_port), timeout=10) for _ in range(BOUNDS.connections - 1)
    ]
    try:
        began = time.monotonic()
        for connection in slow:
            connection.sendall(b"GET /que")
        assert call(site, "GET", "/query")[0] == 200
        while time.monotonic() - began < BOUNDS.sending + 1.5:
            for connection in slow:
                with contextlib.suppress(OSError):
                    connection.sendall(b"r")
            time.sleep(0.1)
        for connection in slow:
            # Closed, or a line that says so and then closed; never left waiting.
            with contextlib.suppress(ConnectionError):
                while connection.recv(1_000):
                    pass
        assert call(site, "GET", "/query")[0] == 200
    finally:
        for connection in slow:
            connection.close()


def test_a_client_that_does_not_read_is_left(site):
    greedy = [
        socket.create_connection(("127.0.0.1", site.server_port), timeout=10) for _ in range(BOUNDS.connections - 1)
    ]
    try:
        for connection in greedy:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            connection.sendall(f"GET /graph.ttl HTTP/1.1\r\nHost: localhost:{site.server_port}\r\n\r\n".encode())
        assert call(site, "GET", "/query")[0] == 200
        time.sleep(BOUNDS.receiving + 1)
        assert sum(left(site) for _ in range(3)) == 3
    finally:
        for connection in greedy:
            connection.close()


def test_a_file_is_sent_piece_by_piece(site, demo_out):
    # Many clients that do not read would else hold as many copies of it.
    from kg.serving.messages import Request

    reply = site.paths.answer(Request("GET", "/graph.ttl"))
    assert (reply.body, reply.size) == (b"", (demo_out / "graph.ttl").stat().st_size)
    assert call(site, "GET", "/graph.ttl")[2] == (demo_out / "graph.ttl").read_bytes()


def left(site):
    return call(site, "GET", "/query")[0] == 200


def test_more_clients_than_there_is_room_for_are_sent_away(site):
    held = [socket.create_connection(("127.0.0.1", site.server_port), timeout=10) for _ in range(BOUNDS.connections)]
    try:
        time.sleep(0.2)
        assert raw(site, b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 503 ")
    finally:
        for connection in held:
            connection.close()
    time.sleep(0.3)
    assert call(site, "GET", "/query")[0] == 200


def test_many_questions_at_once_are_answered_or_sent_away(demo_out):
    statuses = []

    def one(front):
        statuses.append(sparql(front, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0])

    # time enough for a busy machine: what is tried here is the number of questions
    with running(demo_out, own_engine=True, seconds=30) as front:
        threads = [threading.Thread(target=one, args=[front]) for _ in range(BOUNDS.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert set(statuses) <= {200, 503}
    assert 200 in statuses


# ── the program ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_verb_serves_until_it_is_told_to_stop_and_leaves_nothing(demo_out, tmp_path):
    command = [sys.executable, "-P", "-m", "kg", "serve", str(demo_out), "--port", "0"]
    held = {**environment(), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=held) as child:
        address = child.stdout.readline().decode().split()[0]
        port = int(re.search(r":(\d+)/", address)[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/sparql?query=" + quote("ASK { ?s ?p ?o }"))
        assert connection.getresponse().status == 200
        connection.close()
        child.send_signal(signal.SIGTERM)
        _, said = child.communicate(timeout=20)
    assert (child.returncode, said) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said_in_one_line(demo_out, capsys):
    from kg.cli import run

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code = run(["serve", str(demo_out), "--port", str(taken.getsockname()[1])])
    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_that_its_owner_gave_it_is_answered_to(demo_out):
    files = frozenset(Manifest.read(demo_out).files)
    with serving(demo_out, files, BASE, own_engine=True, names=["Graph.example.org"]) as front:
        assert "graph.example.org" in front.hosts
        assert f"127.0.0.1:{front.server_port}" in front.hosts
