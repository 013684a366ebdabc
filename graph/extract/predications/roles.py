"""The role of a phrase, from the word that joins it to its predicate and the kind of thing that it names."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.predication import Role
from graph.extract.words import Token

_TIMES = ("DATE", "TIME")
_PLACES = ("GPE", "LOC", "FAC")


def role_of(joint: Token, head: Token) -> Role:
    """The role of a phrase after a preposition."""
    words = lexicon_of(joint).clauses.arguments
    if head.ent_type_ in _TIMES or head.lemma_.lower() in words.times:
        return Role.TIME
    if head.ent_type_ in _PLACES and joint.lower_ in words.place:
        return Role.PLACE
    return Role(words.role(joint.lower_) or Role.TOPIC)


def role_of_clause(clause: Token) -> Role:
    """The role of a clause that says when, why or how: from its conjunction, or as a purpose or a circumstance."""
    words = lexicon_of(clause).clauses.arguments
    role = next((r for r in (words.role(c.lower_) for c in opening(clause)) if r), None)
    if role is None and any(c.dep_ == "aux" and c.lower_ in words.goal for c in clause.children):
        return Role.CAUSE
    return Role(role or Role.MANNER)


def opening(clause: Token) -> list[Token]:
    """The words that join a clause to the words around it: "because", "when"."""
    return [c for c in clause.children if c.i < clause.i and (c.dep_ == "mark" or c.tag_ == "WRB")]


def role_of_adverb(adverb: Token) -> Role:
    """The role of an adverb, or of a noun without a preposition: "yesterday", "there", "two days"."""
    words = lexicon_of(adverb).clauses.arguments
    if adverb.ent_type_ in _TIMES or adverb.lower_ in words.times or adverb.lemma_.lower() in words.times:
        return Role.TIME
    return Role.PLACE if adverb.lower_ in words.places else Role.MANNER
