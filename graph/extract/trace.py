"""What is passed along the steps of the reading so that each can tell what it refuses, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from graph.extract.refusals import Reason


class About(Protocol):
    """What was tried where something was refused: a frame, or a relation that was read."""

    @property
    def relation(self) -> str:
        """The local name of a relation of the ontology."""


class Filling(Protocol):
    """An entity in a role: the token that heads its mention, and the key of its node."""

    @property
    def token(self) -> int:
        """The head of the mention."""

    @property
    def key(self) -> str:
        """The node's key."""


class Trace:
    """Takes note of nothing: what is passed along where nobody asks why something was not read."""

    listens = False
    """Whether anybody asks; what costs time to find out is found out only then."""

    def refuse(
        self,
        reason: Reason,
        token: int,
        about: About | None = None,
        *,
        argument: Filling | None = None,
        at: int | None = None,
        wanted: Iterable[str] = (),
    ) -> None:
        """Something stops at `token`: what was tried, the argument or the token that it turns on, what was wanted."""


@dataclass(frozen=True, slots=True)
class Note:
    """One refusal as the steps know it, by tokens and keys of nodes."""

    reason: Reason
    token: int
    about: About | None
    argument: Filling | None
    at: int | None
    wanted: tuple[str, ...]


class Notes(Trace):
    """Takes down all that is refused."""

    listens = True

    def __init__(self) -> None:
        self.taken: list[Note] = []

    def refuse(
        self,
        reason: Reason,
        token: int,
        about: About | None = None,
        *,
        argument: Filling | None = None,
        at: int | None = None,
        wanted: Iterable[str] = (),
    ) -> None:
        """Takes it down; what was wanted is sorted where it has no order of its own."""
        ordered = sorted(wanted) if isinstance(wanted, frozenset | set) else wanted
        self.taken.append(Note(reason, token, about, argument, at, tuple(ordered)))


SILENT = Trace()
