"""The laws of the house, on small documents and on the embedded corpus: proof, sameness, plans, silence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kg.output.build import build

PREFIXES = """
PREFIX kg: <https://w3id.org/silkgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
QUOTES = (
    PREFIXES
    + """
SELECT ?claim ?id ?start ?end ?exact WHERE {
  ?claim a kg:Claim ; kg:document/dcterms:identifier ?id ; ?pointer ?place .
  VALUES ?pointer { kg:evidence kg:subjectAt kg:objectAt kg:cueAt }
  ?place oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }"""
)
UNPROVEN = PREFIXES + "SELECT ?claim WHERE { ?claim a kg:Claim FILTER NOT EXISTS { ?claim kg:evidence ?place } }"
ONLY_PLANNED = (
    PREFIXES
    + """
SELECT ?s ?p ?o WHERE {
  ?claim kg:status kg:Planned ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o .
  FILTER NOT EXISTS { ?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status ?status .
                      FILTER (?status != kg:Planned) }
  FILTER NOT EXISTS { ?other rdf:subject ?o ; rdf:predicate ?p ; rdf:object ?s ; kg:status ?status .
                      FILTER (?p = kg:signedWith && ?status != kg:Planned) } }"""
)
ASSERTED = (
    PREFIXES
    + """
SELECT ?claim WHERE { ?claim kg:status ?status ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER (?status != kg:Planned) FILTER NOT EXISTS { ?s ?p ?o } }"""
)


def ask(out, query):
    import pyoxigraph as ox

    store = ox.Store.read_only(str(out / "store"))
    return [[term.value for term in solution] for solution in store.query(query)]


def quads(out):
    import pyoxigraph as ox

    return b"".join(sorted(ox.Store.read_only(str(out / "store")).dump(format=ox.RdfFormat.N_QUADS).splitlines(True)))


def bytes_of(out):
    """Everything of a build that must be the same, the store as its sorted N-Quads."""
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != "store"
    }
    return files | {"store": quads(out)}


@pytest.fixture(scope="module")
def small_out(small_folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("laws") / "out"
    build([str(small_folder)], out)
    return out


@pytest.fixture(params=["small", "corpus"])
def out(request):
    return request.getfixturevalue("small_out" if request.param == "small" else "demo_out")


def test_law_1_every_claim_has_evidence_and_every_quotation_is_exactly_its_slice(out):
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (out / "documents").glob("*.txt")}
    found = ask(out, QUOTES)
    assert found, "nothing was found, so nothing would be proved"
    assert [row for row in found if texts[row[1]][int(row[2]) : int(row[3])] != row[4]] == []
    assert ask(out, UNPROVEN) == []


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Caracas", "LC_ALL": "C.UTF-8"},
    ],
    ids=["C, Shanghai", "UTF-8, Caracas"],
)
def test_law_2_the_same_sources_give_the_same_bytes_anywhere(small_folder, small_out, tmp_path, root, environment):
    # Another order of documents, another folder to stand in, another process.
    words = [str(path) for path in sorted(small_folder.iterdir(), reverse=True)]
    command = [sys.executable, "-m", "kg", "build", *words, "-o", "again"]
    held = {**os.environ, "PYTHONPATH": str(root), **environment}
    run = subprocess.run(command, cwd=tmp_path, env=held, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert bytes_of(tmp_path / "again") == bytes_of(small_out)


def test_law_2_documents_built_one_by_one_add_up_to_the_whole(small_folder, small_out, tmp_path):
    lines = set()
    for path in sorted(small_folder.iterdir()):
        build([str(path)], tmp_path / path.stem)
        lines |= set(quads(tmp_path / path.stem).splitlines())
        one = (tmp_path / path.stem / "documents" / f"{path.stem}.nt").read_bytes()
        assert one == (small_out / "documents" / f"{path.stem}.nt").read_bytes()
    assert lines == set(quads(small_out).splitlines())


def test_law_4_what_is_only_planned_is_never_asserted_and_what_is_done_is(out):
    assert ask(out, ONLY_PLANNED) == []
    assert ask(out, ASSERTED) == []


def test_law_4_a_plan_is_kept_as_a_plan(small_out):
    statuses = PREFIXES + 'SELECT ?s WHERE { ?c kg:status ?s ; kg:document/dcterms:identifier "plan" }'
    assert {row[0].rpartition("#")[2] for row in ask(small_out, statuses)} == {"Planned"}


GUARDED = """
import sys
tried = []
sys.addaudithook(lambda event, arguments: tried.append(event) if event.startswith("socket.") else None)
import kg
from kg.output.build import build
build([sys.argv[1]], sys.argv[2])
doc = kg.Pipeline.load()(kg.read(sys.argv[1] + "/list.txt"))
store = kg.Store(); store.add(doc); kg.check(store)
kg.build_network(store)
if tried:
    sys.exit(f"sockets: {sorted(set(tried))}")
"""


def test_law_5_the_library_prints_nothing_and_opens_no_socket(small_folder, tmp_path, root):
    command = [sys.executable, "-c", GUARDED, str(small_folder), str(tmp_path / "out")]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_built_graph_is_fit_to_be_quoted(out):
    import kg

    report = kg.check(kg.Store(out / "store", read_only=True))
    assert [str(finding) for finding in report.findings] == []


def test_a_killed_or_edited_output_is_told_from_a_whole_one(small_folder, tmp_path):
    from kg.output.manifest import differences

    build([str(small_folder)], tmp_path / "out")
    assert differences(tmp_path / "out") == []
    text = tmp_path / "out" / "documents" / "list.txt"
    text.write_bytes(text.read_bytes().replace("希腊".encode(), "希臘".encode()))
    (tmp_path / "out" / "explorer.html").unlink()
    assert [line.split(":")[0] for line in differences(tmp_path / "out")] == ["documents/list.txt", "explorer.html"]
