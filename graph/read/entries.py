"""The entries of a live blog: the lines with their times, and the day on which each block was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from graph.model import BlockKind
from graph.read.dates import find_date, is_date_line
from graph.read.reading_rules import rules

_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.h]\d{2}|(?=\s?[ap]\.?m\b))", re.IGNORECASE)
_FEW = 3
"""The fewest entries of a live blog; one or two lines with a time may belong to the whole article."""

_BETWEEN = (BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.CAPTION)


def is_time_line(piece: str, date_order: str = "MDY") -> bool:
    """Whether a piece is only a day or a time of day: "10:32 GMT", "8 April 2025, 10.32am"."""
    return is_date_line(piece, date_order) or _is_clock(piece)


def _is_clock(piece: str) -> bool:
    return _CLOCK.search(piece) is not None and rules().date_words.fullmatch(piece) is not None


def days_written(
    kinds: Sequence[BlockKind], pieces: Sequence[str], told: Sequence[date | None], date_order: str = "MDY"
) -> list[date | None]:
    """The day on which each block was written, if known: from a post, or from the line above an entry.

    `told` are the days of blocks that the format gives. A line without a day keeps the day of the one before.
    """
    opening = {it for it in _opening(kinds) if told[it] or is_time_line(pieces[it], date_order)}
    live = sum(told[it] is not None or _CLOCK.search(pieces[it]) is not None for it in opening) >= _FEW
    days: list[date | None] = []
    now: date | None = None
    for number, (kind, piece, own) in enumerate(zip(kinds, pieces, told, strict=True)):
        if live and number in opening:
            found = find_date(piece, date_order)
            now = own or (found[0] if found else now)
        days.append(now if kind is BlockKind.DATELINE else own or now)
    return days


def _opening(kinds: Sequence[BlockKind]) -> list[int]:
    """The numbers of the date lines that are followed directly by something that is said."""
    found: list[int] = []
    for number, kind in enumerate(kinds):
        if kind is BlockKind.DATELINE:
            below = next((it for it in kinds[number + 1 :] if it not in _BETWEEN), None)
            found += [number] if below is not None and (below.is_statement or below is BlockKind.POST) else []
    return found
