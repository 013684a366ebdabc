"""Verbs that only lend their arguments, to a noun ("made a visit to X") or to what is said about their subject."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.nested_nouns import carrying
from graph.extract.syntax.lending import lends
from graph.extract.words import Token


def is_light(verb: Token) -> bool:
    """Whether a verb lends its arguments to the event noun below it: "made a visit to X"."""
    lemma, light = verb.lemma_.lower(), lexicon_of(verb).clauses.verbs.light
    return lemma in light or (verb.pos_ == "VERB" and lemma + "e" in light)


def light_verb(noun: Token) -> Token | None:
    """The light verb of an event noun that is its object or passive subject, or follows its preposition.

    "Held [talks]", "launched a wave of [strikes]"; "entered into [talks]", "is in [talks]".
    """
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    shown, heeding = carrying(noun), lexicon_of(noun).clauses.verbs.heeding
    above = shown.head
    if shown.dep_ in ("dobj", "nsubjpass"):
        heeded = any(c.lower_ in heeding for c in above.children)  # heeding a threat is not making it
        return above if is_light(above) and not heeded else None
    return above.head if shown.dep_ == "pobj" and lends(above, shown) else None


def is_copula(verb: Token) -> bool:
    """Whether a verb only joins its subject to what is said about the subject."""
    return verb.lemma_.lower() in lexicon_of(verb).clauses.verbs.copula
