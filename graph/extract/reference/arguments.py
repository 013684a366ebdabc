"""From the tokens of an argument to the entities that it means: "the words of the secretary", "hundreds of its men"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.evidence import WEIGHTS
from graph.extract.names.nodes import Node
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import Additions
from graph.extract.reference.anaphors import RepeatReader
from graph.extract.reference.events import EventReader
from graph.extract.reference.groups import GroupReader, members
from graph.extract.reference.links import Argument, References, weaker
from graph.extract.reference.metonyms import StandIns
from graph.extract.reference.unnamed import DescribedReader
from graph.extract.syntax.tokens import conjuncts, joined, prepositional
from graph.extract.words import Token
from graph.model import Reference

_NAMED = ("mention.name", "mention.city", "mention.country")
_DEEPEST = 4  # how many nouns may stand for each other: "a spokesman of the office of the members of …"


@dataclass(frozen=True, slots=True)
class Scope:
    """What may fill a slot.

    `via` lists the kinds of nouns that stand for their owner (entities.toml, [transparent]; "means" and "issued" for
    the means by which something is done); with `only_via` nothing else counts. A noun phrase without a name becomes a
    node if its class is one of `describing`, classes of the ontology. With `personal`, what happens to an official does
    not happen to the state. With `speaking` the argument is a speaker: an official does not speak as the state, and "an
    expert" counts. With `single`, one or some of a group are not the group: a charge against "an official" is not a
    charge against the state.
    """

    via: frozenset[str] = frozenset()
    only_via: bool = False
    describing: tuple[str, ...] = ()
    personal: bool = False
    speaking: bool = False
    single: bool = False


_PLAIN = Scope()


class ArgumentReader:
    """Resolves the tokens of arguments to entities, also through nouns that stand for their owner."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, references: References) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.standins = StandIns(lexicon, references.mentions)
        self.names = lexicon.names
        self.ontology = lexicon.ontology
        self.state = lexicon.roles.classes.state
        self.pronouns = lexicon.clauses.pronouns
        self.references = references
        self.links = references.links
        self.mentions = references.mentions
        self.entities = Additions(lexicon, references.entities)
        # One verb may trigger many frames, which ask for the same arguments.
        self.known: dict[tuple[int, Scope], list[Argument]] = {}
        self.events = EventReader(lexicon, self.entities, self.read)
        self.described = DescribedReader(parsed, lexicon, references, self.entities, self._name)
        self.repeats = RepeatReader(parsed, lexicon, self.described)
        self.groups = GroupReader(parsed, lexicon, references, self.entities, self.described)

    def read(
        self,
        tokens: Iterable[Token],
        scope: Scope = _PLAIN,
        *,
        classes: tuple[str, ...] = (),
        predicate: Token | None = None,
    ) -> list[Argument]:
        """The entities meant by some tokens and their conjuncts, in order, each once.

        Deals and events become nodes if `classes` (from a relation's range) include theirs. `predicate` is the word
        that has these arguments: "X, whom it sued, and Y" does not say that it sued Y.
        """
        found: dict[str, Argument] = {}
        for token in tokens:
            for one in joined(token, predicate):
                if (one.i, scope) not in self.known:
                    listed = [] if scope.only_via else [self._named(member) for member in members(one)]
                    self.known[one.i, scope] = [*self._one(one, scope, 0), *(a for a in listed if a)]
                for argument in self.known[one.i, scope] or self.events.argument(one, classes):
                    found.setdefault(argument.key, argument)
        return list(found.values())

    def known_references(self) -> References:
        """What is known about the entities now, including what this reader has added."""
        found = MappingProxyType(dict(self.described.found))
        return replace(self.references, entities=self.entities.entities(), described=found)

    def node(self, argument: Argument) -> Node:
        """The node of an argument."""
        return self.entities.get(argument.key)

    def reference(self, argument: Argument) -> Reference:
        """An argument in the form used by statements: its node's key and the span of its mention."""
        token = self._antecedent(argument)
        found = (self.mentions.by_head.get(token), self.described.found.get(token))
        start, end = max(
            ((f.start, f.end) for f in found if f), key=lambda it: it[1] - it[0], default=None
        ) or self._phrase(token)
        return Reference(argument.key, self.parsed.span(start, end))

    def _phrase(self, head: int) -> tuple[int, int]:
        """A noun with the names and adjectives right before it: "senior Peruvian officials"."""
        start = head
        while start and self.doc[start - 1].head.i == head and self.doc[start - 1].dep_ in ("amod", "compound", "nmod"):
            start -= 1
        return start, head + 1

    def _antecedent(self, argument: Argument) -> int:
        """The token earlier in the sentence that names a pronoun's node: X in "X said it would leave"."""
        key = self.entities.get(argument.key).key
        if self.doc[argument.token].pos_ != "PRON":
            return argument.token
        for i in range(self.parsed.sentence(argument.token).start, argument.token):
            heads = i in self.mentions.by_head or i in self.described.found
            link = self.links.get(i) if heads and self.doc[i].pos_ in ("NOUN", "PROPN") else None
            if link and self.entities.get(link.key).key == key:
                return i
        return argument.token

    def fits(self, argument: Argument, classes: Iterable[str]) -> bool:
        """Whether the class of an argument is one of `classes` or below one; an empty `classes` accepts anything."""
        wanted = tuple(classes)
        own = self.node(argument).type
        return not wanted or any(self.ontology.is_a(own, name) for name in wanted)

    def acts_as(self, argument: Argument, classes: tuple[str, ...], but: tuple[str, ...] = ()) -> bool:
        """Whether an argument fits as a subject and is none of `but`; one armed man may act if a group may."""
        node = self.node(argument)
        acts = node.key.startswith("described:") and self.described.acts_as(node.nouns, classes)
        return (acts or self.fits(argument, classes)) and not (but and self.fits(argument, but))

    def acting(self, argument: Argument, classes: Iterable[str]) -> Argument:
        """An argument as one of `classes`: a capital that acts or is acted upon stands for its country."""
        node = self.node(argument)
        guessed = node.strength <= WEIGHTS["model"] and node.key.startswith("name:")
        division = node.type == "Region" and any(fold(n) in self.names.divisions for n in node.names)
        if (guessed or division) and "Agent" in classes and not self.fits(argument, classes):
            # A name whose class only the language model guessed is an agent if it acts; in "Texas sued", it is a state.
            node = self.entities.put(replace(node, type="Government" if division else "Agent"))
        capital = node.type == "City" and any(fold(n) in self.names.capitals for n in node.names)
        if capital and node.country and not self.fits(argument, classes):
            return Argument(argument.token, node.country, round(argument.score * 0.9, 2), "capital")
        return argument

    def is_generic(self, argument: Argument | None) -> bool:
        """Whether an argument is missing or is nobody in particular, such as "voters"."""
        return argument is None or argument.key in self.described.generic

    def _name(self, token: Token) -> str | None:
        """The name of what a token refers to."""
        link = self.links.get(token.i) or self.references.owners.get(token.i)
        return self.entities.get(link.key).label if link else None

    def _one(self, token: Token, scope: Scope, depth: int) -> list[Argument]:
        """What one token refers to: by its own link, through a name next to it, or as the noun that it is."""
        named = self._named(token)
        if named:
            return [] if scope.only_via else [named]
        if depth > _DEEPEST:
            return []
        otherwise = [] if scope.only_via else self._otherwise(token)
        if otherwise:
            return otherwise
        beside = self._beside(token) or self._place_of(token, exact=True)
        if beside:
            return [] if scope.only_via else [beside]
        through = self._through(token, scope, depth)
        if through or scope.only_via:
            return through
        if not scope.describing:
            return []
        people = self.mentions.by_token.get(token.i)
        if people is not None and people.kind == "demonym" and token.dep_ in ("amod", "compound", "nmod"):
            return [Argument(token.i, people.key, 0.8)]
        if named_place := self._place_of(token):
            return [named_place]
        several = self.repeats.subject(token)
        if several is not None:
            return [a for one in conjuncts(several) for a in self._one(one, scope, depth + 1)]
        return self.described.argument(token, scope.describing, speaking=scope.speaking)

    def _otherwise(self, token: Token) -> list[Argument]:
        """The entities named before: in apposition, or one by one if a group refers to them."""
        head = self._apposition_head(token)
        return [head] if head else [Argument(token.i, key, 0.75) for key in self.groups.repeated(token)]

    def _named(self, token: Token) -> Argument | None:
        """What a token refers to; a name in apposition to a description is preferred."""
        link = self.links.get(token.i)
        apposed = self._apposed(token) if link is None or link.rule.startswith("description") else None
        return apposed or (Argument(token.i, link.key, link.score) if link else None)

    def _through(self, token: Token, scope: Scope, depth: int) -> list[Argument]:
        """The entity that a noun stands for: "the words of X", "members of X", or a pronoun in place of such a noun."""
        lemma = token.lemma_.lower()
        if lemma in self.pronouns.repeating and scope.via:
            noun = self.repeats.noun(token)
            if noun is not None:
                return self._one(noun, scope, depth + 1)
        always = {"quantity", "kind"} if scope.speaking else {"quantity", "kind", "delegate"}
        for kind in sorted(scope.via | always):
            is_of = self.standins.is_of(token, kind, personal=scope.personal or scope.single)
            if not is_of or (kind == "deed" and self.described.kind(token)):
                continue  # "X's lawyer" is somebody else, and does not act for X
            lands = self._lands(token) if kind in ("delegate", "means") else []
            counted = (scope.personal or scope.single) and self.standins.are_counted(token)
            apart = counted or (scope.personal and lands)
            if kind == "delegate" and apart:
                continue
            if lands:
                return [self._acted_for(land, kind, lemma) for land in lands]
            below = replace(scope, only_via=scope.only_via and kind == "quantity")
            if kind == "quantity":  # "dozens of demonstrators" are described with their number
                whole = (scope.personal or scope.single) and self.standins.is_one(token)
                below = replace(below, describing=(), via=below.via - {"member"} if whole else below.via)
            owners = [c for o in self.standins.owners(token, kind) for c in conjuncts(o)]
            read = [a for c in owners for a in self._one(c, below, depth + 1) if self._may_own(a, kind)]
            if read:
                return [self._acted_for(a, kind, lemma) for a in read]
        return []

    def _lands(self, noun: Token) -> list[Argument]:
        """The countries for which somebody acts: with "Peruvian officials", not with "Peruvian rebel officials"."""
        others = any(self.described.is_people(c) for c in noun.children if c.dep_ in ("amod", "compound", "nmod"))
        return [] if others else self.standins.lands(noun)

    def _may_own(self, argument: Argument, kind: str) -> bool:
        """Whether a noun can stand for its owner: fighters stand for their group, but not for their country."""
        if kind == "delegate":
            local = self.fits(argument, ("Place",)) and not self.fits(argument, ("Agent",))
            return not local or self.acting(argument, ("Agent",)).key != argument.key
        own = self.node(argument).type
        if kind == "member":
            return own not in self.state
        body = self.ontology.is_a(own, "Organization") and not self.ontology.is_a(own, "Government")
        return kind != "members" or own == "Entity" or body

    def _place_of(self, token: Token, *, exact: bool = False) -> Argument | None:
        """The name in "the town of X"; with `exact`, X must be what the noun says it is, unlike in "the port of X"."""
        kind = self.described.kind(token)
        if kind is None or not self.ontology.is_a(kind, "Place") or token.tag_ != "NN":
            return None
        named = filter(None, map(self._named, prepositional(token, "of")))
        return next((n for n in named if self.ontology.is_a(self.node(n).type, kind if exact else "Place")), None)

    def _acted_for(self, argument: Argument, kind: str, lemma: str) -> Argument:
        """An argument reached through a noun; people who act for a country act for its government."""
        key = argument.key
        if kind == "delegate" and self.node(argument).type == "Country":
            key = self.entities.government(key, argument.token).key
        return Argument(argument.token, key, round(argument.score * 0.95, 2), argument.via or lemma)

    def _apposed(self, token: Token) -> Argument | None:
        """The name after a description: "the prison agency, SNAI", "the newspaper El Faro"."""
        if beside := self._named_behind(token):
            return beside
        for child in token.children:
            link = self.links.get(child.i) if child.dep_ == "appos" and child.i in self.mentions.by_head else None
            if link and link.rule in _NAMED:
                return weaker(child.i, link, 0.95)
            if child.dep_ == "appos" and child.pos_ == "NOUN" and (nested := self._apposed(child)):
                return nested  # "his client, the promoter X,"
        return None

    def _named_behind(self, noun: Token) -> Argument | None:
        """The name right after a noun that says what it names, even if the parser attaches the name elsewhere."""
        found = self.mentions.by_token.get(noun.i + 1) if noun.tag_ == "NN" else None
        kind = self.described.kind(noun) if found and found.start == noun.i + 1 and found.kind == "name" else None
        if found is None or kind is None or not self.ontology.is_a(self.entities.get(found.key).type, kind):
            return None
        return Argument(found.head, self.entities.get(found.key).key, found.score)

    def _apposition_head(self, token: Token) -> Argument | None:
        """The name before a description: "SNAI, the prison agency"."""
        link = self.links.get(token.head.i) if token.dep_ == "appos" else None
        return weaker(token.head.i, link, 0.95) if link and token.head.i in self.mentions.by_head else None

    def _beside(self, token: Token) -> Argument | None:
        """The title right after the preposition, if the parser chose a later word as head: "by the Secretary …"."""
        if token.head.pos_ != "ADP" or token.head.i > token.i:
            return None
        title = self.references.title_at.get(token.head.i + 1)
        starts = title is not None and title.start == token.head.i + 1 and title.end <= token.i
        link = self.links.get(title.head) if title is not None and starts else None
        return weaker(title.head, link, 0.9) if title is not None and link else None
