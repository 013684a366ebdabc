"""The slots of frames: which tokens stand in which role of a verb or noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import of
from graph.extract.parse import predicates as syntax
from graph.extract.relations import nested_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token


FIRST = "*"
"""Behind a preposition: anywhere in the clause."""


def slot(token: Token, name: str, subject: list[Token]) -> list[Token]:
    """The tokens in one slot of a verb or noun.

    `name` is explained at the head of `frames.toml`; what is no name of a role is a preposition. `subject` are
    the tokens of the subject, for the slots `subj` and `conj`.
    """
    if name == "subj":
        return subject
    if name == "conj":
        return [c for s in subject for c in syntax.conjuncts(s)[1:]]
    if name in ROLES:
        return ROLES[name](token)
    if name.endswith(FIRST):
        return nested_nouns.low(token, name.removesuffix(FIRST))
    return _prepositional(token, name)


def phrase(token: Token, predicate: Token) -> tuple[int, int]:
    """The range of the phrase of a token, on its side of the predicate."""
    indices = [t.i for t in token.subtree if (t.i > predicate.i) == (token.i > predicate.i)]
    return min(indices), max(indices) + 1


def is_light(verb: Token) -> bool:
    """Whether a verb lends its arguments to the event noun below it: "made a visit to X"."""
    lemma, light = verb.lemma_.lower(), of(verb).clauses.verbs.light
    return lemma in light or (verb.pos_ == "VERB" and lemma + "e" in light)


def light_verb(noun: Token) -> Token | None:
    """The light verb whose object or passive subject an event noun is, itself or as "a wave of [strikes]"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    shown = nested_nouns.carrying(noun)
    return shown.head if shown.dep_ in ("dobj", "nsubjpass") and is_light(shown.head) else None


def _described(noun: Token) -> list[Token]:
    """What a noun is an apposition to, or the subject that it is said to be."""
    if noun.dep_ == "appos":
        return [noun.head]
    return syntax.subjects(noun.head) if noun.dep_ == "attr" else []


def _prepositional(token: Token, preposition: str) -> list[Token]:
    found = syntax.prepositional(token, preposition)
    verb = light_verb(token)
    if not found and verb is not None and verb.i < token.i:
        found = [t for t in syntax.prepositional(verb, preposition) if t.i > token.i]
    if not found and preposition == "by" and token.pos_ == "NOUN":
        # "the arrest of X by Y": the parser may hang Y on X
        found = [t for of in syntax.prepositional(token, "of") for t in syntax.prepositional(of, "by")]
        if not found and token.dep_ == "dobj":
            # "upheld the conviction of X by Y": an active verb has no agent
            found = [t for t in syntax.agents(token.head) if t.i > token.i and syntax.subjects(token.head)]
    return found


def _dependents(role: str) -> Callable[[Token], list[Token]]:
    return lambda token: [c for c in token.children if c.dep_ == role]


def _asked(verb: Token) -> list[Token]:
    """The subjects of the clauses below a verb: who is to act in "demanded that X resign"."""
    below = [c for c in verb.children if c.dep_ == "ccomp"] or syntax.asked(verb)
    return [g for c in below for g in c.children if g.dep_ in ("nsubj", "nsubjpass")]


ROLES: dict[str, Callable[[Token], list[Token]]] = {
    "obj": syntax.objects,
    "poss": _dependents("poss"),
    "compound": _dependents("compound"),
    "self": lambda token: [token],
    "appos": _described,
    "oprd": syntax.complements,
    "inside": nested_nouns.inside,
    "agent": _asked,
}
