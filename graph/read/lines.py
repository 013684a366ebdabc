"""From text to the stretches that a reader sees as one: lines, joined if a program wrapped them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from graph.model import Span
from graph.read.reading_rules import rules

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]*]*$")
_FEW_BREAKS = 3


class Line(NamedTuple):
    """A line that is not blank, without white space around it; `after_blank`: whether a blank line is before it."""

    span: Span
    text: str
    after_blank: bool


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with the mark of a finished sentence, ignoring closing quotes and brackets."""
    return _SENTENCE_END.search(text[-12:]) is not None


def stretches(text: str) -> list[Span]:
    """The lines of `text`, in order; lines of a hard-wrapped file are joined to paragraphs.

    They begin and end with visible characters, never overlap, and leave out only white space.
    """
    lines = _lines(text)
    width = _wrapped_at(lines)
    joined: list[Span] = []
    before: Line | None = None
    for line in lines:
        if before is not None and not line.after_blank and _continues(before, line, width):
            joined[-1] = Span(joined[-1].start, line.span.end)
        else:
            joined.append(line.span)
        before = line
    return joined


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    blank = True
    start = 0
    ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
    for end, next_start in [*ends, (len(text), len(text))]:
        raw = text[start:end]
        visible = raw.strip()
        if visible:
            first = start + len(raw) - len(raw.lstrip())
            found.append(Line(Span(first, first + len(visible)), visible, blank))
        blank = not visible
        start = next_start
    return found


def _wrapped_at(lines: list[Line]) -> int | None:
    """The width in characters at which a program wrapped the lines of the file; None if it did not.

    A program breaks a line where the next word would not fit, so most lines are full; it ignores sentences, so many
    breaks are inside one. Neither is true for a file with one paragraph per line.
    """
    limits = rules().section("lines")
    breaks = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    if not breaks:
        return None
    lengths = sorted(len(line.text) for pair in breaks for line in pair)
    width = lengths[-1 - len(lengths) // 20]  # one line in twenty may be longer: an address, a table
    if not limits["narrowest"] <= width <= limits["widest"]:
        return None
    full = sum(_is_full(a, b, width) for a, b in breaks)
    inside = sum(not ends_sentence(a.text) for a, _ in breaks)
    # With two or three breaks, lines may be full by chance: every break must then look like a wrapped one.
    share = 1.0 if len(breaks) < _FEW_BREAKS else limits["share"]
    if full < share * len(breaks) or inside < limits["mid_sentence"] * len(breaks):
        return None
    return width


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of `following` would have exceeded `width`, or nearly."""
    word = following.text.split(maxsplit=1)[0]
    fullness: float = rules().section("lines")["fullness"]
    return len(line.text) + 1 + len(word) > fullness * width


def _continues(line: Line, following: Line, width: int | None) -> bool:
    if ends_sentence(line.text):
        return width is not None and _is_full(line, following, width)
    return following.text[0].islower() or (width is not None and _is_full(line, following, width))
