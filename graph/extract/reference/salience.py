"""What has been mentioned in an article and where, and how salient it is: the memory of coreference."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass

from graph.extract.names.nodes import Mentions, Node
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import Additions
from graph.extract.reference.links import Link
from graph.extract.speech.speeches import Speeches
from graph.extract.words import Token

_MARGIN = 0.5
"""By how much the best candidate must beat the second-best: a wrong speaker is worse than none."""

_NAMING = ("name", "title", "institution", "country", "city")


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a node in the order of the text: token, sentence, and how salient its role is."""

    token: int
    sentence: int
    node: str
    salience: float


class Discourse:
    """The mentions in one article as antecedents, with the links made so far.

    `links` leads from a token to what it refers to (None for nothing); `uses` are sorted by token.
    """

    def __init__(self, parsed: Parsed, mentions: Mentions, entities: Additions, speeches: Speeches) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.mentions = mentions
        self.entities = entities
        self.speeches = speeches
        self.links: dict[int, Link | None] = {}
        self.uses: list[Use] = []
        for found in mentions.found:
            if found.kind in _NAMING:
                self.add(found.head, found.key)

    def add(self, token: int, key: str) -> None:
        """Record that a token mentions a node."""
        sentence = self.parsed.sentence_of[token]
        use = Use(token, sentence, self.entities.get(key).key, _salience(self.doc[token]))
        insort(self.uses, use, key=_token)

    def before(self, token: int) -> list[Use]:
        """The uses before a token."""
        return self.uses[: bisect_left(self.uses, token, key=_token)]

    def node(self, link: Link) -> Node:
        """The node that a link leads to."""
        return self.entities.get(link.key)

    def recency(self, key: str, token: int) -> float:
        """Up to 2.5 for a node mentioned just before, a little more for a frequent one; 0 for one not yet mentioned."""
        before = [u for u in self.before(token) if self.entities.get(u.node).key == key]
        if not before:
            return 0.0
        distance = self.parsed.sentence_of[token] - before[-1].sentence
        return max(2.0 - 0.35 * distance, 0.2) + 0.3 * before[-1].salience + min(0.05 * len(before), 0.5)

    def only_speaks(self, key: str, token: int) -> bool:
        """Whether a node has been named so far only as a source of reports, so that "the group" is another one."""
        sources = {speech.source for speech in self.speeches.all}
        return all(u.token in sources for u in self.before(token) if self.entities.get(u.node).key == key)


def _token(use: Use) -> int:
    return use.token


def _salience(token: Token) -> float:
    """Subjects outrank objects, which outrank all others (Lappin & Leass 1994); main clauses outrank other clauses."""
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return 2.1 if token.head.dep_ == "ROOT" else 1.3
    if token.dep_ in ("dobj", "dative", "attr"):
        return 0.7
    if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _salience(token.head)
    return 0.4 if token.dep_ in ("pobj", "conj") else 0.2


def best(candidates: dict[str, float], rule: str) -> Link | None:
    """The candidate (by node key, with its score) that clearly beats all the others, or None."""
    ranked = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return None
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 2.0
    return Link(ranked[0][0], rule, round(min(0.6 + 0.15 * margin, 0.9), 2))
