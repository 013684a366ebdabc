"""The server's pages in a real browser: no requests to other hosts, no errors, and results that link to pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from support.server import LIMITS, serving
from support.visit import Served

Opened = Callable[..., Served]
NARROW = {"width": 390, "height": 844}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_quiet_and_fit_a_phone(opened: Opened, scheme: str) -> None:
    seen = opened("/", viewport=NARROW, color_scheme=scheme)
    for path in ("/", "/id/kristi-noem", "/claim/7e2d375fad85fa48", "/prop/74575e9542b446db", "/html/ns"):
        seen.go(path)
        assert seen.noise == [], path
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_name_is_found_by_keyboard(opened: Opened) -> None:
    seen = opened("/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("noem")
    seen.page.wait_for_selector("#suggestions [role=option]")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.get_attribute("#search", "aria-activedescendant") == "suggestions-0"
    with seen.page.expect_navigation():
        seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("/html/id/kristi-noem")
    assert seen.noise == []


def test_a_question_runs_and_its_results_lead_to_pages(opened: Opened) -> None:
    seen = opened("/workbench#named=speaks-of")
    assert any("Pedro Sanchez" in row and "Kristi Noem" in row for row in seen.rows())
    link = seen.page.locator(".yasr table a.iri", has_text="id:pedro-sanchez").first
    assert link.get_attribute("href") == "/id/pedro-sanchez"
    link.click()
    seen.page.wait_for_selector("h1")
    assert seen.page.url.endswith("/html/id/pedro-sanchez")
    assert seen.page.inner_text("h1") == "Pedro Sanchez"
    assert seen.noise == []


def test_more_of_a_page_is_asked_in_the_workbench(opened: Opened) -> None:
    seen = opened("/html/account/pedro-sanchez")
    with seen.page.expect_navigation():
        seen.page.get_by_text("Ask this account").click()
    rows = seen.rows()
    assert len(rows) == 5
    assert (
        seen.page.locator(".yasr a.iri", has_text="rsh:classifiesAs").first.get_attribute("href")
        == "/html/ns#classifiesAs"
    )
    assert seen.noise == []


def test_an_address_cannot_send_queries_elsewhere(opened: Opened) -> None:
    query = quote("SELECT * { id:kristi-noem rdfs:label ?name }")
    seen = opened(f"/workbench#query={query}&endpoint=https%3A%2F%2Fevil.example%2Fsparql&requestMethod=GET")
    assert seen.rows() == ["Kristi Noem"]
    assert seen.noise == []


def test_errors_are_told_in_words(opened: Opened) -> None:
    seen = opened(f"/workbench#query={quote('SELECT * { ?s ?p ')}")
    seen.page.wait_for_selector(".yasr .errorResult")
    assert "line 1" in seen.page.inner_text(".yasr .errorResult")
    assert seen.elsewhere == []


def remarks(seen: Served, query: str) -> list[str]:
    """The remarks above the result of a query."""
    seen.page.goto("about:blank")
    seen.go(f"/workbench#query={quote(query)}")
    seen.page.locator(".tabPanel.active .yasr_results > *").first.wait_for()
    return seen.page.locator(".tabPanel.active .remarks[role=status] p").all_inner_texts()


def test_warnings_and_emptiness_are_told_above_the_result(opened: Opened, built: Path) -> None:
    seen = opened("/")
    empty = "The answer is empty: nothing that matches was read."
    assert remarks(seen, "SELECT ?s { ?s rdfs:label ?o } LIMIT 3") == []
    assert remarks(seen, "SELECT ?s { ?s rdfs:nope ?o }") == [empty]
    assert remarks(seen, "CONSTRUCT WHERE { ?s rdfs:nope ?o }") == [empty]
    assert remarks(seen, "SELECT ?z { ?s rdfs:label ?o } LIMIT 3") == ["?z is selected but used nowhere else"]
    harmful = "urn:%22'&gt;onerror=pwned=1"
    (told, missing) = remarks(seen, f"SELECT ?s FROM <{harmful}> {{ ?s ?p ?o }}")
    assert (told, missing) == (empty, f"graph <{harmful}> is not in this store, so it is empty")
    seen.page.reload()  # YASGUI shows its saved result again
    seen.page.locator(".remarks", has_text="is not in this store").wait_for()
    assert seen.noise == []
    with serving(built, replace(LIMITS, rows=3)) as few:
        seen.server = few
        assert remarks(seen, "SELECT * { ?s ?p ?o }") == ["these are the first 3 rows: there are more"]
        assert remarks(seen, "CONSTRUCT WHERE { ?s ?p ?o }") == ["these are the first 3 triples: there are more"]


def test_harmful_results_run_nothing(opened: Opened) -> None:
    harm = "<img src=x onerror=globalThis.pwned=1>"
    values = (
        f'VALUES (?a ?b) {{ ("{harm}" <javascript:globalThis.pwned=1>) ("x"@en <https://example.org/\'onclick=x>) }}'
    )
    seen = opened(f"/workbench#query={quote(f'SELECT * {{ {values} }}')}")
    rows = seen.rows()
    assert harm in rows[0]
    hrefs = seen.page.eval_on_selector_all(".yasr table a", "all => all.map((it) => it.getAttribute('href'))")
    assert all(href.startswith(("/", "https://")) for href in hrefs)
    assert seen.page.evaluate("globalThis.pwned === undefined")
    assert seen.noise == []
