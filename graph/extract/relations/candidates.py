"""Words between two known entities that might express a relation, but trigger no frame."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.predications.light_verbs import is_copula, is_light
from graph.extract.predications.naming import bearers
from graph.extract.predications.predication import Tie
from graph.extract.predications.reader import Predications
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.syntax.tokens import is_verb
from graph.extract.words import Token

_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "conj", "appos")


class CandidateReader:
    """Searches a text after it was read for words that connect two entities."""

    def __init__(self, arguments: ArgumentReader) -> None:
        self.doc = arguments.doc
        self.predications = Predications()
        self.mentions = arguments.mentions
        self.links = arguments.links
        self.entities = arguments.entities
        self.title_at = arguments.references.title_at

    def untriggered(self) -> Iterator[Token]:
        """The words that connect two entities, in order: verbs, predicates of a copula or light verb, and nouns."""
        seen: set[int] = set()
        for token in self.doc:
            word = self._telling(token)
            if word is not None and word.i not in seen and self._connects(word):
                seen.add(word.i)
                yield word

    def _telling(self, token: Token) -> Token | None:
        """The word that carries the meaning: the noun of "made a film with X"; None if there is none."""
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
        """Whether two different known entities are arguments of a word that is not a copula."""
        return not is_copula(word) and self._connects(word)

    def _connects(self, word: Token) -> bool:
        told = [keys for keys in map(self._known, self._arguments(word)) if keys]
        return any(one != other for n, one in enumerate(told) for other in told[n + 1 :])

    def _arguments(self, word: Token) -> list[Token]:
        """The heads of the arguments of a word and of whatever the word describes."""
        told = [f.heads[0] for f in self.predications.of(word).fillers if f.tie is not Tie.NEAR]
        heads = [*bearers(word), *(self.doc[i] for i in told)]
        return list({t.i: t for t in heads if t.i != word.i}.values())

    def _known(self, head: Token) -> str | None:
        """The node of the first entity in a phrase, not counting clauses."""
        for token in _phrase(head):
            link, found = self.links.get(token.i), self.mentions.by_head.get(token.i)
            key = link.key if link else found.key if found else None
            if key is not None:
                return self.entities.get(key).key
        return None


def _phrase(head: Token) -> Iterator[Token]:
    """A noun and its modifiers, the noun first."""
    yield head
    for child in head.children:
        if child.dep_ not in _CLAUSES:
            yield from _phrase(child)
