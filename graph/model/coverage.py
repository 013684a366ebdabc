"""How much of an article gave a claim, and the sentences that might have and did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.model.documents import Span


class Silence(StrEnum):
    """Why nothing was read in a sentence that tells of somebody, as far as can be seen without reading it again."""

    UNKNOWN_SPEAKER = "unknown-speaker"
    UNREAD_CONTENT = "unread-content"
    UNREAD_RELATION = "unread-relation"


@dataclass(frozen=True, slots=True)
class Silent:
    """A sentence with names and speech, or with two names and a verb, from which no claim was read."""

    span: Span
    text: str
    reason: Silence


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of an article tell of somebody, and those among them that are silent, in their order."""

    telling: int = 0
    silent: tuple[Silent, ...] = ()

    @property
    def claimed(self) -> int:
        """How many of the sentences that tell of somebody gave a claim."""
        return self.telling - len(self.silent)


def total(coverages: Iterable[Coverage]) -> tuple[int, int]:
    """In how many sentences of several articles a claim was read, and how many tell of somebody."""
    known = list(coverages)
    return sum(it.claimed for it in known), sum(it.telling for it in known)
