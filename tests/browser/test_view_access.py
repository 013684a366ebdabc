"""The page with keyboard and screen reader: axe-core's findings, and every step by keyboard."""

from __future__ import annotations

import re
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


SYSTEM = """() => {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.forcedColorAdjust = "none";
  const names = ["Canvas", "CanvasText", "LinkText", "GrayText", "Highlight", "Mark"];
  const found = names.map((name) => { probe.style.color = name; return getComputedStyle(probe).color; });
  probe.remove();
  return found;
}"""
WINDOWS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "200 per cent": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.mark.parametrize("reader", WINDOWS)
def test_nothing_serious_stands_in_the_way_of_anybody(visit: Any, reader: str) -> None:
    """The dark theme differs only in colours."""
    rules = COLOURS if reader == "dark" else None
    if not AXE.is_file():
        without("axe-core is not installed (npm ci --prefix tests/view)")
    seen: Visit = visit(two_articles(), **WINDOWS[reader])
    # Through the debugger, since the page's policy allows no other script.
    debugger = seen.page.context.new_cdp_session(seen.page)
    debugger.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    for part in ("filters", "legend"):
        seen.script("(id) => { document.getElementById(id).open = true; }", part)
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


def test_where_the_system_chooses_the_colours_the_drawing_has_them(visit: Any) -> None:
    seen: Visit = visit(two_articles(), forced_colors="active")
    colours = seen.script("rashomon.chart.colours")
    page = seen.script("(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))")
    assert [colours["paper"], colours["ink"]] == page
    assert set(colours.values()) <= set(seen.script(SYSTEM))
    borders = seen.script(
        "[...document.querySelectorAll('[role=tab]')].map((it) => getComputedStyle(it).borderBottomColor)"
    )
    assert borders[0] not in borders[1:]
    # Without colours a denial can still be recognised: it is dashed and marked.
    assert seen.quiet(), seen.complaints


def test_at_200_per_cent_nothing_is_lost(visit: Any) -> None:
    seen: Visit = visit(two_articles(), **WINDOWS["200 per cent"])
    for address in ("#", "#list=claims", "#list=labels", "#claim=critic", "#list=ask"):
        seen.go(address)
        if address == "#list=ask":
            seen.page.locator("#panel table").wait_for()
        assert seen.script("document.documentElement.scrollWidth") == 640, address
        assert seen.page.locator("#chart").bounding_box()["height"] >= 200
        # The last item in the panel can be scrolled into view and is not cut off; rows of the table come and go.
        last = seen.page.locator("#panel :is(a, button, p, .table-view):not(.table-view *):visible").last
        last.scroll_into_view_if_needed()
        box = last.bounding_box()
        assert 0 <= box["y"] < 400, address
    seen.page.get_by_role("button", name="Help").click()
    assert seen.page.get_by_role("button", name="Close").is_visible()


def test_on_a_phone_the_page_is_one_column(visit: Any) -> None:
    seen: Visit = visit(two_articles(), **WINDOWS["phone"])
    drawing, panel = (seen.page.locator(it).bounding_box() for it in (".stage", ".side-panel"))
    assert drawing["x"] == panel["x"] == 0
    assert drawing["width"] == panel["width"] == 390
    assert drawing["y"] + drawing["height"] <= panel["y"] + 1
    assert not seen.page.locator("#keys").is_visible()


def test_the_hint_at_the_pointer_can_be_read(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)
        seen.script("rashomon.chart.point({ line: [...rashomon.chart.courses.keys()][0] })")
        texts = seen.script(
            """() => [...document.querySelectorAll("#hint, #hint *")].map((it) => {
              const { color, opacity } = getComputedStyle(it);
              return [color, opacity, getComputedStyle(document.getElementById("hint")).backgroundColor];
            })"""
        )
        assert len(texts) > 2
        for colour, opacity, paper in texts:
            assert contrast(colour, paper, float(opacity)) >= 4.5, (scheme, colour, paper)


def contrast(colour: str, paper: str, opacity: float) -> float:
    """The contrast of two colours as a browser reports them, the first with this opacity."""
    one, other = ([float(it) for it in re.findall(r"[\d.]+", each)[:3]] for each in (colour, paper))
    mixed = [opacity * a + (1 - opacity) * b for a, b in zip(one, other, strict=True)]

    def luminance(parts: list[float]) -> float:
        linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in (x / 255 for x in parts)]
        return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(mixed), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


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
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Who",
        "Stance",
        "Statement",
        "Published",
        "Confidence",
    ]
    assert seen.page.get_by_role("tab", selected=True).inner_text() == "Claims"
