"""Entities of many documents, resolved: which of them are one node, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import NO_LINKS, Annotation, Entity, Links, Resolution
from graph.resolve import entities, events
from graph.resolve.canonical import Member, best_label, common_type, identifiers, node
from graph.resolve.cluster import Clusters
from graph.resolve.name_tables import Tables, tables
from graph.resolve.names import Words, fold
from graph.resolve.profiles import Key, Profile, countries_of, family, national_government, profile

__all__ = ["resolve"]


@dataclass(slots=True)
class _Record:
    """What resolution keeps of one document."""

    published: date | None
    entities: dict[str, Entity]


Records = Mapping[str, _Record]
"""What is kept of each document, by its id."""


@dataclass(slots=True)
class _Nodes:
    """The nodes found so far, and where each local entity went."""

    entities: dict[str, Entity] = field(default_factory=dict)
    canonical: dict[Key, str] = field(default_factory=dict)

    def of(self, document: str, local: str) -> str | None:
        """The node of a local entity, if it has one yet."""
        return self.canonical.get((document, local))

    def country(self, document: str, local: str | None) -> str | None:
        """The node of a country by its id, which an article may use without naming the country itself."""
        if local is None:
            return None
        found = self.of(document, local)
        known = self.entities.get(local)
        return found or (local if known and family(known.type) == "country" else None)

    def at_home(self, document: str, entity: Entity) -> Entity:
        """An entity with the node of its country, where there is one."""
        country = self.country(document, entity.country) or entity.country
        return entity if country == entity.country else replace(entity, country=country)

    def add(self, clusters: Sequence[Sequence[Member]], known: Tables) -> None:
        """Makes a node of each cluster of members."""
        types = [common_type(entity.type for _, entity in members) for members in clusters]
        labels = [best_label(members, type, known) for members, type in zip(clusters, types, strict=True)]
        ids = identifiers(clusters, labels, self.entities, known)
        for members, id in zip(clusters, ids, strict=True):
            self.canonical |= {key: id for key, _ in members}
        for members, id, label in zip(clusters, ids, labels, strict=True):
            self.entities[id] = node(id, label, members, self.of, self.country, known)


def resolve(annotations: Iterable[Annotation], links: Links = NO_LINKS) -> Resolution:
    """The nodes that the entities of all documents are, with every decision's score and reasons.

    What `links` say holds whatever the evidence, save that a country, an event and anything else are never one.
    Each annotation is looked at once and not kept. The result does not depend on their order; of two of one
    document (the same bytes) the one whose file sorts first counts. Weights and limits are data:
    `resolution.toml`, `name_words.toml`.
    """
    known = tables()
    records = _records(annotations)
    nodes = _Nodes()
    countries = entities.cluster(_countries(records), (), links, known)
    nodes.add(_members(countries, records), known)
    named = entities.cluster(*_named(records, nodes, known), links, known)
    nodes.add(_members(named, records), known)
    happened = events.cluster(_happened(records, nodes, known), links, known)
    nodes.add(_members(happened, records), known)
    _place_events(happened, nodes)
    decisions = (*countries.decisions(), *named.decisions(), *happened.decisions())
    return Resolution(
        entities=tuple(nodes.entities[id] for id in sorted(nodes.entities)),
        canonical=dict(sorted(nodes.canonical.items())),
        decisions=tuple(sorted(decisions, key=lambda it: (it.left, it.right))),
    )


def _records(annotations: Iterable[Annotation]) -> dict[str, _Record]:
    """What is kept of each document, by its id, in order."""
    found: dict[str, tuple[str, _Record]] = {}
    for annotation in annotations:
        about = annotation.metadata
        if about.id not in found or about.file < found[about.id][0]:
            record = _Record(about.published, {it.id: it for it in annotation.entities})
            found[about.id] = (about.file, record)
    return {id: found[id][1] for id in sorted(found)}


def _members(clusters: Clusters[Profile] | Clusters[events.Happening], records: Records) -> list[list[Member]]:
    groups: list[list[Key]] = [[item.key for item in items] for items in clusters.clusters()]
    return [[((document, local), records[document].entities[local]) for document, local in keys] for keys in groups]


def _each(records: Records) -> Iterator[tuple[str, Entity, str]]:
    """Every entity with its document and the kind of evidence it is compared by."""
    for document, record in records.items():
        for entity in record.entities.values():
            yield document, entity, family(entity.type)


def _countries(records: Records) -> list[Profile]:
    return [profile(document, entity) for document, entity, kind in _each(records) if kind == "country"]


def _people(records: Records, nodes: _Nodes, known: Tables) -> Mapping[str, frozenset[str]]:
    """The words of the names of all persons, with the countries of those who bear them."""
    found: dict[str, set[str]] = {}
    for document, entity, kind in _each(records):
        if kind == "person":
            for word in fold(entity.label):
                found.setdefault(word, set()).update(countries_of(nodes.at_home(document, entity), known))
    return {word: frozenset(countries) for word, countries in found.items()}


def _named(records: Records, nodes: _Nodes, known: Tables) -> tuple[list[Profile], list[tuple[Profile, str]]]:
    """The profiles of all but countries, events and deals, and which are national governments, of what country."""
    people = _people(records, nodes, known)
    profiles: list[Profile] = []
    governments: list[tuple[Profile, str]] = []
    for document, record in records.items():
        local = record.entities.values()
        compared = [it for it in local if family(it.type) not in ("country", "event")]
        bare = [profile(document, nodes.at_home(document, it)) for it in compared]
        context = _context(document, record, nodes, bare)
        places = frozenset(word for it in local if family(it.type) == "place" for word in fold(it.label))
        for own in bare:
            governed = national_government(own, places, people, known)
            countries = frozenset({governed}) if governed else own.countries
            profiles.append(replace(own, context=context, countries=countries))
            if governed:
                governments.append((profiles[-1], governed))
    return profiles, governments


def _context(document: str, record: _Record, nodes: _Nodes, profiles: Iterable[Profile]) -> frozenset[Words]:
    """What a document names: full names of everything but terms, and its countries."""
    names = {name for it in profiles if family(it.type) != "term" for name in it.full}
    states = {
        ("country", nodes.canonical[document, it.id]) for it in record.entities.values() if family(it.type) == "country"
    }
    return frozenset(names | states)


def _happened(records: Records, nodes: _Nodes, known: Tables) -> list[events.Happening]:
    """The events and deals, whose participants and places are nodes by now."""
    found: list[events.Happening] = []
    for document, entity, kind in _each(records):
        if kind == "event":
            parties = [id for local in entity.participants if (id := nodes.of(document, local))]
            place = nodes.of(document, entity.place) if entity.place else None
            shown = replace(entity, participants=tuple(parties), place=place)
            published = records[document].published
            found.append(events.happening((document, entity.id), shown, published, nodes.entities, known))
    return found


def _place_events(happened: Clusters[events.Happening], nodes: _Nodes) -> None:
    """Gives each event the place that says most, which the most frequent need not be."""
    for at, item in enumerate(happened.items):
        if happened.root(at) == at:
            id = nodes.canonical[item.key]
            nodes.entities[id] = replace(nodes.entities[id], place=happened.whole(at).place)
