"""The file of decisions: reading it, reporting its errors, and adding lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from graph.decisions.ruling import Ruling
from graph.errors import InputError
from graph.files import alone, replacing
from graph.read import decode
from graph.read.files import DECISIONS, leads_out
from graph.read.limited import limited

COLUMNS = tuple(it.name for it in fields(Ruling) if it.name != "place")
"""The columns of the file, as named in its first line; all but `kind` may be missing."""

LONGEST = 20_000_000
"""The largest size of a file of decisions, in bytes."""

FORMULA = re.compile(r"'?[=+\-@\t\r]")
"""The beginnings of cells that a spreadsheet may take for a formula, or that an apostrophe protects from that.

The page writes its tables in the same way.
"""

_MARK = "\ufeff"
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Read:
    """The decisions in some files, and the errors in lines that hold none."""

    files: tuple[Path, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    faults: tuple[InputError, ...] = ()


def beside(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files of decisions next to articles: in each folder given, and in the folder of each file given."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    found = (folder / DECISIONS for folder in folders)
    return tuple(it for it in found if it.is_file() and not leads_out(it, it.parent))


def read(files: Iterable[Path]) -> Read:
    """The decisions in files, without repeats; a line that makes no sense is a fault, and the rest still counts."""
    rulings: dict[Ruling, None] = {}
    faults: list[InputError] = []
    known = tuple(files)
    for path in known:
        try:
            _take(_lines(path), str(path), rulings, faults)
        except InputError as error:
            faults.append(error)
    return Read(known, tuple(rulings), tuple(faults))


def read_text(data: bytes, name: str) -> Read:
    """The decisions in data that somebody sent, read like those in a file; `name` is its name in messages."""
    rulings: dict[Ruling, None] = {}
    faults: list[InputError] = []
    try:
        _take(_split(data, name), name, rulings, faults)
    except InputError as error:
        faults.append(error)
    return Read((), tuple(rulings), tuple(faults))


def _take(lines: Sequence[str], name: str, rulings: dict[Ruling, None], faults: list[InputError]) -> None:
    """Adds the decisions in a table and the faults in its lines; raises `InputError` if it has no header."""
    header, separator = _header(lines, name)
    for number, row in _rows(lines, separator):
        place = f"line {number}"
        try:
            rulings.setdefault(_ruling(header, row, f"{name}, {place}"))
        except ValueError as error:
            faults.append(InputError(name, str(error), place))


def add(path: Path, rulings: Iterable[Ruling]) -> None:
    """Adds lines to a file of decisions, which is created if missing and replaced as a whole.

    Raises `InputError` for a file that does not begin with the names of its columns.
    """
    with alone(path.absolute().parent):
        if path.exists():
            lines = _lines(path)
            header, separator = _header(lines, str(path))
            text = "".join(lines)
            marked = path.read_bytes().startswith(_MARK.encode())
        else:
            header, separator, text, marked = COLUMNS, ",", f"{','.join(COLUMNS)}\n", False
        text = text if text.endswith("\n") else f"{text}\n"
        written = io.StringIO()
        rows = csv.writer(written, delimiter=separator, lineterminator="\n")
        rows.writerows([guarded(str(getattr(it, name))) for name in header] for it in rulings)
        with replacing(path) as stream:
            stream.write(f"{_MARK if marked else ''}{text}{written.getvalue()}".encode())


def _lines(path: Path) -> list[str]:
    return _split(limited(path, LONGEST), str(path))


def _split(data: bytes, name: str) -> list[str]:
    return io.StringIO(decode(data, name), newline="").readlines()


def _header(lines: Sequence[str], name: str) -> tuple[tuple[str, ...], str]:
    """The columns named in the first line, and their separator."""
    first = lines[0].strip() if lines else ""
    separator = max(_SEPARATORS, key=first.count)
    header = tuple(it.strip().strip('"').lower() for it in first.split(separator))
    unknown = [it for it in header if it not in COLUMNS]
    if "kind" not in header or unknown or len({*header}) < len(header):
        wrong = f" and not {', '.join(map(repr, unknown))}" if unknown else ""
        raise InputError(name, f"must name its columns, some of {', '.join(COLUMNS)}{wrong}", "line 1")
    return header, separator


def _rows(lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """The cells of each record with its line number, or the error in it; after a broken record, reading continues."""
    at = 1
    while at < len(lines):
        reader = csv.reader((lines[number] for number in range(at, len(lines))), delimiter=separator, strict=True)
        try:
            row: list[str] | str = next(reader)
            used = reader.line_num
        except csv.Error as error:
            row, used = f"is not a line of a table: {error}", 1
        if row and (isinstance(row, str) or any(cell.strip() for cell in row)):
            yield at + 1, row
        at += used


def _ruling(header: Sequence[str], row: list[str] | str, place: str) -> Ruling:
    if isinstance(row, str):
        raise ValueError(row)
    if len(row) > len(header):
        raise ValueError(f"has {len(row)} cells, and there are {len(header)} columns")
    return Ruling.parse(dict(zip(header, map(_bare, row), strict=False)), place)


def guarded(cell: str) -> str:
    """A cell that is not a formula: sentences come from articles, which may be hostile."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
