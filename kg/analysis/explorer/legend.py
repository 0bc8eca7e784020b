"""The legend: families of kinds with shape and colour, relations with words and colour. Data: ``legend.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import DataFileError

_PATH = Path(__file__).with_name("legend.toml")


@dataclass(frozen=True, slots=True)
class Legend:
    """How kinds and relations look and read."""

    families: Mapping[str, Mapping[str, Any]]
    kinds: Mapping[str, tuple[str, str]]
    relations: Mapping[str, Mapping[str, Any]]
    acts: Mapping[str, tuple[str, str]]

    def family(self, kinds: Iterable[str]) -> str:
        """The family of a node: that of its first kind that has one.

        >>> legend().family(["Ministry", "Organization"])
        'government'
        """
        for kind in kinds:
            for name, family in self.families.items():
                if kind in family["kinds"]:
                    return name
        return "other"

    def as_dict(self) -> dict[str, Any]:
        """The legend as the page reads it."""
        return {
            "families": [{"key": key, **family} for key, family in self.families.items()],
            "kinds": {kind: list(words) for kind, words in self.kinds.items()},
            "acts": {kind: list(words) for kind, words in self.acts.items()},
            "relations": [{"key": key, "arrow": True, **relation} for key, relation in self.relations.items()],
        }


@lru_cache(maxsize=1)
def legend() -> Legend:
    """The legend of the page, read once."""
    try:
        table = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        kinds, acts = ({kind: (zh, en) for kind, (zh, en) in table[part].items()} for part in ("kinds", "acts"))
        return Legend(table["families"], kinds, table["relations"], acts)
    except (OSError, ValueError, KeyError) as error:
        raise DataFileError(_PATH, None, f"cannot be read as the explorer's legend: {error}") from error
