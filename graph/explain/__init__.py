"""One entity in plain words: who it is, what it says, what is said about it, and what is disputed, with sentences."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

import pyoxigraph as ox

from graph.explain.facts import Facts
from graph.explain.sayings import Dispute, Saying
from graph.explain.told import SAID_OF, SAID_TO_HAVE_SAID, SAYS, roles

__all__ = ["Dispute", "Explanation", "Saying", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that a store contains about one entity."""

    iri: str
    label: str
    types: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str | None
    offices: tuple[str, ...]
    says: tuple[Saying, ...]
    said_of: tuple[Saying, ...]
    disputes: tuple[Dispute, ...]
    left_out: int = 0
    """How many claims have a score below the requested one."""
    beyond: tuple[int, int, int, int] = (0, 0, 0, 0)
    """How many more there are than requested: in `says`, `said_of`, `disputes` and `said_to_have_said`."""
    said_to_have_said: tuple[Saying, ...] = ()
    """What others pass on as the entity's words, or claim that it said; these are not its own claims."""


def explain(store: ox.Store, name: str, min_score: float = 0.0, most: int | None = None) -> Explanation:
    """What `store` contains about the entity called `name`: its id, IRI, label or an alias, ignoring case and accents.

    Claims with a score below `min_score` are left out, and so is a dispute with such a side; of the rest, the first
    `most` claims of each kind are given, and a tenth as many disputes. Raises `QueryError` if no entity has the name
    (the error lists similar names), or if several have it.
    """
    facts = Facts(store, min_score)
    entity = facts.find(name)
    told = roles(store, entity)
    sure = {role: facts.sure(claims) for role, claims in told.items()}
    few = None if most is None else max(most // 10, 1)
    about = {facts.proposition(claim) for claims in sure.values() for claim in claims}
    disputes = sorted((it for it in about if facts.disputed(it)), key=str)
    says, said_of, said_to_have_said = (sure[role] for role in (SAYS, SAID_OF, SAID_TO_HAVE_SAID))
    return Explanation(
        iri=entity.value,
        label=facts.label(entity),
        types=tuple(facts.types(entity)),
        aliases=tuple(sorted(facts.texts(entity, "skos:altLabel"), key=str.casefold)),
        country=next((facts.label(it) for it in facts.nodes(entity, "rsh:country")), None),
        offices=tuple(facts.offices(entity)),
        says=facts.sayings(says, most),
        said_of=facts.sayings(said_of, most),
        disputes=tuple(facts.dispute(it, few) for it in disputes[:few]),
        left_out=sum(map(len, told.values())) - sum(map(len, sure.values())),
        beyond=(_beyond(says, most), _beyond(said_of, most), _beyond(disputes, few), _beyond(said_to_have_said, most)),
        said_to_have_said=facts.sayings(said_to_have_said, most),
    )


def _beyond(all: Sized, most: int | None) -> int:
    return 0 if most is None else max(len(all) - most, 0)
