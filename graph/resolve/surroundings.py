"""What is around an entity in its articles: who and what else they name, and where, when and in which outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from graph.resolve.name_tables import Limits
from graph.resolve.names import Words

T = TypeVar("T")


def both(one: frozenset[T], other: frozenset[T]) -> frozenset[T]:
    """The union of two sets; often it is one of the two, and no new set is needed."""
    return one if other <= one else other if one <= other else one | other


_ENOUGH = 500
"""The number of names around somebody beyond which more would only cost time."""


def _enough(one: frozenset[T], other: frozenset[T]) -> frozenset[T]:
    """The union of two sets, or just the larger one if that has enough members."""
    larger = max(one, other, key=len)
    return larger if len(larger) > _ENOUGH else both(one, other)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the articles of an entity, or of a cluster of entities, contain.

    `names` are full names and countries that several articles have, and `companions` those names of people and bodies
    among them that few articles have; `size` is how many names the longest list has, shared or not. `countries` are all
    countries named, `home` those named most. `topic` are words from titles and from the things discussed, and `first`
    and `last` the days between which the articles were published.
    """

    names: frozenset[Words] = frozenset()
    companions: frozenset[Words] = frozenset()
    size: int = 0
    countries: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def joined(self, other: Surroundings) -> Surroundings:
        """The surroundings of the two together."""
        if self is other:
            return self
        return Surroundings(
            names=_enough(self.names, other.names),
            companions=_enough(self.companions, other.companions),
            size=max(self.size, other.size),
            countries=both(self.countries, other.countries),
            home=both(self.home, other.home),
            topic=_enough(self.topic, other.topic),
            outlets=both(self.outlets, other.outlets),
            first=min(filter(None, (self.first, other.first)), default=None),
            last=max(filter(None, (self.last, other.last)), default=None),
        )

    def days_from(self, other: Surroundings) -> int | None:
        """How many days lie between the articles of the two: 0 if their times overlap, None if one is not known."""
        if not (self.first and self.last and other.first and other.last):
            return None
        return max((self.first - other.last).days, (other.first - self.last).days, 0)


NOTHING = Surroundings()
"""The surroundings of somebody about whom only the name is known."""


def circumstances(left: Surroundings, right: Surroundings, own: Collection[Words], limits: Limits) -> Iterator[str]:
    """What the surroundings of two entities say for and against their being one, in the terms that the weights use.

    `own` are the names of the two themselves.
    """
    shared = len((left.names & right.names).difference(own))
    companions = len((left.companions & right.companions).difference(own))
    if shared >= limits.context_shared:
        yield "shared_context"
    elif not shared and min(it.size - len(it.names.intersection(own)) for it in (left, right)) >= limits.context_known:
        yield "other_context"
    if companions:
        yield "companions"
    apart = left.days_from(right)
    if apart is not None and apart <= limits.story_days and (companions or shared >= limits.context_shared):
        yield "same_story"
    if apart is not None and apart > limits.long_apart:
        yield "years_apart"
    if len(left.topic & right.topic) >= limits.topic_shared:
        yield "same_topic"
    if left.outlets & right.outlets:
        yield "same_outlet"
    if left.countries and right.countries and not left.countries & right.countries:
        yield "other_setting"


@dataclass(frozen=True, slots=True)
class Told:
    """What one article says, before it is known what other articles say too.

    `names` are full names, each with whether it is that of a person or body; `countries` says how often each is named.
    """

    names: Mapping[Words, bool]
    countries: Mapping[str, int]
    topic: frozenset[str]
    outlet: str | None
    published: date | None


class Corpus:
    """What all articles say; it shows what is distinctive about each of them."""

    def __init__(self, told: Iterable[Told], limits: Limits) -> None:
        self.limits = limits
        self.names: Counter[Words] = Counter()
        self.topics: Counter[str] = Counter()
        self.outlets: Counter[str | None] = Counter()
        self.articles = 0
        for it in told:
            self.names.update(list(it.names))
            self.topics.update(it.topic)
            self.outlets[it.outlet] += 1
            self.articles += 1

    def around(self, told: Told) -> Surroundings:
        """The surroundings of the entities in one article."""
        shared = [name for name in told.names if self.names[name] > 1]
        most = max(told.countries.values(), default=0)
        # An outlet that published many of the articles distinguishes none of them.
        telling = told.outlet and self.outlets[told.outlet] * 3 <= self.articles
        return Surroundings(
            names=frozenset(shared).union(("country", it) for it in told.countries),
            companions=frozenset(it for it in shared if told.names[it] and self.names[it] <= self.limits.rare),
            size=len(told.names) + len(told.countries),
            countries=frozenset(told.countries),
            home=frozenset(it for it, count in told.countries.items() if count * 2 >= most),
            topic=frozenset(it for it in told.topic if 1 < self.topics[it] <= self.limits.rare),
            outlets=frozenset({told.outlet} if telling and told.outlet else ()),
            first=told.published,
            last=told.published,
        )
