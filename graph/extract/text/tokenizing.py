"""From the characters of an article to tokens with offsets, in pieces short enough to parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.text import asides
from graph.extract.text.asides import Aside
from graph.extract.text.shown import Shown, show
from graph.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 20_000
"""How many code points to parse at once; a longer block is parsed in pieces, so that memory use stays bounded."""

_LONGEST_WORD = 500
"""How many code points without a space to cut into tokens at once: the time grows with the square of this number."""

_LONGEST_SENTENCE = 400
"""The most tokens in a sentence; a longer one is not prose, and much of the work grows with the pairs of its words."""

_WORD, _VOWEL = re.compile(r"[^\W\d_]+"), re.compile(r"[AEIOUÀ-ÖØ-Ý]")
# "Who Pays the Gangs?A new report …": a headline and the words after it, without a space between them.
_GLUED = re.compile(r"(?<=[a-z][?!])(?=[A-Z][a-z]*\s)")
# A hyphen between spaces is a dash: the parser takes it for part of a word.
_HYPHEN = re.compile(r"(?<=\s)-(?=\s)")
_BRACKETS = frozenset("[]")
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
# Marks not interrupted by a letter or digit, from the 21st on: a line across the page, or an attack.
_MANY_MARKS = re.compile(r"((?:[^\w\s]\s*){20})((?:[^\w\s]\s*)+)")
_ENDS = frozenset({".", "!", "?", "…", "..."})


def pieces(text: str, span: Span) -> list[Span]:
    """Cut a span at white space if it is longer than the parser should see at once."""
    pieces, start = [], span.start
    while span.end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other names for somebody that were left out of the tokens: their spans, before the token `token`.

    `cued` says whether a word such as "alias" made them certain, `ahead` whether they belong to somebody named next.
    """

    token: int
    cued: bool
    spans: tuple[Span, ...]
    ahead: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one piece, where each starts and ends in the document, and the asides that were left out.

    The token of an aside is the first one after it.
    """

    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    asides: tuple[Aliases, ...]


def tokenize(language: Language, document: str, span: Span, lexicon: Lexicon, *, is_label: bool) -> Tokens:
    """The tokens of one piece of a document, without square brackets and aliases."""
    from spacy.tokens import Doc

    whole = show(document, span)
    left_out = [] if is_label else asides.find(whole.text, lexicon)
    shown = whole.without(cut for aside in left_out for cut in aside.cuts) if left_out else whole
    plain, at = shown.text, shown.at
    if is_label and plain.isupper():
        # The parser knows "Eli Strom" as a name, but not "ELI STROM"; letters that would become two remain as they are.
        plain = _WORD.sub(lambda word: _in_lower_case(word.group()), plain)
    plain = _HYPHEN.sub("–", plain)
    plain = _MANY_MARKS.sub(lambda run: run[1] + " " * len(run[2]), plain)
    glued = {match.end() for match in _GLUED.finditer(plain)}
    cuts = [0, *sorted({match.end() for match in _UNBROKEN.finditer(plain)} | glued), len(plain)]
    found = ((begin, t) for begin, end in pairwise(cuts) for t in language.make_doc(plain[begin:end]))
    kept: list[tuple[int, Any]] = [(begin, t) for begin, t in found if t.text not in _BRACKETS and not t.is_space]
    words = [t.text for _, t in kept]
    headed = {n for n, (begin, t) in enumerate(kept) if begin + t.idx in glued}
    doc = Doc(
        language.vocab, words=words, spaces=[bool(t.whitespace_) for _, t in kept], sent_starts=_starts(words, headed)
    )
    starts = tuple(at[begin + t.idx] for begin, t in kept)
    ends = tuple(at[begin + t.idx + len(t.text) - 1] + 1 for begin, t in kept)
    return Tokens(doc, starts, ends, tuple(_aliases(whole, aside, starts) for aside in left_out))


def _aliases(shown: Shown, aside: Aside, starts: tuple[int, ...]) -> Aliases:
    spans = tuple(Span(shown.at[a], shown.at[b - 1] + 1) for a, b in aside.aliases)
    return Aliases(bisect_left(starts, shown.at[aside.cuts[0][1] - 1]), aside.cued, spans, aside.ahead)


def _in_lower_case(word: str) -> str:
    """A word in capitals, written like a name; an acronym without a vowel remains as it is."""
    lower = word[0] + word[1:].lower()
    return lower if len(lower) == len(word) and _VOWEL.search(word) else word


def _starts(words: list[str], headed: Collection[int]) -> list[bool | int | None] | None:
    """Where a sentence must begin: right after a headline (`headed`), and inside a sentence that would be too long.

    The parser finds the other beginnings.
    """
    starts: list[bool | int | None] = [i in headed or None for i in range(len(words))]
    length = 0
    for i, word in enumerate(words):
        length = 0 if word in _ENDS or i in headed else length + 1
        if length == _LONGEST_SENTENCE:
            starts[i], length = True, 0
    return starts if any(starts) else None
