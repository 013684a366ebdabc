"""Resolves the entities of many documents: decides which of them are one node, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.memory import without_collector
from graph.model import NO_LINKS, Annotation, Entity, Links, Metadata, Resolution, of_each_document
from graph.resolve import entities, events
from graph.resolve.canonical import Member, best_label, class_of, identifiers, node
from graph.resolve.cluster import Clusters
from graph.resolve.governments import national_government
from graph.resolve.kinds import Article, Kinds, Roles, roles
from graph.resolve.known import LISTED
from graph.resolve.name_tables import Tables, tables
from graph.resolve.names import Words, fold
from graph.resolve.offices import countries_of
from graph.resolve.profiles import Key, Profile, describes, family, profile
from graph.resolve.surroundings import Corpus, Told

__all__ = ["Resolver", "resolve"]


@dataclass(slots=True)
class _Record:
    """What resolution keeps from one document; `named` counts how often each country, or a place in it, is named."""

    about: Metadata
    entities: dict[str, Entity]
    named: Mapping[str, int]


Records = Mapping[str, _Record]
"""What is kept from each document, by its id."""


@dataclass(slots=True)
class _Nodes:
    """The nodes found so far, and where each local entity went."""

    entities: dict[str, Entity] = field(default_factory=dict)
    canonical: dict[Key, str] = field(default_factory=dict)

    def of(self, document: str, local: str) -> str | None:
        """The node of a local entity, if it has one yet."""
        return self.canonical.get((document, local))

    def country(self, document: str, local: str | None) -> str | None:
        """The node of a country, by the country's id: an article may use the id without naming the country."""
        if local is None:
            return None
        found = self.of(document, local)
        known = self.entities.get(local)
        return found or (local if known and family(known.type) == "country" else None)

    def at_home(self, document: str, entity: Entity) -> Entity:
        """An entity, with its country given as a node if that country has one."""
        country = self.country(document, entity.country) or entity.country
        return entity if country == entity.country else replace(entity, country=country)

    def add(self, clusters: Sequence[Sequence[Member]], known: Tables) -> None:
        """Makes a node from each cluster with a member that an article names."""
        clusters = [members for members in clusters if any(document != LISTED for (document, _), _ in members)]
        types = [class_of(members) for members in clusters]
        labels = [best_label(members, type, known) for members, type in zip(clusters, types, strict=True)]
        ids = identifiers(clusters, labels, self.entities, known)
        for members, id in zip(clusters, ids, strict=True):
            self.canonical |= {key: id for key, _ in members if key[0] != LISTED}
        for members, id, label in zip(clusters, ids, labels, strict=True):
            self.entities[id] = node(id, label, members, self.of, self.country, known)


def resolve(annotations: Iterable[Annotation], listed: Iterable[Entity] = (), links: Links = NO_LINKS) -> Resolution:
    """The nodes for the entities of all documents, with every decision's score and reasons.

    What `links` say applies whatever the evidence, except that a country is never merged with an event, nor either of
    them with anything else. Each annotation is looked at once and not kept. The result does not depend on their order;
    if two are of the same document (the same bytes), the one whose file sorts first counts. `listed` are known people,
    groups and organisations (see `graph.resolve.known`): an entity that is one of them gets its name, class and ids.
    Weights and limits are data: `resolution.toml`, `name_words.toml`.
    """
    return Resolver(annotations, listed).resolve(links)


class Resolver:
    """Resolves the same documents each time decisions change; whatever decisions cannot change is worked out once."""

    def __init__(self, annotations: Iterable[Annotation], listed: Iterable[Entity] = ()) -> None:
        self.rows = {it.id: it for it in listed}
        with without_collector():
            self.records = _records(annotations)
        self._told: tuple[_Nodes, list[Profile], list[tuple[Profile, str]]] | None = None

    def resolve(self, links: Links = NO_LINKS) -> Resolution:
        """The nodes, as the function `resolve` finds them."""
        with without_collector():
            return self._resolved(links)

    def _resolved(self, links: Links) -> Resolution:
        known, records, nodes = tables(), self.records, _Nodes()
        countries = entities.cluster(_countries(records), (), links, known)
        nodes.add(_members(countries, records), known)
        named = entities.cluster(*self._profiles(nodes, known), links, known)
        nodes.add(_members(named, records, self.rows), known)
        happened = events.cluster(_happened(records, nodes, known), links, known)
        nodes.add(_members(happened, records), known)
        _place_events(happened, nodes)
        decisions = (*countries.decisions(), *named.decisions(), *happened.decisions())
        return Resolution(
            entities=tuple(nodes.entities[id] for id in sorted(nodes.entities)),
            canonical=dict(sorted(nodes.canonical.items())),
            decisions=tuple(sorted(decisions, key=lambda it: (it.left, it.right))),
        )

    def _profiles(self, nodes: _Nodes, known: Tables) -> tuple[list[Profile], list[tuple[Profile, str]]]:
        """The profiles and the national governments; made again only if the nodes of the countries have changed."""
        if self._told is None or self._told[0] != nodes:
            profiles, governments = _named(self.records, nodes, known)
            rows = enumerate(self.rows.values())
            profiles += [replace(profile(LISTED, it), listed=frozenset({number})) for number, it in rows]
            self._told = (_Nodes(dict(nodes.entities), dict(nodes.canonical)), profiles, governments)
        return self._told[1], self._told[2]


def _records(annotations: Iterable[Annotation]) -> dict[str, _Record]:
    """What is kept from each document, by its id, in order."""
    # Most entities are the same in many documents, and are stored once.
    alike: dict[Entity, Entity] = {}

    def kept(it: Annotation) -> tuple[_Record, Roles]:
        local = {one.id: alike.setdefault(one, one) for one in it.entities}
        return _Record(it.metadata, local, _countries_named(it)), roles(it)

    records = of_each_document(annotations, kept)
    articles = {id: Article(it.entities, own, it.about.published) for id, (it, own) in records.items()}
    kinds = Kinds(articles, tables())
    return {id: replace(it, entities=kinds.corrected(id)) for id, (it, _) in records.items()}


def _countries_named(annotation: Annotation) -> Mapping[str, int]:
    """How often an article names each country, or a town or region in it."""
    mentions = Counter(it.entity for it in annotation.mentions)
    named: Counter[str] = Counter()
    for it in annotation.entities:
        kind = family(it.type)
        home = it.id if kind == "country" else it.country if kind == "place" else None
        if home and (mentions[it.id] or not annotation.mentions):
            named[home] += mentions[it.id] or 1
    return named


def _members(
    clusters: Clusters[Profile] | Clusters[events.Happening],
    records: Records,
    listed: Mapping[str, Entity] | None = None,
) -> list[list[Member]]:
    groups: list[list[Key]] = [[item.key for item in items] for items in clusters.clusters()]
    local = {document: record.entities for document, record in records.items()} | {LISTED: listed or {}}
    return [[((document, id), local[document][id]) for document, id in keys] for keys in groups]


def _each(records: Records) -> Iterator[tuple[str, Entity, str]]:
    """Every entity, with its document and the kind of evidence by which it is compared."""
    for document, record in records.items():
        for entity in record.entities.values():
            yield document, entity, family(entity.type)


def _countries(records: Records) -> list[Profile]:
    return [profile(document, entity) for document, entity, kind in _each(records) if kind == "country"]


def _people(records: Records, nodes: _Nodes, known: Tables) -> Mapping[str, frozenset[str]]:
    """The words in the names of all persons, with the countries of the persons who have them."""
    found: dict[str, set[str]] = {}
    for document, entity, kind in _each(records):
        if kind == "person":
            for word in fold(entity.label):
                found.setdefault(word, set()).update(countries_of(nodes.at_home(document, entity), known))
    return {word: frozenset(countries) for word, countries in found.items()}


def _named(records: Records, nodes: _Nodes, known: Tables) -> tuple[list[Profile], list[tuple[Profile, str]]]:
    """The profiles of everything except countries, events and deals, and the national governments by country."""
    people = _people(records, nodes, known)
    bare = {document: _bare(document, record, nodes) for document, record in records.items()}
    told = {document: _told(document, records[document], nodes, bare[document]) for document in records}
    corpus = Corpus(told.values(), known.limits)
    profiles: list[Profile] = []
    governments: list[tuple[Profile, str]] = []
    for document, record in records.items():
        # Each document's material is dropped once its profiles are made, to save memory.
        around = corpus.around(told.pop(document))
        places = frozenset(word for words in _places(record) for word in words)
        for own in bare.pop(document):
            governed = national_government(own, places, people, known)
            countries = frozenset({governed}) if governed else own.countries
            profiles.append(replace(own, around=around, countries=countries))
            if governed:
                governments.append((profiles[-1], governed))
    return profiles, governments


def _bare(document: str, record: _Record, nodes: _Nodes) -> list[Profile]:
    """The profiles of a document, without their surroundings."""
    compared = (it for it in record.entities.values() if family(it.type) not in ("country", "event"))
    places = _places(record)
    return [profile(document, nodes.at_home(document, it), places) for it in compared]


def _places(record: _Record) -> frozenset[Words]:
    """The towns and regions that a document names."""
    names = (it.label for it in record.entities.values() if family(it.type) == "place")
    return frozenset(fold(name) for name in names)


def _told(document: str, record: _Record, nodes: _Nodes, profiles: Iterable[Profile]) -> Told:
    """What a document names (full names of everything but terms), and what its title and the things in it are about."""
    names: dict[Words, bool] = {}
    for it in profiles:
        if (kind := family(it.type)) != "term":
            names |= dict.fromkeys(it.plain, kind in ("person", "organization"))
    things = (it.label for it in record.entities.values() if describes(it.type, it.label))
    words = {word for text in (record.about.title or "", *things) for word in fold(text)}
    return Told(
        names=names,
        countries={nodes.country(document, id) or id: count for id, count in record.named.items()},
        topic=frozenset(words) - tables().small,
        outlet=record.about.outlet,
        published=record.about.published,
    )


def _happened(records: Records, nodes: _Nodes, known: Tables) -> list[events.Happening]:
    """The events and deals; their participants and places are already nodes."""
    found: list[events.Happening] = []
    for document, entity, kind in _each(records):
        if kind == "event":
            parties = [id for local in entity.participants if (id := nodes.of(document, local))]
            place = nodes.of(document, entity.place) if entity.place else None
            shown = replace(entity, participants=tuple(parties), place=place)
            published = records[document].about.published
            found.append(events.happening((document, entity.id), shown, published, nodes.entities, known))
    return found


def _place_events(happened: Clusters[events.Happening], nodes: _Nodes) -> None:
    """Gives each event its most informative place, which need not be the most frequent one."""
    for at, item in enumerate(happened.items):
        if happened.root(at) == at:
            id = nodes.canonical[item.key]
            nodes.entities[id] = replace(nodes.entities[id], place=happened.whole(at).place)
