"""What the page needs besides its records to write decisions in the same form as `rashomon decide`."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import combinations
from typing import Any

from graph.decisions import group
from graph.model import Claim, KnowledgeGraph
from graph.ontology import Ontology
from graph.prefixes import slug


def decidable(kg: KnowledgeGraph, ontology: Ontology, whole: KnowledgeGraph | None = None) -> dict[str, Any]:
    """The classes that an entity can have, and the names that readings use for what has no unambiguous id.

    `classes` have a label, and the group within which people may exchange one class for another. `names` are the names
    of entities whose id differs from the name. `words` are propositions in words, if a sentence has two readings that
    differ only in these: they are looked up in the `whole` graph if `kg` is a part of one.
    """
    names = {it.id: slug(it.label) for it in kg.entities}
    return {
        "classes": {
            name: {"label": it.label, "group": group(name)}
            for name, it in sorted(ontology.classes.items())
            if ontology.is_a(name, "Entity")
        },
        "names": {id: name for id, name in names.items() if name != id},
        "words": _words(whole or kg, {it.id for it in kg.propositions}),
    }


def _words(kg: KnowledgeGraph, shown: Container[str]) -> dict[str, str]:
    said = {it.id: it for it in kg.propositions if it.content_text and not it.as_}
    alike: dict[tuple[str | None, ...], list[Claim]] = {}
    for it in kg.claims:
        if about := said.get(it.proposition):
            key = (it.document, it.speaker, about.subject, about.relation, about.object)
            alike.setdefault(key, []).append(it)
    return {id: slug(said[id].content_text or "") for id in sorted(_confused(alike.values())) if id in shown}


def _confused(alike: Iterable[list[Claim]]) -> set[str]:
    """The different propositions of claims from the same stretch of text."""
    pairs = (pair for claims in alike for pair in combinations(claims, 2))
    found = (
        {one.proposition, other.proposition}
        for one, other in pairs
        if one.proposition != other.proposition and one.evidence.overlaps(other.evidence)
    )
    return set().union(*found)
