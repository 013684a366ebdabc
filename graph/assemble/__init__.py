"""From the annotations of documents to one knowledge graph: propositions, claims, plain edges, accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.agents import sign
from graph.assemble.accounts import accounts, plain_edges
from graph.assemble.circumstances import told
from graph.assemble.claims import claims, statements_of
from graph.assemble.damaging import Damage, guarded
from graph.assemble.fitting import fitting
from graph.assemble.idle import without_idle_deeds
from graph.assemble.origins import given_up, with_origins
from graph.assemble.packed import Packed, Packs
from graph.assemble.propositions import propositions
from graph.assemble.reasons import reasons
from graph.assemble.rivals import rivals
from graph.assemble.scores import Limits, surer
from graph.copies import Lineage, lineage
from graph.model import (
    Annotation,
    Claim,
    KnowledgeGraph,
    LocalId,
    Passage,
    Proposition,
    Resolution,
    Span,
    Stance,
    of_each_document,
)

__all__ = ["Made", "assemble", "made"]


@dataclass(frozen=True, slots=True)
class Made:
    """All claims from some documents, their propositions, and the statements behind each claim, by its id."""

    claims: Sequence[Claim]
    propositions: Mapping[str, Proposition]
    statements: Mapping[str, Collection[LocalId]]


def made(annotations: Iterable[Annotation], resolution: Resolution) -> Made:
    """The claims that `assemble` would make, without origins and with any score, so that some can be struck out."""
    damage = Damage(resolution.entities)
    packed = of_each_document(annotations, lambda it: Packed.of(guarded(it, resolution, damage)))
    ordered = Packs([*packed.values()])
    shared = propositions(ordered, resolution)
    return Made(claims(ordered, resolution, shared), shared.all, statements_of(ordered, resolution, shared))


def assemble(
    annotations: Iterable[Annotation], resolution: Resolution, *, min_score: float = 0.0, struck: Collection[str] = ()
) -> KnowledgeGraph:
    """The knowledge graph of all documents; all its tuples are sorted by id.

    `resolution` must be the one for the same annotations. Each is looked at once, and not kept in full. The result does
    not depend on their order; of two annotations of one document (the same bytes) the one whose file sorts first
    counts. Authors and outlets become entities if no article mentions them. Claims with a score below `min_score` are
    left out; so are those that follow from others and have an id in `struck`.
    """
    damage = Damage(resolution.entities)

    def read(it: Annotation) -> tuple[Packed, Packed]:
        every = Packed.of(guarded(it, resolution, damage))
        if all(one.score >= min_score for one in it.statements):
            return every, every
        return every, Packed.of(guarded(surer(it, min_score), resolution, damage))

    both = of_each_document(annotations, read).values()
    every, sure = (Packs([pair[n] for pair in both]) for n in (0, 1))
    kinship = lineage(every.heads)
    whole = _assembled(every, resolution, kinship, damage, struck)
    if min_score > 0:
        limits = Limits.of(whole)
        del whole  # it would take as much memory as what is made now
        whole = limits.kept(_assembled(sure, resolution, kinship, damage, struck, min_score))
    return without_idle_deeds(whole)


def _assembled(
    ordered: Packs,
    resolution: Resolution,
    kinship: Lineage,
    damage: Damage,
    struck: Collection[str],
    least: float = 0.0,
) -> KnowledgeGraph:
    documents = tuple(it.metadata for it in ordered.heads)
    shared = propositions(ordered, resolution)
    signed = sign(resolution.entities, documents)
    stated = with_origins(claims(ordered, resolution, shared, least, struck), shared.all, signed, kinship)
    # What an article no longer says is not stated as a fact on its authority.
    gone = given_up(stated, kinship.sources)
    plain = plain_edges([it for it in stated if it.id not in gone or it.stance is Stance.DENIED], shared.all, damage)
    edges = fitting(plain, signed.entities)
    kg = KnowledgeGraph(
        documents=documents,
        entities=told(signed.entities, edges),
        propositions=tuple(shared.all[id] for id in sorted(shared.all)),
        claims=tuple(stated),
        edges=edges,
        accounts=accounts(stated, shared.all, documents, signed.outlets),
        decisions=resolution.decisions,
        passages=tuple(_passages(ordered, stated)),
        rules=tuple((it.metadata.id, it.rules) for it in ordered.heads if it.rules),
        coverage=tuple((it.metadata.id, it.coverage) for it in ordered.heads if it.coverage),
        sources=kinship.sources,
        rivals=rivals(shared.all.values(), stated, signed.entities),
        whole=tuple(it.metadata.id for it in ordered.heads if it.whole),
    )
    return replace(kg, because=reasons(kg))


def _passages(ordered: Iterable[Annotation], stated: Iterable[Claim]) -> Iterator[Passage]:
    """The passages that contain a claim's sentence, and all passages of an article whose whole text is kept."""
    evidence: dict[str, set[Span]] = {}
    for claim in stated:
        evidence.setdefault(claim.document, set()).add(claim.evidence)
    for annotation in ordered:
        for passage in annotation.passages:
            if annotation.whole or any(passage.span.covers(it) for it in evidence.get(passage.document, ())):
                yield passage
