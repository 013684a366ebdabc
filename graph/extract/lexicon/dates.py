"""The words for dates in running text, from `dates.toml`, and the patterns made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_YEAR = r"((?:19|20)\d{2})"


class Stretch(StrEnum):
    """Periods that begin and end with the calendar."""

    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    YEAR = "year"


class Part(StrEnum):
    """The part of a month, year or decade that is meant."""

    FIRST_THIRD = "first third"
    MIDDLE_THIRD = "middle third"
    LAST_THIRD = "last third"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns for text in lower case; their groups are the words and numbers that say which day is meant."""

    iso: re.Pattern[str]
    month_day: re.Pattern[str]
    day_month: re.Pattern[str]
    month_year: re.Pattern[str]
    month_alone: re.Pattern[str]
    year: re.Pattern[str]
    part_of_year: re.Pattern[str]
    part_of_month: re.Pattern[str]
    quarter: re.Pattern[str]
    decade: re.Pattern[str]
    both: re.Pattern[str]
    ago: re.Pattern[str]
    within: re.Pattern[str]
    earlier: re.Pattern[str]
    calendar: re.Pattern[str]
    weekend: re.Pattern[str]
    weekday: re.Pattern[str]
    relative: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Dates:
    """The whole table: what each word means, as the table explains; `before_year` is a word before a year."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_steps: Mapping[str, int]
    relative: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, int]
    stretches: Mapping[str, Stretch]
    steps: Mapping[str, int]
    quarters: Mapping[str, int]
    parts: Mapping[str, Part]
    before_year: str
    patterns: Patterns


def read(rows: Mapping[str, Any]) -> Dates:
    """The table as a record."""
    return Dates(
        months=rows["month_short"] | rows["month"],
        weekdays=rows["weekday"],
        weekday_steps=rows["weekday_step"],
        relative=rows["relative"],
        numbers=rows["number"],
        units=rows["unit"],
        stretches={word: Stretch(meant) for word, meant in rows["stretch"].items()},
        steps=rows["step"],
        quarters=rows["quarter"],
        parts={word: Part(meant) for word, meant in rows["part"].items()},
        before_year=rows["joint"]["year"][0],
        patterns=_patterns(rows),
    )


def _patterns(rows: Mapping[str, Any]) -> Patterns:
    joint = {name: _any(words) for name, words in rows["joint"].items()}
    month, full = _any([*rows["month"], *rows["month_short"]]), _any(rows["month"])
    of, ordinal, unit, part = joint["of"], joint["ordinal"], _any(rows["unit"]), _any(rows["part"])
    step, back = _any(rows["step"]), _any(word for word, step in rows["step"].items() if step < 0)
    running = _any(word for word, meant in rows["stretch"].items() if meant != Stretch.WEEKEND)
    weekend = _any(word for word, meant in rows["stretch"].items() if meant == Stretch.WEEKEND)
    of_part = rf"\b({part})(?:[ -]| {joint['part']} )"
    return Patterns(
        iso=re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"),
        month_day=re.compile(rf"\b({month})\.? (\d{{1,2}}){ordinal}?\b(?:,? (\d{{4}}))?"),
        day_month=re.compile(rf"\b(\d{{1,2}}){ordinal}?(?: {of})? ({month})\.?(?:,? (\d{{4}}))?\b"),
        month_year=re.compile(rf"\b({month})\.?(?:,? {of}|,)? (\d{{4}})\b"),
        month_alone=re.compile(rf"\b{joint['month']} ({full})\b"),
        year=re.compile(rf"\b{joint['year']} {_YEAR}\b"),
        part_of_year=re.compile(rf"{of_part}{_YEAR}\b"),
        part_of_month=re.compile(rf"{of_part}({full})\b(?:,? (\d{{4}}))?"),
        quarter=re.compile(rf"\b({_any(rows['quarter'])}) {joint['quarter']} {_YEAR}\b"),
        decade=re.compile(rf"\b{joint['decade']} (?:({part})[ -])?((?:19|20)\d0)s\b"),
        both=re.compile(rf"\b{joint['from']} (.{{3,30}}?) {joint['to']} (.{{3,30}})"),
        ago=re.compile(rf"\b(\w+)(?: {of})? ({unit})s? {joint['ago']}\b"),
        within=re.compile(rf"\b{back} (\w+) ({unit})s\b"),
        earlier=re.compile(rf"\b{joint['earlier']} ({running})\b"),
        calendar=re.compile(rf"\b({step}) ({_any(rows['stretch'])})\b"),
        weekend=re.compile(rf"\b{joint['weekend']} ({weekend})\b"),
        weekday=re.compile(rf"\b(?:({_any(rows['weekday_step'])}) )?({_any(rows['weekday'])})\b"),
        relative=re.compile(rf"\b({_any(rows['relative'])})\b"),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
