"""The room that the words on the page need in the layout."""

from __future__ import annotations

from graph.model import KnowledgeGraph
from graph.ontology import Ontology
from graph.view.drawing import Drawing, Line
from graph.view.layout import Bundle, room
from graph.view.spacing import Box


def boxes(kg: KnowledgeGraph, drawing: Drawing) -> dict[str, Box]:
    """The room for the symbol and the name of each drawn entity."""
    labels = {entity.id: entity.label for entity in kg.entities}
    return {name: room(labels.get(name, name), size) for name, size in drawing.sizes.items()}


def bundles(kg: KnowledgeGraph, drawing: Drawing, ontology: Ontology) -> dict[tuple[str, str], Bundle]:
    """The number of edges between any two nodes, and the length of their words."""
    labels = {entity.id: entity.label for entity in kg.entities}

    def letters(line: Line) -> int:
        relation = ontology.relations.get(line.relation)
        words = len(relation.label if relation else line.relation)
        role, id = line.label or ("", "")
        return words + (len(labels.get(id, "")) + 3 if role in ("as", "by") else 0)

    return {pair: Bundle(len(lines), max(map(letters, lines))) for pair, lines in drawing.bundles().items()}
