"""Reading an article in the page: what is underlined and how, who speaks, and the links to the graph and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import Coverage, KnowledgeGraph, Passage, Silence, Silent, Span, Stance
from support.graphs import EXAMPLE
from support.hostile import PAYLOADS, hostile
from support.pages import two_articles
from support.visit import Visit

WHY = "No claim was found in what is said here."
TEXT = "👻 Noem met Petro, and Petro denied it. \u202eA third\u2066 👻 said nothing more."
SAID, DENIED, BOTH = (
    "Noem met Petro, and Petro denied it.",
    "Petro denied it.",
    "👻 Noem met Petro, and Petro denied it.",
)
SILENT = "👻 said nothing more."


def overlapping(*, whole: bool = True) -> KnowledgeGraph:
    """One article with a title and a paragraph, in which claims overlap after letters of two code units."""
    document = replace(EXAMPLE.documents[0], title="A short story", url="https://example.org/a", outlet="The Post")
    start = 100

    def within(words: str) -> Span:
        at = start + TEXT.index(words)
        return Span(at, at + len(words))

    first = EXAMPLE.claims[0]
    claims = tuple(
        replace(
            first,
            id=f"c{n}",
            document=document.id,
            proposition=EXAMPLE.propositions[n].id,
            evidence=within(words),
            quote=words,
            stance=stance,
            speaker=speaker,
            relayed_by=(),
            answers=(),
        )
        for n, (words, stance, speaker) in enumerate(
            (
                (SAID, Stance.AFFIRMED, EXAMPLE.entities[0].id),
                (DENIED, Stance.DENIED, EXAMPLE.entities[1].id),
                (BOTH, Stance.HEDGED, None),
            )
        )
    )
    silent = Silent(within(SILENT), SILENT, Silence.UNREAD_CONTENT)
    title = Passage(document.id, Span(0, 13), "A short story")
    passages = (title, Passage(document.id, Span(start, start + len(TEXT)), TEXT))
    coverage = ((document.id, Coverage(3, (silent,))),)
    kg = replace(EXAMPLE, documents=(document,), claims=claims, passages=passages, coverage=coverage)
    return replace(kg, whole=(document.id,) if whole else (), accounts=(), sources=())


def lines(seen: Visit) -> list[tuple[str, list[str]]]:
    """Each marked piece of the text, with the voices that are drawn under it."""
    found: list[list[Any]] = seen.script(
        """[...document.querySelectorAll("#panel .said")].map((it) => [it.textContent,
          [...it.querySelectorAll(".line")].map((line) => /voice-(\\w+)/.exec(line.className)[1])])"""
    )
    return [(text, sorted(voices)) for text, voices in found]


def test_what_overlaps_is_underlined_together_in_the_style_of_each_stance(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    assert lines(seen) == [
        ("👻 ", ["hedged"]),
        ("Noem met Petro, and ", ["claimed", "hedged"]),
        ("Petro denied it.", ["claimed", "denied", "hedged"]),
        (SILENT, []),
    ]
    styles = seen.script(
        """[...document.querySelectorAll("#panel .line")].map((it) => {
          const { textDecorationStyle, textDecorationColor, textDecorationThickness } = getComputedStyle(it);
          return [/voice-(\\w+)/.exec(it.className)[1], textDecorationStyle, textDecorationColor];
        })"""
    )
    assert {(voice, style) for voice, style, _ in styles} == {
        ("claimed", "solid"),
        ("denied", "dashed"),
        ("hedged", "dotted"),
    }
    assert len({colour for _, _, colour in styles}) == 3
    assert seen.quiet(), seen.complaints


def test_the_text_is_there_letter_for_letter_with_signs_for_what_is_hidden(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    words = seen.script("document.querySelector('#panel p.words').textContent")
    assert words == TEXT.replace("\u202e", "‹U+202E›").replace("\u2066", "‹U+2066›")


def test_the_head_names_the_article_and_where_it_is_from(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    assert seen.text("#panel h2") == "A short story"
    assert seen.page.locator("#panel h2").count() == 1
    told = seen.text("#panel .source")
    assert told.startswith("The Post · ")
    assert str(kg.documents[0].published) in told
    assert seen.page.locator("#panel .source a").get_attribute("href") == "https://example.org/a"
    assert "3 claims are underlined" in seen.text("#panel")
    assert "2 of 3 sentences" in seen.text("#panel")


@pytest.mark.parametrize("whole", [True, False])
def test_where_the_text_is_not_whole_the_page_says_so(visit: Any, whole: bool) -> None:
    kg = overlapping(whole=whole)
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    assert ("Only the passages in which something was read" in seen.text("#panel")) is not whole


def test_who_speaks_stands_beside_the_paragraph(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    names = [kg.entities[0].label, kg.entities[1].label]
    assert seen.page.locator("#panel .margin a").all_inner_texts() == names
    assert seen.page.locator("#panel .margin li").count() == 3


def test_what_was_not_read_has_a_mark_of_its_own_and_tells_why(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    mark = seen.page.get_by_role("button", name=f"{SILENT} Not read: {WHY}".replace(". Not", ".. Not"))
    mark.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#panel .below:not(:empty)")).to_have_text(WHY)
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#panel .below:not(:empty)")).to_have_count(0)


def test_one_claim_leads_to_the_graph_and_back_to_its_place(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    seen.page.locator("#panel .said").first.click()
    assert "claim=" in seen.page.url
    expect(seen.page.locator("#panel .claim")).to_have_count(1)
    seen.back()
    expect(seen.page.locator("#panel .said.here").first).to_be_focused()
    seen.go(f"#claim={kg.claims[1].proposition}")
    seen.page.get_by_role("link", name="In the article").click()
    here = seen.page.locator("#panel .said.here")
    expect(here).to_have_text([DENIED])
    expect(here).to_be_in_viewport()


def test_where_several_claims_are_they_are_listed_and_lead_on(visit: Any) -> None:
    kg = overlapping()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    for _ in range(9):
        seen.page.keyboard.press("Tab")
        if seen.script("document.activeElement.matches('.said[aria-expanded]')"):
            break
    else:
        seen.page.locator("#panel .said[aria-expanded]").first.focus()
    seen.page.keyboard.press("Space")
    links = seen.page.locator("#panel .below a")
    expect(links).to_have_count(2)
    expect(links.first).to_be_focused()
    seen.page.keyboard.press("Enter")
    assert "claim=" in seen.page.url


def test_what_the_filters_leave_out_is_not_underlined(visit: Any) -> None:
    kg = overlapping()
    kg = replace(kg, claims=(replace(kg.claims[0], score=0.3), *kg.claims[1:]))
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}&score=0.4")
    assert ("👻 Noem met Petro, and ", ["hedged"]) in lines(seen)
    assert "The filters leave out some claims." in seen.text("#panel")
    seen.page.locator("#panel").get_by_role("button", name="Clear the filters").click()
    assert ("Noem met Petro, and ", ["claimed", "hedged"]) in lines(seen)


def test_the_overview_and_what_was_not_read_lead_to_the_article(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    seen.page.locator("#panel .article a").first.click()
    expect(seen.page.locator("#panel .article-text h2")).to_have_text(two_articles().documents[0].title or "")
    seen.go("#list=unread")
    seen.page.get_by_role("link", name="Read the article").first.click()
    expect(seen.page.locator("#panel .article-text")).to_have_count(1)


def test_sentences_in_no_passage_are_shown_alone(visit: Any) -> None:
    kg = replace(two_articles(), passages=())
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}")
    shown = seen.page.locator("#panel blockquote.words").all_text_contents()
    assert shown
    assert all(it.startswith("… ") and it.endswith(" …") for it in shown)


def test_an_address_of_no_article_says_so(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#text=nothing")
    assert "no such article" in seen.text("#panel")


def test_hostile_text_is_only_text(visit: Any) -> None:
    kg = hostile()
    passages = tuple(
        Passage(it.id, Span(0, len(f"{payload} {payload}")), f"{payload} {payload}")
        for it, payload in zip(sorted(kg.documents, key=lambda it: it.id), PAYLOADS, strict=True)
    )
    kg = replace(kg, passages=passages, whole=tuple(it.id for it in kg.documents))
    seen: Visit = visit(kg, sparql=False)
    for it in kg.documents:
        seen.go(f"#text={it.id}")
        assert seen.page.locator("#panel .passage").count() > 1
    assert seen.quiet(), seen.complaints


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(visit: Any, width: int) -> None:
    kg = two_articles()
    seen: Visit = visit(kg, f"#text={kg.documents[0].id}", viewport={"width": width, "height": 740})
    assert seen.script("document.documentElement.scrollWidth") <= width
    assert seen.script(
        "(() => { const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth; })()"
    )


def test_a_build_keeps_the_whole_text_only_where_it_is_told_to(visit: Any, rashomon: Any, tmp_path: Path) -> None:
    text = "A title\n\nLIMA, March 3, 2025 — Ana Ruiz praised Eva Paz.\n\nIt rained all day in the hills.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for option, there in (((), False), (("--texts",), True)):
        done = rashomon("build", tmp_path / "a.txt", "--output", tmp_path / "out", "--no-sparql", *option)
        assert done.returncode == 0, done.stderr
        seen: Visit = visit(tmp_path / "out" / "view.html")
        seen.page.locator("#panel .article a").first.click()
        assert "Ana Ruiz praised" in seen.text("#panel")
        assert ("It rained all day" in seen.text("#panel")) is there
