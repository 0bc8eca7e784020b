"""One file: template, styles, vis-network, our scripts and the content, under a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

#: Our scripts in the order they build on each other; together they are one closure.
_SCRIPTS = (
    *("words", "elements", "graph", "address"),
    *("drawing", "labels", "panels", "reading", "tables", "controls", "main"),
)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def assembled(held: Mapping[str, Any]) -> str:
    """The whole page over this content."""
    from kg.analysis.explorer.drawing import vis_script

    vis = vis_script()
    ours = "(() => {\n'use strict';\n" + "\n".join(_piece(f"{name}.js") for name in _SCRIPTS) + "\n})();\n"
    style = _piece("style.css")
    parts = {
        "policy": _policy((vis, ours), style),
        "style": style,
        "vis": vis,
        "content": inert(held),
        "script": ours,
    }
    # In one pass: what a part says is never read as a place for another part.
    return _PLACE.sub(lambda place: parts[place[1]], _piece("template.html"))


def inert(value: Any) -> str:
    r"""JSON that can stand inside a script element: nothing in it can end the element or a line.

    >>> inert({"label": "</script>"})
    '{"label":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(_filled(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # A lone surrogate has no UTF-8; as an escape it stays what it is.
    return "".join(c if not "\ud800" <= c <= "\udfff" else f"\\u{ord(c):04x}" for c in text) if _odd(text) else text


def _odd(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _filled(value: Any) -> Any:
    """Without the fields that say nothing: the page reads an absent one as empty."""
    if isinstance(value, Mapping):
        return {str(key): _filled(held) for key, held in value.items() if not _empty(held)}
    return [_filled(held) for held in value] if isinstance(value, list | tuple) else value


def _empty(held: Any) -> bool:
    # Zero is a place and a number of a node: it says something.
    return held is None or held is False or held == [] or held == ""


def _policy(scripts: tuple[str, ...], style: str) -> str:
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; frame-src 'none'; connect-src 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _piece(name: str) -> str:
    return files("kg.analysis.explorer").joinpath("page", name).read_text(encoding="utf-8").strip() + "\n"
