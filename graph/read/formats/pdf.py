"""PDF with text: lines are joined into paragraphs by their place and the size of their letters."""

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
_FURNITURE = re.compile(
    r"""(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?         # 17, Page 3 of 9
      | (?:https?|file):/\S+(?:\s+\d{1,4}/\d{1,4})?           # what browsers print below a page
      | \d{1,2}[/.]\d{1,2}[/.]\d{2,4},\s+\d{1,2}:\d{2}\b.*    # and above it""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(r"[.!?:][\"'”’)\]]*$")
# A single glyph in print, but several letters of a word.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_GAP = 1.35  # times the usual distance of lines: a larger one ends a paragraph
_LARGER = 1.15  # times the usual size of letters: a line of larger ones is a heading
_SHORT = 0.85  # of the width of the lines around: a shorter line that ends a sentence is the last of its paragraph
_SHORTER = 0.6  # the same for one that does not end a sentence, such as a byline
_AROUND = 3
_ALIKE = 0.5
_HEAD = 12
_CLOSE = 1.7  # times the size of letters: a larger distance is not that of lines
_INDENT = 6.0  # points
_SAME = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and in points its left edge, height on the page and size of letters."""

    text: str
    left: float
    height: float
    size: float
    page: int


def pdf(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The paragraphs of a PDF, without what every page repeats. Nothing in it is run, and nothing is fetched."""
    lines = _lines(data, file)
    lines = _without_repeated(lines)
    if not lines:
        raise InputError(file, "is a PDF without text: its pages are pictures, which would need text recognition")
    return composed(_pieces(lines), {})


def _lines(data: bytes, file: str) -> list[Line]:
    with needed("formats", file):
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
        drawn = written = 0
        for number, page in enumerate(reader.pages):
            content = page.get_contents()
            drawn += 0 if content is None else len(content.get_data())
            if drawn > limits()["drawn"]:
                raise InputError(file, f"draws more than {limits()['drawn']:,} bytes on its pages: not one article")
            lines = _of_page(page, number)
            written += sum(len(it.text) for it in lines)
            found += lines
            if written > limits()["page"]:
                raise InputError(file, "has more text than an article")
    except InputError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise InputError(file, f"is not a readable PDF: {type(error).__name__}: {error}") from error
    return found


def _of_page(page: Any, number: int) -> list[Line]:
    """The lines of a page, in the order of the file."""
    lines: list[Line] = []
    parts: list[str] = []
    place: tuple[float, float, float] | None = None

    def flush() -> None:
        nonlocal place
        text = " ".join("".join(parts).split()).translate(_LIGATURES)
        if text and place:
            lines.append(Line(text, *place, number))
        parts.clear()
        place = None

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        nonlocal place
        del font
        left, height = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        for n, part in enumerate(text.split("\n")):
            if n:
                flush()
            if place is None and part.strip():
                place = (left, height, round(size * scale, 1))
            parts.append(part)

    page.extract_text(visitor_text=visit)
    flush()
    return lines


def _without_repeated(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, and without headers and footers that most pages have or a browser prints."""
    heights: dict[int, list[float]] = {}
    for it in lines:
        heights.setdefault(it.page, []).append(it.height)
    edges = {page: (min(them), max(them)) for page, them in heights.items()}
    places = Counter((_numberless(it), round(it.height)) for it in lines)

    def is_furniture(it: Line) -> bool:
        lowest, highest = edges[it.page]
        at_edge = it.height >= highest - _SAME or it.height <= lowest + _SAME
        repeated = len(edges) > 1 and places[_numberless(it), round(it.height)] > len(edges) / 2
        return at_edge and (repeated or (len(lines) > 1 and _FURNITURE.fullmatch(it.text) is not None))

    return [it for it in lines if not is_furniture(it)]


def _numberless(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """The paragraphs; the first one with the largest letters is the title."""
    usual = median(it.size for it in lines for _ in it.text.split())
    largest = max(it.size for it in lines[:_HEAD])
    titled = False
    for group in _groups(lines, _Page(lines, usual)):
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
    """Whether a word was hyphenated at the end of a line."""
    return _HYPHEN.search(text) is not None and following[:1].islower()


def _step(lines: Sequence[Line], size: float) -> float:
    """The usual distance of two lines of a paragraph with letters of this size.

    It is hardly ever more than one and a half times the size; between paragraphs of one line it is usually larger.
    """
    steps = [round(a.height - b.height, 1) for a, b in pairwise(lines) if a.page == b.page and a.height > b.height]
    close = [it for it in steps if it <= _CLOSE * size]
    return Counter(close or steps).most_common(1)[0][0] if steps else 0.0


class _Page:
    """What is usual in a PDF: the distance of lines by size, their left edge, the length of lines around a line."""

    def __init__(self, lines: Sequence[Line], usual: float) -> None:
        self.lines = lines
        self.step = _step(lines, usual) / usual
        self.left = median(it.left for it in lines)

    def width(self, number: int) -> int:
        """The number of characters of the longest line of the same size around a line."""
        near = self.lines[max(0, number - _AROUND) : number + _AROUND + 1]
        return max(len(it.text) for it in near if abs(it.size - self.lines[number].size) <= _ALIKE)


def _groups(lines: Sequence[Line], page: _Page) -> Iterator[list[Line]]:
    group = [lines[0]]
    for number, line in enumerate(lines[1:], 1):
        if _parts(lines[number - 1], line, page, page.width(number - 1)):
            yield group
            group = []
        group.append(line)
    yield group


def _parts(before: Line, line: Line, page: _Page, width: int) -> bool:
    """Whether a paragraph ends between two lines; `width` is the width of the lines around, in characters."""
    if abs(line.size - before.size) > _ALIKE:
        return True
    ended = _END.search(before.text) is not None
    if line.page == before.page and before.height > line.height:
        if before.height - line.height > _GAP * page.step * line.size:
            return True
    elif not ended:
        return False  # continues in the next column or on the next page
    indented = line.left > page.left + _INDENT and before.left <= page.left + _INDENT
    short = len(before.text) < (_SHORT if ended else _SHORTER) * width and not line.text[0].islower()
    return short or indented
