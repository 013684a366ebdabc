"""A tie as a sentence expresses it, before it is one relation among others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.extract.reference.links import Argument


@dataclass(frozen=True, slots=True)
class Term:
    """From which day to which somebody was something, as far as that is told."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody is of somebody else: a relation of the ontology, by a rule, that the token `predicate` expresses.

    `as_` is the office by which it is so, `term` its time where it is past. `own_voice` says that the phrase is a
    remark of the writer even inside reported speech.
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
