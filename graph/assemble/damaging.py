"""Claims that speak against somebody: they are never stated with more certainty than they were read with.

A claim with a relation that the ontology marks as damaging, or with a favourable relation to somebody of a class so
marked, becomes a plain edge only if an article itself says it and it was read with a score of at least `SURE`. Below
that score the claim is hedged if it speaks against somebody with a name, unless the score is low only because the other
party has none; below `LEAST` it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph import ontology
from graph.assemble.scores import without
from graph.model import DOCUMENT, Annotation, Edge, Entity, Resolution, Stance, Statement

SURE = 0.9
"""The score from which a damaging claim may become a plain edge."""

LEAST = 0.5
"""The score below which a damaging claim is left out."""

_NAMED = 0.9
"""The certainty of a mention by name. A mere description lowers the score, and harms nobody."""

_DESCRIBED = "mention.described"
_IT = "pronoun.it"


class Damage:
    """Against whom the relations between the entities of a corpus speak."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.ontology = ontology.load()
        self.outcasts = {it.id for it in entities if self.ontology.is_damaging(it.type)}

    def of(self, edge: Edge) -> tuple[str, ...]:
        """The ends of an edge against which it speaks; empty if it does no harm."""
        relation = self.ontology.relations[edge.relation]
        if relation.damaging:
            return (edge.object if relation.damages_object else edge.subject,)
        if not relation.favourable:
            return ()
        tied = (edge.subject,) if edge.object in self.outcasts else ()
        back = (edge.object,) if relation.symmetric and edge.subject in self.outcasts else ()
        return tied + back


def guarded(annotation: Annotation, resolution: Resolution, damage: Damage) -> Annotation:
    """The annotation with damaging statements hedged or left out according to their scores (see above)."""
    reader = _Reader(annotation, resolution, damage)
    against = {it.id: reader.against(it) for it in annotation.statements}
    kept = without(annotation, {it.id for it in annotation.statements if against[it.id] and it.score < LEAST})
    return replace(kept, statements=tuple(reader.hedged(it, against[it.id]) for it in kept.statements))


class _Reader:
    """Weighs the statements of one annotation."""

    def __init__(self, annotation: Annotation, resolution: Resolution, damage: Damage) -> None:
        self.document = annotation.metadata.id
        self.canonical = resolution.canonical
        self.damage = damage
        named = {it.entity for it in annotation.mentions if it.rule != _DESCRIBED}
        described = {it.entity: it.score for it in annotation.mentions if it.rule == _DESCRIBED}
        self.meant = {(it.entity, it.span.end) for it in annotation.mentions if it.rule == _IT}
        # What one rule reads in a sentence with certainty is not left open just because another rule also reads it.
        self.sure = {_said(it) for it in annotation.statements if it.score >= SURE}
        self.unnamed = {entity: score for entity, score in described.items() if entity not in named}

    def against(self, it: Statement) -> set[str]:
        """The local ids of those whom a statement speaks against."""
        ends = [it.subject.entity, it.object.entity if it.object else ""]
        canonical = [self.canonical.get((self.document, end), "") for end in ends]
        harmed = self.damage.of(Edge(canonical[0], it.relation, canonical[1]))
        return {end for end, id in zip(ends, canonical, strict=True) if end and id in harmed}

    def hedged(self, it: Statement, against: set[str]) -> Statement:
        """The statement, hedged if it was not read with enough certainty to be held against somebody with a name."""
        if it.stance is not Stance.AFFIRMED or it.speaker != DOCUMENT:
            return it
        if against and self._by_pronoun(it):
            return replace(it, stance=Stance.HEDGED)
        if against <= self.unnamed.keys() or _said(it) in self.sure:
            return it
        others = {it.subject.entity, it.object.entity if it.object else ""} - against
        scores = [it.score * _NAMED / self.unnamed[end] for end in others & self.unnamed.keys()]
        return it if round(min(scores, default=it.score), 2) >= SURE else replace(it, stance=Stance.HEDGED)

    def _by_pronoun(self, it: Statement) -> bool:
        """Whether a party is mentioned only as "it": that often means a thing."""
        return any(end is not None and (end.entity, end.span.end) in self.meant for end in (it.subject, it.object))


def _said(it: Statement) -> tuple[object, ...]:
    """The content, speaker and sentence of a statement."""
    object = it.object.entity if it.object else None
    return (it.subject.entity, it.relation, object, it.qualifiers, it.content, it.speaker, it.stance, it.evidence)
