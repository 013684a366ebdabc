"""Lists of records, and the tables they become: in pandas, in polars, and in files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Generic, TypeVar, get_args, get_origin, get_type_hints, overload

from graph.extras import needing

if TYPE_CHECKING:
    import pandas
    import polars

Value = str | int | float | bool | date | None
"""A value in an answer: an IRI is abbreviated, a literal has its own type, and None means not bound."""

Row = Mapping[str, Value]
"""A row in an answer: a value for each variable."""

Cell = Value | tuple[str, ...]
"""What can be in a cell of a table: a value, or several texts."""

_BETWEEN = "; "
"""What separates several texts in a cell of a file."""

_T_co = TypeVar("_T_co", covariant=True)


class Records(Sequence[_T_co], Generic[_T_co]):
    """A read-only list of records, and the table they form.

    `items` are the records, `columns` maps the names of the columns to their types, and `cells` returns the rows of one
    record, by column. `warnings` say what a reader should know about the list, such as that a graph the query asked for
    does not exist. It can be indexed, counted and looped over like a tuple; a slice is such a list too.

    >>> claims = result.claims()
    >>> len(claims) == len(claims[:2]) + len(claims[2:])
    True
    """

    def __init__(
        self,
        items: Iterable[_T_co],
        columns: Mapping[str, type],
        cells: Callable[[_T_co], Iterable[Mapping[str, Cell]]],
        warnings: Sequence[str] = (),
    ) -> None:
        self._items = tuple(items)
        self._columns = dict(columns)
        self._cells = cells
        self.warnings = tuple(warnings)

    @overload
    def __getitem__(self, index: int, /) -> _T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> Records[_T_co]: ...
    def __getitem__(self, index: int | slice, /) -> _T_co | Records[_T_co]:
        if isinstance(index, slice):
            return Records(self._items[index], self._columns, self._cells, self.warnings)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and (self._items, self._columns) == (other._items, other._columns)

    def __repr__(self) -> str:
        told = ", ".join(self._columns)
        return f"<{len(self._items):,} record{'' if len(self._items) == 1 else 's'}: {told}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of the table.

        >>> result.query("labels").columns[-3:]
        ('speaker', 'sentence', 'article')
        """
        return tuple(self._columns)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas data frame; several texts in a cell are a tuple, and days are `datetime64`.

        Needs `pip install 'rashomon[pandas]'`; raises `UsageError` if pandas is missing.

        >>> frame = result.claims().to_pandas()
        >>> len(frame) == len(result.claims())
        True
        """
        with needing("pandas", "to_pandas"):
            import pandas

        columns = {name: self._column(name) for name in self._columns}
        frame = pandas.DataFrame({name: pandas.Series(cells, dtype=object) for name, cells in columns.items()})
        for name, type in self._columns.items():
            if type is str:
                frame[name] = frame[name].infer_objects()
            elif type in _PANDAS:
                whole = all(it is not None for it in columns[name])
                frame[name] = frame[name].astype(_PANDAS[type][0 if whole else 1])
        return frame

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars data frame; several texts in a cell are a list.

        Needs `pip install 'rashomon[polars]'`; raises `UsageError` if polars is missing.

        >>> result.claims().to_polars().columns == list(result.claims().columns)
        True
        """
        with needing("polars", "to_polars"):
            import polars

        types = {
            str: polars.String,
            int: polars.Int64,
            float: polars.Float64,
            bool: polars.Boolean,
            date: polars.Date,
            tuple: polars.List(polars.String),
        }
        schema = {name: types[type] for name, type in self._columns.items()}
        return polars.DataFrame({name: self._column(name) for name in self._columns}, schema=schema)

    def to_csv(self, path: str | Path) -> None:
        """Writes the table as CSV in UTF-8 to the file `path`, which is either replaced at once or stays as it was.

        Several texts in a cell have "; " between them. A text that a spreadsheet would take for a formula gets an
        apostrophe in front, since sentences come from articles. Raises `OSError` if the file cannot be written.

        >>> result.disputes().to_csv(folder / "disputes.csv")
        """
        from graph.decisions.table import guarded
        from graph.files import replacing

        def text(cell: Cell) -> str:
            if isinstance(cell, str | tuple):
                return guarded(cell if isinstance(cell, str) else _BETWEEN.join(cell))
            return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)

        written = io.StringIO()
        rows = csv.writer(written, lineterminator="\r\n")
        rows.writerow(map(guarded, self._columns))
        rows.writerows([text(row.get(name)) for name in self._columns] for row in self._table)
        with replacing(Path(path)) as stream:
            stream.write(written.getvalue().encode("utf-8", "replace"))

    def to_jsonl(self, path: str | Path) -> None:
        """Writes the table as JSON Lines in UTF-8 to the file `path`, which is replaced at once or stays as it was.

        Each line is an object with a value for each column: several texts in a cell are a list, and days are texts.
        Raises `OSError` if the file cannot be written.

        >>> result.claims().to_jsonl(folder / "claims.jsonl")
        """
        from graph.files import replacing

        with replacing(Path(path)) as stream:
            for row in self._table:
                line = json.dumps({name: row.get(name) for name in self._columns}, ensure_ascii=False, default=str)
                stream.write(line.encode("utf-8", "replace") + b"\n")

    def to_parquet(self, path: str | Path) -> None:
        """Writes the table as Parquet to the file `path`, which is either replaced at once or stays as it was.

        Several texts in a cell are a list. Needs `pip install 'rashomon[formats]'`; raises `UsageError` if pyarrow is
        missing, and `OSError` if the file cannot be written.

        >>> result.claims().to_parquet(folder / "claims.parquet")
        """
        with needing("formats", "Parquet"):
            import pyarrow
            from pyarrow import parquet
        from graph.files import replacing

        types = {
            str: pyarrow.string(),
            int: pyarrow.int64(),
            float: pyarrow.float64(),
            bool: pyarrow.bool_(),
            date: pyarrow.date32(),
            tuple: pyarrow.list_(pyarrow.string()),
        }
        schema = pyarrow.schema([(name, types[type]) for name, type in self._columns.items()])
        table = pyarrow.table({name: self._column(name) for name in self._columns}, schema=schema)
        with replacing(Path(path)) as stream:
            parquet.write_table(table, stream)

    @cached_property
    def _table(self) -> tuple[Mapping[str, Cell], ...]:
        return tuple(row for it in self._items for row in self._cells(it))

    def _column(self, name: str) -> list[Cell]:
        return [row.get(name) for row in self._table]


_PANDAS = {
    int: ("int64", "Int64"),
    float: ("float64", "float64"),
    bool: ("bool", "boolean"),
    date: ("datetime64[s]", "datetime64[s]"),
}
"""The type of a column in pandas, if every cell has a value and if some have none."""


def columns_of(record: type) -> dict[str, type]:
    """The columns of a table of such records, with their types: the fields that a cell can hold."""
    hints = get_type_hints(record)
    known = {it.name: _plain(hints[it.name]) for it in fields(record)}
    return {name: type for name, type in known.items() if type is not None}


def _plain(hint: object) -> type | None:
    """The type of a field, whether or not it can be None; None for a tuple of other records."""
    if isinstance(hint, UnionType):
        (hint,) = (it for it in get_args(hint) if it is not NoneType)
    if get_origin(hint) is tuple:
        return tuple if get_args(hint)[0] is str else None
    return hint if isinstance(hint, type) else str  # a literal: one of several texts
