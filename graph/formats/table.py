"""Answers as tables for people, safe for a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from graph.answers import Answer
from graph.formats import rdf
from graph.formats.format import Format
from graph.terminal import printable

_NARROW = 8
"""The smallest width, in characters, to which a value next to its name is wrapped."""


def table(answer: Answer, width: int | None = None) -> str:
    """Rows, or yes or no, as lines; if a line would be wider than `width`, each row as lines of name and value.

    An answer without rows says so, and the last lines are its warnings.
    """
    if answer.truth is not None:
        return _with_warnings("yes\n" if answer.truth else "no\n", answer)
    cells = [[printable(answer.text(term)) for term in row] for row in answer.rows]
    columns = [[name, *(row[n] for row in cells)] for n, name in enumerate(answer.variables)]
    widths = [max(map(_width, column)) for column in columns]
    if not cells:
        return _with_warnings("no rows\n", answer)
    if width is not None and sum(widths) + 2 * (len(widths) - 1) > width:
        return _with_warnings(_records(answer.variables, cells, width), answer, "\n")
    lines = [_aligned(answer.variables, widths), "  ".join("-" * max(one, 1) for one in widths)]
    lines += (_aligned(row, widths) for row in cells)
    return _with_warnings("".join(f"{line}\n" for line in lines), answer)


def _with_warnings(text: str, answer: Answer, before: str = "") -> str:
    return text + "".join(f"{before}({printable(it)})\n" for it in answer.warnings)


def _records(names: Sequence[str], cells: Iterable[Sequence[str]], width: int) -> str:
    """A table that is too wide: each row as lines of name and value, without the empty ones."""
    indent = max(map(_width, names), default=0) + 2
    blocks = []
    for row in cells:
        lines = []
        for name, cell in zip(names, row, strict=True):
            wrapped = textwrap.wrap(cell, max(width - indent, _NARROW), break_on_hyphens=False)
            heads = [name, *([""] * len(wrapped))]
            lines += [head + " " * (indent - _width(head)) + text for head, text in zip(heads, wrapped, strict=False)]
        blocks.append("".join(f"{line}\n" for line in lines))
    return "\n".join(blocks)


def _aligned(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """The width of a text in columns of a terminal: none for a combining mark, two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _triples(answer: Answer) -> str:
    return "no triples\n" if answer.empty else rdf.turtle(answer)


TABLE = Format("table", (".txt",), rows=table, truth=True, triples=_triples)
"""The form of answers for people: rows as a table, triples as Turtle."""
