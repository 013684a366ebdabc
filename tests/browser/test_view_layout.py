"""The page on phones, tablets and paper, and the reader's place in it: focus, scrolling, steps to go back to."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from graph.model import KnowledgeGraph
from support.graphs import EXAMPLE, RICH
from support.pages import large, two_articles
from support.visit import Visit

PHONE = {"width": 390, "height": 844}
HELD = "(({ id, ariaLabel, textContent }) => id || ariaLabel || textContent)(document.activeElement)"


@pytest.fixture(scope="module")
def many() -> KnowledgeGraph:
    return large(400, 1100)


def held(seen: Visit) -> str:
    """What has the focus."""
    seen.page.wait_for_timeout(60)
    told: str = seen.script(HELD)
    return told


def steps(seen: Visit) -> int:
    seen.page.wait_for_timeout(60)
    count: int = seen.script("history.length")
    return count


def top(seen: Visit, selector: str = "#panel") -> float:
    seen.page.wait_for_timeout(60)
    found: float = seen.script("(selector) => document.querySelector(selector).scrollTop", selector)
    return found


# --------------------------------------------------------------------- small screens


@pytest.mark.parametrize("width", [320, 390, 740, 834])
def test_the_table_says_of_every_claim_which_stance_it_is(visit: Any, width: int) -> None:
    seen: Visit = visit(EXAMPLE, "#list=claims", viewport={"width": width, "height": 844})
    seen.page.get_by_label("Filter the claims").fill("denied")
    assert seen.page.locator(".table-row .cell-stance:visible").all_inner_texts() == ["denied"]
    statement = seen.page.locator(".table-row .cell-statement").bounding_box()
    assert statement
    assert statement["width"] > 90
    assert seen.quiet(), seen.complaints


@pytest.mark.parametrize("width", [320, 390, 740, 768, 834, 943, 1018])
def test_nothing_is_wider_than_the_window(visit: Any, many: KnowledgeGraph, width: int) -> None:
    seen: Visit = visit(many, viewport={"width": width, "height": 900}, sparql=False)
    assert seen.script("document.documentElement.scrollWidth") == width
    help_button = seen.page.get_by_role("button", name="Help").bounding_box()
    assert help_button
    assert help_button["x"] + help_button["width"] <= width
    assert seen.quiet(), seen.complaints


@pytest.mark.parametrize("part", ["legend", "filters"])
def test_on_a_phone_the_drawing_stays_beside_legend_and_filters(visit: Any, many: KnowledgeGraph, part: str) -> None:
    seen: Visit = visit(many, viewport=PHONE, sparql=False)
    seen.page.locator(f"#{part} > summary").click()
    stage = seen.page.locator("#chart").bounding_box()
    assert stage
    assert stage["height"] > 180
    assert seen.script(
        "(() => { const box = document.querySelector('.legend'); return box.scrollWidth <= box.clientWidth })()"
    )
    assert seen.quiet(), seen.complaints


# ----------------------------------------------------------------------------- paper


def on_paper(seen: Visit) -> None:
    seen.script("dispatchEvent(new Event('beforeprint'))")
    seen.page.emulate_media(media="print")


def test_on_paper_stand_all_claims_and_on_the_screen_those_in_view(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=claims", sparql=False)
    rows = seen.page.locator(".table-row")
    few = rows.count()
    # Before the medium changes: a browser that prints takes what is there by then.
    seen.script("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == seen.script("rashomon.data.claims.size") > few
    seen.page.emulate_media(media="print")
    tops = seen.script("[...document.querySelectorAll('.table-row')].map((row) => row.getBoundingClientRect().top)")
    assert all(later > sooner for sooner, later in pairwise(tops))
    seen.page.emulate_media(media="screen")
    seen.script("dispatchEvent(new Event('afterprint'))")
    assert rows.count() == few


def test_on_paper_short_lists_are_in_full(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#node=petro")
    hidden = seen.page.locator("#panel .rows > li:not(:visible)")
    assert hidden.count() > 0
    on_paper(seen)
    assert hidden.count() == 0
    assert seen.page.locator("#panel .more:visible").count() == 0


def test_on_paper_an_answer_has_its_question_and_fits(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=ask")
    seen.page.locator("#panel table").wait_for()
    seen.page.select_option("#question", "says")
    seen.page.locator(".parameters input").first.fill("Gustavo Petro")
    on_paper(seen)
    assert "What one says of another" in seen.text(".printed-question")
    assert "Gustavo Petro" in seen.text(".printed-question")
    seen.page.emulate_media(media="screen")
    seen.script("dispatchEvent(new Event('afterprint'))")
    assert seen.page.locator(".printed-question").count() == 0
    seen.page.select_option("#question", "disputes")
    seen.page.locator("#panel table").wait_for()
    on_paper(seen)
    seen.page.set_viewport_size({"width": 673, "height": 950})
    assert seen.script("document.documentElement.scrollWidth") == 673


# ----------------------------------------------------------------------------- focus


def test_choosing_leaves_the_focus_where_it_is(visit: Any) -> None:
    seen: Visit = visit(RICH, "#list=accounts")
    seen.page.locator("#world").focus()
    seen.page.keyboard.press("ArrowDown")
    assert held(seen) == "world"
    seen.page.keyboard.press("ArrowDown")
    assert held(seen) == "world"
    seen.page.locator("#filters > summary").click()
    seen.page.get_by_label("Which days").select_option("Happened")
    seen.page.get_by_label("Which days").focus()
    seen.page.keyboard.press("ArrowUp")
    assert seen.page.get_by_label("Which days").input_value() == ""
    assert held(seen) == "Which days"
    seen.page.get_by_role("button", name="Clear all filters").click()
    assert held(seen) == "Filters"


def test_what_vanishes_hands_the_focus_on(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#node=n00000", sparql=False)
    seen.page.get_by_role("button", name="Expand").press("Enter")
    assert held(seen).startswith(("Expand", seen.text("#panel h2")))
    seen.page.get_by_role("button", name="Hide").press("Enter")
    assert held(seen) == seen.text("#panel h2")
    seen.page.get_by_role("button", name="50 more").press("Enter")
    assert held(seen) == "50 more"
    seen.page.get_by_role("button", name="All", exact=True).press("Enter")
    assert held(seen) == "Reset"
    seen.go("#list=index")
    seen.page.locator("#panel .more").first.press("Enter")
    assert seen.script("document.activeElement.matches('#panel a.row')")


def test_the_last_of_the_buttons_leaves_the_focus_where_it_stood(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#node=gustavo-petro")
    seen.page.get_by_role("button", name="Hide").press("Enter")
    seen.page.get_by_role("button", name="Reset").press("Enter")
    assert held(seen) == "scope"


def test_stop_hands_the_focus_to_run(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=ask")
    seen.page.locator("#panel table").wait_for()
    seen.page.locator("#question").select_option("")
    seen.page.locator(".editor textarea").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    seen.page.get_by_role("button", name="Run").click()
    seen.page.get_by_role("button", name="Stop").press("Enter")
    assert held(seen) == "Run"


def test_the_menu_for_pictures_gives_the_focus_back(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#node=gustavo-petro")
    name = "Save the view as a picture"
    menu = seen.page.locator("#save summary")
    menu.press("Enter")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Escape")
    assert held(seen) == name
    assert not seen.page.locator("#png").is_visible()
    assert seen.text("#panel h2") == "Gustavo Petro"
    menu.press("Enter")
    with seen.page.expect_download():
        seen.page.locator("#svg").press("Enter")
    assert held(seen) == name
    assert seen.script("document.querySelector('.vis-network').tabIndex") == -1


# ---------------------------------------------------------------- the reader's place


def test_a_list_is_found_again_as_it_was_left(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=index", sparql=False)
    seen.page.locator("#panel .more").first.click()
    seen.script("document.getElementById('panel').scrollTop = 400")
    seen.page.locator("#keys button").first.click()
    assert top(seen) == 400
    seen.page.locator("#panel a.row:visible").nth(8).click()
    assert top(seen) == 0
    seen.page.locator(".back").click()
    assert top(seen) == 400
    seen.page.get_by_role("tab", name="Overview").click()
    assert top(seen) == 0


def test_a_filter_leaves_what_was_opened_open(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=accusations", sparql=False)
    seen.page.locator("#panel .more").click()
    seen.script("document.getElementById('panel').scrollTop = 900")
    seen.page.locator("#least").press("ArrowRight")
    assert held(seen) == "least"
    assert seen.page.locator("#panel .more").count() == 0
    assert top(seen) == 900


def test_the_table_keeps_what_was_sought_its_order_and_its_place(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=claims", sparql=False)
    seen.page.get_by_label("Filter the claims").fill("Rojas")
    seen.page.get_by_role("button", name="Score", exact=True).click()
    seen.script("document.querySelector('.table-view').scrollTop = 1000")
    seen.page.locator("#keys button").first.click()
    assert top(seen, ".table-view") == 1000
    seen.page.locator("#least").press("ArrowRight")
    assert top(seen, ".table-view") == 1000
    link = seen.page.locator(".table-row:visible a").nth(8)
    words = link.inner_text()
    link.click()
    seen.page.locator(".back").click()
    assert top(seen, ".table-view") == 1000
    assert seen.page.get_by_label("Filter the claims").input_value() == "Rojas"
    assert seen.page.locator("[role=columnheader][aria-sort=ascending]").inner_text() == "Score"
    assert words in seen.page.locator(".table-row a").all_inner_texts()
    assert seen.quiet(), seen.complaints


# --------------------------------------------------------------------------- sliders


def test_the_handles_of_the_timeline_stop_at_one_another(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, sparql=False)
    seen.page.locator("#filters > summary").click()
    before = steps(seen)
    seen.page.get_by_label("Until which day").press("Home")
    first, last = seen.text(".timeline output").split(" – ")
    assert first == last
    seen.page.get_by_label("From which day").press("End")
    assert seen.text(".timeline output") == f"{first} – {last}"
    for _ in range(3):
        seen.page.get_by_label("Until which day").press("ArrowRight")
    assert seen.text(".timeline output") > f"{first} – {last}"
    assert steps(seen) == before + 1


def test_moving_a_slider_is_one_step_to_go_back_to(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=disputes", sparql=False)
    before = steps(seen)
    for _ in range(4):
        seen.page.locator("#least").press("ArrowRight")
    assert "score=" in seen.script("location.hash")
    assert steps(seen) == before + 1
    seen.page.go_back()
    assert seen.script("location.hash") == "#list=disputes"
