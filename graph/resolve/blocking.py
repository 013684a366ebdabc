"""Which profiles are worth comparing: those that share a key. The number of pairs grows almost linearly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from networkx.utils import UnionFind

from graph.resolve.name_tables import Limits, tables
from graph.resolve.names import skeleton
from graph.resolve.profiles import Profile, family

Pair = tuple[int, int]
"""Two positions in a sequence, the smaller first."""


def keys(it: Profile) -> Iterator[tuple[str, ...]]:
    """The keys that a profile with full names may share with another profile of the same entity."""
    kind = family(it.type)
    kind = "thing" if kind in ("place", "organization") else kind
    for name in it.full:
        yield kind, "name", *name
        yield kind, "sound", *map(skeleton, name)
    for translation in it.translations:
        yield kind, "words", *translation
    for core in it.cores:
        yield kind, "name", *core
    for short in it.short if kind != "person" else ():
        yield kind, "short", short
    words = _parts_of_person(it) if kind == "person" else _parts_of_thing(it) if kind == "thing" else ()
    for key in words:
        yield kind, *key


def _parts_of_person(it: Profile) -> Iterator[tuple[str, ...]]:
    """Two spellings of a name share the first name and the initial of a surname, or vice versa."""
    for name in it.full:
        for word in name[1:]:
            yield "first", name[0], word[0]
            yield "last", name[0][0], word


def _parts_of_thing(it: Profile) -> Iterator[tuple[str, ...]]:
    """Two spellings of a name have equally many words and share one of them; some names often lose their last word."""
    for name in it.full:
        if len(name) > 1 and name[-1] in tables().tails:
            yield "name", *name[:-1]
        if len(name) > 1 and name[-1] in tables().campaigns:
            yield "owner", name[-2]
        for word in name if len(name) > 1 else ():
            yield "part", str(len(name)), word


def short_keys(it: Profile) -> Iterator[tuple[str, ...]]:
    """The keys of a profile that has only a surname or an acronym."""
    for short in it.short:
        if family(it.type) == "person":
            yield "surname", short
        else:
            yield "acronym", short
            yield "letters", short[:2]


def long_keys(it: Profile) -> Iterator[tuple[str, ...]]:
    """The keys by which a surname or an acronym alone finds a profile with full names."""
    if family(it.type) == "person":
        for word in {word for name in it.full for word in name[1:]} | it.short:
            yield "surname", word
        return
    for letters in it.initials | it.short | {name[0] for name in it.full if len(name) == 1}:
        yield "acronym", letters
    for name in it.full:
        if len(name) > 1:
            # An acronym of syllables begins with two letters of the first word, or with one of each of two words.
            yield from {("letters", name[0][:2])} | {("letters", name[0][0] + word[0]) for word in name[1:3]}


def grouped(keyed: Iterable[tuple[int, Iterable[tuple[str, ...]]]]) -> dict[tuple[str, ...], list[int]]:
    """Positions by key, in the order given, without repeats."""
    found: dict[tuple[str, ...], list[int]] = {}
    for position, own in keyed:
        for key in sorted(set(own)):
            found.setdefault(key, []).append(position)
    return found


def pairs(blocks: Iterable[Sequence[int]], richness: Sequence[tuple[int, ...]], limits: Limits) -> list[Pair]:
    """The pairs within blocks, sorted, without repeats.

    In a block above the limit, members are compared only with the best described ones and with their neighbours in the
    order, so that the number of pairs grows with the size of the block and not with its square.
    """
    found: set[Pair] = set()
    for block in blocks:
        if len(block) <= limits.block:
            found.update((min(a, b), max(a, b)) for a, b in combinations(block, 2))
            continue
        hubs = sorted(block, key=lambda position: (tuple(-n for n in richness[position]), position))[: limits.hubs]
        for at, position in enumerate(block):
            for other in (*hubs, *block[at + 1 : at + 1 + limits.window]):
                if other != position:
                    found.add((min(position, other), max(position, other)))
    return sorted(found)


def across(
    left: Sequence[int], right: Sequence[int], richness: Sequence[tuple[int, ...]], limits: Limits
) -> Iterator[Pair]:
    """The pairs across two groups; if these are large, only pairs with a best described member of the other group."""
    if len(left) * len(right) > limits.block:
        best = [sorted(it, key=lambda at: (tuple(-n for n in richness[at]), at))[: limits.hubs] for it in (left, right)]
        yield from ((min(a, b), max(a, b)) for a in best[0] for b in right)
        yield from ((min(a, b), max(a, b)) for a in left for b in best[1])
    else:
        yield from ((min(a, b), max(a, b)) for a in left for b in right)


def connected(number: int, edges: Iterable[Pair]) -> Iterator[tuple[list[int], list[Pair]]]:
    """The connected components of a number of things: their members, in order, and the edges between them."""
    parts = UnionFind(range(number))
    for one, other in (edges := list(edges)):
        parts.union(one, other)
    members: dict[int, list[int]] = {}
    within: dict[int, list[Pair]] = {}
    for at in range(number):
        members.setdefault(parts[at], []).append(at)
    for edge in edges:
        within.setdefault(parts[edge[0]], []).append(edge)
    return ((several, within.get(root, [])) for root, several in members.items())
