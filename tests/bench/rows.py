"""What a measurement says, and how it is shown."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version

LIBRARIES = ("jieba", "rdflib", "oxrdflib", "pyoxigraph", "networkx", "pyvis", "opencc", "daachorse", "numpy", "dask")


@dataclass(frozen=True)
class Row:
    """One comparison. ``ratio`` above 1 means ours is better; ``bar`` is what it should reach."""

    what: str
    ours: float
    theirs: float
    unit: str
    ratio: float
    bar: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.bar is None or self.ratio >= self.bar


def conditions() -> dict[str, object]:
    """The machine and the versions the figures belong to."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except ModuleNotFoundError:
            continue
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": cores,
        "load_before": load,
        "libraries": found,
    }


def as_json(told: dict[str, object], rows: Iterable[Row]) -> str:
    return json.dumps({"conditions": told, "rows": [asdict(row) for row in rows]}, ensure_ascii=False, indent=2) + "\n"


def as_markdown(told: dict[str, object], rows: Iterable[Row]) -> str:
    libraries = ", ".join(f"{name} {held}" for name, held in dict(told["libraries"]).items())  # type: ignore[call-overload]
    lines = [
        "Ratios from one run; above 1 is better than the block it is held against. Seconds belong to this machine.",
        "",
        f"Python {told['python']}, {told['system']}, {told['cores']} cores, load {told['load_before']} before;",
        f"{libraries}.",
        "",
        "| what | ours | the other | ratio | bar |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        bar = "" if row.bar is None else f"{row.bar:g} {'held' if row.holds else 'MISSED'}"
        what = f"{row.what} ({row.note})" if row.note else row.what
        lines.append(
            f"| {what} | {row.ours:,.3g} {row.unit} | {row.theirs:,.3g} {row.unit} | {row.ratio:.2f} | {bar} |"
        )
    return "\n".join(lines) + "\n"
