"""The file of decisions: what is written is read again, comments stay, every mistake is told with its line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.curation.decisions import COLUMNS, add_decisions, read_decisions, write_decisions, written
from kg.decision import DECISION_KINDS, Decision, Quote
from kg.errors import DataFileError

HEAD = "\t".join(COLUMNS)
SHA = "a" * 64
ROW = f"reject\t{SHA}\tsignedWith\t中国@0-2\t希腊@3-5\t签署@5-7\t\t\t\tchen\tonly planned"


def read(tmp_path, *lines):
    path = tmp_path / "decisions.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return read_decisions(path)


words = st.text(st.sampled_from("中国@-|\\\t\n\r#0 1a希腊"), min_size=1, max_size=8)
quotes = st.builds(lambda start, text: Quote(start, start + len(text), text), st.integers(0, 99), words)
cells = st.text(st.sampled_from("中国甲\\\t\n\r#ab"), max_size=6)
decisions = st.builds(
    Decision,
    st.sampled_from(["accept", "reject"]),
    st.just(SHA),
    st.just("signedWith"),
    *[quotes.map(lambda quote: (quote,))] * 3,
    author=cells,
    reason=cells,
)


@given(decisions)
def test_what_is_written_is_read_again(decision):
    line = written(decision)
    assert "\n" not in line
    assert "\r" not in line
    with TemporaryDirectory() as folder:
        assert read(Path(folder), HEAD, line).decisions == (decision,)


def test_several_places_of_one_end_stand_in_one_cell(tmp_path):
    found = read(tmp_path, HEAD, ROW.replace("中国@0-2", "中方@9-11|中国@0-2"))
    assert [(q.words, q.start) for q in found.decisions[0].subject] == [("中国", 0), ("中方", 9)]


def test_comments_stay_above_the_line_they_stand_above(tmp_path):
    first, second = ROW, ROW.replace("@0-2", "@10-12").replace("@3-5", "@13-15").replace("@5-7", "@15-17")
    held = read(tmp_path, "# ours since May", HEAD, "# look again", second, first, "# the end")
    lines = held.text().splitlines()
    assert lines == ["# ours since May", HEAD, first, "# look again", second, "# the end"]


def test_the_written_file_does_not_depend_on_the_order_of_lines(tmp_path):
    rows = [ROW, ROW.replace("reject", "accept"), ROW.replace(SHA, "b" * 64)]
    assert read(tmp_path, HEAD, *rows).text() == read(tmp_path, HEAD, *reversed(rows)).text()


def test_a_decision_made_twice_is_one(tmp_path):
    path = tmp_path / "decisions.tsv"
    (decision,) = read(tmp_path, HEAD, ROW, ROW).decisions
    assert add_decisions(path, [decision]).decisions == (decision,)
    assert path.read_text(encoding="utf-8") == f"{HEAD}\n{ROW}\n"


def test_a_file_that_is_not_there_yet_is_begun(tmp_path):
    (decision,) = read(tmp_path, HEAD, ROW).decisions
    add_decisions(tmp_path / "new" / "mine.tsv", [decision])
    assert read_decisions(tmp_path / "new" / "mine.tsv").decisions == (decision,)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW.replace("reject", "rejekt"), "nearest: reject"),
        (ROW.replace(SHA, "abc"), "64 hexadecimal digits"),
        (ROW.replace("中国@0-2", "中国"), "words@start-end"),
        (ROW.replace("中国@0-2", "中国@0-3"), "as many code points"),
        (ROW.replace("中国@0-2", ""), "needs 'subject'"),
        (ROW.replace("signedWith", ""), "needs the relation"),
        (ROW.replace("reject", "correct"), "'end' is ''"),
        (ROW.replace("reject", "status"), "expected one of done, planned, ongoing"),
        (f"merge\t{SHA}\t\t中国@0-2", "needs 'to'"),
        (f"rename\t{SHA}\t\t中国@0-2\t\t\t\t\t中\u202e国", "no part of a name"),
        (ROW.replace("@0-2", f"@{'9' * 5000}-2"), "words@start-end"),
        ("relation\t\tsigned\t\t\t\t\t\tsignedwith", "needs the old name"),
        (ROW + "\t\t\t\t\t", "remove a tab"),
    ],
)
def test_a_line_that_cannot_be_meant_is_told_and_the_rest_is_read(tmp_path, row, expected):
    good = ROW.replace("reject", "accept")
    found = read(tmp_path, HEAD, "# mine", row, good)
    (trouble,) = found.troubles
    assert trouble.line == 3
    assert expected in trouble.why
    assert "left out" in trouble.now
    assert [decision.kind for decision in found.decisions] == ["accept"]
    assert row.rstrip() in found.text(), "nothing an author wrote is lost"


@pytest.mark.parametrize("header", ["decision\tdocument\tsubjekt", "document\tsubject", "what\tever"])
def test_a_file_that_is_none_of_decisions_is_refused_with_its_line(tmp_path, header):
    with pytest.raises(DataFileError, match=r"decisions\.tsv:1: "):
        read(tmp_path, header)


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path):
    found = read(tmp_path, "document\tdecision\tto\tsubject", f"{SHA}\trename\t新名\t中国@0-2")
    assert found.troubles == ()
    assert found.decisions[0].to == "新名"


def test_every_kind_can_be_written_by_hand(tmp_path):
    rows = {
        "accept": ROW.replace("reject", "accept"),
        "reject": ROW,
        "correct": f"correct\t{SHA}\tsignedWith\t中国@0-2\t希腊@3-5\t签署@5-7\t\tobject\tcountry/ITA",
        "status": f"status\t{SHA}\tsignedWith\t中国@0-2\t希腊@3-5\t签署@5-7\t\t\tplanned",
        "merge": f"merge\t{SHA}\t\t中国@0-2\t\t\t\t\t中方@4-6#{'b' * 64}",
        "split": f"split\t{SHA}\t\t中国@0-2",
        "rename": f"rename\t{SHA}\t\t中国@0-2\t\t\t\t\t新名",
    }
    assert set(rows) == set(DECISION_KINDS)
    found = read(tmp_path, HEAD, *rows.values())
    assert found.troubles == ()
    assert {decision.kind for decision in found.decisions} == set(rows)


def test_a_written_file_replaces_the_old_one_whole(tmp_path):
    held = read(tmp_path, HEAD, ROW)
    write_decisions(tmp_path / "decisions.tsv", held)
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.tsv"]


@given(st.lists(st.text(st.sampled_from("\tab@-#|\\\n中0159") | st.characters(), max_size=60), max_size=8))
def test_whatever_stands_in_a_file_is_read_or_told(lines):
    with TemporaryDirectory() as folder:
        text = [line.encode("utf-8", "replace").decode("utf-8") for line in lines]
        held = read(Path(folder), HEAD, *text)
        given_lines = "\n".join(text).split("\n")
        told = [line for line in given_lines if line.rstrip("\r").strip() and not line.startswith("#")]
        assert len(held.troubles) + len(held.entries) + len(held.renamed) == len(told)
        assert all(line.rstrip("\r") in held.text() for line in told)
