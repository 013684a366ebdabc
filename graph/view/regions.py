"""Regions of the drawing: entities connected by claims and articles, each named after its most characteristic ones.

Entities and articles are nodes of one network: an entity is tied to another by the claims between them, and to an
article by its claims there. A community in it (Louvain, with a fixed seed) is a region.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Entity, KnowledgeGraph
from graph.ontology import Ontology
from graph.view.drawing import Drawing
from graph.view.spacing import CAREFUL, SEED

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.Graph[int]

_COARSE = 0.5
"""Louvain's resolution: below 1, for few and large regions."""
_LEAST = 4
"""A region has at least this number of entities; smaller groups go to the region with which they share most claims."""
_UNTOLD = frozenset({"Agent", "Category", "Entity", "Group", "Office", "Outlet", "Text", "Thing"})
"""Classes whose members do not show what a region is about: entities without a name, and reporters."""
_SHARED = frozenset({"Event", "Deal", "Place"})
"""An entity in at least this share of a region's articles names it on its own."""
_SECOND = 0.6
"""How characteristic a further entity in the name must be, relative to the first."""

_Seen = Mapping[tuple[str, str], int]
"""The number of claims in an article that involve an entity, by article and entity."""


@dataclass(frozen=True, slots=True)
class Region:
    """Entities and articles that belong together; `name` lists the entities that show what it is about."""

    members: tuple[str, ...]
    articles: tuple[str, ...]
    name: tuple[str, ...]


def regions(kg: KnowledgeGraph, drawing: Drawing, ontology: Ontology) -> tuple[Region, ...]:
    """The regions of the drawn entities, the largest first; none if the entities are few or all in one region."""
    if len(drawing.sizes) <= CAREFUL:
        return ()
    seen = _seen(kg, drawing)
    group = _merged(drawing, _communities(drawing, seen))
    members: dict[int, list[str]] = defaultdict(list)
    for name in sorted(group):
        members[group[name]].append(name)
    entities = [[it for it in each if it in drawing.sizes] for each in members.values()]
    articles = [[it for it in each if it not in drawing.sizes] for each in members.values()]
    known = {it.id: it for it in kg.entities}
    total: Counter[str] = Counter()
    for (_, entity), count in seen.items():
        total[entity] += count
    found = [
        Region(tuple(inside), tuple(told), _name(inside, told, seen, total, known, ontology))
        for inside, told in zip(entities, articles, strict=True)
        if len(inside) >= _LEAST
    ]
    return tuple(sorted(found, key=lambda it: (-len(it.members), it.members))) if len(found) > 1 else ()


def _seen(kg: KnowledgeGraph, drawing: Drawing) -> _Seen:
    known = {it.id: it for it in kg.propositions}
    found: Counter[tuple[str, str]] = Counter()
    for claim in kg.claims:
        it = known[claim.proposition]
        for entity in sorted({it.subject, it.object or "", it.as_ or "", claim.speaker or ""} & drawing.sizes.keys()):
            found[claim.document, entity] += 1
    return found


def _communities(drawing: Drawing, seen: _Seen) -> dict[str, int]:
    """The community of each entity and article. Nodes are integers, so that sets of them have a fixed order."""
    import networkx as nx

    names = [*sorted(drawing.sizes), *sorted({article for article, _ in seen})]
    number = {name: i for i, name in enumerate(names)}
    network: Network = nx.Graph()
    network.add_nodes_from(range(len(names)))
    for (a, b), lines in sorted(drawing.bundles().items()):
        network.add_edge(number[a], number[b], weight=sum(line.claims for line in lines))
    for (article, entity), count in sorted(seen.items()):
        network.add_edge(number[article], number[entity], weight=count)
    found = nx.community.louvain_communities(network, weight="weight", seed=SEED, resolution=_COARSE)
    return {names[node]: i for i, members in enumerate(found) for node in sorted(members)}


def _merged(drawing: Drawing, group: dict[str, int]) -> dict[str, int]:
    """The same communities, with small ones merged into the one with which they share most claims, if any."""
    claims = {pair: sum(line.claims for line in lines) for pair, lines in drawing.bundles().items()}
    while True:
        sizes = Counter(group[name] for name in drawing.sizes)
        between: dict[int, Counter[int]] = defaultdict(Counter)
        for (a, b), count in claims.items():
            if group[a] != group[b]:
                between[group[a]][group[b]] += count
                between[group[b]][group[a]] += count
        small = sorted((size, it) for it, size in sizes.items() if size < _LEAST and between[it])
        if not small:
            return group
        it = small[0][1]
        into = min(between[it], key=lambda other: (-between[it][other], other))
        group = {name: into if known == it else known for name, known in group.items()}


def _name(
    members: Iterable[str],
    articles: Iterable[str],
    seen: _Seen,
    total: Mapping[str, int],
    known: Mapping[str, Entity],
    ontology: Ontology,
) -> tuple[str, ...]:
    """The entities that name a region: in many of its articles, seldom elsewhere, and often mentioned."""
    inside, told = set(members), set(articles)
    claims: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for (article, entity), count in seen.items():
        if article in told and entity in inside:
            claims[entity] += count
            spread[entity] += 1
    worth = {
        it: spread[it] * math.sqrt(claims[it] / total[it] * math.sqrt(claims[it] / spread[it])) for it in sorted(claims)
    }
    telling = {it: figure for it, figure in worth.items() if known[it].type not in _UNTOLD} or worth
    ranked = sorted(telling, key=lambda it: (-telling[it], -claims[it], it))
    shared = [it for it in ranked if 2 * spread[it] > len(told) > 1 and _kinds(known[it].type, ontology) & _SHARED]
    if shared:
        return (shared[0],)
    first = ranked[0]
    others = (it for it in ranked[1:] if first != known[it].country and it != known[first].country)
    second = next(others, first)
    return (first, second) if second != first and telling[second] >= _SECOND * telling[first] else (first,)


def _kinds(type: str, ontology: Ontology) -> set[str]:
    return {type, *(ontology.superclasses(type) if type in ontology.classes else ())}
