"""Places for nodes, chosen so that their distances are as wanted and their names cover nothing.

Stress is minimised by stochastic gradient descent (Zheng, Pawar and Goodman 2018), then the boxes of symbols with
their names are pushed off each other and off the lines between others. Of the results from several starting positions,
the one with the fewest crossings is kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

Points = list[list[float]]
Bow = tuple[int, int, float]
"""Two ends, and how far the outermost edge between them bends away from the straight line."""

SEED = 7
CAREFUL = 60
"""Up to this number of nodes, the crossings for several starting positions are compared."""
_ROUNDS = 40
_SPARSE = 1.6
"""The least area of the picture, as a multiple of the area of all boxes."""
_TOGETHER = 0.9
"""The factor by which all boxes are moved closer together in one step."""
_STRETCHED = (1.0, 1.25, 1.6, 2.0)
_SCREEN = 1.4
"""The ratio of width to height that the room for the drawing has on most screens."""
_WIDE = 1.15
"""The ratio of width to height that the picture has, similar to that of screens."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room for a node: `width` and `height` around its centre, and `below` for its label."""

    width: float
    height: float
    below: float


def arrange(boxes: Sequence[Box], terms: list[tuple[int, int, float]], edges: Sequence[Bow], starts: int) -> Points:
    """A place for each of `boxes`, in pixels around the origin.

    `terms` are pairs of boxes with the distance that they should have, `edges` the lines between them.
    """
    best: Points = []
    least = math.inf
    for start in range(starts if len(boxes) <= CAREFUL else 1):
        points = _relax(len(boxes), terms, Random(SEED + start))
        _turn(points)
        _loosen(points, boxes)
        _untangle(points, boxes, edges)
        cost = _cost(points, edges) if starts > 1 else 0.0
        if cost < least:
            best, least = points, cost
    return best


def closer(points: Points, boxes: Sequence[Box]) -> None:
    """Moves all boxes closer together until one would overlap another, and keeps their relative positions.

    Of several pictures of different widths, the one that appears largest on a screen is kept.
    """
    tried = (_closer([[p[0] * wide, p[1] / wide] for p in points], boxes) for wide in _STRETCHED)
    _, best = min(tried, key=lambda it: it[0])
    for p, kept in zip(points, best, strict=True):
        p[:] = kept


def _closer(points: Points, boxes: Sequence[Box]) -> tuple[float, Points]:
    least, best = math.inf, points
    for _ in range(_ROUNDS):
        for _ in range(200):
            if not _separate(points, boxes):
                break
        extent = _extent(points, boxes)
        if extent >= least:
            break
        least, best = extent, [list(p) for p in points]
        for p in points:
            p[0] *= _TOGETHER
            p[1] *= _TOGETHER
    return least, best


def _extent(points: Points, boxes: Sequence[Box]) -> float:
    """The size of the picture: its height, or its width relative to a screen's, whichever is larger."""
    placed = list(zip(points, boxes, strict=True))
    wide = max(p[0] + it.width / 2 for p, it in placed) - min(p[0] - it.width / 2 for p, it in placed)
    high = max(p[1] + it.height / 2 + it.below for p, it in placed) - min(p[1] - it.height / 2 for p, it in placed)
    return max(wide / _SCREEN, high)


def _relax(size: int, terms: list[tuple[int, int, float]], random: Random) -> Points:
    """Places that agree with the wanted distances as well as possible, found pair by pair."""
    span = max(length for _, _, length in terms)
    near = min(length for _, _, length in terms)
    points = [[random.uniform(-span, span) / 2, random.uniform(-span, span) / 2] for _ in range(size)]
    first, last = span * span, 0.1 * near * near
    fade = math.log(first / last) / (_ROUNDS - 1)
    order = list(terms)
    for step in range(_ROUNDS):
        rate = first * math.exp(-fade * step)
        random.shuffle(order)
        for i, j, length in order:
            p, q = points[i], points[j]
            dx, dy = p[0] - q[0], p[1] - q[1]
            distance = math.sqrt(dx * dx + dy * dy) or 1e-3
            pull = min(rate / (length * length), 1.0) * (distance - length) / (2 * distance)
            p[0] -= dx * pull
            p[1] -= dy * pull
            q[0] += dx * pull
            q[1] += dy * pull
    return points


def _turn(points: Points) -> None:
    """Turns the picture so that its longest side is horizontal, centres it, and widens it a little."""
    n = len(points)
    cx, cy = sum(p[0] for p in points) / n, sum(p[1] for p in points) / n
    xx = sum((p[0] - cx) ** 2 for p in points)
    yy = sum((p[1] - cy) ** 2 for p in points)
    xy = sum((p[0] - cx) * (p[1] - cy) for p in points)
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    wide = math.sqrt(_WIDE)
    for p in points:
        x, y = p[0] - cx, p[1] - cy
        p[0], p[1] = (x * cos + y * sin) * wide, (y * cos - x * sin) / wide


def _loosen(points: Points, boxes: Sequence[Box]) -> None:
    """Moves everything apart if the boxes would otherwise fill most of the picture."""
    wide = max(p[0] for p in points) - min(p[0] for p in points)
    high = max(p[1] for p in points) - min(p[1] for p in points)
    needed = _SPARSE * sum(box.width * (box.height + box.below) for box in boxes)
    factor = math.sqrt(needed / ((wide * high) or needed))
    if factor > 1:
        for p in points:
            p[0] *= min(factor, 4.0)
            p[1] *= min(factor, 4.0)


def _untangle(points: Points, boxes: Sequence[Box], edges: Sequence[Bow]) -> None:
    """Pushes nodes off each other's labels and, if there are few nodes, off the lines that pass through them."""
    few = len(points) <= CAREFUL
    for _ in range(30 if few else 1):
        if few:
            _clear_lines(points, boxes, edges)
        for _ in range(8 if few else 60):
            if not _separate(points, boxes):
                break


def _separate(points: Points, boxes: Sequence[Box]) -> bool:
    """One pass over all pairs of boxes that may touch; returns whether any had to move."""
    moved = False
    widest = max(box.width for box in boxes)
    order = sorted(range(len(points)), key=lambda i: (points[i][0], i))
    for at, i in enumerate(order):
        for j in order[at + 1 :]:
            if points[j][0] - points[i][0] > widest:
                break
            moved |= _part_two(points[i], points[j], boxes[i], boxes[j])
    return moved


def _part_two(p: list[float], q: list[float], a: Box, b: Box) -> bool:
    over_x = (a.width + b.width) / 2 - abs(p[0] - q[0])
    top, bottom = (p, q) if p[1] <= q[1] else (q, p)
    upper, lower = (a, b) if top is p else (b, a)
    over_y = upper.height / 2 + upper.below + lower.height / 2 - (bottom[1] - top[1])
    if over_x <= 0 or over_y <= 0:
        return False
    if over_x < over_y:
        shift = over_x / 2 + 0.5 if p[0] <= q[0] else -over_x / 2 - 0.5
        p[0] -= shift
        q[0] += shift
    else:
        top[1] -= over_y / 2 + 0.5
        bottom[1] += over_y / 2 + 0.5
    return True


def _clear_lines(points: Points, boxes: Sequence[Box], edges: Sequence[Bow]) -> None:
    for a, b, bow in edges:
        (ax, ay), (bx, by) = points[a], points[b]
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        for i, p in enumerate(points):
            reach = boxes[i].height / 2 + 14 + bow
            if not (left - reach < p[0] < right + reach and top - reach < p[1] < bottom + reach) or i in (a, b):
                continue
            t, dx, dy = _offset(points[a], points[b], p)
            distance = math.sqrt(dx * dx + dy * dy)
            wanted = reach - bow * (1 - 4 * t * (1 - t))
            if 0.02 < t < 0.98 and distance < wanted:
                step = 0.5 * (wanted - distance) / (distance or 1.0)
                p[0] += dx * step if distance else wanted / 2
                p[1] += dy * step


def _offset(a: list[float], b: list[float], p: list[float]) -> tuple[float, float, float]:
    """The point on the line from `a` to `b` (0 to 1) nearest to `p`, and the vector from there to `p`."""
    vx, vy = b[0] - a[0], b[1] - a[1]
    t = ((p[0] - a[0]) * vx + (p[1] - a[1]) * vy) / ((vx * vx + vy * vy) or 1.0)
    t = min(max(t, 0.0), 1.0)
    return t, p[0] - a[0] - t * vx, p[1] - a[1] - t * vy


def _cost(points: Points, edges: Sequence[Bow]) -> float:
    """The cost of crossing edges, of nodes close to a line that is not theirs, and of length: less is better."""
    cost = 0.0
    for at, (a, b, bow) in enumerate(edges):
        for c, d, _ in edges[at + 1 :]:
            if len({a, b, c, d}) == 4 and _cross(points[a], points[b], points[c], points[d]):
                cost += 1.0
        for i, p in enumerate(points):
            if i not in (a, b):
                t, dx, dy = _offset(points[a], points[b], p)
                if 0.0 < t < 1.0 and math.sqrt(dx * dx + dy * dy) < 30 + bow * 4 * t * (1 - t):
                    cost += 1.5
        cost += math.dist(points[a], points[b]) / 1800.0
    return cost


def _cross(a: list[float], b: list[float], c: list[float], d: list[float]) -> bool:
    def side(p: list[float], q: list[float], r: list[float]) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
