"""The server's pages in a real browser: nothing is asked of others, nothing complains, and the workbench works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

import pytest

from graph.queries import named_queries
from support.server import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page


Opened = Callable[..., "Seen"]
NARROW = {"width": 390, "height": 844}


class Seen:
    """A page of the server, and what it did besides showing something."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on(
            "request", lambda it: it.url.startswith((server.url, "data:", "blob:")) or self.elsewhere.append(it.url)
        )
        page.on("console", lambda it: self.complaints.append(f"{it.type}: {it.text}"))
        page.on("pageerror", lambda it: self.complaints.append(str(it)))

    def go(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    @property
    def noise(self) -> list[str]:
        return self.elsewhere + self.complaints

    def rows(self) -> list[str]:
        self.page.wait_for_selector(".yasr table tbody tr")
        return self.page.locator(".yasr table tbody tr").all_inner_texts()


def asked_by(seen: Seen) -> str:
    """The query that stands in the open tab."""
    text: str = seen.page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()")
    return text


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    with serving(built) as it:
        yield it


@pytest.fixture
def opened(window: Any, server: Server) -> Opened:
    def open(path: str, **options: object) -> Seen:
        seen = Seen(window(**options).new_page(), server)
        seen.go(path)
        return seen

    return open


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


def test_a_question_with_an_optional_parameter_is_asked_of_that_one(opened: Opened) -> None:
    seen = opened("/workbench")
    form = seen.page.locator("[data-name=visits]")
    form.locator("summary").click()
    form.locator("[name=entity]").fill("CECOT")
    form.locator("button").press("Enter")
    rows = seen.rows()
    assert rows
    assert all("CECOT" in row for row in rows)


def test_a_question_is_asked_with_what_was_filled_in(opened: Opened) -> None:
    seen = opened("/workbench")
    form = seen.page.locator("[data-name=says]")
    form.locator("summary").click()
    form.locator("[name=speaker]").fill("gustavo")
    form.locator("[role=option]").first.click()
    form.locator("[name=about]").fill("Kristi Noem")
    form.locator("button").press("Enter")
    assert any("remarks by the U.S. Secretary of Homeland Security lack credibility" in row for row in seen.rows())
    asked = asked_by(seen)
    id = "https://w3id.org/rashomon/id/"
    assert f"VALUES (?speaker ?about) {{ (<{id}gustavo-petro> <{id}kristi-noem>) }}\n" in asked
    assert seen.noise == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("US", "nothing in the graph is called 'US'; did you mean 'U.S.'"),
        ("Petr", "nothing in the graph is called 'Petr'; did you mean 'Petro'"),
    ],
)
def test_a_part_of_a_name_is_nobody(opened: Opened, name: str, message: str) -> None:
    seen = opened("/workbench#named=visits")
    seen.rows()
    form = seen.page.locator("[data-name=visits]")
    form.locator("[name=entity]").fill(name)
    form.locator("[role=option]").first.wait_for()  # what is suggested is not what was chosen
    form.locator("[name=entity]").press("Enter")
    form.locator(".said", has_text=message).wait_for()
    assert form.locator("[role=option]").count() == 0
    assert seen.page.locator(".tabsList .tab").count() == 2
    assert "400" in seen.complaints[0] or "404" in seen.complaints[0]  # the browser notes that in its console


@pytest.mark.parametrize(("name", "id"), [("U.S.", "united-states"), ("petro", "gustavo-petro")])
def test_a_name_is_who_it_is_in_the_terminal(opened: Opened, name: str, id: str) -> None:
    seen = opened("/workbench")
    form = seen.page.locator("[data-name=visits]")
    form.locator("summary").click()
    form.locator("[name=entity]").fill(name)
    form.locator("[name=entity]").press("Enter")
    seen.page.locator(".tabsList .tab", has_text="Visits and meetings").wait_for()
    assert f"VALUES (?entity) {{ (<https://w3id.org/rashomon/id/{id}>) }}\n" in asked_by(seen)
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


def test_the_address_is_followed_there_and_back(opened: Opened) -> None:
    """Also to a question that has its tab already, whose query is asked again and no other."""
    seen = opened("/workbench#named=disputes")
    seen.rows()
    asked: list[str] = []
    seen.page.on("request", lambda it: asked.append(unquote_plus(it.post_data or "")) if "/sparql" in it.url else None)
    wanted: list[str] = []

    def follows(step: str, text: str) -> None:
        with seen.page.expect_response(lambda it: "/sparql" in it.url):
            seen.page.evaluate(step)
        seen.page.locator(".tabPanel.active .CodeMirror-line", has_text=text).first.wait_for()
        assert text in asked_by(seen)
        wanted.append(text)
        assert len(asked) == len(wanted)
        assert all(text in query for text, query in zip(wanted, asked, strict=True))

    follows("location.hash = '#named=labels'", "# Labels")
    follows("location.hash = '#query=' + encodeURIComponent('SELECT ?s { ?s rdfs:nope 1 }')", "rdfs:nope")
    assert "empty" in seen.page.locator(".tabPanel.active .remarks").inner_text()
    follows("history.back()", "# Labels")
    seen.page.locator(".tabPanel.active .yasr_response_chip", has_text="2 results").wait_for()
    follows("history.forward()", "rdfs:nope")
    seen.page.reload()
    seen.page.locator(".tabPanel.active .CodeMirror-line", has_text="rdfs:nope").first.wait_for()
    assert seen.noise == []


def test_every_question_gives_the_rows_of_the_named_query(opened: Opened, server: Server) -> None:
    """With all parameters, and with those alone that it needs."""
    values = {"date": "2025-04-07", "relation": "accuses"}
    people = {"other": "Pedro Sanchez", "object": "Gustavo Petro", "about": "Gustavo Petro"}
    seen = opened("/workbench")
    for query in named_queries():
        given = {it.name: values.get(it.kind) or people.get(it.name, "Kristi Noem") for it in query.parameters}
        needed = {it.name: given[it.name] for it in query.parameters if it.required}
        form = seen.page.locator(f"[data-name={query.name}]")
        form.locator("summary").click()
        for filled in (needed, given) if needed != given else (given,):
            for name, value in filled.items():
                form.locator(f"[name={name}]").fill(value)
            with seen.page.expect_response(lambda it: "/sparql" in it.url) as asked:
                form.locator("button").press("Enter")
            found = [it | dict.fromkeys(given) for it in asked.value.json()["results"]["bindings"]]
            named = server.get(f"/queries/{query.name}", "application/sparql-results+json", **filled).json()
            assert found == [it | dict.fromkeys(given) for it in named["results"]["bindings"]], (query.name, filled)
            told = seen.page.locator(".tabPanel.active .remarks", has_text="The answer is empty")
            told.first.wait_for(state="hidden" if found else "visible")
    assert seen.noise == []


def remarks(seen: Seen, query: str) -> list[str]:
    """What stands above the result of a query."""
    seen.page.goto("about:blank")
    seen.go(f"/workbench#query={quote(query)}")
    seen.page.locator(".tabPanel.active .yasr_results > *").first.wait_for()
    return seen.page.locator(".tabPanel.active .remarks[role=status] p").all_inner_texts()


def test_warnings_and_emptiness_are_told_above_the_result(opened: Opened, built: Path) -> None:
    seen = opened("/")
    empty = "The answer is empty: nothing in the graph fits."
    assert remarks(seen, "SELECT ?s { ?s rdfs:label ?o } LIMIT 3") == []
    assert remarks(seen, "SELECT ?s { ?s rdfs:nope ?o }") == [empty]
    assert remarks(seen, "CONSTRUCT WHERE { ?s rdfs:nope ?o }") == [empty]
    assert remarks(seen, "SELECT ?z { ?s rdfs:label ?o } LIMIT 3") == ["?z is selected and stands nowhere else"]
    harmful = "urn:%22'&gt;onerror=pwned=1"
    (told, missing) = remarks(seen, f"SELECT ?s FROM <{harmful}> {{ ?s ?p ?o }}")
    assert (told, missing) == (empty, f"graph <{harmful}> is not in this store, so it is empty")
    seen.page.reload()  # YASGUI shows again what it kept
    seen.page.locator(".remarks", has_text="is not in this store").wait_for()
    assert seen.noise == []
    with serving(built, "--rows", "3") as few:
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
