"""OUT is replaced whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError, UsageError
from kg.output.folder import Places, replacing, settle
from kg.output.indented import indented
from kg.output.manifest import MANIFEST, Manifest, digests


def make(out, text="new", *, before_commit=lambda: None):
    with replacing(out) as folder:
        (folder / "graph.ttl").write_text(text, encoding="utf-8")
        before_commit()
        Manifest("0", "d", files=digests(folder)).write(folder)


def text_of(out):
    return (out / "graph.ttl").read_text(encoding="utf-8")


def beside(out):
    return sorted(path.name for path in out.parent.iterdir())


def test_a_build_appears_whole_and_leaves_nothing_beside_it(tmp_path):
    out = tmp_path / "deep" / "out"
    make(out)
    assert text_of(out) == "new"
    assert beside(out) == ["out"]


def test_a_second_build_takes_the_place_of_the_first(tmp_path):
    out = tmp_path / "out"
    make(out, "old")
    make(out, "new")
    assert text_of(out) == "new"
    assert beside(out) == ["out"]


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("bug")])
def test_a_failed_build_leaves_the_old_output_untouched(tmp_path, problem):
    out = tmp_path / "out"
    make(out, "old")

    def fail():
        raise problem

    with pytest.raises((type(problem), OutputError)):
        make(out, "new", before_commit=fail)
    assert text_of(out) == "old"
    assert beside(out) == ["out"]


def test_a_full_disk_is_told_as_such(tmp_path):
    def fail():
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"No space left on device.*previous output is untouched"):
        make(tmp_path / "out", before_commit=fail)


def test_a_folder_that_is_not_ours_is_refused_and_kept(tmp_path):
    (tmp_path / "thesis.doc").write_text("ten years", encoding="utf-8")
    with pytest.raises(UsageError, match="no manifest"):
        make(tmp_path)
    assert beside(tmp_path / "thesis.doc") == ["thesis.doc"]


def test_a_manifest_of_another_program_does_not_make_a_folder_ours(tmp_path):
    (tmp_path / MANIFEST).write_text('{"name": "a browser extension"}', encoding="utf-8")
    with pytest.raises(UsageError, match="no manifest"):
        make(tmp_path)


def test_an_output_of_another_version_can_be_built_over(tmp_path):
    out = tmp_path / "out"
    make(out, "old")
    held = (out / MANIFEST).read_text(encoding="utf-8").replace('"form": 1', '"form": 0')
    (out / MANIFEST).write_text(held, encoding="utf-8")
    make(out, "new")
    assert text_of(out) == "new"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        make(tmp_path / "out")


def test_an_empty_folder_is_taken_with_its_permissions(tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    make(out)
    assert out.stat().st_mode & 0o777 == 0o700


def test_a_place_that_cannot_hold_a_folder_is_said(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        make("/proc/silkgraph/out")


def test_a_readers_own_files_in_out_move_on_with_it(tmp_path):
    out = tmp_path / "out"
    make(out, "old")
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("keep", encoding="utf-8")
    (out / "link").symlink_to("notes")
    make(out, "new")
    assert (out / "notes" / "mine.txt").read_text(encoding="utf-8") == "keep"
    assert (out / "link").is_symlink()
    assert text_of(out) == "new"


def test_a_torn_build_is_swept_and_a_complete_one_is_finished(tmp_path):
    out = tmp_path / "out"
    make(out, "old")
    new = Places.of(out).new
    new.mkdir()
    (new / "graph.ttl").write_text("torn", encoding="utf-8")
    settle(out)
    assert (text_of(out), beside(out)) == ("old", ["out"])
    make(new, "complete")
    settle(out)
    assert (text_of(out), beside(out)) == ("complete", ["out"])


def test_a_kill_between_the_two_renames_is_mended(tmp_path):
    out = tmp_path / "out"
    make(out, "old")
    out.rename(Places.of(out).old)
    settle(out)
    assert text_of(out) == "old"


def test_a_rename_that_fails_puts_the_old_output_back(tmp_path, monkeypatch):
    out = tmp_path / "out"
    make(out, "old")
    rename = type(out).rename

    def fails(self, target):
        if self.name.endswith("kg-new"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(type(out), "rename", fails)
    with pytest.raises(OutputError, match="Input/output error"):
        make(out, "new")
    assert text_of(out) == "old"
    monkeypatch.undo()
    settle(out)
    assert text_of(out) == "new", "it was complete, so the next command finishes it"


BUILDER = """
    import sys, time
    from pathlib import Path
    from kg.output.folder import replacing
    with replacing(Path(sys.argv[1])) as folder:
        print("building", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def builder(tmp_path, root):
    out = tmp_path / "out"
    make(out, "old")
    command = [sys.executable, "-c", textwrap.dedent(BUILDER), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as child:
        assert child.stdout.readline() == b"building\n"
        yield out, child
        child.kill()


def test_two_builds_into_one_folder_do_not_meet(builder):
    out, child = builder
    with pytest.raises(OutputError, match=f"process {child.pid} is building"):
        make(out)
    settle(out)
    assert Places.of(out).new.exists(), "a running build is left alone"
    assert text_of(out) == "old"


def test_a_killed_build_leaves_the_old_output_and_no_lock(builder):
    out, child = builder
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    settle(out)
    assert (text_of(out), beside(out)) == ("old", ["out"])
    make(out, "new")
    assert text_of(out) == "new"


def test_a_manifest_of_another_form_or_none_at_all_is_said(tmp_path):
    with pytest.raises(OutputError, match=f"holds no {MANIFEST}"):
        Manifest.read(tmp_path)
    (tmp_path / MANIFEST).write_text('{"silkgraph": "9", "data": "", "form": 9}', encoding="utf-8")
    with pytest.raises(OutputError, match="made by silkgraph 9"):
        Manifest.read(tmp_path)
    (tmp_path / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(OutputError, match="not a manifest of ours"):
        Manifest.read(tmp_path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(), each, max_size=4),
    max_leaves=12,
)


@given(_JSON)
def test_a_report_is_written_as_the_library_writes_json_with_indents(value):
    assert indented(value) == json.dumps(value, indent=2, ensure_ascii=False)
