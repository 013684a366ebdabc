"""Deals and events as nodes, with participants, place and date: "a deal X is negotiating with Y"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.names.nodes import Node
from graph.extract.parse.dates import When
from graph.extract.reference.additions import Additions, named
from graph.extract.reference.links import Argument
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import prepositional
from graph.extract.words import Token


class EventReader:
    """Makes nodes for deals and events; an article has one node for each kind of event with the same participants."""

    def __init__(self, lexicon: Lexicon, entities: Additions, read: Callable[[list[Token]], list[Argument]]) -> None:
        """`read` leads from the tokens of participants to the entities that they mean."""
        self.kinds = lexicon.names.events
        self.gatherings, self.gathering = lexicon.names.gatherings, lexicon.names.gathering
        self.entities = entities
        self.ontology = lexicon.ontology
        self.read = read
        self.last: dict[str, str] = {}

    def argument(self, token: Token, classes: tuple[str, ...]) -> list[Argument]:
        """The event that a noun names, if one of `classes` includes it and the text says enough for a node."""
        kind = self.kinds.get(token.lemma_.lower())
        gathering = self._gathering(token) if any(self.ontology.is_a(self.gathering, c) for c in classes) else None
        if gathering is not None and (kind is None or len(_participants(token, kind)) < 2):
            return [gathering]
        if kind is None or token.pos_ not in ("NOUN", "PROPN") or not any(self.ontology.is_a(kind, c) for c in classes):
            return []
        node = self._node(token, kind)
        if node is None:
            earlier = self.last.get(kind)
            definite = any(c.lower_ in lexicon_of(token).small.reference.known for c in token.children)
            return [Argument(token.i, earlier, 0.7)] if earlier and definite else []
        self.last[kind] = node.key
        return [Argument(token.i, node.key, 0.85)]

    def _gathering(self, noun: Token) -> Argument | None:
        """A gathering at which somebody speaks, identified by its words and place: "a town hall in Berlin"."""
        before = noun.nbor(-1).lower_ if noun.i else ""
        if noun.pos_ != "NOUN" or not {noun.lemma_.lower(), f"{before} {noun.lemma_.lower()}"} & self.gatherings:
            return None
        words = [t for t in noun.subtree if t.i < noun.i and t.dep_ in ("compound", "amod") and t.head.i == noun.i]
        place = next((t for t in prepositional(noun, "in") if t.pos_ == "PROPN"), None)
        label = " ".join(t.text for t in (*words, noun))
        label += f" in {self.entities.get(found[0].key).label}" if place and (found := self.read([place])) else ""
        made = named(f"gathering:{fold(label)}", self.gathering, label, noun.i)
        return Argument(noun.i, self.entities.add(made).key, 0.8)

    def encounter(
        self, kind: str, participants: Iterable[str], place: str | None, when: When | None, first: int
    ) -> None:
        """Record a meeting or visit that a relation reports; a known date or place is never replaced later."""
        node = self._make(kind, tuple(sorted(set(participants))), "", first, visited=place if kind == "Visit" else None)
        later = when and (node.when is None or when.latest - when.earliest < node.when.latest - node.when.earliest)
        self.entities.put(replace(node, place=node.place or place, when=when if later else node.when))

    def _node(self, noun: Token, kind: str) -> Node | None:
        participants = tuple(sorted({a.key for a in self.read(_participants(noun, kind))}))
        purpose = _purpose(noun) if kind == "Deal" else ""
        if len(participants) + bool(purpose) < 2:
            return None
        return self._make(kind, participants, purpose, noun.i)

    def _make(
        self, kind: str, participants: tuple[str, ...], purpose: str, first: int, visited: str | None = None
    ) -> Node:
        entities = self.entities
        names = sorted(entities.get(k).label for k in participants)
        label = kind.lower() + (f" {purpose}" if purpose else "")
        if visited:
            label = f"visit of {' and '.join(names)} to {entities.get(visited).label}"
        elif names:
            joint = "between" if len(names) > 1 else "with"
            label += f" ({' and '.join(names)})" if purpose else f" {joint} {' and '.join(names)}"
        key = f"{kind.lower()}:{'+'.join(participants)}:{visited or ''}"
        return entities.add(replace(named(key, kind, label, first), participants=participants))


def _participants(noun: Token, kind: str) -> list[Token]:
    """The participants of what a noun names: "with X", "between X and Y", "X's", or the subject of its verb."""
    tokens = [t for p in lexicon_of(noun).small.reference.participant for t in prepositional(noun, p)]
    tokens += [c for c in noun.children if c.dep_ == "poss"]
    for clause in noun.children:
        # "A treaty that X signed" is X's treaty; one that X rejected is not.
        own = clause.lemma_.lower() in lexicon_of(noun).small.reference.entering
        if clause.dep_ in ("relcl", "acl") and kind == "Deal" and own and not _infinitive(clause):
            tokens += [c for c in clause.children if c.dep_ == "nsubj"] + prepositional(clause, "with")
    if not tokens and noun.dep_ == "dobj":
        tokens = subjects(noun.head) + prepositional(noun.head, "with")
    return tokens


def _purpose(noun: Token) -> str:
    """What a deal is for: "to acquire aircraft", "for fighter jets", or the noun before it."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl")]
    for clause in [*clauses, *(g for c in clauses for g in c.children if g.dep_ in ("xcomp", "advcl"))]:
        if _infinitive(clause):
            goal = next((c for c in clause.children if c.dep_ == "dobj"), None)
            return f"to {clause.lemma_} {_noun_words(goal)}" if goal is not None else ""
    goals = prepositional(noun, "for") + prepositional(noun, "on")
    if goals:
        return f"for {_noun_words(goals[0])}"
    before = [c.text for c in noun.children if c.dep_ == "compound"]
    return f"on {' '.join(before)}" if before else ""


def _noun_words(noun: Token) -> str:
    words = [t for t in noun.subtree if t.i <= noun.i and t.dep_ in ("compound", "amod", "nummod", "dobj", "pobj")]
    return " ".join(t.text for t in words)


def _infinitive(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
