"""The formats of answers and whole graphs: one table of them for commands, server and files.

A format is a row of `FORMATS` with a writer for each kind of content. It is declared next to its writers, in one of the
files of this folder, and everything that lists formats reads the table. The bytes depend only on what is written.
`graph.nq` is canonical: there are no blank nodes, and its lines are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from functools import cache
from pathlib import Path, PurePath

from graph.answers import Answer
from graph.files import replacing
from graph.formats import exchange, lines, networks, rdf, results
from graph.formats.content import Content
from graph.formats.format import Format, FormatError, Writer
from graph.formats.table import TABLE, table

__all__ = [
    "ANSWERS",
    "FILES",
    "FORMATS",
    "ON_DEMAND",
    "Content",
    "Format",
    "FormatError",
    "Writer",
    "able_to_hold",
    "check_also",
    "format_of",
    "render",
    "write",
]

FORMATS: tuple[Format, ...] = (
    TABLE,
    *results.FORMATS,
    *rdf.FORMATS,
    *networks.FORMATS,
    *lines.FORMATS,
    *exchange.FORMATS,
)
"""All formats, those for answers first."""

ANSWERS = {it.name: it for it in FORMATS if it.rows or it.triples}
"""The formats of answers, by name."""

FILES = {it.file: it for it in FORMATS if it.file is not None and it.knowledge is not None}
"""The formats of a build's files, by file."""

ON_DEMAND = {it.name: it for it in FILES.values() if it.on_demand}
"""The formats that a build writes only on demand, by name."""


def render(answer: Answer, format: str = "table", *, width: int | None = None) -> str:
    """The answer as text in one of `ANSWERS`; a table wider than `width` is shown as records,
    a line for each value.

    Raises `FormatError` for a format that does not exist or that cannot hold the answer.
    """
    if format not in ANSWERS:
        raise FormatError(f"no format {format!r}; use one of {', '.join(ANSWERS)}")
    chosen = ANSWERS[format]
    if not chosen.holds(answer):
        kind = "triples" if answer.triples is not None else "rows" if answer.truth is None else "yes or no"
        raise FormatError(f"{format} cannot hold {kind}; {', '.join(able_to_hold(answer))} can")
    write = chosen.rows if answer.triples is None else chosen.triples
    if write is None or write is table:
        return table(answer, width)
    return write(answer)


def able_to_hold(answer: Answer) -> tuple[str, ...]:
    """The names of the formats that can hold an answer: its rows, its triples, or yes and no."""
    return _able(answer.triples is not None, answer.truth is not None)


@cache
def _able(triples: bool, truth: bool) -> tuple[str, ...]:
    of_its_kind = Answer(triples=() if triples else None, truth=truth or None)
    return tuple(name for name, it in ANSWERS.items() if it.holds(of_its_kind))


def format_of(file: str | PurePath) -> str:
    """The format of an answer by the extension of a file; raises `FormatError` for an unknown extension."""
    ending = PurePath(file).suffix.lower()
    for name, it in ANSWERS.items():
        if ending in it.suffixes:
            return name
    known = ", ".join(suffix for it in ANSWERS.values() for suffix in it.suffixes)
    raise FormatError(f"{file}: no format has the extension {ending!r}; use one of {known}")


def check_also(names: Iterable[str]) -> None:
    """Raise `FormatError` for a name that is not a format on demand."""
    for name in names:
        if name not in ON_DEMAND:
            raise FormatError(f"no form {name!r} is written on demand; use one of {', '.join(ON_DEMAND)}")


def write(content: Content, folder: str | Path, *, also: Iterable[str] = ()) -> tuple[Path, ...]:
    """Write `FILES` into `folder`, and of those on demand the ones named in `also`; returns their paths.

    Either all are replaced, or none if writing one fails. Raises `FormatError` for a name that is not on demand.
    """
    check_also(also := tuple(also))
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    asked = set(also)
    files = {file: it for file, it in FILES.items() if not it.on_demand or it.name in asked}
    with ExitStack() as pending:
        for file, it in files.items():
            assert it.knowledge is not None
            it.knowledge(content, pending.enter_context(replacing(target / file)))
    return tuple(target / file for file in files)
