"""Regions in the page's drawing, small groups next to it, and what is drawn when the page opens."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from graph.model import DOCUMENT, Claim, Entity, KnowledgeGraph, Metadata, Proposition, Span, Stance
from graph.ontology import load
from graph.view import render
from graph.view.aside import aside, connected
from graph.view.drawing import Drawing, draw
from graph.view.label_room import boxes, bundles
from graph.view.layout import place
from graph.view.opening import LEAST, among, opening
from graph.view.regions import regions
from support.graphs import EMPTY
from support.pages import large, two_articles, unpacked


def corpus(*stories: tuple[str, list[tuple[str, str]], int], types: dict[str, str] | None = None) -> KnowledgeGraph:
    """Stories, each in several articles that all say who praises whom."""
    names = sorted({name for _, pairs, _ in stories for pair in pairs for name in pair})
    entities = tuple(Entity(name, (types or {}).get(name, "Person"), name.title()) for name in names)
    documents = tuple(
        Metadata(f"{it}{n}.txt", f"{it}{n:02}".ljust(64, "0")) for it, _, many in stories for n in range(many)
    )
    told = dict.fromkeys(pair for _, pairs, _ in stories for pair in pairs)
    propositions = tuple(Proposition(f"{a}-{b}", a, "praises", b) for a, b in told)
    claims = []
    for story, pairs, many in stories:
        for n in range(many):
            document = next(it.id for it in documents if it.file == f"{story}{n}.txt")
            claims += [
                Claim(
                    f"{document}{a}{b}", f"{a}-{b}", Stance.AFFIRMED, DOCUMENT, document, Span(0, 1), "x", "rule", 0.9
                )
                for a, b in pairs
            ]
    return KnowledgeGraph(documents, entities, propositions, tuple(claims), (), ())


def ring(name: str, count: int) -> list[tuple[str, str]]:
    """Everybody praises the next person and the person in the middle."""
    people = [f"{name}{n:02}" for n in range(count)]
    return [*pairwise(people), *((it, name) for it in people)]


TWO = corpus(("m", [*ring("mine", 40), ("mine", "port")], 3), ("p", [*ring("port", 40)], 2))


def found(kg: KnowledgeGraph) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(len(it.members), len(it.articles), it.name) for it in regions(kg, draw(kg), load())]


def test_a_region_is_what_claims_and_articles_bring_together_and_has_the_names_most_telling_in_it() -> None:
    assert found(TWO) == [(41, 3, ("mine",)), (41, 2, ("port",))]
    for region in regions(TWO, draw(TWO), load()):
        assert {it[:4] for it in region.members} == set(region.name)


def test_a_country_that_most_articles_share_names_a_region_alone_and_whoever_reports_it_does_not() -> None:
    pairs = [*ring("mine", 40), ("mine", "chile"), ("mine", "port"), ("mine", "herald"), ("herald", "mine01")]
    stories = (("m", pairs, 3), ("p", ring("port", 40), 2))
    names = {it[2] for it in found(corpus(*stories, types={"chile": "Country", "herald": "Outlet"}))}
    assert ("chile",) in names
    assert ("mine",) in {it[2] for it in found(corpus(*stories, types={"herald": "Outlet"}))}


def test_one_story_and_a_small_page_have_no_regions() -> None:
    assert found(corpus(("m", ring("mine", 80), 3))) == []
    assert found(two_articles()) == []
    assert found(EMPTY) == []


def test_every_entity_of_a_region_is_drawn_and_in_no_other() -> None:
    kg = large(400, 1600)
    drawing = draw(kg)
    members = [name for it in regions(kg, drawing, load()) for name in it.members]
    assert len(members) == len(set(members))
    assert set(members) <= drawing.sizes.keys()


def placed(kg: KnowledgeGraph, drawing: Drawing) -> dict[str, tuple[int, int]]:
    ontology = load()
    return place(
        boxes(kg, drawing), bundles(kg, drawing, ontology), [it.members for it in regions(kg, drawing, ontology)]
    )


def test_regions_are_apart_with_room_for_a_name_above_each() -> None:
    drawing = draw(TWO)
    places, rooms = placed(TWO, drawing), boxes(TWO, drawing)
    frames = []
    for region in regions(TWO, drawing, load()):
        inside = [(places[it], rooms[it]) for it in region.members]
        frames.append(
            (
                min(x - box.width / 2 for (x, _), box in inside),
                min(y - box.height / 2 for (_, y), box in inside),
                max(x + box.width / 2 for (x, _), box in inside),
                max(y + box.height / 2 + box.below for (_, y), box in inside),
            )
        )
    for a, b in combinations(frames, 2):
        beside = max(a[0], b[0]) - min(a[2], b[2])
        below = max(a[1], b[1]) - min(a[3], b[3])
        assert beside > 50 or below > 100


def test_small_groups_are_put_aside_where_there_is_a_main_part() -> None:
    kg = corpus(("m", ring("mine", 80), 1), ("x", [("ana", "ben"), ("ben", "cleo")], 1), ("y", [("dan", "eve")], 1))
    assert aside(draw(kg)) == (("ana", "ben", "cleo"), ("dan", "eve"))
    assert connected(draw(kg))[1:] == list(aside(draw(kg)))
    # Both halves are drawn, and so is every part of a small page.
    assert aside(draw(corpus(("m", ring("mine", 40), 1), ("p", ring("port", 40), 1)))) == ()
    assert aside(draw(corpus(("m", ring("mine", 20), 1), ("y", [("dan", "eve")], 1)))) == ()
    assert aside(draw(EMPTY)) == ()


def test_what_is_aside_has_no_place_and_is_told() -> None:
    kg = corpus(("m", ring("mine", 80), 1), ("y", [("dan", "eve")], 1))
    records, network = (unpacked(render(kg, sparql=False), it) for it in ("records", "network"))
    assert records["aside"] == [["dan", "eve"]]
    assert len(network["nodes"]) == 81
    places = dict(zip(records["entities"]["id"], records["entities"]["x"], strict=True))
    assert places["dan"] is places["eve"] is None
    assert places["mine"] is not None


@pytest.mark.parametrize("kg", [large(600, 2400), large(1500, 4000, seed=2)], ids=["hundreds", "many"])
def test_a_large_page_opens_on_entities_that_lines_connect_with_each_other(kg: KnowledgeGraph) -> None:
    drawing = draw(kg)
    main = among(drawing, connected(drawing)[0])
    chosen = opening(main)
    assert len(chosen) == LEAST
    assert len(connected(among(main, chosen))) == 1


def test_whoever_connects_two_that_are_important_comes_with_them() -> None:
    pairs = [*ring("mine", 120), *ring("port", 120), ("mine", "link"), ("link", "port")]
    chosen = opening(draw(corpus(("m", pairs, 1))))
    assert {"mine", "link", "port"} <= set(chosen)
    assert len(chosen) == LEAST


def test_the_order_of_records_changes_nothing() -> None:
    turned = replace(TWO, entities=TWO.entities[::-1], claims=TWO.claims[::-1], propositions=TWO.propositions[::-1])
    assert regions(turned, draw(turned), load()) == regions(TWO, draw(TWO), load())
    assert placed(turned, draw(turned)) == placed(TWO, draw(TWO))
