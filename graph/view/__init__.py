"""The interactive page: one HTML file that works offline, in which every edge leads to its sentence."""

from __future__ import annotations

from graph.model import KnowledgeGraph
from graph.prefixes import DEFAULT_BASE
from graph.provenance import About

__all__ = ["render"]


def render(
    kg: KnowledgeGraph,
    *,
    base: str = DEFAULT_BASE,
    infer: bool = False,
    told: About | None = None,
    sparql: bool = True,
) -> str:
    """The page of a knowledge graph as HTML, to be written as UTF-8: no other file, no network request.

    With `sparql` it carries an engine and the quads of the graph, as the other arguments have them: some 2 MB more.
    """
    from graph.ontology import load
    from graph.triples import quads
    from graph.view.aside import aside, without
    from graph.view.drawing import draw
    from graph.view.label_room import boxes, bundles
    from graph.view.layout import place
    from graph.view.opening import WHOLE, among, opening
    from graph.view.page import page
    from graph.view.page_records import Layout, records
    from graph.view.regions import regions
    from graph.view.sparql import engine

    ontology = load()
    drawing = draw(kg)
    apart = aside(drawing)
    main = without(drawing, {name for group in apart for name in group})
    first = among(main, opening(main))
    fits = len(main.sizes) <= WHOLE
    found = regions(kg, main if fits else first, ontology)
    together = [it.members for it in found]
    places = place(boxes(kg, first), bundles(kg, first, ontology), together)
    whole = places
    if fits and len(first.sizes) < len(main.sizes):
        whole = place(boxes(kg, main), bundles(kg, main, ontology), together)
    asked = engine(quads(kg, base, infer=infer, told=told), base) if sparql else None
    return page(places, records(kg, drawing, ontology, Layout(whole, found, apart), base), asked)
