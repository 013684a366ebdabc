"""The small words that change the meaning of a verb: "called [off]", "held [responsible]", "came [to terms]"."""

from __future__ import annotations

from graph.extract.syntax.tokens import is_negated, is_verb
from graph.extract.words import Token

_PARTICLES = ("prt", "advmod", "prep", "acomp", "dobj", "oprd", "ccomp", "npadvmod")
_OBJECTS = ("dobj", "dative")


def has_particle(verb: Token, particle: str, objects: tuple[str, ...] = ()) -> bool:
    """Whether a verb has this particle, of one or more words, or has none if `particle` is empty.

    `objects` are the slots of the object: a preposition among them may be anywhere after the verb.
    """
    if not particle:
        return not any(c.dep_ == "prt" for c in verb.children)
    if " " in particle:
        return _has_phrase(verb, particle.split())
    if any(c.lower_ == particle and (is_negated(c) or c.nbor(-1).lower_ == "not") for c in verb.rights):
        return False  # "found X not guilty"
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    return (after.lower_ == particle and not _is_meant(after)) or any(
        c.lower_ == particle
        and c.dep_ in _PARTICLES
        and (c.dep_ != "prep" or _is_close(c, verb, objects))
        and not _is_meant(c)
        for c in verb.children
    )


def _is_meant(noun: Token) -> bool:
    """Whether a noun refers to something known and forms no phrase with its verb: "took [that issue] with him"."""
    return noun.dep_ == "dobj" and any(c.dep_ == "det" for c in noun.children)


def _is_close(preposition: Token, verb: Token, objects: tuple[str, ...]) -> bool:
    """Whether a preposition belongs to its verb: "took it to court over a spill" is not "take over".

    A preposition before its verb in a relative clause, "in which he called X", is not a particle.
    """
    between = any(c.dep_ in _OBJECTS and verb.i < c.i < preposition.i for c in verb.children)
    owns = any(c.dep_ == "pobj" for c in preposition.children)  # but "kicked it out of Y" is "kick out"
    return preposition.i > verb.i and (preposition.lower_ in objects or not (between and owns))


def _has_phrase(verb: Token, words: list[str]) -> bool:
    """Whether some words follow a verb and depend on it, one right after the other: "came [to terms] with X"."""
    for first in (t for t in verb.subtree if t.i > verb.i and t.lower_ == words[0]):
        here = [t.lower_ for t in verb.doc[first.i : first.i + len(words)]]
        above = next((a for a in first.ancestors if is_verb(a)), None)
        if here == words and above is not None and above.i == verb.i:
            return not is_negated(first)
    return False
