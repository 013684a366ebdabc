"""Quotations in a parsed text: between marks, as turns of a dialogue, or continued over several paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.extract.parse.parsed import Passage, Quote
from graph.extract.repair import inversion
from graph.extract.words import Doc
from graph.model import Document

_MARKS = ('"', "''", "``")
_OPENING, _CLOSING = ("“", "«"), ("”", "»")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations in an article; `of` leads from a token to the number of its quotation; the rest as in `Parsed`."""

    all: tuple[Quote, ...]
    of: tuple[int, ...]
    turns: frozenset[int]
    named: Mapping[int, Passage]
    chains: tuple[tuple[int, ...], ...]


class QuoteFinder:
    """Finds the quotations in one text; `starts` contains the offsets of its tokens in the document."""

    def __init__(self, document: Document, doc: Doc, starts: Sequence[int]) -> None:
        self.document = document
        self.doc = doc
        self.starts = starts
        self.quotes: list[Quote] = []
        self.quote_of = [-1] * len(doc)
        self.turns: set[int] = set()
        self.named: dict[int, Passage] = {}

    def find(self, passages: Sequence[Passage]) -> Quotes:
        """All quotations in order."""
        for passage in passages:
            self._add_quotes(passage)
        chains = self._chains()
        self._close({q for chain in chains for q in chain})
        return Quotes(
            all=tuple(self.quotes),
            of=tuple(self.quote_of),
            turns=frozenset(self.turns),
            named=MappingProxyType(self.named),
            chains=tuple(map(tuple, chains)),
        )

    def _add_quotes(self, passage: Passage) -> None:
        """Record the quotations in one block; a turn of a dialogue is one quotation."""
        first, last = passage.said
        if first == last:
            return
        # Spanish newspapers begin each turn of an interview with a dash and do not close it.
        dashed = passage.turn is None and self.doc[first].text in ("—", "–", "―", "-")
        number = len(self.quotes)
        if dashed or (passage.turn is not None and passage.turn.whole):
            self.turns.add(passage.block)
            self._add_quote(first, last, closed=False)
        else:
            self._add_marked(first, last)
        if passage.turn is not None and len(self.quotes) > number:
            self.named[number] = passage

    def _add_marked(self, first: int, last: int) -> None:
        """Record the quotations between marks; one that is opened again before it is closed continues."""
        opened = -1
        for i in range(first, last):
            if self.doc[i].text not in _MARKS:
                continue
            mark = self.document.text[self.starts[i]]
            # Some writers put “ or ” at both ends: then the space shows which end it is.
            begins = i == first or bool(self.doc[i - 1].whitespace_)
            if opened < 0 and (begins or mark not in _CLOSING):
                opened = i
            elif opened >= 0 and mark in _OPENING and begins:
                self._add_quote(opened, i, closed=False)
                opened = i
            elif opened >= 0:
                self._add_quote(opened, i, closed=True)
                opened = -1
        if opened >= 0:
            self._add_quote(opened, last, closed=False)

    def _chains(self) -> list[list[int]]:
        chains: list[list[int]] = []
        for number, quote in enumerate(self.quotes):
            before = self.quotes[number - 1] if number else None
            if before and not before.closed and before.end == quote.start and self._is_marked(before, quote):
                if chains and chains[-1][-1] == number - 1:
                    chains[-1].append(number)
                else:
                    chains.append([number - 1, number])
        return chains

    def _close(self, going_on: set[int]) -> None:
        """End quotations that are never closed at the words that name their speaker: "“P, said X."."""
        for number, quote in enumerate(self.quotes):
            if quote.closed or number in going_on or not self._is_marked(quote):
                continue
            roots = (t for t in self.doc[quote.start : quote.end] if t.head.i == t.i)
            end = next((i for i in map(inversion.begins, roots) if i is not None and i > quote.start), quote.end)
            self.quotes[number] = Quote(quote.start, end, closed=False)
            self.quote_of[end : quote.end] = [-1] * (quote.end - end)

    def _is_marked(self, *quotes: Quote) -> bool:
        return all(self.doc[quote.start].text in _MARKS for quote in quotes)

    def _add_quote(self, start: int, end: int, *, closed: bool) -> None:
        for i in range(start, end):
            self.quote_of[i] = len(self.quotes)
        self.quotes.append(Quote(start, end, closed))
