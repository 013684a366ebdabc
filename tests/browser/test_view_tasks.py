"""What a new user wants to know, and what a reporter does, counted in clicks after the seeds' page has opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph import build
from graph.build import PAGE
from graph.model import Entity, KnowledgeGraph
from support import SEEDS
from support.reporter import MOST, PICKED, TASKS, Reporter, possible
from support.visit import Visit, on_edge


def on_line(seen: Visit, start: str, end: str, relation: str) -> tuple[float, float]:
    """The screen position of the middle of a line between two entities."""
    x, y = seen.script(
        """([from, to, relation]) => {
          const { chart } = rashomon;
          const wanted = ({ line }) => line.from === from && line.to === to && line.relation === relation;
          const { course } = chart.drawn.find(wanted);
          const { x, y } = chart.network.canvasToDOM(chart.captions.middle(course));
          const { left, top } = chart.stage.getBoundingClientRect();
          return [left + x, top + y];
        }""",
        [start, end, relation],
    )
    return x, y


class Clicks:
    """Counts what a reader does."""

    def __init__(self, seen: Visit) -> None:
        self.seen = seen
        self.made = 0

    def on(self, role: str, name: str) -> None:
        self.made += 1
        self.seen.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def at(self, point: tuple[float, float]) -> None:
        self.made += 1
        self.seen.page.mouse.click(*point)


def test_which_prison_did_noem_visit(visit: Any, built: Path) -> None:
    clicks = Clicks(visit(built / PAGE))
    # The prison's node is at the end of a line from hers.
    clicks.at(on_line(clicks.seen, "kristi-noem", "cecot", "visited"))
    assert "Kristi Noem visited CECOT" in clicks.seen.text("#panel h2")
    assert "notorious max security prison CECOT" in clicks.seen.text("blockquote mark")
    assert clicks.made <= 3


def test_who_denies_what_about_petro(visit: Any, built: Path) -> None:
    clicks = Clicks(visit(built / PAGE))
    clicks.on("link", "Gustavo Petro criticizes U.S. government")
    assert "Pedro Sanchez denies this" in clicks.seen.text(".sides .side:last-child")
    assert "never spoke against the U.S. government" in clicks.seen.text(".sides .side:last-child")
    assert clicks.made <= 3


def test_what_colombia_and_the_united_states_call_the_tren_de_aragua(visit: Any, built: Path) -> None:
    clicks = Clicks(visit(built / PAGE))
    clicks.on("tab", "Labels")
    table = clicks.seen.text(".matrix")
    assert "Organized Common Crime Group" in table
    assert "terrorist organization" in table
    assert clicks.made <= 3


def test_the_sentence_behind_an_edge(visit: Any, built: Path) -> None:
    clicks = Clicks(visit(built / PAGE))
    clicks.at(on_edge(clicks.seen, "deports", "affirmed"))
    assert clicks.seen.page.locator("blockquote mark").count() >= 1
    assert clicks.made == 1


# --------------------------------------------------------------------- what a reporter does

OUTLETS = ("The Morning Post", "The Evening Star")


@pytest.fixture(scope="module")
def dated() -> KnowledgeGraph:
    """The seeds as if two outlets had published them in two different months."""
    kg = build(SEEDS).knowledge
    documents = tuple(
        replace(it, outlet=outlet, published=date(2016, 5 + n, 3))
        for n, (it, outlet) in enumerate(zip(kg.documents, OUTLETS, strict=True))
    )
    papers = tuple(Entity(name.lower().replace(" ", "-"), "Outlet", name) for name in OUTLETS)
    return replace(kg, documents=documents, entities=tuple(sorted((*kg.entities, *papers), key=lambda it: it.id)))


@pytest.mark.parametrize("name", TASKS)
def test_a_task_of_a_reporter_takes_four_steps_at_most(visit: Any, dated: KnowledgeGraph, name: str) -> None:
    needed, task = TASKS[name]
    seen: Visit = visit(dated, sparql=False)
    picked = seen.script(PICKED)
    assert possible(picked, needed), picked
    reporter = Reporter(seen.page)
    task(reporter, picked)
    assert 0 < reporter.done <= MOST
    assert seen.quiet(), seen.complaints
