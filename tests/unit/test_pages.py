"""Web pages: which text is the article, what each part of it is, and the metadata of the page."""

from __future__ import annotations

import json
import re

import pytest

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.formats.html.source import page_text
from support.made_files import AUTHOR, FURNITURE, OUTLET, PARAGRAPHS, TITLE, page
from support.properties import given, st
from support.saved_pages import blocks, read_page, with_body

KIND = BlockKind


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A paragraph that occurs twice is kept twice.
        (f"<p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p><p>{PARAGRAPHS[3]}</p>", [(KIND.PARAGRAPH, PARAGRAPHS[3])] * 2),
        (f"<h2>What comes next</h2><p>{PARAGRAPHS[3]}</p>", [(KIND.HEADING, "What comes next")]),
        ("<ul><li>Mora denied it.</li><li>Vidal said it.</li></ul>", [(KIND.PARAGRAPH, "Mora denied it.")]),
        # The text that a click on a word opens is hidden; the word itself is visible.
        (
            '<p>Governor <a class="tooltip-link">Elena Vidal<span class="tooltip-text">All of her</span></a>'
            " said on Monday that she had met him twice in the port.</p>",
            [(KIND.PARAGRAPH, "Governor Elena Vidal said on Monday that she had met him twice in the port.")],
        ),
        # Somebody else's post is not what the article says.
        (
            '<blockquote class="twitter-tweet"><p>Mora lied to all of us, and all of Soria knows it.</p>'
            "— Ana Ruiz (@ana) <a href=x>April 7, 2025</a></blockquote>",
            [(KIND.POST, "Mora lied to all of us, and all of Soria knows it.")],
        ),
        ("<h2>10:32 GMT</h2><p>Mora has left the building.</p>", [(KIND.DATELINE, "10:32 GMT")]),
        # A paragraph with a link in it is not just a link to something else.
        (
            "<p>The minister <a href='/x'>said in a statement</a> on Monday that he had not met her.</p>",
            [(KIND.PARAGRAPH, "The minister said in a statement on Monday that he had not met her.")],
        ),
        ("<p>One line<br>and the other of it.</p>", [(KIND.PARAGRAPH, "One line and the other of it.")]),
        (
            "<div>The first part of it, which is long enough.<br><br>The second part, which is long enough, too.</div>",
            [(KIND.PARAGRAPH, "The second part, which is long enough, too.")],
        ),
    ],
)  # fmt: skip
def test_what_a_part_of_a_page_is(body: str, expected: list[tuple[BlockKind, str]]) -> None:
    found = blocks(read_page(with_body(body)))
    for it in set(expected):
        assert found.count(it) == expected.count(it), found


def test_a_paragraph_that_is_one_link_is_not_read() -> None:
    teaser = "Vidal denies that she knew of the plan for the port of Soria before the vote"
    found = blocks(
        read_page(with_body(f"<p><a href='/x'>{teaser}</a></p><p>Read <a href='/y'>{teaser} again</a>.</p>"))
    )
    assert not [kind for kind, text in found if teaser == text and kind.is_statement]


def test_tables_are_not_read() -> None:
    row = "<tr><td>Mora accused Vidal</td><td>Vidal denied it</td></tr>"
    document = read_page(with_body(f"<table>{row * 4}</table>"))
    assert "Mora accused" not in document.text


def test_what_is_around_an_article_is_not_in_it() -> None:
    document = read_page(page())
    assert not [it for it in FURNITURE if it in document.text]


@pytest.mark.parametrize(
    ("head", "h1", "title"),
    [
        ("<title>Mora denies all | The Andean Post</title>", "The Andean Post", "Mora denies all"),
        ("<title>Mora denies all - The Andean Post</title>", None, "Mora denies all"),
        ("<title>Mora – a man of the port – denies all</title>", None, "Mora – a man of the port – denies all"),
        ('<meta property="og:title" content="Mora denies all">', "Mora denies all of it", "Mora denies all of it"),
        ('<meta property="og:title" content="Mora denies all">', "Latest news", "Mora denies all"),
        ("", "Mora denies all", "Mora denies all"),
    ],
)
def test_the_headline_is_the_one_of_the_article(head: str, h1: str | None, title: str) -> None:
    outlet = '<meta property="og:site_name" content="The Andean Post">'
    data = with_body("", head + outlet).decode()
    data = data.replace(f"<h1>{TITLE}</h1>", f"<h1>{h1}</h1>" if h1 else "")
    assert read_page(data.encode()).metadata.title == title


B = ("author", "B")


NEXT = (
    "Governor Ortega accused the miners of Tacna on Friday of burning two trucks of the army near the border.",
    "The miners denied it, and said that soldiers had set fire to the trucks themselves during the night.",
    "President Ramos promised an inquiry and criticized the governor for speaking before it had begun.",
)


def test_of_several_articles_in_a_page_the_first_is_read() -> None:
    """The page's metadata are those of the first."""
    other = f"<article><h1>Miners deny it</h1>{''.join(f'<p>{it}</p>' for it in NEXT)}</article>"
    document = read_page(page().replace(b"</article>", f"</article>{other}".encode()))
    assert [text for kind, text in blocks(document) if kind is KIND.PARAGRAPH] == list(PARAGRAPHS)


def test_the_entries_of_a_live_blog_are_read() -> None:
    entries = "".join(f"<div><time>1{n}:30 GMT</time><p>{it}</p></div>" for n, it in enumerate(PARAGRAPHS))
    head = "<title>Live: Soria</title>"
    html = f"<html><head>{head}</head><body><main><h1>Live: the vote</h1>{entries}</main></body></html>"
    found = blocks(read_page(html.encode()))
    assert found[0] == (KIND.TITLE, "Live: the vote")
    assert [text for kind, text in found if kind is KIND.PARAGRAPH] == list(PARAGRAPHS)
    assert not [text for kind, text in found if kind.is_statement and "GMT" in text]


def linked(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        (linked(**{"@type": "NewsArticle", "author": {"name": "Ana Ruiz"}}), "author", "Ana Ruiz"),
        (
            linked(**{"@type": ["Thing", "ReportageNewsArticle"], "author": ["Ana Ruiz", {"name": "Jo Roe"}]}),
            "author",
            "Ana Ruiz, Jo Roe",
        ),
        (linked(**{"@graph": [{"@type": "WebPage", "author": "A"}, {"@type": "Article", "author": "B"}]}), *B),
        (
            linked(
                **{
                    "@graph": [
                        {"@type": "Article", "author": {"@id": "#ana"}, "publisher": {"@id": "#none"}},
                        {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
                    ]
                }
            ),
            "author",
            "Ana Ruiz",
        ),
        # Of several, the one with the headline of the page.
        (
            linked(**{"@type": "Article", "headline": "Other", "author": "Jo Roe"})
            + linked(**{"@type": "Article", "headline": TITLE, "author": "Ana Ruiz"}),
            "author",
            "Ana Ruiz",
        ),
        (linked(**{"@type": "Article", "alternativeHeadline": "A vote"}), "subtitle", "A vote"),
        (linked(**{"@type": "Article", "articleSection": ["Politics", "Ports"]}), "section", "Politics"),
        ('<meta property="article:section" content="Politics">', "section", "Politics"),
        ('<meta name="author" content="By Ana Ruiz">', "author", "Ana Ruiz"),
        ('<meta property="article:author" content="https://andean.example/ana">', "author", None),
        ('<meta property="og:site_name" content="The Post"><meta name="author" content="The Post">', "author", None),
        ('<meta property="article:published_time" content="2025-04-07T23:30:00Z">', "published", "2025-04-07"),
        ('<meta property="article:published_time" content="0001-01-01">', "published", None),
        ('<link rel="canonical" href="https://andean.example/">', "url", "https://andean.example/a/b"),
        ('<link rel="canonical" href="/a/c">', "url", "https://andean.example/a/c"),
        ('<meta property="og:site_name" content="https://andean.example">', "outlet", "andean.example"),
        ("<script type='application/ld+json'>{broken</script>", "author", None),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself(head: str, key: str, value: str | None) -> None:
    found = getattr(read_page(with_body("", head), "https://andean.example/a/b").metadata, key)
    assert (None if found is None else str(found)) == value


def site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


def publisher(name: str) -> str:
    return linked(**{"@type": "Article", "publisher": name})


@pytest.mark.parametrize(
    ("head", "body", "outlet"),
    [
        (site("andeanpost") + publisher("The Andean Post"), "", "The Andean Post"),
        (site("AP") + publisher("The Andean Post"), "", "The Andean Post"),
        (site("the Andean Post") + "<title>Mora | The Andean Post</title>", "", "The Andean Post"),
        ("<title>Mora denies it – Andean Post Foundation</title>", "", "Andean Post Foundation"),
        ("<title>Mora denies it – andeanpost.example</title>", "", "andeanpost.example"),
        ("", '<img alt="The Andean Post" src="x">', "The Andean Post"),
        ("", "<p>© Andean Post</p><footer>The Andean Post</footer>", "The Andean Post"),
        # Near-misses: another name, and a complete name.
        ("<title>Mora denies it – News</title>", '<img alt="The Post" src="x">', "andeanpost.example"),
        (site("AndeanPost"), "<footer>The Andean Post</footer>", "AndeanPost"),
        (site("TAPE") + publisher("The Andean Post"), "", "TAPE"),
        (site("AP") + publisher("Lima Times"), "", "AP"),
    ],
)
def test_the_outlet_is_called_as_readers_see_it(head: str, body: str, outlet: str) -> None:
    data = with_body("", head).replace(b"</article>", f"</article>{body}".encode())
    assert read_page(data, "https://www.andeanpost.example/a/b").metadata.outlet == outlet


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("The Andean-Post", None),
        ("Andean Post Staff", None),
        ("Andean Ruiz", "Andean Ruiz"),
        ("Ana Ruiz, Andean Post", "Ana Ruiz"),
    ],
)
def test_an_outlet_that_signs_is_no_author(name: str, author: str | None) -> None:
    head = f'<meta property="og:site_name" content="The Andean Post"><meta name="author" content="{name}">'
    assert read_page(with_body("", head), "https://andeanpost.example/a/b").metadata.author == author


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("Nov. 19, 2019 7:04 pm ET", "2019-11-19"),
        ("By Ana Ruiz - November 19, 2019, 10:31 pm CST", "2019-11-19"),
        ("Posted 19 Nov 2019, 10.31pm CST", "2019-11-19"),
        ("By Ana Ruiz | Tuesday, Nov. 19, 2019 | 8:20 PM", "2019-11-19"),
        # Near-misses: no time of day, an earlier day, the same day, and the day of something else.
        ("Printed on November 19, 2019", "2019-11-20"),
        ("Seen again: November 17, 2019, 8:00 pm", "2019-11-20"),
        ("November 20, 2019, 8:00 am; first told on November 19, 2019", "2019-11-20"),
        ("More on this: Storm hits the coast, November 19, 2019, 11:00 am", "2019-11-20"),
        ("The council meets on November 19, 2019 at 7:30 pm", "2019-11-20"),
    ],
)
def test_the_day_is_that_of_the_reader_where_the_head_goes_by_another_zone(shown: str, day: str) -> None:
    head = '<meta property="article:published_time" content="2019-11-20T03:04:00.000Z">'
    assert str(read_page(with_body(f"<p>{shown}</p>", head)).metadata.published) == day


def test_a_browser_writes_where_it_saved_a_page_from() -> None:
    saved = b"<!DOCTYPE html>\n<!-- saved from url=(0032)https://andean.example/2025/soria -->\n" + with_body("")[15:]
    assert read_page(saved).metadata.url == "https://andean.example/2025/soria"


def test_what_was_wrong_in_an_article_is_told_about_it() -> None:
    note = "This article was amended on 8 April 2025. An earlier version said that Vidal had resigned."
    document = read_page(with_body("").replace(b"</article>", f"<p>{note}</p></article>".encode()))
    assert document.metadata.correction == note
    assert (KIND.CORRECTION, note) in blocks(document)


@pytest.mark.parametrize(
    ("data", "charset", "shown"),
    [
        ("<p>“Señor”</p>".encode(), None, "“Señor”"),
        ("<p>“Señor”</p>".encode("cp1252"), "utf-8", "“Señor”"),
        ('<meta charset="iso-8859-1"><p>“Señor”</p>'.encode("cp1252"), None, "“Señor”"),
        ('<meta charset="windows-1251"><p>«Да»</p>'.encode("cp1251"), None, "«Да»"),
        ("\ufeff<p>“Señor”</p>".encode("utf-16"), None, "“Señor”"),
        ('<meta charset="no-such-thing"><p>“Señor”</p>'.encode("cp1252"), "punycode", "“Señor”"),
        ('<meta charset="shift_jis"><p>“Señor”</p>'.encode(), None, "“Señor”"),
    ],
)
def test_an_encoding_that_lies(data: bytes, charset: str | None, shown: str) -> None:
    assert shown in page_text(data, "a", charset)


def test_a_page_without_an_article_is_told() -> None:
    with pytest.raises(InputError, match="in which no article can be found"):
        read_page(b"<!DOCTYPE html><html><body><nav><a href=/>Home</a></nav></body></html>")


COMMENTS = b"<div><p>I do not believe a word of what this minister says to us.</p></div>" * 16_000


def test_of_a_large_page_its_main_element_is_looked_at() -> None:
    document = read_page(page().replace(b"</main>", b"</main><section>" + COMMENTS + b"</section>"))
    assert [text for kind, text in blocks(document) if kind is KIND.PARAGRAPH] == list(PARAGRAPHS)
    assert (document.metadata.author, document.metadata.outlet) == (AUTHOR, OUTLET)


@pytest.mark.parametrize("place", [b"</main>", b"</article>"])
def test_a_page_that_is_too_large_and_says_not_where_its_article_is_is_told(place: bytes) -> None:
    large = page().replace(place, COMMENTS + place)
    large = large.replace(b"<main>", b"<div>").replace(b"</main>", b"</div>")
    large = (
        large.replace(b"<article>", b"<main>").replace(b"</article>", b"</main>")
        if place == b"</article>"
        else (large.replace(b"<article>", b"<div>").replace(b"</article>", b"</div>"))
    )
    with pytest.raises(InputError, match="elements: not one article"):
        read_page(large)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_in_a_paragraph_is_there_letter_for_letter(text: str) -> None:
    from html import escape

    shown = " ".join(f"The minister said {text} to those who asked him".split())
    data = with_body(f"<p>{escape(shown)}</p>")
    kept = " ".join(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", shown).split())
    assert kept in read_page(data).text
