"""SPARQL in the page: the same answers as in Python, in a worker that can be stopped, and nothing is sent anywhere."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.errors import QueryError
from graph.model import KnowledgeGraph
from graph.ontology import load
from graph.prefixes import PREFIXES
from graph.queries import NamedQuery, named_queries, run
from graph.triples import quads
from graph.view import render, sparql
from support import TESTS
from support.graphs import EXAMPLE, RICH
from support.hostile import PAYLOADS, field, hostile, plain
from support.missing import program
from support.pages import two_articles
from support.visit import CROSS, Visit, asking, said, write

GIVEN = {
    "entity": ("Gustavo Petro", "tren-de-aragua", "Petro", "id:kristi-noem"),
    "relation": ("accuses", "met with"),
    "date": ("2025-03-27",),
    "text": ("government",),
}


def cases() -> list[tuple[NamedQuery, dict[str, str]]]:
    """Every named query without its optional parameters, and with several values for each."""
    found = []
    for query in named_queries():
        needed = {it.name: GIVEN[it.kind][0] for it in query.parameters if it.required}
        found.append((query, needed))
        for parameter in query.parameters:
            found += ((query, needed | {parameter.name: value}) for value in GIVEN[parameter.kind])
    return found


@pytest.mark.parametrize("kg", [RICH, two_articles()], ids=["rich", "two articles"])
def test_the_named_queries_have_the_same_answers_as_in_python(kg: KnowledgeGraph) -> None:
    found = list(quads(kg))
    store = ox.Store()
    store.extend(found)
    asked = []
    for query, given in cases():
        try:
            asked.append((query, given, run(store, query, given)))
        except QueryError:
            continue  # this graph has nobody with that name
    assert len(asked) > len(named_queries())
    question = {
        "quads": "".join(f"{quad} .\n" for quad in found),
        "prefixes": PREFIXES,
        "relations": {name: {"label": it.label} for name, it in load().relations.items()},
        "cases": [asdict(query) | {"given": given} for query, given, _ in asked],
    }
    done = subprocess.run(
        [program("node"), str(TESTS / "view" / "answers.js")],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for (query, given, answer), (head, *rows) in zip(asked, json.loads(done.stdout), strict=True):
        assert tuple(head) == answer.variables, query.name
        wanted = [[term.value if term is not None else "" for term in row] for row in answer.rows]
        assert sorted(rows) == sorted(wanted), (query.name, given)


def test_a_named_question_is_answered_and_leads_to_the_graph(visit: Any) -> None:
    seen = asking(visit, RICH)
    assert "Gustavo Petro criticizes U.S. government" in seen.text("#panel table")
    seen.page.get_by_role("button", name="Show in graph").click()
    assert set(seen.script("[...rashomon.chart.focus.nodes]")) >= {"gustavo-petro", "us-government"}
    seen.page.locator("#question").select_option("labels")
    seen.page.locator("#panel th", has_text="category").wait_for()
    seen.page.get_by_label("entity").fill("aragua train")
    seen.page.keyboard.press("Enter")
    said(seen, "^[1-9].* in ")
    seen.page.locator("#panel td a", has_text="Tren de Aragua").first.click()
    assert seen.text("#panel h2") == "Tren de Aragua"
    seen.page.locator(".back").click()
    assert "Tren de Aragua" in seen.text("#panel table")
    assert seen.quiet(), seen.complaints + seen.requests


def test_an_answer_is_saved_as_csv(visit: Any) -> None:
    seen = asking(visit, EXAMPLE)
    write(seen, 'SELECT ?node ("a \\"b\\", c" AS ?text) { ?node a rsh:Government }')
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="Download CSV").click()
    text = Path(waiting.value.path()).read_bytes().decode()
    assert text == '\ufeffnode,text\r\nhttps://w3id.org/rashomon/id/us-government,"a ""b"", c"\r\n'


def test_every_form_of_query_is_answered(visit: Any) -> None:
    seen = asking(visit, EXAMPLE)
    write(seen, "ASK { ?claim a rsh:Claim }")
    assert seen.text("#asked").startswith("Yes, in ")
    write(seen, "CONSTRUCT { ?a rsh:leads ?b } { ?a rsh:officialOf ?b }")
    assert "leads" in seen.text("#panel .turtle")
    write(seen, "SELECT * { ?a rsh:noSuch ?b }")
    assert "Nothing that was read answers this." in seen.text()
    write(seen, "SELECT ?who ?whom FROM acc:kristi-noem { ?who rsh:criticizes ?whom }")
    assert "id:gustavo-petro" in seen.text("#panel table")


def test_what_is_wrong_is_told_with_its_place(visit: Any) -> None:
    seen = asking(visit, EXAMPLE)
    write(seen, "SELECT * {\n  ?s ?p ?o .\n  FILTR(?o = 1)\n}")
    assert seen.text("#asked").startswith("line 3, column 3: cannot be read from here on: FILTR")
    assert seen.text(".numbers mark") == "3"
    assert (
        seen.script(
            "getSelection().toString() || document.activeElement.value.slice("
            "document.activeElement.selectionStart, document.activeElement.selectionEnd)"
        )
        == "FILTR(?o"
    )
    write(seen, "SELECT * { SERVICE SILENT <https://evil.example/> { ?s ?p ?o } }")
    assert "SERVICE is refused" in seen.text("#asked")
    write(seen, "DELETE WHERE { ?s ?p ?o }")
    assert "DELETE is refused" in seen.text("#asked")
    write(seen, "ASK {}")
    assert seen.text("#asked").startswith("Yes")
    assert seen.quiet(), seen.complaints + seen.requests


def test_a_query_without_end_leaves_the_page_alive_and_can_be_stopped(visit: Any) -> None:
    seen = asking(visit, two_articles())
    seen.page.locator("#question").select_option("")
    seen.page.locator(".editor textarea").fill(CROSS)
    seen.page.get_by_role("button", name="Run").click()
    seen.page.locator("#tab-index").click()
    assert seen.text("#panel h2") == "Index"
    seen.page.locator("#tab-ask").click()
    assert seen.text("#asked") == "Asking …"
    seen.page.get_by_role("button", name="Stop").click()
    assert seen.text("#asked") == "Stopped."
    write(seen, "ASK { ?claim a rsh:Claim }")
    assert seen.text("#asked").startswith("Yes")


def test_nothing_is_unpacked_before_it_is_asked_for(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    assert seen.page.workers == []
    seen.page.locator("#tab-ask").click()
    seen.page.wait_for_selector("#panel table")
    assert len(seen.page.workers) == 1


def test_without_sparql_there_is_none(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#list=ask", sparql=False)
    assert seen.page.get_by_role("tab", name="Ask").count() == 0
    assert seen.quiet(), seen.complaints


def test_a_graph_that_is_too_large_says_so(visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "MOST_QUADS", 20)
    page = tmp_path / "view.html"
    page.write_text(render(EXAMPLE), encoding="utf-8", newline="\n")
    seen: Visit = visit(page, "#list=ask")
    seen.page.locator("#panel h2", has_text="Ask").wait_for()
    assert "more than 20 statements" in seen.text()
    assert seen.quiet(), seen.complaints


def test_no_payload_in_an_answer_runs(visit: Any) -> None:
    seen = asking(visit, hostile(vocabulary=True))
    write(seen, "SELECT * { ?s ?p ?o FILTER(isLiteral(?o)) } ORDER BY ?o")
    while seen.page.locator("#panel .more:visible").count():
        seen.page.locator("#panel .more:visible").click()
    text = plain(seen.script("document.querySelector('#panel table').textContent"))
    for number in range(len(PAYLOADS)):
        for name in ("title", "url", "quote", "content", "name", "alias"):
            assert plain(field(number, name)) in text, (name, PAYLOADS[number])
    write(seen, "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }")
    assert seen.page.locator("a[href^='javascript:']").count() == 0
    assert seen.quiet(), seen.complaints + seen.requests
