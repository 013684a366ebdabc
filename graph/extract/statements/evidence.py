"""The sentence that is the evidence for a statement, letter for letter."""

from __future__ import annotations

from graph.extract.parse.parsed import Parsed
from graph.model import LONGEST_EVIDENCE, Span

_CUTS = (",", ";", ":", "—", "-", ".")


def evidence(parsed: Parsed, token: int) -> Span:
    """The sentence of a token; if it is too long, the clauses around the token."""
    sentence = parsed.sentence(token)
    span = parsed.span(sentence.start, sentence.end)
    if span.end - span.start <= LONGEST_EVIDENCE:
        return span
    cuts = [i + 1 for i in range(sentence.start, sentence.end) if parsed.doc[i].text in _CUTS]
    before = [i for i in (sentence.start, *cuts) if i <= token]
    first = next((i for i in before if parsed.starts[token] - parsed.starts[i] < LONGEST_EVIDENCE // 2), token)
    last = token + 1
    for end in (*cuts, sentence.end):
        if end > token and parsed.span(first, end).end - parsed.span(first, end).start <= LONGEST_EVIDENCE:
            last = end
    clipped = parsed.span(first, last)
    return Span(clipped.start, min(clipped.end, clipped.start + LONGEST_EVIDENCE))
