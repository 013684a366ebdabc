"""Leaves out what was read with too low a score; what is then no longer denied still does not become a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph import ontology
from graph.model import Account, Annotation, Attribution, Edge, Entity, KnowledgeGraph, Proposition, Span, Statement

_TERMS = ("Category", "Office")


def surer(annotation: Annotation, least: float) -> Annotation:
    """The annotation without the statements whose score is below `least`."""
    return without(annotation, {it.id for it in annotation.statements if it.score < least})


def without(annotation: Annotation, ids: Collection[str]) -> Annotation:
    """The annotation without some statements; a speech act whose content is one of them keeps its words."""
    fallen = {it.id: it for it in annotation.statements if it.id in ids}
    kept = (it for it in annotation.statements if it.id not in ids)
    return replace(annotation, statements=tuple(_reworded(it, fallen, annotation.attributions) for it in kept))


def _reworded(act: Statement, fallen: dict[str, Statement], attributions: Iterable[Attribution]) -> Statement:
    said = fallen.get(act.said or "")
    if said is None:
        return act
    words = act.content if isinstance(act.content, Span) else _words(act, said, attributions)
    return replace(act, content=words, doing=None)


def _words(act: Statement, said: Statement, attributions: Iterable[Attribution]) -> Span:
    """The shortest content of an attribution in the act's sentence that covers what was said, else that sentence."""
    held = said.object.span if said.object else said.subject.span
    spans = (span for it in attributions for span in it.content)
    around = [span for span in spans if act.evidence.covers(span) and span.covers(held)]
    return min(around, key=lambda span: (span.end - span.start, span), default=act.evidence)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits the knowledge from some statements by that from all of them: by its plain edges and what it mentions.

    So if only the denial of something is left out, it still does not become a fact. A category or office that no claim
    mentions any more is no longer a node, but a name that an article mentions stays one.
    """

    edges: frozenset[Edge]
    accounts: Mapping[str, frozenset[Edge]]
    spoken_of: frozenset[str]

    @classmethod
    def of(cls, whole: KnowledgeGraph) -> Limits:
        """The limits set by the knowledge from all statements."""
        accounts = {it.owner: frozenset(it.edges) for it in whole.accounts}
        return cls(frozenset(whole.edges), accounts, frozenset(_spoken_of(whole)))

    def kept(self, part: KnowledgeGraph) -> KnowledgeGraph:
        """The part of the knowledge from some statements that is within these limits."""
        accounts = (
            Account(it.owner, tuple(edge for edge in it.edges if edge in self.accounts.get(it.owner, ())))
            for it in part.accounts
        )
        idle = self.spoken_of - _spoken_of(part)
        return replace(
            part,
            entities=tuple(it for it in part.entities if it.id not in idle or not _is_term(it)),
            edges=tuple(edge for edge in part.edges if edge in self.edges),
            accounts=tuple(it for it in accounts if it.edges),
        )


def _is_term(entity: Entity) -> bool:
    known = ontology.load()
    return any(entity.type == term or term in known.superclasses(entity.type) for term in _TERMS)


def _spoken_of(kg: KnowledgeGraph) -> set[str]:
    """The ids in propositions, and of the offices that entities hold."""
    offices = {office for it in kg.entities for office in it.offices}
    return offices.union(*map(_ids, kg.propositions))


def _ids(it: Proposition) -> Iterator[str]:
    yield from filter(None, (it.subject, it.object, it.as_, it.at, it.regarding, *it.with_))
