"""The drawing answers questions: what is drawn for which question, how it moves, and what the pointer highlights."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import KnowledgeGraph
from support.pages import two_articles
from support.visit import Visit

DRAWN = "[...rashomon.chart.places().keys()].sort()"
PLACES = "[...rashomon.chart.places()]"
CAMERA = """(({ network }) => {
  const { x, y } = network.getViewPosition();
  return [x, y, network.getScale()];
})(rashomon.chart)"""
NEIGHBOURS = "(id) => [id, ...rashomon.chart.scope.neighbours(id)].sort()"
ON_SCREEN = """(point) => {
  const { chart } = rashomon;
  const { x, y } = chart.network.canvasToDOM(point);
  const { left, top } = chart.stage.getBoundingClientRect();
  return [left + x, top + y];
}"""


def at(seen: Visit, place: str) -> tuple[float, float]:
    """The screen position of a place in the drawing."""
    x, y = seen.script(ON_SCREEN, seen.script(place))
    return x, y


def question(seen: Visit) -> str | None:
    kind: str | None = seen.script("rashomon.chart.scope.question?.kind")
    return kind


def test_who_is_selected_is_drawn_with_its_neighbours_alone_and_back_leads_to_the_overview(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    overview, camera = seen.script(PLACES), seen.script(CAMERA)
    seen.page.mouse.click(*at(seen, "rashomon.chart.places().get('noem')"))
    assert seen.text("#panel h2") == "Kristi Noem"
    assert seen.script(DRAWN) == seen.script(NEIGHBOURS, "noem") != sorted(id for id, _ in overview)
    rings = seen.script(PLACES)
    seen.page.keyboard.press("Escape")
    assert seen.script(PLACES) == overview
    assert seen.script(CAMERA) == pytest.approx(camera, rel=0.02)
    again: Visit = visit(two_articles(), "#node=noem")
    assert again.script(PLACES) == rings
    assert again.quiet(), again.complaints


def test_each_question_is_drawn_in_its_own_way(visit: Any) -> None:
    kg = two_articles()
    article = kg.documents[0].id
    line = "[...rashomon.view.lines.values()].find(({ disputed }) => disputed).id"
    seen: Visit = visit(kg)
    assert question(seen) is None
    for address, kind in (
        ("node=petro", "around"),
        ("node=terrorist", "calls"),
        ('path=["cecot","sweden"]', "chain"),
        ("claim=critic", "sides"),
        (f"edge={seen.script(line)}", "sides"),
        ("world=noem&versus=sanchez", "accounts"),
        ("world=noem", "cast"),
        (f"article={article}", "cast"),
    ):
        seen.go(f"#{address}")
        assert question(seen) == kind, address
        assert seen.script("rashomon.chart.visible.size") > 1, address
    assert seen.quiet(), seen.complaints


def test_an_article_that_says_something_itself_is_on_a_side_and_leads_to_its_cast(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#claim=met")
    article = seen.script("[...rashomon.data.articles.keys()].find((id) => rashomon.chart.places().has(id))")
    seen.page.mouse.click(*at(seen, f"rashomon.chart.places().get('{article}')"))
    assert f"article={article}" in seen.script("location.hash")
    assert seen.quiet(), seen.complaints


def test_a_bundle_shows_its_denials_and_opens_when_it_is_clicked(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#node=noem")
    bundle = "rashomon.chart.drawn.find(({ line }) => line.members?.length)"
    members = seen.script(f"{bundle}.line.members.map(({{ id }}) => id)")
    assert len(members) > 2
    claims = seen.script(f"{bundle}.line.members.reduce((sum, {{ claims }}) => sum + claims, 0)")
    assert seen.script(f"{bundle}.line.words").startswith(f"{claims} claims")
    assert seen.script(f"{bundle}.line.id") in seen.script("rashomon.chart.captions.drawn.map(({ id }) => id)")
    seen.page.mouse.move(*at(seen, f"rashomon.chart.captions.middle({bundle}.course)"))
    seen.page.locator("#hint").wait_for()
    assert "criticizes" in seen.text("#hint")
    seen.page.mouse.click(*at(seen, f"rashomon.chart.captions.middle({bundle}.course)"))
    assert question(seen) == "chain"
    assert sorted(seen.script("rashomon.chart.drawn.map(({ line }) => line.id)")) == sorted(members)
    assert "1 step apart" in seen.text()
    assert seen.quiet(), seen.complaints


def test_a_pin_of_the_reader_wins(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#node=noem&pin=77,-88,petro")
    assert seen.script("rashomon.chart.places().get('petro')") == {"x": 77, "y": -88}


MOVES = """(id) => {
  const { chart } = rashomon;
  globalThis.moves = 0;
  chart.stage.addEventListener("drawn", () => { if (chart.motion.moving) globalThis.moves += 1; });
}"""


ARRIVED = """() => new Promise((arrived) => {
  const { chart } = rashomon;
  const look = () => (chart.motion.moving || chart.now !== chart.visible ? requestAnimationFrame(look) : arrived());
  look();
})"""


def test_what_is_drawn_moves_to_its_new_place_unless_nothing_may_move(visit: Any) -> None:
    moved = {}
    for motion in ("no-preference", "reduce"):
        seen: Visit = visit(two_articles(), reduced_motion=motion)
        seen.script(MOVES)
        seen.go("#node=noem")
        seen.script(ARRIVED)
        moved[motion] = seen.script("globalThis.moves")
        assert seen.script(DRAWN) == seen.script(NEIGHBOURS, "noem")
        assert seen.quiet(), seen.complaints
    assert moved["no-preference"] > 0
    assert moved["reduce"] == 0


def test_the_pointer_lights_the_neighbours(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    seen.page.mouse.move(*at(seen, "rashomon.chart.places().get('bukele')"), steps=3)
    seen.page.locator("#hint").wait_for()
    assert seen.script("[...rashomon.chart.lit.nodes].sort()") == seen.script(NEIGHBOURS, "bukele")
    emphasis = "(id) => rashomon.chart.emphasis(id)"
    assert [seen.script(emphasis, id) for id in ("bukele", "cecot", "sweden")] == ["strong", "plain", "faint"]
    seen.page.mouse.move(1200, 5)
    seen.page.locator("#hint").wait_for(state="hidden")
    assert seen.script(emphasis, "sweden") == "plain"


def test_on_a_phone_the_overview_is_of_the_largest_that_have_room(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, viewport={"width": 390, "height": 844})
    drawn = seen.script(DRAWN)
    assert 5 < len(drawn) < 40
    assert drawn == sorted(seen.script("(n) => rashomon.chart.scope.all.slice(0, n)", len(drawn)))
    apart = """(() => {
      const { chart } = rashomon;
      const all = [...chart.places()].map(([id, { x, y }]) => ({ x, y, radius: chart.radius(id) }));
      return all.every((a, i) => all.slice(i + 1).every((b) => Math.hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius));
    })()"""
    assert seen.script(apart)
    seen.page.get_by_role("button", name="All", exact=True).click()
    assert seen.script("rashomon.chart.places().size") == seen.script("rashomon.chart.scope.all.length")
    assert seen.quiet(), seen.complaints
