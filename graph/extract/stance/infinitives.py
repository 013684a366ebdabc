"""What the word above an infinitive says of it: done ("managed to"), not done ("too weak to"), or only aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.passives import is_passive
from graph.extract.syntax.tokens import is_negated, is_verbal
from graph.extract.words import Token

if TYPE_CHECKING:
    from graph.extract.lexicon.signatures import Signatures

CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "relcl", "csubj")
"""The dependencies of clauses that an infinitive may head."""

AIMED, DONE, UNDONE = "aimed", "done", "undone"


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive with "to" below another word: "to meet", but not "to have met"."""
    return token.dep_ in CLAUSES and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


class InfinitiveReader:
    """Reads what the word above an infinitive says about it; the lemmas of verbs include their particles."""

    def __init__(self, signatures: Signatures, negative: frozenset[str], wished: frozenset[str]) -> None:
        self.signatures = signatures
        self.negative = negative
        self.wished = wished

    def read(self, token: Token, head: Token, key: str) -> str:
        """One of `AIMED`, `DONE` and `UNDONE`; `key` is the key of the head in the tables."""
        if any(c.lower_ == "only" and c.dep_ == "advmod" and c.i < token.i for c in token.children):
            return DONE  # "returned only to find"
        if head.dep_ == "acomp" or head.pos_ in ("ADJ", "ADV"):
            return self._of_adjective(head)
        return self._of_verb(token, head, key) if is_verbal(head) else self._of_noun(head)

    def _of_verb(self, token: Token, verb: Token, key: str) -> str:
        """ "Refused to", "used her visit to", "has yet to", "flew to Lima to", "is too weak to"."""
        lacking = key in self.signatures.wanting or any(_has_too(c) for c in verb.children if c.dep_ == "acomp")
        if (self._is_yet(verb) or lacking) and not is_negated(verb):
            return UNDONE
        if key in self.negative and token.dep_ != "advcl" and key not in lexicon_of(verb).small.stance.ending:
            return UNDONE
        if key in self.signatures.appearing and self._is_said(token, verb):
            return DONE  # "resurfaced to deny it", "took to Twitter to accuse X"
        phrasal = " " in key and key in self.signatures.implicative  # "went on to sue X", "ended up to be Y"
        purpose = token.dep_ in ("advcl", "acl", "relcl", "csubj") and key != "use" and not phrasal
        if (
            purpose
            or key in lexicon_of(verb).small.stance.periphrastic
            or (key in self.signatures.unaffected - self.signatures.implicative and not is_negated(verb))
        ):
            return AIMED
        return DONE if key in self.signatures.implicative | self.signatures.unaffected else AIMED

    def _is_said(self, token: Token, verb: Token) -> bool:
        """Whether somebody appears by saying something: "called the station to complain"."""
        lexicon, lemma = lexicon_of(token), token.lemma_.lower()
        if lemma in lexicon.cues.denying:
            return True
        acts = (lexicon.ontology.relations[frame.relation].speech_act for _, frame in lexicon.by_verb.get(lemma, ()))
        spoken = (lemma in lexicon.cues.verbs and lemma not in lexicon.cues.mental) or any(acts)
        meant = verb.lower_ in lexicon.stance.future or is_passive(verb)  # "is going to say", "was called to explain"
        return spoken and not meant

    def _of_noun(self, noun: Token) -> str:
        """ "The first to", "the courage to", "not enough soldiers to", "an offensive to"."""
        lemma = noun.lemma_.lower()
        if lemma in self.signatures.failing or self._is_missing(noun):
            return UNDONE
        verb = noun.head
        taken = is_verbal(verb) and verb.lemma_.lower() in self.signatures.taking and noun.dep_ in ("dobj", "pobj")
        if (lemma in self.signatures.daring or verb.lemma_ == "use") and taken:
            return DONE
        done = lemma in self.signatures.implicative - self.wished  # "the first to", but not "the right to"
        return DONE if done or self._is_ranked(noun) else AIMED

    def _of_adjective(self, adjective: Token) -> str:
        """ "Unable to", "too weak to", "was quick to", "is keen to"; "was able to" means done, "is able to" not yet."""
        low = adjective.lower_
        if low in self.signatures.unable or (_has_too(adjective) and not is_negated(adjective.head)):
            return UNDONE
        if low in self.signatures.able:
            return DONE if adjective.head.tag_ == "VBD" or is_negated(adjective.head) else AIMED
        return DONE if low in self.signatures.implicative else AIMED

    def is_short(self, word: Token) -> bool:
        """Whether a negation says that there is not enough: "did not have enough soldiers", "is not strong enough"."""
        near = (word, *(c for c in word.children if c.dep_ in ("acomp", "attr", "dobj")))
        enough = any(c.lower_ in self.signatures.enough for one in near for c in one.children)
        return enough and (is_negated(word) or is_negated(word.head))

    def _is_missing(self, noun: Token) -> bool:
        """Whether something that is needed is missing: "lacks the ships", "too few soldiers", "not enough of them"."""
        scarce = any(_has_too(c) or (c.lower_ in self.signatures.enough and is_negated(c)) for c in noun.children)
        lacking = noun.dep_ == "dobj" and noun.head.lemma_.lower() in self.signatures.wanting
        above = noun.head.head.lemma_.lower() if noun.dep_ == "pobj" and noun.head.lower_ == "of" else ""
        return scarce or lacking or above in self.signatures.wanting

    def _is_ranked(self, noun: Token) -> bool:
        """ "The first country to", "the largest bank to"."""
        before = (c for c in noun.children if c.i < noun.i)
        return any(
            c.tag_ == "JJS" or c.lower_ in self.signatures.implicative or c.ent_type_ == "ORDINAL" for c in before
        )

    def _is_yet(self, verb: Token) -> bool:
        return verb.lemma_ in lexicon_of(verb).small.stance.yet and any(c.lower_ == "yet" for c in verb.children)


def _has_too(adjective: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ == "too" for c in adjective.children)
