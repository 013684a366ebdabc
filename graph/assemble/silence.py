"""Accusations to which no answer was read, and denials in the same articles that may be an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.model import Claim, Proposition, Stance

ACCUSES = "accuses"
FACES = "facesAccusation"
"""The relation for being accused by somebody who is not named."""
INNOCENCE = "denial.innocence"
"""The rule for "did nothing wrong", whatever the charge."""
_MADE = (Stance.AFFIRMED, Stance.HEDGED)
DENIALS = frozenset({"denies", "disputes", "rejects"})
"""The speech acts by which somebody denies something."""


def may_answer(claims: Sequence[Claim], propositions: Mapping[str, Proposition]) -> dict[str, tuple[str, ...]]:
    """The accusations that each denial may answer: any denial by the accused in the same article.

    Only accusations to which no answer was read have possible answers.
    """
    accused: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in _unanswered(claims, propositions):
        accused.setdefault((claim.document, propositions[claim.proposition].object), []).append(claim)
    found = {it.id: accused.get((it.document, _denier(it, propositions)), ()) for it in claims}
    return {id: tuple(sorted(it.id for it in beside if it.id != id)) for id, beside in found.items() if beside}


def _denier(claim: Claim, propositions: Mapping[str, Proposition]) -> str | None:
    """Who denies something in a claim: its speaker, or the one of whom it says so."""
    about = propositions[claim.proposition]
    if claim.stance is Stance.DENIED:
        return claim.speaker
    return about.subject if about.relation in DENIALS and claim.stance is Stance.AFFIRMED else None


def _unanswered(claims: Iterable[Claim], propositions: Mapping[str, Proposition]) -> list[Claim]:
    """The accusations that no claim answers: neither they nor what they say is answered or denied."""
    answered = {id for it in claims for id in it.answers}
    denied = {it.proposition for it in claims if it.stance is Stance.DENIED}
    closed = denied | {it.proposition for it in claims if it.id in answered and it.stance in _MADE}
    found = []
    for it in claims:
        about = propositions[it.proposition]
        open_ = it.id not in answered and about.id not in denied and about.content not in closed
        if about.relation == ACCUSES and about.object is not None and it.stance in _MADE and open_:
            found.append(it)
    return found
