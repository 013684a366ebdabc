"""Whom a name in a decision means: entities of articles, found by their names in the articles or in the graph.

`FILE#NAME` means the entity of that name in an article, which is given by the name of its file or its id; `NAME` alone
means all entities with the name. A name is an id, a label or an alias; case, accents and punctuation do not matter. The
best match counts: the id of a node, the name that an article uses, another name there, then the names that other
articles use for the same entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from graph.model import Annotation, LocalId, Resolution
from graph.prefixes import slug

BETWEEN = "#"
"""The separator between the file and the name in it."""

Keys = frozenset[LocalId]

named = lru_cache(maxsize=65536)(slug)
"""The slug of a name, cached since most names occur many times."""


class Names:
    """The names of all entities, in their articles and in the graph."""

    def __init__(self, annotations: Iterable[Annotation], resolution: Resolution) -> None:
        self.resolution = resolution
        self.nodes = {it.id: it for it in resolution.entities}
        self.documents: dict[str, set[str]] = {}
        self._known: dict[str, list[tuple[int, LocalId]]] = {}
        for annotation in annotations:
            about = annotation.metadata
            for name in (about.file, about.id):
                self.documents.setdefault(name, set()).add(about.id)
            for key, ranked in self._each(annotation):
                for name, rank in ranked.items():
                    self._known.setdefault(name, []).append((rank, key))

    def _each(self, annotation: Annotation) -> Iterator[tuple[LocalId, dict[str, int]]]:
        """Each entity of an article with its names and their ranks, 0 for the best."""
        for local in annotation.entities:
            key = (annotation.metadata.id, local.id)
            node = self.nodes[self.resolution.canonical[key]]
            names = [(node.id, 0), (local.id, 1), (named(local.label), 1)]
            names += [(named(it), 2) for it in local.aliases]
            names += [(named(node.label), 3), *((named(it), 4) for it in node.aliases)]
            ranked: dict[str, int] = {}
            for name, rank in names:
                ranked.setdefault(name, rank)
            yield key, ranked

    def find(self, text: str) -> Keys:
        """The entities of articles that a string names; none if nobody has that name."""
        file, between, name = text.rpartition(BETWEEN)
        within = self.documents.get(file.strip()) if between else None
        return self._best(text, None) if within is None else self._best(name, within)

    def _best(self, name: str, within: set[str] | None) -> Keys:
        wanted = name.strip().removeprefix("id:")
        told = self._known.get(wanted) or self._known.get(named(wanted), [])
        found = [it for it in told if within is None or it[1][0] in within]
        best = min((rank for rank, _ in found), default=0)
        return frozenset(key for rank, key in found if rank == best)

    def nodes_of(self, keys: Iterable[LocalId]) -> list[str]:
        """The ids of the nodes for some entities of articles, sorted."""
        return sorted({self.resolution.canonical[key] for key in keys})
