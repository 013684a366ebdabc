"""The names of people, and who may answer for whom: a spokesman for his firm, a minister for her country."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graph import ontology
from graph.assemble.topics import words
from graph.model import Claim, Entity, Proposition, Stance

_STANDS_FOR = ("affiliatedWith", "leads", "memberOf", "officialOf")
"""The relations by which somebody may answer for somebody else."""
_STATES = ("Government", "Ministry")


class Parties:
    """The people and bodies in the articles of one corpus."""

    def __init__(
        self, claims: Sequence[Claim], propositions: Mapping[str, Proposition], entities: Iterable[Entity]
    ) -> None:
        self.ontology = ontology.load()
        self.entities = {it.id: it for it in entities}
        self.behind: dict[tuple[str, str], set[str]] = {}
        for claim in claims:
            it = propositions[claim.proposition]
            if it.relation in _STANDS_FOR and claim.stance is not Stance.DENIED and it.object is not None:
                self.behind.setdefault((claim.document, it.subject), set()).add(it.object)

    def names(self, id: str | None) -> list[str]:
        """All names of somebody, the best first."""
        it = self.entities.get(id or "")
        return [it.label, *it.aliases] if it is not None else []

    def label(self, id: str | None) -> str:
        """The best name of somebody."""
        return next(iter(self.names(id)), "")

    def is_named(self, id: str, told: Collection[str]) -> bool:
        """Whether the words include the last word of one of somebody's names."""
        return any(parts[-1] in told for name in self.names(id) if (parts := words(name)))

    def answering(self, who: str, document: str) -> set[str]:
        """Somebody, and all others for whom they may answer in an article."""
        found = {who, *self.behind.get((document, who), ())}
        return found | {state for one in found if (state := self.state(one)) is not None}

    def state(self, id: str) -> str | None:
        """The country of a government or ministry."""
        it = self.entities.get(id)
        governs = it is not None and any(self.ontology.is_a(it.type, kind) for kind in _STATES)
        return it.country if it is not None and governs else None

    def stands_for(self, label: str, accused: str) -> bool:
        """Whether an unnamed person is described as belonging to somebody: "Bauer's lawyer", "a lawyer for Bauer"."""
        lowered = label.casefold().replace("’", "'")
        return any(
            f"{one}'s " in lowered or f" for {one}" in lowered or f" of {one}" in lowered
            for name in self.names(accused)
            for one in {name.casefold(), name.casefold().split()[-1]}
        )
