"""The README does what it says: its commands run, its reference is that of the program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- (?P<mark>run|command: \w+) -->\n```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Block:
    mark: str
    language: str
    text: str

    def __str__(self):
        return self.text.strip().splitlines()[0][:50]


BLOCKS = [Block(*match.groups()) for match in _BLOCK.finditer(README)]
TO_RUN = [block for block in BLOCKS if block.mark == "run"]


def test_the_two_commands_are_one_line_each_and_install_what_exists():
    commands = {block.mark: block.text.strip() for block in BLOCKS if block.mark != "run"}
    assert sorted(commands) == ["command: demo", "command: test"]
    assert all(command.count("\n") == 0 for command in commands.values())
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"\.\[(\w+)\]", " ".join(commands.values()))) <= set(extras)


@pytest.fixture(scope="module")
def desk(demo_out, small_texts, tmp_path_factory):
    """A folder as a reader has it: the demo built, two documents saved, ``kg`` on the path."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "out").symlink_to(demo_out)
    (folder / "communique.txt").write_text(small_texts["list"], encoding="utf-8")
    (folder / "speeches").mkdir()
    (folder / "speeches" / "plan.txt").write_text(small_texts["plan"], encoding="utf-8")
    program = folder / "bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("block", TO_RUN, ids=str)
def test_what_the_readme_shows_runs(block, desk):
    path = os.pathsep.join([str(desk / "bin"), os.environ["PATH"]])
    held = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    program = ["bash", "-euo", "pipefail", "-c"] if block.language == "sh" else [sys.executable, "-W", "error", "-c"]
    run = subprocess.run([*program, block.text], cwd=desk, env=held, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    assert run.stdout.strip()


def test_the_reference_of_verbs_is_that_of_the_program():
    from kg.cli.reference import renewed

    assert renewed(README) == README, "renew it: python -m kg.cli.reference README.md"


def test_every_link_into_the_checkout_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
