"""Reads pages made by tests."""

from __future__ import annotations

from pathlib import Path

from graph.model import BlockKind, Document
from graph.read.article import read_inside
from graph.read.input_formats import Inside, recognised
from support.made_files import PARAGRAPHS, TITLE


def read_page(data: bytes, url: str | None = None) -> Document:
    """The document of a page."""
    format = recognised(data[:8192], "a.html")
    assert format is not None
    return read_inside(Inside("a", data, format, {"url": url} if url else {}), Path("pages"))


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(it.kind, it.span.of(document.text)) for it in document.blocks]


def with_body(body: str, head: str = "") -> bytes:
    """A page with this in its article, between two paragraphs that make the page an article."""
    first, *_, last = PARAGRAPHS
    inside = f"<p>{first}</p><p>{PARAGRAPHS[2]}</p>{body}<p>{last}</p>"
    article = f"<article><h1>{TITLE}</h1>{inside}</article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{article}</body></html>".encode()
