"""What tokens refer to, and the entities that take part in something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.extract.names.nodes import Entities, Found, Mentions
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.titles import Title
from graph.extract.words import Token


@dataclass(frozen=True, slots=True)
class Link:
    """What a token refers to, by which rule, and how certain the link is (0 to 1)."""

    key: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a role: the token that heads its mention, its node's key, and the score of the link.

    `via` is the noun through which the entity was reached ("words" in "the words of X"), or empty.
    """

    token: int
    key: str
    score: float
    via: str = ""


def weaker(token: int, link: Link, factor: float) -> Argument:
    """A link as an argument with a reduced score."""
    return Argument(token, link.key, round(link.score * factor, 2))


@dataclass(frozen=True, slots=True)
class References:
    """What the tokens of one article refer to, and the entities as known afterwards.

    `links` leads from a token to what it refers to, `owners` from "our" to its owner; `title_at` leads from each
    token of a title to the title. `described` has the mentions of people and things without a name, by their heads,
    as far as relations have asked for them.
    """

    entities: Entities
    mentions: Mentions
    links: Mapping[int, Link]
    owners: Mapping[int, Link]
    title_at: Mapping[int, Title]
    described: Mapping[int, Found]

    def meant_at(self, token: int) -> str | None:
        """The node key of what a token refers to, or of what it describes without a name; None if unknown."""
        known = self.links.get(token) or self.described.get(token)
        return known.key if known else None


def in_full(parsed: Parsed, mentions: Mentions, start: int, noun: Token) -> str:
    """The words of a phrase as in the text, from `start` to the place after its noun: "workers in Lima"."""
    inner = (g for c in noun.children if c.dep_ == "prep" and c.i > noun.i for g in c.children if g.dep_ == "pobj")
    ends = (found.end for g in inner if (found := mentions.at(g.i)) is not None)
    return " ".join(parsed.text(start, next(ends, noun.i + 1)).split())
