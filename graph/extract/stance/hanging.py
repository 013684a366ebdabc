"""The form in which a predicate depends on another word, and the name of that word in the table of certainty.

The forms are those of `certainty.toml`: a clause, an infinitive, a gerund, an event named by a noun, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.stance.factuality import Governors
from graph.extract.syntax.attachment import governor
from graph.extract.syntax.tokens import is_verbal
from graph.extract.words import Token

_COMPLEMENTS = ("xcomp", "ccomp", "oprd", "csubj", "csubjpass")
_CLAUSES = (*_COMPLEMENTS, "acl", "relcl", "advcl")
_QUALITIES = ("amod", "advmod", "nmod", "npadvmod")
_PREPOSITIONS = ("prep", "agent", "mark", "advmod", "dative")

Name = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A predicate below `above`: its form, and the words that may govern it there, the most specific first.

    Each has a name in the table and its token: the word above, a preposition or a conjunction.
    """

    form: str
    above: Token
    names: tuple[Name, ...]


class HangingReader:
    """Reads the form in which a predicate depends on the word that governs it."""

    def __init__(self, lexicon: Lexicon, governors: Governors) -> None:
        self.governing = lexicon.certainty.governing
        self.definite = lexicon.clauses.determiners.definite
        self.governors = governors

    def read(self, token: Token, head: Token) -> Hanging | None:
        """How a predicate depends on its head; None if nothing above says anything about it."""
        if token.dep_ in ("pcomp", "pobj") and head.dep_ in _PREPOSITIONS:
            above, preposition = governor(head), head.lower_
            through = [(f"{name}_{preposition}", above.i) for name in (self.governors.key(above), above.lower_)]
            through.append((f"_{preposition}", head.i))
            return Hanging("gerund" if is_verbal(token) else self._event(token), above, tuple(through))
        own = (self.governors.key(head), head.lemma_.lower(), head.lower_)
        names = (*_verdicts(head), *((name, head.i) for name in own))
        if token.dep_ in _CLAUSES and (is_verbal(token) or token.dep_ in ("ccomp", "xcomp", "relcl", "advcl")):
            return Hanging(_clause(token), head, self.marks(token) or names)
        if token.dep_ == "amod" and is_verbal(token):
            return Hanging("modifier", head, names)
        form = "compound" if token.dep_ == "compound" else "quality" if token.dep_ in _QUALITIES else ""
        if token.dep_ in ("dobj", "nsubjpass", "nsubj"):
            form = "subject" if token.dep_ == "nsubj" else self._event(token)
        return Hanging(form, head, names) if form else None

    def marks(self, clause: Token) -> tuple[Name, ...]:
        """The conjunctions of an adverbial clause, or of a clause that leaves a question open: "whether"."""
        adverbs = (c for c in clause.children if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB"))
        marks = tuple((c.lower_, c.i) for c in adverbs)
        if clause.dep_ == "advcl":
            return marks
        return tuple((mark, at) for mark, at in marks if ("clause", mark) in self.governing)

    def condition(self, clause: Token) -> int | None:
        """The conjunction of a conditional clause: "if X does"."""
        rows = ((self.governing.get(("adverbial", mark)), at) for mark, at in self.marks(clause))
        found = (at for row, at in rows if row is not None and row.id == "conditional")
        return next(found, None) if clause.dep_ == "advcl" else None

    def _event(self, noun: Token) -> str:
        """The form of the event that a noun names: whether it is taken as known ("the attack", "his visit") or not."""
        pointed = any(c.dep_ == "poss" or c.lower_ in self.definite for c in noun.children)
        return "known" if pointed or noun.pos_ == "PROPN" else "event"


def _verdicts(verb: Token) -> tuple[Name, ...]:
    """The words with which a verb judges its complement: "it is [unlikely] that", "the [aim] is to"."""
    roles = ("acomp", "attr", "oprd", "nsubj") if verb.lemma_ == "be" else ("acomp", "oprd")
    return tuple((c.lemma_.lower(), c.i) for role in roles for c in verb.children if c.dep_ == role)


def _clause(token: Token) -> str:
    """The form of a clause, from its verb and its dependency."""
    auxiliaries = {c.lower_ for c in token.children if c.dep_ == "aux"}
    infinitive = "to" in auxiliaries
    if token.dep_ in _COMPLEMENTS:
        if infinitive or (token.tag_ == "VB" and not auxiliaries and token.dep_ != "csubj"):
            return "infinitive"
        return "gerund" if token.tag_ == "VBG" and not auxiliaries else "clause"
    if token.dep_ == "advcl":
        return "purpose" if infinitive else "adverbial"
    if infinitive:
        return "infinitive"
    content = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    return "clause" if content else "relative" if token.dep_ == "relcl" else "participle"
