"""The interactive page: one HTML file that works offline, in which every edge leads to its sentence."""

from __future__ import annotations

from graph.model import KnowledgeGraph

__all__ = ["render"]


def render(kg: KnowledgeGraph) -> str:
    """The page of a knowledge graph as HTML, to be written as UTF-8: no other file, no network request."""
    from graph.ontology import load
    from graph.view.drawing import draw
    from graph.view.layout import place
    from graph.view.page import page
    from graph.view.records import records
    from graph.view.words import boxes, bundles

    ontology = load()
    drawing = draw(kg)
    places = place(boxes(kg, drawing), bundles(kg, drawing, ontology))
    return page(drawing, places, records(kg, drawing, ontology))
