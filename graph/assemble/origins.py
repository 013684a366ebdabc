"""Where articles have their claims from: how many outlets report one, and how many independent origins it has.

The origin of a claim is what the article names as its source: an agency, another outlet, or somebody who passed it on.
For copies of one article it is the first copy that has the claim. Otherwise an article is its own origin. Two outlets
that heard the same speaker are two origins: each was there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph import ontology
from graph.agents import Signed, agency
from graph.copies import Lineage
from graph.model import Claim, Proposition, Source, Span, Stance

TOLD_TO = frozenset({"claims", "interviewedBy", "speaksTo"})
"""The relations for saying something to an outlet."""

Told = Mapping[tuple[str, Span, str], str]
"""The outlet to which a speaker said what a sentence of a document reports."""


def with_origins(
    claims: Sequence[Claim], propositions: Mapping[str, Proposition], signed: Signed, lineage: Lineage
) -> list[Claim]:
    """The claims with their origins, in the same order."""
    finder = _Finder(claims, propositions, signed, lineage)
    by_proposition: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_proposition[claim.proposition].append(claim)
    found = {it.id: it for same in by_proposition.values() for it in finder.found(same)}
    return [found[it.id] for it in claims]


class _Finder:
    """Finds the origins of claims, one proposition at a time."""

    def __init__(
        self, claims: Iterable[Claim], propositions: Mapping[str, Proposition], signed: Signed, lineage: Lineage
    ) -> None:
        self.media = _media(signed)
        self.signed = signed
        self.lineage = lineage
        self.told = self._told(claims, propositions)

    def found(self, same: Sequence[Claim]) -> list[Claim]:
        """The claims about one proposition, with their origins.

        If an article has it from an outlet whose own article has it from a third source, the origin is the third
        source.
        """
        documents = {it.document for it in same}
        first = {it.id: self._named(it) or self._printed(it, documents) for it in same}
        further: dict[str, set[str]] = defaultdict(set)
        for it in same:
            if house := self.signed.outlets.get(it.document):
                further[house].add(first[it.id])
        return [self._with(it, _followed(first[it.id], further)) for it in same]

    def _with(self, claim: Claim, origin: str) -> Claim:
        own = origin in (claim.document, self.signed.outlets.get(claim.document))
        return claim if own else replace(claim, origin=origin)

    def _named(self, claim: Claim) -> str | None:
        """The source that the article names."""
        if claim.relayed_by:
            return self.media.get(claim.relayed_by[0], claim.relayed_by[0])
        if claim.speaker in self.media:
            return self.media[claim.speaker]
        return self.told.get((claim.document, claim.evidence, claim.speaker or ""))

    def _printed(self, claim: Claim, documents: Iterable[str]) -> str:
        """The agency of the article or of one of its copies; else the first of these, given as its outlet if known."""
        kin = self.lineage.kin(claim.document, documents)
        agencies = [self.signed.agencies[it] for it in kin if it in self.signed.agencies]
        return agencies[0] if agencies else self.signed.outlets.get(kin[0], kin[0])

    def _told(self, claims: Iterable[Claim], propositions: Mapping[str, Proposition]) -> Told:
        found = {}
        for claim in claims:
            act = propositions[claim.proposition]
            if act.relation in TOLD_TO and act.object in self.media and claim.stance is Stance.AFFIRMED:
                found[claim.document, claim.evidence, act.subject] = self.media[act.object]
        return found


def _media(signed: Signed) -> dict[str, str]:
    """The id of each outlet, with the id of the node that represents it: all names of an agency share one node."""
    known = ontology.load()
    first: dict[str, str] = {}
    outlets = (it for it in signed.entities if known.is_a(it.type, "Outlet"))
    return {it.id: first.setdefault(agency(it.label) or it.id, it.id) for it in outlets}


def _followed(origin: str, further: Mapping[str, set[str]]) -> str:
    """The end of the chain from outlet to outlet, followed as long as each has the claim from only one other."""
    seen: set[str] = set()
    while origin not in seen and len(others := further.get(origin, set())) == 1:
        seen.add(origin)
        (origin,) = others
    return origin


def given_up(claims: Sequence[Claim], sources: Iterable[Source]) -> set[str]:
    """The ids of the claims of an article that its newest version no longer makes, since the sentence has changed."""
    newer = {it.source: it.document for it in sources if it.revises}
    old = [it for it in claims if it.document in newer]
    kept: set[tuple[str, ...]] = set()
    for it in claims if old else ():
        kept |= {(it.document, it.quote), (it.document, it.proposition, it.stance)}
    newest = {it.document: _newest(it.document, newer) for it in old}
    return {
        it.id
        for it in old
        if not kept & {(newest[it.document], it.quote), (newest[it.document], it.proposition, it.stance)}
    }


def _newest(document: str, newer: Mapping[str, str]) -> str:
    while document in newer:
        document = newer[document]
    return document
