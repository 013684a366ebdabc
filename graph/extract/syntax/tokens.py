"""Words and their neighbours: what kind of word one is, what is above it, what its prepositions introduce."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.words import Token

_NAMING = ("PERSON", "ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")
"""The language model's labels for names."""

FINITE = ("VBD", "VBZ", "VBP")
"""The tags of the finite forms of a verb."""

SETS_OFF = (",", "-", "–", "—", "--")
"""Punctuation that separates a remark or a participle from what precedes it."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
"""The dependencies of the subject of a verb."""


def before(token: Token) -> Token:
    """The token before another one; for the first token of a text, the token itself."""
    return token.nbor(-1) if token.i else token


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb or an auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_verb(token: Token) -> bool:
    """Whether a token is a verb, including one that the tagger calls a noun but that is coordinated with a verb."""
    return is_verbal(token) or (token.dep_ == "conj" and token.tag_ == "NNS" and is_verbal(token.head))


def is_negated(word: Token) -> bool:
    """Whether a verb has a negation next to it: "did not deny", "neither confirmed nor denied"."""
    neither = any(c.lower_ == "neither" and c.dep_ in ("preconj", "cc") for c in word.children)
    denied = any(is_negation(c) or is_no_occasion(c) for c in word.children)
    return neither or denied or is_joined_by_nor(word) or is_denied_first(word)


def is_no_occasion(word: Token) -> bool:
    """Whether a phrase denies its verb: "at no point", "under no circumstances"."""
    occasion = lexicon_of(word).signatures.occasion
    nouns = (c for c in word.children if word.dep_ == "prep" and c.dep_ == "pobj" and c.lemma_.lower() in occasion)
    return any(c.dep_ == "det" and c.lower_ == "no" for noun in nouns for c in noun.children)


def is_denied_first(word: Token) -> bool:
    """Whether a negation opens the clause, where the parser attaches it to the auxiliary: "at no time did X say"."""
    opening = [g for c in word.children if c.dep_ == "aux" for g in c.children if g.i < c.i]
    particles = lexicon_of(word).stance.particles
    words = (t for g in opening for t in (g, *g.lefts))
    return any(map(is_no_occasion, opening)) or any(t.lower_ in particles and not is_in_name(t) for t in words)


def is_joined_by_nor(word: Token) -> bool:
    """Whether a word is joined to the one before it by "nor"."""
    if word.dep_ != "conj":
        return False
    return any(c.dep_ == "cc" and c.lower_ == "nor" and word.head.i < c.i < word.i for c in word.head.children)


def is_negation(token: Token) -> bool:
    """Whether a token is a negation: the parser gives that role to foreign names as well."""
    particle = token.lower_ in lexicon_of(token).stance.particles and not is_in_name(token)
    return particle and (token.dep_ == "neg" or token.lower_ == "never")


def is_in_name(token: Token) -> bool:
    """Whether a token is part of a name: the first word of "No Borders Network"."""
    follows = token.i > token.sent.start and token.nbor(-1).ent_type_ in _NAMING and token.nbor(-1).dep_ == "compound"
    capital = token.text[:1].isupper() and (token.ent_type_ in _NAMING or follows)
    return token.pos_ == "PROPN" or capital or _opens_name(token)


def _opens_name(token: Token) -> bool:
    """Whether a determiner, outside headlines, is the first word of a longer name: "and No Gun Ril supported her"."""
    noun = token.head
    inside = token.i > token.sent.start and token.nbor(-1).text.islower() and token.text.istitle()
    several = noun.pos_ == "PROPN" and noun.i - token.i > 1
    return token.dep_ == "det" and inside and several and noun.head.text.islower()


def ancestors(token: Token) -> Iterator[Token]:
    """A token's heads, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def conjuncts(token: Token) -> list[Token]:
    """A token and the tokens coordinated with it, in order."""
    return sorted({token, *token.conjuncts}, key=lambda t: t.i)


def joined(token: Token, predicate: Token | None) -> list[Token]:
    """A token and those coordinated after it, if a predicate says the same about all of them.

    "X, whom it sued, and Y" does not say that it sued Y.
    """
    behind = [t for t in conjuncts(token) if t.i >= token.i and (t.i == token.i or not _is_left_out(t))]
    if predicate is None or not token.is_ancestor(predicate):
        return behind
    return [t for t in behind if t.i == token.i or not token.i < predicate.i < t.i]


def _is_left_out(noun: Token) -> bool:
    """Whether a noun joined to others is explicitly excluded: "A and B, but not [C]"."""
    return not is_verbal(noun) and any(c.dep_ == "neg" and c.i < noun.i for c in noun.children)


def clause_of(token: Token) -> Token:
    """The verb whose clause a token is in, or the root."""
    for above in ancestors(token):
        if is_verbal(above):
            return above
    return token


def direct(token: Token, preposition: str) -> list[Token]:
    """The objects of a preposition that depends directly on a word."""
    return [g for c in token.children if c.dep_ in ("prep", "dative", "agent") for g in _pobj(c, preposition)]


def _is_compound(preposition: Token) -> bool:
    return preposition.lower_ in lexicon_of(preposition).small.phrase.compound


def _pobj(child: Token, preposition: str) -> list[Token]:
    if child.lower_ != preposition:
        return []
    return [g for g in child.children if g.dep_ in ("pobj", "pcomp")]


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The objects of a preposition below a verb or noun, or below an object or another preposition of it."""
    found = direct(token, preposition)
    if not found and is_verbal(token):
        for child in token.children:
            if child.dep_ in ("dobj", "attr", "oprd", "acomp", "prt", "advmod", "nsubjpass") and child.i > token.i:
                found = found or direct(child, preposition)
            elif child.dep_ == "prep" and child.lower_ != preposition and not _is_compound(child):
                # "in a meeting with X", "part of talks with X": only if the chain is unbroken in the text
                for inner in child.children:
                    if inner.dep_ == "prep":
                        found = found or _pobj(inner, preposition)
    return found


def is_indefinite(noun: Token) -> bool:
    """Whether a noun has "a" or "an" before it."""
    return any(c.dep_ == "det" and c.lower_ in lexicon_of(noun).small.phrase.indefinite for c in noun.children)
