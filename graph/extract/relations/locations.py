"""Where things are, if no verb says so: "the Venezuelan gang", "the prison in El Salvador"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Found
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.tokens import is_verb, prepositional
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.words import Token

_REACH = 5
"""How many words before a noun its nationality may be: "the feared Venezuelan criminal group"."""


class SeatReader:
    """Reads seats, locations and fields of activity in one text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.nouns = lexicon.names.nouns
        self.small = lexicon.small.relation
        self.arguments = arguments
        self.mentions = arguments.mentions
        self.entities = arguments.entities
        self.idle = lexicon.clauses.verbs.idle
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles.classes

    def read(self) -> Iterator[Relation]:
        """Where organisations are based, where facilities are, and then where gangs operate."""
        yield from self._seats()
        yield from self._headquarters()
        yield from self._activities()

    def _seats(self) -> Iterator[Relation]:
        """ "Tren de Aragua, the Venezuelan criminal group" is based in Venezuela; "the prison in X" is in X."""
        seen: set[tuple[str, str, str]] = set()
        for found in self.mentions.found:
            if found.kind != "name":
                continue
            node = self.entities.get(found.key)
            if self.ontology.is_a(node.type, "Organization"):
                relation, places = "basedIn", self._described_seats(found)
            elif self.ontology.is_a(node.type, "Facility"):
                relation, places = "locatedIn", self._locations(found.head)
            else:
                continue
            own = self.parsed.quote_of[found.head] < 0
            for place, predicate in places:
                key = (node.key, relation, place.key)
                if key not in seen and place.key != node.key:
                    seen.add(key)
                    subject = Argument(found.head, node.key, 0.9)
                    yield Relation(relation, f"apposition.{relation}", predicate, subject, place, 0.8, own_voice=own)

    def _headquarters(self) -> Iterator[Relation]:
        """ "The London-based fund": whatever is named or described in this way is based there."""
        for token in self.doc[2:]:
            if token.lower_ not in self.small.seated or self.doc[token.i - 1].text != "-" or token.head.i <= token.i:
                continue
            place = self.mentions.by_token.get(token.i - 2)
            if place is None or not self.ontology.is_a(self.entities.get(place.key).type, "Place"):
                continue
            own = self.parsed.quote_of[token.i] < 0
            for based in self.arguments.read([token.head])[:1]:
                if self.ontology.is_a(self.arguments.node(based).type, "Agent") and based.key != place.key:
                    seat = Argument(place.head, place.key, 0.9)
                    yield Relation("basedIn", "modifier.basedIn", token.i, based, seat, 0.85, own_voice=own)

    def _described_seats(self, name: Found) -> Iterator[tuple[Argument, int]]:
        """The countries in the descriptions next to a name, each with the noun of its description."""
        root = self.doc.root(name.start, name.end)
        nouns = [c for c in root.children if c.dep_ == "appos" and c.i >= name.end]
        before = self.doc[name.start - 1] if name.start else None
        if before is not None and before.pos_ == "NOUN" and before.tag_ == "NN":
            nouns.append(before)
        for noun in nouns:
            kind = class_of_noun(self.doc, noun.i, self.nouns)
            if kind is None or not self.ontology.is_a(kind, "Organization") or kind == "Outlet":
                continue
            for i in range(max(noun.i - _REACH, 0), noun.i):
                found = self.mentions.by_token.get(i)
                joined = all(t.pos_ in ("ADJ", "NOUN", "PROPN", "PUNCT") for t in self.doc[i : noun.i])
                if found and found.kind == "demonym" and joined:
                    yield Argument(i, self.entities.get(found.key).key, 0.9), noun.i

    def _locations(self, head: int) -> Iterator[tuple[Argument, int]]:
        """The places after the name of a facility."""
        tokens = [t for p in self.small.site for t in prepositional(self.doc[head], p)]
        for place in self.arguments.read(tokens):
            if self.arguments.fits(place, ("Place",)) and not self.arguments.fits(place, ("Facility",)):
                yield place, head

    def _activities(self) -> Iterator[Relation]:
        """A gang that is reported to do something in a place, now and not on a single day, operates there."""
        for token in self.doc:
            present = token.tag_ in ("VBG", "VBZ", "VBP") and is_verb(token)
            if not present or token.lemma_.lower() in self.idle:
                continue
            actors = self.arguments.read(syntax.subjects(token))
            gangs = [a for a in actors if self.arguments.fits(a, self.roles.gang)]
            if gangs:
                yield from self._operations(token, gangs[0])

    def _operations(self, verb: Token, gang: Argument) -> Iterator[Relation]:
        """The places in which a gang does what a verb says."""
        tokens = [t for p in self.small.spread for t in prepositional(verb, p)]
        own = verb.dep_ in ("pcomp", "acl", "relcl") and self.parsed.quote_of[verb.i] < 0
        rule = f"activity.{verb.lemma_.lower()}"
        for place in self.arguments.read(tokens):
            if self.arguments.fits(place, self.roles.territory):
                yield Relation("operatesIn", rule, verb.i, gang, place, 0.7, own_voice=own)

    def located_by_visit(self, relations: list[Relation]) -> list[Relation]:
        """ "El Salvador, where X visited the prison": the prison is in El Salvador."""
        found = []
        for relation in relations:
            predicate = self.doc[relation.predicate]
            if relation.relation != "visited" or not relation.at or not relation.object or predicate.dep_ != "relcl":
                continue
            where = any(c.lower_ == "where" for c in predicate.children)
            if where and self.arguments.fits(relation.object, ("Facility",)):
                place, facility = relation.at, relation.object
                found.append(Relation("locatedIn", "clause.where", relation.predicate, facility, place, 0.75))
        return found
