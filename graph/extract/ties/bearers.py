"""Nouns that say what somebody is, and whom these nouns describe: "Ana Paz, 40, an analyst with the Coast Bank"."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.syntax import predicates as syntax
from graph.extract.words import Doc, Token

_LONGEST = 3
"""The most words in a noun for a tie: "chief executive officer"."""


@dataclass(frozen=True, slots=True)
class TieNoun:
    """A noun that says what somebody is: its words from the token `start` to `head`."""

    start: int
    head: Token
    words: str


class BearerFinder:
    """Finds the nouns for ties in one text, and whom they describe, in either order."""

    def __init__(self, doc: Doc, lexicon: Lexicon, arguments: ArgumentReader) -> None:
        self.doc = doc
        self.ties = lexicon.ties
        self.words = lexicon.ties.words
        self.offices = lexicon.offices
        self.past = lexicon.offices.not_holder | lexicon.stance.past_modifiers | lexicon.stance.past_adverbs
        self.arguments = arguments
        self.mentions = arguments.mentions

    def noun(self, token: Token) -> TieNoun | None:
        """The longest noun for a tie that ends at a token."""
        if token.pos_ not in ("NOUN", "PROPN") or token.tag_ == "NNPS":
            return None
        for start in range(max(token.i - _LONGEST + 1, 0), token.i + 1):
            words = " ".join(t.lower_ for t in self.doc[start : token.i + 1])
            words = words if token.tag_ != "NNS" else words.removesuffix(token.lower_) + token.lemma_
            words = self.offices.canonical.get(words, words)
            if words in self.ties.nouns:
                return TieNoun(start, token, words)
        return None

    def is_past(self, noun: TieNoun) -> bool:
        """Whether the words around a noun say that it no longer applies, or does not apply yet."""
        first = max(noun.start - 3, noun.head.left_edge.i)
        before = [t.lower_ for t in (*self.doc[first : noun.start], *noun.head.children)]
        hyphened = "".join(t.text_with_ws for t in self.doc[first : noun.start]).lower().split()  # "one-time"
        if self.past & {*before, *hyphened} or self._is_dated(noun.head) or self._is_put_off(noun.head.i):
            return True
        other = noun.head.head if noun.head.dep_ == "conj" else None
        joined = self.noun(other) if other is not None and not _is_determined(noun.head) else None
        return joined is not None and self.is_past(joined)  # "the former governor and senator"

    def _is_dated(self, noun: Token) -> bool:
        """Whether a time after a noun says when it applied: "president until May"."""
        ended = self.words.then | self.offices.ended
        times = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ended)
        return any(t.ent_type_ == "DATE" for c in times for t in c.subtree)

    def _is_put_off(self, noun: int) -> bool:
        """Whether a noun refers to the future: "president-elect"."""
        behind = [t.lower_ for t in self.doc[noun + 1 : noun + 3]]
        return behind[:1] == ["-"] and behind[-1] in self.offices.to_come

    def holders(self, noun: TieNoun) -> list[Argument]:
        """The people or things that a noun describes: by apposition, as a modifier, or through a verb."""
        known = self.mentions.holders.get(noun.head.i)
        if known:
            return [Argument(noun.head.i, self.arguments.entities.get(known).key, 0.9)]
        if noun.head.tag_ == "NNS":
            return self._one_of(noun)
        beside = self._beside(noun.head)
        if beside:
            return beside
        verb = self._predicate(noun.head)
        return self.arguments.read(syntax.subjects(verb)) if verb is not None else []

    def _beside(self, noun: Token) -> list[Argument]:
        """The name with which a noun is in apposition, in either order, or which it precedes."""
        outer = noun
        while outer.dep_ == "conj" and outer.head.pos_ in ("NOUN", "PROPN"):
            outer = outer.head
        if self.doc[noun.left_edge.i - 1].text == "-":
            return []  # "the lawyer, Luis Mora - the Utah Republican asks": a clause continues after a dash
        if outer.dep_ in ("appos", "compound", "nmod") and outer.head.i != outer.i and self._is_named(outer.head):
            return self.arguments.read([outer.head])[:1]
        behind = [c for c in noun.children if c.dep_ == "appos" and c.i > noun.i and self._is_named(c)]
        if not behind:
            # "the head of the Coast Cartel, Luis Mora": the parser attaches the holder to the body.
            last = [t for t in noun.subtree if t.dep_ == "appos" and t.head.dep_ == "pobj" and self._is_person(t)]
            behind = [t for t in last if t.head.head.head.i == noun.i and self.doc[t.left_edge.i - 1].text == ","]
        return self.arguments.read(behind[:1])

    def _is_named(self, token: Token) -> bool:
        return token.i in self.mentions.by_head and self.mentions.by_head[token.i].kind == "name"

    def _is_person(self, token: Token) -> bool:
        found = self.mentions.by_head.get(token.i)
        return found is not None and self.arguments.fits(Argument(token.i, found.key, 1), self.ties.classes.person)

    def _predicate(self, noun: Token) -> Token | None:
        """The verb that says that its subject is, and still is, what the noun says."""
        above = noun.head
        if noun.dep_ == "attr" and above.lemma_ in self.words.being:
            return above if self.holds(above) else None
        serving = noun.dep_ == "pobj" and above.lower_ == "as" and above.head.lemma_.lower() in self.words.as_
        return above.head if serving and self.holds(above.head) else None

    def holds(self, verb: Token) -> bool:
        """Whether what a verb says has begun and not ended: the present tense, "became", "has been since"."""
        if verb.lemma_ == "become":
            told = verb.tag_ in ("VBD", "VBZ", "VBN") and not any(c.dep_ == "mark" for c in verb.children)
            return told and not any(t.ent_type_ == "DATE" for t in verb.subtree)
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ != "VBD" for c in verb.children)
        auxiliary = next((c for c in verb.children if c.dep_ == "auxpass"), verb)
        return auxiliary.tag_ in ("VBZ", "VBP", "VBG") or (perfect and any(c.lower_ == "since" for c in verb.subtree))

    def _one_of(self, noun: TieNoun) -> list[Argument]:
        """ "X is one of the founders of Y", "X, one of its founders"."""
        above = noun.head.head
        one = above.head if noun.head.dep_ == "pobj" and above.lower_ == "of" else None
        if one is None or one.lower_ != "one":
            return []
        if one.dep_ == "appos" and self._is_named(one.head):
            return self.arguments.read([one.head])[:1]
        verb = self._predicate(one)
        return self.arguments.read(syntax.subjects(verb)) if verb is not None else []


def _is_determined(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss") for c in noun.children)
