"""Leaves out isolated deeds: those said by only one speaker, covered by no relation, and answered by nobody.

The words of such a deed stay with the speech act that reports it. A proposition would only repeat them; it is needed if
somebody else also says or denies it, and if somebody is accused of it, denies it or takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph import ontology
from graph.assemble.answers import ANSWERS
from graph.assemble.silence import ACCUSES, FACES
from graph.model import DOCUMENT, Claim, KnowledgeGraph, Stance

_ACTS = frozenset({*ANSWERS, ACCUSES, FACES})
"""The acts whose content matters even if nobody else mentions it."""


def without_idle_deeds(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The knowledge graph without isolated deeds, the claims about them, and things that nothing else names."""
    idle = frozenset(_idle(kg))
    if not idle:
        return kg
    kept = tuple(replace(it, content=None) if it.content in idle else it for it in kg.propositions if it.id not in idle)
    named = {id for it in kept for id in (it.subject, it.object, it.as_, it.at, it.regarding, *it.with_)}
    known = ontology.load()
    return replace(
        kg,
        entities=tuple(it for it in kg.entities if it.id in named or not known.is_a(it.type, "Thing")),
        propositions=tuple(replace(it, broader=tuple(id for id in it.broader if id not in idle)) for it in kept),
        claims=tuple(it for it in kg.claims if it.proposition not in idle),
    )


def _idle(kg: KnowledgeGraph) -> Iterator[str]:
    claims: dict[str, list[Claim]] = {}
    for claim in kg.claims:
        claims.setdefault(claim.proposition, []).append(claim)
    answered = {id for it in kg.claims for id in (*it.answers, *it.may_answer, *it.leaves_unanswered)}
    met = {id for pair in kg.rivals for id in (pair.left, pair.right)}
    met |= {it.content for it in kg.propositions if it.content and it.relation in _ACTS}
    for it in kg.propositions:
        if it.deed is not None and it.id not in met and not _meets(claims.get(it.id, []), answered):
            yield it.id


def _meets(told: list[Claim], answered: set[str]) -> bool:
    """Whether several speakers mention a deed, or somebody answers it or takes it back."""
    speakers = {it.speaker if it.speaker != DOCUMENT else it.document for it in told}
    withdrawn = any(it.stance is Stance.WITHDRAWN for it in told)
    replied = any(it.answers or it.may_answer or it.id in answered for it in told)
    return len(speakers) > 1 or withdrawn or replied
