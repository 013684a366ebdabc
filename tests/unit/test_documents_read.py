"""PDF, word-processor documents, emails, tables and feeds: what their article is, and what surrounds it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model import BlockKind, Document, Skipped
from graph.read.article import read_inside
from graph.read.input_formats import HEAD, Inside, recognised
from graph.read.members import Member, Settings
from support import made_files
from support.made_files import PARAGRAPHS, TITLE, pdf_of, zipped
from support.properties import given, st

KIND = BlockKind


def document(data: bytes, name: str) -> Document:
    """The document from a file with one article."""
    format = recognised(data[:HEAD], name)
    assert format is not None
    return read_inside(Inside(name, data, format, {}), Path("files"))


def texts(data: bytes, name: str) -> list[str]:
    found = document(data, name)
    return [it.span.of(found.text) for it in found.blocks]


def members(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> list[Member | InputError | Skipped]:
    """The articles in a file with several."""
    format = recognised(data[:HEAD], name)
    assert format is not None
    assert format.unpack is not None
    return list(format.unpack(BytesIO(data), name, Settings(columns or {})))


# ------------------------------------------------------------------ PDF


def pages(*lines: tuple[int, int, int, str]) -> bytes:
    """A page with lines at (size, left, height)."""
    return pdf_of("\n".join(f"BT /F1 {a} Tf {b} {c} Td ({text}) Tj ET" for a, b, c, text in lines).encode("cp1252"))


def test_lines_of_a_pdf_become_paragraphs() -> None:
    data = pages(
        (18, 60, 780, "A plan for the port"),
        (11, 60, 750, "The minister said that the govern-"),
        (11, 60, 737, "ment would build the port of"),
        (11, 60, 724, "Soria within the year."),
        (11, 60, 700, "Vidal denied it and asked for the well-"),
        (11, 60, 687, "Known plan to be published at last."),
        (13, 60, 660, "What comes next"),
        (11, 60, 640, "Nobody knows what the Congress will say"),
        (11, 60, 627, "about all this."),
        (11, 60, 40, "file:///home/ana/port.html 1/1"),
    )
    found = document(data, "a.pdf")
    assert [(it.kind, it.span.of(found.text)) for it in found.blocks] == [
        (KIND.TITLE, "A plan for the port"),
        (KIND.PARAGRAPH, "The minister said that the government would build the port of Soria within the year."),
        (KIND.PARAGRAPH, "Vidal denied it and asked for the well- Known plan to be published at last."),
        (KIND.HEADING, "What comes next"),
        (KIND.PARAGRAPH, "Nobody knows what the Congress will say about all this."),
    ]


def test_a_pdf_of_any_width_has_the_same_paragraphs() -> None:
    for width in (40, 60, 88, 110):
        assert texts(made_files.pdf(width=width), "a.pdf") == [TITLE, *PARAGRAPHS], width


# ------------------------------------------------------------------ documents


def test_styles_of_a_document() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(text: str, style: str = "") -> str:
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"

    changed = "<w:p><w:r><w:t>Mora </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    changed += "<w:ins><w:r><w:t>often</w:t></w:r></w:ins><w:r><w:br/><w:t>lied in Congress.</w:t></w:r></w:p>"
    body = paragraph(TITLE, "Title") + paragraph("The vote", "Heading2") + changed + paragraph("The port.", "Caption")
    data = zipped({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()})
    found = document(data, "a.docx")
    assert [(it.kind, it.span.of(found.text)) for it in found.blocks] == [
        (KIND.TITLE, TITLE),
        (KIND.HEADING, "The vote"),
        (KIND.PARAGRAPH, "Mora often lied in Congress."),
        (KIND.CAPTION, "The port."),
    ]


@pytest.mark.parametrize("name", ["sheet.xlsx", "slides.pptx"])
def test_a_document_of_another_kind_is_none(name: str) -> None:
    data = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    format = recognised(data[:HEAD], name)
    assert format is not None
    assert format.name == "ZIP"


# ------------------------------------------------------------------ mail


def test_a_message_in_html_and_its_answers() -> None:
    head = b"From: a@example.org\nSubject: Re: Fwd: The port\nMIME-Version: 1.0\n"
    page = f"<html><body><h1>The port</h1><p>{PARAGRAPHS[0]}</p></body></html>"
    data = head + b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + page.encode()
    assert texts(data, "a.eml") == ["The port", PARAGRAPHS[0]]
    plain = f"{PARAGRAPHS[0]}\n\n> Vidal lied to us.\n> All of it.\n\nMora denied it.\n-- \nThe desk"
    data = head + b"Content-Type: text/plain; charset=utf-8\n\n" + plain.encode()
    assert texts(data, "a.eml") == ["The port", PARAGRAPHS[0], "Mora denied it."]


def test_messages_of_a_mailbox_are_parted_at_their_envelopes() -> None:
    one = made_files.mail()
    data = b"From a Mon Apr  7 09:30:00 2025\n" + one + b">From here on nobody spoke.\n\nFrom b Mon Apr  7 2025\n" + one
    found = members(data, "a.mbox")
    assert [isinstance(it, Member) and it.name for it in found] == ["1", "2"]
    assert isinstance(found[0], Member)
    assert found[0].data.rstrip().endswith(b"\nFrom here on nobody spoke.")


# ------------------------------------------------------------------ tables and feeds


def test_a_row_may_hold_a_page() -> None:
    row = {"text": f"<p>{PARAGRAPHS[0]}</p><script>alert(1)</script><p>{PARAGRAPHS[1]}</p>", "title": TITLE}
    (found,) = members(json.dumps(row).encode(), "a.jsonl")
    assert isinstance(found, Member)
    format = recognised(b"", "a.txt")
    assert format is not None
    from graph.read.input_formats import ROW

    read = read_inside(Inside("1", found.data, ROW, {}), Path("a.jsonl"))
    assert [it.span.of(read.text) for it in read.blocks] == [TITLE, *PARAGRAPHS[:2]]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_what_is_between_columns_is_told_by_the_first_line(between: str) -> None:
    (found,) = members(f"title{between}text\nA{between}Mora denied it.\n".encode(), "a.csv")
    assert isinstance(found, Member)
    assert json.loads(found.data) == {"text": "Mora denied it.", "title": "A"}


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"])), min_size=1, max_size=5))
def test_any_cell_comes_out_as_it_went_in(cells: list[str]) -> None:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([["text"], *([it] for it in cells)])
    found = [it for it in members(stream.getvalue().encode(), "a.csv") if isinstance(it, Member)]
    assert [json.loads(it.data)["text"] for it in found] == [it for it in cells if it.strip()]


def test_a_feed_with_summaries_has_no_articles() -> None:
    item = "<item><title>A</title><description>Mora denied it.</description><link>https://a.example/1</link></item>"
    data = f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'.encode()
    (found,) = members(data, "a.rss")
    assert isinstance(found, Skipped)
    assert "only a summary" in found.reason


# ------------------------------------------------------------------ which format


@pytest.mark.parametrize(
    "text",
    [
        "From Lima, the minister said that he had not met her.\n\nHe denied it in 2025.",
        "Title: A plan\nDate: 7 April 2025\n\nThe minister said no.",
        "<b>Mora</b> denied it.",
        "The page said <html> in its first line, and nobody knew why.",
        "PK is short for Patrick Kane, who said so.",
    ],
)
def test_a_text_is_a_text(text: str) -> None:
    format = recognised(text.encode(), "a.txt")
    assert format is not None
    assert format.name == "plain text"


@given(st.text(st.characters(categories=["L", "N", "Zs"], include_characters=".,“”’-\n"), max_size=300))
def test_words_are_never_taken_for_another_format(text: str) -> None:
    format = recognised(text.encode(), "a.txt")
    assert format is not None
    assert format.name == "plain text"


@pytest.mark.parametrize(("library", "made"), [("pypdf", "article.pdf"), ("pyarrow", "article.parquet")])
def test_a_library_that_is_missing_is_named(library: str, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made_files.FORMATS[made]()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match=r"needs: pip install 'rashomon\[formats\]'"):
        members(data, made) if library == "pyarrow" else document(data, made)
