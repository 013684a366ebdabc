"""Verbs that say only that their subject happens: "the meeting took place", "it never went ahead"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.words import Token

_MORE = ("dobj", "xcomp", "ccomp", "dative")
"""With these dependents, a verb says more: "did not follow the rules", "is not going to help"."""


def takes_place(verb: Token) -> bool:
    """Whether a verb says only that its subject happens or does not happen."""
    lexicon = lexicon_of(verb)
    if verb.lemma_.lower() not in lexicon.signatures.occurring:
        return False
    if verb.lemma_ == "take":
        return any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children)
    if verb.lemma_ == "go":
        return any(c.lower_ in lexicon.small.stance.ahead for c in verb.children)
    return not any(c.dep_ in _MORE for c in verb.children)
