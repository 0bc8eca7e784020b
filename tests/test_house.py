"""The house keeps its own rules: who may import whom, how long a file may be, floors that only rise."""

from __future__ import annotations

import ast
import json
import subprocess
import tomllib

import pytest

#: Files over 300 lines, each with its reason. Better none.
LONG_FILES: dict[str, str] = {}
LONGEST_FILE = 300


def modules(root):
    return sorted((root / "kg").rglob("*.py"))


def test_rooms_import_only_what_the_contracts_allow(root, monkeypatch, capsys):
    from importlinter.cli import lint_imports

    monkeypatch.chdir(root)
    failed = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert not failed, capsys.readouterr().out


def test_no_file_grows_without_a_reason(root):
    long = {}
    for path in modules(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            long[path.relative_to(root).as_posix()] = lines
    assert set(long) == set(LONG_FILES), long


def test_only_the_command_line_prints(root):
    printing = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in modules(root)
        if path.relative_to(root).parts[1] != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_module_is_called_by_what_it_is_not(root):
    bad = {"utils", "helpers", "common", "misc", "manager"}
    assert [path for path in modules(root) if bad & set(path.relative_to(root).with_suffix("").parts)] == []


def test_jieba_and_pyvis_are_pinned_exactly(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"jieba==0.42.1", "pyvis==0.3.2"} <= set(project["dependencies"])


def lowered(before: dict, now: dict) -> list[str]:
    """The floors that were higher once."""
    return sorted(
        f"{name} {part}: {floor} before, {now.get(name, {}).get(part)} now"
        for name, parts in before.items()
        for part, floor in parts.items()
        if now.get(name, {}).get(part, -1.0) < floor
    )


def history(root, path):
    """Every version of a file that git remembers, newest first."""
    listing = subprocess.run(
        ["git", "log", "--format=%H", "--", path], cwd=root, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("no git history here")
    for commit in listing.stdout.split():
        held = subprocess.run(["git", "show", f"{commit}:{path}"], cwd=root, capture_output=True, check=False)
        if held.returncode == 0:
            yield held.stdout.decode("utf-8")


def test_floors_only_rise(root):
    now = json.loads((root / ".ci/floors.json").read_text(encoding="utf-8"))
    for version in history(root, ".ci/floors.json"):
        assert lowered(json.loads(version), now) == []
    floor = float((root / ".ci/scoreboard-floor").read_text(encoding="utf-8"))
    for version in history(root, ".ci/scoreboard-floor"):
        assert float(version) <= floor


def test_a_lowered_or_removed_floor_is_seen():
    assert lowered({"together": {"all": 0.9}}, {"together": {"all": 0.8}})
    assert lowered({"together": {"all": 0.9}}, {})
    assert not lowered({"together": {"all": 0.9}}, {"together": {"all": 0.95, "core": 0.1}})
