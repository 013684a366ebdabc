"""Sentences with names and speech from which no claim was read, as the page shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import Coverage, Passage, Span
from support import SEEDS
from support.graphs import EXAMPLE
from support.pages import two_articles
from support.visit import Visit

WHY = "No claim was found in what is said here."


def test_each_article_tells_how_many_of_its_sentences_gave_a_claim_and_shows_the_others(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=unread")
    assert seen.text(".lead").startswith("38 of 40 sentences with names and speech gave a claim.")
    assert (
        seen.page.locator("#panel .section > .note").all_inner_texts()
        == ["19 of 20 sentences with names and speech gave a claim."] * 2
    )
    told = seen.page.locator("#panel .unread").all_inner_texts()
    assert [it.splitlines()[-1] for it in told] == [WHY, WHY]
    assert sorted(it[:8] for it in told) == ["Addition", "If he re"]
    assert seen.text("[role=tab][aria-selected=true]") == "Not read2"
    assert seen.quiet(), seen.complaints


def test_the_overview_leads_to_what_an_article_did_not_give(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    seen.page.locator("#panel .article button").first.click()
    expect(seen.page.locator("#panel h2")).to_have_text("Not read")


def test_silent_sentences_beside_a_claim_are_marked_and_say_why(visit: Any) -> None:
    kg = two_articles()
    document, coverage = kg.coverage[0]
    silent = coverage.silent[0]
    behind = (it for it in kg.claims if it.document == document and 0 < it.evidence.start - silent.span.end < 200)
    claim = min(behind, key=lambda it: it.evidence)
    article = next(it for it in kg.documents if it.id == document)
    span = Span(silent.span.start, claim.evidence.end)
    words = span.of((SEEDS / article.file).read_text(encoding="utf-8"))
    kg = replace(kg, passages=(Passage(document, span, words),))
    seen: Visit = visit(kg, f"#claim={claim.proposition}")
    marked = seen.page.locator("#panel .silent")
    assert marked.all_inner_texts() == [silent.text]
    assert marked.get_attribute("title") == WHY
    assert seen.page.locator("#panel mark").first.inner_text() == claim.quote


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        ((), "The reader of these articles does not report which sentences gave no claim."),
        (((EXAMPLE.documents[0].id, Coverage(3)),), "Every one of them gave a claim."),
    ],
)
def test_where_nothing_is_silent_and_where_nobody_tells_the_page_says_so(visit: Any, coverage: Any, told: str) -> None:
    seen: Visit = visit(replace(EXAMPLE, coverage=coverage), "#list=unread")
    assert seen.text("#panel .empty") == told


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(visit: Any, width: int) -> None:
    seen: Visit = visit(two_articles(), "#list=unread")
    seen.anew(width, 700)
    assert seen.script("document.documentElement.scrollWidth") <= width
    assert seen.script(
        "(() => { const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth; })()"
    )
