"""Web pages: saved ones, those of an archive, and those that a server sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.content import Content, Piece, composed
from graph.read.formats.html.about import About, saved_from
from graph.read.formats.html.body import Kept, article
from graph.read.formats.html.runs import Run, key_of, runs
from graph.read.formats.html.source import tree
from graph.read.formats.settings import words
from graph.read.reading_rules import rules

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def page(data: bytes, file: str, given: Mapping[str, str]) -> Content:
    """The article of a page: its headline, its paragraphs, headings and captions, and what it says of itself.

    `given` may hold the `url` it came from, and the `charset` that its server named.
    """
    address = given.get("url") or saved_from(data)
    root = tree(data, file, given.get("charset"))
    seen = list(runs(root))
    about = About(root, seen, {**given, "url": address} if address else given)
    kept = article(root, seen)
    told = words("page")
    if sum(len(it.run.key.split()) for it in kept if it.run.linked < told["linked"]) < told["least"]:
        raise InputError(file, "is a page in which no article can be found")
    keys = about.keys()
    title = str(keys["title"]) if "title" in keys else None
    return composed(_pieces(title, kept, seen), keys)


def fragment(text: str, file: str) -> list[Piece]:
    """The blocks of a piece of a page that is all article: the text of a feed, of a mail, of a row of a table."""
    root = tree(text.encode("utf-8", "replace"), file, "utf-8")
    found = (Kept(run, number) for number, run in enumerate(runs(root)))
    return [Piece(it.run.text, _kind(it)) for it in found if it.run.key]


def _pieces(title: str | None, kept: Sequence[Kept], seen: Sequence[Run]) -> Iterator[Piece]:
    """The blocks of the article, its headline first and once, with the captions of its pictures where they are."""
    if title:
        yield Piece(title, BlockKind.TITLE)
    headline, behind = key_of(title or ""), None
    for it in kept:
        for number in range(*_gap(behind, it.number)):
            if _is_caption(seen[number].element):
                yield Piece(seen[number].text, BlockKind.CAPTION)
        behind = behind if it.number is None else it.number
        if it.run.key and it.run.key != headline:
            yield Piece(it.run.text, _kind(it))


def _gap(behind: int | None, number: int | None) -> tuple[int, int]:
    return (0, 0) if behind is None or number is None else (behind + 1, number)


def _kind(it: Kept) -> BlockKind | None:
    """What the page says that a run is; None where it says nothing."""
    if it.number is None:
        return None
    element = it.run.element
    if _is_caption(element):
        return BlockKind.CAPTION
    if _is_post(element):
        return BlockKind.POST
    # The times of the entries of a live blog.
    if element.tag == "time" or rules().date_words.fullmatch(it.run.text):
        return BlockKind.DATELINE
    # A whole paragraph that is a link leads elsewhere.
    if it.run.linked >= words("page")["linked"]:
        return BlockKind.TEASER
    return BlockKind.HEADING if element.tag in _HEADINGS else None


def _is_caption(element: etree._Element) -> bool:
    pattern = re.compile(words("page")["caption"], re.IGNORECASE)
    return any(it.tag in ("figure", "figcaption") or pattern.search(it.get("class") or "") for it in _nearest(element))


def _is_post(element: etree._Element) -> bool:
    pattern = re.compile(words("page")["post"], re.IGNORECASE)
    return any(pattern.search(it.get("class") or "") for it in _nearest(element))


def _nearest(element: etree._Element) -> Iterator[etree._Element]:
    """An element and the few around it."""
    yield element
    for number, it in enumerate(element.iterancestors()):
        if number == 3 or it.tag in ("article", "main", "body"):
            return
        yield it
