"""The line by which a sentence is cited: its words, where they stand, and whose words they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.proof.records import Place, restatement


def citation(place: Place, item: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """One line for a footnote: words, item, title, publisher, date, address, offsets.

    >>> document = {"id": "d", "title": "成果清单", "publisher": "外交部", "date": "2017-05-16"}
    >>> citation((120, 128, "双方签署了协议。"), {"number": "三（十四）", "kind": "item"}, document)
    '“双方签署了协议。” 三（十四）, 成果清单, 外交部, 2017-05-16, d: characters 120–128'
    """
    start, end, words = place
    parts = [
        f"item {item['id']}" if not item.get("number") and item.get("id") else item.get("number"),
        document.get("title"),
        document.get("publisher"),
        document.get("date"),
        document.get("address"),
        f"{document.get('id')}: characters {start}–{end}",
        restatement(document),
    ]
    return f"“{' '.join(words.split())}” " + ", ".join(str(part) for part in parts if part)
