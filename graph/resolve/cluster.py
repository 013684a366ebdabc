"""Clusters items by evidence: the best pairs first, each weighed again with everything its clusters have gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, Self, TypeVar

from graph.model import Decision, Links
from graph.resolve.blocking import Pair
from graph.resolve.features import Features, total
from graph.resolve.name_tables import Limits
from graph.resolve.profiles import Key


class Item(Protocol):
    """Something that can be clustered: it has a key, may be vague, and can be joined with another of its kind."""

    @property
    def key(self) -> Key:
        """Document id and local id of the smallest member."""

    @property
    def vagueness(self) -> int:
        """How little there is to say who it is: a vague item might mean either of two candidates."""

    def joined(self, other: Self) -> Self:
        """The item that this one and the other make together."""


T = TypeVar("T", bound=Item)

ONE = ("decided", 1.0)
"""If a person decided that two items are one, they become one node, whatever else is known."""

APART = ("decided", -1.0)
"""If a person decided that two items differ, they stay apart."""


class Clusters(Generic[T]):
    """A growing partition of items, with the decision behind every merge and every refusal.

    `compare` returns the evidence for a pair; `at_odds` takes an item and two candidates for it that are not similar
    enough to be one, and says whether the item cannot be both. The result depends on the items alone: they are sorted
    by key, and ties are broken by key.
    """

    def __init__(
        self,
        items: Iterable[T],
        compare: Callable[[T, T], Features],
        at_odds: Callable[[T, T, T], bool],
        limits: Limits,
    ) -> None:
        self.items: Sequence[T] = sorted(items, key=lambda item: item.key)
        self.compare = compare
        self.at_odds = at_odds
        self.limits = limits
        self.rival = ("rivals", limits.rivals)
        self.undecided: set[int] = set()
        self._parent = list(range(len(self.items)))
        self._whole: list[T] = list(self.items)
        self._candidates: dict[int, set[int]] = {}
        self._joins = [0] * len(self.items)
        self._weighed: dict[Pair, tuple[int, tuple[Features, float]]] = {}
        self._scores: dict[Features, tuple[Features, float]] = {}
        self._merged: list[Decision] = []
        self._refused: dict[tuple[Key, Key], tuple[int, int, Features]] = {}
        self._sides: list[frozenset[tuple[int, int]]] = [frozenset() for _ in self.items]

    def follow(self, links: Links) -> None:
        """Joins and keeps apart what people decided, before anything is weighed; keeping apart takes precedence."""
        at = {item.key: position for position, item in enumerate(self.items)}
        for number, sides in enumerate(links.apart):
            for side, keys in enumerate(sides):
                for position in (at[key] for key in keys if key in at):
                    self._sides[position] |= {(number, side)}
        for keys in links.same:
            several = sorted(at[key] for key in keys if key in at)
            for position in several[1:]:
                self.union(several[0], position, (ONE,))

    def kept_apart(self, left: int, right: int) -> bool:
        """Whether a person decided that these clusters are not one."""
        own = self._sides[self.root(left)]
        if not own:
            return False
        other = self._sides[self.root(right)]
        return any((number, 1 - side) in other for number, side in own)

    def root(self, position: int) -> int:
        """The position that represents the cluster of an item."""
        while self._parent[position] != position:
            self._parent[position] = self._parent[self._parent[position]]
            position = self._parent[position]
        return position

    def whole(self, position: int) -> T:
        """What is known about the cluster of an item."""
        return self._whole[self.root(position)]

    def union(self, left: int, right: int, features: Features) -> None:
        """Makes one cluster from two, for the reasons given, unless a person decided that they are not one."""
        if self.kept_apart(left, right):
            self._refuse(left, right, (*features, APART))
            return
        first, second = sorted((self.root(left), self.root(right)), key=lambda root: self._whole[root].key)
        if first == second:
            return
        scored = self._scored(features)
        self._merged.append(Decision(self._whole[first].key, self._whole[second].key, scored[1], True, scored[0]))
        self._parent[second] = first
        self._joins[first] += 1
        self._whole[first] = self._whole[first].joined(self._whole[second])
        self._whole[second] = self.items[second]  # what the merged cluster had gathered is no longer needed
        if second in self._candidates:
            self._candidates[first] = self._candidates.get(first, set()) | self._candidates.pop(second)
        self._sides[first] |= self._sides[second]

    def agglomerate(self, pairs: Sequence[Pair]) -> None:
        """Merges along pairs, best first, until nothing changes; pairs left apart are kept as refusals."""
        scored = [(score, pair) for pair in pairs for features, score in [self._weigh(*pair)] if features]
        for _, (left, right) in scored:
            for one, other in ((left, right), (right, left)):
                # A candidate that is just as vague rules out no other, unless a person decided that they differ.
                if self.items[other].vagueness < self.items[one].vagueness or self._sides[self.root(other)]:
                    self._candidates.setdefault(self.root(one), set()).add(other)
        queue = [pair for score, pair in sorted(scored, key=lambda it: (-it[0], it[1]))]
        changed = True
        while changed:
            outcomes = [self._try(*pair) for pair in queue]
            changed = any(outcomes)
            queue = [pair for pair in queue if self.root(pair[0]) != self.root(pair[1])]
        for left, right in queue:
            self._refuse(left, right, self._weigh(left, right)[0])
        # Nearly all pairs compared next are different ones: keeping these would only use memory.
        self._weighed.clear()

    def _weigh(self, left: int, right: int) -> tuple[Features, float]:
        """The evidence for two clusters as they are now, and its score; weighed again only if one has grown."""
        first, second = self.root(left), self.root(right)
        if first > second:
            first, second = second, first
        joins = self._joins[first] + self._joins[second]
        known = self._weighed.get((first, second))
        if known is None or known[0] != joins:
            scored = self._scored(self.compare(self._whole[first], self._whole[second]))
            known = self._weighed[first, second] = (joins, scored)
        return known[1]

    def _scored(self, features: Features) -> tuple[Features, float]:
        """Evidence with its score. Many pairs have the same evidence, which is stored and added up once."""
        if features not in self._scores:
            self._scores[features] = (features, total(features))
        return self._scores[features]

    def _try(self, left: int, right: int) -> bool:
        """Tries to merge two clusters, and says whether they were merged."""
        if self.root(left) == self.root(right):
            return False
        features, score = self._weigh(left, right)
        if score < self.limits.merge:
            return False
        if self.kept_apart(left, right):
            self._refuse(left, right, (*features, APART))
            return False
        if self._has_rival(left, right, score) or self._has_rival(right, left, score):
            self._refuse(left, right, (*features, self.rival))
            return False
        self.union(left, right, features)
        return True

    def _has_rival(self, left: int, right: int, score: float) -> bool:
        """Whether the left cluster is vague and might equally be a third one that is at odds with the right one."""
        own = self.whole(left)
        if not own.vagueness:
            return False
        here, there = self.root(left), self.root(right)
        # One candidate per cluster will do: thousands of articles may name it.
        self._candidates[here] = {self.root(position) for position in self._candidates.get(here, ())} - {here}
        for other in self._candidates[here]:  # any rival will do, so their order does not matter
            if other == there:
                continue
            features, second = self._weigh(left, other)
            if not features or score - second >= self.limits.margin or self.kept_apart(left, other):
                continue
            alike = self._weigh(right, other)[1] >= self.limits.merge
            odd = not alike and self.at_odds(own, self.whole(right), self._whole[other])
            if odd or self.kept_apart(right, other):
                self.undecided.update((left, right))
                return True
        return False

    def _refuse(self, left: int, right: int, features: Features) -> None:
        if features:
            first, second = sorted((self.whole(left).key, self.whole(right).key))
            known = self._refused.get((first, second))
            if known is None or not self._is_telling(known[2]):
                self._refused[first, second] = (left, right, features)

    def clusters(self) -> list[list[T]]:
        """The items of each cluster, all in order of their keys."""
        found: dict[int, list[T]] = {}
        for position, item in enumerate(self.items):
            found.setdefault(self.root(position), []).append(item)
        return list(found.values())

    def _is_telling(self, features: Features) -> bool:
        """Whether a refusal says more than a mere score: that there was a rival, or that a person decided so."""
        return self.rival in features or APART in features

    def _telling(self, decision: Decision) -> tuple[bool, float, Features]:
        """Sorts refusals by how much they say: first as `_is_telling` has it, then by score."""
        return self._is_telling(decision.features), decision.score, decision.features

    def decisions(self) -> list[Decision]:
        """The merges, and the refusal for any two clusters that were weighed and left apart."""
        apart: dict[tuple[Key, Key], Decision] = {}
        for left, right, features in self._refused.values():
            first, second = sorted((self.whole(left).key, self.whole(right).key))
            if first != second:
                decision = Decision(first, second, total(features), False, features)
                known = apart.get((first, second))
                if known is None or self._telling(decision) > self._telling(known):
                    apart[first, second] = decision
        return self._merged + list(apart.values())
