"""Whether a predicate is affirmed, denied or hedged where it stands: negation, modality, conditions, futures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extract import clauses
from graph.extract.predicates import parallel
from graph.extract.tables import Rules
from graph.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "prep", "dobj")
_HIGHEST = 12
"""How many words above a predicate are looked at."""


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


def combine(outer: Stance, inner: Stance) -> Stance:
    """The stance of a speaker to a proposition: a denial flips, a hedge stays."""
    if Stance.HEDGED in (outer, inner):
        return Stance.HEDGED
    return flip(inner) if outer is Stance.DENIED else inner


class StanceReader:
    """Reads the stance of predicates from the words that govern them."""

    def __init__(self, rules: Rules) -> None:
        self.words = rules.stance
        self.cues = rules.cues
        self.verbs = clauses.load().verbs
        self.auxiliaries = rules.stance.modals | rules.stance.future
        self.modifiers = rules.stance.adverbs | rules.stance.adjectives
        self.hearsay_modifiers = rules.cues.adverbs | rules.cues.adjectives
        self.irrealis = rules.stance.verbs & self.verbs.irrealis

    def read(self, predicate: Token, stop: int | None = None) -> Reading:
        """The stance of a verb or noun, looking up to the token `stop` (the cue of its attribution) or the root.

        Outer words act on inner ones: "did not intend to criticize" is denied, "may have met" is hedged.
        """
        stance, word, unattributed = Stance.AFFIRMED, "", False
        token = predicate
        for _ in range(_HIGHEST):
            local = self._local(token, token is predicate)
            if local:
                stance = combine(local.stance, stance)
                word, unattributed = word or local.word, unattributed or local.unattributed
            head = parallel(token, token.head) if token.dep_ == "conj" else token.head
            if head.i != token.head.i and head.i != token.i:
                token = head  # coordinated with the outer verb: nothing that governs the inner one reaches it
                continue
            if head.i == token.i or head.i == stop or not self._governs(token, head):
                break
            outer = self._outer(token, head) or self._infinitive_conjunct(token, head)
            if outer is Stance.HEDGED and _is_void(head):
                return Reading(Stance.DENIED, head.lower_)
            if outer is not None:
                stance, word = combine(outer, stance), word or head.lower_
            token = head
        return Reading(stance, word, unattributed)

    def is_hearsay(self, noun: Token) -> bool:
        """Whether a noun is called so by nobody in particular: "an alleged leader"."""
        return any(c.dep_ == "amod" and c.lower_ in self.hearsay_modifiers for c in noun.children)

    def _infinitive_conjunct(self, token: Token, head: Token) -> Stance | None:
        """ "Declined to threaten or even declare": a bare form coordinated with a finite verb hangs below it."""
        bare = token.dep_ == "conj" and token.tag_ == "VB" and head.tag_ in ("VBD", "VBZ", "VBP")
        if not bare or any(c.dep_ == "aux" for c in token.children):
            return None
        lemma = head.lemma_.lower()
        if lemma in self.words.negative_verbs:
            return Stance.DENIED
        return Stance.HEDGED if lemma in self.words.verbs else None

    def _governs(self, token: Token, head: Token) -> bool:
        """Whether the stance of `head` reaches down to `token`."""
        if token.dep_ in ("xcomp", "ccomp", "pcomp", "oprd", "attr", "acomp"):
            return True
        if token.dep_ == "conj":
            return head.pos_ == token.pos_
        if token.dep_ in ("acl", "advcl"):
            # "will travel to X to meet Y": the purpose is as likely as what serves it.
            return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        if token.dep_ in ("prep", "agent"):
            return head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
        if token.pos_ == "NOUN" and token.dep_ in ("dobj", "nsubjpass"):
            return head.pos_ in ("VERB", "AUX")
        above = head.head
        hedging = above.pos_ == "NOUN" and above.lemma_.lower() in self.words.nouns
        return token.pos_ == "NOUN" and token.dep_ == "pobj" and hedging

    def _local(self, token: Token, first: bool) -> Reading | None:
        """What the words beside a predicate say of it; `first` where it is the predicate itself."""
        negated = hedged = ""
        unattributed = False
        for child in token.children:
            low = child.lower_
            if self._negates(child):
                negated = "" if negated else low
            elif self._hedges(child):
                hedged = hedged or low
                if child.dep_ in ("advmod", "amod"):
                    unattributed = low in self.hearsay_modifiers
            elif child.dep_ in ("nsubj", "nsubjpass") and any(
                g.lower_ in ("no", "nobody", "neither") for g in (child, *child.children)
            ):
                negated = low
        if first and token.pos_ != "NOUN" and _is_asked(token):
            hedged = hedged or "?"
        if hedged and not (negated and hedged in ("can", "could")):
            return Reading(Stance.HEDGED, hedged, unattributed)
        return Reading(Stance.DENIED, negated) if negated else None

    def _negates(self, child: Token) -> bool:
        particle = child.lower_ in self.words.particles
        return child.dep_ == "neg" or (particle and child.dep_ in ("det", "advmod", "preconj", "nsubj", "cc"))

    def _hedges(self, child: Token) -> bool:
        """Whether a word beside a predicate weakens it: an auxiliary, a modifier, or a conjunction like "if"."""
        if child.dep_ == "aux":
            return child.lemma_.lower() in self.auxiliaries
        if child.dep_ in ("advmod", "amod"):
            return child.lower_ in self.modifiers
        return child.dep_ == "mark" and child.lower_ in self.words.marks

    def _outer(self, token: Token, head: Token) -> Stance | None:
        """What a governing verb, noun or adjective makes of its complement."""
        if token.dep_ in ("ccomp", "csubj") and any(
            c.dep_ == "acomp" and c.lower_ in self.words.untrue_adjectives for c in head.children
        ):
            return Stance.DENIED  # "it is false that …"
        if token.dep_ not in _COMPLEMENTS:
            return None
        if head.lower_ == "against" and token.dep_ == "pcomp":
            return Stance.DENIED  # "decided against recommending"
        if head.pos_ in ("VERB", "AUX"):
            return self._under_verb(token, head)
        lemma = head.lemma_.lower()
        noun = head.pos_ == "NOUN" and lemma in self.words.nouns and token.dep_ in ("acl", "prep")
        adjective = head.pos_ == "ADJ" and lemma in self.words.complement_adjectives
        return Stance.HEDGED if noun or adjective else None

    def _under_verb(self, token: Token, verb: Token) -> Stance | None:
        """What a verb makes of its complement: "refused to", "plans to", "is said to"."""
        lemma = verb.lemma_.lower()
        undone = token.dep_ in ("xcomp", "prep") or token.pos_ == "NOUN" or token.tag_ == "VBG"
        if lemma in self.words.negative_verbs and undone:
            return Stance.DENIED
        tried = token.dep_ == "xcomp" and lemma in self.words.verbs and token.tag_ != "VBG"
        wished = token.dep_ in ("ccomp", "prep", "dobj") and lemma in self.irrealis
        heard = lemma in self.verbs.hearsay and _is_agentless(verb)
        return Stance.HEDGED if tried or wished or heard else None


def _is_void(verb: Token) -> bool:
    """Whether what is wished or planned is not even that: "did not intend to criticize" is denied."""
    return verb.pos_ == "VERB" and any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def _is_agentless(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)


def _is_asked(token: Token) -> bool:
    """Whether a main clause is a question."""
    return token.dep_ in ("ROOT", "ccomp") and any(t.text == "?" for t in list(token.sent)[-2:])
