"""Dates in running text, resolved against the date of the article: "March 27", "two weeks ago", "on Tuesday"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from graph.extract.lexicon.dates import Dates, Part, Stretch


@dataclass(frozen=True, slots=True)
class When:
    """A day (`on`, equal to `earliest` and `latest`) or an interval of days, both ends included."""

    earliest: date
    latest: date

    @property
    def on(self) -> date | None:
        """The day, if it is a single one."""
        return self.earliest if self.earliest == self.latest else None


class DateReader:
    """Reads dates from the words in a table; `published` is the date of the article, if known."""

    def __init__(self, words: Dates, published: date | None) -> None:
        self.words = words
        self.patterns = words.patterns
        self.published = published

    def find(self, text: str, *, future: bool = False) -> When | None:
        """The first date in `text`; None for a date that depends on the article's date if that is unknown.

        A day without a year is the last such day up to publication (or the next one if `future`). "Two weeks
        ago" is an interval of half a week around that day, so that it includes the day itself if the count is loose.
        """
        try:
            return self._find(text.lower(), future)
        except (ValueError, OverflowError):  # "March 0000": a day outside the calendar
            return None

    def _find(self, text: str, future: bool) -> When | None:
        both = self.patterns.both.search(text)
        if both:
            first, last = (self._find(f"{self.words.before_year} {part}", future) for part in both.groups())
            if first and last:
                return When(first.earliest, last.latest) if first.earliest <= last.latest else None
        found = self._absolute(text, future)
        return self._relative(text, self.published, future) if found is None and self.published else found

    def _absolute(self, text: str, future: bool) -> When | None:
        match = self.patterns.iso.search(text)
        if match:
            return _day(int(match[1]), int(match[2]), int(match[3]))
        part = self._partial(text, future)
        if part:
            return part
        months = self.words.months
        match = self.patterns.month_day.search(text)
        if match and not (match[3] is None and int(match[2]) > 31):
            return _dated(months[match[1]], int(match[2]), match[3], self.published, future)
        match = self.patterns.day_month.search(text)
        if match:
            return _dated(months[match[2]], int(match[1]), match[3], self.published, future)
        match = self.patterns.month_year.search(text)
        if match:
            return _month(int(match[2]), months[match[1]])
        match = self.patterns.year.search(text)
        if match:
            return _years(int(match[1]), 1)
        match = self.patterns.month_alone.search(text)
        if match and self.published:
            return _month(_year_of(months[match[1]], self.published, future), months[match[1]])
        return None

    def _partial(self, text: str, future: bool) -> When | None:
        """Decades, quarters, and the early, middle and late thirds of a year or month."""
        match = self.patterns.decade.search(text)
        if match:
            return self._part_of(_years(int(match[2]), 10), match[1])
        match = self.patterns.quarter.search(text)
        if match:
            last = 3 * self.words.quarters[match[1]]
            return When(date(int(match[2]), last - 2, 1), _month(int(match[2]), last).latest)
        match = self.patterns.part_of_year.search(text)
        if match:
            return self._part_of(_years(int(match[2]), 1), match[1])
        match = self.patterns.part_of_month.search(text)
        if match and (match[3] or self.published):
            month = self.words.months[match[2]]
            year = int(match[3]) if match[3] else _year_of(month, self.published or date.min, future)
            return self._part_of(_month(year, month), match[1])
        return None

    def _part_of(self, whole: When, part: str | None) -> When:
        return whole if part is None else _part(whole, self.words.parts[part])

    def _relative(self, text: str, published: date, future: bool) -> When | None:
        match = self.patterns.relative.search(text)
        if match:
            day = published + timedelta(days=self.words.relative[match[1]])
            return When(day, day)
        match = self.patterns.ago.search(text)
        if match:
            return _ago(self._count(match[1]), self.words.units[match[2]], published)
        match = self.patterns.within.search(text)
        if match:
            return _within(self._count(match[1]), self.words.units[match[2]], published)
        match = self.patterns.earlier.search(text)
        if match:
            return When(_calendar(0, self.words.stretches[match[1]], published).earliest, published)
        return self._by_calendar(text, published, future) or self._weekday(text, published, future)

    def _count(self, number: str) -> int | None:
        return int(number) if number.isdigit() and len(number) < 4 else self.words.numbers.get(number)

    def _by_calendar(self, text: str, published: date, future: bool) -> When | None:
        """ "Last week", "over the weekend"; a period still running ends on the article's day, unless in the future."""
        match = self.patterns.calendar.search(text)
        if match:
            step, stretch = self.words.steps[match[1]], self.words.stretches[match[2]]
        elif self.patterns.weekend.search(text):
            step, stretch = -1, Stretch.WEEKEND
        else:
            return None
        found = _calendar(step, stretch, published)
        running = step == 0 and not future and found.earliest <= published
        return When(found.earliest, min(found.latest, published)) if running else found

    def _weekday(self, text: str, published: date, future: bool) -> When | None:
        match = self.patterns.weekday.search(text)
        if not match:
            return None
        step = self.words.weekday_steps[match[1]] if match[1] else 0
        back = (published.weekday() - self.words.weekdays[match[2]]) % 7
        if step < 0 and back == 0:
            back = 7
        if future or step > 0:
            back -= 7
        day = published - timedelta(days=back)
        return When(day, day)


def _part(whole: When, part: Part) -> When:
    """The part of a year, month or decade that is meant by "early", "mid", "late" or a half."""
    days = (whole.latest - whole.earliest).days
    match part:
        case Part.FIRST_THIRD:
            first, last = 0, days // 3
        case Part.MIDDLE_THIRD:
            first, last = days // 3, days - days // 3
        case Part.LAST_THIRD:
            first, last = days - days // 3, days
        case Part.FIRST_HALF:
            first, last = 0, days // 2
        case Part.SECOND_HALF:
            first, last = days // 2, days
    return When(whole.earliest + timedelta(days=first), whole.earliest + timedelta(days=last))


def _year_of(month: int, published: date, future: bool) -> int:
    """The year of a month named without a year: the year of the last such month, or of the next."""
    return published.year - (month > published.month and not future)


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


def _years(first: int, count: int) -> When:
    return When(date(first, 1, 1), date(first + count - 1, 12, 31))


def _month(year: int, month: int) -> When:
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _within(count: int | None, unit: int, published: date) -> When | None:
    """ "The past three days": up to the day of the article; `unit` in days."""
    if count is None or unit * count >= published.toordinal():
        return None
    return When(published - timedelta(days=unit * count), published)


def _ago(count: int | None, unit: int, published: date) -> When | None:
    if count is None or unit * count >= published.toordinal():
        return None
    center = published - timedelta(days=unit * count)
    slack = timedelta(days=0 if unit == 1 else (unit + 1) // 2)
    return When(center - slack, min(center + slack, published))


def _calendar(step: int, stretch: Stretch, published: date) -> When:
    """ "Last week" is the calendar week before; "the past weekend" is its Saturday and Sunday."""
    monday = published - timedelta(days=published.weekday())
    if stretch is Stretch.WEEK:
        first = monday + timedelta(weeks=step)
        return When(first, first + timedelta(days=6))
    if stretch is Stretch.WEEKEND:
        saturday = monday + timedelta(days=5, weeks=min(step, 0) if published.weekday() < 5 else step + 1)
        return When(saturday, saturday + timedelta(days=1))
    if stretch is Stretch.MONTH:
        index = published.year * 12 + published.month - 1 + step
        return _month(index // 12, index % 12 + 1)
    return _years(published.year + step, 1)
