"""Whether a predicate is affirmed, denied or hedged in its clause: negation, modality, conditions, future."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.stance.factuality import Governors
from graph.extract.stance.polarity import Beside, Neighbours, shares_auxiliaries
from graph.extract.syntax.attachment import governor
from graph.extract.syntax.coordination import parallel
from graph.extract.syntax.tokens import is_indefinite
from graph.extract.words import Token
from graph.model import Stance

_HIGHEST = 12
"""How many words above a predicate are considered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The stance of one predicate, and the word that decided it (empty if none did).

    `unattributed` says that the word attributes the predicate to nobody: "allegedly".
    """

    stance: Stance
    word: str = ""
    unattributed: bool = False


def flip(stance: Stance) -> Stance:
    """The stance under a negation; a hedge remains a hedge."""
    return {Stance.AFFIRMED: Stance.DENIED, Stance.DENIED: Stance.AFFIRMED}.get(stance, stance)


def combine(outer: Stance, inner: Stance) -> Stance:
    """A speaker's stance on a proposition: a denial flips it, a hedge remains, a withdrawn denial becomes a hedge."""
    if Stance.HEDGED in (outer, inner):
        return Stance.HEDGED
    if outer is Stance.WITHDRAWN:
        return outer if inner is Stance.AFFIRMED else Stance.HEDGED
    return flip(inner) if outer is Stance.DENIED else inner


class StanceReader:
    """Reads the stance of predicates from the words that govern them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.stance
        self.governors = Governors(lexicon)
        self.neighbours = Neighbours(lexicon)
        self.hearsay_modifiers = lexicon.cues.adverbs | lexicon.cues.adjectives

    def read(self, predicate: Token, stop: int | None = None) -> Reading:
        """The stance of a verb or noun, from the words up to the token `stop` (the cue of its attribution) or the root.

        Outer words act on inner ones: "did not intend to criticize" is denied, "may have met" is hedged.
        """
        stance, word, unattributed = Stance.AFFIRMED, "", False
        token, below = predicate, None
        beside: Beside | None = self.neighbours.read(token)
        for _ in range(_HIGHEST):
            if beside:
                stance = combine(beside.stance, stance)
                word, unattributed = word or beside.word, unattributed or beside.unattributed
            head, below = parallel(token, token.head) if token.dep_ == "conj" else governor(token), token
            if head.i == token.i:
                break
            if token.dep_ == "conj" and head.i != token.head.i:
                token, beside = head, None  # coordinated with the outer verb: nothing said of the inner one affects it
                continue
            if head.i == stop:
                promised = self.governors.stance(token, head) if _is_bare(token) else None
                return Reading(combine(promised, stance) if promised else stance, word, unattributed)
            if not self.governors.reaches(token, head):
                if stance is Stance.AFFIRMED and (_is_result(token, head) or self._is_imagined(token, head)):
                    above = self.read(head, stop)
                    return above if above.stance is Stance.HEDGED else Reading(stance, word, unattributed)
                break
            outer = self.governors.stance(token, head) or self._infinitive_conjunct(token, head)
            if outer is Stance.HEDGED and self.governors.is_void(head):
                return Reading(Stance.DENIED, head.lower_)
            unattributed |= outer is Stance.HEDGED and self.governors.is_hearsay(head)
            if outer is not None:
                stance, word = combine(outer, stance), word or head.lower_
            beside = self._beside_above(token, head, below, outer)
            token = head
        return Reading(stance, word, unattributed)

    def is_hearsay(self, noun: Token) -> bool:
        """Whether nobody in particular calls somebody by a noun: "an alleged leader"."""
        return any(c.dep_ == "amod" and c.lower_ in self.hearsay_modifiers for c in noun.children)

    def _beside_above(self, token: Token, head: Token, below: Token, outer: Stance | None) -> Beside | None:
        """What the words next to a governing word add, if they affect `token`."""
        if self.governors.is_unaffected(token, head):
            beside = self.neighbours.read(head, below=below)
            return beside if beside and beside.stance is Stance.HEDGED else None  # "would not hesitate to"
        if token.dep_ == "conj" and not shares_auxiliaries(token, head):
            return None
        beside = self.neighbours.read(head, below=below)
        if beside and beside.stance is Stance.DENIED:
            if outer is Stance.DENIED and self.governors.is_open(token, head):
                return Beside(Stance.HEDGED, beside.word)
            if outer is Stance.HEDGED:
                return None
        return beside

    def _is_imagined(self, clause: Token, noun: Token) -> bool:
        """Whether a relative clause describes something merely supposed: "if you had a gang that killed"."""
        if clause.dep_ == "advcl" and clause.tag_ == "VBG":
            clause, noun = noun, noun.head  # "that was going around killing people"
        if clause.dep_ != "relcl" or noun.dep_ not in ("dobj", "attr", "nsubj") or not is_indefinite(noun):
            return False
        return self.read(noun.head).word in self.words.marks | self.governors.signatures.supposing

    def _infinitive_conjunct(self, token: Token, head: Token) -> Stance | None:
        """ "Declined to threaten or even declare": a bare form coordinated with a finite verb is governed by it.

        So is a gerund: "mentioned raising taxes and forcing banks to lend".
        """
        if (
            token.dep_ == "conj"
            and token.tag_ == "VBG"
            and head.tag_ in ("VBD", "VBZ", "VBP", "VBN")
            and not _is_progressive(token)
        ):
            return Stance.HEDGED if self.governors.key(head) in self.governors.signatures.musing else None
        bare = token.dep_ == "conj" and token.tag_ in ("VB", "VBP") and head.tag_ in ("VBD", "VBZ")
        if not bare or any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children if c.i < token.i):
            return None
        lemma = head.lemma_.lower()
        if lemma in self.words.negative_verbs:
            return Stance.DENIED
        return Stance.HEDGED if lemma in self.words.verbs else None


def _is_result(token: Token, head: Token) -> bool:
    """Whether a participle states the result of the clause before it: "would invade X, killing thousands"."""
    alone = not any(c.dep_ in ("aux", "auxpass", "mark", "nsubj", "nsubjpass", "advmod") for c in token.children)
    return alone and token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > head.i and token.nbor(-1).text == ","


def _is_progressive(verb: Token) -> bool:
    """Whether an -ing form has an auxiliary or a subject, and so is not a gerund: "was forcing"."""
    return any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def _is_bare(verb: Token) -> bool:
    """Whether an infinitive is about the future: "agreed to visit", but not "claimed to have visited"."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "to" in auxiliaries and "have" not in auxiliaries
