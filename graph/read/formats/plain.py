"""Simple texts: texts with a separate title, and Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model import BlockKind, Span
from graph.read.content import Content, Piece, Told, headed
from graph.read.encoding import decode
from graph.read.formats.told import told
from graph.read.lines import stretches

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,5000}?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_KEY = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_SAME = {"headline": "title", "authors": "author", "byline": "author", "source": "outlet", "publisher": "outlet"}
_DEEPEST = 20


def titled(text: str, about: Mapping[str, object]) -> Content:
    """A text with its separate title above it, unless it already begins with the title."""
    title = " ".join(str(about.get("title", "")).split())
    if title and " ".join(text.split()).startswith(title):
        title = ""
    head = f"{title}\n\n" if title else ""
    spans = (Span(it.start + len(head), it.end + len(head)) for it in stretches(text))
    body = tuple(Told(it, None) for it in spans)
    first = (Told(Span(0, len(title)), BlockKind.TITLE),) if title else ()
    return Content(head + text, about, (*first, *body) if title else None, extracted=True)


def markdown(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The article of a Markdown file, with the metadata between "---" lines at its beginning."""
    from markdown_it import MarkdownIt

    from graph.read.formats.html import fragment

    text = decode(data, file)
    front = _FRONT.match(text)
    said = {key.lower(): value.strip("\"' []") for key, value in _KEY.findall(front[1])} if front else {}
    said = {_SAME.get(key, key): value for key, value in said.items()}
    about = told(**{key: said.get(key) for key in ("title", "author", "date", "outlet", "url")})
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    pieces = fragment(parser.render(text[front.end() :] if front else text), file)
    if pieces and pieces[0].kind is BlockKind.HEADING and "title" not in about:
        pieces[0] = Piece(pieces[0].text, BlockKind.TITLE)
    return headed(pieces, about)
