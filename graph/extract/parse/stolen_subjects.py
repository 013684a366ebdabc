"""Clauses whose subject the parser gave to the clause before: "charged X with fraud and [Sweden] expelled Y".

The name behind "and" is read as one more object of the first verb, and the second verb is left without a subject. No
comma and no "and" is between that name and the verb, so that it can be nothing but the subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VBD", "VBZ", "VBP")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_OBJECTS = ("dobj", "pobj", "attr", "oprd", "dative", "conj", "appos")
_CLAUSES = ("conj", "ccomp", "advcl", "dep")
_NOUNS = ("NOUN", "PROPN", "PRON")
_AUXILIARIES = ("aux", "auxpass", "neg", "advmod")


def give_back(doc: Doc) -> None:
    """Make such a name the subject of the verb right behind it, in place."""
    for verb in list(doc):
        if verb.dep_ in _CLAUSES and _is_finite(verb) and not any(c.dep_ in _SUBJECTS for c in verb.children):
            subject = _before(verb)
            if subject is not None:
                _rehang(subject, verb)


def _is_finite(verb: Token) -> bool:
    """Whether a verb is one that has a subject of its own: not an infinitive, a gerund or a bare participle."""
    return verb.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in (*_FINITE, "MD") for c in verb.lefts)


def _before(verb: Token) -> Token | None:
    """The noun right before a verb and its auxiliaries that the parser joined to an object of the clause before."""
    first = min((c.i for c in verb.lefts if c.dep_ in _AUXILIARIES and c.i > verb.i - 4), default=verb.i)
    if first <= verb.sent.start + 1 or any(t.head.i != verb.i for t in verb.doc[first : verb.i]):
        return None
    noun = verb.doc[first - 1]
    while noun.dep_ in ("appos", "compound", "nmod", "flat") and noun.head.i not in (noun.i, verb.i):
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in _NOUNS or noun.right_edge.i != first - 1:
        return None
    joint = verb.doc[noun.left_edge.i - 1]
    joined = joint.dep_ == "cc" and joint.head.i == noun.head.i
    return noun if joined and noun.head.pos_ in _NOUNS and noun.head.dep_ in _OBJECTS and _is_pair(noun) else None


def _is_pair(noun: Token) -> bool:
    """Whether a noun is the second of two: of "A, B and C signed" the parser's list is as good as any."""
    first = noun.head
    return first.dep_ != "conj" and all(c.i == noun.i for c in first.children if c.dep_ == "conj")


def _rehang(subject: Token, verb: Token) -> None:
    """Hang the name and the "and" before it on the clause to which they belong."""
    joint, before = subject.doc[subject.left_edge.i - 1], subject.head
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    subject.head, subject.dep_ = verb, "nsubjpass" if passive else "nsubj"
    joint.head = verb.head if verb.head.i < joint.i else before
