"""The country of which somebody is a citizen: "the Danish violinist Mette Holm", "Ana Paz, a Peruvian lawyer"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.syntax.tokens import is_indefinite
from graph.extract.ties.bearers import BearerFinder, TieNoun
from graph.extract.ties.tie import Tie
from graph.extract.words import Token

_BEFORE = ("amod", "compound", "nmod", "advmod")
_SCORE = 0.8  # an "American lawyer" may be a foreigner who works there


class NationalityReader:
    """Reads the adjectives of countries before nouns that say what a person is.

    Somebody who holds an office, acts for a state or belongs to a body need not be a citizen of its country.
    """

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, bearers: BearerFinder) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.ties = lexicon.ties
        self.offices = lexicon.offices
        self.acting = lexicon.names.transparent["delegate"] | lexicon.names.transparent["spokesperson"]
        self.nouns, self.described = lexicon.names.nouns, lexicon.descriptions.nouns
        self.arguments = arguments
        self.bearers = bearers

    def read(self) -> Iterator[Tie]:
        """The countries of the named people whom such nouns describe."""
        for found in self.arguments.mentions.found:
            # "A US citizen" is at home there, but "the Peru correspondent" only writes from there.
            adjective = found.kind == "demonym" or (found.kind == "country" and self.doc[found.head].text.isupper())
            at_home = found.kind == "city"  # "a North Carolina businessman"
            noun = self._person_noun(found.head, found.end) if adjective or at_home else None
            if noun is None or (at_home and noun.lemma_.lower() in self.ties.words.studied):
                continue
            country = Argument(found.head, self.arguments.entities.get(found.key).key, 0.9)
            for holder in self.bearers.holders(TieNoun(noun.i, noun, noun.lemma_.lower())):
                named = self.arguments.node(holder).key.startswith("name:")
                relation = self.ties.relations.home if at_home else self.ties.relations.citizen
                if named and self.arguments.fits(holder, self.ties.holders[relation]):
                    score = round(min(_SCORE, holder.score), 2)
                    yield Tie(relation, "tie.nationality", noun.i, holder, country, score)

    def _person_noun(self, land: int, end: int) -> Token | None:
        """The noun after a country and any adjectives that says what a person is; in "an American", the country."""
        if self.doc[land].dep_ in ("appos", "attr") and is_indefinite(self.doc[land]):
            return self.doc[land]
        for token in self.doc[end : end + 4]:
            if token.pos_ in ("NOUN", "PROPN") and self._describes(token):
                return token
            if token.dep_ not in _BEFORE or token.pos_ == "PROPN" or token.is_punct:
                return None
        return None

    def _describes(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        relations = self.ties.relations
        inside = self.offices.belonging.get(lemma) in (relations.lead, relations.member, relations.office)
        if inside or lemma in self.acting or lemma in self.offices.office:
            return False
        # A noun in no table says what a person is if it is next to the person's name: "the Austrian mountaineer X".
        kind = self.nouns.get(lemma) or self.described.get(lemma)
        return noun.tag_ == "NN" and (kind is None or kind in self.ties.classes.person)
