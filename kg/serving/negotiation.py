"""Which of several media types a client wants, by its Accept header."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_RANGES = 50


def chosen(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type the client likes best; of equals the first offered; None if it wants none of them.

    >>> chosen("text/html;q=0.5, text/turtle", ["text/html", "text/turtle"]), chosen(None, ["text/html"])
    ('text/turtle', 'text/html')
    >>> chosen("image/*", ["text/html"])
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",")[:_MOST_RANGES]]
    best, liked = None, 0.0
    for media in offered:
        quality = _quality(media, ranges)
        if quality > liked:
            best, liked = media, quality
    return best


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most exact range that holds the media type says of it."""
    kind = media.partition("/")[0]
    for name in (media, f"{kind}/*", "*/*"):
        found = [quality for each, quality in ranges if each == name]
        if found:
            return max(found)
    return 0.0


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0
