"""Exploring the page: what is drawn when it opens, neighbours, paths, accounts, filters, lists, paragraphs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import KnowledgeGraph, Metadata, Passage, Span
from graph.view.drawing import draw
from graph.view.opening import LEAST, MOST, among, opening
from support.graphs import EXAMPLE, RICH
from support.pages import large, two_articles
from support.visit import Visit, shown_lines


def told(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with a paragraph around every sentence, long enough to be shortened at first."""
    before, after = "Before 😀 it. " * 40, " After it." * 40
    claims, passages = [], []
    for i, claim in enumerate(kg.claims):
        start = 10_000 * i
        span = Span(start + len(before), start + len(before) + len(claim.quote))
        claims.append(replace(claim, evidence=span))
        text = before + claim.quote + after
        passages.append(Passage(claim.document, Span(start, start + len(text)), text))
    return replace(kg, claims=tuple(claims), passages=tuple(passages))


# ---------------------------------------------------------------------- what is drawn


def test_a_large_graph_opens_on_disputes_and_on_those_most_spoken_of(many: KnowledgeGraph) -> None:
    drawing = draw(many)
    first = opening(drawing)
    assert len(first) == LEAST
    assert len(opening(draw(large(5000, 5000)))) <= MOST
    disputed = {end for line in drawing.lines if line.disputed for end in (line.source, line.target)}
    assert disputed
    assert disputed <= set(first)
    weights = sorted((drawing.weights[id] for id in drawing.sizes if id not in disputed), reverse=True)
    assert all(drawing.weights[id] >= weights[LEAST] for id in first if id not in disputed)
    part = among(drawing, first)
    assert set(part.sizes) == set(first)


def test_more_can_be_drawn_and_taken_out_again(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
    size = "rashomon.chart.places().size"
    assert seen.script(size) == LEAST
    assert f"{LEAST} of " in seen.text("#shown")
    seen.page.get_by_role("button", name="50 more").click()
    assert seen.script(size) == LEAST + 50
    address = seen.script("location.hash")
    seen.page.get_by_role("button", name="All", exact=True).click()
    assert seen.script(size) == seen.script("rashomon.chart.scope.all.length")
    seen.page.get_by_role("button", name="Reset").click()
    assert seen.script(size) == LEAST
    seen.go(address)
    assert seen.script(size) == LEAST + 50
    assert seen.quiet(), seen.complaints


def test_whoever_is_not_drawn_is_found_and_drawn_with_neighbours(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, viewport={"width": 900, "height": 600})
    far = seen.script("rashomon.chart.scope.all.filter((id) => !rashomon.chart.places().has(id)).at(-1)")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type(seen.script("(id) => rashomon.data.name(id)", far))
    seen.page.keyboard.press("Enter")
    drawn = "(id) => rashomon.chart.places().has(id)"
    assert seen.script(drawn, far)
    gaps = """(id) => {
      const { x, y } = rashomon.chart.places().get(id);
      const others = [...rashomon.chart.places()].filter(([other]) => other !== id);
      return Math.min(...others.map(([, at]) => Math.hypot(at.x - x, at.y - y)));
    }"""
    assert seen.script(gaps, far) > 60
    seen.page.get_by_role("button", name="Hide").click()
    assert not seen.script(drawn, far)
    hub = seen.script("rashomon.chart.scope.all[0]")
    seen.go(f"#node={hub}")
    missing = seen.script("(id) => rashomon.chart.scope.missing(id).length", hub)
    assert missing > 0
    seen.page.get_by_role("button", name="Expand").click()
    assert seen.script("(id) => rashomon.chart.scope.missing(id).length", hub) == max(0, missing - 30)
    assert seen.quiet(), seen.complaints


def test_what_is_dragged_stays_where_it_is_and_in_the_address(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    place = "rashomon.chart.places().get('kristi-noem')"
    spot_of = seen.script(place)
    spot = seen.script("""() => {
      const { chart } = rashomon;
      const { x, y } = chart.network.canvasToDOM(chart.places().get("kristi-noem"));
      const { left, top } = chart.stage.getBoundingClientRect();
      return [left + x, top + y];
    }""")
    seen.page.mouse.move(*spot)
    seen.page.mouse.down()
    seen.page.mouse.move(spot[0] + 90, spot[1] + 60, steps=5)
    seen.page.mouse.up()
    moved = seen.script(place)
    seen.page.get_by_role("button", name="Denied").click()
    seen.page.get_by_role("button", name="Denied").click()
    assert seen.script(place) == moved
    address = seen.script("location.hash")
    assert address.endswith(f"pin={moved['x']}%2C{moved['y']}%2Ckristi-noem")
    again: Visit = visit(EXAMPLE, address)
    assert again.script(place) == moved
    again.go(f"{address}&node=kristi-noem")
    again.page.get_by_role("button", name="Unpin").click()
    assert again.script(place) == spot_of
    assert "pin" not in again.script("location.hash")
    again.go("#pin=1,2&pin=,,&pin=1e9,3,kristi-noem&pin=3,4,nobody&pin=5,6,%3Cscript%3E")
    assert again.script(place) == spot_of
    assert again.quiet(), again.complaints


def test_two_entities_are_connected_step_by_step(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#node=cecot")
    seen.page.get_by_role("button", name="Path to").click()
    seen.page.keyboard.type("Tren de")
    seen.page.keyboard.press("Enter")
    assert seen.text("#panel h2") == "CECOT to Tren de Aragua"
    steps = seen.page.locator(".step h3").all_inner_texts()
    assert steps[0].startswith("CECOT")
    assert steps[-1].endswith("Tren de Aragua")
    assert f"{len(steps)} steps apart." in seen.text()
    seen.go('#path=["cecot","us-gov-no"]')
    assert "Nothing that connects them was read in these articles." in seen.text()
    seen.go("#path=nonsense")
    assert seen.quiet(), seen.complaints


# ----------------------------------------------------------------- accounts and filters


def test_one_world_and_where_two_differ(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=accounts")
    before = len(shown_lines(seen))
    seen.page.get_by_label("Whose account").select_option("noem")
    assert 0 < len(shown_lines(seen)) < before
    said = seen.script(
        "rashomon.chart.drawn.every(({ line }) => rashomon.view.claimsOn(line).some((c) => c.speaker === 'noem'))"
    )
    assert said
    assert "petro" in seen.script("[...rashomon.chart.places().keys()]")
    assert "cecot" not in seen.script("[...rashomon.chart.places().keys()]")
    seen.page.get_by_label("Compared with").select_option("sanchez")
    text = seen.text()
    assert text.index("One affirms, the other denies") < text.index("Gustavo Petro criticizes U.S. government")
    assert "Only Kristi Noem" in text
    assert "Only Pedro Sanchez" in text
    assert seen.script("location.hash") == "#list=accounts&world=noem&versus=sanchez"
    colours = seen.script(
        "Object.fromEntries(rashomon.chart.drawn.map(({ line }) => [line.relation, rashomon.chart.tint(line)]))"
    )
    assert colours["criticizes"] == "denied"
    assert {"first", "second"} <= set(colours.values())
    seen.page.get_by_label("Whose account").select_option("")
    assert len(shown_lines(seen)) == before


def test_what_an_outlet_says_itself_is_its_account(visit: Any) -> None:
    seen: Visit = visit(RICH, "#list=accounts")
    outlet = seen.script("[...rashomon.data.articles.values()].find(({ publisher }) => publisher).publisher")
    seen.page.get_by_label("Whose account").select_option(outlet)
    voices = seen.script("[...new Set(rashomon.chart.drawn.flatMap(({ line }) => line.voices))]")
    assert "stated" in voices


def test_articles_relations_and_days_filter_and_the_address_keeps_it(visit: Any) -> None:
    kg = two_articles()
    first, second = (document.id for document in kg.documents)
    documents = tuple(replace(it, published=date(2025, 4, 1 + i)) for i, it in enumerate(kg.documents))
    seen: Visit = visit(replace(kg, documents=documents))
    seen.page.locator("#filters summary").click()
    seen.page.get_by_label("Article").select_option(first)
    count = sum(1 for claim in kg.claims if claim.document == first)
    assert seen.script("rashomon.view.claims.size") == count
    assert "1 filter on" in seen.text("#filters summary")
    seen.page.get_by_role("button", name="Clear all filters").click()
    assert seen.script("rashomon.view.claims.size") == len(kg.claims)
    seen.page.get_by_role("button", name="visited", exact=False).first.click()
    assert "visited" not in shown_lines(seen)
    assert seen.script("location.hash") == "#hide=visited"
    seen.page.get_by_role("button", name="Clear all filters").click()
    late = seen.page.get_by_role("slider", name="From which day")
    late.focus()
    seen.page.keyboard.press("End")
    assert seen.script("location.hash") == "#since=2025-04-02"
    kept = {it.id for it in kg.claims if it.document == documents[1].id}
    assert set(seen.script("[...rashomon.view.claims.keys()]")) == kept
    assert second == documents[1].id
    assert seen.quiet(), seen.complaints


def test_days_are_those_of_the_event_where_that_is_asked_for(visit: Any) -> None:
    seen: Visit = visit(RICH, "#dates=event&since=2025-03-27&until=2025-03-27")
    told_of = seen.script(
        "[...rashomon.view.claims.values()].map(({ proposition }) => rashomon.data.propositions.get(proposition))"
    )
    assert told_of
    for p in told_of:
        assert (p.get("on") or p.get("earliest")) <= "2025-03-27" <= (p.get("on") or p.get("latest"))


# ------------------------------------------------------------------------------ lists


def test_the_table_of_claims_sorts_filters_and_downloads(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=claims")
    rows = seen.page.locator(".table-row")
    assert 0 < rows.count() < 60 < len(many.claims)
    seen.page.get_by_role("button", name="Confidence").click()
    least = min(claim.score for claim in many.claims)
    assert rows.first.locator(".cell-score").inner_text() == f"{least:.2f}"
    seen.page.get_by_role("button", name="Confidence").click()
    assert seen.page.get_by_role("columnheader", name="Confidence").get_attribute("aria-sort") == "descending"
    seen.page.get_by_label("Filter the claims").fill("accuses")
    wanted = [p.id for p in many.propositions if p.relation == "accuses"]
    left = sum(1 for claim in many.claims if claim.proposition in wanted)
    assert seen.text(".table-top .note").startswith(f"{left} of")
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="Download CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) == left
    assert {row["sentence"] for row in table} <= {claim.quote for claim in many.claims}
    rows.first.get_by_role("link").click()
    assert "accuses" in seen.text("#panel h2")
    seen.page.get_by_role("button", name="Claims").click()
    assert seen.page.get_by_role("tab", selected=True).inner_text() == "Claims"
    assert seen.quiet(), seen.complaints


def test_a_cell_is_never_a_formula(visit: Any) -> None:
    bad = '=HYPERLINK("x")'
    seen: Visit = visit(replace(EXAMPLE, claims=tuple(replace(it, quote=bad) for it in EXAMPLE.claims)), "#list=claims")
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="Download CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert {row["sentence"] for row in csv.DictReader(io.StringIO(text))} == {f"'{bad}"}


def test_labels_stand_in_a_matrix(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=labels")
    heads = seen.page.locator(".matrix thead th").all_inner_texts()
    cells = seen.page.locator(".matrix tbody tr").first.locator("th, td").all_inner_texts()
    assert {head: cell.strip() for head, cell in zip(heads[1:], cells[1:], strict=True)} == {
        "Colombia": "Organized Common Crime Group",
        "United States": "terrorist organization",
    }
    seen.page.get_by_role("link", name="terrorist organization").click()
    assert seen.text("#panel h2") == "United States classifies Tren de Aragua as terrorist organization"


# --------------------------------------------------------------------------- evidence


def test_the_sentence_stands_in_its_paragraph(visit: Any) -> None:
    kg = told(EXAMPLE)
    seen: Visit = visit(kg, "#claim=critic")
    quotes = {claim.quote for claim in kg.claims if claim.proposition == "critic"}
    marked = seen.page.locator("#panel blockquote mark").all_inner_texts()
    assert set(marked) == quotes
    block = seen.page.locator("#panel blockquote").first
    assert "…" in block.inner_text()
    assert "Before 😀 it." in block.inner_text()
    block.get_by_role("button", name="Whole paragraph").click()
    assert block.inner_text().count("Before") == 40
    assert block.locator("button").count() == 0
    assert seen.quiet(), seen.complaints


def test_a_claim_can_be_cited(visit: Any) -> None:
    document = Metadata(
        "a.txt", "a" * 64, "A title", "Ana Ruiz", date(2025, 4, 7), "The Outlet", "https://example.org/"
    )
    relayed = {"c2": ("pedro-sanchez",)}
    claims = tuple(replace(it, document=document.id, relayed_by=relayed.get(it.id, ())) for it in EXAMPLE.claims)
    seen: Visit = visit(replace(EXAMPLE, documents=(document,), claims=claims), "#claim=critic")
    seen.page.get_by_role("button", name="Cite").first.click()
    cited = seen.text(".copied pre")
    # The sentence is the journalist's: the speaker is named after it.
    assert cited.startswith("Ana Ruiz, “A title”, The Outlet, 7 April 2025, https://example.org/: ")
    source, said = cited.split("\n")
    assert next(it.quote for it in claims if it.id == "c2") in source
    assert said.startswith(
        "Reported there: Kristi Noem (according to Pedro Sanchez) affirms: “Gustavo Petro criticizes"
    )
    seen.page.get_by_role("button", name="Cite").nth(1).click()
    denial = seen.page.locator(".copied pre").nth(1).inner_text()
    assert "\nReported there: Pedro Sanchez denies: “Gustavo Petro criticizes" in denial
    seen.page.get_by_role("button", name="Cite").nth(1).click()
    seen.page.get_by_role("button", name="Cite").first.click()
    assert seen.page.locator(".copied pre").count() == 0


def test_a_claim_has_a_packet_for_a_right_of_reply(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#claim=critic")
    seen.page.get_by_role("button", name="Packet").click()
    shown = seen.text(".copied pre")
    assert shown.startswith("# Gustavo Petro criticizes")
    for part in ("Disputed.", "## Affirmed", "## Denied", "## Articles", "SHA-256"):
        assert part in shown
    assert seen.quiet(), seen.complaints


def test_an_entity_has_a_timeline(visit: Any) -> None:
    seen: Visit = visit(RICH, "#node=gustavo-petro")
    days = seen.script("[...document.querySelectorAll('.dated time')].map((time) => time.dateTime)")
    assert days
    assert days == sorted(days)
