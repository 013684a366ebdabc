"""What tokens refer to, and the entities that take part in something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """What a token refers to, by which rule, and how sure that is (0 to 1)."""

    key: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a role: the token that heads its mention, its node's key, the score of the link.

    `via` is the noun that stands for it ("words" in "the words of X"), or empty.
    """

    token: int
    key: str
    score: float
    via: str = ""
