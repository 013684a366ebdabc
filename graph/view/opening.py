"""What a large page opens on: disputes and the most central entities, rather than everything at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.view.drawing import Drawing

LEAST, MOST = 120, 1000
"""A page opens on an eighteenth of its entities, but on so many at least and at most."""
_SHARE = 18
_DISPUTE = 10
WHOLE = 2000
"""Up to so many entities the page can draw all of them at once."""


def opening(drawing: Drawing) -> tuple[str, ...]:
    """The entities that are drawn at first, sorted by id: those in dispute and most spoken of.

    One that would stand alone gives its place to the next.
    """
    ranked = ranking(drawing)
    limit = min(MOST, max(LEAST, len(ranked) // _SHARE))
    if len(ranked) <= limit:
        return tuple(sorted(ranked))
    near = _neighbours(drawing)
    chosen: dict[str, None] = dict.fromkeys(ranked[:limit])
    waiting = iter(ranked[limit:])
    for lone in [name for name in chosen if chosen.keys().isdisjoint(near.get(name, ()))]:
        found = next((name for name in waiting if not chosen.keys().isdisjoint(near.get(name, ()))), None)
        if found is not None:
            del chosen[lone]
            chosen[found] = None
    return tuple(sorted(chosen))


def ranking(drawing: Drawing) -> list[str]:
    """All drawn entities, the most important first: a dispute counts as much as many claims."""
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


def _neighbours(drawing: Drawing) -> Mapping[str, set[str]]:
    near: dict[str, set[str]] = {}
    for a, b in drawing.bundles():
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return near
