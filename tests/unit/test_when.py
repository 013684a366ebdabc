"""Days and intervals, as words and as the dates of events."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.extract.lexicon.lexicon import load
from graph.extract.parse.dates import DateReader, When
from graph.rulebook.tables import overlay
from support.properties import given, st
from support.reading import article


def _find(text: str, published: date | None) -> When | None:
    return DateReader(load().dates, published).find(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("March 27", "2025-03-27", "2025-03-27"),
        ("27 March 2024", "2024-03-27", "2024-03-27"),
        ("Sept. 18", "2024-09-18", "2024-09-18"),
        ("yesterday", "2025-04-06", "2025-04-06"),
        ("on Tuesday", "2025-04-01", "2025-04-01"),
        ("two weeks ago", "2025-03-20", "2025-03-28"),
        ("three days ago", "2025-04-04", "2025-04-04"),
        ("over the past weekend", "2025-04-05", "2025-04-06"),
        ("last month", "2025-03-01", "2025-03-31"),
        ("in January 2024", "2024-01-01", "2024-01-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("in October", "2024-10-01", "2024-10-31"),
        ("over the weekend", "2025-04-05", "2025-04-06"),
        ("earlier this year", "2025-01-01", "2025-04-07"),
        ("this month", "2025-04-01", "2025-04-07"),
        ("this morning", "2025-04-07", "2025-04-07"),
        ("over the past three days", "2025-04-04", "2025-04-07"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("during the early 1990s", "1990-01-01", "1993-05-02"),
        ("in late 2019", "2019-09-01", "2019-12-31"),
        ("in early March", "2025-03-01", "2025-03-11"),
        ("in the second quarter of 2020", "2020-04-01", "2020-06-30"),
        ("from 2010 to 2015", "2010-01-01", "2015-12-31"),
        ("between March 3 and March 5", "2025-03-03", "2025-03-05"),
    ],
)
def test_date(text: str, earliest: str, latest: str) -> None:
    found = _find(text, date(2025, 4, 7))
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "February 30",
        "March 0000",
        "auguſt 3",
        "the 1990s were long",
        "in a while",
        "99999 days ago",
        "May I ask",
        "31/31",
        "two days earlier",
        "from place to place",
    ],
)
def test_no_date(text: str) -> None:
    assert _find(text, date(2025, 4, 7)) is None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Luis Mora has led Los Choneros since 2019.", "2019-01-01", "2025-04-07"),
        ("Luis Mora visited Colombia earlier this year.", "2025-01-01", "2025-04-07"),
        ("Luis Mora met with Pedro Ruiz two days before the vote.", "None", "None"),
        ("Luis Mora did not meet with Pedro Ruiz until Monday.", "None", "None"),
    ],
)
def test_date_of_a_statement(text: str, earliest: str, latest: str) -> None:
    (about,) = (s.qualifiers for s in article(text).statements)
    assert (str(about.earliest), str(about.latest)) == (earliest, latest)


@given(st.text(max_size=60), st.dates(min_value=date(1, 1, 1)))
def test_dates_never_fail(text: str, published: date) -> None:
    found = _find(text, published)
    assert found is None or found.earliest <= found.latest


def test_the_first_days_of_the_calendar_have_none_before() -> None:
    assert _find("yesterday", date.min) is _find("last year", date.min) is None


def test_words_of_a_project_are_understood(tmp_path: Path) -> None:
    table = '[month]\nenero = 1\n[number]\ndozen = 12\n[part]\nclose = "last third"\n[joint]\nago = ["back"]\n'
    (tmp_path / "dates.toml").write_text(table, encoding="utf-8")
    reader = DateReader(load(overlay(tmp_path)).dates, date(2025, 4, 7))
    found = [reader.find(text) for text in ("3 enero", "a dozen days back", "at the close of 2019", "two days ago")]
    assert [str(it.earliest) for it in found if it] == ["2025-01-03", "2025-03-26", "2019-09-01", "2025-04-05"]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Marta Ochoa, mayor of Cali from 2004 to 2007, resigned.", date(2004, 1, 1), date(2007, 12, 31)),
        ("Luis Brito, finance minister of Angola until 2019, resigned.", None, date(2019, 12, 31)),
        ("Former Angolan finance minister Luis Brito resigned in 2019.", None, None),
    ],
)
def test_a_former_office_bears_its_time(text: str, earliest: date | None, latest: date | None) -> None:
    told = next(s.qualifiers for s in article(text).statements if s.relation == "formerOfficialOf")
    assert (told.earliest, told.latest) == (earliest, latest)
