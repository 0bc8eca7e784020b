"""What explanation, reconciliation and difference ask of a store, and the words they share for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

#: Where a stretch of text begins and ends, and its characters.
Place = tuple[int, int, str]
#: The kinds of item that can carry a claim.
COVERED = frozenset({"item", "paragraph"})


class Source(Protocol):
    """A graph that can be read as plain records."""

    def claims(self) -> Iterator[Any]:
        """Every claim, sorted by document and place."""

    def nodes(self) -> Mapping[str, Any]:
        """Every named node by its IRI."""

    def documents(self) -> list[dict[str, Any]]:
        """Every source document."""

    def items(self) -> list[dict[str, Any]]:
        """Every item."""

    def figures(self) -> list[dict[str, Any]]:
        """Every figure a document states."""


def coverage(source: Source) -> dict[str, Any]:
    """Items with a claim, items, and the share, which is absent where there is no item."""
    named = {item for claim in source.claims() for item in claim["items"]}
    counted = [item["iri"] for item in source.items() if item["kind"] in COVERED]
    covered = sum(item in named for item in counted)
    share = round(covered / len(counted), 4) if counted else None
    return {"items_with_claims": covered, "items": len(counted), "share": share}


def restatement(document: Mapping[str, Any]) -> str | None:
    """What must be said of a text whose words are ours."""
    after = document.get("restates")
    return f"restated by silkgraph after {after}; not the official wording" if after else None
