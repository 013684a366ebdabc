"""Plain edges and accounts: what may be told without saying who says so.

A plain edge carries neither day nor category nor content, so it stands for all propositions of its subject,
relation and object. It is therefore withheld as soon as any of them is denied, in either direction of a
symmetric relation and under the name of an inverse one.
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
    """What one claim says as an edge; `own` where the article itself says it, `known` where somebody known does."""

    claim: Claim
    edge: Edge
    owners: tuple[str, ...]
    own: bool
    known: bool


def plain_edges(claims: Iterable[Claim], propositions: Mapping[str, Proposition], damage: Damage) -> tuple[Edge, ...]:
    """The edges that some article affirms in its own voice and nobody denies anywhere, sorted.

    What somebody is reported to have said, and what is hedged or unattributed, is never one of them; nor is what tells
    against somebody and was not read surely.
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

    An account holds the edges that its owner affirms, as an article has it from that one: what others pass on of
    somebody's words is in nobody's account but that of anyone. Of what a speaker both affirms and denies or
    withdraws it holds nothing: both claims stand, as a dispute of the speaker with himself, and the account takes no
    side. The account of anyone holds every edge that some article, or somebody known, affirms, denied elsewhere or not.

    That X classifies Y as Z gives "Y is classified as Z" in the account of X, whoever reports it, unless
    somebody denies it; the account of anyone has it as soon as it is affirmed.

    `outlets` leads from a document id to the entity id of its outlet.
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
        # An article that passes on what another medium says does not speak itself; nor does who is said to have spoken.
        own = claim.speaker == DOCUMENT and not claim.relayed_by
        somebody = claim.speaker not in (None, DOCUMENT)
        owners = (claim.document, outlets.get(claim.document)) if own else (claim.speaker,)
        speaks = own or (somebody and not claim.relayed_by)
        edge = Edge(about.subject, about.relation, about.object)
        named = tuple(it for it in owners if it is not None) if speaks else ()
        found.append(_Voice(claim, edge, named, own, own or somebody))
    return found


def _readings(edges: Iterable[Edge]) -> set[Edge]:
    """Edges with all that says the same: turned round where symmetric, and by the name of the inverse."""
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
    """The shortcut "Y classifiedAs Z", with the owners of the accounts that hold it."""
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
