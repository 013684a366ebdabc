"""The blocks of an article in plain text: title, date line, byline, headings, paragraphs, and foreign parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Block, BlockKind
from graph.read.bylines import author_in, is_name, is_outlet, is_signature, signed_at_end, split_outlet
from graph.read.content import Told
from graph.read.credits import agency_of
from graph.read.dates import find_date, is_date_line, outside
from graph.read.entries import days_written, is_time_line
from graph.read.lines import ends_sentence, stretches
from graph.read.reading_rules import BlockRule, rules

_SENTENCE_BREAK = re.compile(r"[a-z0-9]{3}[.!?][\"'”’»)]*\s+[\"“‘(«]?[A-Z]")
_PROSE = 60  # characters; a longer sentence is not a headline in a list
_HEADER = (BlockKind.TITLE, BlockKind.DATELINE, BlockKind.BYLINE)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the text of an article shows about it: its blocks, and what its head says."""

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    agency: str | None = None
    correction: str | None = None


def lay_out(text: str, date_order: str = "MDY", told: Sequence[Told] | None = None) -> Layout:
    """The layout of `text`; `told` are its blocks if its format marks them. A single paragraph has no title.

    The blocks are in order, never overlap, begin and end with visible characters, and leave out only white space.
    """
    spans = stretches(text) if told is None else [it.span for it in told]
    if len(spans) < 2:
        return Layout(tuple(Block(BlockKind.PARAGRAPH, span) for span in spans))
    pieces = [span.of(text) for span in spans]
    kinds = _Classifier(pieces, date_order, [it.kind for it in told or ()]).kinds()
    signed = signed_at_end(kinds, pieces)
    if signed is not None:
        kinds[signed[0]] = BlockKind.BYLINE
    days = [it.day for it in told] if told else [None] * len(spans)
    written = days_written(kinds, pieces, days, date_order)
    blocks = tuple(Block(*it) for it in zip(kinds, spans, written, strict=True))
    title = _first(BlockKind.TITLE, kinds, pieces)
    head = rules().section("header")["blocks"]
    byline = _first(BlockKind.BYLINE, kinds[:head], pieces[:head])
    dateline = _first(BlockKind.DATELINE, kinds[:head], pieces[:head])
    bracketed = _bracketed(_first(BlockKind.PARAGRAPH, kinds, pieces) or "")
    dates = (find_date(text, date_order) for text in (dateline, byline, _opening(kinds, pieces)) if text)
    found = next((date for date in dates if date), None)
    return Layout(
        blocks=blocks,
        title=" ".join(title.split()) if title else None,
        author=signed[1] if signed else author_in(byline or "", date_order) or author_in(dateline or "", date_order),
        published=found[0] if found else None,
        outlet=_outlet(bracketed, byline or "", date_order),
        agency=agency_of(kinds, pieces, bracketed),
        correction=" ".join(" ".join(it.split()) for it in _all(BlockKind.CORRECTION, kinds, pieces)) or None,
    )


def _all(kind: BlockKind, kinds: Sequence[BlockKind], pieces: Sequence[str]) -> Iterator[str]:
    return (piece for own, piece in zip(kinds, pieces, strict=True) if own is kind)


def _first(kind: BlockKind, kinds: Sequence[BlockKind], pieces: Sequence[str]) -> str | None:
    return next(_all(kind, kinds, pieces), None)


def _opening(kinds: Sequence[BlockKind], pieces: Sequence[str]) -> str:
    """What agencies put before the first sentence: "LIMA, Nov. 8, 2025 (Wire) – "; empty if there is none."""
    match = rules().opening.match(_first(BlockKind.PARAGRAPH, kinds, pieces) or "")
    return match.group() if match else ""


def _bracketed(paragraph: str) -> str:
    """The name in brackets before the first sentence: "Wire" of "LIMA (Wire) – "; empty if there is none."""
    match = rules().outlet.match(paragraph)
    return " ".join(match["outlet"].split()) if match else ""


def _outlet(bracketed: str, byline: str, date_order: str) -> str | None:
    """The outlet, if its first paragraph begins with it in brackets or its byline ends in it."""
    if is_outlet(bracketed):
        return bracketed
    found = find_date(byline, date_order)
    return split_outlet((outside(byline, found[1]) if found else byline).strip(" |•·,–—-"))[1]


class _Classifier:
    """Goes once through the pieces of an article and classifies each by its words and its place."""

    def __init__(self, pieces: Sequence[str], date_order: str, told: Sequence[BlockKind | None] = ()) -> None:
        self.pieces = pieces
        self.told = told or [None] * len(pieces)
        self.date_order = date_order
        self.before: BlockKind | None = None
        self.count: Counter[BlockKind] = Counter()
        self.links: BlockKind | None = None  # the kind of the list of links that we are in

    def kinds(self) -> list[BlockKind]:
        """One kind for each piece."""
        found = []
        for piece, following, told in zip(self.pieces, [*self.pieces[1:], ""], self.told, strict=True):
            self.before = self._of(piece, following, told)
            self.count[self.before] += 1
            found.append(self.before)
        return found

    @property
    def in_header(self) -> bool:
        """Whether a piece here may be a date line or a byline."""
        limits = rules().section("header")
        return bool(self.count[BlockKind.PARAGRAPH] <= limits["paragraphs"] and self.count.total() < limits["blocks"])

    def _of(self, piece: str, following: str, told: BlockKind | None) -> BlockKind:
        """The kind given by the format takes precedence over the words; a heading may still be one over teasers."""
        if told is None or told is BlockKind.HEADING:
            kind = self._kind(piece, following)
            return told if told and kind is BlockKind.PARAGRAPH else kind
        self.links = None
        return told

    def _kind(self, piece: str, following: str) -> BlockKind:
        if self.in_header and (kind := self._header_kind(piece, following)):
            return kind
        if is_time_line(piece, self.date_order):
            return BlockKind.DATELINE
        rule = self._rule(piece)
        if rule is not None:
            # A bare address inside a list of links belongs to the list and does not end it.
            if not (self.links and _is_address(piece)):
                self.links = rule.kind if rule.links else None
            return rule.kind
        if not any(self.count[kind] for kind in (BlockKind.TITLE, BlockKind.PARAGRAPH)) and _is_title(piece):
            return BlockKind.PROMOTION if self._is_kicker(piece, following) else BlockKind.TITLE
        if self.links and _is_link(piece):
            return self.links
        self.links = None
        if following and _is_heading(piece):
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH

    def _header_kind(self, piece: str, following: str) -> BlockKind | None:
        """Date line or byline; a bare name is a byline next to a date line, or right under the title."""
        if is_date_line(piece, self.date_order):
            return BlockKind.DATELINE
        if is_signature(piece, self.date_order):
            return BlockKind.BYLINE
        placed = self.before in _HEADER or (self.before and is_date_line(following, self.date_order))
        if placed and not self.count[BlockKind.BYLINE] and is_name(split_outlet(piece)[0]):
            return BlockKind.BYLINE
        return None

    def _is_kicker(self, piece: str, following: str) -> bool:
        short = len(piece.split()) <= rules().section("title")["kicker_words"]
        return piece.isupper() and short and len(following) > len(piece) and _is_heading(following)

    def _rule(self, piece: str) -> BlockRule | None:
        for rule in rules().blocks:
            if rule.header and not self.in_header:
                continue
            if len(piece) <= rule.longest and rule.pattern.search(piece):
                return rule
        return None


def _is_title(piece: str) -> bool:
    limits = rules().section("title")
    if len(piece) > limits["longest"]:
        return False
    several = _SENTENCE_BREAK.search(piece) is not None
    return not (ends_sentence(piece) and len(piece) > limits["sentences" if several else "sentence"])


def _is_heading(piece: str) -> bool:
    limits = rules().section("heading")
    if len(piece) > limits["longest"] or len(piece.split()) > limits["words"]:
        return False
    first = piece.lstrip("\"'“‘«([")[:1]
    question = piece.endswith("?") and _SENTENCE_BREAK.search(piece) is None and piece[0] not in "\"“‘'"
    return (first.isupper() or first.isdigit()) and (question or not (ends_sentence(piece) or piece[-1] in ",;-–—"))


def _is_link(piece: str) -> bool:
    """Whether a piece looks like an entry of a list of links: a headline, not prose."""
    return len(piece) <= rules().section("title")["longest"] and not (ends_sentence(piece) and len(piece) > _PROSE)


def _is_address(piece: str) -> bool:
    return piece.startswith(("http://", "https://", "www.")) and len(piece.split()) == 1
