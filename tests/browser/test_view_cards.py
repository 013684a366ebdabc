"""Story cards: a dispute, the labels and a path as separate files, which run nothing and fetch nothing."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from graph.model import Metadata
from support.graphs import EXAMPLE
from support.hostile import PAYLOADS, field, hostile, plain
from support.pages import two_articles
from support.visit import Visit

SVG = "{http://www.w3.org/2000/svg}"
KEEPING = """() => {
  globalThis.kept = [];
  URL.createObjectURL = (file) => (kept.push(file), "");
  HTMLAnchorElement.prototype.click = () => {};
}"""
INSIDE = """() => {
  const all = [...document.querySelectorAll("*")];
  return {
    tags: all.map(({ localName }) => localName),
    handlers: all.flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith("on")).length,
    links: all.flatMap(({ localName, protocol }) => (localName === "a" ? [protocol] : [])),
    pwned: globalThis.pwned !== undefined,
    text: document.documentElement.textContent,
  };
}"""
_DRAWN = {"svg", "title", "desc", "style", "rect", "path", "text"}
ELEMENTS = {
    "svg": _DRAWN,
    "html": _DRAWN | {"html", "head", "meta", "body", "figure", "figcaption", "ul", "li", "a"},
}
CARDS = {"dispute": "#claim=critic", "labels": "#list=labels", "path": '#path=["tda","sanchez"]'}


def card(seen: Visit, form: str, at: Path) -> Path:
    """The card that the panel offers, saved in a folder."""
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name=f"Story card as {form.upper()}").click()
    file = at / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def written(svg: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(svg).getroot().iter(f"{SVG}text"))


@pytest.mark.parametrize("name", CARDS)
def test_each_card_says_what_it_is_and_where_it_is_from(visit: Any, name: str, tmp_path: Path) -> None:
    seen: Visit = visit(two_articles(), CARDS[name])
    file = card(seen, "svg", tmp_path)
    assert file.name == f"{name}.svg"
    picture = ElementTree.parse(file).getroot()
    assert picture.get("width") == "600"
    said = picture.findtext(f"{SVG}desc") or ""
    assert picture.findtext(f"{SVG}title") in said
    assert re.search(r"^Sources?: .*2025", said, re.MULTILINE)
    assert "Made with Rashomon" in said
    assert "font/woff2" in (picture.findtext(f"{SVG}style") or "")
    assert seen.quiet(), seen.complaints + seen.requests


def test_a_dispute_has_both_sides_with_their_sentences(visit: Any, tmp_path: Path) -> None:
    kg = two_articles()
    seen: Visit = visit(kg, "#claim=critic")
    said = ElementTree.parse(card(seen, "svg", tmp_path)).getroot().findtext(f"{SVG}desc") or ""
    lines = said.split("\n")
    assert lines.index("Affirmed") < lines.index("Denied")
    quotes = {it.quote for it in kg.claims if it.proposition == "critic"}
    shown = [line[1:-1].replace("…", "") for line in lines if line[:1] in "“‘" and line]
    assert len(shown) >= 2
    # Letter for letter, no matter how many of its words fit.
    assert all(any(" ".join(quote.split()).startswith(" ".join(it.split())) for quote in quotes) for it in shown)
    assert any(re.fullmatch(r".+ denies this", line) for line in lines)


def test_what_nobody_disputes_has_no_card_of_a_dispute(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#claim=meeting")
    assert seen.page.locator("#panel blockquote").count() >= 1
    assert seen.page.get_by_role("group", name="Story card").count() == 0


def test_words_stay_inside_the_card_and_off_each_other(visit: Any, tmp_path: Path) -> None:
    names = {"petro": "A-very-long-name " * 6, "sanchez": "x" * 140}
    kg = two_articles()
    entities = tuple(replace(it, label=names.get(it.id, it.label)) for it in kg.entities)
    seen: Visit = visit(replace(kg, entities=entities), "#claim=critic")
    files = [card(seen, "svg", tmp_path)]
    for address in (CARDS["labels"], CARDS["path"]):
        seen.go(address)
        files.append(card(seen, "svg", tmp_path))
    for file in files:
        seen.page.goto(file.as_uri())
        boxes = seen.script(
            "document.fonts.ready.then(() => [...document.querySelectorAll('text')].map((text) => "
            "{ const { x, y, width, height } = text.getBBox(); return [x, y, width, height]; }))"
        )
        assert all(x >= 0 and x + width <= 600 for x, _, width, _ in boxes)
        inner = [(x + 1, y + height * 0.3, x + width - 1, y + height * 0.7) for x, y, width, height in boxes]
        for i, (left, top, right, bottom) in enumerate(inner):
            for other in inner[i + 1 :]:
                assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < bottom), file.name


def test_a_name_from_right_to_left_keeps_its_direction_to_itself(visit: Any, tmp_path: Path) -> None:
    kg = two_articles()
    entities = tuple(replace(it, label="محمد بن سلمان") if it.id == "petro" else it for it in kg.entities)
    seen: Visit = visit(replace(kg, entities=entities), "#claim=critic")
    runs = ["".join(it.itertext()) for it in written(card(seen, "svg", tmp_path))]
    assert "\u2068محمد بن سلمان\u2069" in runs
    assert not [run for run in runs if "محمد" in run and re.search("[A-Za-z]", run)]


def test_a_card_as_png_is_twice_as_sharp_as_it_is_wide(visit: Any, tmp_path: Path) -> None:
    seen: Visit = visit(two_articles(), "#claim=critic")
    png = card(seen, "png", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", png[16:20]) == (1200,)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_on_light_paper_whatever_the_page_is_on(visit: Any, scheme: str, tmp_path: Path) -> None:
    seen: Visit = visit(two_articles(), "#claim=critic", color_scheme=scheme)
    assert 'fill="#fffefb"' in card(seen, "svg", tmp_path).read_text(encoding="utf-8")
    assert seen.script("getComputedStyle(document.body).color") == (
        "rgb(28, 33, 38)" if scheme == "light" else "rgb(235, 232, 226)"
    )


def test_a_card_as_html_leads_to_its_articles(visit: Any, tmp_path: Path) -> None:
    document = Metadata("a.txt", "a" * 64, "A title", outlet="The Outlet", url="https://example.org/a?b=1&c=2")
    claims = tuple(replace(it, document=document.id) for it in EXAMPLE.claims)
    seen: Visit = visit(replace(EXAMPLE, documents=(document,), claims=claims), "#claim=critic")
    file = card(seen, "html", tmp_path)
    seen.page.goto(file.as_uri())
    link = seen.page.locator("figcaption a")
    assert link.inner_text() == "A title"
    assert link.get_attribute("href") == document.url
    assert seen.quiet(), seen.complaints + seen.requests


@pytest.mark.parametrize("form", ["svg", "html"])
def test_whatever_an_article_holds_is_text_in_a_card(visit: Any, form: str, tmp_path: Path) -> None:
    seen: Visit = visit(hostile(), sparql=False)
    ids = seen.script("rashomon.view.disputes")
    assert len(ids) == len(PAYLOADS)
    # A browser blocks this many downloads in a row.
    seen.script(KEEPING)
    for id in ids:
        seen.script("(id) => rashomon.state.select({ kind: 'claim', id })", id)
        seen.page.get_by_role("button", name=f"Story card as {form.upper()}").click()
    embedded = []
    for number, content in enumerate(seen.script("Promise.all(kept.map((file) => file.text()))")):
        (tmp_path / f"{number}.{form}").write_text(content, encoding="utf-8")
        embedded.append(f'<iframe src="{number}.{form}"></iframe>')
    # All of them in one page, as in an article.
    (tmp_path / "article.html").write_text(f"<!DOCTYPE html><title>x</title>{''.join(embedded)}", encoding="utf-8")
    seen.page.goto((tmp_path / "article.html").as_uri())
    cards = seen.page.frames[1:]
    assert len(cards) == len(ids)
    found = [frame.evaluate(INSIDE) for frame in cards]
    assert {tag for it in found for tag in it["tags"]} <= ELEMENTS[form]
    assert [it for it in found if it["handlers"] or it["pwned"] or not set(it["links"]) <= {"http:", "https:"}] == []
    said = plain(" ".join(it["text"] for it in found))
    assert [it for it in range(len(PAYLOADS)) if plain(field(it, "name"))[:8] not in said] == []
    assert seen.quiet(), seen.complaints + seen.requests
