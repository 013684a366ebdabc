"""The questions in the workbench in a real browser: they ask about the named entity, as in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest

from graph.queries import named_queries
from support.server import Server
from support.visit import Served, asked_by

Opened = Callable[..., Served]


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
    form.locator("[role=option]").first.wait_for()  # a suggestion is not yet a choice
    form.locator("[name=entity]").press("Enter")
    form.locator(".said", has_text=message).wait_for()
    assert form.locator("[role=option]").count() == 0
    assert seen.page.locator(".tabsList .tab").count() == 2
    assert "400" in seen.complaints[0] or "404" in seen.complaints[0]  # the browser logs that in its console


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


def test_the_address_is_followed_there_and_back(opened: Opened) -> None:
    """This also applies to a question that already has a tab: its query is asked again, and no other."""
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
    """With all parameters, and with only the required ones."""
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
            answer = asked.value.json()
            assert "results" in answer, (query.name, filled, answer)
            found = [it | dict.fromkeys(given) for it in answer["results"]["bindings"]]
            named = server.get(f"/queries/{query.name}", "application/sparql-results+json", **filled).json()
            assert found == [it | dict.fromkeys(given) for it in named["results"]["bindings"]], (query.name, filled)
            told = seen.page.locator(".tabPanel.active .remarks", has_text="The answer is empty")
            told.first.wait_for(state="hidden" if found else "visible")
    assert seen.noise == []
