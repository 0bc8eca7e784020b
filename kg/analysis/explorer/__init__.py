"""The explorer: a network as one offline HTML page in which every edge answers who says so.

    kg.explore(network, "explorer.html")

The page runs on the vis-network that pyvis carries, in our own template: nothing is loaded from anywhere, nothing from
a document is ever read as HTML, and the first view is laid out when the page is made.
"""

from __future__ import annotations

import html
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.analysis.explorer.drawing import to_pyvis
from kg.errors import OutputError, UsageError

__all__ = ["Explorer", "explore", "page", "to_pyvis"]


@dataclass(frozen=True, slots=True)
class Explorer:
    """A written page; in a notebook it shows itself."""

    path: Path
    html: str

    def _repr_html_(self) -> str:
        # The frame may run the page's own script and save files, and touch nothing of the notebook around it.
        held = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{held}" sandbox="allow-scripts allow-downloads" '
            'width="100%" height="760" style="border:0"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Explorer({str(self.path)!r}, {len(self.html.encode('utf-8', 'replace')):,} bytes)"


def explore(
    network: Any,
    path: Path | str,
    *,
    texts: Mapping[str, str] | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    focus: str | None = None,
    title: str | None = None,
    relations: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> Explorer:
    """Write the page of a network and return it.

    ``texts`` (document id to text of record) and ``items`` (as a store lists them) fill the reading view; ``focus`` is
    the name, key or IRI of the node to open at; ``relations`` and ``documents`` are the filters set at first.
    """
    made = page(network, texts=texts, items=items, focus=focus, title=title, relations=relations, documents=documents)
    target = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(made.encode("utf-8"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another file") from error
    return Explorer(target, made)


def page(
    network: Any,
    *,
    texts: Mapping[str, str] | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    focus: str | None = None,
    title: str | None = None,
    relations: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> str:
    """The page of a network as HTML: the same network, the same characters."""
    from kg.analysis.explorer.assembly import assembled
    from kg.analysis.explorer.content import content

    held = content(network, texts or {}, items, title)
    start: dict[str, Any] = {}
    if focus is not None:
        start["node"] = _meant(focus, held["nodes"], held["base"])
    start["relation"] = [_one_of("relation", name, {claim["r"] for claim in held["claims"]}) for name in relations]
    start["document"] = [_one_of("document", name, {each["id"] for each in held["documents"]}) for name in documents]
    return assembled({**held, "start": start})


def _meant(name: str, nodes: Sequence[Mapping[str, Any]], base: str) -> str:
    """The id of the node a reader means by an id, an IRI or one of its names."""
    for node in nodes:
        if name in (node["id"], base + node["id"]):
            return str(node["id"])
    named = [node for node in nodes if name in (node["label"], node["en"])]
    named = named or [node for node in nodes if name in node["names"]]
    if len(named) == 1:
        return str(named[0]["id"])
    if named:
        every = ", ".join(str(node["id"]) for node in named[:5])
        raise UsageError(f"{name!r} is the name of {len(named)} nodes of this network; say which: {every}")
    return _one_of(
        "node", name, {word for node in nodes for word in (node["label"], node["en"], *node["names"]) if word}
    )


def _one_of(what: str, name: str, every: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = sorted(every)
    if name in known:
        return name
    inside = [word for word in known if name in word][:3]
    near = list(dict.fromkeys([*inside, *get_close_matches(name, known, n=3, cutoff=0.3)]))[:5] or known[:5]
    raise UsageError(f"{name!r} is no {what} of this network; nearest: {', '.join(near) or 'none'}")
