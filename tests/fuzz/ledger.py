"""The long suite as one table: what was tried, with how many inputs and faults, and what came of it.

python -m tests.fuzz.ledger           threats, faults and fuzzing, the long tests too
python -m tests.fuzz.ledger --short   what every run of the suite does
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
#: A file of tests -> what it holds out against.
AREAS = {
    "security/test_documents.py": "hostile documents, names, tables and file names (T1, T2, T12-T18)",
    "security/test_time_and_memory.py": "endless lines, nesting, pages and files: time and memory (T19)",
    "security/test_archives.py": "archives and tables that swell, lie, break off (T13, T18)",
    "security/test_received.py": "built folders from strangers (T8, T13)",
    "security/test_folders.py": "folders with links, pipes and devices in them (T13)",
    "security/test_threats.py": "each threat by its number, listeners and secrets (T1-T26)",
    "security/test_limits.py": "limits on size and time of one document (T18, T19)",
    "security/test_queries.py": "bombs and ways out in questions (T3-T8)",
    "security/test_serving_browser.py": "kg serve in a browser (T1, T2)",
    "security/test_serving.py": "kg serve: hosts, origins, paths, slow and greedy clients (T1-T8, T13)",
    "security/test_no_network.py": "the main commands with sockets forbidden (T4, T5, T10)",
    "faults/test_replacing.py": "every call of the replacement of a folder (T21-T24)",
    "faults/test_options.py": "limits and folders that cannot be meant",
    "faults/test_builds.py": "kills and full disks of real builds (T21, T24)",
    "faults/test_whole_builds.py": "disks, folders, sources, makers, clocks, neighbours (T21-T24)",
    "fuzz/test_parsers.py": "anything at all into every parser (T12-T16)",
    "fuzz/test_files.py": "files of others with accidents (T15, T18)",
    "fuzz/test_pipeline.py": "texts bred from the corpus through the whole pipeline (T14-T19)",
}


@dataclass
class Line:
    """One line of the table."""

    tests: int = 0
    inputs: int = 0
    faults: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    names: list[str] = field(default_factory=list)


class Ledger:
    """Listens to a run and counts. A test that records no number is one input, or one fault."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = defaultdict(Line)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = Path(report.nodeid.partition("::")[0])
        line = self.lines["/".join(name.parts[-2:])]
        line.seconds += report.duration
        if report.skipped:
            line.skipped += 1
        elif report.failed:
            line.failed += 1
            line.names.append(report.nodeid)
        if report.when == "call" and not report.skipped:
            told = dict(report.user_properties)
            line.tests += 1
            inside = str(name.parent.name) == "faults"
            line.inputs += int(told.get("inputs", 0 if inside else 1))
            line.faults += int(told.get("faults", 1 if inside else 0))

    def table(self) -> str:
        """All lines as Markdown, the sum last."""
        rows = [f"| {AREAS.get(name, name)} | {_cells(line)} |" for name, line in sorted(self.lines.items())]
        total = Line(*(sum(getattr(line, each) for line in self.lines.values()) for each in _NUMBERS))
        head = "| tried | tests | inputs | faults | failed | skipped | seconds |\n|---|--:|--:|--:|--:|--:|--:|"
        wrong = [name for line in self.lines.values() for name in line.names]
        return "\n".join([head, *rows, f"| **together** | {_cells(total)} |", *wrong])


_NUMBERS = ("tests", "inputs", "faults", "failed", "skipped", "seconds")


def _cells(line: Line) -> str:
    return " | ".join(f"{getattr(line, name):,.0f}" for name in _NUMBERS)


def main(words: list[str]) -> int:
    """Run and print."""
    short = "--short" in words
    which = ["-m", "not long" if short else "long or not long"]
    if not short:
        # Nineteen parsers; the texts bred from the corpus make it two hundred thousand.
        os.environ.setdefault("KG_FUZZ", "6000")
    ledger = Ledger()
    folders = [str(HERE / name) for name in ("security", "faults", "fuzz")]
    code = pytest.main(["-q", "-n", "2", "--dist", "loadfile", "--no-header", *which, *folders], plugins=[ledger])
    print(ledger.table())
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
