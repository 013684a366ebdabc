"""Whether a predicate is affirmed, denied or hedged where it stands: negation, modality, conditions, futures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extract.predicates import parallel
from graph.extract.rules import Rules
from graph.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "advcl")


@dataclass(frozen=True, slots=True)
class Reading:
    """The stance of one predicate, and the word that decided it (empty where nothing turned it).

    `unattributed` says that the word attributes to nobody: "allegedly".
    """

    stance: Stance
    word: str = ""
    unattributed: bool = False


def flip(stance: Stance) -> Stance:
    """The stance under a negation; a hedge stays one."""
    return {Stance.AFFIRMED: Stance.DENIED, Stance.DENIED: Stance.AFFIRMED}.get(stance, stance)


class StanceReader:
    """Reads the stance of predicates from the words that govern them."""

    def __init__(self, rules: Rules) -> None:
        self.words = rules.stance
        self.cues = rules.cues

    def read(self, predicate: Token, stop: int | None = None) -> Reading:
        """The stance of a verb or noun, looking up to the token `stop` (the cue of its attribution) or the root.

        Outer words act on inner ones: "did not intend to criticize" is denied, "may have met" is hedged.
        """
        stance, word, unattributed = Stance.AFFIRMED, "", False
        token = predicate
        for _ in range(12):
            local = self._local(token, token is predicate)
            if local:
                if local.stance is Stance.DENIED:
                    stance = flip(stance)
                elif stance is not Stance.HEDGED:
                    stance = Stance.HEDGED
                word, unattributed = word or local.word, unattributed or local.unattributed
            head = parallel(token, token.head) if token.dep_ == "conj" else token.head
            if head.i != token.head.i and head.i != token.i:
                token = head  # coordinated with the outer verb: nothing that governs the inner one reaches it
                continue
            if head.i == token.i or head.i == stop or not self._governs(token, head):
                break
            outer = self._outer(token, head)
            if outer is Stance.DENIED:
                stance, word = flip(stance), word or head.lower_
            elif outer is Stance.HEDGED:
                # "did not intend to criticize": what is not even intended is denied.
                void = head.pos_ == "VERB" and any(c.dep_ == "neg" or c.lower_ == "never" for c in head.children)
                if void:
                    return Reading(Stance.DENIED, head.lower_)
                stance, word = Stance.HEDGED, word or head.lower_
            token = head
        return Reading(stance, word, unattributed)

    def _governs(self, token: Token, head: Token) -> bool:
        """Whether the stance of `head` reaches down to `token`."""
        if token.dep_ in ("xcomp", "ccomp", "pcomp", "oprd", "attr", "acomp"):
            return True
        if token.dep_ == "conj":
            return head.pos_ == token.pos_
        if token.dep_ == "acl":
            return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        if token.dep_ in ("prep", "agent"):
            return head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
        if token.pos_ == "NOUN" and token.dep_ in ("dobj", "nsubjpass"):
            return head.pos_ in ("VERB", "AUX")
        above = head.head
        return (
            token.pos_ == "NOUN"
            and token.dep_ == "pobj"
            and above.pos_ == "NOUN"
            and above.lemma_.lower() in self.words.nouns
        )

    def _local(self, token: Token, first: bool) -> Reading | None:
        """What the words beside a predicate say of it."""
        negated = hedged = ""
        unattributed = False
        for child in token.children:
            low = child.lower_
            if child.dep_ == "neg" or (
                low in self.words.particles and child.dep_ in ("det", "advmod", "preconj", "nsubj", "cc")
            ):
                negated = "" if negated else low
            elif child.dep_ == "aux" and child.lemma_.lower() in self.words.modals | self.words.future:
                hedged = hedged or low
            elif child.dep_ in ("advmod", "amod") and low in self.words.adverbs | self.words.adjectives:
                hedged = hedged or low
                unattributed = low in self.cues.adverbs | self.cues.adjectives
            elif child.dep_ == "mark" and low in self.words.marks:
                hedged = hedged or low
            elif child.dep_ in ("nsubj", "nsubjpass") and any(
                g.lower_ in ("no", "nobody", "neither") for g in (child, *child.children)
            ):
                negated = low
        if first and token.pos_ != "NOUN" and self._question(token):
            hedged = hedged or "?"
        if hedged and not (negated and hedged in ("can", "could")):
            return Reading(Stance.HEDGED, hedged, unattributed)
        return Reading(Stance.DENIED, negated) if negated else None

    def _outer(self, token: Token, head: Token) -> Stance | None:
        """What a governing verb, noun or adjective makes of its complement."""
        lemma = head.lemma_.lower()
        if token.dep_ in ("ccomp", "csubj") and any(
            c.dep_ == "acomp" and c.lower_ in self.words.untrue_adjectives for c in head.children
        ):
            return Stance.DENIED  # "it is false that …"
        complement = token.dep_ in ("xcomp", "ccomp", "pcomp", "acl", "prep", "dobj")
        if not complement:
            return None
        if head.pos_ in ("VERB", "AUX"):
            if lemma in self.words.negative_verbs and (
                token.dep_ in ("xcomp", "prep") or token.pos_ == "NOUN" or token.tag_ == "VBG"
            ):
                return Stance.DENIED
            if token.dep_ == "xcomp" and lemma in self.words.verbs and token.tag_ != "VBG":
                return Stance.HEDGED
            if token.dep_ in ("ccomp", "prep", "dobj") and lemma in self.words.verbs & self._irrealis:
                return Stance.HEDGED
            if lemma in ("believe", "say", "allege", "report", "think", "rumor") and self._agentless(head):
                return Stance.HEDGED
        if head.pos_ == "NOUN" and lemma in self.words.nouns and token.dep_ in ("acl", "prep"):
            return Stance.HEDGED
        if head.pos_ == "ADJ" and lemma in self.words.complement_adjectives:
            return Stance.HEDGED
        return None

    @property
    def _irrealis(self) -> frozenset[str]:
        """Verbs whose clause or object is wished or planned, whatever its form."""
        return frozenset(
            "want plan propose threaten promise urge demand request consider seek call offer suggest hope vow pledge "
            "order instruct recommend advise schedule mull ask".split()
        )

    def _agentless(self, verb: Token) -> bool:
        return any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)

    def _question(self, token: Token) -> bool:
        if token.dep_ not in ("ROOT", "ccomp"):
            return False
        last = list(token.sent)[-1]
        return last.text == "?" or any(t.text == "?" for t in list(token.sent)[-2:])
