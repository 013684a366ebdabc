"""Tables in which each row is an article: CSV, TSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import IO, Any

from graph.errors import InputError
from graph.model import Skipped
from graph.read.content import Content, headed
from graph.read.encoding import decode
from graph.read.formats.needed import needed
from graph.read.formats.plain import titled
from graph.read.formats.settings import limits
from graph.read.formats.told import told
from graph.read.known import KEYS, TEXT
from graph.read.limited import rest
from graph.read.members import Member, Settings

ROW = "row of a table"
"""The name of the format of a row of any table."""

_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote|figure)\b[^>]{0,500}>", re.IGNORECASE)
_SHOWN = 12
# The default is shorter than a long article. The limit is for the whole process, where nothing else needs it.
csv.field_size_limit(10_000_000)


def row(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The article of a row, a JSON object: `text`, perhaps with HTML tags, and what is known about it."""
    values: dict[str, str] = json.loads(data)
    text = values.pop(TEXT)
    about = told(**values)
    if not _MARKUP.search(text):
        return titled(text, about)
    from graph.read.formats.html import fragment

    return headed(fragment(text, file), about)


def separated(stream: IO[bytes], file: str, settings: Settings) -> Iterator[Member | InputError | Skipped]:
    """The rows of a table separated by commas, semicolons or tabs, whose first line names the columns."""
    text = decode(_whole(stream, file), file)
    head = text.lstrip().split("\n", 1)[0]
    between = max("\t;,", key=head.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=between)
    names = next(rows, [])
    columns = _columns(names, settings)
    if isinstance(columns, str):
        yield Skipped(file, columns)
        return
    number = 0
    try:
        for number, values in enumerate(rows, 1):
            if any(it.strip() for it in values):
                yield _member(number, {key: values[at] for key, at in columns.items() if at < len(values)}, file)
    except csv.Error as error:
        yield InputError(f"{file}#{number + 1}", f"is not a readable row: {error}; the rows after it were not read")


def lines(stream: IO[bytes], file: str, settings: Settings) -> Iterator[Member | InputError | Skipped]:
    """The objects of a file of JSON Lines."""
    for number, line in enumerate(decode(_whole(stream, file), file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else error
            yield InputError(f"{file}#{number}", f"is not valid JSON: {reason}")
            continue
        if not isinstance(value, dict):
            yield InputError(f"{file}#{number}", "is not a JSON object")
            continue
        names = {_name(it): it for it in value}
        wanted = {key: names.get(_name(settings.columns.get(key, key))) for key in (TEXT, *KEYS)}
        yield _member(number, {key: _plain(value[it]) for key, it in wanted.items() if it is not None}, file)


def parquet(stream: IO[bytes], file: str, settings: Settings) -> Iterator[Member | InputError | Skipped]:
    """The rows of a Parquet file."""
    with needed("formats", file):
        import pyarrow
        from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(stream)
        names = list(table.schema_arrow.names)
        columns = _columns(names, settings)
        if isinstance(columns, str):
            yield Skipped(file, columns)
            return
        number = 0
        for batch in table.iter_batches(batch_size=100, columns=sorted({names[it] for it in columns.values()})):
            for values in batch.to_pylist():
                number += 1
                yield _member(number, {key: _plain(values[names[at]]) for key, at in columns.items()}, file)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield InputError(file, f"is not a readable Parquet file: {error}")


def _whole(stream: IO[bytes], file: str) -> bytes:
    return rest(stream, file, limits()["table"])


def _name(column: str) -> str:
    return column.strip().strip("\ufeff").casefold()


def _columns(names: Iterable[str], settings: Settings) -> dict[str, int] | str:
    """The number of the column of each key; or, if the text has none, why it is not a table of articles."""
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        places.setdefault(_name(name), at)
    found = {}
    for key in (TEXT, *KEYS):
        own = settings.columns.get(key, key)
        if _name(own) in places:
            found[key] = places[_name(own)]
        elif key == TEXT or key in settings.columns:
            have = ", ".join(list(places)[:_SHOWN])
            return f"has no column {own!r}, but {have}; --column {key}=NAME says which one contains it"
    return found


def _plain(value: Any) -> str:
    """A value as text: lists as names with commas, days as written."""
    if isinstance(value, list):
        return ", ".join(_plain(it.get("name", "") if isinstance(it, dict) else it) for it in value)
    return "" if value is None else str(value)


def _member(number: int, values: Mapping[str, str], file: str) -> Member | InputError:
    """A row as the JSON object that `row` reads; its bytes are those of the article."""
    told = {key: it for key, it in values.items() if it.strip()}
    if TEXT not in told:
        return InputError(f"{file}#{number}", "has no text")
    return Member(str(number), row_bytes(told), format=ROW)


def row_bytes(values: Mapping[str, str]) -> bytes:
    """What a row says under each key, as the object of JSON that `row` reads."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
