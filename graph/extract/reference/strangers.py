"""Who and what a pronoun may mean that has no name: where there is such a one, no name before it is taken instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.reference.links import Link
from graph.extract.reference.salience import Discourse
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = ("VERB", "AUX")


class StrangerReader:
    """Finds those without a name of whom the pronouns of one article may speak; `resolve` leads from token to node."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon, resolve: Callable[[int], Link | None]) -> None:
        self.parsed = discourse.parsed
        self.doc = discourse.doc
        self.offices = lexicon.offices
        self.kinds = (lexicon.names.nouns, lexicon.descriptions.nouns)
        self.resolve = resolve

    def before(self, token: Token) -> bool:
        """Whether somebody whose name is not known was the subject before: "since the mayor signed it, he …"."""
        start = self.parsed.sentence(token).start
        before = (t for t in self.doc[start : token.i] if t.dep_ in ("nsubj", "nsubjpass") and t.tag_ == "NN")
        definite = (t for t in before if any(c.lower_ == "the" for c in t.children))
        return any(self._is_person(t.lemma_.lower()) and self.resolve(t.i) is None for t in definite)

    def relative(self, token: Token, gender: str) -> bool:
        """Whether somebody's wife or brother without a name was spoken of before, of whom a pronoun may speak."""
        start = self.parsed.sentence(token).start
        owned = (t for t in self.doc[start : token.i] if t.lemma_.lower() in self.offices.kin and t.dep_ != "compound")
        return any(
            self.offices.gender.get(t.lemma_.lower()) == gender and self.resolve(t.i) is None
            for t in owned
            if not any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in t.children)
        )

    def thing(self, token: Token) -> bool:
        """Whether the nearest subject above that "it" can mean is a thing: "the move has critics, who say it …"."""
        above = (a for a in ancestors(token) if a.pos_ in _VERBAL)
        found = (s for verb in above for s in subjects(verb)[:1] if s.i < token.i)
        single = (s for s in found if s.tag_ in ("NN", "NNP") and not self._is_person(s.lemma_.lower()))
        nearest = next((s for s in single if s.tag_ == "NN" or not self._is_human(s)), None)
        if nearest is None or nearest.tag_ != "NN" or self.resolve(nearest.i) is not None:
            return False
        return all(nearest.lemma_.lower() not in kinds for kinds in self.kinds)

    def _is_human(self, name: Token) -> bool:
        return name.ent_type_ == "PERSON"

    def _is_person(self, noun: str) -> bool:
        return self.kinds[0].get(noun) == "Person" or self.offices.is_noun(noun)
