"""A relation as a sentence expresses it, before its stance and speaker are known."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.parse.dates import When
from graph.extract.reference.links import Argument, References
from graph.extract.speech.speeches import Speech
from graph.extract.ties.tie import Term


@dataclass(frozen=True, slots=True)
class Relation:
    """One reading of a relation in a sentence, before its stance and speaker are known.

    `predicate` is the token that expresses the relation; `content` contains the token ranges of what a speech act says.
    `own_voice` says that the phrase is a remark by the writer even inside reported speech (an apposition). `act` is the
    attribution that is itself this relation ("X said that Y's remarks are false": X disputes Y). `told` says that the
    relation is the account of `by` or, if that is None, of nobody known ("X tied Y to Z"). `evidence` is a token of the
    sentence that is the evidence, if that is not the predicate's. `term` is the period during which the relation held.
    """

    relation: str
    rule: str
    predicate: int
    subject: Argument
    object: Argument | None
    score: float
    as_: Argument | None = None
    at: Argument | None = None
    when: When | None = None
    content: tuple[tuple[int, int], ...] = ()
    own_voice: bool = False
    act: Speech | None = None
    evidence: int | None = None
    told: bool = False
    by: Argument | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations of one article, and what is known about its entities after they have been read."""

    all: tuple[Relation, ...]
    references: References
