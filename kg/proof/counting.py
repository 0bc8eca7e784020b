"""The named rules by which a stated figure is held beside what was counted.

A rule looks at the words of the figure and at where it stands, never at its number; the first that applies counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.proof.records import Place, Source

_GAP = re.compile(r"\s+")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十][多余]?(?:[个项家场名位份国种点条]|部分)")
_NO_NAME = re.compile(r"等|的$|\d+[多余]?[个项家场名位份国种]|签署|[一-龥]了")
_MARK = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|(?<![\d.])\d{1,2}[.．、](?!\d)")
#: Where a list of names begins: behind what governs it, or at the start of its clause.
_HEAD = re.compile(r"[。；，：:;,\n（()）]|与|同|向|对|由|为|在|联合|会同|包括|涵盖|分别是|具体|来自|即|以及|另有")
_AFTER = re.compile(r"^[^。；、]{0,30}?(?:包括|分别[是为与同]|即|：|:|——)")
_END = re.compile(r"[。；;，,]|等")
#: What stands in quotation marks or brackets is one name, whatever marks it holds.
_ENCLOSED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』|（[^）]*）|\([^)]*\)")
_NUMBER = re.compile(r"^\s*(?:[一二三四五六七八九十百]+|\d+)[、.．]")
_LONGEST_NAME = 30
_LISTED = frozenset(
    ("项", "个", "家", "国", "份", "名", "位", "种", "所", "座", "件", "方", "条", "类", "大类", "大项")
)
_POINTS = re.compile(r"(?:方面|举措|措施|部分|内容|问题)$")
_ANNOUNCES = re.compile(r"如下|以下|下列|清单.*?(?:共|计|涵盖|包括|分为|列|含|有)|^[（(](?:共|合计|总计)$")
#: Between two points of a list at most so many paragraphs go on about the first.
_MOST_BETWEEN = 3
#: Relations whose one end is an act or what came of it.
_MADE = {"launchedBy": "subject", "launchedAt": "subject", "publishedBy": "subject", "publishedAt": "subject"}


@dataclass(frozen=True, slots=True)
class Count:
    """How much was counted, by which rule, and what to know of it. ``named`` is how many the text itself names."""

    rule: str
    counted: int | None
    note: str = ""
    named: int | None = None


class Figures:
    """The figures of a graph with all that can be counted beside them, read once."""

    def __init__(self, source: Source) -> None:
        self.nodes = source.nodes()
        self.items: dict[str, list[dict[str, Any]]] = {}
        self.claims: dict[str, list[Any]] = {}
        for item in source.items():
            self.items.setdefault(item["document"], []).append(item)
        for claim in source.claims():
            self.claims.setdefault(claim["document"], []).append(claim)
        self.item_of = {item["iri"]: item for items in self.items.values() for item in items}

    def count(self, figure: Mapping[str, Any]) -> Count:
        """What the first rule that applies counts."""
        at = _At(self, figure)
        for rule in RULES:
            found = rule(at)
            if found is not None:
                return found
        return Count("none", None, "nothing in a graph counts this")


class _At:
    """One figure where it stands."""

    def __init__(self, known: Figures, figure: Mapping[str, Any]) -> None:
        self.document: str = figure["document"]
        self.unit, self.scope = figure["unit"] or "", figure["scope"] or ""
        self.nodes, self.items = known.nodes, known.items.get(self.document, [])
        self.claims = known.claims.get(self.document, [])
        self.item = known.item_of.get(figure["item"], {})
        start, end, _ = figure["evidence"][0]
        self.offset, stop, words = self.item["evidence"][0] if self.item.get("evidence") else (start, end, "")
        self.before, self.after = words[: start - self.offset], words[end - self.offset : stop - self.offset]
        self.start, self.end = start, end

    def numbered(self) -> list[dict[str, Any]]:
        """The entries with a number of their own; what only stands under one bears that one's."""
        numbers = {item["iri"]: item["number"] for item in self.items}
        return [
            item
            for item in self.items
            if item["kind"] == "item" and item["number"] and item["number"] != numbers.get(item["parent"] or "")
        ]

    def announces(self) -> bool:
        """Whether the figure is said of the list that this document is."""
        before = _clause(self.before)
        return bool(_ANNOUNCES.search(before) or re.search(r"如下", self.after)) and self.item.get("kind") != "item"


def _clause(before: str) -> str:
    """The sentence so far."""
    return _GAP.sub("", re.split(r"[。；!！?？]", before)[-1])


# -- the rules ---------------------------------------------------------------------------------------------------------


def items_numbered(at: _At) -> Count | None:
    """N大项 against the outermost numbered entries; 共N项 said of the list itself against the innermost."""
    if at.unit != "大项" and not (at.unit == "项" and at.announces() and not _beside_items(at)):
        return None
    found = at.numbered()
    inner = {item["parent"] for item in found}
    of_items = {item["iri"] for item in found}
    if at.unit == "大项":
        return Count(
            "items-numbered", sum(item["parent"] not in of_items for item in found), "outermost numbered entries"
        )
    return Count("items-numbered", sum(item["iri"] not in inner for item in found), "innermost numbered entries")


def sections_numbered(at: _At) -> Count | None:
    """N大类, N个部分, N章 said of the list itself against its numbered headings."""
    if at.unit not in ("大类", "章", "部分") and not (at.unit == "个" and at.scope in ("方面", "部分", "类别")):
        return None
    if not (at.announces() or at.unit in ("大类", "章")):
        return None
    found = sum(item["kind"] == "heading" and bool(item["number"]) for item in at.items)
    return Count("sections-numbered", found, "numbered headings")


def acts_in_items(at: _At) -> Count | None:
    """N项成果 said of the same list as its entries, against the distinct acts that claims of those entries state."""
    if at.unit != "项" or not _beside_items(at):
        return None
    numbered = {item["iri"] for item in at.numbered()}
    acts: set[str] = set()
    for claim in at.claims:
        if numbered.intersection(claim["items"]):
            acts.update(act["iri"] for act in (claim["instrument"], claim["financing"]) if act)
            if claim["relation"] in _MADE:
                acts.add(claim[_MADE[claim["relation"]]])
    return Count("acts-in-items", len(acts), "distinct instruments, acts of financing, launches and publications")


def _beside_items(at: _At) -> bool:
    return bool(re.search(r"\d\s*大\s*项", _clause(at.before)[-24:]))


def sub_events(at: _At) -> Count | None:
    """N场分论坛 against the events of that name that claims of this document make part of another."""
    if at.unit != "场" or not re.search(r"(?:论坛|会议|峰会|大会|活动)$", at.scope):
        return None
    parts = {claim["subject"] for claim in at.claims if claim["relation"] == "partOf"}
    named = [iri for iri in parts if any(name.endswith(at.scope) for name in at.nodes[iri]["labels"])]
    return Count("sub-events", len(named), f"events named {at.scope} that are part of another")


def points_listed(at: _At) -> Count | None:
    """N个方面, N项举措 against the points that follow: entries under this one, entries behind it, marks in its text."""
    if not (_POINTS.search(at.scope) or at.unit in ("点", "条", "部分")):
        return None
    under = [item for item in at.items if item["parent"] and item["parent"] == at.item.get("iri") and item["number"]]
    if under:
        return Count("points-listed", len(under), "entries under this one")
    behind = 0 if at.after.strip(" \n\t。：:；;”」") else _points_behind(at)
    if behind:
        return Count("points-listed", behind, "entries behind it")
    marks = len(_MARK.findall(at.after))
    return Count("points-listed", marks, "marks in the text behind it") if marks else None


def _points_behind(at: _At) -> int:
    """Numbered entries after the figure's own, up to a heading or until their numbers begin again."""
    place = next((number for number, item in enumerate(at.items) if item["iri"] == at.item.get("iri")), len(at.items))
    seen: list[str] = []
    between = 0
    for item in at.items[place + 1 :]:
        numbered = item["kind"] == "item" and not item["parent"]
        between = 0 if numbered else between + 1
        if item["kind"] == "heading" or between > _MOST_BETWEEN or (numbered and item["number"] in seen):
            break
        if numbered:
            seen.append(item["number"])
    return len(seen)


def list_length(at: _At) -> Count | None:
    """等N国, N家 against the members of the list it closes or opens that claims name as an end of one act."""
    if at.unit not in _LISTED:
        return None
    stretch = _list_before(at) or _list_after(at)
    if stretch is None:
        return None
    first, last, members = stretch
    return Count("list-length", _ends_within(at.claims, first, last), f"the text names {members}", members)


RULES: tuple[Callable[[_At], Count | None], ...] = (
    items_numbered,
    sections_numbered,
    acts_in_items,
    sub_events,
    list_length,
    points_listed,
)


# -- lists of names ----------------------------------------------------------------------------------------------------


def _list_before(at: _At) -> tuple[int, int, int] | None:
    """The list that ends where the figure begins: A、B和C等3国, A、B、C3家."""
    text = _masked(at.before)
    text = text[max(text.rfind("。"), text.rfind("；")) + 1 :]
    closed = text.rstrip()
    body = closed.removesuffix("等")
    comma = body.find("、")
    heads = [match.end() for match in _HEAD.finditer(body, 0, comma if comma >= 0 else len(body))]
    first = max([*heads, *(match.end() for match in re.finditer(r"[，,：:]", body))], default=0)
    names = body[first:]
    if (closed == body and "、" not in names) or not _are_names(names):
        return None
    start = at.start - len(text) + first
    return start, at.start, _members(names)


def _list_after(at: _At) -> tuple[int, int, int] | None:
    """The list that the figure opens: 3个国家，包括A、B和C."""
    after = _masked(at.after)
    opened = _AFTER.match(after)
    if opened is None or _COUNTED.search(opened[0]):
        return None  # what follows is the list of another figure
    rest = after[opened.end() :]
    closed = _END.search(rest)
    names = rest[: closed.start()] if closed else rest
    if "、" not in names or not _are_names(names):
        return None
    start = at.end + opened.end()
    return start, start + len(names), _members(names)


def _masked(text: str) -> str:
    """The text, as long as it was, in which its own number and quoted or bracketed words hold no mark of a list."""
    text = _NUMBER.sub(lambda found: "·" * len(found[0]), text)
    return _ENCLOSED.sub(lambda found: re.sub(r"[、，。；：:等]", "·", found[0]), text)


def _are_names(names: str) -> bool:
    """Whether all members of a list are names: none is empty, long, counted itself or a list of its own."""
    members = [_GAP.sub("", name) for name in names.split("、")]
    return all(name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) for name in members)


def _members(names: str) -> int:
    """How many names a list holds; the last mark of a list may be a word."""
    members = [name for name in names.split("、") if name.strip()]
    return len(members) + bool(members and re.search(r".(?:和|以及|与).", members[-1]))


def _ends_within(claims: Iterable[Any], first: int, last: int) -> int:
    """The most distinct ends that one act (the claims of one relation and one cue) names within a stretch."""
    acts: dict[tuple[str, tuple[Place, ...]], set[str]] = {}
    for claim in claims:
        for end in ("subject", "object"):
            if any(first <= start and stop <= last for start, stop, _ in claim["marks"][end]):
                acts.setdefault((claim["relation"], tuple(claim["marks"]["cue"])), set()).add(claim[end])
    return max(map(len, acts.values()), default=0)
