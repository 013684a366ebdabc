"""Makes a node from a cluster: its label, aliases, class, readable id and description."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from graph.model import RESERVED, Entity
from graph.prefixes import GEONAMES, WIKIDATA, content_hash, slug
from graph.resolve.known import LISTED
from graph.resolve.name_tables import Tables
from graph.resolve.names import acronym, fold, undotted
from graph.resolve.offices import countries_of
from graph.resolve.profiles import Key, family, is_a, person_name, without_country

Member = tuple[Key, Entity]
"""An entity from one document, with its document id and local id."""


def listed(members: Sequence[Member]) -> Entity | None:
    """The entry for a cluster in the list of known names, if there is one."""
    return next((entity for (document, _), entity in members if document == LISTED), None)


def class_of(members: Sequence[Member]) -> str:
    """The class of a cluster: the one in the list of known names, or else the one that its articles give."""
    known = listed(members)
    return known.type if known else common_type(entity.type for _, entity in members)


def common_type(types: Iterable[str]) -> str:
    """The most frequent class in a cluster, or a more specific one below it; Organization is the least informative."""
    counts = Counter(types)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    result = ranked[0]
    for name in ranked[1:]:
        if is_a(name, result) or (result == "Organization" and not is_a(result, name)):
            result = name
    return result


def most_common(values: Iterable[str | None]) -> str | None:
    """The most frequent known value; in a tie, the first in sorted order."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def best_label(members: Sequence[Member], type: str, known: Tables) -> str:
    """The name to show: a full one (not just a surname, acronym or title); of these the most used, then the longest."""
    if own := listed(members):
        return clean(own.label)
    labels = Counter(clean(entity.label) for _, entity in members)
    seen = Counter(name for _, entity in members for name in {clean(it) for it in (entity.label, *entity.aliases)})
    kind = family(type)

    def rank(name: str) -> tuple[object, ...]:
        # Countries and terms keep the name that the gazetteer or the article gives them.
        frequency = (labels[name], seen[name]) if kind in ("country", "term", "event") else (seen[name], labels[name])
        accents = len(unicodedata.normalize("NFD", name)) - len(name)
        return (_fullness(name, type, known), *frequency, len(fold(name)), len(name), accents)

    return min(seen, key=lambda name: (_descending(rank(name)), name))


def _descending(rank: tuple[object, ...]) -> tuple[int, ...]:
    return tuple(-int(part) for part in rank if isinstance(part, int))


def _fullness(name: str, type: str, known: Tables) -> int:
    """How well a name can stand alone; higher is better."""
    words = fold(name)
    kind = family(type)
    if kind == "person":
        own, _ = person_name(words, known)
        return 0 if len(own) < 2 else 1 if words[0] != own[0] else 2
    if type == "Government":
        _, country = without_country(words, known)
        return int(country is not None) + int(bool(known.government_heads & set(words)))
    # "jefe de la CICIG", from a line in another language, is not a better name than "CICIG".
    return 0 if kind == "organization" and (acronym(name) or name[:1].islower()) else 1


def clean(name: str) -> str:
    """A name on one line, with single spaces; its other characters are unchanged."""
    return " ".join(name.split()) or name


def node(
    id: str,
    label: str,
    members: Sequence[Member],
    canonical: Callable[[str, str], str | None],
    country: Callable[[str, str | None], str | None],
    known: Tables,
) -> Entity:
    """The entity made from a cluster.

    `canonical` maps a document id and a local id to the node, if there is one; `country` does the same for countries.
    """
    entities = [entity for _, entity in members]
    names = {clean(name) for entity in entities for name in (entity.label, *entity.aliases)}
    countries = (country(key[0], it) for key, entity in members for it in countries_of(entity, known))
    offices = {canonical(key[0], office) or office for key, entity in members for office in entity.offices}
    parties = {canonical(key[0], local) for key, entity in members for local in entity.participants}
    on, earliest, latest = _time(entities)
    return Entity(
        id=id,
        type=class_of(members),
        label=label,
        aliases=tuple(sorted(names - {label})),
        country=most_common(it for it in countries if it != id),
        gender=most_common(entity.gender for entity in entities),
        offices=tuple(sorted(offices)),
        participants=tuple(sorted(party for party in parties if party is not None)),
        place=most_common(canonical(key[0], entity.place) for key, entity in members if entity.place),
        on=on,
        earliest=earliest,
        latest=latest,
        identifiers=_identifiers(id, members, known),
    )


def _identifiers(id: str, members: Sequence[Member], known: Tables) -> tuple[str, ...]:
    """Ids of a node elsewhere: for a country, its code and its ids in Wikidata and GeoNames; else those from a list."""
    if family(members[0][1].type) != "country":
        return tuple(sorted({it for _, entity in members for it in entity.identifiers}))
    code = next((code for code, own in known.country_codes.items() if own == id), None)
    item, place = known.country_items.get(id), known.country_places.get(id)
    links = (WIKIDATA + item if item else None, f"{GEONAMES}{place}/" if place else None)
    return (*filter(None, links), *([f"ISO 3166-1 {code}"] if code else []))


def _time(entities: Sequence[Entity]) -> tuple[date | None, date | None, date | None]:
    """The day, if one is known, and the narrowest interval on which all agree."""
    on = min((entity.on for entity in entities if entity.on), default=None)
    if on is not None:
        return on, on, on
    earliest = max((entity.earliest for entity in entities if entity.earliest), default=None)
    latest = min((entity.latest for entity in entities if entity.latest), default=None)
    if earliest and latest and earliest > latest:
        earliest, latest = latest, earliest
    return None, earliest, latest


def identifiers(
    clusters: Sequence[Sequence[Member]], labels: Sequence[str], taken: Iterable[str], known: Tables
) -> list[str]:
    """A readable id for each cluster, in the order given: the slug of its label, or a country's own id.

    If several share a slug, what is known about each is added: country, office, class; and a hash of its members if
    nothing tells them apart, or if no entity may have the slug (`RESERVED`). The result depends on the clusters
    alone, not on their order.
    """
    used = {*RESERVED, *taken}
    wanted: dict[str, list[int]] = {}
    for at, (members, label) in enumerate(zip(clusters, labels, strict=True)):
        wanted.setdefault(_base(members, label), []).append(at)
    found: dict[int, str] = {}
    for base, several in sorted(wanted.items()):
        for at, id in _told_apart(base, several, clusters, known).items():
            # An id with a suffix may equal the plain slug of another entity, for which it is reserved.
            free = id not in used and (id == base or id not in wanted)
            found[at] = id if free else f"{id}-{content_hash(*_keys(clusters[at]))}"
            used.add(found[at])
    return [found[at] for at in range(len(clusters))]


def _base(members: Sequence[Member], label: str) -> str:
    if family(members[0][1].type) == "country":
        return slug(most_common(key[1] for key, _ in members) or label)
    return slug(undotted(label))


def _told_apart(
    base: str, several: Sequence[int], clusters: Sequence[Sequence[Member]], known: Tables
) -> Mapping[int, str]:
    ids = dict.fromkeys(several, base)
    for describe in (partial(_country, known), _office, _class):
        groups = Counter(ids.values())
        for at, id in ids.items():
            if groups[id] > 1 and (word := describe(clusters[at])):
                ids[at] = f"{id}-{slug(word)}"
    groups = Counter(ids.values())
    return {at: id if groups[id] == 1 else f"{id}-{content_hash(*_keys(clusters[at]))}" for at, id in ids.items()}


def _country(known: Tables, members: Sequence[Member]) -> str | None:
    return most_common(country for _, entity in members for country in countries_of(entity, known))


def _office(members: Sequence[Member]) -> str | None:
    return most_common(office for _, entity in members for office in entity.offices)


def _class(members: Sequence[Member]) -> str | None:
    return None if family(members[0][1].type) == "country" else class_of(members)


def _keys(members: Sequence[Member]) -> list[list[str]]:
    return sorted(list(key) for key, _ in members)
