"""The page for those who read it with a keyboard or a screen reader: axe-core's findings, and the whole way by keys."""

from __future__ import annotations

from typing import Any

import pytest

from support import TESTS
from support.graphs import EXAMPLE, RICH
from support.missing import without
from support.pages import two_articles
from support.visit import Visit

AXE = TESTS / "view" / "node_modules" / "axe-core" / "axe.min.js"
PANELS = (
    "#",
    "#list=disputes",
    "#list=accusations",
    "#list=labels",
    "#list=accounts",
    "#list=accounts&world=noem",
    "#list=accounts&world=noem&versus=sanchez",
    "#list=claims",
    "#list=index",
    "#list=unread",
    "#list=ask",
    "#node=petro",
    "#claim=critic",
    '#path=["tda","sanchez"]',
    "#node=nobody",
    "help",
)


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast", "link-in-text-block"])])
def test_nothing_serious_stands_in_the_way_of_anybody(visit: Any, scheme: str, rules: list[str] | None) -> None:
    """In the dark only colours are another matter."""
    if not AXE.is_file():
        without("axe-core is not installed (npm ci --prefix tests/view)")
    seen: Visit = visit(two_articles(), color_scheme=scheme)
    # By the debugger's way, since the page's own policy lets no other script in.
    debugger = seen.page.context.new_cdp_session(seen.page)
    debugger.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    seen.script("document.getElementById('filters').open = true")
    found = []
    for panel in PANELS:
        if panel == "help":
            seen.page.get_by_role("button", name="Help").click()
        else:
            seen.go(panel)
        if panel == "#list=ask":
            seen.page.locator("#panel table").wait_for()
            seen.page.locator("#panel summary").click()
        if panel == "#claim=critic":
            for button in seen.page.get_by_role("button", name="SPARQL").all():
                button.click()
        answer = seen.script(
            "(rules) => axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) })", rules
        )
        assert answer["testEngine"]["name"] == "axe-core"
        found += [
            (panel, it["id"], it["impact"], [node["html"][:160] for node in it["nodes"][:3]])
            for it in answer["violations"]
            if it["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_from_the_search_to_the_evidence_to_another_account_and_out_by_keys_alone(visit: Any) -> None:
    seen: Visit = visit(RICH)
    press = seen.page.keyboard.press

    def tab_to(selector: str, key: str = "Tab") -> None:
        for _ in range(60):
            press(key)
            if seen.script("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no key leads to {selector}")

    press("/")
    seen.page.keyboard.type("petro")
    press("Enter")
    assert seen.text("#panel h2") == "Gustavo Petro"
    tab_to("#panel a.row")
    press("Enter")
    assert seen.page.locator("#panel blockquote mark").count() >= 1
    tab_to("#panel .tool")
    press("Enter")
    assert seen.page.locator("#panel .copied pre").count() == 1
    press("Escape")
    assert seen.script("location.hash") == ""
    tab_to("[role=tab][aria-selected=true]", "Shift+Tab")
    while seen.script("document.activeElement.id") != "tab-accounts":
        press("ArrowRight")
    tab_to("select#world")
    seen.page.keyboard.type("Kristi")
    press("Enter")
    assert "world=kristi-noem" in seen.script("location.hash")
    assert "What Kristi Noem affirms" in seen.text()
    tab_to("#skip", "Shift+Tab")
    assert seen.quiet(), seen.complaints


def test_tabs_and_tables_say_what_they_are(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#list=claims")
    table = seen.page.get_by_role("table", name="Claims")
    assert table.get_attribute("aria-rowcount") == str(len(EXAMPLE.claims) + 1)
    assert table.get_by_role("columnheader").all_inner_texts() == ["Who", "Stance", "Statement", "Published", "Score"]
    assert seen.page.get_by_role("tab", selected=True).inner_text() == "Claims"
