"""What a format is: how it is called, what it can hold, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from graph.answers import Answer
from graph.errors import QueryError
from graph.formats.content import Content

Render = Callable[[Answer], str]


class FormatError(QueryError):
    """A format that does not exist, or that cannot hold what it is to be written in it."""


class Writer(Protocol):
    """Writes the whole of one file."""

    def __call__(self, content: Content, stream: IO[bytes]) -> None:
        """Writes `content` to `stream`, which stays open."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; what has no writer here, it cannot hold.

    `suffixes` are the endings of its files, the usual one first. `media_type` is its own, and empty for what is for
    people alone; it is given as well where only one of `wider` is accepted, such as application/json. `w3c` is its name
    in http://www.w3.org/ns/formats/, where it has one.
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
    """Whether a build writes its file only where it is asked to."""

    def holds(self, answer: Answer) -> bool:
        """Whether it can hold the rows, the triples, or the yes or no of an answer."""
        if answer.triples is not None:
            return self.triples is not None
        return self.rows is not None and (self.truth or answer.truth is None)
