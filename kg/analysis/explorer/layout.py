"""Where the nodes of the first view stand: computed once, when the page is made, so that it opens at once.

Forces over all pairs with numpy (at most a few hundred nodes), from a start that the sorted nodes alone decide; then
nodes are pushed apart; then what is tied to the hub alone is put around the rest, in rings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

Edge = tuple[int, int, int]
_STEPS, _HEAT, _REACH, _WIDE, _GAP = 240, 130.0, 90.0, 1.3, 16.0
#: Room for each node on the rim.
_APART = 46.0
#: How far the nearest neighbour of a node is, at half of the nodes.
_NEAR = 34.0
_MANY = 220
_GOLDEN = math.pi * (3 - math.sqrt(5))


def place(
    nodes: Sequence[int], edges: Sequence[Edge], sizes: Mapping[int, float], rim: Sequence[int] = ()
) -> dict[int, tuple[int, int]]:
    """Whole-number positions: ``nodes`` by the pull of ``edges`` (one, other, weight), ``rim`` in rings around them."""
    import numpy as np

    inner = [node for node in nodes if node not in set(rim)]
    points = _parted(_pulled(len(inner), _numbered(inner, edges)), np.array([sizes[node] for node in inner]))
    found = {node: (round(float(x)), round(float(y))) for node, (x, y) in zip(inner, points, strict=True)}
    return found | _rings(rim, points, sizes)


def _numbered(nodes: Sequence[int], edges: Sequence[Edge]) -> list[Edge]:
    at = {node: number for number, node in enumerate(nodes)}
    return [(at[one], at[other], weight) for one, other, weight in edges if one in at and other in at and one != other]


def _pulled(size: int, edges: Sequence[Edge]) -> Points:
    """Nodes that repel each other and edges that pull them together, cooling down."""
    import numpy as np

    number = np.arange(size)
    radius = 60.0 * np.sqrt(number + 0.5)
    # Rounded, and from here on only operations that every processor rounds alike: the same bytes everywhere.
    x = np.round(radius * np.cos(number * _GOLDEN), 3)
    y = np.round(radius * np.sin(number * _GOLDEN), 3)
    one = np.array([edge[0] for edge in edges], dtype=int)
    other = np.array([edge[1] for edge in edges], dtype=int)
    mass = 1.0 + np.bincount(np.concatenate([one, other]), minlength=size)
    push = _REACH**2 / 2 * np.outer(mass, mass)
    for step in range(_STEPS):
        gap_x, gap_y = np.subtract.outer(x, x), np.subtract.outer(y, y)
        away = push / (gap_x * gap_x + gap_y * gap_y + 25.0)
        force_x, force_y = (gap_x * away).sum(axis=1) - 0.9 * mass * x, (gap_y * away).sum(axis=1) - 0.9 * mass * y
        along_x, along_y = x[one] - x[other], y[one] - y[other]
        length = (np.sqrt(along_x * along_x + along_y * along_y) + 1.0) / _REACH
        for force, along in ((force_x, along_x * length), (force_y, along_y * length)):
            np.subtract.at(force, one, along)
            np.add.at(force, other, along)
        strength = np.sqrt(force_x * force_x + force_y * force_y) + 1e-9
        move = np.minimum(strength / mass, _HEAT * (1 - step / _STEPS) + 1.0) / strength
        x, y = x + force_x * move, y + force_y * move
    return np.column_stack([x, y])


def _parted(points: Points, sizes: Points) -> Points:
    """Wider than high, and no two nodes on each other, with room for a line of text below each."""
    import numpy as np

    if not len(points):
        return points
    points = points * np.array([_WIDE, 1.0]) * _crowding(points)
    x, y = points[:, 0].copy(), points[:, 1].copy()
    apart = np.add.outer(sizes, sizes) + _GAP
    # The order of the nodes decides where two stand on one spot.
    order = np.sign(np.subtract.outer(np.arange(len(x)), np.arange(len(x)))).astype(float)
    for _ in range(120):
        gap_x, gap_y = np.subtract.outer(x, x), np.subtract.outer(y, y)
        over_x, over_y = 1.5 * apart - np.abs(gap_x), apart - np.abs(gap_y)
        touching = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(touching, val=False)
        if not touching.any():
            break
        # Along the way that is shorter.
        sideways = over_x < over_y
        x = x + 0.3 * np.where(touching & sideways, np.where(gap_x == 0, order, np.sign(gap_x)) * over_x, 0).sum(axis=1)
        y = y + 0.3 * np.where(touching & ~sideways, np.where(gap_y == 0, order, np.sign(gap_y)) * over_y, 0).sum(
            axis=1
        )
    return np.column_stack([x, y])


def _crowding(points: Points) -> float:
    """The factor that brings half of the nodes within sight of their nearest neighbour."""
    import numpy as np

    if len(points) < 3:
        return 1.0
    square = np.subtract.outer(points[:, 0], points[:, 0]) ** 2 + np.subtract.outer(points[:, 1], points[:, 1]) ** 2
    np.fill_diagonal(square, val=np.inf)
    # A small network has the whole page to itself.
    room = min(2.8, max(1.0, math.sqrt(_MANY / len(points))))
    return float(_NEAR * room / np.sqrt(np.median(square.min(axis=1))))


def _rings(rim: Sequence[int], points: Any, sizes: Mapping[int, float]) -> dict[int, tuple[int, int]]:
    """The rim on ellipses outside of all points, evenly spaced, as many rings as they need."""
    high = float(abs(points[:, 1]).max()) if len(points) else 0.0
    wide = float(abs(points[:, 0]).max()) if len(points) else 0.0
    found: dict[int, tuple[int, int]] = {}
    rest = list(rim)
    largest = max((sizes[node] for node in rim), default=0.0)
    apart = max(_APART, 2 * largest + 14)
    while rest:
        high, wide = high + 44.0 + largest, wide + 62.0 + largest
        # Ramanujan's first approximation of the way around an ellipse.
        around = math.pi * (3 * (high + wide) - math.sqrt((3 * high + wide) * (high + 3 * wide)))
        most = max(6, int(around / apart))
        now, rest = rest[:most], rest[most:]
        for number, node in enumerate(now):
            angle = _even(number / len(now), wide, high)
            found[node] = (round(wide * math.cos(angle)), round(high * math.sin(angle)))
    return found


def _even(share: float, wide: float, high: float) -> float:
    """The angle at which this share of the way around the ellipse is walked."""
    steps = 180
    walked, lengths = 0.0, [0.0]
    for step in range(steps):
        angle = (step + 0.5) * 2 * math.pi / steps
        walked += math.hypot(wide * math.sin(angle), high * math.cos(angle))
        lengths.append(walked)
    target = share * walked
    step = next(index for index in range(steps) if lengths[index + 1] >= target)
    part = (target - lengths[step]) / (lengths[step + 1] - lengths[step])
    return (step + part) * 2 * math.pi / steps - math.pi / 2
