"""Dates in running text, resolved against the date of the article: "March 27", "two weeks ago", "on Tuesday"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name: n for n, name in enumerate(_MONTHS, start=1)}
_MONTH |= {name[:3]: n for name, n in _MONTH.items()} | {"sept": 9}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {word: n for n, word in enumerate(_WORDS, start=1)}
_NUMBERS |= {"a": 1, "an": 1, "couple": 2, "few": 3, "several": 4}
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}

_MONTH_NAMES = "|".join(_MONTH)
_MONTH_DAY = re.compile(rf"\b({_MONTH_NAMES})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?", re.I)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH_NAMES})\.?(?:,? (\d{{4}}))?\b", re.I)
_MONTH_YEAR = re.compile(rf"\b({_MONTH_NAMES})\.?(?:,? of|,)? (\d{{4}})\b", re.I)
_MONTH_ALONE = re.compile(rf"\b(?:in|last|since|this|early|late|mid-?|of) ({'|'.join(_MONTHS)})\b", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(?:in|since|of|during|year|from|through) ((?:19|20)\d{2})\b", re.I)
_PART = r"(early|beginning|start|first half|mid|middle|late|end|second half)"
_PART_OF_YEAR = re.compile(rf"\b{_PART}(?:[ -]| of | in )((?:19|20)\d{{2}})\b", re.I)
_PART_OF_MONTH = re.compile(rf"\b{_PART}(?:[ -]| of | in )({'|'.join(_MONTHS)})\b(?:,? (\d{{4}}))?", re.I)
_QUARTER = re.compile(r"\b(first|second|third|fourth|last) quarter of ((?:19|20)\d{2})\b", re.I)
_DECADE = re.compile(rf"\b(?:in|during|of|since|throughout) the (?:{_PART}[ -])?((?:19|20)\d0)s\b", re.I)
_RANGE = re.compile(r"\b(?:between|from) (.{3,30}?) (?:and|to|until|till|through) (.{3,30})", re.I)
_AGO = re.compile(r"\b(\w+)(?: of)? (day|week|month|year)s? ago\b", re.I)
_WITHIN = re.compile(r"\b(?:last|past|previous) (\w+) (day|week|month|year)s\b", re.I)
_EARLIER = re.compile(r"\bearlier (?:this|in the) (week|month|year)\b", re.I)
_LAST = re.compile(r"\b(last|past|previous|this|next) (week|month|year|weekend)\b", re.I)
_WEEKEND = re.compile(r"\b(?:over|at|during|on) the weekend\b", re.I)
_WEEKDAY = re.compile(rf"\b(?:(last|next|this) )?({'|'.join(_DAYS)})\b", re.I)
_RELATIVE = re.compile(r"\b(today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A day (`on`, then `earliest` and `latest` equal it) or an interval of days, both ends included."""

    earliest: date
    latest: date

    @property
    def on(self) -> date | None:
        """The day, where it is a single one."""
        return self.earliest if self.earliest == self.latest else None


def find_date(text: str, published: date | None, *, future: bool = False) -> When | None:
    """The first date in `text`. What needs the article's date is None where that is not known.

    Days without a year are the last such day up to publication (or the next one where `future`). "Two weeks
    ago" is an interval of half a week around, so that it meets the day itself when somebody counts loosely.
    """
    both = _RANGE.search(text)
    if both:
        first, last = (find_date(f"in {part}", published, future=future) for part in both.groups())
        if first and last:
            return When(first.earliest, last.latest) if first.earliest <= last.latest else None
    return _absolute(text, published, future) or (_relative(text, published, future) if published else None)


def _absolute(text: str, published: date | None, future: bool) -> When | None:
    match = _ISO.search(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    part = _partial(text, published, future)
    if part:
        return part
    match = _MONTH_DAY.search(text)
    if match and not (match[3] is None and int(match[2]) > 31):
        return _dated(_MONTH[match[1].lower()], int(match[2]), match[3], published, future)
    match = _DAY_MONTH.search(text)
    if match:
        return _dated(_MONTH[match[2].lower()], int(match[1]), match[3], published, future)
    match = _MONTH_YEAR.search(text)
    if match:
        return _month(int(match[2]), _MONTH[match[1].lower()])
    match = _YEAR.search(text)
    if match:
        return When(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    match = _MONTH_ALONE.search(text)
    if match and published:
        month = _MONTH[match[1].lower()]
        return _month(_year_of(month, published, future), month)
    return None


def _partial(text: str, published: date | None, future: bool) -> When | None:
    """Decades, quarters, and the early, middle and late thirds of a year or month."""
    match = _DECADE.search(text)
    if match:
        return _third(When(date(int(match[2]), 1, 1), date(int(match[2]) + 9, 12, 31)), match[1])
    match = _QUARTER.search(text)
    if match:
        number = ("first", "second", "third", "fourth", "last").index(match[1].lower())
        last = 3 * min(number, 3) + 3
        return When(date(int(match[2]), last - 2, 1), _month(int(match[2]), last).latest)
    match = _PART_OF_YEAR.search(text)
    if match:
        return _third(When(date(int(match[2]), 1, 1), date(int(match[2]), 12, 31)), match[1])
    match = _PART_OF_MONTH.search(text)
    if match and (match[3] or published):
        month = _MONTH[match[2].lower()]
        year = int(match[3]) if match[3] else _year_of(month, published or date.min, future)
        return _third(_month(year, month), match[1])
    return None


def _third(whole: When, part: str | None) -> When:
    """The part of a year, month or decade that "early", "mid", "late" or a half names."""
    if part is None:
        return whole
    days, low = (whole.latest - whole.earliest).days, part.lower()
    if low.endswith("half"):
        first, last = (0, days // 2) if low.startswith("first") else (days // 2, days)
    elif low in ("early", "beginning", "start"):
        first, last = 0, days // 3
    elif low in ("late", "end"):
        first, last = days - days // 3, days
    else:
        first, last = days // 3, days - days // 3
    return When(whole.earliest + timedelta(days=first), whole.earliest + timedelta(days=last))


def _year_of(month: int, published: date, future: bool) -> int:
    """The year of a month that is named without: the last such month, or one to come."""
    return published.year - (month > published.month and not future)


def _relative(text: str, published: date, future: bool) -> When | None:
    match = _RELATIVE.search(text)
    if match:
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match[1].lower(), 0)
        day = published + timedelta(days=shift)
        return When(day, day)
    match = _AGO.search(text)
    if match:
        return _ago(match[1].lower(), match[2].lower(), published)
    match = _WITHIN.search(text)
    if match:
        return _within(match[1].lower(), match[2].lower(), published)
    match = _EARLIER.search(text)
    if match:
        return When(_calendar("this", match[1].lower(), published).earliest, published)
    match = _LAST.search(text) or _WEEKEND.search(text)
    if match:
        which, unit = (m.lower() for m in match.groups()) if match.groups() else ("past", "weekend")
        found = _calendar(which, unit, published)
        running = which == "this" and not future and found.earliest <= published
        return When(found.earliest, min(found.latest, published)) if running else found
    match = _WEEKDAY.search(text)
    if match:
        back = (published.weekday() - _DAYS.index(match[2].lower())) % 7
        if match[1] and match[1].lower() == "last" and back == 0:
            back = 7
        if future or (match[1] and match[1].lower() == "next"):
            back -= 7
        day = published - timedelta(days=back)
        return When(day, day)
    return None


def _day(year: int, month: int, day: int) -> When | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return When(found, found)


def _dated(month: int, day: int, year: str | None, published: date | None, future: bool) -> When | None:
    if year:
        return _day(int(year), month, day)
    if published is None:
        return None
    found = _day(published.year, month, day)
    if found and not future and found.earliest > published:
        return _day(published.year - 1, month, day)
    if found and future and found.latest < published:
        return _day(published.year + 1, month, day)
    return found


def _month(year: int, month: int) -> When:
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _count(number: str) -> int | None:
    return int(number) if number.isdigit() and len(number) < 4 else _NUMBERS.get(number)


def _within(number: str, unit: str, published: date) -> When | None:
    """ "The past three days": up to the day of the article."""
    count = _count(number)
    if count is None or _UNITS[unit] * count >= published.toordinal():
        return None
    return When(published - timedelta(days=_UNITS[unit] * count), published)


def _ago(number: str, unit: str, published: date) -> When | None:
    count = _count(number)
    if count is None:
        return None
    days = _UNITS[unit] * count
    if days >= published.toordinal():
        return None
    center = published - timedelta(days=days)
    slack = timedelta(days=0 if unit == "day" else (_UNITS[unit] + 1) // 2)
    return When(center - slack, min(center + slack, published))


def _calendar(which: str, unit: str, published: date) -> When:
    """ "Last week" is the calendar week before; "the past weekend" its Saturday and Sunday."""
    shift = {"this": 0, "next": 1}.get(which, -1)
    monday = published - timedelta(days=published.weekday())
    if unit == "week":
        first = monday + timedelta(weeks=shift)
        return When(first, first + timedelta(days=6))
    if unit == "weekend":
        saturday = monday + timedelta(days=5, weeks=min(shift, 0) if published.weekday() < 5 else shift + 1)
        return When(saturday, saturday + timedelta(days=1))
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        return _month(index // 12, index % 12 + 1)
    return When(date(published.year + shift, 1, 1), date(published.year + shift, 12, 31))
