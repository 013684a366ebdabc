"""Posts of others shown in a page, each with the name of its author if the page has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lxml import etree

from graph.model import BlockKind
from graph.read.content import Piece
from graph.read.dates import find_date
from graph.read.formats.html.runs import Run
from graph.read.formats.settings import page_pattern, words
from graph.read.reading_rules import rules

_NAME = re.compile(r"[^\W\d_](?:.*[^\W\d_]\.?)?")
_WORD = re.compile(r"[^\W\d_][^\s]*")


@dataclass(frozen=True, slots=True)
class Post:
    """One post: the numbers of its runs, and the pieces read from it; none if its author is unknown."""

    numbers: range
    pieces: tuple[Piece, ...]


def posts(page: Sequence[Run]) -> dict[int, Post]:
    """The posts of a page, by the numbers of their runs."""
    frames = _Frames()
    found: dict[int, Post] = {}
    for frame, group in groupby(enumerate(page), key=lambda it: frames.of(it[1].element)):
        if frame is None:
            continue
        numbers = [number for number, _ in group]
        one, marked = range(numbers[0], numbers[-1] + 1), frames.is_marked(frame)
        pieces = tuple(_pieces([page[it] for it in one], marked=marked))
        if pieces or marked:
            found.update(dict.fromkeys(one, Post(one, pieces)))
    return found


class _Frames:
    """The elements of posts: the outermost that is marked as a post, else the innermost quotation."""

    def __init__(self) -> None:
        self._pattern = page_pattern("post")
        self._known: dict[etree._Element, tuple[etree._Element | None, etree._Element | None]] = {}

    def is_marked(self, element: etree._Element) -> bool:
        """Whether an element says that it is a post."""
        return self._pattern.search(element.get("class") or "") is not None

    def of(self, element: etree._Element) -> etree._Element | None:
        """The element of the post that an element may be in, or None."""
        marked, quoted = self._around(element)
        return quoted if marked is None else marked

    def _around(self, element: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
        """The outermost marked element around an element, and the innermost quotation."""
        if element not in self._known:
            parent = element.getparent()
            marked, quoted = (None, None) if parent is None else self._around(parent)
            if marked is None and self.is_marked(element):
                marked = element
            self._known[element] = marked, element if element.tag == "blockquote" else quoted
        return self._known[element]


def _pieces(runs: Sequence[Run], *, marked: bool) -> Iterator[Piece]:
    """The words of a post, then its signature; if it is not `marked` as a post, only if the signature ends it."""
    signed = page_pattern("signature")
    match = next(filter(None, (signed.search(it.text) for it in reversed(runs))), None)
    author = _author(next(filter(None, match.groups()))) if match else None
    if match is None or author is None or not (marked or _is_end(runs, match)):
        return
    found = find_date(match.string[match.end(match.lastindex or 0) :])
    said = list(_said(runs, match, found[0] if found else None))
    # A forwarded post is by yet somebody else.
    if said and not page_pattern("passed_on").match(said[0].text):
        yield from said
        yield Piece(author, BlockKind.SIGNATURE)


def _is_end(runs: Sequence[Run], signature: re.Match[str]) -> bool:
    """Whether only links follow a signature."""
    behind = reversed(runs)
    last = next((it for it in behind if it.linked < words("page")["linked"] or it.text == signature.string), None)
    return last is not None and last.text == signature.string


def _said(runs: Sequence[Run], signature: re.Match[str], day: date | None) -> Iterator[Piece]:
    """The words above the signature, without lines that are links to the post itself."""
    for run in runs:
        if run.text == signature.string:
            if words_before := run.text[: signature.start()].strip():
                yield Piece(words_before, BlockKind.POST, day)
            return
        if run.linked < words("page")["linked"]:
            yield Piece(run.text, BlockKind.POST, day)


def _author(text: str) -> str | None:
    """The name in a signature without emoji beside it; None for what is not a name, such as one in small letters."""
    found = _NAME.search(text)
    joints = rules().section("byline")["particles"]
    named = found and all(it[0].isupper() or it in joints for it in _WORD.findall(found[0]))
    return found[0] if found and named and found[0][0].isupper() else None
