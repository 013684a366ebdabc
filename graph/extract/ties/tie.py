"""A tie as a sentence expresses it, before it becomes a relation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.extract.reference.links import Argument


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which a period began and ended, if known."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of somebody to something: a relation of the ontology, by a rule, expressed by the token `predicate`.

    `as_` is the office, `term` the period if it is past. `own_voice` says that the phrase is a remark by the writer
    even inside reported speech.
    """

    relation: str
    rule: str
    predicate: int
    subject: Argument
    object: Argument
    score: float
    as_: Argument | None = None
    own_voice: bool = False
    term: Term | None = None
