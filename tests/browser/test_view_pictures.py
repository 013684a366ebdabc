"""The view as a picture and on paper, the help, and what is shown if there is nothing to show."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from graph.model import KnowledgeGraph
from support.graphs import EMPTY, EXAMPLE, RICH
from support.hostile import PAYLOADS, field, hostile, plain
from support.pages import two_articles
from support.visit import Visit

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "style", "rect", "path", "text"}


def saved(seen: Visit, name: str) -> bytes:
    seen.page.locator("#save summary").click()
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name=name, exact=True).click()
    assert waiting.value.suggested_filename == f"rashomon.{name.lower()}"
    return Path(waiting.value.path()).read_bytes()


def test_the_view_is_saved_as_svg(visit: Any) -> None:
    seen: Visit = visit(RICH)
    first = saved(seen, "SVG")
    assert saved(seen, "SVG") == first
    picture = ElementTree.fromstring(first)
    words = " ".join("".join(text.itertext()) for text in picture.iter(f"{SVG}text"))
    assert "Gustavo Petro" in words
    assert "praises" in words
    assert {node.tag.removeprefix(SVG) for node in picture.iter()} == TAGS
    stage = seen.page.locator("#chart").bounding_box()
    assert stage
    assert float(picture.get("width", 0)) == pytest.approx(stage["width"], abs=1)
    assert float(picture.get("height", 0)) > stage["height"] + 60
    assert seen.quiet(), seen.complaints + seen.requests


def test_a_view_full_of_lines_is_saved_in_full(visit: Any, many: KnowledgeGraph) -> None:
    """With this many lines, the screen may show a picture painted earlier; a file never does."""
    seen: Visit = visit(many, "#all=1")
    lines = seen.script("rashomon.chart.drawn.length")
    picture = ElementTree.fromstring(saved(seen, "SVG"))
    ways = "".join(path.get("d", "") for path in picture.iter(f"{SVG}path"))
    assert ways.count("M") > lines > 1200
    assert seen.quiet(), seen.complaints


def test_the_view_is_saved_as_png_twice_as_sharp_as_the_screen(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    png = saved(seen, "PNG")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    stage = seen.page.locator("#chart").bounding_box()
    assert stage
    width, height = struct.unpack(">II", png[16:24])
    assert width == pytest.approx(2 * stage["width"], abs=2)
    assert height > 2 * stage["height"] + 120
    assert len(png) > 10_000


def test_a_picture_says_what_it_shows_what_its_signs_mean_and_where_it_is_from(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#node=petro")
    picture = ElementTree.fromstring(saved(seen, "SVG"))
    assert picture.findtext(f"{SVG}title") == "Gustavo Petro"
    said = (picture.findtext(f"{SVG}desc") or "").split("\n")
    assert said[0] == "Gustavo Petro"
    assert {"Said by somebody", "Denied", "Disputed", "Person"} <= set(said)
    assert said[-1] == "Source: 2 articles, the newest of 7 April 2025. Made with Rashomon."
    # What is not visible is not in the key.
    seen.go("#")
    picture = ElementTree.fromstring(saved(seen, "SVG"))
    said = (picture.findtext(f"{SVG}desc") or "").split("\n")
    assert "Prison" in said
    seen.script("rashomon.state.toggle('Prison')")
    picture = ElementTree.fromstring(saved(seen, "SVG"))
    assert "Prison" not in (picture.findtext(f"{SVG}desc") or "").split("\n")
    seen.go("#list=accounts&world=noem&versus=sanchez")
    said = (ElementTree.fromstring(saved(seen, "SVG")).findtext(f"{SVG}desc") or "").split("\n")
    assert said[0] == "The accounts of Kristi Noem and of Pedro Sanchez"
    assert "One affirms it, the other denies it" in said
    assert seen.quiet(), seen.complaints


def test_a_picture_holds_hostile_names_as_text(visit: Any) -> None:
    seen: Visit = visit(hostile(), sparql=False)
    picture = ElementTree.fromstring(saved(seen, "SVG"))
    assert {node.tag.removeprefix(SVG) for node in picture.iter()} == TAGS
    words = plain(" ".join("".join(text.itertext()) for text in picture.iter(f"{SVG}text")))
    starts = [plain(field(number, "name"))[:8] for number in range(len(PAYLOADS))]
    assert any(start in words for start in starts)
    assert not [name for node in picture.iter() for name in node.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_view_is_a_picture_in_light_colours(visit: Any, scheme: str) -> None:
    seen: Visit = visit(EXAMPLE, "#claim=critic", color_scheme=scheme)
    assert seen.page.locator(".printed-view").count() == 0
    seen.script("dispatchEvent(new Event('beforeprint'))")
    source = seen.page.locator(".printed-view").get_attribute("src") or ""
    assert "fill%3D%22%23fbfaf7%22" in source
    seen.page.emulate_media(media="print")
    seen.page.wait_for_function("document.querySelector('.printed-view').naturalWidth > 0")
    assert seen.page.locator(".printed-view").is_visible()
    assert seen.page.locator("#panel blockquote").first.is_visible()
    assert not seen.page.locator("#chart").is_visible()
    assert not seen.page.locator("#search").is_visible()
    seen.page.emulate_media(media="screen")
    seen.script("dispatchEvent(new Event('afterprint'))")
    assert seen.page.locator(".printed-view").count() == 0
    assert seen.script("rashomon.chart.colours.paper") == ("#fbfaf7" if scheme == "light" else "#14171a")
    assert seen.page.pdf().startswith(b"%PDF")
    assert seen.quiet(), seen.complaints + seen.requests


def test_help_opens_and_closes_by_key(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#node=gustavo-petro")
    press = seen.page.keyboard.press
    press("?")
    assert "How to read this page" in seen.text("dialog")
    assert seen.script("document.activeElement.textContent") == "Close"
    press("Escape")
    assert not seen.page.locator("dialog").is_visible()
    assert seen.text("#panel h2") == "Gustavo Petro"
    seen.page.get_by_role("button", name="Help").click()
    seen.page.get_by_role("button", name="Close").click()
    assert not seen.page.locator("dialog").is_visible()
    press("/")
    press("?")
    assert not seen.page.locator("dialog").is_visible()


def test_where_there_is_nothing_the_page_says_so(visit: Any) -> None:
    seen: Visit = visit(EMPTY)
    assert seen.text("#blank") == "There is nothing to draw: no claim was read in these articles."
    seen = visit(EXAMPLE)
    assert not seen.page.locator("#blank").is_visible()
    for key in seen.page.locator("#keys [role=group][aria-label=Signs] button:visible").element_handles():
        key.click()
    assert seen.text("#blank") == "Nothing is shown: the legend and the filters hide everything."
    assert seen.quiet(), seen.complaints
