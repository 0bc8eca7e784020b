"""What ``import kg`` gives: these names, quietly and at once."""

from __future__ import annotations

import resource
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
began = time.process_time()
import kg
took = time.process_time() - began
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
    runs = [probe() for _ in range(8)]
    assert runs[0][1] == []
    assert min(took for took, _ in runs) < 0.3


def test_help_is_quick():
    def spent():
        # The time of the program itself, whatever else the machine is doing.
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert any(spent() < 0.2 for _ in range(8))
