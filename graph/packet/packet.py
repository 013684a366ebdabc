"""What is in a packet: the propositions, who says what of them and where, and the articles behind it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.explain import Saying
from graph.model import Silence


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that tells of somebody and from which nothing was read: its offsets in code points, and why."""

    start: int
    end: int
    reason: Silence


@dataclass(frozen=True, slots=True)
class Article:
    """An article that a packet quotes: `iri`, file and SHA-256 of its bytes, and what it says of itself.

    `unread` are its sentences that nothing was read from; None where the build does not tell.
    """

    iri: str
    file: str
    sha256: str
    headline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    unread: tuple[Unread, ...] | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim with where its sentence is in the article: offsets in code points, the end excluded.

    `origin` is where the article has it from, in words, where that is somewhere else.
    """

    saying: Saying
    start: int
    end: int
    origin: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """All claims that take one stance to a proposition, in the order of the articles."""

    stance: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A proposition of a packet, by IRI and in words, with its sides; how many outlets tell it, of how many origins."""

    iri: str
    words: str
    disputed: bool
    sides: tuple[Side, ...]
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Packet:
    """One claim or dispute: what it is about first, then what an accusation accuses of; its answers, its articles.

    `asked` is the IRI that was asked for. `answers` are None where the packet holds no accusation.
    """

    asked: str
    subjects: tuple[Subject, ...]
    answers: tuple[Passage, ...] | None
    articles: tuple[Article, ...]
