"""Applies people's decisions to the knowledge in articles: those about entities first, then those about claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.assemble import assemble, made
from graph.assemble.scores import without
from graph.decisions.claims import Claims, struck
from graph.decisions.entities import Reasons, settled
from graph.decisions.ruling import Outcome, Ruling
from graph.model import Annotation, Entity, KnowledgeGraph, Resolution


@dataclass(frozen=True, slots=True)
class Decided:
    """What was assembled from articles and decisions; `outcomes` are in the order of the decisions.

    `struck` is the number of claims that the decisions removed; `left_out` is the number of other claims left out
    because they were read with too low a score.
    """

    knowledge: KnowledgeGraph
    outcomes: tuple[Outcome, ...] = ()
    struck: int = 0
    left_out: int = 0


def apply(
    annotations: Sequence[Annotation],
    rulings: Iterable[Ruling],
    listed: Iterable[Entity] = (),
    *,
    min_score: float = 0.0,
) -> Decided:
    """The knowledge graph of articles, as made by `graph.assemble.assemble`, with all decisions applied.

    `listed` are known people and bodies, as for `graph.resolve.resolve`. The result does not depend on the order of
    decisions. Those that match nothing are outcomes with a reason.
    """
    several = tuple(rulings)
    who = settled(annotations, [it for it in several if not it.kind.of_claim], tuple(listed))
    annotations, reasons = who.annotations, who.reasons
    about_claims = [it for it in several if it.kind.of_claim]
    out: set[str] = set()
    if about_claims:
        annotations, out, further = _struck(annotations, who.resolution, about_claims)
        reasons |= further
    left_out = 0

    def counted() -> Iterator[Annotation]:
        nonlocal left_out
        for it in annotations:
            left_out += sum(claim.score < min_score for claim in it.statements)
            yield it

    knowledge = assemble(counted(), who.resolution, min_score=min_score, struck=out)
    types = {it.id: it.type for it in knowledge.entities}
    for it, node in who.classed.items():
        if types.get(node, it.of_class) != it.of_class:
            reasons[it] = f"an article says that it is its outlet, which makes it {types[node]}"
    outcomes = (Outcome(it, reasons[it]) for it in several)
    return Decided(knowledge, tuple(outcomes), len(out), left_out)


def _struck(
    annotations: Sequence[Annotation], resolution: Resolution, rulings: Sequence[Ruling]
) -> tuple[Sequence[Annotation], set[str], Reasons]:
    """The annotations without misread claims, the ids of the removed claims, and the results of the decisions."""
    claimed = made(annotations, resolution)
    claims = Claims(claimed, (it.metadata for it in annotations), resolution.entities)
    out, reasons = struck(claims, rulings)
    gone: dict[str, set[str]] = {}
    for document, statement in (key for id in out for key in claimed.statements.get(id, ())):
        gone.setdefault(document, set()).add(statement)
    kept = [without(it, gone[it.metadata.id]) if it.metadata.id in gone else it for it in annotations]
    return kept, out, reasons
