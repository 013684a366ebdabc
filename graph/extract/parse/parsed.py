"""The parsed text of one article with offsets into the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extract.parse import inversion
from graph.extract.parse.dialogue import Turn
from graph.model import BlockKind, Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MARKS = ('"', "''", "``")
_OPENING, _CLOSING = ("“", "«"), ("”", "»")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as token indices `[start, end)` of the parsed text, and the block that it stands in."""

    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as token indices: the marks stand at `start` and `end` (`end` may be the block's end)."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as token indices `[start, end)`.

    `turn` stands where the layout says who speaks; `label` are the tokens that name them, in this block or the next;
    `said` the tokens of this block without a label.
    """

    block: int
    start: int
    end: int
    said: tuple[int, int]
    turn: Turn | None = None
    label: tuple[int, int] | None = None


class Parsed:
    """The statements of an article, parsed: one token sequence over all blocks that the article speaks in.

    `doc` is the spaCy Doc; square brackets are left out of it, so that "[Petro] said" parses as a sentence.
    `starts` are the tokens' offsets in the document; `sentence_of`, `block_of` and `quote_of` lead from a
    token to its sentence, block and quotation (-1 for none). `datelines` say where reports were filed; `turns` are
    the blocks of a dialogue; `named` leads from a quotation to the turn that says whose it is; `chains` are quotations
    that go on over paragraphs, each of which opens a mark and only the last closes one.
    """

    def __init__(
        self,
        document: Document,
        doc: Doc,
        starts: list[int],
        passages: list[Passage],
        datelines: list[str],
    ) -> None:
        self.document = document
        self.doc = doc
        self.starts = starts
        self.sentences: list[Sentence] = []
        self.sentence_of = [-1] * len(doc)
        self.block_of = [-1] * len(doc)
        self.quotes: list[Quote] = []
        self.quote_of = [-1] * len(doc)
        self.datelines = datelines
        self.passages = passages
        self.turns: set[int] = set()
        self.named: dict[int, Passage] = {}
        for passage in passages:
            for i in range(passage.start, passage.end):
                self.block_of[i] = passage.block
            self._add_quotes(passage)
        self.chains = self._chains()
        self._close({q for chain in self.chains for q in chain})
        for span in doc.sents:
            if span.end > span.start:
                block = self.block_of[span.start]
                for i in range(span.start, span.end):
                    self.sentence_of[i] = len(self.sentences)
                self.sentences.append(Sentence(span.start, span.end, block, document.blocks[block].kind))

    def _add_quotes(self, passage: Passage) -> None:
        """The quotations of one block; a turn of a dialogue is one as a whole."""
        first, last = passage.said
        if first == last:
            return
        # The Spanish press opens each turn of an interview with a dash, and closes none.
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
        """The quotations between marks; one that is opened again before it was closed goes on."""
        opened = -1
        for i in range(first, last):
            if self.doc[i].text not in _MARKS:
                continue
            mark = self.document.text[self.starts[i]]
            # Some write “ or ” at both ends: then the space says which it is.
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
        """End quotations that are never closed before the words that name their speaker: "“P, said X."."""
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

    def sentence(self, token: Token | int) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[self.sentence_of[token if isinstance(token, int) else token.i]]

    def span(self, start: int, end: int) -> Span:
        """The document's span of the tokens `[start, end)`, without white space at its ends."""
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        while start < end - 1 and self.doc[end - 1].is_space:
            end -= 1
        return Span(self.starts[start], self.starts[end - 1] + len(self.doc[end - 1].text))

    def quoted_span(self, start: int, end: int) -> Span:
        """Like `span`, with the closing mark of a quotation that ends right behind and begins inside."""
        closing = next((q for q in self.quotes if q.end in (end, end + 1) and start <= q.start < end), None)
        return self.span(start, max(end, closing.end + 1) if closing and closing.closed else end)

    def text(self, start: int, end: int) -> str:
        """The words of the tokens `[start, end)` as they stand in the article."""
        return self.span(start, end).of(self.document.text)
