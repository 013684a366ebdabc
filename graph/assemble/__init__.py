"""From what was read in each document to what all of them claim: propositions, claims, plain edges, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph import ontology
from graph.assemble.accounts import accounts, plain_edges
from graph.assemble.claims import claims
from graph.assemble.propositions import propositions
from graph.model import Annotation, Entity, KnowledgeGraph, Metadata, Resolution
from graph.prefixes import content_hash, slug

__all__ = ["assemble"]


def assemble(annotations: Iterable[Annotation], resolution: Resolution) -> KnowledgeGraph:
    """The knowledge graph of all documents; all its tuples are sorted by id.

    `resolution` must be of the same annotations. The result does not depend on their order; of two of one
    document (the same bytes) the one whose file sorts first counts. Authors and outlets become entities
    where no article speaks of them.
    """
    unique: dict[str, Annotation] = {}
    for annotation in annotations:
        known = unique.get(annotation.metadata.id, annotation)
        unique[annotation.metadata.id] = min(known, annotation, key=lambda it: it.metadata.file)
    ordered = [unique[id] for id in sorted(unique)]
    documents = tuple(it.metadata for it in ordered)
    shared = propositions(ordered, resolution)
    stated = claims(ordered, resolution, shared)
    entities, outlets = _agents(resolution.entities, documents)
    return KnowledgeGraph(
        documents=documents,
        entities=entities,
        propositions=tuple(shared.all[id] for id in sorted(shared.all)),
        claims=tuple(stated),
        edges=plain_edges(stated, shared.all),
        accounts=accounts(stated, shared.all, documents, outlets),
        decisions=resolution.decisions,
    )


def _agents(entities: Sequence[Entity], documents: Sequence[Metadata]) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """The entities with the authors and outlets of the documents, and the outlet of each document by id."""
    found = {it.id: it for it in sorted(entities, key=lambda it: it.id)}
    outlets: dict[str, str] = {}
    named: dict[tuple[str, str], str] = {}
    for id, it in sorted(found.items(), key=lambda item: (not _may_sign(item[1]), item[0])):
        if kind := _signs_as(it):
            named.setdefault((kind, slug(it.label)), id)
    for about in documents:
        for kind, name in (("Person", about.author), ("Outlet", about.outlet)):
            if not name or not name.strip():
                continue
            id = named.setdefault((kind, slug(name)), _free(found, kind, name))
            # What an article names as its outlet is one, though another article took it for some organisation.
            known = found.get(id) or Entity(id, kind, " ".join(name.split()))
            found[id] = known if _may_sign(known) else replace(known, type=kind)
            if kind == "Outlet":
                outlets[about.id] = id
    return tuple(found[id] for id in sorted(found)), outlets


def _may_sign(entity: Entity) -> bool:
    """Whether an entity is of a class whose instances write or publish articles."""
    return any(ontology.load().is_a(entity.type, kind) for kind in ("Person", "Outlet"))


def _signs_as(entity: Entity) -> str | None:
    """As what an entity may stand in a byline, if at all."""
    if ontology.load().is_a(entity.type, "Person"):
        return "Person"
    return "Outlet" if _may_sign(entity) or entity.type in ("Organization", "Company") else None


def _free(found: dict[str, Entity], kind: str, name: str) -> str:
    """An id for somebody new: a slug, and a hash where another entity has that slug."""
    return slug(name) if slug(name) not in found else f"{slug(name)}-{content_hash(kind, slug(name))}"
