"""Word lists as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Words as a pattern that takes the longest at each place, grown as a trie so that no beginning is tried twice.

    >>> alternation(["中国", "中", "日本"])
    '中国?|日本'
    """
    root: dict[str, object] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return "|".join(_branches(root))


def _branches(node: dict[str, object]) -> list[str]:
    made = []
    for character in sorted(key for key in node if key):
        below: dict[str, object] = node[character]  # type: ignore[assignment]
        parts = _branches(below)
        if not parts:
            made.append(re.escape(character))
            continue
        single = len(parts) == 1 and "|" not in parts[0]
        inner = parts[0] if single else f"(?:{'|'.join(parts)})"
        if "" in below:
            inner = f"{inner}?" if len(inner) == 1 or not single else f"(?:{inner})?"
        made.append(re.escape(character) + inner)
    return made
