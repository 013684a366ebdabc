"""What a large page shows when it opens: disputes and the most central entities, rather than everything at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from graph.view.aside import connected, neighbours
from graph.view.drawing import Drawing

LEAST, MOST = 120, 1000
"""A page first shows an eighteenth of its entities, within this minimum and maximum."""
_SHARE = 18
_DISPUTE = 10
WHOLE = 2000
"""The largest number of entities that the page can draw at once."""


def opening(drawing: Drawing) -> tuple[str, ...]:
    """The entities drawn at first, sorted by id: the disputed and most mentioned ones, and those that connect them.

    An entity that would be isolated comes with its most important neighbour.
    """
    ranked = ranking(drawing)
    limit = min(MOST, max(LEAST, len(ranked) // _SHARE))
    if len(ranked) <= limit:
        return tuple(sorted(ranked))
    near = neighbours(drawing)
    part = {name: i for i, names in enumerate(connected(drawing)) for name in names}
    order = {name: i for i, name in enumerate(ranked)}
    begun: set[int] = set()
    chosen: set[str] = set()
    for name in ranked:
        if len(chosen) == limit:
            break
        if name in chosen:
            continue
        goals = chosen if part[name] in begun else near.get(name, set())
        with_way = chosen | _way(name, goals, near, order, limit - len(chosen))
        if len(with_way) <= limit and with_way != chosen:
            chosen = with_way
            begun.add(part[name])
    return tuple(sorted(chosen))


def _way(
    start: str, goals: Collection[str], near: Mapping[str, set[str]], order: Mapping[str, int], most: int
) -> set[str]:
    """The entities on a shortest path of limited length to one of some others, through the most important entities."""
    before: dict[str, str] = {start: start}
    ring = [start]
    for _ in range(most):
        following: list[str] = []
        for name in ring:
            for other in sorted(near.get(name, set()) - before.keys(), key=order.__getitem__):
                before[other] = name
                following.append(other)
        found = next((name for name in following if name in goals), None)
        if found is not None:
            way = {found}
            while found != start:
                found = before[found]
                way.add(found)
            return way
        ring = following
    return set()


def ranking(drawing: Drawing) -> list[str]:
    """All drawn entities, the most important first: a dispute counts for as much as many claims."""
    disputes = Counter(end for line in drawing.lines if line.disputed for end in (line.source, line.target))
    return sorted(drawing.sizes, key=lambda name: (-drawing.weights[name] - _DISPUTE * disputes[name], name))


def among(drawing: Drawing, names: Iterable[str]) -> Drawing:
    """The part of a drawing whose lines have both ends among some entities."""
    sizes = {name: drawing.sizes[name] for name in sorted(names)}
    kept: dict[str, None] = {}
    for line in drawing.lines:
        if not line.onto_edge and line.source in sizes and line.target in sizes:
            kept[line.id] = None
    for line in drawing.lines:
        if line.onto_edge and line.source in sizes and line.target in kept:
            kept[line.id] = None
    return replace(drawing, lines=tuple(line for line in drawing.lines if line.id in kept), sizes=sizes)
