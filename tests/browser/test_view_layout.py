"""The page on phones, tablets and paper: what is visible there, and that it fits."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from graph.model import KnowledgeGraph
from support.graphs import EXAMPLE
from support.pages import two_articles
from support.visit import Visit

# --------------------------------------------------------------------- small screens


def test_the_table_says_of_every_claim_which_stance_it_is(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#list=claims")
    for width in (320, 390, 740, 834):
        seen.anew(width, 844)
        seen.page.get_by_label("Stance", exact=True).select_option("denied")
        assert seen.page.locator(".table-row .cell-stance:visible").all_inner_texts() == ["denied"], width
        statement = seen.page.locator(".table-row .cell-statement").bounding_box()
        assert statement
        assert statement["width"] > 90, width
    assert seen.quiet(), seen.complaints


def test_nothing_is_wider_than_the_window(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
    for width in (320, 390, 740, 768, 834, 943, 1018):
        seen.anew(width, 900)
        assert seen.script("document.documentElement.scrollWidth") == width
        help_button = seen.page.get_by_role("button", name="Help").bounding_box()
        assert help_button
        assert help_button["x"] + help_button["width"] <= width
    assert seen.quiet(), seen.complaints


def test_on_a_phone_the_drawing_stays_beside_legend_and_filters(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
    for part in ("legend", "filters"):
        seen.anew(390, 844)
        seen.page.locator(f"#{part} > summary").click()
        stage = seen.page.locator("#chart").bounding_box()
        assert stage
        assert stage["height"] > 180, part
        assert seen.script(
            "(() => { const box = document.querySelector('.legend'); return box.scrollWidth <= box.clientWidth })()"
        ), part
    assert seen.quiet(), seen.complaints


# ----------------------------------------------------------------------------- paper


def on_paper(seen: Visit) -> None:
    seen.script("dispatchEvent(new Event('beforeprint'))")
    seen.page.emulate_media(media="print")


def test_on_paper_stand_all_claims_and_on_the_screen_those_in_view(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=claims")
    rows = seen.page.locator(".table-row")
    few = rows.count()
    # Before the medium changes: a browser prints what is there by that time.
    seen.script("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == seen.script("rashomon.view.claims.size") > few
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
    assert "What somebody says about somebody else" in seen.text(".printed-question")
    assert "Gustavo Petro" in seen.text(".printed-question")
    seen.page.emulate_media(media="screen")
    seen.script("dispatchEvent(new Event('afterprint'))")
    assert seen.page.locator(".printed-question").count() == 0
    seen.page.select_option("#question", "disputes")
    seen.page.locator("#panel table").wait_for()
    on_paper(seen)
    seen.page.set_viewport_size({"width": 673, "height": 950})
    assert seen.script("document.documentElement.scrollWidth") == 673
