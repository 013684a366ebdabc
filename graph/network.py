"""The knowledge graph for networkx: entities are nodes and each claim is an edge, so a denial has its own edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from graph import wording
from graph.model import DOCUMENT, UNATTRIBUTED, Claim, KnowledgeGraph, Metadata, Proposition
from graph.prefixes import content_hash

if TYPE_CHECKING:
    import networkx

Attribute = str | float | bool
"""What GraphML can hold; an unknown value is the empty string."""


def network(kg: KnowledgeGraph) -> networkx.MultiDiGraph[str]:
    """A directed multigraph: a node for each entity, an edge for each claim, keyed by the claim's id.

    Nodes have `label`, `type` and `is_entity`, which is false for a node that is something said and not an entity. An
    edge runs from the subject of the proposition to its object and has `relation`, `stance`, `speaker` (an entity id,
    "document" or "unattributed") and `speaker_label`, `quote`, `document`, `headline`, `date` (of the article), `on`,
    `earliest`, `latest` (of the proposition), `as`, `at` and `content` in words, `rule`, `score`, `quoted`, `disputed`,
    `because` (why it is disputed, or what rivals it) and `proposition`.

    If a proposition has no object, the edge leads to what was said, which is not an entity: to a node `prop:<id>` of
    type "Proposition" if the content was read, or else to a node `text:<hash>` of type "Text" that has its words; a
    proposition with neither leads to a node `prop:<its own id>`. Ids of entities contain no colon.
    """
    made = Edges(kg)
    result = made.nodes()
    for subject, target, key, attributes in made:
        result.add_edge(subject, target, key=key, **attributes)
    return result


class Edges(Iterable[tuple[str, str, str, dict[str, Attribute]]]):
    """The edges in the network of a graph, made one by one as they are iterated over.

    Each is a subject, a target, the id of its claim, and its attributes, whose names are the same for all edges; edges
    come in the order of networkx.
    """

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.kg = kg
        self.labels = {it.id: it.label for it in kg.entities}
        self.propositions = {it.id: it for it in kg.propositions}
        self.documents = {it.id: it for it in kg.documents}
        self.disputed = {it.id for it in kg.disputes()}
        self.because: dict[str, str] = {}
        for id, why in kg.because:
            self.because[id] = f"{self.because[id]}; {why}" if id in self.because else why

    def nodes(self) -> networkx.MultiDiGraph[str]:
        """The network without its edges."""
        import networkx

        result: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for entity in self.kg.entities:
            result.add_node(entity.id, label=entity.label, type=entity.type, is_entity=True)
        for claim in self.kg.claims:
            proposition = self.propositions[claim.proposition]
            if proposition.object is None:
                node, kind, label = self._said(proposition)
                result.add_node(node, label=label, type=kind, is_entity=False)
        return result

    def __iter__(self) -> Iterator[tuple[str, str, str, dict[str, Attribute]]]:
        places: dict[str, dict[str, list[Claim]]] = {it.id: {} for it in self.kg.entities}
        for claim in self.kg.claims:
            proposition = self.propositions[claim.proposition]
            target = proposition.object or self._said(proposition)[0]
            places[proposition.subject].setdefault(target, []).append(claim)
        for subject, targets in places.items():
            for target, claims in targets.items():
                for claim in claims:
                    attributes = self._attributes(claim, self.propositions[claim.proposition])
                    yield subject, target, claim.id, attributes

    def _said(self, it: Proposition) -> tuple[str, str, str]:
        """The node for what is said if a proposition has no object, with the node's type and label."""
        if it.content is None and it.content_text is not None:
            return f"text:{content_hash(it.content_text)}", "Text", it.content_text
        said = self.propositions[it.content] if it.content is not None else it
        return f"prop:{said.id}", "Proposition", self._words(said)

    def _words(self, it: Proposition) -> str:
        """A proposition in words: "Gustavo Petro praises Tren de Aragua"."""
        return wording.sentence(wording.said(it, lambda id: self.labels.get(id, id), self.propositions))

    def _content(self, it: Proposition) -> str:
        if it.content is not None:
            return self._words(self.propositions[it.content])
        return it.content_text or ""

    def _label(self, entity: str | None) -> str:
        return "" if entity is None else self.labels.get(entity, entity)

    def _speaker(self, claim: Claim, document: Metadata) -> tuple[str, str]:
        if claim.speaker is None:
            return UNATTRIBUTED, UNATTRIBUTED
        if claim.speaker == DOCUMENT:
            return DOCUMENT, document.outlet or document.title or document.file
        return claim.speaker, self._label(claim.speaker)

    def _attributes(self, claim: Claim, proposition: Proposition) -> dict[str, Attribute]:
        document = self.documents[claim.document]
        speaker, speaker_label = self._speaker(claim, document)
        return {
            "relation": proposition.relation,
            "stance": claim.stance.value,
            "speaker": speaker,
            "speaker_label": speaker_label,
            "quote": claim.quote,
            "document": document.id,
            "headline": document.title or document.file,
            "date": _day(document.published),
            "on": _day(proposition.on),
            "earliest": _day(proposition.earliest),
            "latest": _day(proposition.latest),
            "as": self._label(proposition.as_),
            "at": self._label(proposition.at),
            "content": self._content(proposition),
            "rule": claim.rule,
            "score": float(claim.score),
            "quoted": claim.quoted,
            "disputed": proposition.id in self.disputed,
            "because": self.because.get(proposition.id, ""),
            "proposition": proposition.id,
        }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
