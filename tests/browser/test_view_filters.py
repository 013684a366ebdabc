"""The page in a real browser: after one step of any filter on the seeds' page, exactly what the filter says is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph import build
from graph.model import KnowledgeGraph
from support import SEEDS
from support.visit import Visit

LEFT = "[...rashomon.view.claims.keys()].sort()"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return build(SEEDS).knowledge


@pytest.fixture
def seen(visit: Any, kg: KnowledgeGraph) -> Visit:
    """The page, with its filters open."""
    opened: Visit = visit(kg, sparql=False)
    opened.page.locator("#filters summary").click()
    return opened


def days(kg: KnowledgeGraph) -> dict[str, tuple[str, str]]:
    """When the event in each claim took place, from and to, if known."""
    known = {it.id: (it.on or it.earliest or it.latest, it.on or it.latest or it.earliest) for it in kg.propositions}
    found = {it.id: known[it.proposition] for it in kg.claims}
    return {id: (first.isoformat(), last.isoformat()) for id, (first, last) in found.items() if first and last}


def test_one_step_of_a_handle_of_the_timeline_leaves_what_happened_after_or_before(
    seen: Visit, kg: KnowledgeGraph
) -> None:
    """The seeds have one day of publication, so the bars and the filter use the days of the events."""
    happened = days(kg)
    assert len(happened) > 1
    for label, key, field, index in (
        ("From which day", "ArrowRight", "since", 1),
        ("Until which day", "ArrowLeft", "until", 0),
    ):
        handle = seen.page.get_by_role("slider", name=label)
        handle.focus()
        seen.page.keyboard.press(key)
        chosen = seen.script(f"rashomon.state.values.{field}")
        within = [id for id, span in happened.items() if (span[index] >= chosen if index else span[index] <= chosen)]
        assert seen.script(LEFT) == sorted(within)
        assert within, "one step must not empty the page"
        undated = len(kg.claims) - len(happened)
        assert f"{undated} undated left out" in seen.text("#filters .timeline output")
        seen.page.keyboard.press("Home" if index else "End")
        assert seen.script(LEFT) == sorted(it.id for it in kg.claims)
        assert "undated" not in seen.text("#filters .timeline output")
    assert seen.quiet(), seen.complaints


def test_an_address_with_a_day_goes_by_the_days_that_the_bars_show(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg, "#since=2025-03-01", sparql=False)
    assert seen.script(LEFT) == sorted(id for id, (_, last) in days(kg).items() if last >= "2025-03-01")


def test_each_article_outlet_and_score_leaves_its_claims(seen: Visit, kg: KnowledgeGraph) -> None:
    for document in kg.documents:
        seen.page.locator("#filters select").first.select_option(document.id)
        assert seen.script(LEFT) == sorted(it.id for it in kg.claims if it.document == document.id) != []
    seen.page.get_by_role("button", name="Clear all filters").click()
    # Neither seed names its outlet, and with fewer than two outlets there is nothing to choose.
    assert seen.page.locator("#filters label", has_text="Outlet").count() == 0
    slider = seen.page.get_by_role("slider", name="Least reading confidence shown")
    slider.focus()
    for _ in range(20):
        seen.page.keyboard.press("ArrowRight")
        least = seen.script("rashomon.state.least")
        assert seen.script(LEFT) == sorted(it.id for it in kg.claims if it.score >= least)
    assert seen.quiet(), seen.complaints


def test_each_outlet_leaves_the_claims_of_its_articles(visit: Any, kg: KnowledgeGraph) -> None:
    documents = tuple(replace(it, outlet=f"Outlet {n}") for n, it in enumerate(kg.documents))
    seen: Visit = visit(replace(kg, documents=documents), sparql=False)
    seen.page.locator("#filters summary").click()
    for document in documents:
        seen.page.locator("#filters label", has_text="Outlet").locator("select").select_option(document.outlet)
        assert seen.script(LEFT) == sorted(it.id for it in kg.claims if it.document == document.id) != []


def test_each_entry_of_the_legend_and_each_relation_hides_its_lines(seen: Visit) -> None:
    drawn = "rashomon.chart.drawn.map(({ line }) => line.id).sort()"
    everything = seen.script(drawn)
    names = seen.script(
        "[...document.querySelectorAll('#keys button[data-name]:not([hidden])')].map((it) => it.dataset.name)"
    )
    relations = seen.script("[...new Set([...rashomon.view.lines.values()].map(({ relation }) => relation))]")
    assert len(names) > 5
    # What a line depends on: its relation, its voices, the types of its ends; without any of its voices it is also
    # hidden.
    hidden = """(name) => {
      const { view } = rashomon;
      const types = (line) => view.ends(line).map((id) => view.entities.get(id)?.type);
      const gone = (line) => line.relation === name || types(line).includes(name)
        || line.voices.every((voice) => voice === name);
      const under = (line) => view.under(line);
      const all = [...view.lines.values()];
      return all.filter((line) => gone(line) || (under(line) && gone(under(line)))).map(({ id }) => id);
    }"""
    for name in [*names, *relations]:
        seen.script("(name) => rashomon.state.toggle(name)", name)
        gone = set(seen.script(hidden, name))
        assert gone, name
        assert seen.script(drawn) == sorted(set(everything) - gone), name
        assert seen.script("(name) => rashomon.state.hidden.has(name)", name)
        seen.script("(name) => rashomon.state.toggle(name)", name)
    assert seen.script(drawn) == everything
    assert seen.quiet(), seen.complaints


def test_a_button_of_the_legend_and_of_a_relation_says_whether_it_shows(seen: Visit) -> None:
    for box in ("#keys", "#filters .keys"):
        for button in seen.page.locator(f"{box} button:visible").element_handles():
            button.click()
            assert button.get_attribute("aria-pressed") == "false"
            assert button.is_visible()
            button.click()
            assert button.get_attribute("aria-pressed") == "true"
    assert seen.quiet(), seen.complaints
