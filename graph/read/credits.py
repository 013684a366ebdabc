"""The news agency that an article of an outlet names as its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.agents import agency
from graph.model import BlockKind
from graph.read.reading_rules import rules

_HEAD = (BlockKind.BYLINE, BlockKind.DATELINE)


def agency_of(kinds: Sequence[BlockKind], pieces: Sequence[str], opening: str) -> str | None:
    """The agency named in the head of an article, before its first sentence, or at its end; None if there is none.

    `opening` is the name in brackets before the first sentence. An agency that only contributed is not the source.
    """
    head = rules().section("header")["blocks"]
    signed = (piece for kind, piece in zip(kinds[:head], pieces[:head], strict=True) if kind in _HEAD)
    named = (agency_in(piece) for piece in signed)
    return agency(opening) or next(filter(None, named), None) or next(_at_end(kinds, pieces), None)


def agency_in(byline: str) -> str | None:
    """The agency that is a separate part of a byline: "By Reuters", "Jane Roe, AFP", not "staff and AFP"."""
    patterns = rules().credit
    parts = (patterns["by"].sub("", part.strip()).strip() for part in patterns["part"].split(byline))
    return next(filter(None, map(agency, parts)), None)


def _at_end(kinds: Sequence[BlockKind], pieces: Sequence[str]) -> Iterator[str]:
    patterns = rules().credit
    last = rules().section("credit")["blocks"]
    paragraphs = [piece for kind, piece in zip(kinds, pieces, strict=True) if kind is BlockKind.PARAGRAPH]
    for name, some in (("alone", pieces[1:][-last:]), ("first", pieces[1:][-last:]), ("end", paragraphs[-1:])):
        for piece in some:
            found = patterns[name].search(piece)
            if found and (named := agency(found["agency"])):
                yield named
