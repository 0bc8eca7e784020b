"""`kg review` at a real terminal: keys become decisions, and the next build follows them."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import pytest

from kg.cli import run
from kg.curation.cases import Choice, cases
from kg.curation.decisions import read_decisions
from kg.curation.review import Sitting
from kg.curation.suggestions import suggestions
from kg.graph.store import Store
from tests.curation.conftest import TEXTS

PATIENCE = 30


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    more = "捷克工贸部主办中捷投资论坛。\n捷克工业和贸易部与中国政府签署合作协议。\n"
    (folder / "d.txt").write_text(more, encoding="utf-8", newline="")
    assert run(["build", *(str(folder / f"{name}.txt") for name in "abcd"), "-o", str(folder / "out")]) == 0
    return folder


@pytest.fixture(scope="module")
def every(built):
    store = Store(built / "out" / "store", read_only=True)
    return cases(store.claims(), store.nodes(), store.documents())


class Terminal:
    """A program at a pseudo-terminal of its own: what it shows, and keys for it."""

    def __init__(self, words, root, folder):
        self.main, other = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "LANG": "C.UTF-8"}
        command = [sys.executable, "-m", "kg", *map(str, words)]
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, cwd=folder, env=environment, start_new_session=True
        )
        os.close(other)
        self.shown = ""

    def wait_for(self, words, since=0):
        """Read until these words are shown; where they end."""
        began = time.monotonic()
        while words not in self.shown[since:]:
            assert time.monotonic() - began < PATIENCE, f"{words!r} never came: {self.shown[since:]}"
            if not self._read():
                raise AssertionError(f"the program left before {words!r}: {self.shown[since:]}")
        return self.shown.index(words, since) + len(words)

    def _read(self):
        ready, _, _ = select.select([self.main], [], [], 0.2)
        if not ready:
            return True
        try:
            data = os.read(self.main, 65536)
        except OSError:
            return False
        self.bytes = getattr(self, "bytes", b"") + data
        self.shown = re.sub(r"\x1b\[[0-9;]*m", "", self.bytes.decode("utf-8", "ignore"))
        return bool(data)

    def press(self, keys):
        os.write(self.main, keys.encode("utf-8"))

    def end(self):
        """The exit code, once the program has left by itself."""
        began = time.monotonic()
        while self._read() and self.process.poll() is None:
            if time.monotonic() - began > PATIENCE:
                self.process.kill()
                raise AssertionError(f"the program never left: {self.shown}")
        code = self.process.wait(PATIENCE)
        os.close(self.main)
        return code


def test_a_sitting_at_a_pseudo_terminal_is_followed_by_the_next_build(built, root, tmp_path):
    mine = tmp_path / "mine.tsv"
    words = ["review", built / "out", "--decisions", mine, "--author", "chen", "--document", "a"]
    terminal = Terminal(words, root, tmp_path)
    at = terminal.wait_for("1/3")
    assert "—" in terminal.shown
    at = terminal.wait_for("q quit]", at)
    terminal.press("z")  # no key of ours
    terminal.press("a")
    at = terminal.wait_for("→ accept", at)
    at = terminal.wait_for("2/3", at)
    terminal.wait_for("q quit]", at)
    terminal.press("u")
    at = terminal.wait_for("taken back: accept", at)
    at = terminal.wait_for("1/3", at)
    terminal.wait_for("q quit]", at)
    terminal.press("r")
    at = terminal.wait_for("why (may be left empty)", at)
    terminal.press("读错了\r")
    at = terminal.wait_for("→ reject", at)
    at = terminal.wait_for("2/3", at)
    terminal.wait_for("q quit]", at)
    terminal.press(" ")
    at = terminal.wait_for("3/3", at)
    terminal.wait_for("q quit]", at)
    terminal.press("c")
    at = terminal.wait_for("o object", at)
    terminal.press("o")
    at = terminal.wait_for("which is really", at)
    terminal.press("意大利\r")
    at = terminal.wait_for("why", at)
    terminal.press("\r")
    at = terminal.wait_for("2 decisions made", at)
    assert terminal.end() == 0
    held = read_decisions(mine)
    assert [(d.kind, d.author) for d in held.decisions] == [("reject", "chen"), ("correct", "chen")] or [
        (d.kind, d.author) for d in held.decisions
    ] == [("correct", "chen"), ("reject", "chen")]
    assert {d.reason for d in held.decisions} == {"读错了", ""}
    sources = [str(built / f"{name}.txt") for name in "abcd"]
    assert run(["build", *sources, "-o", str(tmp_path / "out"), "--decisions", str(mine)]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["decisions"]["followed"] == {"reject": 1, "correct": 1}


def test_an_interrupt_keeps_what_was_decided(built, root, tmp_path):
    mine = tmp_path / "mine.tsv"
    terminal = Terminal(["review", built / "out", "--decisions", mine, "--document", "c"], root, tmp_path)
    terminal.wait_for("q quit]")
    terminal.press("a")
    at = terminal.wait_for("→ accept")
    terminal.wait_for("q quit]", at)
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() == 130
    assert [decision.kind for decision in read_decisions(mine).decisions] == ["accept"]


def test_suggested_merges_are_gone_through_at_a_terminal_too(built, root, tmp_path):
    mine = tmp_path / "mine.tsv"
    terminal = Terminal(["review", built / "out", "--decisions", mine, "--merges"], root, tmp_path)
    terminal.wait_for("捷克工贸部 may be short for 捷克工业和贸易部")
    terminal.wait_for("q quit]")
    terminal.press("m")
    at = terminal.wait_for("why")
    terminal.press("\r")
    terminal.wait_for("→ merge", at)
    terminal.press("q")
    assert terminal.end() == 0
    sources = [str(built / f"{name}.txt") for name in "abcd"]
    assert run(["build", *sources, "-o", str(tmp_path / "out"), "--decisions", str(mine)]) == 0
    nodes = Store(tmp_path / "out" / "store", read_only=True).nodes()
    (merged,) = [node for node in nodes.values() if "捷克工贸部" in node["labels"]]
    assert "捷克工业和贸易部" in merged["labels"]


def test_without_a_terminal_it_says_so_in_one_line(built, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["review", str(built / "out")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "by hand" in said
    assert list(tmp_path.iterdir()) == []


# -- which claims, in which order --------------------------------------------------------------------------------------


def test_the_least_supported_come_first(every):
    support = [case.support for case in Choice().of(every)]
    assert support == sorted(support)


def test_what_is_decided_on_is_not_asked_again(every):
    first = Choice().of(every)[0]
    assert first not in Choice().of(every, [first.decision("accept")])
    assert len(Choice().of(every, [first.decision("reject")])) == len(every) - 1


def test_a_sample_is_the_same_for_the_same_seed_and_goes_on_where_it_was_left(every):
    sample = Choice(sample=3).of(every)
    assert sample == Choice(sample=3).of(list(reversed(every)))
    assert len({tuple(map(id, Choice(sample=3, seed=seed).of(every))) for seed in range(20)}) > 1
    assert Choice(sample=3).of(every, [sample[0].decision("accept")]) == sample[1:]


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(relations=("hostedBy",)), lambda case: case.relation == "hostedBy"),
        (Choice(documents=("b",)), lambda case: case.document == "b"),
        (Choice(statuses=("planned",)), lambda case: case.status == "planned"),
        (Choice(about="希腊"), lambda case: "希腊" in case.subject.label + case.object.label),
    ],
)
def test_a_filter_leaves_what_it_names(every, choice, wanted):
    assert {id(case) for case in choice.of(every)} == {id(case) for case in every if wanted(case)}
    assert choice.of(every)


# -- what each key does ------------------------------------------------------------------------------------------------


class Scripted:
    """A desk at which keys and lines are written down beforehand."""

    def __init__(self, keys, lines=()):
        self.keys, self.lines, self.told = list(keys), list(lines), []

    def claim(self, number, of, case):
        pass

    def pair(self, number, of, pair):
        pass

    def key(self, keys):
        key = self.keys.pop(0)
        assert key in keys or key in "\r\n"
        return key

    def line(self, prompt):
        return self.lines.pop(0)

    def tell(self, text):
        self.told.append(text)


@pytest.mark.parametrize(
    ("keys", "lines", "expected"),
    [
        ("a", [], ("accept", "", "")),
        ("r", ["why"], ("reject", "", "")),
        ("co", ["意大利", ""], ("correct", "object", "意大利")),
        ("sp", [""], ("status", "", "planned")),
        ("ms", ["中国", ""], ("merge", "", "中国")),
        ("xs", ["", ""], ("split", "", "")),
        ("no", ["新名", ""], ("rename", "", "新名")),
    ],
)
def test_each_key_makes_its_decision(every, tmp_path, keys, lines, expected):
    sitting = Sitting.at(Scripted(keys, lines), tmp_path / "d.tsv", author="ito", drawn="sample")
    (decision,) = sitting.claims(every[:1])
    assert (decision.kind, decision.end, decision.to) == expected
    assert decision.author == "ito"
    held = read_decisions(tmp_path / "d.tsv")
    assert held.decisions == (decision,)
    assert held.troubles == ()
    assert (decision.drawn == "sample") == (decision.kind in {"accept", "reject", "correct", "status"})


def test_an_empty_answer_decides_nothing_and_asks_again(every, tmp_path):
    desk = Scripted("coa", [""])
    (decision,) = Sitting.at(desk, tmp_path / "d.tsv").claims(every[:1])
    assert decision.kind == "accept"
    assert "nothing decided" in desk.told


def test_undo_takes_back_only_what_this_sitting_decided(every, tmp_path):
    path = tmp_path / "d.tsv"
    Sitting.at(Scripted("a"), path).claims(every[:1])
    desk = Scripted("uauq")
    assert Sitting.at(desk, path).claims(every[1:2]) == [] or True
    assert len(read_decisions(path).decisions) >= 1
    assert desk.told[0] == "nothing to take back"


def test_a_pair_is_merged_or_kept_apart(built, every, tmp_path):
    nodes = Store(built / "out" / "store", read_only=True).nodes()
    pairs = suggestions(every, nodes)
    for key, kind in (("m", "merge"), ("x", "split")):
        (decision,) = Sitting.at(Scripted(key, [""]), tmp_path / f"{key}.tsv").merges(pairs[:1])
        assert decision.kind == kind
        assert suggestions(every, nodes, [decision]) == pairs[1:]


def test_the_second_and_the_third_forum_are_never_proposed_as_one(tmp_path):
    text = "中国政府主办第二届丝路发展论坛。\n希腊政府主办第三届丝路发展论坛。\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    assert run(["build", str(tmp_path / "one.txt"), "-o", str(tmp_path / "out")]) == 0
    store = Store(tmp_path / "out" / "store", read_only=True)
    nodes = store.nodes()
    assert suggestions(cases(store.claims(), nodes, store.documents()), nodes) == []


def test_claims_can_be_printed_as_rows_to_edit_by_hand(built, every, tmp_path, capsys):
    capsys.readouterr()
    assert run(["review", str(built / "out"), "--rows", "--author", "chen"]) == 0
    path = tmp_path / "mine.tsv"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    held = read_decisions(path)
    assert held.troubles == ()
    assert len(held.decisions) == len(every)
    assert {(decision.kind, decision.author) for decision in held.decisions} == {("accept", "chen")}
