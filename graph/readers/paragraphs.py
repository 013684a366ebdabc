"""The paragraphs, titles and other blocks of a document, and which of them contain evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from graph.model import Annotation, Document, Passage, Span


def passages(annotation: Annotation, document: Document, *, whole: bool) -> Iterator[Passage]:
    """The blocks of a document that contain evidence; with `whole`, all blocks."""
    paragraphs = Paragraphs(document)
    used = {paragraphs.of(it.evidence) for it in annotation.statements}
    for block in document.blocks:
        if whole or block.span in used:
            yield Passage(annotation.metadata.id, block.span, block.span.of(document.text))


class Paragraphs:
    """The paragraphs, titles and other blocks of a document, looked up by place."""

    def __init__(self, document: Document) -> None:
        self._spans = [it.span for it in document.blocks]
        self._starts = [it.start for it in self._spans]

    def of(self, span: Span) -> Span | None:
        """The block that contains a span completely, or None."""
        at = bisect_right(self._starts, span.start) - 1
        return self._spans[at] if at >= 0 and self._spans[at].covers(span) else None
