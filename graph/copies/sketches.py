"""The sketch of one article: MinHash values of its word sequences, which show how much two articles share."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence

from rensa import RMinHash

from graph.copies.settings import settings
from graph.model import BlockKind, Document, Sketch

_OWN = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")
_WORD = re.compile(r"[^\W_]+")


def sketch(document: Document) -> Sketch | None:
    """The sketch of an article; None if it has too few words of its own.

    Its own words are those in its paragraphs and headings outside quotation marks: copies have other titles, captions
    and bylines, and quoting the same statement is not copying.
    """
    known = settings()
    rows = list(_rows(document, known.words))
    half = len(rows) // 2
    parts = [set(rows), set(rows[:half]), set(rows[half:])]
    if len(parts[0]) < known.least:
        return None
    hashed = RMinHash.from_token_sets([sorted(part) for part in parts], known.values, known.seed)
    values = struct.pack(f"<{len(parts) * known.values}I", *(value for one in hashed for value in one.digest()))
    whole, first, second = map(len, parts)
    return Sketch((whole, first, second), values, _renewed(document))


def _rows(document: Document, length: int) -> Iterator[str]:
    """The sequences of `length` words that begin at each word of a block, in lower case."""
    for block in document.blocks:
        if block.kind in _OWN:
            words = _WORD.findall(_QUOTED.sub(" ", block.span.of(document.text)).casefold())
            yield from _in_a_row(words, length)


def _in_a_row(words: Sequence[str], length: int) -> Iterator[str]:
    for start in range(len(words) - length + 1):
        yield " ".join(words[start : start + length])


def _renewed(document: Document) -> bool:
    notice = settings().notice
    return any(notice.search(block.span.of(document.text)) for block in document.blocks)
