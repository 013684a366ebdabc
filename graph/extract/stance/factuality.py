"""What a governing word says about its complement: that it happened, did not happen, or may have happened.

The values are those of FactBank (Saurí & Pustejovsky 2009); the classes of words are the implicative signatures of
Nairn, Condoravdi & Karttunen (2006); the table is `[factuality]` in `stance.toml`.
"""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.stance.infinitives import AIMED, DONE, UNDONE, InfinitiveReader, is_infinitive
from graph.extract.stance.occurring import takes_place
from graph.extract.syntax.attachment import governor
from graph.extract.syntax.lending import is_under_way, lends
from graph.extract.syntax.passives import is_agentless
from graph.extract.syntax.tokens import is_negated
from graph.extract.words import Token
from graph.model import Stance

_AIMED = {AIMED: Stance.HEDGED, DONE: None, UNDONE: Stance.DENIED}
_COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "prep", "dobj")
_VERBAL = ("VERB", "AUX")


class Governors:
    """Reads the stance that governing words give to a predicate."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.stance
        self.denying = lexicon.cues.denying
        self.signatures = lexicon.signatures
        self.small = lexicon.small.stance
        self.carried = dict.fromkeys(self.small.hindered, self.signatures.hindering)
        self.carried |= dict.fromkeys(self.small.aimed, self.words.nouns)
        self.rumoured = lexicon.cues.adjectives
        self.infinitives = InfinitiveReader(self.signatures, lexicon.stance.negative_verbs, lexicon.stance.nouns)
        self.hearsay = lexicon.clauses.verbs.hearsay
        self.rumours = lexicon.clauses.nouns.hearsay
        self.saying = lexicon.clauses.verbs.hearsay | frozenset(lexicon.cues.verbs)
        self.nobody = lexicon.clauses.pronouns.nobody
        self.irrealis = lexicon.stance.verbs & lexicon.clauses.verbs.irrealis

    def reaches(self, token: Token, head: Token) -> bool:
        """Whether the stance of `head` reaches down to `token`."""
        juxtaposed = token.dep_ == "ccomp" and _is_juxtaposed(token, head) and not self.is_hearsay(head)
        if self._is_presupposed(token, head) or self._is_fact(token, head) or juxtaposed or self._is_named(token):
            return False
        if head.dep_ == "prep" and head.i != token.head.i:
            return True  # a deed in a list, just as `governor` finds it
        if token.dep_ in ("xcomp", "ccomp", "pcomp", "oprd", "attr", "acomp", "conj"):
            return token.dep_ != "conj" or head.pos_ == token.pos_
        if token.dep_ in ("acl", "advcl", "relcl", "csubj"):
            return is_infinitive(token) or (token.dep_ in ("acl", "relcl") and self._is_content(token, head))
        if token.dep_ in ("prep", "agent"):
            return head.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADV", "SCONJ")
        return token.pos_ == "NOUN" and self._reaches_noun(token, head)

    def _reaches_noun(self, noun: Token, head: Token) -> bool:
        """The same for a noun that names an event, by its role: "avoided an attack", "entered into talks"."""
        if noun.dep_ in ("dobj", "nsubjpass"):
            return head.pos_ in _VERBAL
        if noun.dep_ == "nsubj":
            return self.occurs(head)
        return noun.dep_ == "pobj" and (self._noun_is_hedged(head) or lends(head, noun) or is_under_way(noun))

    def _is_content(self, clause: Token, noun: Token) -> bool:
        """Whether a clause is the content of its noun: "information that X works", if "that" is taken for an object."""
        if _has(clause, "mark", "that"):
            return True
        telling = noun.lemma_.lower() in self.signatures.evidence | self.words.nouns
        if clause.lemma_.lower() in self.denying:
            return False  # "an accusation that X denies": this verb needs its object
        own = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ != "that" for c in clause.children)
        return telling and own and _has(clause, "dobj", "that") and clause.doc[noun.i + 1].lower_ == "that"

    def _is_named(self, clause: Token) -> bool:
        """Whether a clause only says what something is called: "asked whether P is [what X called a fraud]"."""
        free = clause.dep_ in ("ccomp", "pcomp", "attr") and clause.pos_ in _VERBAL and not is_infinitive(clause)
        return free and any(c.tag_ == "WP" and c.dep_ == "dobj" and c.i < clause.i for c in clause.children)

    def _is_fact(self, clause: Token, noun: Token) -> bool:
        """Whether a noun says that a clause is true: "will reflect the fact that P"."""
        that = clause.dep_ in ("acl", "ccomp") and _has(clause, "mark", "that")
        return that and noun.lemma_.lower() in self.signatures.facts

    def _is_presupposed(self, token: Token, preposition: Token) -> bool:
        """Whether a gerund happened whatever the stance of the outer clause: "will resign after meeting X"."""
        if token.dep_ != "pcomp" or preposition.lower_ not in self.signatures.presupposing:
            return False
        above = governor(preposition)
        if above.pos_ not in _VERBAL:
            return False
        # "Questioned over killing X", "sentenced for killing X, was cleared on appeal".
        open_ = self._asks(above) or self._is_overturned(above)
        return not (preposition.lower_ in self.small.answered and open_)

    def stance(self, token: Token, head: Token) -> Stance | None:
        """The stance that a governing verb, noun or adjective gives to its complement; None if it changes nothing."""
        judged = self._judged(token, head)
        if judged is not None:
            return judged
        if is_infinitive(token):
            return _AIMED[self.infinitives.read(token, head, self.key(head))]
        if token.dep_ == "nsubjpass" and token.pos_ == "NOUN":
            return self._of_event(head)
        if token.dep_ not in (*_COMPLEMENTS, "pobj") and not (token.dep_ == "relcl" and self._is_content(token, head)):
            return None
        if head.pos_ == "ADP" or head.dep_ == "prep":
            return self._after_preposition(token, head)
        if head.pos_ in _VERBAL and head.dep_ != "acomp":
            return self._under_verb(token, head)
        return self._under_nominal(token, head)

    def is_void(self, word: Token) -> bool:
        """Whether something is not even wished for or planned: "did not intend to", "had no soldiers to"."""
        if self.infinitives.is_short(word):
            return True
        if word.pos_ == "NOUN":
            return _has(word, "det", "no")
        negated = is_negated(word) or (word.dep_ in ("acomp", "oprd") and is_negated(word.head))
        return self.key(word) in self.signatures.void and negated

    def is_unaffected(self, token: Token, head: Token) -> bool:
        """Whether the negation of `head` does not affect its complement: "did not hesitate to"."""
        if head.pos_ == "NOUN":
            return head.lemma_.lower() in self.signatures.doubt  # "there is no doubt that"
        return token.dep_ in ("xcomp", "prep", "dobj") and self.key(head) in self.signatures.unaffected

    def is_open(self, token: Token, head: Token) -> bool:
        """Whether nothing follows from the negation of a negative verb: "did not refuse to"."""
        key = self.key(head)
        negative = head.pos_ in _VERBAL and (
            key in self.words.negative_verbs or key in self.signatures.from_ or key in self.signatures.clearing
        )
        return negative and key not in self.signatures.two_way and token.dep_ != "nsubjpass"

    def is_hearsay(self, word: Token) -> bool:
        """Whether a governing word attributes its complement to nobody named: "is believed to", "is reputed to"."""
        if word.dep_ in ("acomp", "oprd"):
            return word.lower_ in self.rumoured
        subjects = [c for c in word.children if c.dep_ == "nsubj"]
        if any(c.lemma_.lower() in self.rumours for c in subjects):
            return True  # "rumour has it", "the word is that"
        if word.lemma_.lower() in self.saying and any(c.lower_ in self.nobody for c in subjects):
            return True  # "whoever claims that P is wrong"
        return word.lemma_.lower() in self.hearsay and is_agentless(word)

    def key(self, verb: Token) -> str:
        """The key of a verb in the tables: with its particle, if it has one."""
        lemma = verb.lemma_.lower()
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
        # The parser takes the preposition of "called on X to" for a particle.
        return lemma if particle == "on" and lemma not in self.small.going else f"{lemma} {particle}".strip()

    def _judged(self, token: Token, head: Token) -> Stance | None:
        """ "It is false that", "it is possible that", "X is convinced that"."""
        if token.dep_ in ("acl", "relcl") and _has(token, "mark", "that") and head.dep_ == "attr":
            if self._is_remote(head):
                return Stance.HEDGED  # "it is anything but clear that P"
            return Stance.DENIED if head.lemma_.lower() in self.words.untrue_nouns else None  # "it is a lie that P"
        if token.dep_ not in ("ccomp", "csubj"):
            return None
        verdicts = [head, *(c for c in head.children if c.dep_ in ("acomp", "attr"))]
        if any(self._is_remote(c) for c in head.children):
            return Stance.HEDGED  # "it is far from certain that"
        for adjective in verdicts:
            low = adjective.lower_
            if low in self.words.untrue_adjectives | self.words.untrue_nouns:
                return Stance.DENIED
            if low in self.signatures.uncertain or (low in self.signatures.clear and is_negated(adjective.head)):
                return Stance.HEDGED
        return None

    def _is_remote(self, word: Token) -> bool:
        """Whether a word or phrase stops short of a verdict: "far from true", "anything but clear"."""
        short = word.lower_ in self.signatures.short and any(c.lower_ in self.small.short for c in word.children)
        but = word.dep_ == "attr" and word.i + 1 < len(word.doc) and word.nbor(1).lower_ in self.small.but
        return (short and word.dep_ in ("advmod", "acomp")) or (but and word.pos_ in ("NOUN", "PRON"))

    def _of_event(self, verb: Token) -> Stance | None:
        """The stance that a verb gives to the event of its noun: "the visit was cancelled", "called off the visit"."""
        if self.key(verb) in self.signatures.cancelled or self.key(verb) in self.words.negative_verbs:
            return Stance.DENIED
        return Stance.HEDGED if self.key(verb) in self.signatures.postponed else None

    def occurs(self, verb: Token) -> bool:
        """Whether a verb says only that its subject takes place: "the meeting took place"."""
        return takes_place(verb)

    def _noun_is_hedged(self, preposition: Token) -> bool:
        """Whether the noun after a preposition is only demanded or feared: "called for the arrest of X"."""
        above = preposition.head
        if above.pos_ == "NOUN":
            return above.lemma_.lower() in self.words.nouns and preposition.lower_ in self.small.topic
        if above.pos_ not in _VERBAL:
            return above.lower_ in self.signatures.clearing
        charging = self.signatures.charging | self.signatures.clearing
        charged = self.key(above) in charging and preposition.lower_ in self.small.charge
        barred = self.key(above) in self.signatures.from_ and preposition.lower_ == "from"
        return charged or barred or (preposition.lower_ in self.small.asked and self._asks(above))

    def _asks(self, verb: Token) -> bool:
        key = self.key(verb)
        signatures = self.signatures
        return key in signatures.asking | self.irrealis | signatures.charging | signatures.clearing

    def _after_preposition(self, token: Token, preposition: Token) -> Stance | None:
        """ "Without visiting", "stopped short of threatening"."""
        if token.dep_ == "pobj" and token.pos_ != "NOUN":
            return None
        if preposition.lower_ in self.signatures.prepositions and token.dep_ == "pcomp":
            return Stance.DENIED
        # "Had trouble in finding X", "the focus that it has placed on fighting X".
        carried = self.carried.get(preposition.lower_)
        if token.dep_ == "pcomp" and carried and _carries(preposition.head, carried):
            return Stance.HEDGED
        before = (preposition.head, *(c for c in preposition.children if c.dep_ == "advmod"))
        before += tuple(c for c in preposition.head.children if c.dep_ in ("advmod", "acomp", "prt"))
        short = preposition.lower_ in self.small.short and any(t.lower_ in self.signatures.short for t in before)
        return Stance.DENIED if short and token.dep_ == "pcomp" else None

    def _under_verb(self, token: Token, verb: Token) -> Stance | None:
        """The stance that a verb gives to its complement: "refused to", "plans to", "is said to", "has yet to"."""
        lemma = self.key(verb)
        if token.dep_ == "prep":
            wrongly = any(c.dep_ == "advmod" and c.lower_ in self.signatures.wrongly for c in verb.children)
            return Stance.DENIED if wrongly and token.lower_ in self.small.wrongly else self._behind(token, lemma)
        noun = token.pos_ == "NOUN" and token.dep_ == "dobj"
        if noun and self._of_event(verb) is not None:
            return self._of_event(verb)
        if lemma in self.words.negative_verbs and (token.dep_ == "xcomp" or noun or token.tag_ == "VBG"):
            return Stance.DENIED
        if lemma in self.signatures.musing and token.dep_ == "xcomp" and token.tag_ == "VBG":
            return Stance.HEDGED
        wanted = token.tag_ != "VBG" or lemma in self.irrealis
        tried = token.dep_ == "xcomp" and lemma in self.words.verbs and wanted
        wished = token.dep_ in ("ccomp", "dobj") and (
            lemma in self.irrealis or verb.lower_ in self.signatures.supposing
        )
        return Stance.HEDGED if tried or wished or self.is_hearsay(verb) else None

    def _behind(self, preposition: Token, lemma: str) -> Stance | None:
        """The stance that a verb gives to what follows its preposition: "barred from", "charged with", "called for"."""
        low = preposition.lower_
        if low in self.small.charge and self._is_overturned(governor(preposition)):
            return Stance.HEDGED
        if low == "from":
            negative = lemma in self.signatures.from_ or lemma in self.words.negative_verbs
            return Stance.DENIED if negative else None
        if low in self.small.failed and lemma in self.words.negative_verbs:
            return Stance.DENIED  # "failed in doing", "balked at doing"
        if lemma in self.signatures.clearing:
            return Stance.DENIED if low in self.small.cleared else None
        charged = lemma in self.signatures.charging and low in self.small.charge_bare
        pressed = low == "into" and lemma in self.words.verbs - self.signatures.implicative  # "pressured X into"
        wished = pressed or lemma in self.irrealis or (lemma in self.signatures.asking and low in self.small.asked_bare)
        return Stance.HEDGED if charged or wished or lemma in self.small.considered else None

    def _is_overturned(self, verb: Token) -> bool:
        """Whether the sentence says that a conviction was overturned: "convicted of P, was cleared on appeal"."""
        if self.key(verb) in self.signatures.clearing:
            return False
        others = (self.key(t) if t.pos_ == "VERB" else t.lemma_.lower() for t in verb.sent if t.i != verb.i)
        return not self.signatures.overturning.isdisjoint(others)

    def _under_nominal(self, token: Token, head: Token) -> Stance | None:
        """The stance that a noun or adjective gives to its complement: "a plan to", "evidence that", "unable to"."""
        lemma = head.lemma_.lower()
        if head.pos_ == "NOUN" and token.dep_ in ("acl", "prep", "ccomp", "relcl"):
            if lemma in self.signatures.evidence and token.dep_ != "prep":
                return Stance.HEDGED
            return Stance.HEDGED if lemma in self.words.nouns else None
        if head.lower_ in self.signatures.unable | self.signatures.clearing:
            return Stance.DENIED
        if token.dep_ == "prep" and head.dep_ in ("acomp", "oprd") and self._is_overturned(head.head):
            return Stance.HEDGED  # "found guilty of killing X, was cleared on appeal"
        return Stance.HEDGED if lemma in self.words.complement_adjectives else None


def _is_juxtaposed(token: Token, head: Token) -> bool:
    """Whether a clause is merely next to another one: "I did not order it, I could not order it"."""
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    marked = any(c.dep_ == "mark" for c in token.children)
    return (
        token.i < head.i and own and not marked and any(c.text in (",", ";") and c.i > token.i for c in head.children)
    )


def _has(token: Token, role: str, word: str) -> bool:
    return any(c.dep_ == role and c.lower_ == word for c in token.children)


def _carries(word: Token, nouns: frozenset[str]) -> bool:
    """Whether a word governs one of some nouns: "had [trouble] in", "the [difficulty] that they had in"."""
    below = [word, *(c for c in word.children if c.dep_ == "dobj"), *([word.head] if word.dep_ == "relcl" else [])]
    return any(n.lemma_.lower() in nouns for n in below)
