"""From the characters of an article to tokens with offsets: code point for code point, nothing too long to parse."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 20_000
"""Code points parsed at once; a longer block is parsed in pieces, so that memory stays bounded."""

_LONGEST_WORD = 500
"""Code points without a space that are tokenized at once: the time that it takes grows with their square."""

_LONGEST_SENTENCE = 400
"""Tokens without an end of a sentence; more are no prose, and much is done for each pair of words of a sentence."""

# One code point for one code point: the parser was trained on straight quotes, and offsets must not move.
_PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")
_WORD, _VOWEL = re.compile(r"[^\W\d_]+"), re.compile(r"[AEIOUÀ-ÖØ-Ý]")
_BRACKETS = frozenset("[]")
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
# Marks that no letter or digit interrupts, and those from the 21st on: a line across the page, or an attack.
_MANY_MARKS = re.compile(r"((?:[^\w\s]\s*){20})((?:[^\w\s]\s*)+)")
_ENDS = frozenset({".", "!", "?", "…", "..."})


def pieces(text: str, span: Span) -> list[Span]:
    """Cut a span at white space where it is longer than the parser should see at once."""
    pieces, start = [], span.start
    while span.end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


def tokenize(language: Language, text: str, span: Span, *, is_label: bool) -> tuple[Doc, list[int]]:
    """Tokens of one piece without square brackets, and their offsets in the document."""
    from spacy.tokens import Doc

    plain = _CONTROL.sub(" ", span.of(text).translate(_PLAIN))
    if is_label and plain.isupper():
        # The parser knows "Eli Strom" for a name, but not "ELI STROM"; letters that would become two stay.
        plain = _WORD.sub(lambda word: _in_lower_case(word.group()), plain)
    plain = _MANY_MARKS.sub(lambda run: run[1] + " " * len(run[2]), plain)
    cuts = [0, *(match.end() for match in _UNBROKEN.finditer(plain)), len(plain)]
    found = ((begin, t) for begin, end in pairwise(cuts) for t in language.make_doc(plain[begin:end]))
    kept: list[tuple[int, Any]] = [(begin, t) for begin, t in found if t.text not in _BRACKETS and not t.is_space]
    words = [t.text for _, t in kept]
    doc = Doc(
        language.vocab, words=words, spaces=[bool(t.whitespace_) for _, t in kept], sent_starts=_forced_starts(words)
    )
    return doc, [span.start + begin + t.idx for begin, t in kept]


def _in_lower_case(word: str) -> str:
    """A word in capitals as a name is written; an acronym without a vowel stays as it is."""
    lower = word[0] + word[1:].lower()
    return lower if len(lower) == len(word) and _VOWEL.search(word) else word


def _forced_starts(words: list[str]) -> list[bool | int | None] | None:
    """Where a sentence has to begin: only in what would be longer than any sentence is; the parser finds the others."""
    starts: list[bool | int | None] = [None] * len(words)
    length = 0
    for i, word in enumerate(words):
        length = 0 if word in _ENDS else length + 1
        if length == _LONGEST_SENTENCE:
            starts[i], length = True, 0
    return starts if any(starts) else None
