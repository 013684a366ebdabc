"""What the page says and shows while nothing is selected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import KnowledgeGraph, Stance
from support.graphs import EMPTY, EXAMPLE, RICH
from support.pages import two_articles
from support.visit import Visit

KG = two_articles()


def sentences(seen: Visit) -> list[str]:
    return seen.page.locator(".finding > p").all_inner_texts()


def test_the_page_begins_with_what_is_said_each_with_its_sentence_and_a_way_into_the_graph(visit: Any) -> None:
    seen: Visit = visit(KG)
    first = sentences(seen)[0]
    assert first.startswith("Most in dispute is “Gustavo Petro criticizes U.S. government”: Kristi Noem affirms it")
    assert first.endswith("Pedro Sanchez denies it.")
    texts = {" ".join(it.quote.split()) for it in KG.claims}
    quotes = seen.page.locator(".finding blockquote").all_inner_texts()
    assert quotes
    assert {" ".join(it.split()) for it in quotes} <= texts
    for finding in seen.page.locator(".finding").all():
        assert finding.locator("blockquote").count() >= 1
    seen.page.locator(".finding").first.get_by_role("link", name="Show in the graph").click()
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    assert seen.script("rashomon.chart.focus.nodes.size") == 2
    seen.back()
    assert sentences(seen)[0] == first
    assert seen.quiet(), seen.complaints


def test_what_the_filters_leave_out_is_not_said(visit: Any) -> None:
    denying = {it.document for it in KG.claims if it.stance is Stance.DENIED}
    article = next(it.id for it in KG.documents if it.id not in denying)
    seen: Visit = visit(KG, f"#article={article}")
    told = sentences(seen)
    assert told
    assert not any(it.startswith("Most in dispute") for it in told)
    assert "The filters leave out some claims." in seen.text()
    seen.page.locator("#panel").get_by_role("button", name="Clear the filters").click()
    assert sentences(seen)[0].startswith("Most in dispute")


def test_an_accusation_is_unanswered_where_nothing_that_is_left_answers_it(visit: Any) -> None:
    only = replace(RICH, claims=tuple(it for it in RICH.claims if it.proposition != "insult"))
    seen: Visit = visit(only)
    assert not any("No answer" in it for it in sentences(seen))
    denials = tuple(
        replace(it, score=0.5) if it.stance is Stance.DENIED else replace(it, score=0.9) for it in only.claims
    )
    seen = visit(replace(only, claims=denials), "#score=0.7")
    told = [it for it in sentences(seen) if "No answer" in it]
    assert told == [
        "Kristi Noem accuses Gustavo Petro of: “Gustavo Petro praises Tren de Aragua”. "
        "No answer to this was read in what the filters leave."
    ]


@pytest.mark.parametrize("kg", [EMPTY, replace(EXAMPLE, claims=())], ids=["no articles", "no claims"])
def test_where_nothing_is_said_the_page_says_that(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg)
    assert not sentences(seen)
    expect(seen.page.locator("#panel .empty")).to_have_text("No claim was read in these articles.")


def test_the_sentences_fit_a_phone(visit: Any) -> None:
    seen: Visit = visit(KG, viewport={"width": 390, "height": 844})
    assert seen.page.locator(".finding > p").first.is_visible()
    assert seen.script("document.documentElement.scrollWidth") == 390
