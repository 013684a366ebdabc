"""Decisions about claims: which claim of this build each means, even if ids have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph import ontology
from graph.assemble import Made
from graph.decisions.entities import Reasons
from graph.decisions.ruling import NOBODY, NOTHING, Kind, Reading, Ruling
from graph.model import Claim, Entity, Metadata, Stance
from graph.prefixes import slug

_ALIKE = {Stance.HEDGED: Stance.AFFIRMED}
"""A reading with a more cautious relation counts as the same reading."""


class Claims:
    """The claims of a build, indexed by everything by which a decision may name them."""

    def __init__(self, made: Made, documents: Iterable[Metadata], entities: Iterable[Entity]) -> None:
        self.propositions = made.propositions
        self.files = {it.id: {it.file, it.id} for it in documents}
        several = tuple(entities)
        self.labels = {it.id: it.label for it in several}
        self.called = {it.id: {it.id, *map(slug, (it.label, *it.aliases))} for it in several}
        self.by_id = {it.id: it for it in made.claims}
        self._by_sentence: dict[str, list[Claim]] = {}
        for it in made.claims:
            self._by_sentence.setdefault(_plain(it.quote), []).append(it)

    def find(self, ruling: Ruling) -> list[Claim]:
        """The claims that a decision means, found by id, or else by sentence and reading; none if they no longer exist.

        Without a reading, all claims from the sentence are meant; without a file, those from all articles that contain
        it.
        """
        id = ruling.about.rpartition("/")[2].removeprefix("claim:")
        if id in self.by_id:
            return [self.by_id[id]]
        if not ruling.sentence:
            return []
        told = [it for it in self._sentence(ruling) if not ruling.file or ruling.file in self.files[it.document]]
        if not ruling.reading:
            return told
        wanted = Reading.parse(ruling.reading)
        fitting = [it for it in told if self._fits(it, wanted)]
        exact = [it for it in fitting if self._more(it) == wanted.more]
        return exact or fitting

    def _sentence(self, ruling: Ruling) -> Iterator[Claim]:
        """The claims from a sentence; with a reading, also those from a sentence that is part of it or contains it."""
        sentence = _plain(ruling.sentence)
        if sentence in self._by_sentence or not ruling.reading:
            yield from self._by_sentence.get(sentence, ())
            return
        for other, claims in self._by_sentence.items():
            if other in sentence or sentence in other:
                yield from claims

    def _more(self, claim: Claim) -> str:
        about = self.propositions[claim.proposition]
        more = about.as_ or about.content_text
        return slug(self.labels.get(more, more)) if more else ""

    def _fits(self, claim: Claim, wanted: Reading) -> bool:
        about = self.propositions[claim.proposition]
        if about.relation != wanted.relation or _like(claim.stance) != _like(wanted.stance):
            return False
        if wanted.speaker not in self._names(claim.speaker, NOBODY):
            return False
        ends = [self._names(about.subject), self._names(about.object)]
        symmetric = ontology.load().relations[about.relation].symmetric
        ways = [ends, ends[::-1]] if symmetric else [ends]
        return any(wanted.subject in one and wanted.object in other for one, other in ways)

    def _names(self, id: str | None, nothing: str = NOTHING) -> set[str]:
        return {nothing} if id is None else self.called.get(id, {id})


def struck(claims: Claims, rulings: Iterable[Ruling]) -> tuple[set[str], Reasons]:
    """The ids of the claims that decisions remove, and the result of each decision; if in doubt, a claim is removed."""
    out: set[str] = set()
    reasons: Reasons = {}
    confirmed: list[tuple[Ruling, list[Claim]]] = []
    for it in sorted(rulings):
        found = claims.find(it)
        reasons[it] = None if found else "no claim matches it any more"
        if it.kind.strikes:
            out |= {claim.id for claim in found}
        elif it.kind is Kind.RIGHT:
            confirmed.append((it, found))
    for it, found in confirmed:
        if any(claim.id in out for claim in found):
            reasons[it] = "another line says that the claim is misread or not a claim"
    return out, reasons


def _like(stance: Stance) -> Stance:
    return _ALIKE.get(stance, stance)


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())
