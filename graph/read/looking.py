"""A preview of what would be read from a file: its articles, each with its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import InputError
from graph.model import Document, Part, Skipped
from graph.read.article import read, read_part
from graph.read.input_formats import known_format
from graph.read.members import Settings
from graph.read.parts import take_apart


@dataclass(frozen=True, slots=True)
class Look:
    """One article, or why there is none: its name, the name of its format, and the document or the reason."""

    name: str
    format: str
    found: Document | InputError | Skipped


def look(path: Path, settings: Settings, date_order: str = "MDY") -> tuple[Look, ...]:
    """The articles in a file; raises `InputError` for a file of an unknown kind or without an article."""
    format = known_format(path)
    own = () if format.unpack is not None else (Look(str(path), format.name, _found(read, path, date_order)),)
    with TemporaryDirectory(prefix="rashomon-") as folder:
        taken = take_apart(path, Path(folder), settings)
        beside: list[InputError | Skipped] = [*taken.failures, *taken.skipped]
        others = [Look(it.file, format.name, it) for it in beside if str(it) not in {str(one.found) for one in own}]
        kinds = ((it, f"{it.format} in {format.name}") for it in taken.parts)
        others += [Look(it.name, kind, _found(read_part, it, date_order)) for it, kind in kinds]
    if own and not others and isinstance(own[0].found, InputError):
        raise own[0].found
    return *own, *others


def _found(read: Callable[..., Document], source: Path | Part, date_order: str) -> Document | InputError:
    try:
        return read(source, date_order=date_order)
    except InputError as error:
        return error
