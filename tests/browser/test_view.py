"""The page in a real browser: what it shows when used by mouse, by touch and by keyboard."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from support.graphs import EXAMPLE, RICH
from support.visit import Visit, on_edge, shown_lines


def test_a_click_on_an_edge_shows_who_says_what_where(visit: Any) -> None:
    seen: Visit = visit(RICH)
    seen.page.mouse.click(*on_edge(seen, "praises", "denied"))
    text = seen.text()
    assert "Gustavo Petro praises Tren de Aragua" in text
    assert "Gustavo Petro denies this, in direct speech" in text
    assert "“I never praised them,” Petro answered." in text
    assert "Kristi Noem says so" in text
    assert "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy" in text
    assert "Andean Post" in text
    assert "2025-04-09" in text
    assert "Ana Pérez" in text
    assert "Answers Kristi Noem" in text
    assert seen.page.locator("#panel blockquote mark").count() == 2
    assert seen.script("location.hash").startswith("#edge=")


def test_a_claim_and_its_denial_are_two_edges_and_stand_side_by_side(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    lines = seen.script("[...rashomon.view.lines.values()].filter((line) => line.relation === 'criticizes')")
    assert [(line["from"], line["to"]) for line in lines] == [("gustavo-petro", "us-government")] * 2
    assert sorted((line["stance"], *line["voices"]) for line in lines) == [
        ("affirmed", "claimed"),
        ("denied", "denied"),
    ]
    drawn = seen.script("(ids) => ids.map((id) => rashomon.chart.courses.get(id))", [line["id"] for line in lines])
    assert len({json.dumps(it["course"]["bend"]) for it in drawn}) == 2
    assert all(it["line"]["disputed"] for it in drawn)
    seen.page.mouse.click(*on_edge(seen, "criticizes", "denied"))
    left, right = (seen.page.locator(".sides .side").nth(i).bounding_box() for i in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 1
    assert "Affirmed by" in seen.text(".side:first-child")
    assert "Pedro Sanchez denies this" in seen.text(".side:last-child")


def test_an_accusation_says_of_what_and_what_was_answered(visit: Any) -> None:
    seen: Visit = visit(RICH, "#list=accusations")
    assert "Kristi Noem accuses Gustavo Petro of: “Gustavo Petro praises Tren de Aragua”" in seen.text()
    assert "Gustavo Petro denies:" in seen.text()
    assert "No answer was read in these articles." in seen.text()
    seen.go("#list=disputes")
    assert "Gustavo Petro criticizes U.S. government" in seen.text()


def test_an_entity_lists_what_it_says_and_what_is_said_of_it(visit: Any) -> None:
    seen: Visit = visit(RICH, "#node=gustavo-petro")
    text = seen.text()
    assert "Also called" in text
    assert "Petro" in text
    assert "What Gustavo Petro says" in text
    assert "What is said of Gustavo Petro" in text
    assert "Kristi Noem met with Gustavo Petro between 2025-03-20 and 2025-03-28" in text
    seen.page.get_by_role("link", name="Kristi Noem met with Gustavo Petro").first.click()
    assert "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy states this itself" in seen.text()
    assert "the article" not in seen.text().lower().replace("in the article", "")
    seen.go("#node=meeting-in-bogota")
    assert "Bogota" in seen.text(".facts")
    assert "on 2025-03-27" in seen.text(".facts")


def test_words_for_voices(visit: Any) -> None:
    seen: Visit = visit(RICH, "#claim=operates")
    assert "Unattributed: it is alleged, and no source is named" in seen.text()
    seen.go("#claim=links")
    assert "Kristi Noem suggests this, without certainty" in seen.text()
    seen.go("#claim=buys")
    assert "(according to Reuters)" in seen.text()
    seen.go("#claim=office")
    assert "Pedro Sanchez is Minister of Defense of Colombia" in seen.text()


def test_the_search_finds_by_alias(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("aragua tr")
    names = seen.page.get_by_role("group", name="People and things").get_by_role("option")
    assert [it.splitlines()[:2] for it in names.all_inner_texts()] == [["Tren de Aragua", "Aragua Train"]]
    seen.page.keyboard.press("Enter")
    assert seen.text("#panel h2") == "Tren de Aragua"
    assert seen.script("location.hash") == "#node=tren-de-aragua"
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("zzz")
    assert seen.text("#suggestions").startswith("Nobody and nothing of that name was read in these articles")


def test_pointing_at_an_edge_tells_what_it_says_and_who_says_so(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    seen.page.mouse.move(*on_edge(seen, "criticizes", "denied"), steps=3)
    seen.page.locator("#hint").wait_for()
    assert seen.text("#hint") == "Gustavo Petro criticizes U.S. government\ndenied by Pedro Sanchez"
    seen.page.mouse.move(1200, 5)
    seen.page.locator("#hint").wait_for(state="hidden")


def test_the_legend_hides_and_shows(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    assert shown_lines(seen).count("criticizes") == 2
    key = seen.page.get_by_role("button", name="Denied")
    assert key.get_attribute("aria-pressed") == "true"
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert shown_lines(seen).count("criticizes") == 1
    assert "shown" in seen.text("#shown")
    seen.page.get_by_role("button", name="Government").click()
    assert "criticizes" not in shown_lines(seen)
    assert seen.script("location.hash") == "#hide=Government&hide=denied"
    key.click()
    seen.page.get_by_role("button", name="Government").click()
    assert shown_lines(seen).count("criticizes") == 2


def test_the_address_leads_to_a_selection_and_back(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#claim=critic&hide=Office")
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    seen.page.locator("#panel h2 a").first.click()
    assert seen.text("#panel h2") == "Gustavo Petro"
    assert seen.script("location.hash") == "#node=gustavo-petro&hide=Office"
    seen.back()
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    seen.go("#node=nobody")
    assert seen.text("#panel").endswith("This page has nothing under that address.")


def test_everything_can_be_done_by_keyboard(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    press = seen.page.keyboard.press
    press("/")
    seen.page.keyboard.type("noem")
    press("Enter")
    assert seen.script("document.activeElement.textContent") == "Kristi Noem"
    for _ in range(8):
        press("Tab")
        if seen.script("document.activeElement.matches('a.row')"):
            break
    press("Enter")
    assert seen.page.locator("#panel blockquote").count() >= 1
    assert seen.script("document.activeElement.tagName") == "H2"
    press("Escape")
    assert seen.script("location.hash") == ""
    seen.page.locator("#tab-overview").focus()
    press("ArrowRight")
    assert seen.text("#panel h2") == "Disputes"
    seen.page.locator("#chart").focus()
    scale = "rashomon.chart.network.getScale()"
    press("0")
    whole = seen.script(scale)
    press("+")
    assert seen.script(scale) > whole
    press("0")
    assert seen.script(scale) == pytest.approx(whole)


def test_an_edge_can_lead_to_an_edge(visit: Any) -> None:
    """An edge "claims" is drawn only if the speaker has no such claim: the claim's own edge would say the same."""
    told = tuple(replace(it, subject="pedro-sanchez") if it.id == "speech" else it for it in RICH.propositions)
    seen: Visit = visit(replace(RICH, propositions=told))
    line = seen.script("[...rashomon.view.lines.values()].find((line) => line.relation === 'claims')")
    assert line["from"] == "pedro-sanchez"
    gap = seen.script(
        """(line) => {
          const { captions, courses } = rashomon.chart;
          const [end, middle] = [courses.get(line.id).course.to, captions.middle(courses.get(line.to).course)];
          return Math.hypot(end.x - middle.x, end.y - middle.y);
        }""",
        line,
    )
    assert gap < 1e-6
    seen.page.get_by_role("button", name="Person").click()
    assert "claims" not in shown_lines(seen)
    assert seen.quiet(), seen.complaints


def luminance(colour: str) -> float:
    """The luminance of a colour, with the 0.05 that WCAG 2 adds before two colours are compared."""
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05


def test_both_themes_have_contrast_and_the_page_follows_the_reader_s(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    for scheme in ("light", "dark", "light"):
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        seen.settle()
        light = {name: luminance(colour) for name, colour in seen.script("rashomon.chart.colours").items()}
        pairs = [(name, "paper", 4.4) for name in ("ink", "soft", "accent", "stated", "claimed", "denied", "hedged")]
        families = ("person", "state", "organization", "criminal", "place", "happening", "label")
        pairs += [(family, f"on-{family}", 3) for family in families]
        assert (light["paper"] > light["ink"]) == (scheme == "light")
        for one, other, least in pairs:
            darker, lighter = sorted((light[one], light[other]))
            assert lighter / darker >= least, (scheme, one)


def test_a_phone_can_show_it(visit: Any) -> None:
    seen: Visit = visit(RICH, viewport={"width": 375, "height": 720}, has_touch=True)
    assert seen.script("document.documentElement.scrollWidth") == 375
    seen.page.touchscreen.tap(*on_edge(seen, "visited", "affirmed"))
    seen.page.locator("#panel blockquote").first.wait_for()
