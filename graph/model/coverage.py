"""From how much of an article claims were read, and which other sentences may contain claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.model.documents import Span


class Silence(StrEnum):
    """Why nothing was read from a sentence about somebody, as far as is known without reading the sentence again."""

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
    """How many sentences in an article report something about somebody, and the silent ones among them, in order."""

    telling: int = 0
    silent: tuple[Silent, ...] = ()

    @property
    def claimed(self) -> int:
        """The number of these sentences from which a claim was read."""
        return self.telling - len(self.silent)


def total(coverages: Iterable[Coverage]) -> tuple[int, int]:
    """In several articles, the number of sentences from which a claim was read, and of those about somebody."""
    known = list(coverages)
    return sum(it.claimed for it in known), sum(it.telling for it in known)
