"""What ``import kg`` gives: these names, quietly and at once."""

from __future__ import annotations

import subprocess
import sys

import kg

NAMES = [
    "Document",
    "Fact",
    "KgError",
    "Mention",
    "Pipeline",
    "Span",
    "Store",
    "__version__",
    "build_network",
    "check",
    "compare",
    "explore",
    "measures",
    "plot",
    "read",
    "table",
    "to_pyvis",
]

_PROBE = """
import sys, time
began = time.perf_counter()
import kg
took = time.perf_counter() - began
heavy = {"rdflib", "pyoxigraph", "networkx", "pyvis", "jieba", "opencc", "numpy", "pandas", "matplotlib", "pyshacl"}
print(took, *sorted(heavy & set(sys.modules)))
"""


def test_the_public_names_are_these():
    assert kg.__all__ == NAMES
    assert dir(kg) == NAMES


def test_every_public_name_can_be_had():
    assert [name for name in NAMES if getattr(kg, name, None) is None] == []


def test_a_name_that_is_not_public_is_no_name():
    try:
        kg.nothing  # noqa: B018
    except AttributeError as error:
        assert "nothing" in str(error)
    else:
        raise AssertionError("kg.nothing exists")


def probe():
    run = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    took, *heavy = run.stdout.split()
    return float(took), heavy


def test_importing_is_quick_quiet_and_pulls_nothing_in():
    runs = [probe() for _ in range(3)]
    assert runs[0][1] == []
    assert min(took for took, _ in runs) < 0.3


def test_help_is_quick():
    import time

    def once():
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, check=True)
        return time.perf_counter() - began

    assert min(once() for _ in range(3)) < 0.2
