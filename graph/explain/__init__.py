"""One entity in plain words: who it is, what it says, what is said of it, and what is disputed, with every sentence."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

import pyoxigraph as ox

from graph.explain.facts import Dispute, Facts, Saying

__all__ = ["Dispute", "Explanation", "Saying", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a store holds about one entity."""

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
    """How many claims have a score below the one that was asked for."""
    beyond: tuple[int, int, int] = (0, 0, 0)
    """How many more there are to say than were asked for: in `says`, `said_of` and `disputes`."""


def explain(store: ox.Store, name: str, min_score: float = 0.0, most: int | None = None) -> Explanation:
    """What `store` holds about the entity called `name`: its id, IRI, label or an alias, case and accents aside.

    Claims with a score below `min_score` are left out, and so is a dispute of which one side is; of what is left,
    the first `most` claims of each kind are told, and a tenth as many disputes. Raises `QueryError` where no entity
    bears the name, with those that are like it, and where several do.
    """
    facts = Facts(store, min_score)
    entity = facts.find(name)
    spoken = facts.subjects("prov:wasAttributedTo", entity)
    own = facts.sure(spoken)
    few = None if most is None else max(most // 10, 1)
    about = [it for role in ("rdf:subject", "rdf:object") for it in facts.subjects(role, entity)]
    claims = [claim for it in about for claim in facts.claims(it)]
    said = set(own)
    others = [it for it in dict.fromkeys(claims) if it not in said]
    disputes = {it.value: it for it in (*about, *(facts.proposition(claim) for claim in own)) if facts.disputed(it)}
    return Explanation(
        iri=entity.value,
        label=facts.label(entity),
        types=tuple(facts.types(entity)),
        aliases=tuple(sorted(facts.texts(entity, "skos:altLabel"), key=str.casefold)),
        country=next((facts.label(it) for it in facts.nodes(entity, "rsh:country")), None),
        offices=tuple(facts.offices(entity)),
        says=facts.sayings(own, most),
        said_of=facts.sayings(others, most),
        disputes=tuple(facts.dispute(disputes[iri], few) for iri in sorted(disputes)[:few]),
        left_out=len({*spoken, *(claim for it in about for claim in facts.all_claims(it))} - {*own, *claims}),
        beyond=(_beyond(own, most), _beyond(others, most), _beyond(disputes, few)),
    )


def _beyond(all: Sized, most: int | None) -> int:
    return 0 if most is None else max(len(all) - most, 0)
