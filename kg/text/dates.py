"""Dates as files write them."""

from __future__ import annotations

import re

_DATE = re.compile(r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})(?:[-/.月](?P<day>[0-9]{1,2})日?)?")


def plain_date(text: str) -> str | None:
    """YYYY-MM-DD or YYYY-MM out of a written date; None if there is none.

    >>> plain_date("2017年5月16日 18:42"), plain_date("2019-04"), plain_date("soon")
    ('2017-05-16', '2019-04', None)
    """
    found = _DATE.search(text)
    if not found or not 1 <= int(found["month"]) <= 12 or int(found["day"] or 1) not in range(1, 32):
        return None
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return f"{found['year']}-{int(found['month']):02}{day}"
