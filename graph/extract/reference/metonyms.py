"""Nouns that stand for somebody: "the words of X" for X, "Peruvian officials" for Peru's government."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.names.nodes import Mentions
from graph.extract.reference.links import Argument
from graph.extract.speech.sources import made_by
from graph.extract.syntax.passives import agents
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import conjuncts, prepositional
from graph.extract.words import Token

_BELONGING = ("member", "members", "delegate", "spokesperson")
_DONE = ("deed", "utterance")
_LANDS = ("amod", "compound", "nmod")


class StandIns:
    """Finds whom the nouns of one text stand for; `Scope` explains the kinds of such nouns."""

    def __init__(self, lexicon: Lexicon, mentions: Mentions) -> None:
        self.transparent = lexicon.names.transparent
        self.words = lexicon.descriptions
        self.offices = lexicon.offices.office
        self.persons = frozenset(lexicon.offices.belonging)
        self.numbers = lexicon.dates.numbers
        self.past = lexicon.offices.not_holder
        self.mentions = mentions
        self.by = lexicon.small.reference.author
        self.authors = lexicon.descriptions.issuing | frozenset(lexicon.cues.verbs) - lexicon.cues.denying

    def is_of(self, noun: Token, kind: str, personal: bool) -> bool:
        """Whether a noun is of a kind that stands for its owner; what is `personal` to a leader is not the group's."""
        lemma = noun.lemma_.lower()
        if personal and kind == "member" and noun.tag_ == "NN" and lemma in self.persons:
            return False
        if kind in _BELONGING and any(c.lower_ in self.past for c in noun.lefts):
            return False  # former members of X are not X
        if kind == "means":
            return lemma in self.words.means
        if kind == "kind":
            return noun.tag_ == "NN" and lemma in self.words.kind and bool(self.named(noun))
        if kind == "members":
            return noun.tag_ == "NNS" and lemma in self.transparent["member"]
        if kind == "delegate" and lemma not in self.transparent["delegate"]:
            return noun.tag_ == "NNS" and (lemma in self.offices or lemma == "leader") and len(self.lands(noun)) > 1
        if kind == "deed" and self._is_had(noun):
            return True
        return lemma in self.transparent["utterance" if kind == "issued" else kind]

    def _is_had(self, noun: Token) -> bool:
        """Whether a noun is something that a party has or does: "X's [nuclear test]", but not "X's murder"."""
        owned = noun.pos_ == "NOUN" and any(c.dep_ == "poss" for c in noun.children)
        return (
            owned and noun.lemma_.lower() not in self.transparent["suffered"] and not self.mentions.by_token.get(noun.i)
        )

    def are_counted(self, noun: Token) -> bool:
        """Whether a noun means one or some of those who act for somebody or hold office, but not all of them."""
        number = any(c.dep_ == "nummod" for c in noun.children)
        return noun.tag_ == "NN" or number or noun.lemma_.lower() in self.offices

    def is_one(self, noun: Token) -> bool:
        """Whether a noun means one of several: "one of the leaders of X"."""
        return self.numbers.get(noun.lower_) == 1

    def owners(self, noun: Token, kind: str) -> list[Token]:
        """The owner of a noun, including the subject of a verb that issues it."""
        found = _owners(noun, kind, self.authors)
        if kind == "kind":
            return self.named(noun)[:1]
        if kind == "members":
            # "New People's Army rebels": the parser may split the name.
            named = self.named(noun)
            found = found if not named or any(c in named for c in found) else named[:1]
        sure = any(it.dep_ == "poss" or it.head.dep_ == "agent" or it.head.lower_ in self.by for it in found)
        if kind in _DONE and not sure and noun.lemma_.lower() in self.transparent[kind]:
            found = self.actors(noun) or found  # "a [Russian] offer of talks"
        if not found and kind == "issued" and noun.dep_ == "dobj" and noun.head.lemma_ in self.words.issuing:
            return subjects(noun.head)
        if not found and kind == "utterance":
            return [t for joint in lexicon_of(noun).small.speech.author for t in made_by(noun, joint)][:1]
        return found

    def named(self, noun: Token) -> list[Token]:
        """The name right before a noun: "the [Hezbollah] group"."""
        before = (c for c in noun.children if c.dep_ in ("compound", "nmod") and c.i < noun.i)
        return [c for c in before if (f := self.mentions.by_token.get(c.i)) and f.kind == "name"]

    def actors(self, noun: Token) -> list[Token]:
        """The doer of a deed, from the word before its noun: "a [Taliban] attack", "the [Russian] invasion"."""
        kinds = ("demonym", "country", "name", "institution")
        before = (c for c in noun.children if c.dep_ in _LANDS and c.i < noun.i)
        return [c for c in before if (f := self.mentions.by_token.get(c.i)) and f.kind in kinds and f.end <= noun.i][:1]

    def lands(self, noun: Token) -> list[Argument]:
        """The countries to which a noun belongs: "Peruvian officials", "the leaders of Peru and Chile"."""
        land = [c for c in noun.children if c.dep_ in _LANDS and self._country(c)]
        land = land or [c for c in noun.children if c.dep_ == "poss" and self._country(c)]
        land = land or [c for c in prepositional(noun, "of") if self._country(c)]
        joined = [one for c in land[:1] for one in conjuncts(c)]
        if any(c.dep_ == "cc" for one in land[:1] for c in one.children):
            joined += [c for c in noun.children if c.dep_ in _LANDS and c not in joined]
        found = [self.mentions.by_token.get(one.i) for one in joined]
        kinds = ("demonym", "country", "name")
        keys = {f.key: f.head for f in reversed(found) if f and f.kind in kinds}
        # Each of several countries is mentioned where it is named; a single country is mentioned where those who act
        # for it are named.
        return [Argument(at if len(keys) > 1 else noun.i, key, 0.85) for key, at in reversed(keys.items())]

    def _country(self, token: Token) -> bool:
        found = self.mentions.by_token.get(token.i)
        return found is not None and found.kind in ("demonym", "country")


def _owners(noun: Token, kind: str, authors: frozenset[str]) -> list[Token]:
    """The owner of a noun: "X's", "made by X", "of X", "from X", a name before it, "that X made" (`authors`).

    What is aimed at somebody does not belong to them: "the criticism of X".
    """
    if kind in ("member", "members", "quantity", "delegate"):
        found = prepositional(noun, "of") + (prepositional(noun, "from") if kind == "delegate" else [])
        # "His group" does not stand for him.
        before = ("compound", "nmod") if kind == "quantity" else ("compound", "nmod", "poss")
        found += [c for c in noun.children if c.dep_ in before and c.i < noun.i]
        return found[:1]
    found = _interviewed(noun) + [c for c in noun.children if c.dep_ == "poss"]
    if kind == "means":
        found += [c for c in noun.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    found += prepositional(noun, "by")
    for clause in noun.children:
        if clause.dep_ in ("acl", "relcl"):
            found += agents(clause)
            if clause.dep_ == "relcl" and not found and clause.lemma_.lower() in authors:
                found += [c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
    lexicon = lexicon_of(noun)
    aimed = any("of" in f.noun_objects and "of" not in f.noun_subjects for f in lexicon.by_noun.get(noun.lemma_, ()))
    for preposition in (p for p in lexicon.small.reference.source if not (aimed and p == "of")):
        found += prepositional(noun, preposition)
    return found[:1]


def _interviewed(noun: Token) -> list[Token]:
    """The person interviewed: "an interview with X", if the interviewer is not a named person."""
    if noun.lemma_.lower() not in lexicon_of(noun).small.reference.interview:
        return []
    return [t for t in prepositional(noun, "with") if t.pos_ == "PROPN" and t.ent_type_ in ("PERSON", "")]
