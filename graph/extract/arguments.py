"""From the tokens of an argument to the entities that it means: "the words of the secretary", "hundreds of members of X"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph import ontology
from graph.extract.coreference import Coreference
from graph.extract.entities import Node
from graph.extract.events import Argument, EventReader
from graph.extract.nlp import Parsed
from graph.extract.predicates import agents, ancestors, conjuncts, prepositional, subjects
from graph.extract.rules import Rules, fold

if TYPE_CHECKING:
    from spacy.tokens import Token


class ArgumentReader:
    """Resolves argument tokens to entities, through nouns that stand for their owner."""

    def __init__(self, parsed: Parsed, rules: Rules, coreference: Coreference) -> None:
        self.events = EventReader(parsed, rules, self)
        self.transparent = rules.names.transparent
        self.capitals = rules.names.capitals
        self.coreference = coreference
        self.registry = coreference.registry

    def read(
        self,
        tokens: Iterable[Token],
        via: frozenset[str] = frozenset(),
        *,
        only_via: bool = False,
        classes: tuple[str, ...] = (),
    ) -> list[Argument]:
        """The entities of these tokens and their conjuncts, in order, each once.

        Deals and events become nodes where `classes` (of a relation's range) take one.
        """
        found: list[Argument] = []
        for token in tokens:
            for one in conjuncts(token):
                for argument in self._one(one, via, only_via, 0) or self.events.argument(one, classes):
                    if argument.key not in (a.key for a in found):
                        found.append(argument)
        return found

    def node(self, argument: Argument) -> Node:
        """The node of an argument."""
        return self.registry.get(argument.key)

    def fits(self, argument: Argument, classes: Iterable[str]) -> bool:
        """Whether the class of an argument is one of `classes` (or below); no classes fit anything."""
        wanted = tuple(classes)
        own = self.node(argument).decide()
        loaded = ontology.load()
        return not wanted or any(loaded.is_a(own, name) for name in wanted)

    def _one(self, token: Token, via: frozenset[str], only_via: bool, depth: int) -> list[Argument]:
        link = self.coreference.resolve(token.i)
        named = self._apposed(token) if link is None or link.rule.startswith("description") else None
        if named:
            return [] if only_via else [named]
        if link:
            return [] if only_via else [Argument(token.i, link.key, link.score)]
        if depth > 4:
            return []
        if token.dep_ == "appos" and not only_via:
            head = self.coreference.resolve(token.head.i)
            if head and token.head.i in self.coreference.mentions.by_head:
                return [Argument(token.head.i, head.key, round(head.score * 0.95, 2))]
        beside = self._beside(token)
        if beside:
            return [] if only_via else [beside]
        lemma = token.lemma_.lower()
        if lemma in ("they", "them", "it", "these", "those", "which", "that", "this") and via:
            noun = self._nominal(token)
            return self._one(noun, via, only_via, depth + 1) if noun is not None else []
        for kind in sorted(via | {"quantity", "delegate"}):
            if lemma in self.transparent.get(kind, ()):
                owners = self._owners(token, kind)
                below = only_via and kind == "quantity"
                read = [a for o in owners for c in conjuncts(o) for a in self._one(c, via, below, depth + 1)]
                return [Argument(a.token, a.key, round(a.score * 0.95, 2), a.via or lemma) for a in read]
        return []

    def _apposed(self, token: Token) -> Argument | None:
        """The name behind a description: "the prison agency, SNAI"."""
        for child in token.children:
            named = child.dep_ == "appos" and child.i in self.coreference.mentions.by_head
            link = self.coreference.resolve(child.i) if named else None
            if link and link.rule in ("mention.name", "mention.city", "mention.country"):
                return Argument(child.i, link.key, round(link.score * 0.95, 2))
        return None

    def _beside(self, token: Token) -> Argument | None:
        """The title right after the preposition, where the parser made a later word the head: "by the U.S. Secretary …"."""
        if token.head.pos_ != "ADP" or token.head.i > token.i:
            return None
        title = self.coreference.title_at.get(token.head.i + 1)
        if title is None or title.start != token.head.i + 1 or title.end > token.i:
            return None
        link = self.coreference.resolve(title.head)
        return Argument(title.head, link.key, round(link.score * 0.9, 2)) if link else None

    def acting(self, argument: Argument, classes: Iterable[str]) -> Argument:
        """An argument as one of `classes`: a capital that acts or is acted upon stands for its country."""
        node = self.node(argument)
        capital = node.type == "City" and any(fold(n) in self.capitals for n in node.names)
        if capital and node.country and not self.fits(argument, classes):
            return Argument(argument.token, node.country, round(argument.score * 0.9, 2), "capital")
        return argument

    def _owners(self, noun: Token, kind: str) -> list[Token]:
        """Whose noun it is: possessor, "by X", "made by X", "of X", "from X", or a name before it."""
        if kind in ("member", "quantity", "delegate"):
            found = prepositional(noun, "of") + (prepositional(noun, "from") if kind == "delegate" else [])
            found += [c for c in noun.children if c.dep_ in ("compound", "nmod", "poss") and c.i < noun.i]
            return found[:1]
        found = [c for c in noun.children if c.dep_ == "poss"]
        found += prepositional(noun, "by")
        for clause in noun.children:
            if clause.dep_ in ("acl", "relcl"):
                found += agents(clause)
                if clause.dep_ == "relcl" and not found:
                    found += [c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
        for preposition in ("of", "from"):
            found += prepositional(noun, preposition)
        return found[:1]

    def _nominal(self, token: Token) -> Token | None:
        """The noun that a pronoun for a thing stands for: the subject of the clause it is coordinated with or under."""
        plural = token.lower_ in ("they", "them", "these", "those")
        for above in ancestors(token):
            if above.pos_ not in ("VERB", "AUX"):
                continue
            candidates = [c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")]
            candidates += [
                c for v in above.children if v.dep_ == "ccomp" for c in v.children if c.dep_ in ("nsubj", "nsubjpass")
            ]
            if above.dep_ == "conj" and above.head.pos_ in ("VERB", "AUX"):
                candidates += subjects(above.head)
            for candidate in candidates:
                fits = (candidate.tag_ in ("NNS", "NNPS")) == plural
                if candidate.i < token.i and candidate.pos_ == "NOUN" and fits:
                    return candidate
        return None


def utterance_above(token: Token, utterances: frozenset[str]) -> Token | None:
    """The nearest noun of speech that a token hangs below: what "which" means in "a statement by X after Y, which …"."""
    return next((a for a in ancestors(token) if a.pos_ == "NOUN" and a.lemma_.lower() in utterances), None)
