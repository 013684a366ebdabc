"""The rows of a pandas or polars data frame as articles, read just like the rows of a table in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from graph.errors import InputError, UsageError
from graph.model import Document
from graph.read.article import read_row
from graph.read.dates import known_order
from graph.read.formats.tables import row_bytes
from graph.read.known import KEYS, TEXT, known

NAME = "frame"
"""What messages and documents call it."""

_SHOWN = 12
"""How many columns a message lists."""


class Frame(Protocol):
    """A table with named columns, such as a `pandas.DataFrame` or a `polars.DataFrame`."""

    @property
    def columns(self) -> object:
        """The names of its columns: type checkers without stubs for pandas take them for other things."""

    def __len__(self) -> int:
        """The number of its rows."""


def from_dataframe(
    frame: Frame,
    *,
    text: str = TEXT,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    subtitle: str | None = None,
    section: str | None = None,
    date_order: str = "MDY",
) -> list[Document | InputError]:
    """The articles in a pandas or polars data frame, one per row, for `build`.

    `text` is the name of the column of `frame` that has the articles, as plain text or HTML. `title`, `author`, `date`,
    `outlet`, `url`, `language`, `subtitle` and `section` name the columns with what is known about them; if one is not
    given, a column of that name is used if there is one, in upper or lower case. A date is a day or a text such as
    2025-04-07, and `date_order` ("MDY", "DMY", "YMD") says what 04/07/2025 means. Cells may be empty.

    For a row that cannot be read as an article, the list has an `InputError` that names row and column: `build` puts
    it among the `failures` of its result and reads the other rows. Rows are counted from 0, as in `iloc`, and the
    document of row 7 is called `frame#7`.

    Raises `UsageError` for a column that does not exist, and for anything that is not a frame.

    >>> import pandas
    >>> text = "Minister Ana Ruiz said that President Luis Mora praised Los Choneros."
    >>> frame = pandas.DataFrame({"body": [text], "day": ["2025-04-07"]})
    >>> articles = rashomon.from_dataframe(frame, text="body", date="day")
    >>> rashomon.build(articles).claims()[0].date
    datetime.date(2025, 4, 7)
    """
    told = {TEXT: text, "title": title, "author": author, "date": date, "outlet": outlet, "url": url}
    told |= {"language": language, "subtitle": subtitle, "section": section}
    order = known_order(date_order)
    columns = _columns(frame, {key: name for key, name in told.items() if name is not None})
    cells = [_cells(frame, at) for at, _ in columns.values()]
    rows = zip(*cells, strict=True)
    names = {key: name for key, (_, name) in columns.items()}
    return [_article(number, dict(zip(columns, row, strict=True)), names, order) for number, row in enumerate(rows)]


def _columns(frame: Any, told: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """The number and the name of the column of each key."""
    if not hasattr(frame, "columns") or not (hasattr(frame, "iloc") or hasattr(frame, "to_series")):
        raise UsageError(f"from_dataframe takes a pandas or polars data frame, not {type(frame).__name__}")
    exact: dict[str, tuple[int, str]] = {}
    places: dict[str, tuple[int, str]] = {}
    for at, name in enumerate(map(str, frame.columns)):
        exact.setdefault(name, (at, name))
        places.setdefault(name.strip().casefold(), (at, name))
    found = {}
    for key in (TEXT, *KEYS):
        name = told.get(key, key)
        place = exact.get(name) or places.get(name.strip().casefold())
        if place is not None:
            found[key] = place
        elif key in told:
            have = ", ".join(map(repr, list(exact)[:_SHOWN])) or "none"
            raise UsageError(f"the frame has no column {name!r}; its columns are {have}: name one with {key}=…")
    return found


def _cells(frame: Any, at: int) -> list[object]:
    """The values of a column; None for those that are missing."""
    if not hasattr(frame, "iloc"):
        return list(frame.to_series(at).to_list())
    column = frame.iloc[:, at]
    return list(column.astype(object).where(column.notna(), None))


def _article(
    number: int, row: Mapping[str, object], names: Mapping[str, str], date_order: str
) -> Document | InputError:
    """The document of a row, or what is wrong with it and where."""
    file = f"{NAME}#{number}"
    try:
        told = dict(_told(row, names, number, date_order))
        return read_row(row_bytes(told), file, date_order=date_order)
    except InputError as error:
        if error.file != file:  # it names the row already
            return error
        return InputError(NAME, error.reason, f"row {number}, column {names[TEXT]!r}")


def _told(row: Mapping[str, object], names: Mapping[str, str], number: int, order: str) -> Iterator[tuple[str, str]]:
    """What a row says under each key; raises `InputError`, naming row and column, for what cannot be right."""
    for key, value in row.items():
        place = f"row {number}, column {names[key]!r}"
        text = _plain(value)
        if text is None:
            raise InputError(NAME, f"a value of type {type(value).__name__} is not text", place)
        if text.strip():
            try:
                if key != TEXT:
                    known({key: " ".join(text.split())}, NAME, order)
            except InputError as error:
                raise InputError(NAME, error.reason, place) from error
            yield key, text
        elif key == TEXT:
            raise InputError(NAME, "has no text", place)


def _plain(value: object) -> str | None:
    """A cell as text, empty if there is nothing in it; None for a value that is neither text nor a day."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, str) else None
