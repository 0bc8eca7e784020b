"""A real build that is killed or runs out of disk leaves the earlier output whole."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.output.build import build
from kg.output.folder import replacing, settle
from kg.output.manifest import Manifest, differences


@pytest.fixture
def old(small_folder, tmp_path):
    out = tmp_path / "place" / "out"
    build([str(small_folder / "list.txt")], out)
    return out


def command(small_folder, out):
    return [sys.executable, "-m", "kg", "build", str(small_folder), "-o", str(out)]


def environment(root):
    return {**os.environ, "PYTHONPATH": str(root)}


def test_a_full_disk_leaves_the_old_output_and_one_line(small_folder, old, root):
    before = (old / "manifest.json").read_bytes()

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    run = subprocess.run(
        command(small_folder, old),
        env=environment(root),
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert (old / "manifest.json").read_bytes() == before
    assert differences(old) == []
    assert [path.name for path in old.parent.iterdir()] == ["out"]


def kill(small_folder, out, root, kills, seed):
    chance = random.Random(seed)
    began = time.monotonic()
    subprocess.run(
        command(small_folder, out.with_name("whole")), env=environment(root), capture_output=True, check=True
    )
    took = time.monotonic() - began
    ends = set()
    for _ in range(kills):
        child = subprocess.Popen(command(small_folder, out), env=environment(root), stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, took * 1.2))
        child.send_signal(signal.SIGKILL)
        child.wait()
        settle(out)
        assert differences(out) == []
        ends.add(frozenset(Manifest.read(out).sources))
        assert sorted(path.name for path in out.parent.iterdir()) == ["out", "whole"]
    return ends


def test_a_killed_build_leaves_the_old_or_the_new_output(small_folder, old, root, record_property):
    record_property("faults", 4)
    kill(small_folder, old, root, 4, seed=3)


@pytest.mark.long
def test_many_killed_builds_leave_whole_outputs(small_folder, old, root, record_property):
    record_property("faults", 60)
    # Both ends must have been seen, or the kills came at no telling moments.
    assert len(kill(small_folder, old, root, 60, seed=4)) == 2


def test_an_interrupted_build_ends_with_130_and_the_old_output(small_folder, old, root):
    before = (old / "manifest.json").read_bytes()
    child = subprocess.Popen([*command(small_folder, old)], env=environment(root), stderr=subprocess.PIPE)
    while not (old.parent / ".out.kg-new").exists() and child.poll() is None:
        time.sleep(0.005)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    # Interrupted while it runs a text as code (a dataclass is made so), Python ends by the signal: 130 to a shell too.
    assert child.returncode in {130, -signal.SIGINT}
    assert said == b"kg: interrupted\n"
    assert (old / "manifest.json").read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == ["out"]


def test_an_interrupt_in_the_instant_the_new_folder_is_made_leaves_nothing(tmp_path, monkeypatch):
    made = Path.mkdir

    def interrupted(path, *words, **named):
        made(path, *words, **named)
        if path.name == ".out.kg-new":
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "mkdir", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []
