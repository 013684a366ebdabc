"""Who is meant by age, origin or order, or ahead of the name: "the 54-year-old", "the Lima native", "the latter"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Found, Node
from graph.extract.reference.links import Link
from graph.extract.reference.salience import Discourse
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import clause_of, conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative", "conj")
_FARTHEST = 2
"""How many sentences back those are looked for who are meant."""
_SCORE = 0.8


class EpithetReader:
    """Resolves the epithets of one article, each only where a single one fits; `resolve` leads on from a token."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon, resolve: Callable[[int], Link | None]) -> None:
        self.discourse = discourse
        self.doc = discourse.doc
        self.sentence_of = discourse.parsed.sentence_of
        self.entities = discourse.entities
        self.words = lexicon.small.reference
        self.gender = lexicon.offices.gender
        self.kin = lexicon.offices.kin
        self.pronouns = lexicon.clauses.pronouns
        self.resolve = resolve
        self.named: dict[int, list[Found]] = {}
        for found in sorted(discourse.mentions.found, key=lambda f: f.start):
            if found.kind in ("name", "country"):
                self.named.setdefault(self.sentence_of[found.head], []).append(found)

    def read(self, token: Token) -> Link | None:
        """Whom an epithet means; None where it is none, or may mean several."""
        the = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
        if not the or token.dep_ not in _ARGUMENTS or token.i in self.discourse.mentions.by_head:
            return None
        if token.lower_ in (*self.words.first_of_two, *self.words.second_of_two):
            return self._of_two(token)
        return self._person(token) if self._is_epithet(token) else None

    def _is_epithet(self, token: Token) -> bool:
        """ "The 54-year-old", "the Lima native", "the father of two"."""
        low, before = token.lower_, [t.lower_ for t in self.doc[max(token.i - 2, 0) : token.i]]
        if low == "old":
            return before[:1] == ["year"] or "year" in before
        if low in self.words.native:
            return any(c.dep_ in ("compound", "amod", "nmod") and c.is_title for c in token.children)
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        return low in self.kin and of is not None and any(c.tag_ == "CD" for c in of.children)

    def _person(self, token: Token) -> Link | None:
        """The only person who was named in the nearest sentence in which one was."""
        here, gender = self.sentence_of[token.i], self.gender.get(token.lower_)
        for sentence in range(here - 1, max(here - _FARTHEST, 0) - 1, -1):
            nodes = {self.entities.get(f.key).key: self.entities.get(f.key) for f in self.named.get(sentence, ())}
            persons = [n for n in nodes.values() if n.type == "Person"]
            if persons:
                fitting = [n for n in persons if _agrees(n, gender)]
                return Link(fitting[0].key, "description.epithet", _SCORE) if len(fitting) == 1 else None
        return None

    def _of_two(self, token: Token) -> Link | None:
        """ "The former", "the latter": of two who were named side by side, or the only two who were named."""
        here = self.sentence_of[token.i]
        for sentence in range(here, max(here - _FARTHEST, 0) - 1, -1):
            before = [f for f in self.named.get(sentence, ()) if f.end <= token.i]
            pairs = {f.head: {t.i for t in conjuncts(self.doc[f.head])} for f in before}
            beside = [f for f in before if len(pairs[f.head]) == 2 and pairs[f.head] <= pairs.keys()]
            found = list(dict.fromkeys(self.entities.get(f.key).key for f in beside or before))
            if found:
                last = token.lower_ in self.words.second_of_two
                return Link(found[-1 if last else 0], "description.order", _SCORE) if len(found) == 2 else None
        return None

    def ahead(self, pronoun: Token) -> Link | None:
        """Who a pronoun in front of its name means: "before [she] sued X, Y met Z"."""
        clause = clause_of(pronoun)
        main = clause.head
        fronted = clause.dep_ == "advcl" and clause.i < main.i and pronoun.i < clause.right_edge.i < main.i
        gender = self._gender(pronoun)
        if not fronted or gender is None:
            return None
        for subject in subjects(main)[:1]:
            link = self.resolve(subject.i) if subject.i > clause.i and subject.pos_ != "PRON" else None
            node = self.discourse.node(link) if link else None
            if node is not None and node.type == "Person" and _agrees(node, gender):
                return Link(node.key, "pronoun.ahead", _SCORE)
        return None

    def _gender(self, pronoun: Token) -> str | None:
        if pronoun.lower_ in self.pronouns.male:
            return "male"
        return "female" if pronoun.lower_ in self.pronouns.female else None


def _agrees(node: Node, gender: str | None) -> bool:
    return not gender or not node.gender or node.gender == gender
