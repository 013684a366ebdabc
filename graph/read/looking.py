"""What would be read of a file, without reading it: its articles, each with what it was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.model import Document, Skipped
from graph.read.article import read, read_inside
from graph.read.input_formats import known_format
from graph.read.members import Settings
from graph.read.parts import inside


@dataclass(frozen=True, slots=True)
class Look:
    """One article, or why there is none: what it is called, the name of its format, and the document or the reason."""

    name: str
    format: str
    found: Document | InputError | Skipped


def look(path: Path, settings: Settings, date_order: str = "MDY") -> Iterator[Look]:
    """The articles in a file; raises `InputError` for a file of an unknown kind, and for one that is none."""
    format = known_format(path)
    if format.unpack is None:
        yield Look(str(path), format.name, read(path, date_order=date_order))
        return
    for it in inside(path, settings):
        if isinstance(it, InputError | Skipped):
            yield Look(it.file, format.name, it)
            continue
        name, kind = f"{path}#{it.name}", f"{it.format.name} in {format.name}"
        try:
            yield Look(name, kind, read_inside(it, path, date_order=date_order))
        except InputError as error:
            yield Look(name, kind, error)
