"""The evidence for the class of a name, and the class that all of it together shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.ontology import Ontology

# How much each kind of evidence says about the class of a name. The language model is the least reliable witness.
WEIGHTS = {
    "model": 1.0,
    "given-name": 3.0,
    "head": 5.0,
    "known": 6.0,
    "address": 7.0,
    "title": 4.0,
    "apposition": 4.0,
    "acronym": 1.5,
    "place": 2.0,
    "article": 2.5,
    "membership": 2.0,
    "shape": 0.5,
}

CRIMINAL = "CriminalOrganization"
"""A class that only the name or the article itself can give."""

_MOST_TAGS = 8
"""How often the language model may count: it repeats the same mistake about a name."""


@dataclass(slots=True)
class Evidence:
    """The evidence for the class of one name while it is being gathered: weights by class, and the kinds of evidence.

    `tagged` counts the labels that the language model gives to the name.
    """

    votes: Counter[str] = field(default_factory=Counter)
    tagged: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)

    def add(self, type_name: str, kind: str) -> None:
        """Add one piece of evidence; repetition by the language model counts little more than a single label."""
        weight = WEIGHTS[kind]
        self.kinds.add(kind)
        if kind == "model":
            self.tagged[type_name] += 1
            weight = weight / self.tagged[type_name] if self.tagged[type_name] <= _MOST_TAGS else 0.0
        self.votes[type_name] += weight  # type: ignore[assignment]


def decide(votes: Mapping[str, float], ontology: Ontology, *, public: bool) -> str:
    """The class that the evidence favours, "Entity" if there is none; of equals, the alphabetically first, a gang last.

    A `public` body is never a gang, whatever it is called or dismantles.
    """
    known = [name for name in votes if name != CRIMINAL or not public]
    ranked = sorted(known, key=lambda name: (-votes[name], name == CRIMINAL, name))
    return _most_specific(ranked, ontology) if ranked else "Entity"


def is_public(names: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether the name of something is like that of a public body: one of its names is headed by a word for one."""
    return any(_heads(fold(name).split(), lexicon) & lexicon.names.public for name in names)


def _heads(words: list[str], lexicon: Lexicon) -> set[str]:
    """The words that may head a name: the first, the last, and each word before "of"."""
    return {*words[:1], *words[-1:], *(a for a, b in pairwise(words) if b in lexicon.grammar.name_small)}


def _most_specific(ranked: list[str], ontology: Ontology) -> str:
    """The most specific class that agrees with the first one: votes for "Organization" and "Court" agree."""
    best = ranked[0]
    if best == "Entity":
        return best  # a ship or a song is neither an agent nor a place
    for name in ranked:
        if ontology.is_a(name, best):
            best = name
    return best
