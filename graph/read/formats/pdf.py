"""PDF with a text in it: lines put together to paragraphs, by where they are and how large their letters are."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.content import Content, Piece, composed
from graph.read.formats.needed import needed
from graph.read.formats.settings import limits

_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")
_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_GAP = 1.35  # times the usual distance of lines, from which on a paragraph is over
_LARGER = 1.15  # times the usual size of letters, from which on a line is a heading
_SHORT = 0.85  # of the width of the column: a line so short that ends a sentence is the last of its paragraph
_CLOSE = 1.7  # times the size of letters, up to which a distance is one of lines
_INDENT = 6.0  # points
_SAME = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, left edge, height on the page and size of letters, in points."""

    text: str
    left: float
    height: float
    size: float
    page: int


def pdf(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The paragraphs of a PDF, without what each page repeats. Nothing in it is run, and nothing is fetched."""
    lines = _lines(data, file)
    lines = _without_repeated(lines)
    if not lines:
        raise InputError(file, "is a PDF without a text: pictures of pages, whose letters would have to be recognised")
    return composed(_pieces(lines), {})


def _lines(data: bytes, file: str) -> list[Line]:
    with needed("pypdf", file):
        import pypdf
        from pypdf.errors import PyPdfError
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[Line] = []
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(file, "is encrypted")
        if len(reader.pages) > limits()["pages"]:
            raise InputError(file, f"has {len(reader.pages):,} pages: not one article")
        for number, page in enumerate(reader.pages):
            found += _of_page(page, number)
            if sum(len(it.text) for it in found) > limits()["page"]:
                raise InputError(file, "has more text than an article")
    except InputError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise InputError(file, f"is no PDF that can be read: {type(error).__name__}: {error}") from error
    return found


def _of_page(page: Any, number: int) -> list[Line]:
    """The lines of a page, in the order in which they are written into it."""
    lines: list[Line] = []
    parts: list[str] = []
    place = (0.0, 0.0, 0.0)

    def flush() -> None:
        text = " ".join("".join(parts).split())
        if text:
            lines.append(Line(text, *place, number))
        parts.clear()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        nonlocal place
        del font
        left, height = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        for n, part in enumerate(text.split("\n")):
            if n:
                flush()
            if part.strip() and not "".join(parts).strip():
                place = (left, height, round(size * scale, 1))
            parts.append(part)

    page.extract_text(visitor_text=visit)
    flush()
    return lines


def _without_repeated(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, and without heads and feet that most pages have in the same place."""
    pages = {it.page for it in lines}
    places = Counter((it.text, round(it.height)) for it in lines)
    edges = {page: [it.height for it in lines if it.page == page] for page in pages}

    def is_furniture(it: Line) -> bool:
        at_edge = it.height >= max(edges[it.page]) - _SAME or it.height <= min(edges[it.page]) + _SAME
        repeated = len(pages) > 1 and places[it.text, round(it.height)] > len(pages) / 2
        return at_edge and (repeated or (len(lines) > 1 and _NUMBER.fullmatch(it.text) is not None))

    return [it for it in lines if not is_furniture(it)]


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """The paragraphs; the first of the largest letters is the title."""
    usual = median(it.size for it in lines for _ in it.text.split())
    step = _step(lines, usual)
    width = max(len(it.text) for it in lines)
    left = median(it.left for it in lines)
    largest = max(it.size for it in lines[:12])
    titled = False
    for group in _groups(lines, step, width, left):
        text = ""
        for line in group:
            text = _HYPHEN.sub("", text) + line.text if _joins(text, line.text) else f"{text} {line.text}".strip()
        size = group[0].size
        kind = None
        if size >= usual * _LARGER:
            kind = BlockKind.HEADING if titled or size < largest else BlockKind.TITLE
            titled = titled or kind is BlockKind.TITLE
        yield Piece(text, kind)


def _joins(text: str, following: str) -> bool:
    """Whether a word was parted at the end of a line."""
    return _HYPHEN.search(text) is not None and following[:1].islower()


def _step(lines: Sequence[Line], size: float) -> float:
    """The usual distance of two lines of a paragraph, whose letters have this size.

    It is hardly ever more than one and a half times that. Where most paragraphs have one line, most distances are
    not it.
    """
    steps = [round(a.height - b.height, 1) for a, b in pairwise(lines) if a.page == b.page and a.height > b.height]
    close = [it for it in steps if it <= _CLOSE * size]
    return Counter(close or steps).most_common(1)[0][0] if steps else 0.0


def _groups(lines: Sequence[Line], step: float, width: int, left: float) -> Iterator[list[Line]]:
    group = [lines[0]]
    for before, line in pairwise(lines):
        if _parts(before, line, step, width, left):
            yield group
            group = []
        group.append(line)
    yield group


def _parts(before: Line, line: Line, step: float, width: int, left: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if abs(line.size - before.size) > 0.5:
        return True
    if line.page == before.page and before.height > line.height:
        if before.height - line.height > _GAP * step:
            return True
    elif not _END.search(before.text):
        return False  # goes on in the next column, or on the next page
    indented = line.left > left + _INDENT and before.left <= left + _INDENT
    ended = _END.search(before.text) is not None and len(before.text) < _SHORT * width
    return ended or indented
