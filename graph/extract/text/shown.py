"""The characters of an article that a reader sees: without invisible marks and parts that are cut out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Span

# One code point each: the parser was trained on straight quotation marks.
_PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "})
# Soft hyphens, zero-width spaces and joiners, direction and variation marks: they may occur in the middle of a word.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# Control characters, line separators, and symbols that are seen but not read: emoji, flags, dingbats, trade marks.
_BLANK = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\uffff©®™\u20e3\u2600-\u27bf\u2b00-\u2bff"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Characters to be read; `at` contains the position of each in the document."""

    text: str
    at: tuple[int, ...]

    def without(self, stretches: Iterable[tuple[int, int]]) -> Shown:
        """The same characters without some ranges `[start, end)`, which are in order and do not overlap."""
        text, end = "", 0
        at: tuple[int, ...] = ()
        for start, stop in (*stretches, (len(self.text), len(self.text))):
            text, at = text + self.text[end:start], at + self.at[end:start]
            end = stop
        return Shown(text, at)


def show(text: str, span: Span, *, plain: bool = True) -> Shown:
    """A span of a document as it is read: no invisible marks, blanks for non-characters, `plain` quotation marks."""
    part = span.of(text)
    part = _BLANK.sub(" ", part.translate(_PLAIN)) if plain else part
    gaps = [m.span() for m in _UNSEEN.finditer(part)]
    whole = Shown(part, tuple(range(span.start, span.end)))
    return whole.without(gaps) if gaps else whole
