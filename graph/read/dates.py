"""Days of publication in date lines and sidecar files."""

from __future__ import annotations

import re
from datetime import date

from graph.errors import UsageError
from graph.read.reading_rules import rules

DATE_ORDERS = ("MDY", "DMY", "YMD")
"""The possible orders of the three numbers of a date; the first is the default."""

_CENTURY_TURNS = 70  # "69" is 2069 and "70" is 1970, as in POSIX


def known_order(date_order: str) -> str:
    """One of `DATE_ORDERS`, in any case; raises `UsageError` for any other text."""
    if date_order.upper() not in DATE_ORDERS:
        raise UsageError(f"date_order must be one of {', '.join(DATE_ORDERS)}, not {date_order!r}")
    return date_order.upper()


def find_date(text: str, date_order: str = "MDY") -> tuple[date, tuple[int, int]] | None:
    """The first day written in `text` and its place (start, end); None if there is none.

    Numbers are read in `date_order`, or with day and month exchanged if that makes no day ("25/04/2025"). Four digits
    in front mean year, month, day.
    """
    found = []
    for pattern in rules().dates:
        for match in pattern.finditer(text):
            day = _day(match, date_order)
            if day is not None:
                found.append((match.span(), day))
                break
    if not found:
        return None
    span, day = min(found)
    return day, span


def is_date_line(text: str, date_order: str = "MDY") -> bool:
    """Whether `text` is a date with words that accompany one ("Published:", a weekday, a time), perhaps a place."""
    place = rules().place.match(text)
    if (
        place is not None
        and find_date(place.group(), date_order) is None
        and find_date(text[place.end() :], date_order)
    ):
        text = text[place.end() :]
    if len(text) > rules().section("dates")["longest"]:
        return False
    found = find_date(text, date_order)
    return found is not None and rules().date_words.fullmatch(outside(text, found[1])) is not None


def outside(text: str, span: tuple[int, int]) -> str:
    """`text` without the stretch `span`."""
    return f"{text[: span[0]]} {text[span[1] :]}"


def _day(match: re.Match[str], date_order: str) -> date | None:
    groups = match.groupdict()
    if "a" in groups:
        return _from_numbers((groups["a"], groups["b"], groups["c"]), date_order)
    month = int(groups["month_number"]) if "month_number" in groups else _month(groups["month"])
    return _valid(int(groups["year"]), month, int(groups["day"]))


def _from_numbers(numbers: tuple[str, str, str], date_order: str) -> date | None:
    other = {"MDY": "DMY", "DMY": "MDY", "YMD": "DMY"}[date_order]
    for order in (date_order, other):
        parts = dict(zip(order, numbers, strict=True))
        if len(parts["D"]) > 2 or len(parts["M"]) > 2:
            continue
        day = _valid(_year(parts["Y"]), int(parts["M"]), int(parts["D"]))
        if day is not None:
            return day
    return None


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < _CENTURY_TURNS else 1900)


def _month(name: str) -> int:
    """1 to 12 for the name of a month or its first three or more letters, else 0."""
    for number, month in enumerate(rules().section("dates")["months"], 1):
        if month.startswith(name.lower()) or (month == "september" and name.lower() == "sept"):
            return number
    return 0


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
