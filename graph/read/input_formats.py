"""The formats that articles come in: one table of them, for folders, commands, messages and docs alike.

A format is a row of `FORMATS`; whatever lists formats reads the table. Which one a file has is decided in `format_of`
alone, and what its bytes say in the `extract` of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from graph.errors import InputError
from graph.read.encoding import decode


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: the text of its article, which offsets count in, and what the file itself says about it.

    `about` has the keys and values of a sidecar file (`graph.read.known.KEYS`); such a file goes before it.
    """

    text: str
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputFormat:
    """One format: what it is called, the endings of its files in lower case, and what makes the content of their bytes.

    `extract` is given the name of the file as well, for the `InputError` that it raises where it cannot.
    """

    name: str
    endings: tuple[str, ...]
    extract: Callable[[bytes, str], Content]


def _plain(data: bytes, file: str) -> Content:
    return Content(decode(data, file))


FORMATS = (InputFormat("plain text", (".txt",), _plain),)
"""All formats, the usual one first."""

ENDINGS = tuple(ending for it in FORMATS for ending in it.endings)
"""How the names of articles end, in lower case."""

LISTED = ", ".join(ENDINGS)
"""The same in words."""


def format_of(path: str | PurePath) -> InputFormat | None:
    """The format of a file, by its ending; None for a file that is no article."""
    ending = PurePath(path).suffix.lower()
    return next((it for it in FORMATS if ending in it.endings), None)


def known_format(path: PurePath) -> InputFormat:
    """The format of a file; raises `InputError` where it has none of ours."""
    format = format_of(path)
    if format is None:
        raise InputError(str(path), f"is of an unknown kind; articles are {LISTED} files")
    return format


def text_of(data: bytes, path: PurePath) -> str:
    """The text that offsets in a file count in. One of no known format, which a `Document` may name, is all text."""
    format = format_of(path)
    return format.extract(data, str(path)).text if format else decode(data, str(path))
