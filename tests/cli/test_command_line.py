"""What holds for every verb: help, exit codes, one line of complaint, text that cannot act."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from kg.cli.terminal import clean, say_table, width
from kg.cli.verbs import VERBS


def test_help_names_every_verb_with_its_line(kg):
    said = kg("--help")
    assert said.code == 0
    for name, (_, line) in VERBS.items():
        assert name in said.out
        assert line.split(",")[0][:30] in said.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(kg, verb):
    said = kg(verb, "--help")
    assert said.code == 0, said.err
    assert said.out.startswith(f"Usage: kg {verb} ")
    assert len(said.out.split("\n\n")[1]) > 20, "a sentence under the usage line"


def test_the_version_is_told(kg):
    from kg import __version__

    assert kg("--version").out == f"silkgraph, version {__version__}\n"


def test_a_verb_that_is_none_gets_the_nearest_ones(kg):
    said = kg("quary", "out")
    assert said.code == 2
    assert said.err == "kg: no verb 'quary'; did you mean query? (see `kg --help`)\n"


def test_a_verb_like_no_other_is_not_answered_with_all_of_them(kg):
    said = kg("zzzz")
    assert (said.code, said.err) == (2, "kg: no verb 'zzzz' (see `kg --help`)\n")


def test_kg_alone_shows_the_help_as_it_is_laid_out(kg):
    said = kg()
    assert said.code == 2
    assert said.err == kg("--help").out


def test_the_formats_of_an_export_need_no_graph(kg):
    said = kg("export", "--list")
    assert said.code == 0, said.err
    assert "graphml" in said.out


def test_one_bad_file_of_a_folder_does_not_hide_the_others_behind_it(kg, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    for name in ("b.txt", "c.txt"):
        (tmp_path / name).write_text("中国商务部与希腊政府签署合作协议。\n", encoding="utf-8")
    said = kg("show", tmp_path)
    assert said.code == 1
    assert said.out.count("signedWith") == 2
    assert said.err.startswith("skipped ")
    assert said.err.count("\n") == 1


def test_a_missing_word_is_wrong_usage_in_one_line(kg):
    said = kg("build")
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_a_missing_path_is_wrong_usage_in_one_line(kg, tmp_path):
    said = kg("build", tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert said.code == 2
    assert "no such file or folder" in said.err
    assert said.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_traceback_is_shown_on_demand_only(kg, tmp_path):
    words = ("build", tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert "Traceback" not in kg(*words).err
    assert "Traceback" in kg(*words, "--debug").err


def test_a_defect_of_ours_is_one_line_too(kg, monkeypatch, text, tmp_path):
    def broken(*_):
        raise RuntimeError("what\nnow")

    monkeypatch.setattr("kg.output.build.collect", broken)
    said = kg("build", text, "-o", tmp_path / "out")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "unexpected RuntimeError: what now" in said.err


def test_text_cannot_drive_the_terminal_or_hide(capsys):
    assert clean("a\x1b]0;x\x07b\u202ec\u200bd\ue000") == "a<U+001B>]0;x<U+0007>b<U+202E>c<U+200B>d\ue000"
    say_table(("name",), [("[bold]\x1b[31m\nnext",)])
    assert capsys.readouterr().out.splitlines()[-1] == "[bold]<U+001B>[31m next"


def test_columns_line_up_under_chinese(capsys):
    say_table(("who", "n"), [("中国", 1), ("Greece", 22)])
    lines = capsys.readouterr().out.splitlines()
    assert len({width(line) for line in lines}) == 1


def test_a_reader_who_leaves_early_hears_nothing(root):
    program = f"{sys.executable} -m kg --help | true"
    run = subprocess.run(["bash", "-c", program], cwd=root, capture_output=True, check=False)
    assert run.stderr == b""


def test_an_interrupt_ends_with_130(root):
    program = "import os, signal\nfrom kg.cli import kg, run\nimport sys\n"
    program += "def interrupted(*a, **k): raise KeyboardInterrupt\nkg.invoke = interrupted\nsys.exit(run(['demo']))"
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False)
    assert run.returncode == 128 + signal.SIGINT
    assert run.stderr == b"kg: interrupted\n"
