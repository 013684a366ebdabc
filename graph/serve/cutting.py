"""Answers as bytes, no longer than a server can keep in memory for many clients at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import pyoxigraph as ox

from graph.answers import Answer, Term
from graph.errors import QueryError
from graph.formats import render
from graph.serve.limits import told

_SPARE = 0.9
"""An answer is cut to this share of what should fit, since the part that is kept may be the longer one."""


class LongError(QueryError):
    """An answer whose first row alone does not fit, or one without rows that is too long as a whole."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the answer, or one row of it, is longer than {told(most)}; ask for less at once")


def written(answer: Answer, format: str, most: int) -> tuple[Answer, bytes]:
    """The part of an answer that is returned, and its bytes: as many whole rows or triples as fit into `most` bytes.

    Raises `LongError` if none fits.
    """
    items = _items(answer)
    count = _worth_writing(items, most)
    kept = answer if count == len(items) else _first(answer, ceil(count * _SPARE), most)
    while len(body := render(kept, format).encode("utf-8")) > most:
        kept = _first(answer, int(len(_items(kept)) * most / len(body) * _SPARE), most)
    return kept, body


def _worth_writing(items: Sequence[Sequence[Term | None]], most: int) -> int:
    """How many of the first items may fit, judging by their literals alone, which no format shortens.

    This is checked before anything is written: an answer that is far too long would not fit into memory.
    """
    left = most
    for n, item in enumerate(items):
        left -= sum(len(it.value) for it in item if isinstance(it, ox.Literal))
        if left < 0:
            return n
    return len(items)


def _items(answer: Answer) -> Sequence[Sequence[Term | None]]:
    return answer.rows if answer.triples is None else [tuple(it) for it in answer.triples]


def _first(answer: Answer, count: int, most: int) -> Answer:
    """The first rows or triples of an answer, with a warning that there are more."""
    if count == 0:
        raise LongError(most)
    name = "rows" if answer.triples is None else "triples"
    warning = f"these are the first {count} {name}: all of them together are longer than {told(most)}"
    return replace(
        answer,
        rows=answer.rows[:count],
        triples=answer.triples and answer.triples[:count],
        truncated=True,
        warnings=(warning, *answer.warnings),
    )
