"""Nodes for things without a name or class that somebody speaks about: "the tanker", "his horse", "taxes"."""

from __future__ import annotations

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.reference.additions import named
from graph.extract.reference.links import Argument
from graph.extract.reference.unnamed import DescribedReader, determiner, has_number
from graph.extract.syntax.relative_clauses import owner
from graph.extract.words import Token


class ThingReader:
    """Makes nodes for things in one parsed text; `described` makes nodes for those that have a class."""

    def __init__(self, lexicon: Lexicon, described: DescribedReader) -> None:
        self.kind = lexicon.roles.thing
        self.described = described
        self.parsed = described.parsed

    def argument(self, noun: Token) -> Argument | None:
        """What a noun describes; None if it is new to readers ("a tanker"), or its owner is unknown.

        What belongs to somebody is always labelled with the owner's name: "the horse of Ana Ruiz" for "her horse".
        """
        if not self._is_known(noun):
            return None
        start, end = self.described.span(noun, noun)
        label = self._label(noun, start)
        if not label:
            return None
        node = self.described.entities.add(named(f"described:{fold(label)}", self.kind, label, start))
        self.described.mention(noun, start, end, node)
        return Argument(noun.i, node.key, 0.7)

    def _is_known(self, noun: Token) -> bool:
        """Whether a noun means one thing mentioned before, or all of its kind: not "a tanker", "no tanker"."""
        before = determiner(noun)
        told = not before or before in self.described.small.definite
        counted = has_number(noun) or any(c.lower_ in self.described.words.none for c in noun.lefts)
        return noun.pos_ == "NOUN" and told and not counted and noun.i not in self.described.mentions.by_token

    def _label(self, noun: Token, start: int) -> str | None:
        possessor = next((c for c in noun.children if c.dep_ == "poss"), None)
        if possessor is not None:
            name, start = self.described.owner(owner(possessor)), max(start, possessor.right_edge.i + 1)
        else:
            of = lexicon_of(noun).small.relation.amount
            behind = (g for c in noun.children if c.lower_ in of for g in c.children if g.dep_ == "pobj")
            name = next((self.described.owner(token) for token in behind), None)
        if name is not None:
            return f"{name}'s {' '.join(self.parsed.text(start, noun.i + 1).split())}"
        return None if possessor is not None else self.described.label(start, noun)
