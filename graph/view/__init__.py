"""The interactive page: one HTML file that works offline, in which every edge leads to its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import KnowledgeGraph
from graph.prefixes import DEFAULT_BASE
from graph.provenance import About

if TYPE_CHECKING:
    from graph.ontology import Ontology
    from graph.view.drawing import Drawing
    from graph.view.page_records import Layout

__all__ = ["render", "shown"]


def shown(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The part of a knowledge graph that its page shows; the graph itself if the page shows all of it."""
    from graph.view.fitting import PAGE, fitting

    return fitting(kg, PAGE)


def render(
    kg: KnowledgeGraph,
    *,
    base: str = DEFAULT_BASE,
    infer: bool = False,
    told: About | None = None,
    sparql: bool = True,
    part: KnowledgeGraph | None = None,
) -> str:
    """The page for a knowledge graph as HTML, to be written as UTF-8; it needs no other file and no network request.

    With `sparql` it also contains an engine and the quads of the graph, in line with the other arguments: some 2 MB
    more. If the graph is too large for a page, the page contains a `part` of it, by default what `shown` returns, and
    no quads.
    """
    from graph.ontology import load
    from graph.triples import quads
    from graph.view.decidable import decidable
    from graph.view.drawing import draw
    from graph.view.fitting import figures
    from graph.view.page import page
    from graph.view.page_records import records
    from graph.view.sparql import FEWEST, MOST_QUADS, engine, too_much

    ontology = load()
    part = shown(kg) if part is None else part
    drawing = draw(part)
    places, layout = _placed(part, drawing, ontology)
    known = records(part, drawing, ontology, layout, base)
    if part is not kg:
        known |= {"part": figures(kg), "decidable": decidable(part, ontology, kg)}
    if not sparql:
        return page(places, known)
    if part is not kg or FEWEST * len(kg.claims) > MOST_QUADS:
        return page(places, known, too_much())
    return page(places, known, engine(quads(kg, base, infer=infer, told=told), base))


def _placed(kg: KnowledgeGraph, drawing: Drawing, ontology: Ontology) -> tuple[dict[str, tuple[int, int]], Layout]:
    """The places of the nodes that the page draws when it opens, and of all nodes that it can draw."""
    from graph.view.aside import aside, without
    from graph.view.label_room import boxes, bundles
    from graph.view.layout import place
    from graph.view.opening import WHOLE, among, opening
    from graph.view.page_records import Layout
    from graph.view.regions import regions

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
    return places, Layout(whole, found, apart)
