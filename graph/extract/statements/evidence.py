"""The sentence that shows a statement, letter for letter."""

from __future__ import annotations

from graph.extract.parse.parsed import Parsed
from graph.model import Span

_LONGEST = 600
"""How many code points a piece of evidence may have."""

_CUTS = (",", ";", ":", "—", "-", ".")


def evidence(parsed: Parsed, token: int) -> Span:
    """The sentence of a token; of one that is too long the clauses around the token."""
    sentence = parsed.sentence(token)
    span = parsed.span(sentence.start, sentence.end)
    if span.end - span.start <= _LONGEST:
        return span
    cuts = [i + 1 for i in range(sentence.start, sentence.end) if parsed.doc[i].text in _CUTS]
    before = [i for i in (sentence.start, *cuts) if i <= token]
    first = next((i for i in before if parsed.starts[token] - parsed.starts[i] < _LONGEST // 2), token)
    last = token + 1
    for end in (*cuts, sentence.end):
        if end > token and parsed.span(first, end).end - parsed.span(first, end).start <= _LONGEST:
            last = end
    clipped = parsed.span(first, last)
    return clipped if clipped.end - clipped.start <= _LONGEST else Span(clipped.start, clipped.start + _LONGEST)
