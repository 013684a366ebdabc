"""The parsed text of one article with offsets into the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.extract.parse.dialogue import Turn
from graph.extract.text.shown import show
from graph.extract.text.tokenizing import Aliases
from graph.extract.words import Doc, Token
from graph.model import BlockKind, Document, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as token indices `[start, end)` in the parsed text, and the block that contains it."""

    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as token indices: its marks are at `start` and `end` (`end` may be the end of the block)."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as token indices `[start, end)`.

    `turn` is set if the layout shows who speaks; `label` has the tokens that name the speaker, in this block or the
    next; `said` has the tokens of this block without any label.
    """

    block: int
    start: int
    end: int
    said: tuple[int, int]
    turn: Turn | None = None
    label: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The statements of an article, parsed: one token sequence for all blocks in which the article itself speaks.

    `doc` has its words; square brackets are left out of it, so that "[Petro] said" parses as a sentence, and so are
    `asides`. `starts` and `ends` are the tokens' offsets in the document; `sentence_of`, `block_of` and `quote_of` lead
    from a token to its sentence, block and quotation (-1 for none). `datelines` say where reports were filed;
    `turns` are the blocks of a dialogue; `named` leads from a quotation to the turn that says whose it is; `chains` are
    quotations that continue over paragraphs, each of which opens with a mark while only the last closes with one.
    """

    document: Document
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    asides: tuple[Aliases, ...]
    datelines: tuple[str, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    sentence_of: tuple[int, ...]
    block_of: tuple[int, ...]
    quotes: tuple[Quote, ...]
    quote_of: tuple[int, ...]
    turns: frozenset[int]
    named: Mapping[int, Passage]
    chains: tuple[tuple[int, ...], ...]

    def sentence(self, token: Token | int) -> Sentence:
        """The sentence that contains a token."""
        return self.sentences[self.sentence_of[token if isinstance(token, int) else token.i]]

    def written(self, token: Token | int) -> date | None:
        """The day on which the text around a token was written: the date of its block, or else of the article."""
        block = self.block_of[token if isinstance(token, int) else token.i]
        return self.document.blocks[block].day or self.document.metadata.published

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the tokens `[start, end)` are in one block: no name begins in a title and ends below the title."""
        return self.block_of[start] == self.block_of[end - 1]

    def span(self, start: int, end: int) -> Span:
        """The span of the tokens `[start, end)` in the document, without white space at its ends."""
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        while start < end - 1 and self.doc[end - 1].is_space:
            end -= 1
        return Span(self.starts[start], self.ends[end - 1])

    def quoted_span(self, start: int, end: int) -> Span:
        """Like `span`, but including the closing mark of a quotation that begins inside and ends right after."""
        closing = next((q for q in self.quotes if q.end in (end, end + 1) and start <= q.start < end), None)
        return self.span(start, max(end, closing.end + 1) if closing and closing.closed else end)

    def text(self, start: int, end: int) -> str:
        """The words of the tokens `[start, end)` as the article has them, without asides and invisible marks."""
        span = self.span(start, end)
        if self.asides and any(start < aside.token < end for aside in self.asides):
            return "".join(self._token(i) + self.doc[i].whitespace_ for i in range(start, end)).strip()
        return show(self.document.text, span, plain=False).text

    def _token(self, i: int) -> str:
        return show(self.document.text, Span(self.starts[i], self.ends[i]), plain=False).text
