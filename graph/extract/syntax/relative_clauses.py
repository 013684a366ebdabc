"""Clauses that modify a noun: what their pronouns refer to, and the role of the noun in them."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import SUBJECTS, is_indefinite, is_verbal
from graph.extract.words import Token

_THINGS = ("ORG", "FAC", "GPE", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")
"""The language model's labels for names of things that are not people."""


def is_relative(word: Token) -> bool:
    """Whether a word may open a relative clause and stand for its antecedent: "who", "which"."""
    return word.lower_ in lexicon_of(word).small.phrase.relative


def antecedent(token: Token, verb: Token) -> Token:
    """The antecedent of a relative pronoun, or else the token itself."""
    if not is_relative(token) or token.tag_ not in ("WP", "WDT", "WRB", "WP$"):
        return token
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head.i != clause.i and is_verbal(clause.head):
        clause = clause.head
    if clause.dep_ != "relcl" or (token.tag_ == "WP$" and _may_be_other(clause.head)):
        return token
    return _meant(token, clause.head)


def _meant(pronoun: Token, noun: Token) -> Token:
    """What a relative pronoun refers to: the parser attaches its clause to the last noun before it.

    "Who" is never an organisation or a place: "X, a lawyer for the club, who sued". "Which" is rarely the place of the
    thing that the phrase names: "the gang in Honduras, which the police accused".
    """
    if noun.dep_ != "pobj" or not _is_barred(pronoun, noun):
        return noun
    above = noun.head.head
    return above if above.pos_ in ("NOUN", "PROPN") else noun


def _is_barred(pronoun: Token, noun: Token) -> bool:
    """Whether a relative pronoun cannot refer to the noun after a preposition, judging by what that noun names."""
    words = lexicon_of(pronoun).small.phrase
    if pronoun.lower_ in words.of_person:
        return noun.ent_type_ in _THINGS
    return pronoun.lower_ in words.of_thing and noun.ent_type_ == "GPE" and noun.head.lower_ == "in"


def is_object_relative(verb: Token) -> bool:
    """Whether a clause without a pronoun modifies its own object: "a deal the government is negotiating"."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    placed = any(c.tag_ == "WRB" or c.dep_ == "dobj" for c in verb.children)
    whose = any(c.tag_ == "WP$" for subject in own for c in subject.children)  # "the bank, whose director sued"
    return verb.dep_ == "relcl" and bool(own) and not is_relative(own[0]) and not placed and not whose


def relative_object(verb: Token) -> list[Token]:
    """The antecedent in "whom X dismissed and Y defended": the second verb has its own subject and no object."""
    first, own = verb.head, any(c.dep_ in SUBJECTS and not is_relative(c) for c in verb.children)
    if verb.dep_ != "conj" or first.dep_ != "relcl" or not own:
        return []
    taken = any(c.dep_ == "dobj" and c.tag_ in ("WP", "WDT") for c in first.children)
    return [first.head] if taken or is_object_relative(first) else []


def relative_complement(verb: Token) -> list[Token]:
    """The complement in "a gang that Congress declared a terrorist group", which the parser takes for an object."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    marked = any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)
    if verb.dep_ != "relcl" or not marked or not own or is_relative(own[0]):
        return []
    return [c for c in verb.children if c.dep_ == "dobj" and is_indefinite(c)]


def owner(pronoun: Token) -> Token:
    """The owner meant by "whose" or "his": the noun that the "whose" clause modifies, or the word "his" itself."""
    clause = next((a for a in pronoun.ancestors if a.dep_ == "relcl"), None)
    if pronoun.tag_ != "WP$" or clause is None:
        return pronoun
    return pronoun if _may_be_other(clause.head) else clause.head


def _may_be_other(noun: Token) -> bool:
    """Whether "whose" may refer to another than the person right before: "the agent of X, whose links are known"."""
    inner = noun.head if noun.dep_ == "appos" else noun
    if inner.dep_ != "pobj" or inner.head.lower_ != "of" or noun.ent_type_ != "PERSON":
        return False
    lexicon, word = lexicon_of(noun), inner.head.head.lemma_.lower()
    kinds = {lexicon.names.nouns.get(word), lexicon.descriptions.nouns.get(word)}
    return lexicon.offices.is_noun(word) or bool(kinds & lexicon.roles.classes.relative)


def opens_cleft(pronoun: Token) -> bool:
    """Whether "it" only opens a cleft sentence: "it was after X left that Y came"."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or verb.lemma_ != "be" or pronoun.i > verb.i:
        return False
    return any(
        t.lower_ == "that" and t.dep_ in ("mark", "nsubj", "advmod", "dobj") for t in verb.subtree if t.i > verb.i + 1
    )
