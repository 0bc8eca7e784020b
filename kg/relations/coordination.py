"""Who is paired with whom: sides of a signing, crossed lists, lists in step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from kg.model import Cue, Mention

NOT_ONE = {"Unnamed", "Etc", "Gap", "Bare", "Amount", "Date", "InTitle", "Club"}
Pair = tuple[Mention, Mention]


def named(units: Sequence[Mention | Cue]) -> list[Mention]:
    """The mentions of entities among some units."""
    if len(units) == 1 and isinstance(units[0], Mention) and units[0].kind == "Club":
        return [units[0]]
    return [unit for unit in units if isinstance(unit, Mention) and unit.entity and unit.kind not in NOT_ONE - {"Bare"}]


def split_sides(units: Sequence[Mention | Cue]) -> list[Sequence[Mention | Cue]]:
    """Where a joint list falls into sides: at 与/同/跟, or at a 和 that is not the last joint.

    甲与乙、丙 has two sides, 甲、乙和丙 one (all with all), 甲和乙 two, 甲与乙、丙与丁 two pairs.
    """
    joints = [n for n, unit in enumerate(units) if isinstance(unit, Cue) and unit.kind in {"WITH", "AND", "、"}]
    withs = [n for n in joints if units[n].kind == "WITH"]
    if len(withs) == 1:
        return [units[: withs[0]], units[withs[0] + 1 :]]
    if len(withs) > 1:
        return _several(units, joints, withs)
    ands = [n for n in joints if units[n].kind == "AND"]
    if ands and (ands[0] != joints[-1] or len(joints) == 1):
        return [units[: ands[0]], units[ands[0] + 1 :]]
    return [units]


def _several(units: Sequence[Mention | Cue], joints: list[int], withs: list[int]) -> list[Sequence[Mention | Cue]]:
    between = [n for n in joints if withs[0] < n < withs[1] and units[n].kind != "WITH"]
    if not between:
        return [units[: withs[0]], units[withs[0] + 1 :]]
    # 甲与乙、丙与丁: pairs; the joint between two 与 divides them.
    parts: list[Sequence[Mention | Cue]] = []
    start = 0
    for first, second in zip(withs, [*withs[1:], len(units)], strict=False):
        cuts = [n for n in joints if first < n < second and units[n].kind != "WITH"]
        parts += [units[start:first], units[first + 1 : cuts[-1] if cuts and second < len(units) else second]]
        start = cuts[-1] + 1 if cuts else second
    return parts


def pair_sides(units: Sequence[Mention | Cue], *, separately: bool = False) -> tuple[list[Pair], bool]:
    """The pairs of a signing, and whether all signed with all."""
    sides = [named(side) for side in split_sides(units)]
    if len(sides) == 1:
        return list(combinations(sides[0], 2)), True
    pairs: list[Pair] = []
    for left, right in zip(sides[::2], sides[1::2], strict=False):
        pairs += pair(left, right, "cross", separately=separately)
    return pairs, False


def pair(left: Sequence[Mention], right: Sequence[Mention], how: str, *, separately: bool = False) -> list[Pair]:
    """Every left with every right; in step where the lists are dealt out (分别) and equally long."""
    if (how == "aligned" or separately) and len(left) > 1 and len(right) > 1:
        # 甲、乙分别由丙与丁、戊与己共建: lists of other lengths are dealt out in a way that is not told
        return list(zip(left, right, strict=True)) if len(left) == len(right) else []
    return list(product(left, right))


def dealt(left: Sequence[Mention], units: Sequence[Mention | Cue]) -> list[Pair]:
    """甲、乙分别由丙与丁、戊与己共建: each of the first with the group in its place; nothing where places differ."""
    groups: list[list[Mention | Cue]] = [[]]
    for unit in units:
        if unit.kind in {"、", "AND"}:
            groups.append([])
        else:
            groups[-1].append(unit)
    if len(groups) != len(left) or not any(unit.kind == "WITH" for unit in units):
        return []
    return [(first, partner) for first, group in zip(left, groups, strict=True) for partner in named(group)]


def proper(pairs: Sequence[Pair]) -> list[Pair]:
    """Each pair once, and none of one with itself."""
    return list(dict.fromkeys((a, b) for a, b in pairs if a.entity != b.entity))


def coordinated(pairs: Sequence[Pair]) -> list[str]:
    """The step by which one sentence gives several pairs."""
    return ["coordination"] if len(pairs) > 1 else []
