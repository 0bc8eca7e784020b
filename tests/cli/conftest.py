"""The command line, called in this process or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from kg.cli import run

TEXT = "中国政府与希腊政府签署共建“一带一路”合作谅解备忘录。\n"


@dataclass(frozen=True)
class Said:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def kg(capsys):
    """Call the command line here: ``kg("build", path, "-o", out)``."""

    def call(*words):
        capsys.readouterr()
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call


@pytest.fixture
def kg_program(root):
    """Call the command line as a program, with an environment and an input."""

    def call(*words, stdin=b"", **environment):
        held = {**os.environ, "PYTHONPATH": str(root), **environment}
        command = [sys.executable, "-W", "error", "-m", "kg", *map(str, words)]
        return subprocess.run(command, input=stdin, capture_output=True, env=held, check=False)

    return call


@pytest.fixture
def text(tmp_path):
    """A document of one sentence."""
    path = tmp_path / "sources" / "one.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path
