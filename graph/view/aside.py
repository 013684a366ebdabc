"""Small groups that no line connects with the rest: listed next to the drawing, in which they would be scattered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from graph.view.drawing import Drawing
from graph.view.spacing import CAREFUL

_SHARE = 10
"""A small group has at most a tenth of the entities of the main part."""


def aside(drawing: Drawing) -> tuple[tuple[str, ...], ...]:
    """The groups to list, largest first, each sorted by id; none for a small page.

    There are also none if no main part has more than half of all entities.
    """
    parts = connected(drawing)
    if len(drawing.sizes) <= CAREFUL or 2 * len(parts[0]) <= len(drawing.sizes):
        return ()
    return tuple(part for part in parts[1:] if _SHARE * len(part) <= len(parts[0]))


def without(drawing: Drawing, names: Collection[str]) -> Drawing:
    """A drawing without some entities, none of which a line connects with the others."""
    lines = tuple(line for line in drawing.lines if line.source not in names)
    return replace(drawing, lines=lines, sizes={it: size for it, size in drawing.sizes.items() if it not in names})


def connected(drawing: Drawing) -> list[tuple[str, ...]]:
    """The connected parts of a drawing, whatever the direction of the lines: the largest first, each sorted by id."""
    near = neighbours(drawing)
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in sorted(drawing.sizes):
        if start in seen:
            continue
        part = {start}
        waiting = [start]
        while waiting:
            new = near.get(waiting.pop(), set()) - part
            part |= new
            waiting += new
        seen |= part
        found.append(tuple(sorted(part)))
    return sorted(found, key=lambda part: (-len(part), part))


def neighbours(drawing: Drawing) -> Mapping[str, set[str]]:
    """For each entity, the entities at the other ends of its lines."""
    near: dict[str, set[str]] = {}
    for a, b in drawing.bundles():
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return near
