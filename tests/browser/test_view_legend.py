"""The legend: what is visible, in groups, with colours that mean only one thing at a time."""

from __future__ import annotations

from typing import Any

import pytest

from support.pages import two_articles
from support.visit import Visit

KG = two_articles()
SHOWN = """() => [...document.querySelectorAll("#keys .key")].filter((key) => key.checkVisibility())
  .map((key) => key.dataset.name ?? key.textContent)"""
DRAWN = """() => {
  const { chart, view } = rashomon;
  const voices = chart.drawn.flatMap(({ line }) => line.voices);
  return [...new Set([...voices, ...[...chart.places().keys()].map((id) => view.entities.get(id).type)])].sort();
}"""


def keys(seen: Visit) -> list[str]:
    """The names in the legend for a voice or a type."""
    return sorted(name for name in seen.script(SHOWN) if " " not in name and name != "disputed")


@pytest.mark.parametrize(
    "address", ["", "#world=petro", f"#article={KG.documents[0].id}", "#world=noem&versus=sanchez"]
)
def test_the_legend_has_what_can_be_seen_and_nothing_else(visit: Any, address: str) -> None:
    seen: Visit = visit(KG, address)
    assert keys(seen) == seen.script(DRAWN) != []
    seen.go("#least=0.99&score=0.99")
    assert keys(seen) == seen.script(DRAWN)


def test_what_was_turned_off_can_be_turned_on_again(visit: Any) -> None:
    seen: Visit = visit(KG)
    seen.page.locator("#keys [data-name=Prison]").click()
    assert "Prison" not in seen.script(DRAWN)
    assert "Prison" in keys(seen)
    seen.page.locator("#keys [data-name=Prison]").click()
    assert "Prison" in seen.script(DRAWN)


def test_of_two_accounts_each_colour_means_one_thing(visit: Any) -> None:
    seen: Visit = visit(KG, "#world=noem&versus=sanchez")
    text = seen.text("#keys")
    for part in ("Only in the account of Kristi Noem", "Only in the account of Pedro Sanchez", "One affirms it"):
        assert part in text
    colours = seen.script(
        """() => [...document.querySelectorAll("#keys .sample:has(.stroke)")].filter((it) => it.checkVisibility())
          .map((it) => [it.getAttribute("class").includes("tint-line"), getComputedStyle(it).color])"""
    )
    accounts = [colour for own, colour in colours if own]
    voices = {colour for own, colour in colours if not own}
    assert len(accounts) == len(set(accounts)) >= 3
    assert len(voices) == 1
    assert not voices & set(accounts)
    seen.go("#")
    assert seen.page.get_by_role("group", name="Colours").count() == 0


def test_the_drawing_leaves_room_for_the_legend(visit: Any) -> None:
    seen: Visit = visit(KG)
    legend = seen.page.locator("#legend").bounding_box()
    left = seen.script(
        """() => Math.min(...[...rashomon.chart.places()].map(([id, at]) =>
          rashomon.chart.network.canvasToDOM({ x: at.x - rashomon.chart.radius(id), y: at.y }).x))"""
    )
    stage = seen.page.locator("#chart").bounding_box()
    assert legend
    assert stage
    assert stage["x"] + left >= legend["x"] + legend["width"]
    seen.page.locator("#legend summary").click()
    assert not seen.page.locator("#keys").is_visible()
