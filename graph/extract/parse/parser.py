"""From an article to its parsed text, block by block."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon, put
from graph.extract.parse import datelines, dialogue
from graph.extract.parse.parsed import Parsed, Passage, Sentence
from graph.extract.parse.quotes import QuoteFinder
from graph.extract.repair import inversion, repair
from graph.extract.text import language
from graph.extract.text.tokenizing import LONGEST, Aliases, pieces, tokenize
from graph.extract.words import Doc, joined, taken
from graph.model import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc as Unread

_KNOWN = 50_000
"""How many words the parser may remember: some 20 MB, enough for nearly all words in nearly all articles."""

_TOGETHER = 256
"""How many pieces are parsed at once: spaCy's default; only one if they are long."""


def parse(document: Document, lexicon: Lexicon) -> Parsed:
    """Parse the blocks in which the article makes statements; the lexicon is attached to the parsed words."""
    return _Parser(document, lexicon).parse()


class _Parser:
    """Cuts the blocks of one article into pieces and parses each piece separately."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.language = language.load()
        self.turns = dialogue.find(document, lexicon)
        self.pieces: list[Unread] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.asides: list[Aliases] = []
        self.datelines: list[str] = []

    def parse(self) -> Parsed:
        """The parsed text of the article."""
        with self._remembering():
            passages = self._cut()
            together = _TOGETHER if len(self.starts) < LONGEST else 1
            parsed = [taken(piece) for piece in self.language.pipe(self.pieces, batch_size=together)]
            whole = joined(inversion.mend(parsed, self.language, self.lexicon))
            self.pieces.clear()
        put(whole, self.lexicon)
        repair(whole)
        return self._parsed(whole, passages)

    def _remembering(self) -> AbstractContextManager[object]:
        """A context in which new words are kept as long as there are few, and otherwise forgotten with the article.

        Known words are read faster, but memory must not grow with the corpus.
        """
        return nullcontext() if len(self.language.vocab) < _KNOWN else self.language.memory_zone()

    def _cut(self) -> list[Passage]:
        """Cut the blocks in which the article makes statements into pieces."""
        labels = {turn.at: n for n, turn in self.turns.items() if turn.label}
        named: dict[int, tuple[int, int]] = {}
        passages: list[Passage] = []
        for n, block in enumerate(self.document.blocks):
            if block.kind.is_statement or n in self.turns or n in labels:
                first, turn = len(self.starts), self.turns.get(n)
                label = self.turns[labels[n]].label if n in labels else None
                stretches = [turn.said if turn else None if label else self._undated(block.span), label]
                tokens = {span: self._add(span, is_label=span is label) for span in sorted(s for s in stretches if s)}
                if label:
                    named[labels[n]] = tokens[label]
                said = tokens[stretches[0]] if stretches[0] else (first, first)
                passages.append(Passage(n, first, len(self.starts), said, turn))
        return [replace(p, label=named.get(p.block)) for p in passages if p.start < p.end]

    def _parsed(self, doc: Doc, passages: list[Passage]) -> Parsed:
        """The record of a text whose words have been parsed."""
        quotes = QuoteFinder(self.document, doc, self.starts).find(passages)
        block_of = [-1] * len(doc)
        for passage in passages:
            block_of[passage.start : passage.end] = [passage.block] * (passage.end - passage.start)
        sentences: list[Sentence] = []
        sentence_of = [-1] * len(doc)
        for span in doc.sents:
            sentence_of[span.start : span.end] = [len(sentences)] * (span.end - span.start)
            block = block_of[span.start]
            sentences.append(Sentence(span.start, span.end, block, self.document.blocks[block].kind))
        return Parsed(
            document=self.document,
            doc=doc,
            starts=tuple(self.starts),
            ends=tuple(self.ends),
            asides=tuple(self.asides),
            datelines=tuple(self.datelines),
            passages=tuple(passages),
            sentences=tuple(sentences),
            sentence_of=tuple(sentence_of),
            block_of=tuple(block_of),
            quotes=quotes.all,
            quote_of=quotes.of,
            turns=quotes.turns,
            named=quotes.named,
            chains=quotes.chains,
        )

    def _undated(self, span: Span) -> Span:
        """A block without its dateline, which is stored separately."""
        start = datelines.end(self.document.text, span.start, span.end, self.lexicon)
        if start > span.start:
            self.datelines.append(self.document.text[span.start : start])
        return Span(start, span.end)

    def _add(self, span: Span, *, is_label: bool = False) -> tuple[int, int]:
        """Cut a stretch of the article into tokens and return their range."""
        first = len(self.starts)
        for piece in pieces(self.document.text, span):
            made = tokenize(self.language, self.document.text, piece, self.lexicon, is_label=is_label)
            if len(made.doc):
                self.pieces.append(made.doc)
                self.asides += (replace(a, token=len(self.starts) + a.token) for a in made.asides)
                self.starts += made.starts
                self.ends += made.ends
        return first, len(self.starts)
