"""Parts of an article with their own author or day: posts by others, entries of live blogs."""

from __future__ import annotations

from datetime import date

import pytest

from graph.extract.pipeline import annotate
from graph.model import Annotation, BlockKind
from graph.read import from_text
from support.made_files import PARAGRAPHS, page
from support.saved_pages import blocks, read_page, with_body

SAID = "Jorge Vega met with Tomas Paz yesterday."
DAY = '<meta property="article:published_time" content="2025-04-07T10:00:00Z">'
KIND = BlockKind


def meetings(read: Annotation) -> list[tuple[str | None, date | None]]:
    """Who says that the two met, and on which day."""
    met = [it for it in read.statements if it.relation == "metWith" and it.subject.entity == "jorge-vega"]
    return [(it.speaker, it.qualifiers.on) for it in met]


def post(signature: str, said: str = f"<p>{SAID}</p>", frame: str = 'class="twitter-tweet"') -> bytes:
    return with_body(f"<blockquote {frame}>{said}{signature}</blockquote>", DAY)


@pytest.mark.parametrize(
    ("signature", "speaker", "day"),
    [
        ("— Ana Ruiz (@ana) <a href=x>March 7, 2025</a>", "ana-ruiz", date(2025, 3, 6)),
        ("— Ana Ruiz 🌹 (@ana.bsky.social) <a href=x>Mar 7, 2025 at 10:33</a>", "ana-ruiz", date(2025, 3, 6)),
        ("— Soria Police Department (@soria)", "soria-police-department", date(2025, 4, 6)),
        ("Posted by <a href=x>Ana Ruiz</a> on <a href=y>Friday, March 7, 2025</a>", "ana-ruiz", date(2025, 3, 6)),
        ("<p><a href=x>A post shared by Ana Ruiz (@ana)</a></p>", "ana-ruiz", date(2025, 4, 6)),
    ],
)
@pytest.mark.parametrize("frame", ['class="twitter-tweet"', ""])
def test_a_post_is_what_its_author_says(signature: str, speaker: str, day: date, frame: str) -> None:
    document = read_page(post(signature, frame=frame))
    read = annotate(document)
    assert meetings(read) == [(speaker, day)]
    (met,) = (it for it in read.statements if it.speaker == speaker and it.relation == "metWith")
    assert met.evidence.of(document.text) == met.quote == SAID


def test_all_paragraphs_of_a_post_are_its_authors() -> None:
    said = f"<p>{SAID}</p><p>He arrested Ana Paz.</p>"
    read = annotate(read_page(post("— Ana Ruiz (@ana) <a href=x>March 7, 2025</a>", said)))
    assert {it.speaker for it in read.statements if it.subject.entity == "jorge-vega"} == {"ana-ruiz"}


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("", f"<p>{SAID}</p>"),
        ("— ana_1984 (@ana) <a href=x>March 7, 2025</a>", f"<p>{SAID}</p>"),
        ("— (@ana) <a href=x>March 7, 2025</a>", f"<p>{SAID}</p>"),
        ("— Ana Ruiz (@ana) <a href=x>March 7, 2025</a>", f"<p>RT @vega: {SAID}</p>"),
        ("— Ana Ruiz (@ana) <a href=x>March 7, 2025</a>", f"<p><a href=x>{SAID}</a></p>"),
    ],
)
def test_a_post_of_nobody_known_is_not_read(signature: str, said: str) -> None:
    assert meetings(annotate(read_page(post(signature, said)))) == []


@pytest.mark.parametrize(
    "body",
    [
        '<p>Follow us: <a href="https://x.example/post">The Andean Post (@post)</a></p>',
        f'<div class="fb-page"><blockquote cite="x"><a href="x">The Andean Post</a></blockquote></div><p>{SAID}</p>',
        f"<p>{SAID}</p><p>— Ana Ruiz (@ana)</p>",
        f"<blockquote><p>{SAID}</p><p>— Ana Ruiz (@ana)</p><p>{PARAGRAPHS[3]}</p></blockquote>",
    ],
)
def test_what_is_no_post(body: str) -> None:
    found = read_page(with_body(body, DAY))
    assert not {KIND.POST, KIND.SIGNATURE} & {it.kind for it in found.blocks}
    assert {speaker for speaker, _ in meetings(annotate(found))} <= {"document"}


def live(entry: str, lines: tuple[str, ...]) -> bytes:
    """A page of entries; "{line}" and "{said}" in `entry` stand for the line above an entry, and for its text."""
    said = (*PARAGRAPHS[: len(lines) - 1], f"{SAID} {PARAGRAPHS[-1]}")
    entries = "".join(entry.format(line=line, said=it) for line, it in zip(lines, said, strict=True))
    return f"<html><head>{DAY}</head><body><h1>Live: the vote</h1><main>{entries}</main></body></html>".encode()


TIMED = tuple(f'<time datetime="2025-04-0{n + 2}T1{n}:32:00Z">1{n}:32</time>' for n in range(4))
AGO = tuple(f'<time datetime="2025-04-0{n + 2}T1{n}:32:00Z">{5 - n} hours ago</time>' for n in range(4))
WRITTEN = tuple(f"{n + 2} April 2025, 1{n}:32 GMT" for n in range(4))
CLOCKS = tuple(f"1{n}:32 GMT" for n in range(4))


@pytest.mark.parametrize(
    ("entry", "lines", "day"),
    [
        ("<div><span>{line}</span><p>{said}</p></div>", TIMED, date(2025, 4, 4)),
        ("<article><p class='block-time'>{line}</p><h2>What comes</h2><p>{said}</p></article>", AGO, date(2025, 4, 4)),
        ("<h2>{line}</h2><p>{said}</p>", WRITTEN, date(2025, 4, 4)),
        ("<h2>{line}</h2><p>{said}</p>", ("2 April 2025", *CLOCKS[:3]), date(2025, 4, 1)),
        ("<h2>{line}</h2><p>{said}</p>", CLOCKS, date(2025, 4, 6)),
        # Near-misses: one or two times may belong to the article, and a time in a sentence does not mark an entry.
        ("<h2>{line}</h2><p>{said}</p>", WRITTEN[:2], date(2025, 4, 6)),
        ("<p>The door opened at {line}.</p><p>{said}</p>", TIMED, date(2025, 4, 6)),
    ],
)
def test_the_day_of_an_entry_is_that_of_what_it_says(entry: str, lines: tuple[str, ...], day: date) -> None:
    document = read_page(live(entry, lines))
    assert meetings(annotate(document)) == [("document", day)]
    assert not [text for kind, text in blocks(document) if kind.is_statement and text.endswith(("GMT", "ago"))]


def test_a_time_beside_an_article_is_not_one_of_an_entry() -> None:
    aside = '<aside><time datetime="2024-01-01T10:00Z">10:00</time><a href="/x">What Vidal told the miners</a></aside>'
    document = read_page(page().replace(b"</p>\n", f"</p>\n{aside}".encode()))
    assert not [it for it in document.blocks if it.day is not None]


def test_the_entries_of_a_text_have_days() -> None:
    entries = "\n\n".join(f"{line}\n\n{it}" for line, it in zip(WRITTEN, (*PARAGRAPHS[:3], SAID), strict=True))
    document = from_text(f"Live: the vote\n\nWhat is known so far.\n\n{entries}", published=date(2025, 4, 7))
    assert meetings(annotate(document)) == [("document", date(2025, 4, 4))]
    assert [it.span.of(document.text) for it in document.blocks if it.kind is KIND.DATELINE] == list(WRITTEN)


def test_a_day_in_a_text_that_is_no_live_blog_changes_nothing() -> None:
    text = f"The vote\n\nWhat is known so far.\n\n2 April 2025\n\n{PARAGRAPHS[0]}\n\n3 April 2025\n\n{SAID}"
    assert meetings(annotate(from_text(text, published=date(2025, 4, 7)))) == [("document", date(2025, 4, 6))]
