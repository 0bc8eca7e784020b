"""Terms as N-Triples text: escaped, typed, ASCII in every IRI. Strings in, strings out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from heapq import merge
from urllib.parse import quote, urlsplit

from kg.graph.vocabulary import XSD

_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DATE = re.compile(r"\A(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What may stand unescaped in an address we write: the reserved and unreserved characters of RFC 3986.
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_IN_ADDRESS = "!$%&'()*+,/:;=?@~"


def escape(text: str) -> str:
    r"""The text as it stands between the quotes of a literal (canonical N-Triples).

    >>> print(escape('a "b"\n'))
    a \"b\"\n
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda hit: _ESCAPES.get(hit[0]) or f"\\u{ord(hit[0]):04X}", text)


_INTEGER = f"^^<{XSD.integer}>"


def text(value: str) -> str:
    """A plain string literal."""
    return f'"{escape(value)}"'


def name(value: str) -> str:
    """A name with its language: Chinese where it has a Han character, else English.

    >>> name("中国"), name("NDRC")
    ('"中国"@zh', '"NDRC"@en')
    """
    return f'"{escape(value)}"@{"zh" if _HAN.search(value) else "en"}'


def typed(value: str, datatype: str) -> str:
    """A literal with a datatype."""
    return f'"{value}"^^<{datatype}>'


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}"{_INTEGER}'


def decimal(value: Decimal) -> str:
    """An xsd:decimal in its shortest exact form.

    >>> decimal(Decimal("1.50E+3"))
    '"1500"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no number that can be written")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return typed("0" if digits in ("-0", "") else digits, XSD.decimal)


@lru_cache(maxsize=4096)
def moment(value: str) -> str | None:
    """A date as exact as it is given; a day or month that no calendar has is left off; None where nothing holds.

    >>> moment("2017-05"), moment("2017-02-30")[:9], moment("May 2017")
    ('"2017-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', '"2017-02"', None)
    """
    found = _DATE.match(value)
    if found is None or found[1] == "0000":
        return None
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return typed(year, XSD.gYear)
    try:
        return typed(date(int(year), int(month), int(day or "")).isoformat(), XSD.date)
    except ValueError:
        return typed(f"{year}-{month}", XSD.gYearMonth)


def address(value: str | None) -> str | None:
    """A web address as an ASCII IRI; None unless it is http or https with a host.

    >>> address("https://example.org/文件"), address("javascript:alert(1)")
    ('<https://example.org/%E6%96%87%E4%BB%B6>', None)
    """
    try:
        parts = urlsplit((value or "").strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+", host):
        return None
    path, query, fragment = (_LONE_PERCENT.sub("%25", quote(part, safe=_IN_ADDRESS)) for part in parts[2:])
    tail = path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return f"<{parts.scheme.lower()}://{host}{port}{tail}>"


def merge_ntriples(parts: Iterable[bytes]) -> bytes:
    """Several sorted N-Triples texts as one: sorted, each line once."""
    lines: list[bytes] = []
    for line in merge(*(part.splitlines(keepends=True) for part in parts)):
        if not lines or line != lines[-1]:
            lines.append(line)
    return b"".join(lines)
