"""Which sketches belong to articles that share most of the shorter one, found without comparing every pair.

The share of values in which two MinHashes agree is, apart from chance, the Jaccard index J of the two sets: the share
of common rows among all their rows. The share of the smaller set, of a rows, that is in the larger, of b rows, follows
from it: J (a + b) / ((1 + J) a).
Only those that agree in some adjacent values are compared (locality-sensitive hashing, by sorting).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from graph.copies.settings import Settings, settings
from graph.model import Sketch

_PARTS = 3
_WHOLE, _FIRST, _SECOND = range(_PARTS)
_AT_ONCE = 1 << 14
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""The multiplier of Fibonacci hashing (Knuth 6.4), with which adjacent values are combined into one key."""

Pairs = npt.NDArray[np.int64]
"""Two columns of positions, the first smaller than the second; pairs are sorted and not repeated."""


def alike(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """The pairs of positions of sketches whose articles are copies or versions of one another, sorted."""
    if len(sketches) < 2:
        return []
    known = settings()
    joined = np.frombuffer(b"".join(it.values for it in sketches), dtype="<u4")
    values = joined.reshape(len(sketches), _PARTS, known.values)
    sizes = np.array([it.sizes for it in sketches], dtype=np.float64)
    found = _confirmed(_worth_comparing(values, known), values, sizes, known)
    more = _within(found, len(sketches), known.cluster)
    pairs = np.concatenate([found, _confirmed(more, values, sizes, known)])
    return sorted({(left, right) for left, right in pairs.tolist()})


def _worth_comparing(values: npt.NDArray[np.uint32], known: Settings) -> Pairs:
    """The pairs of articles that have two parts which agree in `together` adjacent values."""
    count = len(values)
    bands = values.reshape(count * _PARTS, -1, known.together)
    found = [np.empty(0, dtype=np.int64)]
    for number in range(bands.shape[1]):
        keys = np.zeros(len(bands), dtype=np.uint64)
        for place in range(known.together):
            keys = keys * _SPREAD + bands[:, number, place]
        order = np.argsort(keys, kind="stable")
        placed = keys[order]
        for step in range(1, known.window + 1):
            same = np.flatnonzero(placed[:-step] == placed[step:])
            left, right = order[same] // _PARTS, order[same + step] // _PARTS
            apart = left != right
            left, right = left[apart], right[apart]
            found.append(np.minimum(left, right) * count + np.maximum(left, right))
        found = [_distinct(np.concatenate(found))]
    return np.stack(np.divmod(found[0], count), axis=1)


def _distinct(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The distinct numbers, sorted. `np.unique` uses hashing: fifty times as slow if most numbers are repeated."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def _confirmed(pairs: Pairs, values: npt.NDArray[np.uint32], sizes: npt.NDArray[np.float64], known: Settings) -> Pairs:
    """The pairs in which most of the shorter article, and enough of each half of it, is in the longer one."""
    kept = [np.empty((0, 2), dtype=np.int64)]
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        for part, least in ((_WHOLE, known.whole), (_FIRST, known.half), (_SECOND, known.half)):
            some = some[_held(some, part, values, sizes) >= least]
        kept.append(some)
    return np.concatenate(kept)


def _held(
    pairs: Pairs, part: int, values: npt.NDArray[np.uint32], sizes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """How much of a part of the shorter article in each pair is in the longer one, or in a half of it.

    A half is closer in size to a short article than the whole, so that chance has less effect.
    """
    turned = sizes[pairs[:, 0], _WHOLE] > sizes[pairs[:, 1], _WHOLE]
    short, long = np.where(turned, pairs[:, 1], pairs[:, 0]), np.where(turned, pairs[:, 0], pairs[:, 1])
    own = sizes[short, part]
    best = np.zeros(len(pairs))
    for other in range(_PARTS):
        shared = (values[short, part] == values[long, other]).mean(axis=1)
        best = np.maximum(best, shared * (own + sizes[long, other]) / ((1 + shared) * own))
    return best


def _within(pairs: Pairs, count: int, largest: int) -> Pairs:
    """All pairs within each group connected by `pairs`, if the group has at most `largest` members."""
    parent = list(range(count))

    def root(position: int) -> int:
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    for left, right in pairs.tolist():
        first, second = sorted((root(left), root(right)))
        parent[second] = first
    members: dict[int, list[int]] = {}
    for position in sorted(set(pairs.ravel().tolist())):
        members.setdefault(root(position), []).append(position)
    return _all_pairs(each for each in members.values() if 2 < len(each) <= largest)


def _all_pairs(groups: Iterable[list[int]]) -> Pairs:
    found = [(left, right) for each in groups for n, left in enumerate(each) for right in each[n + 1 :]]
    return np.array(found, dtype=np.int64).reshape(-1, 2)
