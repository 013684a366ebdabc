"""A page with only a part of a large graph says so wherever it gives counts, and says nothing wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from graph.model import KnowledgeGraph, Passage, Span
from graph.view import render
from graph.view.fitting import Room, size
from support.pages import large, two_articles
from support.visit import Visit

ALL = len(two_articles().claims)
HELD = 30


def with_texts(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with a long passage in each article that does not contain the sentence of any claim."""
    text = "Nobody says anything here. " * 400
    return replace(kg, passages=tuple(Passage(it.id, Span(10**6, 10**6 + len(text)), text) for it in kg.documents))


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two articles with some of their claims."""
    return page_of(two_articles(), Room(HELD, 10**9), tmp_path_factory.mktemp("part"))


def page_of(kg: KnowledgeGraph, room: Room, folder: Path) -> Path:
    """The file with the page of a graph, rendered with a limit of its own."""
    file = folder / "view.html"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("graph.view.fitting.PAGE", room)
        file.write_text(render(kg), encoding="utf-8", newline="\n")
    return file


def test_a_part_says_how_much_of_the_whole_it_holds(visit: Callable[..., Visit], part: Path) -> None:
    seen = visit(part)
    held = seen.script("rashomon.data.claims.size")
    assert 20 < held <= HELD < ALL
    note = f"Out of a part of the graph: {held} of {ALL} claims. “rashomon serve” shows all."
    assert "of a part of the graph" in seen.text("#shown")
    assert note in seen.text()
    overview = seen.text()
    assert f"This page holds {held} of {ALL} claims, 1 dispute, something out of all 2 articles" in overview
    assert "in these articles" not in overview
    assert "in the part of the graph that this page holds" in overview
    for address in (
        "list=disputes",
        "list=accusations",
        "list=accounts",
        "list=claims",
        "list=index",
        "node=petro",
        "claim=critic",
    ):
        seen.go(address)
        assert note in seen.text(), address
    seen.go("list=ask")
    assert "holds a part of the graph, without statements for SPARQL" in seen.text()
    assert seen.quiet(), seen.complaints


def test_in_an_article_it_is_said_that_not_all_claims_are_underlined(visit: Callable[..., Visit], part: Path) -> None:
    told = "Where something is not underlined, there may be claims that this page has no room for."
    article = two_articles().documents[0].id
    assert told in visit(part, f"#text={article}").text()
    assert told not in visit(two_articles(), f"#text={article}").text()


def test_a_dispute_in_a_part_is_told_as_in_the_whole(visit: Callable[..., Visit], part: Path) -> None:
    def card(seen: Visit) -> str:
        seen.go("claim=critic")
        return seen.page.locator("#panel > .detail, #panel > article").first.inner_text()

    assert card(visit(part)) == card(visit(two_articles()))


def test_a_page_that_holds_everything_says_nothing_of_a_part(visit: Callable[..., Visit]) -> None:
    seen = visit(two_articles())
    assert "part of the graph" not in seen.text() + seen.text("#scope")
    assert not seen.page.locator(".part").count()


def test_a_picture_of_a_part_says_so_too(visit: Callable[..., Visit], part: Path) -> None:
    seen = visit(part)
    seen.page.locator("#save summary").click()
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="SVG", exact=True).click()
    picture = ElementTree.parse(waiting.value.path())
    words = " ".join("".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert f"; out of {seen.script('rashomon.data.claims.size')} of {ALL} claims of the graph" in words


def test_a_name_that_is_not_found_may_be_in_the_rest(visit: Callable[..., Visit], part: Path) -> None:
    seen = visit(part)
    seen.page.locator("#search").fill("Zzyzx")
    assert "was read in the part of the graph that this page holds" in seen.text("#suggestions")


@pytest.mark.parametrize(("address", "link"), [("page", "http://news.test/desk/"), ("view.html", None)])
def test_a_page_from_our_server_leads_to_all_of_it(
    window: Callable[..., Any], part: Path, address: str, link: str | None
) -> None:
    page = window().new_page()
    page.route("http://news.test/**", lambda route: route.fulfill(path=part, content_type="text/html"))
    page.goto(f"http://news.test/desk/{address}")
    page.locator("main[aria-busy=false]").wait_for()
    note = page.locator("#panel > .part")
    assert note.get_by_role("link").evaluate_all("(links) => links.map(({ href }) => href)") == ([link] if link else [])
    assert ("This server shows all." if link else "“rashomon serve” shows all.") in note.inner_text()


def test_where_only_texts_are_left_out_all_claims_are_counted(visit: Callable[..., Visit], tmp_path: Path) -> None:
    kg = with_texts(two_articles())
    file = page_of(kg, Room(10**9, size(kg) - 2000), tmp_path)
    seen = visit(file)
    assert (
        f"This page holds all {ALL} claims, but the text around their sentences only of 1 of 2 articles." in seen.text()
    )
    assert "part of the graph" not in seen.text("#scope")
    held, missing = sorted(
        (it.id for it in kg.documents), key=lambda id: not seen.script("(id) => rashomon.data.passagesIn.has(id)", id)
    )
    seen.go(f"text={missing}")
    assert "Only sentences of it are in this page, which has room for the text of 1 of 2 articles." in seen.text()
    seen.go(f"text={held}")
    assert "Only sentences of it" not in seen.text()
    assert seen.quiet(), seen.complaints


def test_of_a_very_long_list_a_portion_comes_at_a_time(visit: Callable[..., Visit]) -> None:
    seen = visit(large(2200, 1), "#list=index")
    people = seen.page.locator(".section").filter(has=seen.page.get_by_role("heading", name="Person"))
    rows, more = people.locator(".rows > li:visible"), people.locator(".more")
    every = int(people.locator(".count").first.inner_text())
    assert 1000 < every < 1500
    assert rows.count() == 8
    for shown, label in ((500, f"Show 500 of {every:,}"), (1000, f"Show 500 more of {every:,}")):
        assert more.inner_text() == label
        more.click()
        assert rows.count() == shown
        assert (
            rows.nth(shown - 500 if shown > 500 else 8)
            .get_by_role("link")
            .evaluate("(it) => it === document.activeElement")
        )
    assert more.inner_text() == f"Show {every - 1000} more of {every:,}"
    more.click()
    assert rows.count() == every
    assert not more.count()
    names = rows.locator("a").all_inner_texts()
    assert len(set(names)) == every
