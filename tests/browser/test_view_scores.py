"""The page in a real browser: the rule and score of every claim, and a filter for those with higher scores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.model import KnowledgeGraph, Stance
from graph.view.drawing import draw
from support.graphs import EXAMPLE, RICH
from support.pages import two_articles
from support.visit import Visit, on_edge, shown_lines

OPENED = "document.querySelectorAll('.how').forEach((each) => { each.open = true; })"


def scored(kg: KnowledgeGraph, denials: float) -> KnowledgeGraph:
    """The graph with one score for denials and another for all other claims."""
    claims = tuple(replace(it, score=denials if it.stance is Stance.DENIED else 0.9) for it in kg.claims)
    return replace(kg, claims=claims)


@pytest.mark.parametrize("kg", [EXAMPLE, RICH], ids=["example", "rich"])
def test_every_edge_shows_the_rule_and_score_of_each_claim(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg)
    for line in seen.script("[...rashomon.view.lines.values()]"):
        seen.go(f"#edge={line['id']}")
        cards = seen.page.locator("#panel .claim")
        seen.script(OPENED)
        told = cards.locator(".how:visible").all_inner_texts()
        assert len(told) == cards.count() >= line["claims"] > 0
        wanted = [it for it in kg.claims if it.proposition in line["propositions"]]
        for it in wanted:
            start = f"How this was read (reading confidence {it.score:.2f})\n\nBy the rule {it.rule}. "
            assert any(each.startswith(start) for each in told), told
    assert seen.quiet(), seen.complaints


def test_a_click_shows_both_sides_with_rule_and_score(visit: Any) -> None:
    seen: Visit = visit(scored(EXAMPLE, 0.65))
    seen.page.mouse.click(*on_edge(seen, "criticizes", "denied"))
    affirmed, denied = seen.text(".side:first-child .how"), seen.text(".side:last-child .how")
    # The name of the rule is shown on request.
    assert affirmed == "How this was read (reading confidence 0.90)"
    assert denied == "How this was read (reading confidence 0.65)"
    seen.page.locator(".side:first-child .how summary").click()
    assert "By the rule " in seen.text(".side:first-child .how")


def test_what_a_model_reads_is_not_called_a_rule(visit: Any) -> None:
    claims = tuple(replace(it, rule="speech.model") for it in EXAMPLE.claims)
    seen: Visit = visit(replace(EXAMPLE, claims=claims), "#claim=critic")
    seen.script(OPENED)
    assert "By the model speech.model." in seen.text(".side:first-child .how")


def test_a_slider_leaves_out_what_is_less_sure(visit: Any) -> None:
    seen: Visit = visit(scored(EXAMPLE, 0.65))
    assert shown_lines(seen).count("criticizes") == 2
    slider = seen.page.get_by_role("slider", name="Least reading confidence shown")
    assert seen.text(".score output") == "any"
    slider.focus()
    seen.page.keyboard.press("ArrowRight")
    assert seen.text(".score output") == "at least 0.70"
    assert seen.script("location.hash") == "#score=0.7"
    assert shown_lines(seen).count("criticizes") == 1
    assert seen.text("#tab-disputes") == "Disputes0"
    assert "of" in seen.text("#shown")
    seen.go("#claim=critic&score=0.7")
    assert seen.page.locator("#panel .claim").count() == 1
    assert "Disputed" not in seen.text()
    seen.page.keyboard.press("Home")
    slider.focus()
    seen.page.keyboard.press("Home")
    assert seen.text(".score output") == "any"
    assert seen.script("location.hash") == "#claim=critic"
    assert shown_lines(seen).count("criticizes") == 2
    assert seen.page.locator("#panel .claim").count() == 2
    assert seen.text("#tab-disputes") == "Disputes1"
    assert seen.quiet(), seen.complaints


def test_an_address_says_how_sure(visit: Any) -> None:
    seen: Visit = visit(scored(EXAMPLE, 0.65), "#claim=critic&score=0.95")
    assert "2 claims of this, which the filters leave out." in seen.text()
    assert shown_lines(seen) == []
    seen.go("#score=0.95")
    assert "The filters leave out every claim." in seen.text()
    for odd in ("much", "-1", "NaN"):
        seen.go(f"#score={odd}")
        assert seen.text(".score output") == "any"
    seen.go("#score=7")
    assert seen.script("rashomon.state.least") == 1
    assert seen.quiet(), seen.complaints


def test_where_all_scores_are_alike_there_is_no_slider(visit: Any) -> None:
    assert visit(scored(EXAMPLE, 0.9)).page.get_by_role("slider").count() == 0


def test_the_page_counts_as_the_build_does(visit: Any, many: KnowledgeGraph) -> None:
    counted = """({ view } = rashomon) => ({
      lines: Object.fromEntries(
        [...view.lines].map(([id, { voices, claims, disputed }]) => [id, [voices, claims, disputed]]),
      ),
      weights: Object.fromEntries([...view.entities.keys()].map((id) => [id, view.weight(id)])),
      disputes: view.disputes,
    })"""
    for kg in (RICH, two_articles(), many):
        drawing = draw(kg)
        assert visit(kg).script(f"({counted})()") == {
            "lines": {line.id: [list(line.voices), line.claims, line.disputed] for line in drawing.lines},
            "weights": drawing.weights,
            "disputes": [p.id for p in kg.disputes()],
        }
