"""What the page says and shows while nothing is selected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import DOCUMENT, Claim, Entity, KnowledgeGraph, Proposition, Span, Stance
from support.graphs import EMPTY, EXAMPLE, RICH
from support.pages import two_articles
from support.visit import Visit

KG = two_articles()


def sentences(seen: Visit) -> list[str]:
    return seen.page.locator(".finding > p").all_inner_texts()


def test_the_page_begins_with_what_is_said_each_with_its_sentence_and_a_way_into_the_graph(visit: Any) -> None:
    seen: Visit = visit(KG)
    first = sentences(seen)[0]
    assert first.startswith("Most in dispute is “Gustavo Petro criticizes U.S. government”: Kristi Noem affirms it")
    assert first.endswith("Pedro Sanchez denies it.")
    texts = {" ".join(it.quote.split()) for it in KG.claims}
    quotes = seen.page.locator(".finding blockquote").all_inner_texts()
    assert quotes
    assert {" ".join(it.split()) for it in quotes} <= texts
    for finding in seen.page.locator(".finding").all():
        assert finding.locator("blockquote").count() >= 1
    seen.page.locator(".finding").first.get_by_role("link", name="Show in the graph").click()
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    assert seen.script("rashomon.chart.scope.question.kind") == "sides"
    assert {"petro", "noem", "sanchez"} <= set(seen.script("[...rashomon.chart.places().keys()]"))
    seen.back()
    assert sentences(seen)[0] == first
    assert seen.quiet(), seen.complaints


def test_what_the_filters_leave_out_is_not_said(visit: Any) -> None:
    denying = {it.document for it in KG.claims if it.stance is Stance.DENIED}
    article = next(it.id for it in KG.documents if it.id not in denying)
    seen: Visit = visit(KG, f"#article={article}")
    told = sentences(seen)
    assert told
    assert not any(it.startswith("Most in dispute") for it in told)
    assert "The filters leave out some claims." in seen.text()
    seen.page.locator("#panel").get_by_role("button", name="Clear the filters").click()
    assert sentences(seen)[0].startswith("Most in dispute")


def test_an_accusation_is_unanswered_where_nothing_that_is_left_answers_it(visit: Any) -> None:
    only = replace(RICH, claims=tuple(it for it in RICH.claims if it.proposition != "insult"))
    seen: Visit = visit(only)
    assert not any("No answer" in it for it in sentences(seen))
    denials = tuple(
        replace(it, score=0.5) if it.stance is Stance.DENIED else replace(it, score=0.9) for it in only.claims
    )
    seen = visit(replace(only, claims=denials), "#score=0.7")
    told = [it for it in sentences(seen) if "No answer" in it]
    assert told == [
        "Kristi Noem accuses Gustavo Petro of: “Gustavo Petro praises Tren de Aragua”. "
        "No answer to this was read in what the filters leave."
    ]


@pytest.mark.parametrize("kg", [EMPTY, replace(EXAMPLE, claims=())], ids=["no articles", "no claims"])
def test_where_nothing_is_said_the_page_says_that(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg)
    assert not sentences(seen)
    expect(seen.page.locator("#panel .empty")).to_have_text("No claim was read in these articles.")


def test_the_sentences_fit_a_phone(visit: Any) -> None:
    seen: Visit = visit(KG, viewport={"width": 390, "height": 844})
    assert seen.page.locator(".finding > p").first.is_visible()
    assert seen.script("document.documentElement.scrollWidth") == 390


# ------------------------------------------------------------------------------ regions

COMMUNITY = 25
"""How many entities of an invented graph belong together."""
WRITTEN = "rashomon.chart.regions.written"


@pytest.fixture(scope="module")
def apart(many: KnowledgeGraph) -> KnowledgeGraph:
    """The same, with one community per article, and a pair and a group of three that no line connects to the rest."""
    pairs = [("aa", "ab"), ("ba", "bb"), ("bb", "bc")]
    names = sorted({name for pair in pairs for name in pair})
    document = many.documents[0].id
    told = tuple(Proposition(f"{a}-{b}", a, "praises", b) for a, b in pairs)
    claims = tuple(
        Claim(f"small-{it.id}", it.id, Stance.AFFIRMED, DOCUMENT, document, Span(0, 1), "x", "rule", score)
        for it, score in zip(told, (0.6, 0.9, 0.9), strict=True)
    )
    about = {it.id: int(it.subject[1:]) // COMMUNITY for it in many.propositions}
    told_in = [many.documents[n % len(many.documents)].id for n in range(len(many.entities))]
    return replace(
        many,
        entities=(*many.entities, *(Entity(name, "Person", f"Small {name}") for name in names)),
        propositions=(*many.propositions, *told),
        claims=(*(replace(it, document=told_in[about[it.proposition]]) for it in many.claims), *claims),
    )


def until(seen: Visit, holds: str) -> None:
    """Waits until something is true in the page, whose policy forbids Playwright's own way of waiting."""
    step = f"const step = () => ({holds} ? done(true) : requestAnimationFrame(step))"
    seen.script(f"new Promise((done) => {{ {step}; step(); }})")


def test_regions_have_names_from_afar_and_none_lies_over_another(visit: Any, apart: KnowledgeGraph) -> None:
    seen: Visit = visit(apart)
    for whole in (False, True):
        if whole:
            seen.page.get_by_role("button", name="All", exact=True).click()
            seen.script("rashomon.chart.fit()")
        until(seen, "!rashomon.chart.moving")
        boxes = seen.script(f"{WRITTEN}.map(({{ box }}) => box)")
        assert len(boxes) > 1
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                beside = a["right"] <= b["left"] or b["right"] <= a["left"]
                assert beside or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
    seen.page.locator("#chart").focus()
    for _ in range(16):
        seen.page.keyboard.press("+")
    until(seen, f"{WRITTEN}.length === 0")
    assert seen.quiet(), seen.complaints


def test_a_region_is_called_by_entities_and_tells_its_articles(visit: Any, apart: KnowledgeGraph) -> None:
    seen: Visit = visit(apart)
    seen.page.locator("#tray summary").click()
    labels = {it.label for it in apart.entities}
    told = seen.page.locator("#tray button.row").all_inner_texts()
    assert told
    for it in told:
        names, _, articles = it.partition(" · ")
        assert set(names.split(", ")) <= labels
        assert articles.split()[1] == ("article" if articles.split()[0] == "1" else "articles")
    before = seen.script("rashomon.chart.network.getScale()")
    seen.page.locator("#tray button.row").first.click()
    seen.settle()
    assert seen.script("rashomon.chart.network.getScale()") > before


def test_a_click_on_the_name_of_a_region_brings_it_nearer(visit: Any, apart: KnowledgeGraph) -> None:
    seen: Visit = visit(apart)
    x, y, scale = seen.script(
        f"""(() => {{
          const {{ network, stage }} = rashomon.chart;
          const [{{ box }}] = {WRITTEN};
          const at = network.canvasToDOM({{ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }});
          const frame = stage.getBoundingClientRect();
          return [frame.left + at.x, frame.top + at.y, network.getScale()];
        }})()"""
    )
    seen.page.mouse.click(x, y)
    until(seen, f"rashomon.chart.network.getScale() > {scale} * 1.2")
    assert seen.script("location.hash") == ""


def test_what_is_selected_is_seen_without_regions(visit: Any, apart: KnowledgeGraph) -> None:
    seen: Visit = visit(apart)
    assert seen.script(f"{WRITTEN}.length") > 1
    seen.script("rashomon.state.select({ kind: 'node', id: rashomon.chart.regions.shown[0].nodes[0] })")
    seen.settle()
    assert seen.script(f"{WRITTEN}.length") == 0


def test_small_groups_are_listed_and_come_into_the_drawing_when_they_are_chosen(
    visit: Any, apart: KnowledgeGraph
) -> None:
    seen: Visit = visit(apart)
    summary = seen.page.locator("#tray summary")
    expect(summary).to_contain_text("2 smaller groups")
    assert not seen.script("['aa', 'ba'].some((id) => rashomon.chart.places().has(id))")
    summary.click()
    groups = seen.page.locator("#tray a.row")
    assert groups.all_inner_texts() == ["Small bb, Small ba, Small bc", "Small aa, Small ab"]
    groups.first.click()
    assert seen.text("#panel h2") == "Small bb"
    assert seen.script("['ba', 'bb', 'bc'].every((id) => rashomon.chart.places().has(id))")
    # Neither "All" nor "50 more" scatters them.
    assert not seen.script("rashomon.chart.scope.next(1e6).includes('aa')")
    seen.go("#all=1")
    assert not seen.script("rashomon.chart.places().has('aa')")
    seen.go("#score=0.7")
    expect(summary).to_contain_text("1 smaller group")
    seen.page.locator("#tray summary").focus()
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator("#tray")).not_to_have_attribute("open", "")
    assert seen.quiet(), seen.complaints


def test_on_a_phone_the_list_stays_in_the_drawing(visit: Any, apart: KnowledgeGraph) -> None:
    seen: Visit = visit(apart, viewport={"width": 390, "height": 844})
    seen.page.locator("#tray summary").click()
    list, stage = (seen.page.locator(it).bounding_box() for it in ("#tray", ".canvas"))
    assert list
    assert stage
    assert list["y"] >= stage["y"]
    assert list["y"] + list["height"] <= stage["y"] + stage["height"]
    assert seen.script("document.documentElement.scrollWidth") == 390


def test_a_small_page_has_neither_regions_nor_small_groups(visit: Any) -> None:
    seen: Visit = visit(KG)
    assert not seen.page.locator("#tray").is_visible()
    assert seen.script(f"{WRITTEN}.length") == 0
