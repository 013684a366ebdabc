"""Verbs that lend their subject to the words after a preposition: "entered into talks", "is in the process of P"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.words import Token


def lends(preposition: Token, noun: Token) -> bool:
    """Whether a verb lends its subject to a noun after its preposition; being "in the attack" is not attacking."""
    verb, words = preposition.head, lexicon_of(noun).clauses.verbs
    determined = any(c.dep_ == "det" for c in noun.children)
    taken = any(c.dep_ == "dobj" for c in verb.children)  # launching an inquiry into a murder is no murder
    if preposition.dep_ != "prep" or taken or (determined and verb.lemma_.lower() in words.copula):
        return False
    return f"{verb.lemma_.lower()} {preposition.lower_}" in words.light_behind


def is_under_way(noun: Token) -> bool:
    """Whether a noun after a preposition only says that something is happening: "is in the process of negotiating"."""
    return noun.dep_ == "pobj" and noun.lemma_.lower() in lexicon_of(noun).clauses.nouns.course
