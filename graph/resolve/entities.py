"""Clusters named entities across all documents: certain evidence first, surnames and acronyms alone last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest

from graph.model import Links
from graph.resolve.agreement import is_prominent, surnames
from graph.resolve.blocking import Pair, across, connected, grouped, keys, long_keys, pairs, short_keys
from graph.resolve.cluster import Clusters
from graph.resolve.features import Features, agreement, compare, total
from graph.resolve.name_tables import Tables
from graph.resolve.names import Words
from graph.resolve.profiles import Profile, family


def cluster(
    profiles: Iterable[Profile], governments: Sequence[tuple[Profile, str]], links: Links, known: Tables
) -> Clusters[Profile]:
    """The partition of profiles into entities.

    `governments` are the profiles of national governments, each with its country: a country has only one. `links` are
    decisions that people made.
    """

    profiles = list(profiles)
    surnames_in = _surnames_in(profiles)

    def weigh(left: Profile, right: Profile) -> Features:
        return compare(left, right, known)

    def at_odds(own: Profile, one: Profile, other: Profile) -> bool:
        person = family(own.type) == "person"
        # A surname alone means somebody whom readers know, and not somebody whom hardly any article names; if the
        # article itself names another person with that surname, nobody can tell.
        if person and own.weak and is_prominent(one, known) and not is_prominent(other, known):
            return any(own.short & surnames_in.get(it, set()) for it in own.documents)
        # Two names of an organisation need not be alike; but if two persons both fit, they must be one.
        apart = one.countries and other.countries and not one.countries & other.countries
        return own.weak or person or bool(apart)

    clusters = Clusters(profiles, weigh, at_odds, known.limits)
    clusters.follow(links)
    _same_government(clusters, governments, known)
    _alike(clusters, known)
    _by_full_names(clusters, known)
    _by_short_names(clusters, known)
    _short_names_alone(clusters, known)
    return clusters


def _surnames_in(profiles: Iterable[Profile]) -> dict[str, set[str]]:
    """The surnames of the people whom each document names in full."""
    found: dict[str, set[str]] = {}
    for it in profiles:
        if family(it.type) == "person" and not it.weak:
            for document in it.documents:
                found.setdefault(document, set()).update(surnames(it))
    return found


def _same_government(clusters: Clusters[Profile], governments: Sequence[tuple[Profile, str]], known: Tables) -> None:
    position = {item.key: at for at, item in enumerate(clusters.items)}
    first: dict[str, int] = {}
    for own, country in sorted(governments, key=lambda it: it[0].key):
        at = position[own.key]
        clusters.union(first.setdefault(country, at), at, (("same_government", known.country["same_government"]),))


def _alike(clusters: Clusters[Profile], known: Tables) -> None:
    """Joins profiles with the same name and the same facts: a name in a thousand articles is compared once."""
    first: dict[tuple[object, ...], int] = {}
    for at, it in enumerate(clusters.items):
        if it.weak or not it.countries:
            continue
        same = (it.type, it.full, it.suffixes, it.countries, it.genders, it.offices)
        features = compare(clusters.items[first.setdefault(same, at)], it, known)
        if total(features) >= known.limits.merge:
            clusters.union(first[same], at, features)


def _roots(clusters: Clusters[Profile], *, weak: bool) -> list[int]:
    """If `weak`, the clusters that have only a surname or acronym; otherwise those that have more."""
    everything = range(len(clusters.items))
    return [at for at in everything if clusters.root(at) == at and clusters.whole(at).weak == weak]


def _richness(it: Profile) -> tuple[int, ...]:
    """How much is known about a profile, as a sort key."""
    return (len(it.countries) + len(it.offices), len(it.full), len(it.documents))


def _by_full_names(clusters: Clusters[Profile], known: Tables) -> None:
    """Joins profiles whose full names agree; names are compared once, however many articles use them.

    Names that agree with each other, directly or through others, are joined before the next ones are looked at: there
    may be very many pairs, and those of other names change nothing.
    """
    named: dict[tuple[object, ...], list[int]] = {}
    for at in _roots(clusters, weak=False):
        it = clusters.whole(at)
        named.setdefault((it.type, it.full, it.short, it.cores, it.suffixes), []).append(at)
    groups = list(named.values())
    firsts = [clusters.whole(group[0]) for group in groups]
    richness = [_richness(clusters.whole(at)) for at in range(len(clusters.items))]
    blocks = grouped((number, keys(it)) for number, it in enumerate(firsts))
    agreeing = [
        (one, other)
        for one, other in pairs(blocks.values(), [_richness(it) for it in firsts], known.limits)
        if agreement(firsts[one], firsts[other], known)[1]
    ]
    for numbers, edges in connected(len(groups), agreeing):
        found = set(pairs([groups[it] for it in numbers], richness, known.limits))
        for one, other in edges:
            found.update(across(groups[one], groups[other], richness, known.limits))
        clusters.agglomerate(sorted(found))


def _by_short_names(clusters: Clusters[Profile], known: Tables) -> None:
    long = grouped((at, long_keys(clusters.whole(at))) for at in _roots(clusters, weak=False))
    nearest = _Nearest(clusters, {at for several in long.values() for at in several})
    found: set[Pair] = set()
    for at in _roots(clusters, weak=True):
        own = clusters.whole(at)
        candidates = sorted({other for key in short_keys(own) for other in long.get(key, ())})
        if len(candidates) > known.limits.candidates:
            candidates = nearest.first(own, candidates, known.limits.candidates)
        found.update((min(at, other), max(at, other)) for other in candidates)
    clusters.agglomerate(sorted(found))


class _Nearest:
    """Whom a surname or acronym alone probably means: judged by who else is named with both, then by fame.

    Who is named with whom is looked up by companion, since there are few, and not by name, since many share one.
    """

    def __init__(self, clusters: Clusters[Profile], positions: Iterable[int]) -> None:
        self._fame: dict[int, int] = {}
        self._named_with: dict[Words, list[int]] = {}
        for at in sorted(positions):
            it = clusters.whole(at)
            self._fame[at] = len(it.documents)
            for companion in it.around.companions:
                self._named_with.setdefault(companion, []).append(at)

    def first(self, own: Profile, candidates: Sequence[int], count: int) -> list[int]:
        """That many of the candidates, the nearest first; if some are equally near, in the order given."""
        shared = Counter(at for it in own.around.companions for at in self._named_with.get(it, ()))
        return nlargest(count, candidates, key=lambda at: (shared.get(at, 0), self._fame[at]))


def _short_names_alone(clusters: Clusters[Profile], known: Tables) -> None:
    """Joins surnames and acronyms for which no article has the full name."""
    rest = [at for at in _roots(clusters, weak=True) if at not in clusters.undecided]
    blocks = grouped((at, (key for key in short_keys(clusters.whole(at)) if key[0] != "letters")) for at in rest)
    richness = [_richness(clusters.whole(at)) for at in range(len(clusters.items))]
    clusters.agglomerate(pairs(blocks.values(), richness, known.limits))
