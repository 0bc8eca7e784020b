"""Whatever fails while OUT is replaced, at whatever call, OUT is the old build or the new one, whole."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.output.folder import replacing, settle
from kg.output.manifest import Manifest, differences, digests

FILES = 5
CALLS = {"fsync": os, "rename": os, "mkdir": os, "open": os, "chmod": os, "unlink": os, "rmdir": os, "ftruncate": os}


def make(out, text):
    with replacing(out) as folder:
        for number in range(FILES):
            (folder / f"{number}.txt").write_text(f"{text}{number}" * 1000, encoding="utf-8")
        Manifest(text, "d", files=digests(folder)).write(folder)


def whole(out):
    """Which build stands in OUT, if it is whole."""
    assert differences(out) == []
    assert len(list(out.glob("*.txt"))) == FILES
    return Manifest.read(out).silkgraph


class Breaking:
    """Lets calls through until the n-th, which fails as a full or broken disk does."""

    def __init__(self, monkeypatch, name, nth, problem):
        self.real, self.left, self.problem = getattr(os, name), nth, problem
        monkeypatch.setattr(os, name, self)

    def __call__(self, *arguments, **named):
        self.left -= 1
        if self.left == 0:
            raise OSError(self.problem, os.strerror(self.problem))
        return self.real(*arguments, **named)


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EIO], ids=["full disk", "broken disk"])
@pytest.mark.parametrize("name", CALLS)
def test_every_single_call_may_fail(tmp_path, name, problem, record_property):
    tried = 0
    for nth in range(1, 200):
        out = tmp_path / f"{name}{nth}" / "out"
        make(out, "old")
        with pytest.MonkeyPatch.context() as monkeypatch:
            call = Breaking(monkeypatch, name, nth, problem)
            try:
                make(out, "new")
            except OutputError as error:
                assert "\n" not in str(error)
            if call.left > 0:
                break
            tried += 1
        settle(out)
        assert whole(out) in {"old", "new"}
        assert [path.name for path in out.parent.iterdir()] == ["out"]
        make(out, "next")
        assert whole(out) == "next"
    else:
        pytest.fail("it never came through")
    record_property("faults", tried)
    assert tried or name in {"unlink", "rmdir"}


BUILDER = """
    import sys
    sys.path[:0] = [sys.argv[2], sys.argv[3]]
    from test_replacing import make
    for number in range(10_000):
        make(__import__("pathlib").Path(sys.argv[1]), str(number))
        print(number, flush=True)
"""


def kill_at_random(out, root, kills, seed):
    chance = random.Random(seed)
    program = [sys.executable, "-c", textwrap.dedent(BUILDER), str(out), str(root), str(Path(__file__).parent)]
    for _ in range(kills):
        with subprocess.Popen(program, stdout=subprocess.PIPE) as child:
            assert child.stdout.readline() == b"0\n"
            time.sleep(chance.uniform(0, 0.05))
            os.kill(child.pid, signal.SIGKILL)
            done = child.stdout.read().split()
        settle(out)
        least = int(done[-1]) if done else 0
        assert int(whole(out)) in {least, least + 1}, "the last build that said it was done, or the next"
        assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_kill_at_any_moment_leaves_a_whole_build(tmp_path, root, record_property):
    record_property("faults", 10)
    kill_at_random(tmp_path / "out", root, 10, seed=1)


@pytest.mark.long
def test_a_hundred_kills_leave_whole_builds(tmp_path, root, record_property):
    record_property("faults", 100)
    kill_at_random(tmp_path / "out", root, 100, seed=2)


def test_builds_at_the_same_time_never_mix(tmp_path, root):
    out = tmp_path / "out"
    program = textwrap.dedent(
        """
        import sys
        sys.path[:0] = [sys.argv[2], sys.argv[3]]
        from pathlib import Path
        from kg.errors import OutputError
        from test_replacing import make
        made = 0
        for number in range(20):
            try:
                make(Path(sys.argv[1]), f"{sys.argv[4]}-{number}")
                made += 1
            except OutputError as error:
                assert "is building into this folder" in str(error), error
        print(made)
        """
    )
    words = [str(out), str(root), str(Path(__file__).parent)]
    children = [
        subprocess.Popen([sys.executable, "-c", program, *words, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in "abcd"
    ]
    answers = [child.communicate() for child in children]
    assert [answer[1] for answer in answers] == [b""] * 4
    assert sum(int(answer[0]) for answer in answers) >= 1
    whole(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
