"""Real builds while a disk, a folder, a clock, a source or a neighbour fails: the old output or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import KgError
from kg.output.build import build
from kg.output.folder import settle
from kg.output.manifest import Manifest, differences
from kg.proof.verifier import verify
from kg.serving.child import environment

LONG = pytest.mark.long
OTHER = "中国商务部与智利外交部签署关于建设经济合作区的谅解备忘录。\n"


@pytest.fixture
def place(small_folder, tmp_path):
    """A folder with two different sources and an output of the first."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        shutil.copy(small_folder / "list.txt", tmp_path / name / "list.txt")
    (tmp_path / "new" / "more.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "place").mkdir()
    build([str(tmp_path / "old")], tmp_path / "place" / "out")
    return tmp_path


def standing(folder):
    """Which of the two builds stands, whole, verified, with nothing left beside it."""
    out = folder / "place" / "out"
    settle(out)
    assert differences(out) == []
    found = verify(out)
    assert found.ok, str(found)
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    sources = sorted(Manifest.read(out).sources)
    assert sources in (["list"], ["list", "more"])
    return "old" if sources == ["list"] else "new"


def command(folder):
    return [
        sys.executable,
        "-P",
        "-m",
        "kg",
        "build",
        str(folder / "new"),
        "-o",
        str(folder / "place" / "out"),
        "--no-cache",
    ]


# ── every call of a real build ───────────────────────────────────────────────────────────────────────────────────────

#: By the event Python itself announces before it opens, renames, removes or makes anything.
EVENTS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree"}


class Failing:
    """A disk that fails at the n-th touch of the place under watch. Hooks cannot be taken off, so one serves all."""

    def __init__(self):
        self.under, self.left, self.armed = "", 0, False
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if not self.armed or event not in EVENTS or threading.current_thread() is not threading.main_thread():
            return
        path = arguments[0]
        if not isinstance(path, str | bytes | os.PathLike) or not os.fsdecode(path).startswith(self.under):
            return
        if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(path))


_FAILING: list[Failing] = []


@pytest.fixture
def failing():
    if not _FAILING:
        _FAILING.append(Failing())
    yield _FAILING[0]
    _FAILING[0].armed = False


def fails_at(folder, failing, nth):
    """Whether the n-th touch was reached; a failure must be one line and leave something whole."""
    failing.under, failing.left, failing.armed = str(folder / "place"), nth, True
    try:
        build([str(folder / "new")], folder / "place" / "out")
    except KgError as error:
        assert "\n" not in str(error)
    finally:
        failing.armed = False
    return failing.left <= 0


def every(folder, failing, step):
    ends = set()
    for nth in itertools.count(1, step):
        reached = fails_at(folder, failing, nth)
        ends.add(standing(folder))
        if not reached:
            break
        build([str(folder / "old")], folder / "place" / "out")
    assert ends == {"old", "new"}
    return nth


def test_a_disk_that_fails_at_some_touch_of_a_real_build_leaves_it_whole(place, failing, record_property):
    tried = every(place, failing, step=7)
    record_property("faults", tried // 7)
    assert tried > 10


@pytest.mark.long
def test_a_disk_that_fails_at_any_touch_of_a_real_build_leaves_it_whole(place, failing, record_property):
    tried = every(place, failing, step=1)
    record_property("faults", tried)
    assert tried > 10


# ── a full disk ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("room", [4_000, *(pytest.param(room, marks=LONG) for room in (0, 700, 60_000))])
def test_a_file_that_cannot_grow_leaves_the_old_output_and_one_line(place, room):
    def little_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    ended = subprocess.run(
        command(place), env=environment(), capture_output=True, text=True, preexec_fn=little_room, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert standing(place) == "old"


@pytest.mark.parametrize("kilobytes", [1_000, *(pytest.param(size, marks=LONG) for size in (700, 1_600, 2_000))])
def test_a_disk_that_fills_leaves_the_old_output(place, kilobytes):
    disk = place / "place"
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        filler = disk / "filler"
        try:
            build([str(place / "old")], disk / "out")
        except KgError:
            # Not even the first build fits: then nothing of it may stand.
            assert [path.name for path in disk.iterdir()] == []
            return
        # All of the room but so much that a build begins.
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
        filler.write_bytes(b"x" * max(0, free - 100_000))
        ended = subprocess.run(command(place), env=environment(), capture_output=True, text=True, check=False)
        assert ended.returncode == 2, ended.stderr
        assert ended.stderr.count("\n") == 1
        filler.unlink()
        assert standing(place) == "old"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


# ── folders and sources ──────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def read_only(folder):
    """The folder as one that may be read and not written, for root too."""
    if os.getuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("nothing is unwritable for root here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_folder_one_may_not_write_is_said_and_left(place):
    with read_only(place / "place"):
        ended = subprocess.run(command(place), env=environment(), capture_output=True, text=True, check=False)
        asked = subprocess.run(
            [sys.executable, "-P", "-m", "kg", "query", str(place / "place" / "out"), "ASK { ?s ?p ?o }"],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert (asked.returncode, asked.stdout) == (0, "yes\n"), asked.stderr
    assert standing(place) == "old"


def test_a_source_that_vanishes_is_left_out_and_said(place, monkeypatch):
    import kg.output.build as module

    def vanishing(words, *more, **named):
        found = real(words, *more, **named)
        (place / "new" / "more.txt").unlink()
        return found

    real = module.collect
    monkeypatch.setattr(module, "collect", vanishing)
    report = build([str(place / "new")], place / "place" / "out")
    assert [Path(skipped.name).name for skipped in report.skipped] == ["more.txt"]
    assert standing(place) == "old", "what could be read"


def test_a_source_that_changes_while_it_is_read_is_one_text_throughout(place):
    path = place / "new" / "more.txt"
    stop = threading.Event()

    def change():
        for number in itertools.count():
            if stop.is_set():
                return
            path.write_text(OTHER * (number % 5 + 1), encoding="utf-8")

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(2):
            build([str(place / "new")], place / "place" / "out")
            standing(place)
    finally:
        stop.set()
        changing.join()


# ── makers that fail half-way ────────────────────────────────────────────────────────────────────────────────────────

MAKERS = {
    "the turtle": ("kg.graph.turtle", "stream_turtle"),
    "the page": ("kg.analysis.explorer", "explore"),
    "the store": ("kg.graph.store", "Store"),
    "the manifest": ("kg.output.manifest", "library_versions"),
    "the merge": ("kg.scaling.parts", "Parts"),
}


ERRORS = [RuntimeError, *(pytest.param(error, marks=LONG) for error in (MemoryError, KeyboardInterrupt, OSError))]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("maker", MAKERS)
def test_a_maker_that_fails_half_way_leaves_the_old_output(place, monkeypatch, maker, error):
    import importlib

    module, name = MAKERS[maker]

    def half(*arguments, **named):
        for argument in arguments:
            if hasattr(argument, "write"):
                argument.write(b"half of it")
        raise error("half-way")

    monkeypatch.setattr(importlib.import_module(module), name, half)
    monkeypatch.setattr("kg.output.build." + name, half, raising=False)
    code = run(["build", str(place / "new"), "-o", str(place / "place" / "out"), "--workers", "1"])
    assert code in {2, 130}
    assert standing(place) == "old"


# ── clocks and neighbours ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_that_jumps_changes_no_byte(place, monkeypatch):
    build([str(place / "new")], place / "calm")
    jumps = itertools.cycle([0.0, 4e9, -1e9, 1e18, -4e9])
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    build([str(place / "new")], place / "place" / "out")
    assert standing(place) == "new"
    for name in ("manifest.json", "graph.ttl", "explorer.html", "report.json"):
        assert (place / "calm" / name).read_bytes() == (place / "place" / "out" / name).read_bytes()


def test_two_real_builds_into_one_folder_never_mix(place):
    children = [
        subprocess.Popen(
            [*command(place)[:5], str(place / name), *command(place)[6:]],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("old", "new")
    ]
    ends = [(child.communicate()[1], child.returncode) for child in children]
    assert [code for _, code in ends].count(0) >= 1
    for said, code in ends:
        assert code == 0 or "is building into this folder" in said
    standing(place)


def killed(folder, kills, seed):
    """Kill real builds at random moments, each time with the other of two sources."""
    chance = random.Random(seed)
    began = time.monotonic()
    subprocess.run(command(folder), env=environment(), capture_output=True, check=True)
    took = time.monotonic() - began
    ends = []
    for _ in range(kills):
        build([str(folder / "old")], folder / "place" / "out")
        child = subprocess.Popen(
            command(folder),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(took * 0.3, took * 1.1))
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        ends.append(standing(folder))
    return ends


def test_real_builds_killed_at_random_moments_can_be_verified(place, record_property):
    record_property("faults", 2)
    assert len(killed(place, 2, seed=5)) == 2


@pytest.mark.long
def test_a_hundred_real_builds_killed_at_random_moments_can_be_verified(place, record_property):
    record_property("faults", 100)
    assert set(killed(place, 100, seed=6)) == {"old", "new"}
