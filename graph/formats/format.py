"""A format: its name, what it can hold, and its writers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from graph.answers import Answer
from graph.errors import QueryError
from graph.formats.content import Content

Render = Callable[[Answer], str]


class FormatError(QueryError):
    """A format that does not exist, or that cannot hold what is to be written."""


class Writer(Protocol):
    """Writes the whole of one file."""

    def __call__(self, content: Content, stream: IO[bytes]) -> None:
        """Write `content` to `stream`, which stays open."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; it can only hold content for which it has a writer.

    `suffixes` are the endings of its files, the usual one first. `media_type` is its own, and empty for a format only
    for people; it is also used if only one of `wider`, such as application/json, is accepted. `w3c` is its name in
    http://www.w3.org/ns/formats/, if it has one.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str = ""
    wider: tuple[str, ...] = ()
    w3c: str = ""
    rows: Render | None = None
    """Writes the rows of an answer, and with `truth` also yes or no."""
    truth: bool = False
    triples: Render | None = None
    """Writes the triples of an answer."""
    knowledge: Writer | None = None
    """Writes a whole graph: into the file `file` of a build."""
    file: str | None = None
    on_demand: bool = False
    """Whether a build writes its file only on demand."""

    def holds(self, answer: Answer) -> bool:
        """Whether it can hold the rows, the triples, or the yes or no of an answer."""
        if answer.triples is not None:
            return self.triples is not None
        return self.rows is not None and (self.truth or answer.truth is None)
