"""Whether an edge can be true by the classes of its ends: what the ontology excludes is not a fact.

A city has no members and an organization holds no office. Where an article seems to say so, a name was taken for
something else; the claim stays, with its sentence. What the ontology merely does not know of stays a fact: whoever
speaks is an agent, and a city may be a country as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph import ontology
from graph.model import Edge, Entity


def fitting(edges: Iterable[Edge], entities: Iterable[Entity]) -> tuple[Edge, ...]:
    """Those edges neither of whose ends is of a class that excludes all that its relation takes there."""
    types = {it.id: it.type for it in entities}
    relations = ontology.load().relations
    return tuple(
        it
        for it in edges
        if _can_be(types.get(it.subject), relations[it.relation].domain)
        and _can_be(types.get(it.object), relations[it.relation].range)
    )


def _can_be(type: str | None, wanted: tuple[str, ...]) -> bool:
    """Whether something of a class can be of one of others; of what has no class here, such as an article, it can."""
    return type is None or not wanted or not all(ontology.exclude(type, it) for it in wanted)
