"""Why something is in dispute, in words: who denies what others affirm, or which figures or labels conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph import wording
from graph.model import DOCUMENT, Claim, KnowledgeGraph, Rivals, Stance

_LABELS = "labels"


def reasons(kg: KnowledgeGraph) -> tuple[tuple[str, str], ...]:
    """The reasons for each proposition that is in dispute or has a rival, as sorted pairs of its id and a sentence."""
    names = {it.id: it.label for it in kg.entities}
    classifiers = {it.id: it.subject for it in kg.propositions}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in kg.claims:
        claims[claim.proposition].append(claim)

    def speakers(proposition: str, stance: Stance) -> str:
        return wording.listed(_names((it for it in claims[proposition] if it.stance is stance), names))

    def side(rivals: Rivals, end: int) -> str:
        proposition, value = (rivals.left, rivals.right)[end], rivals.between[end]
        label = rivals.kind == _LABELS
        who = names.get(classifiers[proposition], "") if label else speakers(proposition, Stance.AFFIRMED)
        return wording.side(names.get(value, value) if label else value, who)

    found = set()
    for it in kg.disputes():
        denying, affirming = speakers(it.id, Stance.DENIED), speakers(it.id, Stance.AFFIRMED)
        found.add((it.id, wording.because("denied" if affirming else "alleged", denying, affirming)))
    for rivals in kg.rivals:
        told = wording.because(rivals.kind, side(rivals, 0), side(rivals, 1))
        found |= {(rivals.left, told), (rivals.right, told)}
    return tuple(sorted(found))


def _names(claims: Iterable[Claim], names: dict[str, str]) -> list[str]:
    """Who makes the claims, each name once, the article itself last."""
    speakers = {it.speaker for it in claims}
    known = sorted(names.get(it, it) for it in speakers - {None, DOCUMENT} if it is not None)
    return known + ([wording.article()] if DOCUMENT in speakers else [])
