"""Who took part in an event or a deal, where and when: facts only if an article states them in its own voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph import ontology
from graph.model import Edge, Entity

_BORNE_BY = {
    "Meeting": ("metWith", "discussesWith"),
    "Interview": ("interviewedBy",),
    "Visit": ("visited",),
    "Deal": ("agreesWith", "buysFrom", "negotiatesWith", "sellsTo", "signsWith"),
}
"""Relations that, between the participants or with the place, say that there was such an event."""


def told(entities: Iterable[Entity], edges: Iterable[Edge]) -> tuple[Entity, ...]:
    """The entities, with events stripped of participants, place and time unless a plain edge confirms them.

    A denial of "a deal with the gangs" names a deal with participants, but there may have been no deal.
    """
    known = ontology.load()
    at: dict[str, list[Edge]] = {}
    for edge in edges:
        for end in {edge.subject, edge.object}:
            at.setdefault(end, []).append(edge)

    def borne_out(event: Entity) -> bool:
        if any(known.relations[it.relation].kind == "encounter" for it in at.get(event.id, ())):
            return True
        involved = {*event.participants, event.place}
        relations = {it for kind, several in _BORNE_BY.items() if known.is_a(event.type, kind) for it in several}
        between = (it for party in event.participants for it in at.get(party, ()))
        return any(it.relation in relations and {it.subject, it.object} <= involved for it in between)

    everything = tuple(entities)
    types = {it.id: it.type for it in everything}

    def told_of(event: Entity) -> Entity:
        if not borne_out(event):
            return replace(event, participants=(), place=None, on=None, earliest=None, latest=None)
        if event.place is None or known.is_a(types.get(event.place, ""), "Place"):
            return event
        # A visitor to an institution is with somebody, not somewhere.
        return replace(event, participants=tuple(sorted({*event.participants, event.place})), place=None)

    return tuple(told_of(it) if it.participants else it for it in everything)
