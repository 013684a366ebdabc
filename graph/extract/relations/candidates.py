"""Words that might express a relation and are no trigger of a frame: those between two that are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.extract.predications.light_verbs import is_copula, is_light
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.tokens import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = ("nsubj", "nsubjpass", "dobj", "dative", "poss", "oprd", "attr")
_PREPOSITIONS = ("prep", "agent", "dative")
_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "conj", "appos")


class CandidateReader:
    """Looks at one text that was read for words that connect two entities."""

    def __init__(self, arguments: ArgumentReader) -> None:
        self.doc = arguments.doc
        self.mentions = arguments.mentions
        self.links = arguments.links
        self.entities = arguments.entities
        self.title_at = arguments.references.title_at

    def untriggered(self) -> Iterator[Token]:
        """The words that connect two, in order: verbs, what a copula or light verb says, and nouns."""
        seen: set[int] = set()
        for token in self.doc:
            word = self._telling(token)
            if word is not None and word.i not in seen and self._connects(word):
                seen.add(word.i)
                yield word

    def _telling(self, token: Token) -> Token | None:
        """The word that says what is the case: of "made a film with X" the noun; None where there is none."""
        if token.dep_ in ("aux", "auxpass") or token.i in self.mentions.by_token or token.i in self.title_at:
            return None
        if not is_verb(token):
            return token if token.pos_ == "NOUN" else None
        if is_copula(token) or is_light(token):
            roles = ("attr", "acomp", "oprd") if is_copula(token) else ("dobj",)
            said = [c for c in token.children if c.dep_ in roles and c.pos_ in ("NOUN", "ADJ")]
            free = (c for c in said if c.i not in self.mentions.by_token and c.i not in self.title_at)
            return next(free, None if is_copula(token) else token)
        return token

    def connects(self, word: Token) -> bool:
        """Whether two different entities that are known are arguments of a word that is no copula."""
        return not is_copula(word) and self._connects(word)

    def _connects(self, word: Token) -> bool:
        told = [keys for keys in map(self._known, self._arguments(word)) if keys]
        return any(one != other for n, one in enumerate(told) for other in told[n + 1 :])

    def _arguments(self, word: Token) -> list[Token]:
        """The heads of all that hangs on a word, and what its copula or light verb lends it."""
        heads = list(syntax.subjects(word)) if is_verb(word) else []
        own = [word]
        lends = word.dep_ in ("attr", "acomp") or (word.dep_ == "dobj" and is_light(word.head))
        if lends and is_verb(word.head):
            heads += syntax.subjects(word.head)
            own.append(word.head)
        for one in own:
            heads += [c for c in one.children if c.dep_ in _OWN]
            heads += [g for c in one.children if c.dep_ in _PREPOSITIONS for g in c.children if g.dep_ == "pobj"]
        return list({t.i: t for t in heads if t.i != word.i}.values())

    def _known(self, head: Token) -> str | None:
        """The node of the first entity in a phrase, without the clauses that hang on it."""
        for token in _phrase(head):
            link, found = self.links.get(token.i), self.mentions.by_head.get(token.i)
            key = link.key if link else found.key if found else None
            if key is not None:
                return self.entities.get(key).key
        return None


def _phrase(head: Token) -> Iterator[Token]:
    """A noun and what modifies it, the noun first."""
    yield head
    for child in head.children:
        if child.dep_ not in _CLAUSES:
            yield from _phrase(child)
