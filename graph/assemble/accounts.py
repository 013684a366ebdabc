"""Plain edges and accounts: what may be stated without saying who says so.

A plain edge has no day, category or content, so it stands for all propositions with its subject, relation and object.
It is therefore withheld as soon as any of them is denied, in either direction of a symmetric relation and under the
name of an inverse one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph import ontology
from graph.assemble.damaging import SURE, Damage
from graph.model import ANYONE, DOCUMENT, Account, Claim, Edge, Metadata, Proposition, Stance

CLASSIFIES, CLASSIFIED = "classifiesAs", "classifiedAs"


@dataclass(frozen=True, slots=True)
class _Voice:
    """A claim as an edge; `own`: the article itself says it; `known`: a known speaker says it."""

    claim: Claim
    edge: Edge
    owners: tuple[str, ...]
    own: bool
    known: bool


def plain_edges(claims: Iterable[Claim], propositions: Mapping[str, Proposition], damage: Damage) -> tuple[Edge, ...]:
    """The edges that some article affirms in its own voice and that nobody denies anywhere, sorted.

    Reported speech and hedged or unattributed claims never become plain edges, nor does anything that speaks against
    somebody if it was not read with enough certainty.
    """
    voices = _voices(claims, propositions, {})
    denied = _readings(it.edge for it in voices if it.claim.stance is Stance.DENIED)
    sure = (it for it in voices if it.claim.score >= SURE or not damage.of(it.edge))
    return tuple(sorted({it.edge for it in sure if it.own and _affirms(it)} - denied))


def accounts(
    claims: Sequence[Claim],
    propositions: Mapping[str, Proposition],
    documents: Iterable[Metadata],
    outlets: Mapping[str, str],
) -> tuple[Account, ...]:
    """The accounts of speakers, articles and outlets, and of `ANYONE`, sorted by owner; empty ones are left out.

    An account contains the edges that its owner affirms directly in an article: words that others pass on are only in
    the account of `ANYONE`. It contains nothing that a speaker both affirms and denies or withdraws: both claims
    remain, as a contradiction within what the speaker says, and the account takes no side. The account of `ANYONE`
    holds every edge that some article, or a known speaker, affirms, whether it is denied elsewhere or not.

    "X classifies Y as Z" adds "Y is classified as Z" to the account of X, no matter who reports it, unless somebody
    denies it; the account of `ANYONE` has it as soon as it is affirmed.

    `outlets` maps a document id to the entity id of its outlet.
    """
    known = {it.id: outlets.get(it.id) for it in documents}
    voices = _voices(claims, propositions, known)
    affirmed: dict[str, set[Edge]] = {}
    denied: dict[str, set[Edge]] = {}
    for it in voices:
        for owner in it.owners if it.claim.stance is not Stance.HEDGED else ():
            (affirmed if _affirms(it) else denied).setdefault(owner, set()).add(it.edge)
    result = {owner: edges - _readings(denied.get(owner, ())) for owner, edges in affirmed.items()}
    result[ANYONE] = {it.edge for it in voices if it.known and _affirms(it)}
    for owner, edge in _classifications(voices, propositions):
        result.setdefault(owner, set()).add(edge)
    return tuple(Account(owner, tuple(sorted(result[owner]))) for owner in sorted(result) if result[owner])


def _affirms(voice: _Voice) -> bool:
    return voice.claim.stance is Stance.AFFIRMED


def _voices(
    claims: Iterable[Claim], propositions: Mapping[str, Proposition], outlets: Mapping[str, str | None]
) -> list[_Voice]:
    """The claims whose propositions are edges, with the accounts that they belong to."""
    found: list[_Voice] = []
    for claim in claims:
        about = propositions[claim.proposition]
        if about.object is None or about.deed is not None:
            continue
        # An article that passes on another outlet's words does not itself speak; nor does somebody who is said to have
        # spoken.
        own = claim.speaker == DOCUMENT and not claim.relayed_by
        somebody = claim.speaker not in (None, DOCUMENT)
        owners = (claim.document, outlets.get(claim.document)) if own else (claim.speaker,)
        speaks = own or (somebody and not claim.relayed_by)
        edge = Edge(about.subject, about.relation, about.object)
        named = tuple(it for it in owners if it is not None) if speaks else ()
        found.append(_Voice(claim, edge, named, own, own or somebody))
    return found


def _readings(edges: Iterable[Edge]) -> set[Edge]:
    """Edges, with all that say the same: the reverse of symmetric edges, and edges with the inverse relation."""
    relations = ontology.load().relations
    found: set[Edge] = set()
    for edge in edges:
        relation = relations.get(edge.relation)
        found.add(edge)
        if relation is not None and relation.symmetric:
            found.add(Edge(edge.object, edge.relation, edge.subject))
        if relation is not None and relation.inverse is not None:
            found.add(Edge(edge.object, relation.inverse, edge.subject))
    return found


def _classifications(voices: Iterable[_Voice], propositions: Mapping[str, Proposition]) -> Iterable[tuple[str, Edge]]:
    """The shortcuts "Y classifiedAs Z", each with the owners of the accounts that hold it."""
    labels = [it for it in voices if it.edge.relation == CLASSIFIES]
    disputed = {it.claim.proposition for it in labels if it.claim.stance is Stance.DENIED}
    for it in labels:
        if not (it.known and _affirms(it)):
            continue
        category = propositions[it.claim.proposition].as_
        if category is not None:
            edge = Edge(it.edge.object, CLASSIFIED, category)
            yield ANYONE, edge
            if it.claim.proposition not in disputed:
                yield it.edge.subject, edge
