"""A sum, a figure, a date or a title that was changed in every file alike is still found: its words say otherwise."""

from __future__ import annotations

import hashlib
import json
import shutil
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.output.build import build
from kg.proof.amounts import figure_in, sum_in
from kg.proof.numbers import number
from kg.proof.statements import Statements
from kg.proof.verifier import verify
from tests.proof.test_verify import resealed, spoil


def forge(out, old, new):
    """Change the one line that holds ``old`` in every file of a build, and make all digests agree again."""
    (path,) = (path for path in (out / "documents").glob("*.nt") if old in path.read_text("utf-8"))
    (line,) = (line for line in path.read_text("utf-8").splitlines(keepends=True) if old in line)
    before, after = (
        next(iter(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))) for text in (line, line.replace(old, new))
    )
    spoil(path, line, line.replace(old, new))
    store = ox.Store(str(out / "store"))
    store.remove(ox.Quad(before.subject, before.predicate, before.object))
    store.add(ox.Quad(after.subject, after.predicate, after.object))
    store.flush()
    store.dump(str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    del store
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    lines = Statements.read(out / "graph.ttl").lines
    manifest["graph"] |= {"triples": len(lines), "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    resealed(out)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('ontology#value> "260000000"', 'ontology#value> "26000000"', "value"),
        ('ontology#value> "500000000"', 'ontology#value> "5000000000"', "value"),
        ('ontology#value> "500000000"', 'ontology#value> "NaN"', "value"),
        ('ontology#value> "150"', 'ontology#value> "160"', "value"),
    ],
)
def test_a_changed_value_is_found_by_its_words(copy, old, new, rule):
    forge(copy, old, new)
    (finding,) = verify(copy).findings
    assert finding.rule == rule, str(finding)


def test_a_changed_currency_is_found_by_its_words(tmp_path):
    (tmp_path / "d.txt").write_text("中国国家开发银行向埃及银行提供5亿美元贷款。\n", encoding="utf-8")
    out = tmp_path / "out"
    build((str(tmp_path / "d.txt"),), out)
    assert verify(out).ok
    forge(out, '"USD"', '"EUR"')
    (finding,) = verify(out).findings
    assert finding.rule == "currency"
    assert "'5亿美元' say USD" in finding.message


def test_a_sum_that_is_no_sum_is_named(copy):
    text = (copy / "graph.ttl").read_text("utf-8")
    (copy / "graph.ttl").write_text(text.replace("a kg:Amount", "a kg:Item"), encoding="utf-8")
    messages = [finding.message for finding in verify(copy).findings if finding.rule == "amount"]
    assert any("is no kg:Amount" in message for message in messages)


def test_a_figure_whose_words_stand_elsewhere_is_named(copy):
    spoil(copy / "graph.ttl", '"150个国家"', '"160个国家"')
    assert any("does not stand where it points to" in finding.message for finding in verify(copy).findings)


def test_titles_and_dates_are_those_of_the_table(tmp_path, sources):
    folder = shutil.copytree(sources, tmp_path / "sources")
    table = "id\tfile\ttitle\tdate\npress\tpress.txt\t论坛  通稿\t2019-04-25\n"
    (folder / "documents.tsv").write_text(table, encoding="utf-8")
    build((str(folder),), tmp_path / "out")
    assert verify(tmp_path / "out", sources=folder).ok
    forge(tmp_path / "out", '"2019-04-25"', '"2018-04-25"')
    forge(tmp_path / "out", '"论坛', '"会议')
    found = verify(tmp_path / "out", sources=folder)
    assert [(finding.rule, finding.node) for finding in found.findings] == [("table", "press")] * 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", 1000), ("1,234,567.5", "1234567.5"), ("3亿5000万", 350000000), ("2.6亿", 260000000),
        ("百万", 10**6), ("3万亿", 3 * 10**12), ("三百二十", 320), ("十五", 15), ("二〇一九", 2019),
        ("一万五千", 15000), ("三点五亿", 350000000),
        ("一百二", None), ("三亿五", None), ("1,23", None), ("1.5亿2000万", None), ("十百", None), ("", None),
        ("9" * 5000, None), ("点", None), ("亿", None), (".", None),
    ],
)  # fmt: skip
def test_numbers_are_read_where_they_are_safe(text, value):
    assert number(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("９，０００萬美元", 90000000, "USD"), ("1000亿元等值人民币", 10**11, "CNY"), ("人民币10亿元", 10**9, "CNY"),
        ("8亿美元等值人民币", 8 * 10**8, None), ("15亿元", 15 * 10**8, None), ("十多亿美元", 10**9, "USD"),
        ("5亿至8亿美元", None, None), ("数十亿美元", None, None), ("十几亿美元", None, None),
        ("2亿卢比", 2 * 10**8, None),
    ],
)  # fmt: skip
def test_sums_are_read_where_they_are_safe(text, value, code):
    assert sum_in(text) == (value, code)


@pytest.mark.parametrize(
    ("text", "value"),
    [("逾6,000名", 6000), ("近千家", 1000), ("百余名", 100), ("三点", 3), ("超过110万人", 1100000), ("几个", None)],
)
def test_figures_are_read_where_they_are_safe(text, value):
    assert figure_in(text) == value
