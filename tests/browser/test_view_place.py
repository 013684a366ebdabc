"""The reader's place in the page: focus, scroll positions of lists, and steps back."""

from __future__ import annotations

from typing import Any

from graph.model import KnowledgeGraph
from support.graphs import EXAMPLE, RICH
from support.pages import two_articles
from support.visit import Visit

HELD = "(({ id, ariaLabel, textContent }) => id || ariaLabel || textContent)(document.activeElement)"


def held(seen: Visit) -> str:
    """The focused element."""
    seen.settle()
    told: str = seen.script(HELD)
    return told


def steps(seen: Visit) -> int:
    seen.settle()
    count: int = seen.script("history.length")
    return count


def top(seen: Visit, selector: str = "#panel") -> float:
    seen.settle()
    found: float = seen.script("(selector) => document.querySelector(selector).scrollTop", selector)
    return found


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
    seen: Visit = visit(many, "#node=n00000", viewport={"width": 900, "height": 600})
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
    seen: Visit = visit(many, "#list=index")
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
    seen: Visit = visit(many, "#list=accusations")
    seen.page.locator("#panel .more").click()
    seen.script("document.getElementById('panel').scrollTop = 900")
    seen.page.locator("#least").press("ArrowRight")
    assert held(seen) == "least"
    assert seen.page.locator("#panel .more").count() == 0
    assert top(seen) == 900


def test_the_table_keeps_what_was_sought_its_order_and_its_place(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=claims")
    seen.page.get_by_label("Filter the claims").fill("Rojas")
    seen.page.get_by_role("button", name="Confidence", exact=True).click()
    seen.script("document.querySelector('.table-view').scrollTop = 1000")
    seen.page.locator("#legend > summary").click()
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
    assert seen.page.locator("[role=columnheader][aria-sort=ascending]").inner_text() == "Confidence"
    assert words in seen.page.locator(".table-row a").all_inner_texts()
    assert seen.quiet(), seen.complaints


# --------------------------------------------------------------------------- sliders


def test_the_handles_of_the_timeline_stop_at_one_another(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
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
    seen: Visit = visit(many, "#list=disputes")
    before = steps(seen)
    for _ in range(4):
        seen.page.locator("#least").press("ArrowRight")
    assert "score=" in seen.script("location.hash")
    assert steps(seen) == before + 1
    seen.back()
    assert seen.script("location.hash") == "#list=disputes"


# ------------------------------------------------------------------------------ undo

SHOWN = """JSON.stringify([[...rashomon.chart.places()].sort(), rashomon.chart.drawn.map(({ line }) => line.id).sort(),
  rashomon.state.selection, [...rashomon.view.claims.keys()]])"""


def dragged(seen: Visit, id: str, across: int, down: int) -> None:
    """Drags an entity with the mouse."""
    x, y = seen.script(
        """(id) => {
          const { chart } = rashomon;
          const { x, y } = chart.network.canvasToDOM(chart.places().get(id));
          const { left, top } = chart.stage.getBoundingClientRect();
          return [left + x, top + y];
        }""",
        id,
    )
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x + across, y + down, steps=5)
    seen.page.mouse.up()
    seen.settle()


def pressed(seen: Visit, keys: str, address: str) -> None:
    """Presses keys in the page, and waits until it is at an address."""
    seen.page.keyboard.press(keys)
    seen.page.wait_for_function("(address) => location.hash === address", arg=address)
    seen.settle()


def test_every_kind_of_change_is_undone_and_done_again(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
    hub = seen.script("rashomon.chart.scope.all[0]")
    changes = [
        lambda: dragged(seen, hub, 60, 40),
        lambda: seen.page.get_by_role("button", name="50 more").click(),
        lambda: seen.page.get_by_role("button", name="Denied", exact=False).first.click(),
        lambda: seen.script("(id) => rashomon.state.select({ kind: 'node', id })", hub),
        lambda: seen.page.get_by_role("button", name="Hide", exact=True).click(),
        lambda: seen.page.locator("#least").press("ArrowRight"),
    ]
    told = [(seen.script("location.hash"), seen.script(SHOWN))]
    for change in changes:
        change()
        seen.settle()
        told.append((seen.script("location.hash"), seen.script(SHOWN)))
        assert told[-1][1] != told[-2][1]
    seen.page.locator("#chart").focus()
    for address, shown in reversed(told[:-1]):
        pressed(seen, "Control+z", address)
        assert seen.script(SHOWN) == shown
    seen.page.keyboard.press("Control+z")  # there is nothing left to undo, and the page stays as it is
    for address, shown in told[1:]:
        pressed(seen, "Control+y", address)
        assert seen.script(SHOWN) == shown
    assert seen.quiet(), seen.complaints


def test_who_writes_undoes_what_is_written(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    seen.script("rashomon.state.show('disputes')")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("Pet")
    seen.page.keyboard.press("Control+z")
    seen.settle()
    assert seen.script("location.hash") == "#list=disputes"
