"""Clusters events and deals across all documents: one node for what the same people did at the same time and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from graph.model import Entity, Links
from graph.resolve.blocking import grouped, pairs
from graph.resolve.cluster import Clusters
from graph.resolve.features import Features
from graph.resolve.name_tables import Tables
from graph.resolve.names import Words, fold, translate
from graph.resolve.profiles import Key, is_a, narrower

_GENERIC = ("Event", "Deal")


@dataclass(frozen=True, slots=True)
class Happening:
    """The evidence about one event or deal, or about a cluster of them.

    `participants` and `place` are canonical ids, where a government is represented by the id of its country; `wider` is
    the country of the place. `first` and `last` are the limits of the time, `on` is a known day; `published` are the
    days of the articles. `titled` says whether it has a proper name. `words` are those words in its names that name
    neither a participant nor the place.
    """

    key: Key
    type: str
    names: frozenset[Words]
    titled: bool
    words: frozenset[str]
    participants: frozenset[str]
    place: str | None
    wider: str | None
    on: date | None
    first: date | None
    last: date | None
    published: frozenset[date]
    documents: frozenset[str]

    @property
    def vagueness(self) -> int:
        """2 for an event whose time is not known, 1 for one without a day, else 0."""
        return 0 if self.on else 1 if self.first or self.last else 2

    def joined(self, other: Happening) -> Happening:
        """What is known about the two together: all names and participants, and the narrower time and place."""
        first, second = sorted((self, other), key=lambda it: it.key)
        places = [it for it in (first, second) if it.place is not None]
        # A town says more than its country.
        places.sort(key=lambda it: it.place == it.wider)
        return replace(
            first,
            type=narrower(first.type, second.type),
            names=first.names | second.names,
            titled=first.titled or second.titled,
            words=first.words | second.words,
            participants=first.participants | second.participants,
            place=places[0].place if places else None,
            wider=places[0].wider if places else None,
            on=first.on or second.on,
            first=max(filter(None, (first.first, second.first)), default=None),
            last=min(filter(None, (first.last, second.last)), default=None),
            published=first.published | second.published,
            documents=first.documents | second.documents,
        )


def happening(
    key: Key,
    entity: Entity,
    published: date | None,
    nodes: Mapping[str, Entity],
    known: Tables,
) -> Happening:
    """The evidence about an event; its `participants` and `place` are canonical ids; `nodes` are the entities by id."""
    involved = [nodes[id] for id in (*entity.participants, *filter(None, [entity.place])) if id in nodes]
    named = {word for it in involved for name in (it.label, *it.aliases) for word in fold(name)}
    names = {fold(name) for name in (entity.label, *entity.aliases)} - {()}
    # Being called a deal does not distinguish one deal from another.
    told = known.small | named | {entity.type.casefold()}
    words = {word for name in names for word in translate(name, known.lexicon, told)}
    place = nodes.get(entity.place or "")
    return Happening(
        key=key,
        type=entity.type,
        names=frozenset(names),
        titled=any(_is_title(name, known) for name in (entity.label, *entity.aliases)),
        words=frozenset(words),
        participants=frozenset(_party(id, nodes) for id in entity.participants),
        place=entity.place,
        wider=entity.place if place and place.type == "Country" else place.country if place else None,
        on=entity.on,
        first=entity.on or entity.earliest,
        last=entity.on or entity.latest,
        published=frozenset({published} if published else ()),
        documents=frozenset({key[0]}),
    )


def _is_title(name: str, known: Tables) -> bool:
    """Whether a name of two words or more has capitals throughout: "World War II"."""
    large = [word for word in name.split() if word.casefold() not in known.small]
    return len(large) > 1 and not any(word[0].islower() for word in large)


def _party(id: str, nodes: Mapping[str, Entity]) -> str:
    """A party to an event: what a government does counts as done by its country."""
    node = nodes.get(id)
    return node.country if node and node.type == "Government" and node.country else id


def cluster(happenings: Iterable[Happening], links: Links, known: Tables) -> Clusters[Happening]:
    """The partition of events and deals; `links` are decisions that people made."""

    def weigh(left: Happening, right: Happening) -> Features:
        return compare(left, right, known)

    def at_odds(*_: Happening) -> bool:
        return True  # one event cannot be two that differ in time, place or people

    clusters = Clusters(happenings, weigh, at_odds, known.limits)
    clusters.follow(links)
    blocks = grouped((at, _keys(it)) for at, it in enumerate(clusters.items))
    richness = [(2 - it.vagueness, len(it.participants)) for it in clusters.items]
    clusters.agglomerate(pairs(blocks.values(), richness, known.limits))
    return clusters


def _keys(it: Happening) -> Iterator[tuple[str, ...]]:
    """The keys that two reports of one event may share: two participants, or one participant and a month or place."""
    kind = "Deal" if is_a(it.type, "Deal") else "Event"
    for name in it.names:
        yield kind, "name", *name
    for one, other in combinations(sorted(it.participants), 2):
        yield kind, "both", one, other
    days = [day for day in (it.first, it.last) if day] or sorted(it.published)
    months = {day.year * 12 + day.month + shift for day in days for shift in (0, 1)} or {0}
    for participant in it.participants:
        for month in months:
            yield kind, "month", participant, str(month)
        for place in {it.place, it.wider} - {None}:
            yield kind, "place", participant, str(place)


def compare(left: Happening, right: Happening, known: Tables) -> Features:
    """All evidence for and against two events being one; empty if class, names or participants do not fit."""
    if not (is_a(left.type, right.type) or is_a(right.type, left.type)):
        return ()
    party, names = _participants(left, right), _names(left, right)
    if left.participants and right.participants:
        if not party:
            return ()
    elif names not in ("same_title", "same_name"):
        # Without participants, only the name itself can show that two are one.
        return ()
    found = [party, names, _time(left, right, known), _place(left, right)]
    if left.documents & right.documents:
        found.append("same_document")
    return tuple((name, known.event[name]) for name in found if name)


def _participants(left: Happening, right: Happening) -> str | None:
    a, b = left.participants, right.participants
    if not a & b:
        return None
    if a == b:
        return "same_participants"
    return "fewer_participants" if a < b or b < a else "other_participants"


def _names(left: Happening, right: Happening) -> str | None:
    if left.names & right.names:
        return "same_title" if left.titled and right.titled else "same_name"
    if left.words & right.words:
        return "same_words"
    # A meeting is a meeting, whatever it is called; if the class says little, the words must decide.
    open_class = left.type in _GENERIC or right.type in _GENERIC
    return "other_words" if open_class and left.words and right.words else None


def _time(left: Happening, right: Happening, known: Tables) -> str | None:
    if left.on and left.on == right.on:
        return "same_day"
    first = max(filter(None, (left.first, right.first)), default=None)
    last = min(filter(None, (left.last, right.last)), default=None)
    if first and last and first > last:
        return "other_time"
    if (left.first or left.last) and (right.first or right.last):
        return "same_time"
    if left.published and right.published:
        gap = max(min(left.published) - max(right.published), min(right.published) - max(left.published))
        return "days_apart" if gap.days > known.limits.days_apart else None
    return None


def _place(left: Happening, right: Happening) -> str | None:
    if left.place is None or right.place is None:
        return None
    if left.place == right.place:
        return "same_place"
    return "wider_place" if left.wider == right.place or right.wider == left.place else "other_place"
