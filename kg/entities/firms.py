"""Firms whose names a reader knows as such: 北辰资本, 某国饮料企业阿尔卑泉公司."""

from __future__ import annotations

import re

from kg.entities.draft import Draft
from kg.entities.gazetteer import Hit
from kg.entities.kinds import CLASSES
from kg.entities.namer import Namer
from kg.entities.personal_names import Tags

#: 体育用品企业某某公司, 全资子公司某某锂业: what a firm is, before the name it has.
_TOLD = re.compile(
    "[\u4e00-\u9fffA-Z]{0,14}?(?:企业|业者|股东|(?:子|附属|母|下属|旗下|所属)公司|(?:下属|旗下|所属)单位|巨头|厂商)(?=[\u4e00-\u9fffA-Za-z（]{3})"
)
#: Kinds of words that names begin with; the others begin 企业管理公司, 子公司发展基金.
_PROPER = {"nr", "nrt", "nrfg", "ns", "nt", "nz", "x", "eng", "j"}
#: 完美（中国）有限公司: whatever the word means, its bracket makes it a firm's name
_OF_PLACE = re.compile("[\u4e00-\u9fff]{2,5}（[\u4e00-\u9fff]{2,6}）(?:股份|投资|控股|集团)?(?:有限)?公司")
_STEM = re.compile("[\u4e00-\u9fff]{2,6}|[A-Za-z]{2,12}")


class Firms:
    """Tells the names of firms by words that end them and by stems that are no words of the language."""

    def __init__(self, namer: Namer, tags: Tags | None) -> None:
        self._namer, self._tags = namer, tags
        heads = namer.lexicon.alternation("firm_head")
        self._tail = re.compile(f"(?:{heads}|公司|集团)$")
        self._head = re.compile(f"(?:{heads})$")

    def told(self, words: str) -> int:
        """How many characters before a firm's name only say what it is."""
        found = _TOLD.match(words) if self._tail.search(words) else None
        rest = words[found.end() :] if found else ""
        return found.end() if found and (self._is_name(rest) or _OF_PLACE.match(rest)) else 0

    def read(self, words: str, hits: list[Hit]) -> Draft | None:
        """A firm, where the words end as firms do and begin with no word of the language."""
        head = self._head.search(words)
        if head is None:
            return None
        first = hits[0] if hits and hits[0].start == 0 else None
        stem = words[first.end if first else 0 : head.start()]
        of_place = not stem and first is not None and words.endswith("航空") and not words.startswith(("中国", "国际"))
        if not of_place and (not _STEM.fullmatch(stem) or not self._is_name(stem)):
            return None
        country = self._namer.known(first).key if first and self._namer.is_state(first) else None
        return Draft(words, "Company", CLASSES.get("Company", ("Company",)), country=country)

    def _is_name(self, words: str) -> bool:
        if self._tags is None:
            return False
        word, tag = self._tags(words)[0]
        return tag in _PROPER or len(word) == 1
