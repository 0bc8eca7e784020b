"""What a web page says of itself: title, date, publisher, address. What it does not say stays unknown."""

from __future__ import annotations

import html
import re

from kg.model import Metadata
from kg.text.dates import plain_date

_ATTRIBUTE = re.compile(r"([A-Za-z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes written inside a tag."""
    return {
        key.lower(): html.unescape(double or single or bare) for key, double, single, bare in _ATTRIBUTE.findall(tag)
    }


_META = re.compile(r"<meta(?=\s)([^<>]{0,3000})>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{1,500})</title", re.IGNORECASE)
_CANONICAL = re.compile(r"<link(?=\s)([^<>]{0,2000}rel\s*=\s*[\"']?canonical[^<>]{0,2000})>", re.IGNORECASE)
_SITE = re.compile(r"\s*[-_|—–]\s*[^-_|—–]{1,30}$")
_SAID_SOURCE = re.compile(r"(?:来源|來源)[：:]\s*([^\s|]{2,30})")
_SAID_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")


def _metas(source: str) -> dict[str, str]:
    metas: dict[str, str] = {}
    for found in _META.finditer(source[:200_000]):
        attributes = attributes_of(found[1])
        key = attributes.get("name") or attributes.get("property")
        if key and attributes.get("content", "").strip():
            metas.setdefault(key.lower(), attributes["content"].strip())
    return metas


def page_metadata(source: str, heading: str, above: str) -> Metadata:
    """Title, date, publisher and address; ``above`` is the text that stands over the article."""
    metas = _metas(source)
    named = _TITLE.search(source[:200_000])
    title = metas.get("articletitle") or heading or metas.get("og:title")
    if not title and named:
        title = _SITE.sub("", html.unescape(named[1]).strip())
    date = plain_date(metas.get("pubdate") or metas.get("publishdate") or metas.get("article:published_time") or "")
    if not date and (found := _SAID_DATE.search(above)):
        date = plain_date(found[0])
    said = _SAID_SOURCE.search(above)
    canonical = _CANONICAL.search(source[:200_000])
    link = attributes_of(canonical[1]) if canonical else {}
    return Metadata(
        title=title or None,
        date=date,
        publisher=metas.get("contentsource") or (said[1] if said else None),
        address=link.get("href") or metas.get("og:url"),
    )
