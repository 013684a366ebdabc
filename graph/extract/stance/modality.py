"""The modality of an act: done, intended ("will release"), or refused ("will not")."""

from __future__ import annotations

from graph.extract.lexicon.entries import StanceWords
from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import is_in_name, is_negated
from graph.extract.words import Token

DONE, INTENDED, REFUSED = "done", "intended", "refused"
_HIGHEST = 6
"""How many verbs above a predicate are considered."""


class ModalityReader:
    """Reads from the auxiliaries around a predicate whether its subject intends or refuses to do it."""

    def __init__(self, words: StanceWords) -> None:
        self.future = words.future
        self.particles = words.particles
        self.planning = words.planning
        self.negative = words.negative_verbs

    def read(self, predicate: Token) -> str:
        """The modality of a verb, or of a noun in the clause of its light verb."""
        token = predicate
        for _ in range(_HIGHEST):
            found = self._of(token)
            if found != DONE:
                return found
            above = token.head
            chained = token.dep_ in ("xcomp", "conj", "dobj", "nsubjpass")
            if not chained or above.i == token.i or above.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
                break
            if token.dep_ == "xcomp" and above.lemma_.lower() in self.planning:
                return INTENDED
            if token.dep_ in ("dobj", "nsubjpass") and above.lemma_.lower() in self.negative:
                return REFUSED
            token = above
        return DONE

    def _of(self, token: Token) -> str:
        """The modality of a single verb, from the words next to it."""
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        if marks & lexicon_of(token).small.stance.condition:
            return DONE
        auxiliaries = {c.lower_ for c in token.children if c.dep_ == "aux"}
        meant = bool(auxiliaries & self.future) or ("would" in auxiliaries and is_reported(token))
        negated = is_negated(token) or any(c.lower_ in self.particles and not is_in_name(c) for c in token.children)
        if not meant:
            return DONE
        return REFUSED if negated else INTENDED


def is_reported(verb: Token) -> bool:
    """Whether a verb is the content of a past report, in which "would" expresses the future: "said it would"."""
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN", "VBG")
