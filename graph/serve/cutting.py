"""Answers as bytes, and not more bytes than a server can hold for many clients at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import pyoxigraph as ox

from graph.errors import QueryError
from graph.queries import Answer, render
from graph.queries.answers import Term

MOST = 32 * 1024 * 1024
"""The longest answer, in bytes: 10,000 rows of 3 kB each. Who wants all of the data takes a dump."""
_SPARE = 0.9
"""How much shorter than what should fit it is cut, since what is kept may be the longer part."""


class LongError(QueryError):
    """An answer of which not even the first row fits."""

    def __init__(self) -> None:
        super().__init__(f"one row of the answer is longer than {MOST // 1024**2} MB; ask for less at once")


def written(answer: Answer, format: str) -> tuple[Answer, bytes]:
    """What is given of an answer, and that as bytes: as many whole rows, or triples, as fit into `MOST` bytes.

    Raises `LongError` where none does.
    """
    items = _items(answer)
    count = _worth_writing(items)
    kept = answer if count == len(items) else _first(answer, ceil(count * _SPARE))
    while len(body := render(kept, format).encode("utf-8")) > MOST:
        kept = _first(answer, int(len(_items(kept)) * MOST / len(body) * _SPARE))
    return kept, body


def _worth_writing(items: Sequence[Sequence[Term | None]]) -> int:
    """How many of the first items may fit, by their literals alone, which no format shortens.

    It is asked before anything is written: the whole of an answer that is far too long would not fit into memory.
    """
    left = MOST
    for n, item in enumerate(items):
        left -= sum(len(it.value) for it in item if isinstance(it, ox.Literal))
        if left < 0:
            return n
    return len(items)


def _items(answer: Answer) -> Sequence[Sequence[Term | None]]:
    return answer.rows if answer.triples is None else [tuple(it) for it in answer.triples]


def _first(answer: Answer, count: int) -> Answer:
    """The first rows or triples of an answer, with a warning that there are more."""
    if count == 0:
        raise LongError
    name = "rows" if answer.triples is None else "triples"
    warning = f"these are the first {count} {name}: all of them are longer than {MOST // 1024**2} MB"
    return replace(
        answer,
        rows=answer.rows[:count],
        triples=answer.triples and answer.triples[:count],
        truncated=True,
        warnings=(warning, *answer.warnings),
    )
