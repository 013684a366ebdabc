"""The interactive page: one HTML file that works offline, in which every edge leads to its sentence."""

from __future__ import annotations

from graph.model import KnowledgeGraph

__all__ = ["render"]


def render(kg: KnowledgeGraph) -> str:
    """The page of a knowledge graph as HTML, to be written as UTF-8: no other file, no network request."""
    from graph.ontology import load
    from graph.view.drawing import draw
    from graph.view.layout import place
    from graph.view.opening import WHOLE, among, opening
    from graph.view.page import page
    from graph.view.records import records
    from graph.view.words import boxes, bundles

    ontology = load()
    drawing = draw(kg)
    first = among(drawing, opening(drawing))
    places = place(boxes(kg, first), bundles(kg, first, ontology))
    whole = places
    if len(first.sizes) < len(drawing.sizes) <= WHOLE:
        whole = place(boxes(kg, drawing), bundles(kg, drawing, ontology))
    return page(places, records(kg, drawing, ontology, whole))
