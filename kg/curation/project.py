"""What a team sets once for a working folder, so that every call uses the same words and decisions.

    [tool.kg]
    data = "our-words"            # an overlay folder in the form of kg/data
    decisions = "decisions.tsv"   # a file of decisions

stands in ``pyproject.toml``, or in a ``kg.toml``, where the first line may be left out. Paths start at that file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import DataFileError

FILES = ("kg.toml", "pyproject.toml")
_SETTINGS = ("data", "decisions")


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a working folder; None where there is none."""

    data: Path | None = None
    decisions: Path | None = None


def project(folder: Path | None = None) -> Project:
    """The settings of a folder, by default the one we stand in; ``kg.toml`` counts before ``pyproject.toml``."""
    folder = Path() if folder is None else folder
    for name in FILES:
        path = folder / name
        if path.is_file():
            table = _table(path)
            if table is not None:
                return Project(**{key: folder / value for key, value in table.items()})
    return Project()


def _table(path: Path) -> dict[str, str] | None:
    try:
        held: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(path, None, f"is no TOML that can be read: {error}") from error
    tool = held.get("tool")
    table = tool.get("kg") if isinstance(tool, dict) else None
    if table is None and path.name == FILES[0]:
        table = held
    if table is None:
        return None
    if not isinstance(table, dict):
        raise DataFileError(path, None, "[tool.kg] is a table with the keys data and decisions")
    for key, value in table.items():
        if key not in _SETTINGS:
            near = get_close_matches(key, _SETTINGS, 1)
            hint = f" (nearest: {near[0]})" if near else ""
            raise DataFileError(path, None, f"{key!r} is no setting{hint}; there are {', '.join(_SETTINGS)}")
        if not isinstance(value, str) or not value:
            raise DataFileError(path, None, f"{key} is a path, not {value!r}")
    return table
