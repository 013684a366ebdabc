"""Whether an edge can be true, judging by the classes at its ends: what the ontology excludes is not a fact.

A city has no members and an organisation holds no office. If an article seems to say so, a name was mistaken for
something else; the claim stays, with its sentence. What the ontology does not exclude stays a fact: every speaker is an
agent, and a city may also be a country.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph import ontology
from graph.model import Edge, Entity


def fitting(edges: Iterable[Edge], entities: Iterable[Entity]) -> tuple[Edge, ...]:
    """The edges, without those with an end whose class excludes every class that the relation allows there."""
    types = {it.id: it.type for it in entities}
    relations = ontology.load().relations
    return tuple(
        it
        for it in edges
        if _can_be(types.get(it.subject), relations[it.relation].domain)
        and _can_be(types.get(it.object), relations[it.relation].range)
    )


def _can_be(type: str | None, wanted: tuple[str, ...]) -> bool:
    """Whether something of this class can also be of a wanted one; true for what has no class here (an article)."""
    return type is None or not wanted or not all(ontology.exclude(type, it) for it in wanted)
