"""What makes two names one: folding of names, and the keys that entities are known by."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache

from kg.model import Entity

_SPACE = re.compile(r"\s+")
#: What does not tell two names apart: quotes, brackets, dashes, dots.
_FOLD = re.compile(r"[\s“”‘’\"'《》〈〉（）()·•—－–\-_~～、，,.]+")

#: The characters that a name may be written with.
WORDY = re.compile(r"[\u4e00-\u9fffA-Za-z0-9：+“”‘’《》（）·•－—–\-&.、和与及〇！ ]+")

#: The first segment of a key, told from the kind that the head of the name gives.
SEGMENTS = {
    "Country": "country",
    "Territory": "country",
    "LocalGovernment": "place",
    "Place": "place",
    "Person": "person",
    "Event": "event",
    "Initiative": "initiative",
    "Publication": "work",
    "Work": "work",
    "Instrument": "work",
    "Project": "project",
}


#: The same names are met all over a text, and in the next one.
_REMEMBERED = 10_000
#: Words that are one quotation and nothing else.
QUOTED_WHOLE = re.compile(r"[“‘](.+)[”’]", re.DOTALL)


@lru_cache(maxsize=_REMEMBERED)
def plain(name: str) -> str:
    """A name as it is labelled: no spaces between Han characters, one kind of dash, no quotes around the whole.

    >>> plain("凝聚发展合力 共建美丽丝路"), plain("“良渚论坛”"), plain("中国-东盟中心")
    ('凝聚发展合力共建美丽丝路', '良渚论坛', '中国—东盟中心')
    """
    name = re.sub(r"(?<=[\u4e00-\u9fff”])[-－–—]+(?=[\u4e00-\u9fff“])", _dash, name)
    if name[:1] == "“" and name[-1:] == "”" and name.count("“") == 1:
        name = name[1:-1]
    kept = re.sub(r"(?<=[A-Za-zÀ-ÿ]) +(?=[A-Za-zÀ-ÿ])", "\0", name)
    return kept.replace(" ", "").replace("　", "").replace("\0", " ").strip()


def _dash(found: re.Match[str]) -> str:
    return "——" if len(found.group()) > 1 else "—"


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> str:
    """A name for comparing within one document: quotes, brackets, dashes and case do not tell names apart.

    >>> fold("“丝路一家亲”行动") == fold("丝路一家亲行动")
    True
    """
    return _FOLD.sub("", name).lower()


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for these words in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def segment_of(kind: str) -> str:
    """The key segment for an ontology class."""
    return SEGMENTS.get(kind, "organization")


def key_of(kind: str, name: str, *extra: str) -> str:
    """The key of an entity that no data file knows."""
    return f"{segment_of(kind)}/{digest(plain(name), *extra)}"


def without_praise(text: str) -> tuple[str, ...]:
    """The name without praise (重大倡议, 重要合作倡议)."""
    bare = re.sub(r"的?(?:重大|重要|伟大)(?:合作)?(?=倡议$|计划$|构想$)", "", text)
    return (bare,) if bare != text else ()


def unquoted(text: str) -> str:
    """The text without a closing quote or bracket at its end, so that its head shows."""
    bare = re.sub(r"（[^（）]*）$|(?<=[\u4e00-\u9fff·])·?(?:19|20)\d\d$", "", text)
    found = QUOTED_WHOLE.fullmatch(bare)
    return found.group(1) if found else bare


def stated(entity: Entity) -> Entity:
    """An entity of the data files, its state named by its key."""
    country = country_key(entity.country)
    return entity if country == entity.country else replace(entity, country=country)


def country_key(country: str | None) -> str | None:
    """The key of a state that the data files name by its code."""
    return country if country is None or "/" in country else f"country/{country}"
