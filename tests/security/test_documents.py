"""Whatever stands in a file, it is read right or refused in one clear line, and nothing of it acts anywhere."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import run
from kg.cli.terminal import clean
from kg.errors import DocumentError
from kg.text.reader import read
from tests.security import hostile

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
BASE = "https://w3id.org/silkgraph/id/"


@pytest.mark.parametrize("file", hostile.everything(), ids=lambda file: file.name)
def test_a_file_is_read_or_refused_in_one_line(file, tmp_path):
    path = tmp_path / file.name
    path.write_bytes(file.data)
    try:
        doc = read(path)
    except DocumentError as error:
        assert file.read is not True, error
        assert "\n" not in str(error)
        assert file.name in str(error)
        assert len(str(error)) < 400
    else:
        assert file.read is not False
        assert doc.source.strip()
        assert "\0" not in doc.source
        doc.source.encode("utf-8")


def test_what_an_encoding_holds_is_read_as_it_was_written(tmp_path):
    for file in hostile.encoded():
        if file.read:
            (tmp_path / file.name).write_bytes(file.data)
            source = read(tmp_path / file.name).source
            assert "签署" in source or "簽署" in source, file.name


def test_a_document_type_is_refused_wherever_it_stands(tmp_path):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    for before in (f"<!DOCTYPE x [{laughs}]>", " " * 6_000 + f"<!DOCTYPE x [{laughs}]>"):
        path = tmp_path / "laughs.docx"
        path.write_bytes(hostile.word("<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>", before))
        with pytest.raises(DocumentError, match="DOCTYPE"):
            read(path)


def test_one_bad_document_never_stops_a_build(hostile_out):
    out, report = hostile_out
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    skipped = {entry["source"]: entry["why"] for entry in told["skipped"]}
    for file in [*hostile.encoded(), *hostile.documents()]:
        if file.read is False:
            assert file.name in skipped, file.name
        if file.read:
            assert file.name not in skipped, skipped
    assert all(why and "\n" not in why and not why.startswith("unexpected") for why in skipped.values()), skipped
    assert len(report.entries) + len(skipped) == len(hostile.everything())


def test_a_hostile_build_can_be_verified_and_has_only_plain_addresses(hostile_out):
    from kg.proof.verifier import verify

    out, _ = hostile_out
    found = verify(out)
    assert found.ok, str(found)[:2_000]
    iri = re.compile(rb"<(?P<iri>[^>]*)>")
    for line in (out / "graph.ttl").read_bytes().split(b"\n"):
        bare = re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', line)
        for found_iri in iri.finditer(bare):
            assert re.fullmatch(rb"[A-Za-z0-9:/#._,=@()*%-]*", found_iri["iri"]), found_iri["iri"]


def test_the_graph_of_a_hostile_build_is_read_back_by_another_library(hostile_out):
    import pyoxigraph as ox
    import rdflib

    out, _ = hostile_out
    graph = rdflib.Graph().parse(data=(out / "graph.ttl").read_bytes(), format="turtle")
    store = ox.Store.read_only(str(out / "store"))
    assert len(graph) == len(store)
    quotes = {str(value) for value in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))}
    assert quotes == {
        q.object.value for q in store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/oa#exact"), None)
    }


def exports():
    from kg.graph.exports import FORMS

    return sorted(FORMS)


@pytest.mark.parametrize("form", exports())
def test_every_export_of_a_hostile_build_can_be_read(form, hostile_out, tmp_path):
    import xml.etree.ElementTree as ET

    from kg.graph.exports import export
    from kg.graph.store import Store

    out, _ = hostile_out
    with_store = Store(out / "store", read_only=True)
    for path in export(with_store, form, tmp_path / form):
        assert path.resolve().is_relative_to(tmp_path)
        data = path.read_bytes()
        if path.suffix in {".graphml", ".gexf"}:
            ET.fromstring(data)
        elif path.suffix in {".json", ".jsonld"}:
            json.loads(data)
        elif path.suffix != ".parquet":
            data.decode("utf-8")


def test_nothing_of_a_hostile_build_is_script_in_its_page(hostile_out, demo_out):
    hostile_page = (hostile_out[0] / "explorer.html").read_text(encoding="utf-8")
    tame_page = (demo_out / "explorer.html").read_text(encoding="utf-8")
    tags = re.compile(r"<(?:script|style|link|img|iframe|svg|object|embed|base|form|meta)\b[^>]*", re.IGNORECASE)

    def shapes(page):
        return [re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256", tag) for tag in tags.findall(page)]

    assert shapes(hostile_page) == shapes(tame_page)
    assert "default-src 'none'" in hostile_page


@pytest.mark.parametrize("words", [("show",), ("query", "--format", "table"), ("query", "--format", "json")])
def test_nothing_from_a_text_acts_on_a_terminal(words, hostile_folder, hostile_out, capsys):
    if words[0] == "show":
        telling = ("terminal", "control", "c1", "bidi", "zero-width", "separators", "flipped", "markup", "script")
        for file in [file for file in hostile.texts() if file.name.removesuffix(".txt").endswith(telling)]:
            run(["show", str(hostile_folder / "tabled" / file.name)])
            printed = capsys.readouterr()
            assert not ACTING.search(printed.out + printed.err), file.name
    else:
        text = "SELECT ?x { ?s <http://www.w3.org/ns/oa#exact>|<http://www.w3.org/2004/02/skos/core#altLabel> ?x }"
        run(["query", str(hostile_out[0]), text, *words[1:]])
        printed = capsys.readouterr()
        assert len(printed.out) > 1_000
        assert not ACTING.search(printed.out + printed.err)


def looking(out, folder):
    """Every verb that prints something of a built folder."""
    texts = "SELECT ?x { ?s <http://www.w3.org/ns/oa#exact>|<http://www.w3.org/2004/02/skos/core#altLabel> ?x }"
    out, file = str(out), str(folder / "tabled" / "name-flipped.txt")
    return [
        *(["query", out, texts, "--format", form] for form in ("table", "json")),
        *(["explain", out, name] for name in ("中国", "国家开发银行")),
        ["explain", out, "中国", "--json"],
        ["verify", out],
        ["reconcile", out],
        ["reconcile", out, "--json"],
        ["check", out],
        ["diff", out, out],
        ["network", out],
        ["gaps", file],
        *(["table", out, name] for name in ("claims", "items", "entities")),
        ["table", out, "claims", "--json"],
        ["show", file, "--json"],
    ]


@pytest.mark.parametrize("number", range(17))
def test_no_verb_lets_a_text_act_on_a_terminal(number, hostile_folder, hostile_out, capsys):
    words = looking(hostile_out[0], hostile_folder)[number]
    code = run(words)
    printed = capsys.readouterr()
    assert code in {0, 1}, printed.err
    assert not ACTING.search(printed.out + printed.err), words


NAMES_OF_FILES = [
    b"\x1b[31mred.txt",
    b"two\nlines.txt",
    b"\xff\xfe-not-utf8.txt",
    b"-o.txt",
    b"--help.txt",
    b"$(touch PWN).txt",
    b"<script>.txt",
    b"CON.txt",
    b"a:b.txt",
    "中".encode() * 80 + b".txt",
    "\u202etxt.exe.txt".encode(),
    b" .txt",
    b"%2e%2e%2fup.txt",
]


def test_a_file_name_is_a_name_whatever_it_holds(tmp_path, monkeypatch, capsysbinary):
    import os

    sources = tmp_path / "sources"
    sources.mkdir()
    for number, name in enumerate(NAMES_OF_FILES):
        (sources / os.fsdecode(name)).write_bytes((hostile.SENTENCE + str(number)).encode())
    monkeypatch.chdir(tmp_path)
    code = run(["build", str(sources), "-o", "out"])
    printed = b"".join(capsysbinary.readouterr()).decode("utf-8", "surrogateescape")
    assert code == 0, printed
    assert not ACTING.search(printed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sources"]
    names = [path.name for path in (tmp_path / "out" / "documents").iterdir()]
    assert len(names) == 2 * len(NAMES_OF_FILES)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+\.(?:txt|nt)", name) for name in names), names


def test_what_has_no_end_is_no_document(tmp_path, capsys):
    import os

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(hostile.SENTENCE, encoding="utf-8")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    paths = [str(tmp_path / "in" / name) for name in ("good.txt", "pipe.txt", "zero.txt")]
    assert run(["build", *paths, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("is no file but a pipe or device") == 2
    assert run(["show", paths[1]]) == 2
    (tmp_path / "in" / "documents.tsv").write_text("id\tfile\na\tpipe.txt\nb\tgood.txt\n", encoding="utf-8")
    assert run(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 1
    (tmp_path / "in" / "documents.tsv").write_text("id\tfile\na\tx\0y.txt\n", encoding="utf-8")
    assert run(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 2
    assert "unexpected" not in capsys.readouterr().err


def test_a_standard_input_without_an_end_is_not_waited_for(tmp_path):
    import subprocess
    import sys

    from kg.serving.child import environment

    command = [sys.executable, "-P", "-m", "kg", "build", "-", "-o", str(tmp_path / "out")]
    with open("/dev/zero", "rb") as endless:  # noqa: PTH123 - a device, not a path of ours
        done = subprocess.run(command, stdin=endless, capture_output=True, env=environment(), timeout=60, check=False)
    assert done.returncode == 2
    assert b"more than the 50,000,000 bytes allowed" in done.stderr


def test_a_table_cannot_lead_outside_its_folder(tmp_path, capsys):
    (tmp_path / "secret.txt").write_text(hostile.SENTENCE, encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for file in ("../secret.txt", str(tmp_path / "secret.txt"), "x/../../secret.txt"):
        (folder / "documents.tsv").write_text(f"id\tfile\na\t{file}\n", encoding="utf-8")
        assert run(["build", str(folder), "-o", str(tmp_path / "out")]) == 2
        assert "outside" in capsys.readouterr().err
    for name in ("../up", "a/b", "..", "a\0b", "中"):
        (folder / "documents.tsv").write_text(f"id\tfile\n{name}\tx.txt\n", encoding="utf-8")
        assert run(["build", str(folder), "-o", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_cleaning_leaves_nothing_that_acts():
    for strange in (*hostile.STRANGE.values(), *hostile.NAMES.values()):
        assert not ACTING.search(clean(strange))
