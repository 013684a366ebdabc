"""What a new user wants to know, in clicks from opening the page of the two seed articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.build import PAGE
from support.visit import Visit, on_edge


def on_line(seen: Visit, start: str, end: str, relation: str) -> tuple[float, float]:
    """Where on the screen the middle of a line between two entities is."""
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
    # The prison's sign stands at the end of a line from hers.
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
