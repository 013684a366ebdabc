"""The content of a packet: propositions, who says what about them and where, and the articles."""

from __future__ import annotations

from dataclasses import dataclass

from graph.explain import Saying
from graph.model import Silence


@dataclass(frozen=True, slots=True)
class Unread:
    """A silent sentence: its offsets in code points, and why nothing was read from it."""

    start: int
    end: int
    reason: Silence


@dataclass(frozen=True, slots=True)
class Article:
    """An article quoted in a packet: `iri`, file and SHA-256 of its bytes, and what it says about itself.

    `unread` are its silent sentences; None if the build does not say.
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
    """A claim with the place of its sentence in the article: offsets in code points, the end excluded.

    `origin` is the source from which the article has it, in words, if there is another one.
    """

    saying: Saying
    start: int
    end: int
    origin: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """All claims that take one stance on a proposition, in the order of the articles."""

    stance: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A proposition of a packet, by IRI and in words, with its sides and the numbers of outlets and origins."""

    iri: str
    words: str
    disputed: bool
    sides: tuple[Side, ...]
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Packet:
    """One claim or dispute: its proposition first, then the content of an accusation; its answers and articles.

    `asked` is the IRI that was asked for. `answers` is None if the packet has no accusation.
    """

    asked: str
    subjects: tuple[Subject, ...]
    answers: tuple[Passage, ...] | None
    articles: tuple[Article, ...]
