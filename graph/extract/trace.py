"""The trace that is passed along the steps of reading, so that each step can report what it refuses, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from graph.extract.refusals import Reason


class About(Protocol):
    """What was tried when something was refused: a frame, or a relation that was read."""

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
    """A trace that records nothing: used if nobody asks why something was not read."""

    listens = False
    """Whether anybody asks; reasons that take time to find are only looked for then."""

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
        """Note a refusal at `token`: what was tried, the deciding argument or token, and what was required."""


@dataclass(frozen=True, slots=True)
class Note:
    """One refusal in the form in which the steps know it, by tokens and node keys."""

    reason: Reason
    token: int
    about: About | None
    argument: Filling | None
    at: int | None
    wanted: tuple[str, ...]


class Notes(Trace):
    """Records every refusal."""

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
        """Record the refusal; what was required is sorted if it has no order."""
        ordered = sorted(wanted) if isinstance(wanted, frozenset | set) else wanted
        self.taken.append(Note(reason, token, about, argument, at, tuple(ordered)))


SILENT = Trace()
